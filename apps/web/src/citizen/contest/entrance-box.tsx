import type { ContestDetails, Round } from '../../shared/api/views.js';
import { serverNow } from '../../shared/api/server-clock.js';
import { useLanguage } from '../language.js';
import { Waiting } from '../ui/waiting.js';
import { useNow } from '../use-now.js';
import { entranceOf, type Entrance } from './entrance.js';
import { FromUnit } from './from-unit.js';
import { contestPath, enterPath } from './paths.js';
import { refusalWords } from './refusal-words.js';
import { ResumeLink } from './resume-link.js';
import { TimeLeft } from './time-left.js';
import { usePlace } from './use-place.js';

/** What this person can do in a contest now: one sentence of how things stand, and one button. */
export function EntranceBox({ contest, unitCode }: { contest: ContestDetails; unitCode?: string }) {
  const { t } = useLanguage();
  const now = useNow();
  const instants = contest.roundList.flatMap(({ opensAt, closesAt }) => [opensAt, closesAt]);
  const { place, isKnown, isFailed } = usePlace(contest.slug, instants);
  const entrance = entranceOf(contest, place, now);
  const participation = place?.participation;
  return (
    <div class={`entrance entrance-${entrance.kind}`}>
      {isKnown ? (
        <>
          {unitCode && isJoining(entrance) && <FromUnit slug={contest.slug} code={unitCode} />}
          <Told entrance={entrance} contest={contest} unitCode={unitCode} />
        </>
      ) : (
        <Waiting lines={2} words={t.contest.checkingPlace} />
      )}
      {participation && <p class="small soft">{t.contest.joinedFor(participation.unitName)}</p>}
      {isFailed && <p class="small soft">{t.contest.placeUnknown}</p>}
    </div>
  );
}

/** Who has a unit already, or comes too late, is told nothing of the one in the address. */
const isJoining = (entrance: Entrance<Round>): boolean =>
  (entrance.kind === 'enter' || entrance.kind === 'wait') && !entrance.isJoined;

interface Telling {
  entrance: Entrance<Round>;
  contest: ContestDetails;
  unitCode: string | undefined;
}

function Told({ entrance, contest, unitCode }: Telling) {
  const { t, f } = useLanguage();
  const at = (instant: string) => f.weekdayTime(instant, serverNow());
  switch (entrance.kind) {
    case 'continue':
      return (
        <>
          <p>{t.contest.resumeHint(entrance.attempt.roundTitle)}</p>
          <ResumeLink attempt={entrance.attempt} isLarge />
        </>
      );
    case 'enter': {
      const { round, allowance, isJoined } = entrance;
      return (
        <>
          <p>
            <strong>{t.contest.roundOpen(round.title, at(round.closesAt))}</strong> <Paper round={round} />
          </p>
          <TimeLeft to={round.closesAt} label={t.contest.leftToClose} />
          <a class="button button-large button-full" href={enterPath(contest.slug, unitCode)}>
            {t.contest.enter}
          </a>
          {allowance?.per && allowance.left !== null && (
            <p class="small">{t.contest.leftOfPeriod(f.count(allowance.left), t.contest.periods[allowance.per])}</p>
          )}
          {!isJoined && <BeforeJoining contest={contest} />}
        </>
      );
    }
    case 'refused':
      return (
        <>
          {refusalWords(entrance, { t: t.contest, f, now: serverNow() }).map((sentence, i) => (
            <p key={i}>{i === 0 ? <strong>{sentence}</strong> : sentence}</p>
          ))}
          <a class="button button-second button-full" href="/cua-toi">
            {t.contest.myAttempts}
          </a>
        </>
      );
    case 'wait':
      return (
        <>
          <p>
            <strong>{t.contest.roundOpens(entrance.round.title, at(entrance.round.opensAt))}</strong>{' '}
            <Paper round={entrance.round} />
          </p>
          <TimeLeft to={entrance.round.opensAt} label={t.contest.leftToOpen} />
          {entrance.isJoined ? (
            <p>{t.contest.joinedAhead}</p>
          ) : (
            <>
              <a class="button button-large button-full" href={enterPath(contest.slug, unitCode)}>
                {t.contest.joinAhead}
              </a>
              <BeforeJoining contest={contest} />
            </>
          )}
        </>
      );
    case 'finished':
      return (
        <>
          <p>
            <strong>{t.contest.finished(at(contest.closesAt))}</strong>
          </p>
          <a class="button button-large button-full" href={contestPath(contest.slug, 'bang-xep-hang')}>
            {t.contest.results}
          </a>
          {entrance.isJoined && (
            <p>
              <a href="/cua-toi">{t.contest.myAttempts}</a>
            </p>
          )}
        </>
      );
  }
}

function Paper({ round: { questions, durationMs } }: { round: Round }) {
  const { t, f } = useLanguage();
  const number = f.count(questions);
  const words = durationMs === null ? t.contest.paperToClose(number) : t.contest.paper(number, f.duration(durationMs));
  return <>{words}.</>;
}

/** What somebody who has not joined yet has to know first. */
function BeforeJoining({ contest: { rules } }: { contest: ContestDetails }) {
  const { t, f } = useLanguage();
  return (
    <>
      {rules.minimumAge && <p>{t.contest.agedFrom(f.count(rules.minimumAge.years))}</p>}
      <p class="small soft">{t.contest.enterHint}</p>
    </>
  );
}
