import type { ContestDetails } from '../../../shared/api/views.js';
import { roundsAt } from '../../contest/moment.js';
import { contestPath } from '../../contest/paths.js';
import { useReloadAt } from '../../contest/use-reload-at.js';
import { useLanguage } from '../../language.js';
import type { PageProps } from '../../page-props.js';
import { ErrorBox } from '../../ui/error-box.js';
import { later } from '../../ui/later.js';
import { useTitle } from '../../ui/page.js';
import { Waiting } from '../../ui/waiting.js';
import { useGet } from '../../use-get.js';
import { useFigures } from '../../use-live.js';
import { useNow } from '../../use-now.js';
import { BigCountdown } from './big-countdown.js';
import { FullScreenButton } from './full-screen-button.js';
import './screen.css';
import { contest as contestWords } from '../../../shared/messages/vi/contest.js';
import { screen as screenWords } from '../../../shared/messages/vi/screen.js';
import { bringWords } from '../../words.js';

bringWords({ contest: contestWords, screen: screenWords });

const Ceremony = later(async () => (await import('./ceremony-piece.js')).Ceremony);

/**
 * For a projector in a hall: how long still, how many already, and how to join from one's seat; with `?le=` in the address
 * the ceremony of what was published.
 */
export function Page({ params, query }: PageProps) {
  const { t } = useLanguage();
  const slug = params['slug']!;
  const { data: contest, error, reload } = useGet('/api/contests/{slug}', { path: { slug } });
  useTitle(contest ? t.screen.title(contest.title) : '');
  useReloadAt(contest?.roundList.flatMap(({ opensAt, closesAt }) => [opensAt, closesAt]) ?? [], reload);
  if (contest) return <Screen contest={contest} query={query} />;
  return error ? <ErrorBox error={error} again={reload} /> : <Waiting words={t.screen.waiting} />;
}

function Screen({ contest, query }: { contest: ContestDetails; query: Record<string, string> }) {
  const { t } = useLanguage();
  const { slug } = contest;
  const results = useGet('/api/contests/{slug}/official-results', { path: { slug } });
  const fields = results.data?.fields ?? [];
  const shown = query['le'];
  const address = contestPath(slug, 'man-hinh');
  return (
    <div class={shown === undefined ? 'screen' : 'screen screen-ceremony'}>
      <header class="screen-head">
        <h1>{contest.title}</h1>
        <p>
          {contest.agency && <span>{contest.agency}</span>}
          {contest.sample && <span class="screen-sample">{t.screen.sample}</span>}
        </p>
      </header>
      {shown !== undefined && results.data ? (
        <Ceremony slug={slug} fields={fields} name={shown} step={query['buoc']} />
      ) : (
        <div class="screen-body">
          <div class="screen-numbers">
            <TimeTold contest={contest} />
            <BigFigures contest={contest} />
          </div>
          <Invitation contest={contest} />
        </div>
      )}
      <footer class="screen-foot">
        {shown !== undefined && (
          <a class="screen-button" href={address}>
            {t.screen.live}
          </a>
        )}
        {fields
          .filter(({ name, state, lot }) => name !== shown && (state === 'published' || lot !== null))
          .map(({ name, title, state }) => (
            <a key={name} class="screen-button" href={`${address}?le=${name}`}>
              {(state === 'published' ? t.screen.ceremonyOf : t.screen.awaited)(title)}
            </a>
          ))}
        <a class="screen-button" href={contestPath(contest.slug)}>
          {t.screen.leave}
        </a>
        <FullScreenButton />
      </footer>
    </div>
  );
}

function TimeTold({ contest }: { contest: ContestDetails }) {
  const { t, f } = useLanguage();
  const now = useNow();
  const { open, next } = roundsAt(contest, now);
  if (open) return <BigCountdown label={t.screen.closesIn(open.title)} to={open.closesAt} now={now} />;
  if (next) return <BigCountdown label={t.screen.opensIn(next.title)} to={next.opensAt} now={now} />;
  return (
    <div class="screen-time">
      <p class="screen-finished">{t.screen.finished}</p>
      <p class="screen-label">{t.screen.finishedAt(f.weekdayTime(contest.closesAt, now ?? contest.closesAt))}</p>
    </div>
  );
}

function BigFigures({ contest }: { contest: ContestDetails }) {
  const { t, f } = useLanguage();
  const { persons, attempts, unitsTakingPart, unitsInvited } = useFigures(contest)!;
  if (persons === null || attempts === null || unitsTakingPart === null) return null;
  const units = unitsInvited > 0 ? ` ${t.contest.ofInvited(f.count(unitsInvited))}` : '';
  const rows = [
    [t.contest.persons, persons],
    [t.contest.attempts, attempts],
    [t.contest.unitsTakingPart + units, unitsTakingPart],
  ] as const;
  // The longest number decides how large all three are.
  const digits = Math.max(...rows.map(([, number]) => f.count(number).length));
  return (
    <dl class="screen-figures" style={{ '--digits': String(digits) }}>
      {rows.map(([name, number]) => (
        <div key={name}>
          <dd>{f.count(number)}</dd>
          <dt>{name}</dt>
        </div>
      ))}
    </dl>
  );
}

function Invitation({ contest }: { contest: ContestDetails }) {
  const { t } = useLanguage();
  const path = contestPath(contest.slug);
  return (
    <section class="screen-invitation">
      <h2>{contest.state === 'finished' ? t.screen.scanResults : t.screen.scan}</h2>
      <img
        src={`/qr.svg?path=${encodeURIComponent(path)}`}
        alt={t.contest.qrOf(contest.title)}
        width="400"
        height="400"
      />
      <p class="screen-label">{t.screen.orType}</p>
      <p class="screen-address">
        {[location.host, ...path.split('/').slice(1)].map((part, i) => (
          <span key={part}>{i === 0 ? part : `/${part}`}</span>
        ))}
      </p>
    </section>
  );
}
