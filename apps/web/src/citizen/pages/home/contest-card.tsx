import type { ContestSummary } from '../../../shared/api/views.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import { entranceOf, type Entrance } from '../../contest/entrance.js';
import { FiguresList } from '../../contest/figures.js';
import type { Moment } from '../../contest/moment.js';
import { contestPath, enterPath } from '../../contest/paths.js';
import { refusalWords } from '../../contest/refusal-words.js';
import { ResumeLink } from '../../contest/resume-link.js';
import { TimeLeft } from '../../contest/time-left.js';
import { usePlace } from '../../contest/use-place.js';
import { useLanguage } from '../../language.js';
import { useFigures } from '../../use-live.js';
import { useNow } from '../../use-now.js';

/** A contest in the list, with one thing to do. */
export function ContestCard({ contest, moment }: { contest: ContestSummary; moment: Moment }) {
  const { t } = useLanguage();
  const title = (
    <h3>
      <a href={contestPath(contest.slug)}>{contest.title}</a>
    </h3>
  );
  if (moment === 'running')
    return (
      <article class="card contest-card">
        {title}
        <Running contest={contest} />
      </article>
    );
  return (
    <article class="card contest-card">
      {title}
      <When contest={contest} moment={moment} />
      {moment === 'finished' && <FiguresList figures={contest.figures} isSmall />}
      <p class="contest-card-foot">
        <a
          class="button button-second"
          href={contestPath(contest.slug, moment === 'finished' ? 'bang-xep-hang' : '')}
          aria-label={t.home.actionFor(moment === 'finished' ? t.home.results : t.home.seeRules, contest.title)}
        >
          {moment === 'finished' ? t.home.results : t.home.seeRules}
        </a>
      </p>
    </article>
  );
}

function When({ contest, moment }: { contest: ContestSummary; moment: Moment }) {
  const { t, f } = useLanguage();
  const rounds = t.home.rounds(f.count(contest.rounds));
  const at = (instant: string) => f.weekdayTime(instant, serverNow());
  if (moment === 'finished')
    return (
      <p class="soft">
        {rounds}. {t.home.endedAt(at(contest.closesAt))}
      </p>
    );
  return (
    <>
      <p class="soft">
        {rounds}. {t.home.opensAt(at(contest.opensAt))}
      </p>
      <TimeLeft to={contest.opensAt} label={t.contest.leftToOpen} />
    </>
  );
}

type OpenRound = { id: string; title: string; state: Moment; opensAt: string; closesAt: string };

function Running({ contest }: { contest: ContestSummary }) {
  const now = useNow();
  const figures = useFigures(contest)!;
  const { openRound, opensAt } = contest;
  const roundList: OpenRound[] = openRound ? [{ ...openRound, state: 'running', opensAt }] : [];
  const { place } = usePlace(contest.slug, openRound ? [openRound.closesAt] : []);
  const entrance = entranceOf({ state: 'running', roundList }, place, now);
  return (
    <>
      <Standing entrance={entrance} />
      <p class="contest-card-action">
        <Action contest={contest} entrance={entrance} />
      </p>
      <FiguresList figures={figures} isSmall />
    </>
  );
}

function Standing({ entrance }: { entrance: Entrance<OpenRound> }) {
  const { t, f } = useLanguage();
  switch (entrance.kind) {
    case 'continue':
      return <p>{t.contest.resumeHint(entrance.attempt.roundTitle)}</p>;
    case 'refused':
      return <p>{refusalWords(entrance, { t: t.contest, f, now: serverNow() }).join(' ')}</p>;
    case 'enter':
      return (
        <>
          <p>
            <span class="tag tag-good">{t.home.roundOpen(entrance.round.title)}</span>{' '}
            <span class="soft">{t.home.closesAt(f.weekdayTime(entrance.round.closesAt, serverNow()))}</span>
          </p>
          <TimeLeft to={entrance.round.closesAt} label={t.contest.leftToClose} />
        </>
      );
    default:
      return <p class="soft">{t.home.betweenRounds}</p>;
  }
}

function Action({ contest, entrance }: { contest: ContestSummary; entrance: Entrance<OpenRound> }) {
  const { t } = useLanguage();
  if (entrance.kind === 'continue') return <ResumeLink attempt={entrance.attempt} isLarge />;
  const isOpen = entrance.kind === 'enter';
  const words = isOpen ? t.contest.enter : t.home.see;
  return (
    <a
      class={isOpen ? 'button button-large button-full' : 'button button-second button-full'}
      href={isOpen ? enterPath(contest.slug) : contestPath(contest.slug)}
      aria-label={t.home.actionFor(words, contest.title)}
    >
      {words}
    </a>
  );
}
