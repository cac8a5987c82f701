import { useEffect, useRef } from 'preact/hooks';
import type { Place } from '../../attempt/journal.js';
import type { Sitting } from '../../attempt/sitting.js';
import { useLanguage } from '../../language.js';

interface Props {
  sitting: Sitting;
  go: (place: Place) => void;
}

/** All questions at a glance: which are answered, which are flagged, and which one is open. */
export function Palette({ sitting, go }: Props) {
  const { t, f } = useLanguage();
  const { paper, flags, place } = sitting.entry!;
  const open = sitting.unanswered;
  const total = paper.questions.length;
  return (
    <div class="attempt-palette">
      <p class="attempt-count">{t.attempt.answered(f.count(total - open.length), f.count(total))}</p>
      <ul class="attempt-numbers">
        {paper.questions.map(({ position }) => {
          const isAnswered = !open.includes(position);
          const isFlagged = flags.includes(position);
          const words = [
            t.attempt.question(f.count(position)),
            isAnswered ? t.attempt.stateAnswered : t.attempt.stateUnanswered,
            ...(isFlagged ? [t.attempt.stateFlagged] : []),
          ];
          return (
            <li key={position}>
              <button
                type="button"
                class={`attempt-number${isAnswered ? ' attempt-number-answered' : ''}${isFlagged ? ' attempt-number-flagged' : ''}`}
                aria-label={words.join(', ')}
                aria-current={place === position ? 'step' : undefined}
                onClick={() => go(position)}
              >
                {position}
              </button>
            </li>
          );
        })}
      </ul>
      <ul class="attempt-legend" aria-hidden="true">
        <li>
          <span class="attempt-number attempt-number-answered" />
          {t.attempt.legendAnswered}
        </li>
        <li>
          <span class="attempt-number attempt-number-flagged" />
          {t.attempt.legendFlagged}
        </li>
      </ul>
      {paper.prediction && (
        <button
          type="button"
          class="button button-second button-full"
          aria-current={place === 'prediction' ? 'step' : undefined}
          onClick={() => go('prediction')}
        >
          {t.attempt.predictionTitle}
        </button>
      )}
      {place !== 'review' && (
        <button type="button" class="button button-full" onClick={() => go('review')}>
          {t.attempt.reviewAndSubmit}
        </button>
      )}
    </div>
  );
}

/** The palette on a phone: a sheet from below, closed by its button, by Escape, or by a tap beside it. */
export function PaletteSheet({ sitting, go, close }: Props & { close: () => void }) {
  const { t } = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      class="attempt-sheet"
      ref={dialog}
      aria-label={t.attempt.questions}
      onClose={close}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <div class="attempt-sheet-body">
        <button type="button" class="button button-quiet attempt-sheet-close" onClick={close}>
          {t.shell.close}
        </button>
        <Palette sitting={sitting} go={go} />
      </div>
    </dialog>
  );
}
