import { statement, type Statement } from '#database';
import type { ContributionRow } from './tally.queries.js';

// Where a chunk of people ends: the person with the $3-th next attempt or contribution. $1 contest, $2 the person before.
// attempt_no_key and contribution_participant_idx, walked over one chunk; no row when less than a chunk is left.
export const chunkEnd = statement<{ participant_id: string }>(
  'reconcile-chunk-end',
  `SELECT participant_id FROM (
     (SELECT participant_id FROM attempt WHERE contest_id = $1 AND participant_id > $2
       ORDER BY participant_id OFFSET $3 LIMIT 1)
     UNION ALL
     (SELECT participant_id FROM contribution WHERE contest_id = $1 AND participant_id > $2
       ORDER BY participant_id OFFSET $3 LIMIT 1)) AS ends
    ORDER BY participant_id LIMIT 1`,
);

// What the attempts of some people must have added. $1 contest, $2 and $3 from behind one person up to another;
// attempt_no_key, grade_effective_key; a chunk of rows.
export const gradedInChunk = statement<Omit<ContributionRow, 'counted'>>(
  'reconcile-graded',
  `SELECT t.id AS attempt_id, t.round_id, t.phase_id, t.audience_id, t.participant_id, t.contest_unit_id,
          t.voided_at IS NULL AND NOT t.abandoned AS valid, g.score, g.full_marks, coalesce(t.elapsed_ms, 0) AS duration_ms,
          (extract(epoch FROM t.started_at) * 1000)::float8 AS started_ms,
          (extract(epoch FROM t.submitted_at) * 1000)::float8 AS submitted_ms, g.revision AS grade_revision
     FROM attempt t JOIN grade g ON g.contest_id = $1 AND g.attempt_id = t.id AND g.effective
    WHERE t.contest_id = $1 AND t.participant_id > $2 AND t.participant_id <= $3 AND t.state = 'graded'`,
);

// What is remembered of them. The same parameters; contribution_participant_idx, a chunk of rows.
export const contributionsInChunk = statement<ContributionRow>(
  'reconcile-contributions',
  `SELECT attempt_id, round_id, phase_id, audience_id, participant_id, contest_unit_id, valid, counted, score, full_marks,
          duration_ms, (extract(epoch FROM started_at) * 1000)::float8 AS started_ms,
          (extract(epoch FROM submitted_at) * 1000)::float8 AS submitted_ms, grade_revision
     FROM contribution WHERE contest_id = $1 AND participant_id > $2 AND participant_id <= $3`,
);

export interface StandingRow {
  scope_kind: 'round' | 'phase' | 'contest';
  scope_id: number;
  audience_id: number;
  participant_id: string;
  attempt_id: string;
  contest_unit_id: number;
  score: number;
  full_marks: boolean;
  duration_ms: number;
  started_ms: number;
  submitted_ms: number;
  attempt_count: number;
  sort_key: Uint8Array;
}

// Which boards have standings at all, right or wrong; those that stand still are copies. $1 contest; one walk over standing_pkey.
export const boardsOf = statement<{ scope_kind: string; scope_id: number; audience_id: number }>(
  'reconcile-boards',
  `SELECT DISTINCT scope_kind, scope_id, audience_id FROM standing
    WHERE contest_id = $1 AND scope_kind IN ('round', 'phase', 'contest')`,
);

// The standings of some people. $1 contest, $2 and $3 as above, $4 to $6 the boards; standing_pkey once a board.
export const standingsInChunk = statement<StandingRow>(
  'reconcile-standings',
  `SELECT s.scope_kind, s.scope_id, s.audience_id, s.participant_id, s.attempt_id, s.contest_unit_id, s.score, s.full_marks,
          s.duration_ms, (extract(epoch FROM s.started_at) * 1000)::float8 AS started_ms,
          (extract(epoch FROM s.submitted_at) * 1000)::float8 AS submitted_ms, s.attempt_count, s.sort_key
     FROM unnest($4::text[], $5::smallint[], $6::smallint[]) AS b(scope_kind, scope_id, audience_id)
    CROSS JOIN LATERAL (
       SELECT * FROM standing
        WHERE contest_id = $1 AND scope_kind = b.scope_kind AND scope_id = b.scope_id AND audience_id = b.audience_id
          AND participant_id > $2 AND participant_id <= $3) AS s`,
);

type ScopeColumns = Pick<StandingRow, 'scope_kind' | 'scope_id'>;

export interface UnitRow extends ScopeColumns {
  contest_unit_id: number;
  persons: number;
  attempts: number;
  counted_attempts: number;
  counted_score: number;
  full_marks_attempts: number;
  full_marks_persons: number;
}

export interface ScoreRow extends ScopeColumns {
  audience_id: number;
  score: number;
  attempts: number;
}

export interface BucketRow extends ScopeColumns {
  audience_id: number;
  bucket: Uint8Array;
  standings: number;
}

// The counters as they stand, whole: thousands of rows. A row of zeros is as good as none. $1 contest; primary keys.
export const storedUnits = statement<UnitRow>(
  'reconcile-unit-counters',
  `SELECT scope_kind, scope_id, contest_unit_id, persons, attempts, counted_attempts, counted_score::float8 AS counted_score,
          full_marks_attempts, full_marks_persons
     FROM unit_counter
    WHERE contest_id = $1 AND (persons, attempts, counted_attempts, counted_score, full_marks_attempts, full_marks_persons)
          <> (0, 0, 0, 0, 0, 0)`,
);
export const storedScores = statement<ScoreRow>(
  'reconcile-score-counters',
  `SELECT scope_kind, scope_id, audience_id, score, attempts FROM score_counter WHERE contest_id = $1 AND attempts <> 0`,
);
export const storedBuckets = statement<BucketRow>(
  'reconcile-buckets',
  `SELECT scope_kind, scope_id, audience_id, bucket, standings FROM standing_bucket
    WHERE contest_id = $1 AND scope_kind IN ('round', 'phase', 'contest') AND standings <> 0`,
);

// Whether the contest has its mark. $1 contest; tally_mark_pkey.
export const markOf = statement<{ version: string }>(
  'reconcile-mark',
  `SELECT version FROM tally_mark WHERE contest_id = $1`,
);

/** The columns that name a row of each table, beside contest_id. */
const KEYS = {
  contribution: ['attempt_id'],
  standing: ['scope_kind', 'scope_id', 'audience_id', 'participant_id'],
  standing_bucket: ['scope_kind', 'scope_id', 'audience_id', 'bucket'],
  unit_counter: ['scope_kind', 'scope_id', 'contest_unit_id'],
  score_counter: ['scope_kind', 'scope_id', 'audience_id', 'score'],
} as const;

export type MendedTable = keyof typeof KEYS;

// For this transaction: each statement is planned for the tables as they are. A recount that makes a contest's figures anew begins
// with empty ones.
export const planEachTime = statement<never>(
  'reconcile-plan',
  `SELECT set_config('plan_cache_mode', 'force_custom_plan', true)`,
);

// Takes rows out and puts rows in, given as JSON with the names of the columns. $1 contest, $2 rows; primary keys, a look-up a
// row: of a table that was never analysed PostgreSQL believes that a contest has few rows in it, and would walk over all.
export function takeOut(table: MendedTable): Statement<never> {
  const named = KEYS[table].map((column) => `${column} = k.${column}`).join(' AND ');
  return statement(
    `reconcile-take-out-${table}`,
    `DELETE FROM ${table} WHERE contest_id = $1 AND ctid = ANY (ARRAY(
       SELECT found.ctid FROM jsonb_populate_recordset(NULL::${table}, $2::jsonb) AS k
        CROSS JOIN LATERAL (SELECT ctid FROM ${table} WHERE contest_id = $1 AND ${named} OFFSET 0) AS found))`,
  );
}

export function putIn(table: MendedTable): Statement<never> {
  return statement(
    `reconcile-put-in-${table}`,
    `INSERT INTO ${table}
     SELECT k.* FROM jsonb_populate_recordset(NULL::${table}, $2::jsonb) AS k WHERE k.contest_id = $1`,
  );
}
