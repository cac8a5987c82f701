import { useEffect, useRef, useState } from 'preact/hooks';
import { get, Refusal } from '../../../shared/api/client.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import type { Board, BoardLine, ContestDetails } from '../../../shared/api/views.js';
import { contestPath } from '../../contest/paths.js';
import { useLanguage } from '../../language.js';
import { useSession } from '../../session.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Waiting } from '../../ui/waiting.js';
import { WorkButton } from '../../ui/work-button.js';
import { useGet } from '../../use-get.js';
import { HowRanked } from './how-ranked.js';
import { OwnBar, OwnMissing } from './own-bar.js';
import type { Scope } from './scope.js';
import { Behind, Score } from './score.js';
import { useNewest } from './use-newest.js';

const PAGE_ROWS = 20;

/** One board: its first page, more of it when asked for, and one's own line. */
export function BoardList({
  contest,
  scope,
  audience,
  onEmpty,
}: {
  contest: ContestDetails;
  scope: Scope;
  audience: string | undefined;
  onEmpty?: (() => void) | undefined;
}) {
  const { t, f } = useLanguage();
  const { account } = useSession();
  const path = { slug: contest.slug };
  const query = { ...scope.query, audience, limit: PAGE_ROWS };
  const first = useGet('/api/contests/{slug}/board', { path, query });
  const [more, setMore] = useState<{ rows: BoardLine[]; next: string | null } | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const ownRow = useRef<HTMLTableRowElement>(null);
  const board = first.data;
  // A newer first page begins the list anew.
  useEffect(() => setMore(null), [board]);
  useEffect(() => {
    if (board?.standings === 0) onEmpty?.();
  }, [board]);

  const isOld = useNewest(contest, board?.version, more !== null || !!board?.frozen, first.reload);

  // An empty board that makes room for another is not drawn: the foot of the page would jump up and away.
  if (!board || (board.standings === 0 && onEmpty)) {
    if (!first.error) return <Waiting words={t.board.loading} lines={8} />;
    return <NoBoard error={first.error} again={first.reload} />;
  }
  const rows = more ? [...board.rows, ...more.rows] : board.rows;
  const next = more ? more.next : board.next;
  const readMore = async () => {
    setError(null);
    const page: Board = await get('/api/contests/{slug}/board', { path, query: { ...query, after: next } });
    setMore({ rows: [...(more?.rows ?? []), ...page.rows], next: page.next });
  };
  const hasOwnRow = rows.some(({ isOwn }) => isOwn);

  return (
    <section class="board">
      {board.official && (
        <div class="box box-good board-official">
          <p>{t.board.officialSince(f.weekdayTime(board.official.publishedAt, serverNow()))}</p>
          <a class="button" href={`${contestPath(contest.slug, 'ket-qua-chinh-thuc')}?xem=${scope.name}`}>
            {t.board.toOfficial}
          </a>
        </div>
      )}
      <p class="board-state">
        <span>{t.board.standings(f.count(board.standings))}</span>
        {board.provisional && <span class="tag">{t.board.provisional}</span>}
        {board.official && <span class="tag tag-good">{t.board.official}</span>}
        {board.frozen ? (
          <strong>
            {t.board.frozen(
              f.weekdayTime(board.frozen.at, serverNow()),
              f.weekdayTime(board.frozen.until, serverNow()),
            )}
          </strong>
        ) : (
          !board.official &&
          board.updatedAt && <span class="soft">{t.board.updatedAt(f.clockTime(board.updatedAt))}</span>
        )}
        {isOld && !board.frozen && <span role="status">{t.board.isNewer}</span>}
        <button
          type="button"
          class="button button-quiet no-print"
          aria-disabled={first.isLoading}
          onClick={first.reload}
        >
          {first.isLoading ? t.shell.loading : t.board.reload}
        </button>
      </p>
      {!board.own && (
        <OwnMissing slug={contest.slug} isSignedIn={account === undefined ? undefined : account !== null} />
      )}
      {rows.length === 0 ? (
        <p class="box">{t.board.empty}</p>
      ) : (
        <div class="table-frame">
          <table class="table board-table">
            <caption class="unseen">{t.board.caption(board.scope.title)}</caption>
            <thead>
              <tr>
                <th scope="col" class="rank">
                  {t.board.rank}
                </th>
                <th scope="col">{t.board.person}</th>
                <th scope="col" class="on-wide">
                  {t.board.unit}
                </th>
                <th scope="col" class="number">
                  {t.board.score}
                </th>
                <th scope="col" class="number on-wide">
                  {t.board.time}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, i) => (
                <Row key={i} row={row} rowRef={row.isOwn ? ownRow : undefined} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {(error ?? first.error) && <ErrorBox error={(error ?? first.error)!} />}
      {next !== null && (
        <p class="more">
          <WorkButton class="button button-second" busy={t.shell.loading} work={readMore} onError={setError}>
            {t.board.more}
          </WorkButton>
        </p>
      )}
      <HowRanked contest={contest} isProvisional={board.provisional} />
      {board.own && <OwnBar own={board.own} standings={board.standings} row={hasOwnRow ? ownRow : null} />}
    </section>
  );
}

function Row({ row, rowRef }: { row: BoardLine; rowRef: preact.RefObject<HTMLTableRowElement | null> | undefined }) {
  const { t, f } = useLanguage();
  return (
    <tr ref={rowRef} class={row.isOwn ? 'own' : undefined} tabIndex={row.isOwn ? -1 : undefined}>
      <td class="rank">
        <span class={row.rank <= 3 ? `medal medal-${row.rank}` : undefined}>{f.count(row.rank)}</span>
      </td>
      <th scope="row">
        {row.name} {row.isOwn && <span class="tag">{t.board.you}</span>}
        <span class="under on-narrow">{row.unit}</span>
        <Behind line={row} />
      </th>
      <td class="on-wide">{row.unit}</td>
      <td class="number">
        <Score line={row} />
        <span class="under on-narrow">{f.duration(row.durationMs)}</span>
      </td>
      <td class="number on-wide">{f.duration(row.durationMs)}</td>
    </tr>
  );
}

/** Kept back by the rules: when it opens, or that it never does. */
function NoBoard({ error, again }: { error: Error; again: () => void }) {
  const { t, f } = useLanguage();
  if (!(error instanceof Refusal) || error.code !== 'RESULT_NOT_RELEASED')
    return <ErrorBox error={error} again={again} />;
  const at = error.details['releasedAt'];
  return (
    <p class="box">
      {typeof at === 'string' ? t.board.releasedAt(f.weekdayTime(at, serverNow())) : t.board.releasedNever}
    </p>
  );
}
