import { useEffect, useState } from 'react';
import { serverNow } from '../../../shared/api/server-clock.js';
import { renew, useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Waiting } from '../../ui/waiting.js';
import { Button } from '../../ui/button.js';
import { Announcements } from './announcements.js';
import { Checks } from './checks.js';
import { Curve } from './curve.js';
import { ExtendDialog } from './extend-dialog.js';
import { ExtraTime } from './extra-time.js';
import { PauseBox } from './pause-box.js';
import { StartPaceBox } from './start-pace-box.js';
import { StopBox } from './stop-box.js';
import type { Running } from './running.js';
import './running.css';

const RENEW_MS = 10_000;
/** So many silent units are named here; the table has them all. */
const NAMED_MAX = 8;

/** A contest while it is open: what is wrong, what comes next, what is going on. Everything stands there in words. */
export function Page() {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const answer = useApi('/api/contests/{slug}/running', { path: { slug } });
  useEffect(() => {
    // Nobody looks at a page in the background; when it is looked at again it is asked at once.
    const again = () =>
      void (document.hidden || renew('/api/contests/{slug}/running', '/api/contests/{slug}/start-pace'));
    const timer = setInterval(again, RENEW_MS);
    document.addEventListener('visibilitychange', again);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', again);
    };
  }, []);
  const { data, error } = answer;
  return (
    <>
      <div className="head">
        <h1>{t.running.title}</h1>
        {data && (
          <p className="soft">
            {error ? t.running.stale(f.clockTimeExact(data.now)) : t.running.asOf(f.clockTimeExact(data.now))}
          </p>
        )}
      </div>
      {error && !data && <ErrorBox error={error} again={() => void answer.refetch()} />}
      {!error && !data && <Waiting lines={6} />}
      {data && (
        <>
          <Checks checks={data.checks} />
          <StopBox />
          <PauseBox />
          <Calendar running={data} />
          <Attempts attempts={data.attempts} />
          <StartPaceBox />
          <Curve minutes={data.minutes} />
          <Announcements />
          <ExtraTime />
          <SilentUnits units={data.units} />
        </>
      )}
    </>
  );
}

function Calendar({ running: { rounds, next } }: { running: Running }) {
  const { t, f } = useLanguage();
  const [extended, setExtended] = useState<Running['rounds'][number] | null>(null);
  const now = serverNow();
  const say = { opens: t.running.nextOpens, closes: t.running.nextCloses };
  const tags = { coming: 'tag', running: 'tag tag-good', finished: 'tag tag-quiet' };
  return (
    <section className="card" aria-labelledby="dot-thi">
      <h2 id="dot-thi">{t.running.calendar}</h2>
      <p>
        <strong>
          {next
            ? say[next.what](
                next.round,
                f.weekdayTime(next.at, now),
                f.roughDuration(Math.max(0, Date.parse(next.at) - now)),
              )
            : t.running.nextNothing}
        </strong>
      </p>
      <div className="running-wide">
        <table className="running-table">
          <thead>
            <tr>
              <th scope="col">{t.running.round}</th>
              <th scope="col">{t.running.state}</th>
              <th scope="col">{t.running.opens}</th>
              <th scope="col">{t.running.closes}</th>
              <th scope="col">{t.running.underWay}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {rounds.map((round) => {
              const { number, title, state, opensAt, closesAt, note, underWay } = round;
              return (
                <tr key={number}>
                  <th scope="row">
                    {title}
                    {note && <span className="soft running-note">{note}</span>}
                  </th>
                  <td>
                    <span className={tags[state]}>{t.running.moments[state]}</span>
                  </td>
                  <td>{f.weekdayTime(opensAt, now)}</td>
                  <td>{f.weekdayTime(closesAt, now)}</td>
                  <td>{f.count(underWay)}</td>
                  <td>
                    {state !== 'finished' && (
                      <Button kind="quiet" label={t.running.act.extendFor(title)} work={() => setExtended(round)}>
                        {t.running.act.extend}
                      </Button>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {extended && <ExtendDialog round={extended} onClose={() => setExtended(null)} />}
    </section>
  );
}

function Attempts({ attempts }: { attempts: Running['attempts'] }) {
  const { t, f } = useLanguage();
  const { underWay, ungraded, graded, failures, gradingLagMs } = attempts;
  return (
    <section className="card" aria-labelledby="luot-thi">
      <h2 id="luot-thi">{t.running.attempts}</h2>
      <dl className="running-figures">
        {[
          [t.running.underWay, underWay] as const,
          [t.running.ungraded, ungraded] as const,
          [t.running.graded, graded] as const,
          ...(failures > 0 ? [[t.running.failures, failures] as const] : []),
        ].map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{f.count(count)}</dd>
          </div>
        ))}
      </dl>
      <p className="soft">{gradingLagMs === null ? t.running.noLag : t.running.lag(f.duration(gradingLagMs))}</p>
    </section>
  );
}

function SilentUnits({ units: { invited, silent } }: { units: Running['units'] }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const list = useApi(silent > 0 ? '/api/contests/{slug}/silent-units' : null, {
    path: { slug },
    query: { limit: NAMED_MAX },
  });
  const named = list.data?.rows ?? [];
  return (
    <section className="card" aria-labelledby="don-vi">
      <h2 id="don-vi">{t.running.units}</h2>
      <p>{silent === 0 ? t.running.noSilent : t.running.silent(f.count(silent), f.count(invited))}</p>
      {list.error && !list.data && <ErrorBox error={list.error} again={() => void list.refetch()} />}
      {silent > 0 && named.length > 0 && (
        <ul className="running-units">
          {named.map(({ contestUnitId, name, parentName }) => (
            <li key={contestUnitId}>
              {name}
              {parentName && <span className="soft">, {parentName}</span>}
            </li>
          ))}
          {silent > named.length && <li className="soft">{t.running.more(f.count(silent - named.length))}</li>}
        </ul>
      )}
      <p>
        <a href={`/cuoc-thi/${slug}/don-vi`}>{t.running.allUnits}</a>
      </p>
    </section>
  );
}
