import { useEffect, useState, type ReactNode } from 'react';
import { Link, useOutletContext } from 'react-router';
import { serverNow } from '../../../shared/api/server-clock.js';
import type { ContestSummary, Figures } from '../../../shared/api/views.js';
import { watchContest } from '../../../shared/live.js';
import { renew, useApi } from '../../api.js';
import { useContests } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { holds, useAccount } from '../../session.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Waiting } from '../../ui/waiting.js';
import './today.css';

/** How the contest stands and what waits for whoever has come: numbers of the server, none that nobody counted. */
export function Page() {
  const { t } = useLanguage();
  const { roles } = useAccount();
  const { contest } = useContests();
  if (!contest)
    return (
      <>
        <h1>{t.today.title}</h1>
        <p className="box">{t.frame.noContest}</p>
      </>
    );
  const isRunning = holds(roles, ['organizer', 'administrator'], contest.id);
  const tags = { coming: 'tag', running: 'tag tag-good', finished: 'tag tag-quiet' };
  return (
    <>
      <div className="head">
        <h1>{t.today.title}</h1>
        <a href={`/cuoc-thi/${contest.slug}`}>{t.today.openContest}</a>
      </div>
      <p className="row">
        <strong>{contest.title}</strong> <span className={tags[contest.state]}>{t.today.states[contest.state]}</span>
      </p>
      {isRunning && <Desk slug={contest.slug} />}
      <Bank />
      <Rounds slug={contest.slug} />
      <Counted key={contest.id} contest={contest} />
    </>
  );
}

function Desk({ slug }: { slug: string }) {
  const { t, f } = useLanguage();
  const desk = useApi('/api/contests/{slug}/desk', { path: { slug } });
  const lines: { words: string; more?: string; path: string }[] = [];
  if (desk.data) {
    const { corrections, contacts, rolesEnding, incidents, signals, claims } = desk.data;
    const notTaken = contacts.sent + contacts.opened;
    if (incidents > 0) lines.push({ words: t.today.incidents(f.count(incidents)), path: 'su-co' });
    if (signals > 0) lines.push({ words: t.today.signals(f.count(signals)), path: 'dieu-hanh/can-xem' });
    if (claims > 0) lines.push({ words: t.today.claims(f.count(claims)), path: 'so-dien-thoai' });
    if (corrections.open > 0)
      lines.push({
        words: t.today.corrections(f.count(corrections.open)),
        more: corrections.disputed > 0 ? t.today.disputed(f.count(corrections.disputed)) : '',
        path: 'don-vi/sua',
      });
    if (contacts.never > 0) lines.push({ words: t.today.notInvited(f.count(contacts.never)), path: 'dau-moi' });
    if (notTaken > 0) lines.push({ words: t.today.notTaken(f.count(notTaken)), path: 'dau-moi' });
    if (rolesEnding > 0) lines.push({ words: t.today.rolesEnding(f.count(rolesEnding)), path: 'nhan-su?xep=expires' });
  }
  return (
    <section className="card">
      <h2>{t.today.waiting}</h2>
      {desk.error && !desk.data ? (
        <ErrorBox error={desk.error} again={() => void desk.refetch()} />
      ) : !desk.data ? (
        <Waiting lines={2} />
      ) : lines.length === 0 ? (
        <p>{t.today.nothing}</p>
      ) : (
        <ul className="today-list">
          {lines.map(({ words, more, path }) => (
            <li key={words}>
              <span>
                {words} {more}
              </span>
              <WayTo path={path} about={words}>
                {t.today.look}
              </WayTo>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Questions that wait for a second person, for those who may decide on them. */
function Bank() {
  const { t, f } = useLanguage();
  const { roles } = useAccount();
  const mayLook = holds(roles, ['author', 'reviewer', 'organizer', 'administrator'], null);
  const banks = useApi(mayLook ? '/api/banks' : null);
  const waiting = (banks.data?.banks ?? []).filter((bank) => bank.canReview && bank.waiting > 0);
  if (waiting.length === 0) return null;
  return (
    <section className="card">
      <h2>{t.items.reviewTitle}</h2>
      <ul className="today-list">
        {waiting.map(({ code, title, waiting: count }) => (
          <li key={code}>
            <span>{t.today.items(f.count(count), title)}</span>
            <WayTo path={`cau-hoi/duyet?ngan-hang=${encodeURIComponent(code)}`} about={title}>
              {t.today.look}
            </WayTo>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Leads to a page of the menu, where it is there and whoever looks may open it. */
function WayTo({ path, about, children }: { path: string; about: string; children: string }): ReactNode {
  const { contest } = useContests();
  const pages = useOutletContext<readonly { path: string }[]>();
  const [page, search = ''] = path.split('?');
  if (!pages.some((known) => known.path === page)) return null;
  const query = new URLSearchParams(search);
  if (contest) query.set('cuoc-thi', contest.slug);
  return (
    <Link to={{ pathname: `/${page}`, search: `?${query}` }} aria-label={`${children}: ${about}`}>
      {children}
    </Link>
  );
}

function Rounds({ slug }: { slug: string }) {
  const { t, f } = useLanguage();
  const details = useApi('/api/contests/{slug}', { path: { slug } });
  const now = serverNow();
  const rounds = details.data?.roundList ?? [];
  const lines = [
    ...rounds
      .filter(({ state }) => state === 'running')
      .map((one) => ({ ...one, say: t.today.closes, at: one.closesAt })),
    ...rounds
      .filter(({ state }) => state === 'coming')
      .slice(0, 2)
      .map((one) => ({ ...one, say: t.today.opens, at: one.opensAt })),
  ];
  return (
    <section className="card">
      <h2>{t.today.rounds}</h2>
      {details.error && !details.data ? (
        <ErrorBox error={details.error} again={() => void details.refetch()} />
      ) : !details.data ? (
        <Waiting lines={1} />
      ) : lines.length === 0 ? (
        <p>{t.today.noRounds}</p>
      ) : (
        <ul className="today-list">
          {lines.map(({ id, title, say, at }) => (
            <li key={id}>{say(title, f.weekdayTime(at, now), f.roughDuration(Math.max(0, Date.parse(at) - now)))}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Counted({ contest }: { contest: ContestSummary }) {
  const { t, f } = useLanguage();
  const [heard, setHeard] = useState<Figures>(contest.figures);
  useEffect(() => watchContest(contest, setHeard), [contest.id]);
  // What everybody is told leaves out counts that the rules keep back; who runs the contest asks for them.
  const isKeptBack = heard.persons === null;
  const asked = useApi(isKeptBack ? '/api/contests/{slug}/figures' : null, { path: { slug: contest.slug } });
  const { persons, attempts, unitsTakingPart, unitsInvited, updatedAt } = (isKeptBack && asked.data) || heard;
  useEffect(() => {
    if (isKeptBack) void renew('/api/contests/{slug}/figures');
  }, [isKeptBack, heard.version]);
  const count = (number: number | null) => (number === null ? '…' : f.count(number));
  return (
    <section className="card">
      <h2>{t.today.figures}</h2>
      <dl className="today-figures">
        <div>
          <dt>{t.today.persons}</dt>
          <dd>{count(persons)}</dd>
        </div>
        <div>
          <dt>{t.today.attempts}</dt>
          <dd>{count(attempts)}</dd>
        </div>
        <div>
          <dt>{t.today.units}</dt>
          <dd>{t.today.unitsOf(count(unitsTakingPart), f.count(unitsInvited))}</dd>
        </div>
      </dl>
      {updatedAt && <p className="soft">{t.today.updated(f.weekdayTime(updatedAt, serverNow()))}</p>}
    </section>
  );
}
