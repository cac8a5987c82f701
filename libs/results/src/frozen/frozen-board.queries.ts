import { statement } from '#database';
import type { Scope } from '#domain';

/** The name under which the standings of a board that stands still lie beside those that move. */
export const frozenKind = (kind: Scope['kind']): `frozen_${Scope['kind']}` => `frozen_${kind}`;

// The board of a scope that stands still, if one was made. $1 contest, $2 scope kind, $3 scope id; frozen_board_pkey, one
// row or none.
export const frozenBoard = statement<{ frozen_ms: number; made_ms: number }>(
  'frozen-board',
  `SELECT (extract(epoch FROM frozen_at) * 1000)::float8 AS frozen_ms, (extract(epoch FROM made_at) * 1000)::float8 AS made_ms
     FROM frozen_board WHERE contest_id = $1 AND scope_kind = $2 AND scope_id = $3`,
);

// Which contests have boards that stand still at times, or one that does. contest and its revisions by primary keys; as many
// rows as contests that are not over.
export const freezingContests = statement<{ id: number }>(
  'frozen-contests',
  `SELECT c.id FROM contest c JOIN contest_revision v ON v.contest_id = c.id AND v.revision = c.current_revision
    WHERE c.status = 'published' AND v.rules #>> '{sights,board,shown}' = 'frozen'
    UNION SELECT contest_id FROM frozen_board`,
);

export interface FrozenBoardRow {
  scope_kind: Scope['kind'];
  scope_id: number;
  frozen_ms: number;
  source: string;
}

// What was made for a contest. $1 contest; frozen_board_pkey, a handful of rows.
export const frozenBoards = statement<FrozenBoardRow>(
  'frozen-boards',
  `SELECT scope_kind, scope_id, (extract(epoch FROM frozen_at) * 1000)::float8 AS frozen_ms, source
     FROM frozen_board WHERE contest_id = $1`,
);

// Lets one at a time make boards of a contest. $1 contest.
export const tryFreeze = statement<{ mine: boolean }>(
  'try-freeze',
  `SELECT pg_try_advisory_xact_lock(hashtextextended('freeze', $1::int)) AS mine`,
);

// What was handed in before an instant, in one short text: another text when one more is graded, graded anew, voided, taken
// back or moved to another unit. $1 contest, $2 epoch ms. Walks the contributions of the contest, in the last minutes of a
// round only.
export const sourceBefore = statement<{ source: string }>(
  'frozen-source',
  `SELECT concat_ws(' ', count(*), count(*) FILTER (WHERE valid), sum(score), sum(grade_revision), sum(contest_unit_id)) AS source
     FROM contribution WHERE contest_id = $1 AND submitted_at < to_timestamp($2::float8 / 1000)`,
);

// Takes a board that stood still away. $1 contest, $2 scope kind, $3 scope id; primary keys, its rows.
export const dropFrozen = statement<never>(
  'drop-frozen-board',
  `WITH gone AS (DELETE FROM frozen_board WHERE contest_id = $1 AND scope_kind = $2 AND scope_id = $3),
        buckets AS (DELETE FROM standing_bucket
                     WHERE contest_id = $1 AND scope_kind = 'frozen_' || $2::text AND scope_id = $3)
   DELETE FROM standing WHERE contest_id = $1 AND scope_kind = 'frozen_' || $2::text AND scope_id = $3`,
);

// Says that a board stands still and what it was made of. $1 contest, $2 scope kind, $3 scope id, $4 epoch ms, $5 source.
export const addFrozen = statement<never>(
  'add-frozen-board',
  `INSERT INTO frozen_board (contest_id, scope_kind, scope_id, frozen_at, source)
   VALUES ($1, $2, $3, to_timestamp($4::float8 / 1000), $5)`,
);
