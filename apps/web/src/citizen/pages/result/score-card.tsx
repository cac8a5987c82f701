import { serverNow } from '../../../shared/api/server-clock.js';
import type { Result, Review } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';

/** What the graded attempt is worth, or when that will be told. */
export function ScoreCard({ result, review }: { result: Result; review: Review | undefined }) {
  const { t, f } = useLanguage();
  if (result.voided)
    return (
      <div class="box box-warn">
        <p>
          <strong>{t.result.voided}</strong> {result.voidReason && t.result.voidedWhy(result.voidReason)}
        </p>
        <p>{t.result.voidedNext}</p>
      </div>
    );
  if (result.abandoned) return <p class="box">{t.result.abandoned}</p>;
  if (result.score === null || result.maxScore === null)
    return (
      <div class="box">
        <p>
          <strong>{t.result.graded}</strong>{' '}
          {result.scoreReleasedAt
            ? t.result.scoreAt(f.weekdayTime(result.scoreReleasedAt, serverNow()))
            : t.result.scoreNever}
        </p>
      </div>
    );
  const right = review?.rightAnswers ?? null;
  const points = [f.points(result.score), f.points(result.maxScore)] as const;
  const time = f.duration(result.elapsedMs ?? 0);
  const [got, most, words] = right
    ? [f.count(right.count), f.count(right.of), t.result.rightWords]
    : [...points, t.result.pointsWords];
  // In a paper where each question is one point the points say nothing new.
  const isSame = right !== null && got === points[0] && most === points[1];
  return (
    <section class="card score">
      <Ring share={right ? right.count / Math.max(1, right.of) : result.score / Math.max(1, result.maxScore)}>
        <b>{t.result.rightOf(got, most)}</b>
        <span>{words}</span>
      </Ring>
      <div>
        <p class="score-sentence">
          {right ? t.result.rightSentence(got, most, time) : t.result.pointsSentence(got, most, time)}
        </p>
        {!isSame && right && <p>{t.result.pointsToo(...points)}</p>}
        {result.prediction !== null && <p class="soft">{t.result.prediction(f.count(result.prediction))}</p>}
        {result.fullMarks && <p class="tag tag-good">{t.result.fullMarks}</p>}
      </div>
    </section>
  );
}

/** The score as a ring that is closed at full marks; its words stand inside. The sentence beside it says the same. */
function Ring({ share, children }: { share: number; children: preact.ComponentChildren }) {
  const around = 2 * Math.PI * 52;
  return (
    <div class="ring" aria-hidden="true">
      <svg viewBox="0 0 120 120" width="128" height="128">
        <circle cx="60" cy="60" r="52" class="ring-all" />
        <circle
          cx="60"
          cy="60"
          r="52"
          class="ring-got"
          stroke-dasharray={`${Math.min(1, Math.max(0, share)) * around} ${around}`}
          transform="rotate(-90 60 60)"
        />
      </svg>
      <p>{children}</p>
    </div>
  );
}
