import { useEffect, useState } from 'preact/hooks';
import type { Place } from '../../attempt/journal.js';
import { predictionOf } from '../../attempt/prediction.js';
import type { Sitting } from '../../attempt/sitting.js';
import { useLanguage } from '../../language.js';

/** Who taps twice on the way here does not hand in with the second tap, wherever it falls; a key is never such a tap. */
const CALM_MS = 500;

/** The last look before the step that cannot be taken back. */
export function ReviewStep({ sitting, go }: { sitting: Sitting; go: (place: Place) => void }) {
  const { t, f } = useLanguage();
  const { paper, flags, prediction } = sitting.entry!;
  const [isCalm, setCalm] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setCalm(true), CALM_MS);
    return () => clearTimeout(timer);
  }, []);
  const open = sitting.unanswered;
  const number = paper.prediction && predictionOf(prediction, paper.prediction);
  const isPredictionMissing = paper.prediction !== null && number === null;
  return (
    <section class="card attempt-question attempt-review">
      <h1 tabIndex={-1}>{t.attempt.reviewTitle}</h1>
      {open.length === 0 ? (
        <p class="box box-good">{t.attempt.allAnswered(f.count(paper.questions.length))}</p>
      ) : (
        <p class="box box-warn">
          {t.attempt.unanswered(f.count(open.length))} <QuestionLinks positions={open} go={go} />
        </p>
      )}
      {flags.length > 0 && (
        <p class="box">
          {t.attempt.flaggedToReview(f.count(flags.length))}{' '}
          <QuestionLinks positions={[...flags].sort((a, b) => a - b)} go={go} />
        </p>
      )}
      {typeof number === 'number' && (
        <p>
          {t.attempt.yourPrediction(f.count(number))}{' '}
          <button type="button" class="attempt-link" onClick={() => go('prediction')}>
            {t.attempt.changePrediction}
          </button>
        </p>
      )}
      {isPredictionMissing ? (
        <>
          <p class="box box-warn">{t.attempt.predictionMissing}</p>
          <button type="button" class="button button-large button-full" onClick={() => go('prediction')}>
            {t.attempt.fillPrediction}
          </button>
        </>
      ) : (
        <>
          <p class="soft">{t.attempt.noWayBack}</p>
          <button
            type="button"
            class="button button-large button-full"
            aria-disabled={!isCalm}
            onClick={({ detail }) => (isCalm || detail === 0) && void sitting.submit()}
          >
            {t.attempt.submit}
          </button>
        </>
      )}
    </section>
  );
}

/** "câu 4, câu 11.", each leading there. */
function QuestionLinks({ positions, go }: { positions: readonly number[]; go: (place: Place) => void }) {
  const { t, f } = useLanguage();
  return (
    <>
      {positions.map((position, i) => (
        <span key={position}>
          <button type="button" class="attempt-link" onClick={() => go(position)}>
            {t.attempt.questionInList(f.count(position))}
          </button>
          {i < positions.length - 1 ? ', ' : '.'}
        </span>
      ))}
    </>
  );
}
