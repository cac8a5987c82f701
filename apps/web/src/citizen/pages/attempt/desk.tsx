import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Sitting } from '../../attempt/sitting.js';
import type { Place } from '../../attempt/journal.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { useTitle } from '../../ui/page.js';
import { ClockBar } from './clock-bar.js';
import { HandingIn } from './handing-in.js';
import { Notices } from './notices.js';
import { Palette, PaletteSheet } from './palette.js';
import { PredictionStep } from './prediction-step.js';
import { QuestionCard } from './question-card.js';
import { ReviewStep } from './review-step.js';
import { SignInAgain } from './sign-in-again.js';

/** Where the paper is worked on: the bar with time and state, one question or step at a time, the palette, the way on. */
export function Desk({ sitting }: { sitting: Sitting }) {
  const { t, f } = useLanguage();
  const { paper, place, hold } = sitting.entry!;
  // While the contest stands still nothing can be chosen and nothing handed in; the band above says more.
  const step = paper.pause ? null : place;
  const top = useRef<HTMLDivElement>(null);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const total = paper.questions.length;
  const done = total - sitting.unanswered.length;
  const isHandingIn = sitting.stage.kind === 'handing-in';
  const names = {
    prediction: t.attempt.predictionTitle,
    review: t.attempt.reviewTitle,
  };
  useTitle(
    `${typeof place === 'number' ? t.attempt.questionOf(f.count(place), f.count(total)) : names[place]} · ${paper.round.title}`,
  );
  useFocus(top, isHandingIn ? 'handing-in' : place);

  const go = (next: Place) => {
    setSheetOpen(false);
    sitting.go(next);
  };
  const order: Place[] = paper.questions.map(({ position }) => position);
  if (paper.prediction) order.splice(paper.prediction.asked === 'before' ? 0 : total, 0, 'prediction');
  order.push('review');
  const at = order.indexOf(place);
  const nextPlace = order[at + 1];
  const nextName =
    nextPlace === 'prediction' ? t.attempt.toPrediction : nextPlace === 'review' ? t.attempt.toReview : t.attempt.next;

  return (
    <div class="attempt" ref={top}>
      <ClockBar sitting={sitting} />
      {isHandingIn ? (
        <HandingIn sitting={sitting} />
      ) : (
        <div class="attempt-desk">
          <div class="attempt-paper">
            <Notices sitting={sitting} />
            {hold === 'signed_out' ? (
              <SignInAgain attemptId={sitting.attemptId} />
            ) : (
              sitting.trouble && (
                <ErrorBox error={sitting.trouble} again={sitting.isTimeUp ? () => void sitting.submit() : undefined} />
              )
            )}
            {paper.pause && <h1>{paper.pause.note}</h1>}
            {typeof step === 'number' && (
              <QuestionCard key={step} sitting={sitting} question={paper.questions[step - 1]!} />
            )}
            {step === 'prediction' && <PredictionStep sitting={sitting} go={go} />}
            {step === 'review' && <ReviewStep sitting={sitting} go={go} />}
            <nav class="attempt-steps" aria-label={t.attempt.questions}>
              <button
                type="button"
                class="button button-second attempt-back"
                aria-disabled={at === 0}
                onClick={() => at > 0 && go(order[at - 1]!)}
              >
                <Arrow isBack />
                <span>{typeof place === 'number' ? t.attempt.previous : t.shell.back}</span>
              </button>
              <button
                type="button"
                class="button button-quiet attempt-opener"
                aria-haspopup="dialog"
                aria-label={`${t.attempt.questions}. ${t.attempt.answered(f.count(done), f.count(total))}`}
                onClick={() => setSheetOpen(true)}
              >
                <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
                  <path d="M1 1h6v6H1zM11 1h6v6h-6zM1 11h6v6H1zM11 11h6v6h-6z" fill="currentColor" />
                </svg>
                {f.count(done)}/{f.count(total)}
              </button>
              {nextPlace !== undefined && (
                <button type="button" class="button attempt-onward" onClick={() => go(nextPlace)}>
                  <span>{nextName}</span>
                  <Arrow />
                </button>
              )}
            </nav>
          </div>
          <aside class="attempt-side" aria-label={t.attempt.questions}>
            <Palette sitting={sitting} go={go} />
          </aside>
          {isSheetOpen && <PaletteSheet sitting={sitting} go={go} close={() => setSheetOpen(false)} />}
        </div>
      )}
    </div>
  );
}

function Arrow({ isBack = false }: { isBack?: boolean }) {
  return (
    <svg class="attempt-arrow" width="10" height="16" viewBox="0 0 10 16" aria-hidden="true">
      <path
        d={isBack ? 'M8 2 2 8l6 6' : 'm2 2 6 6-6 6'}
        fill="none"
        stroke="currentColor"
        stroke-width="2.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}

/** A new question is seen from its top, and read out from its heading. */
function useFocus(top: { current: HTMLDivElement | null }, place: Place | 'handing-in'): void {
  const before = useRef<unknown>(undefined);
  // Before the next key can be pressed: it belongs to what is new.
  useLayoutEffect(() => {
    const bounds = top.current?.getBoundingClientRect();
    if (before.current !== undefined && bounds && bounds.top < 0) top.current!.scrollIntoView();
    before.current = place;
    top.current?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }, [place]);
}
