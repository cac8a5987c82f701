import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { useLanguage } from '../../language.js';
import { slidesOf, stepIn, stepOf, type Announced, type Drawn, type Slide } from './ceremony.js';
import { fillScreen } from './full-screen-button.js';

/** Numbers that stand beside the newest one. */
const EARLIER_SHOWN = 6;

/**
 * The ceremony, step by step: by keys, a remote control, a click on the hall's part of the page, or the buttons below. The
 * step stands in the address, so that a page that was loaded anew goes on where it was.
 *
 * @param address of the official results, for the last step
 */
export function Stage({
  field,
  announced,
  step: wish,
  address,
}: {
  /** What the results are of: a round, a phase, the contest. */
  field: string;
  announced: Announced;
  /** As the address says it. */
  step: string | undefined;
  address: string;
}) {
  const { t, f } = useLanguage();
  const { path, query, route } = useLocation();
  const slides = slidesOf(announced);
  const step = stepIn(wish, slides.length);
  const slide = slides[step - 1]!;
  const go = (to: number) => {
    const inside = stepIn(String(to), slides.length);
    if (inside !== step) route(`${path}?${new URLSearchParams({ ...query, buoc: String(inside) })}`, true);
  };
  const move = useRef(go);
  move.current = go;

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const meant = event.ctrlKey || event.altKey || event.metaKey ? null : stepOf(event.key);
      const isOnButton = (event.target as Element).closest('a, button') !== null;
      // A focused button is pressed by these two itself.
      if (meant === null || (isOnButton && (event.key === ' ' || event.key === 'Enter'))) return;
      event.preventDefault();
      if (meant === 'fill') return fillScreen();
      move.current({ next: step + 1, back: step - 1, first: 1, last: slides.length }[meant]);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [step, slides.length]);

  return (
    <>
      {/* For a mouse; the keyboard has its keys, and the buttons. */}
      <div class="stage" aria-live="polite" onClick={() => go(step + 1)}>
        <div class="stage-slide" key={step}>
          <Told slide={slide} field={field} announced={announced} address={address} />
        </div>
      </div>
      <div class="stage-ways">
        <button type="button" class="screen-button" aria-disabled={step === 1} onClick={() => go(step - 1)}>
          {t.screen.back}
        </button>
        <p class="stage-step">{t.screen.step(f.count(step), f.count(slides.length))}</p>
        <button type="button" class="screen-button" aria-disabled={step === slides.length} onClick={() => go(step + 1)}>
          {t.screen.next}
        </button>
        <p class="stage-keys">{t.screen.keys}</p>
      </div>
    </>
  );
}

function Told({
  slide,
  field,
  announced: { lot, prizes },
  address,
}: {
  slide: Slide;
  field: string;
  announced: Announced;
  address: string;
}) {
  const { t, f } = useLanguage();
  const winners = prizes.reduce((sum, prize) => sum + prize.winners.length, 0);
  switch (slide.kind) {
    case 'opening':
      return (
        <>
          <p class="stage-over">{t.screen.announcing}</p>
          <h2 class="stage-large">{field}</h2>
          <p class="stage-line">{winners === 0 ? t.screen.noWinners : t.screen.winners(f.count(winners))}</p>
        </>
      );
    case 'commitment':
      return (
        <>
          <p class="stage-over">{t.screen.lot}</p>
          <h2 class="stage-middle">{t.screen.commitment}</h2>
          <Code text={lot!.commitment} />
          <p class="stage-line">{t.screen.commitmentText}</p>
        </>
      );
    case 'seed':
      return (
        <>
          <p class="stage-over">{t.screen.lot}</p>
          <h2 class="stage-middle">{t.screen.seed}</h2>
          <Code text={lot!.seed} />
          <p class="stage-line">{t.screen.seedText}</p>
          <Code text={lot!.commitment} isSmall />
        </>
      );
    case 'drawn':
      return <Drawing draws={lot!.draws.slice(0, slide.count)} of={lot!.draws.length} />;
    case 'prize':
      return (
        <>
          <h2 class="stage-large">{slide.prize.title}</h2>
          {slide.prize.of && <p class="stage-line">{slide.prize.of}</p>}
          <p class="stage-line">{t.screen.winners(f.count(slide.prize.winners.length))}</p>
        </>
      );
    case 'winner': {
      const { name, unit, lines } = slide.prize.winners[slide.at]!;
      const all = slide.prize.winners.length;
      return (
        <>
          <p class="stage-over">
            {slide.prize.title}
            {slide.prize.of && ` · ${slide.prize.of}`}
            {all > 1 && ` · ${t.screen.step(f.count(all - slide.at), f.count(all))}`}
          </p>
          <h2 class="stage-large">{name}</h2>
          {unit && <p class="stage-middle">{unit}</p>}
          {lines.map((line) => (
            <p key={line} class="stage-line">
              {line}
            </p>
          ))}
        </>
      );
    }
    case 'closing':
      return (
        <div class="stage-closing">
          <div>
            <h2 class="stage-middle">{winners === 0 ? t.screen.thanks : t.screen.congratulations}</h2>
            <p class="stage-line">{t.screen.checkYourself}</p>
          </div>
          <img
            src={`/qr.svg?path=${encodeURIComponent(address)}`}
            alt={t.screen.qrOfResults(field)}
            width="400"
            height="400"
          />
        </div>
      );
  }
}

/** The newest number in large letters, those before it beside it. */
function Drawing({ draws, of }: { draws: readonly Drawn[]; of: number }) {
  const { t, f } = useLanguage();
  const newest = draws[draws.length - 1]!;
  const earlier = draws.slice(0, -1);
  return (
    <>
      <p class="stage-over">
        {t.screen.lot} · {t.screen.step(f.count(draws.length), f.count(of))}
      </p>
      <div class="stage-drawing">
        <div>
          <h2 class="stage-large">{newest.name}</h2>
          {newest.unit && <p class="stage-line">{newest.unit}</p>}
          <p class="stage-number">{newest.number}</p>
        </div>
        {earlier.length > 0 && (
          <ol class="stage-drawn" start={Math.max(1, earlier.length - EARLIER_SHOWN + 1)}>
            {earlier.slice(-EARLIER_SHOWN).map(({ name, number }) => (
              <li key={number}>
                {name} <b>{number}</b>
              </li>
            ))}
          </ol>
        )}
      </div>
    </>
  );
}

/** A code in groups of eight, to be compared by eye. */
export function Code({ text, isSmall = false }: { text: string; isSmall?: boolean }) {
  return (
    <p class={isSmall ? 'stage-code stage-code-small' : 'stage-code'} translate={false}>
      {(text.match(/.{1,8}/g) ?? []).map((part, i) => (
        <span key={i}>{part}</span>
      ))}
    </p>
  );
}
