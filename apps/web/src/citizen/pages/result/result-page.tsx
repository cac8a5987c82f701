import { useState } from 'preact/hooks';
import { isPassing, Refusal } from '../../../shared/api/client.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import type { MyPlace, Result } from '../../../shared/api/views.js';
import { tab } from '../../../shared/storage.js';
import { useAbout } from '../../contact.js';
import { useLanguage } from '../../language.js';
import type { PageProps } from '../../page-props.js';
import { useSession } from '../../session.js';
import { ErrorBox } from '../../ui/error-box.js';
import { later } from '../../ui/later.js';
import { Page as Frame } from '../../ui/page.js';
import { Waiting } from '../../ui/waiting.js';
import { useGet } from '../../use-get.js';
import { useResult } from './follow-result.js';
import { HandedOver, HandOver } from './hand-over.js';
import { OwnRank } from './own-rank.js';
import { ReceiptCard, type KeptReceipt } from './receipt-card.js';
import './result.css';
import { Later, ReviewList } from './review-list.js';
import { ScoreCard } from './score-card.js';
import { form as formWords } from '../../../shared/messages/vi/form.js';
import { result as resultWords } from '../../../shared/messages/vi/result.js';
import { bringWords } from '../../words.js';

bringWords({ form: formWords, result: resultWords });

const FeedbackForm = later(async () => (await import('./feedback-form.js')).FeedbackForm);

/** After the submit: the receipt at once, then score, rank and what else is released, then the way on. */
export function Page({ params }: PageProps) {
  const attemptId = params['id']!;
  const { t, f } = useLanguage();
  const { account } = useSession();
  const [kept] = useState(() => tab.read<KeptReceipt>(`bien-nhan:${attemptId}`));
  const [isHandedOver, setHandedOver] = useState(false);
  const { result, error, isLong, again } = useResult(attemptId);
  const slug = result?.contest.slug;
  const contest = useGet(slug === undefined ? null : '/api/contests/{slug}', { path: { slug: slug ?? '' } });
  const place = useGet(slug === undefined || !account ? null : '/api/contests/{slug}/participants/me', {
    path: { slug: slug ?? '' },
  });
  useAbout(isHandedOver ? null : (contest.data ?? (result && { ...result.contest, sample: false })));

  if (isHandedOver) return <HandedOver slug={slug} />;
  const isRefused = error instanceof Refusal && !isPassing(error) && result?.state !== 'graded';
  if (isRefused) return <Refused error={error} attemptId={attemptId} again={again} />;
  const isIn = kept !== null || (result !== undefined && result.state !== 'in_progress');
  return (
    <Frame
      title={t.result.title}
      lead={result && `${result.contest.title}. ${t.result.lead(result.round.title, f.count(result.attemptNo))}`}
    >
      <div class="result">
        <div class="result-main">
          {isIn && <ReceiptCard kept={kept} result={result} />}
          {result?.predictionUntil && <MayChange until={result.predictionUntil} />}
          {result?.state === 'graded' ? (
            <Graded result={result} place={place.data} />
          ) : (
            <Coming result={result} error={error} isLong={isLong} />
          )}
        </div>
        {isIn && (
          <div class="result-side">
            {result && <WayOn result={result} place={place.data} />}
            <HandOver onDone={() => setHandedOver(true)} />
            {slug && <FeedbackForm attemptId={attemptId} slug={slug} />}
          </div>
        )}
      </div>
    </Frame>
  );
}

/** Why this person is not shown the result, and what to do. */
function Refused({ error, attemptId, again }: { error: Refusal; attemptId: string; again: () => void }) {
  const { t } = useLanguage();
  const signIn = `/dang-nhap?tiep=${encodeURIComponent(`/ket-qua/${attemptId}`)}`;
  const words = { 401: t.result.signedOut, 403: t.result.otherPerson }[error.status];
  return (
    <Frame title={t.result.title} isNarrow>
      {words ? <p class="box">{words}</p> : <ErrorBox error={error} again={again} />}
      <p class="row">
        {words && (
          <a class="button" href={signIn}>
            {t.shell.signIn}
          </a>
        )}
        <a class="button button-second" href="/">
          {t.shell.backHome}
        </a>
      </p>
    </Frame>
  );
}

/** Before the grade: what the server is doing, in words. */
function Coming({ result, error, isLong }: { result: Result | undefined; error: Error | undefined; isLong: boolean }) {
  const { t } = useLanguage();
  if (result?.state === 'in_progress') return <NotClosed attemptId={result.attemptId} />;
  const words = error
    ? t.result.askingAgain
    : result === undefined
      ? t.result.asking
      : isLong
        ? t.result.gradingLong
        : t.result.grading;
  return (
    <section class="card">
      <Waiting words={words} lines={3} />
    </section>
  );
}

/** Not handed in: either it can still be worked on, or its time is over and the server is about to close it. */
function NotClosed({ attemptId }: { attemptId: string }) {
  const { t, f } = useLanguage();
  const attempt = useGet('/api/attempts/{attemptId}', { path: { attemptId } });
  const leftMs = attempt.data ? Date.parse(attempt.data.deadlineAt) - serverNow() : 0;
  if (leftMs <= 0)
    return (
      <section class="card">
        <Waiting words={t.result.closing} lines={3} />
      </section>
    );
  return (
    <section class="box box-warn">
      <p>{t.result.stillOpen(f.roughDuration(leftMs))}</p>
      <a class="button" href={`/lam-bai/${attemptId}`}>
        {t.result.goOn}
      </a>
    </section>
  );
}

function Graded({ result, place }: { result: Result; place: MyPlace | undefined }) {
  const review = useGet('/api/attempts/{attemptId}/review', { path: { attemptId: result.attemptId } });
  const isRanked = result.score !== null && !result.voided && !result.abandoned;
  // The sentence about the score depends on the review: shown once, not twice in two wordings.
  if (review.isLoading && !review.data) return <Waiting lines={3} />;
  return (
    <>
      <div aria-live="polite">
        <Regrades result={result} />
        <ScoreCard result={result} review={review.data} />
      </div>
      {isRanked && place && <OwnRank result={result} place={place} />}
      {review.data ? (
        <>
          <Later result={result} review={review.data} />
          <ReviewList review={review.data} />
        </>
      ) : (
        review.error && <ErrorBox error={review.error} again={review.reload} />
      )}
    </>
  );
}

/** That the number which was predicted is not the last word yet, and where another one is written. */
function MayChange({ until }: { until: string }) {
  const { t, f } = useLanguage();
  return (
    <p class="box no-print">
      {t.result.predictionUntil(f.weekdayTime(until, serverNow()))} <a href="/cua-toi">{t.result.changePrediction}</a>
    </p>
  );
}

/** Questions that were graded again, since the score may be another than the one that was seen before. */
function Regrades({ result: { regrades } }: { result: Result }) {
  const { t, f } = useLanguage();
  return regrades.map(({ position, note, scoreBefore, scoreAfter }) => (
    <p key={position} class="box">
      <strong>{t.result.regraded(f.count(position))}</strong> {note}{' '}
      {scoreBefore !== null &&
        scoreAfter !== null &&
        (scoreBefore === scoreAfter
          ? t.result.regradedSame
          : t.result.regradedScore(f.points(scoreBefore), f.points(scoreAfter)))}
    </p>
  ));
}

/** The board, and another attempt where the rules leave one. */
function WayOn({ result, place }: { result: Result; place: MyPlace | undefined }) {
  const { t, f } = useLanguage();
  const { contest, round, roundId } = result;
  const own = place?.rounds.find((one) => one.roundId === roundId);
  return (
    <section class="way-on stack no-print">
      {own?.canStart && (
        <div>
          <a class="button button-large button-full" href={`/cuoc-thi/${contest.slug}/vao-thi`}>
            {t.result.again}
          </a>
          {own.left !== null && <p class="soft">{t.result.againLeft(f.count(own.left))}</p>}
        </div>
      )}
      <a
        class={own?.canStart ? 'button button-second button-full' : 'button button-large button-full'}
        href={`/cuoc-thi/${contest.slug}/bang-xep-hang?xem=dot-${round.number}`}
      >
        {t.result.seeBoard}
      </a>
      <a class="button button-quiet button-full" href={`/cuoc-thi/${contest.slug}`}>
        {t.result.backToContest}
      </a>
      <a class="button button-quiet button-full" href="/cua-toi/giay-chung-nhan">
        {t.result.certificate}
      </a>
      {own?.refusal && <p class="soft">{own.refusal.title}</p>}
    </section>
  );
}
