import { useState } from 'preact/hooks';
import { serverNow } from '../../../shared/api/server-clock.js';
import type { OwnAttempt } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';
import { later } from '../../ui/later.js';

const PredictionChange = later(async () => (await import('./prediction-change.js')).PredictionChange);

/** One attempt: what, when, receipt, and as much of the score as is released. */
export function AttemptCard({ attempt }: { attempt: OwnAttempt }) {
  const { t, f } = useLanguage();
  const now = serverNow();
  const [isChanging, setChanging] = useState(false);
  const { attemptId, contestTitle, roundTitle, attemptNo, state, voided, abandoned, receiptNumber, score, maxScore } =
    attempt;
  const { startedAt, submittedAt, deadlineAt, elapsedMs, closedBy, scoreReleasedAt, prediction, predictionChange } =
    attempt;
  const isOpen = state === 'in_progress';
  const when = isOpen
    ? `${t.me.startedAt(f.weekdayTime(startedAt, now))} ${t.me.deadline(f.clockTime(deadlineAt))}`
    : submittedAt &&
      (closedBy === 'participant' ? t.me.submittedAt : t.me.closedBySystem)(f.weekdayTime(submittedAt, now));
  return (
    <li class="card attempt">
      <div class="attempt-head">
        <h3>
          {t.me.line(roundTitle, f.count(attemptNo))}
          <span class="attempt-contest">{contestTitle}</span>
        </h3>
        {voided ? (
          <span class="tag tag-wrong">{t.me.voided}</span>
        ) : abandoned ? (
          <span class="tag tag-quiet">{t.me.abandoned}</span>
        ) : isOpen ? (
          <span class="tag">{t.me.inProgress}</span>
        ) : score !== null && maxScore !== null ? (
          <span class="attempt-score">{t.me.score(f.points(score), f.points(maxScore))}</span>
        ) : (
          <span class="tag tag-quiet">{state === 'graded' ? t.me.graded : t.me.grading}</span>
        )}
      </div>
      <p class="soft">
        {when} {elapsedMs !== null && t.me.took(f.duration(elapsedMs))}
      </p>
      {!isOpen && !voided && !abandoned && score === null && (
        <p>{scoreReleasedAt ? t.me.scoreAt(f.weekdayTime(scoreReleasedAt, now)) : t.me.scoreNotYet}</p>
      )}
      {predictionChange &&
        (isChanging ? (
          <PredictionChange attempt={attempt} change={predictionChange} />
        ) : (
          <div class="attempt-foot attempt-change">
            <p>
              {t.me.prediction}: <strong class="numbers">{prediction === null ? '–' : f.count(prediction)}</strong>
            </p>
            <button type="button" class="button button-second" onClick={() => setChanging(true)}>
              {t.me.changePrediction}
              <span class="unseen"> {t.me.line(roundTitle, f.count(attemptNo))}</span>
            </button>
          </div>
        ))}
      <div class="attempt-foot">
        {receiptNumber ? (
          <p>
            {t.me.receipt}: <strong class="numbers">{receiptNumber}</strong>
          </p>
        ) : (
          <span />
        )}
        <a class={isOpen ? 'button' : 'attempt-link'} href={`/${isOpen ? 'lam-bai' : 'ket-qua'}/${attemptId}`}>
          {isOpen ? t.me.goOn : t.me.seeResult}
          <span class="unseen"> {t.me.line(roundTitle, f.count(attemptNo))}</span>
        </a>
      </div>
    </li>
  );
}
