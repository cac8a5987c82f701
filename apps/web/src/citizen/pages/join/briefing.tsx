import { useEffect, useState } from 'preact/hooks';
import { Refusal } from '../../../shared/api/client.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import type { Attempt, ContestDetails, MyPlace, Round } from '../../../shared/api/views.js';
import { refusalWords } from '../../contest/refusal-words.js';
import { useReloadAt } from '../../contest/use-reload-at.js';
import { useLanguage } from '../../language.js';
import { preload } from '../../preload.js';
import { ErrorBox } from '../../ui/error-box.js';
import { OwnUnit } from './own-unit.js';
import { StartButton } from './start-button.js';

/** What awaits the person, and the one button from which the clock runs. */
export function Briefing({
  contest,
  round,
  place,
  onOpen,
  onChange,
  onSignedOut,
}: {
  contest: ContestDetails;
  round: Round;
  place: MyPlace;
  onOpen: (attempt: Attempt) => void;
  onChange: () => Promise<unknown>;
  onSignedOut: () => void;
}) {
  const { t, f } = useLanguage();
  const [error, setError] = useState<Error | null>(null);
  const mine = place.rounds.find(({ roundId }) => roundId === round.id);
  const others = contest.roundList.filter(({ state, id }) => state === 'running' && id !== round.id);
  const next = contest.roundList.find(({ state }) => state === 'coming') ?? null;
  useReloadAt([round.closesAt, mine?.refusal?.details['nextAt']], () => void onChange());
  // The network may be gone when they are needed.
  useEffect(() => preload('/lam-bai/:id', '/ket-qua/:id'), []);
  const refused = (reason: Error | null) => {
    if (reason instanceof Refusal && reason.status === 401) return onSignedOut();
    setError(reason);
    // A limit that was reached meanwhile, a round that has closed: what stands here is told anew.
    if (reason instanceof Refusal) void onChange();
  };
  return (
    <div class="form">
      <dl class="facts">
        <div>
          <dd>{f.count(round.questions)}</dd>
          <dt>{t.join.questions}</dt>
        </div>
        <div>
          <dd>{round.durationMs === null ? '–' : f.duration(round.durationMs)}</dd>
          <dt>{round.durationMs === null ? t.join.untilClose : t.join.minutes}</dt>
        </div>
        {mine && (
          <div>
            <dd class={mine.left === null ? 'facts-words' : undefined}>
              {mine.left === null ? t.join.unlimited : f.count(mine.left)}
            </dd>
            <dt>
              {t.join.attemptsLeft} {mine.per && t.join.per[mine.per]}
            </dt>
          </div>
        )}
      </dl>
      {round.prediction && <p>{t.join.predictionAsked[round.prediction.subject]}</p>}
      {error && <ErrorBox error={error} />}
      {mine?.refusal && !error ? (
        <div class="box box-warn" role="status">
          <p>
            <strong>{t.join.cannotStart}</strong>
          </p>
          {refusalWords({ refusal: mine.refusal, round, next }, { t: t.contest, f, now: serverNow() }).map((words) => (
            <p key={words}>{words}</p>
          ))}
        </div>
      ) : null}
      {mine?.refusal ? (
        <p class="row">
          <a class="button" href="/cua-toi">
            {t.join.seeAttempts}
          </a>
          <a class="button button-second" href={`/cuoc-thi/${contest.slug}/bang-xep-hang`}>
            {t.join.seeBoard}
          </a>
        </p>
      ) : (
        <div class="start">
          <p class="start-clock">
            <Clock /> {t.join.clockStarts}
          </p>
          <StartButton roundId={round.id} label={t.join.start} onOpen={onOpen} onError={refused} />
          <a class="button button-quiet" href={`/cuoc-thi/${contest.slug}`}>
            {t.join.later}
          </a>
        </div>
      )}
      <OwnUnit contest={contest} own={place.participation!} onChange={onChange} />
      <ul class="points">
        <li>{t.join.savedAsYouGo}</li>
        <li>{t.join.oneDevice}</li>
        <li>{t.join.closesAt(f.weekdayTime(round.closesAt, serverNow()))}</li>
      </ul>
      {others.length > 0 && (
        <p>
          {t.join.otherRounds}{' '}
          {others.map(({ id, number, title }) => (
            <a key={id} class="other-round" href={`/cuoc-thi/${contest.slug}/vao-thi?dot=${number}`}>
              {title}
            </a>
          ))}
        </p>
      )}
    </div>
  );
}

const Clock = () => (
  <svg width="20" height="20" viewBox="0 0 20 20" fill="none" aria-hidden="true">
    <circle cx="10" cy="10" r="8" stroke="currentColor" stroke-width="2" />
    <path d="M10 5.5V10l3 2" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
  </svg>
);
