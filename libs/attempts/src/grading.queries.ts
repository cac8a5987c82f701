import { statement } from '#database';
import type { ItemKind, KeyRule } from '#domain';

/** What marking must know of an attempt. */
export interface MarkableRow {
  id: string;
  round_id: number;
  round_revision: number;
  paper_items: number[];
  paper_orders: number[];
  choices: number[];
}

/** With what its grade will add to boards and counters. */
export interface OwedRow extends MarkableRow {
  phase_id: number | null;
  audience_id: number;
  participant_id: string;
  contest_unit_id: number;
  valid: boolean;
  duration_ms: number;
  started_ms: number;
  submitted_ms: number;
}

// The submitted attempts among these that nobody else is grading now. $1 contest, $2 ids; primary keys, one group. The state
// is said by what it is not: else a plan made in a quiet hour goes through the whole outbox for each group of a rush; LATERAL
// with a limit keeps one made while the contest was empty from reading all answers for each attempt.
export const lockOwed = statement<OwedRow>(
  'lock-owed',
  `SELECT t.id, t.round_id, t.round_revision, t.paper_items, t.paper_orders, a.choices,
          t.phase_id, t.audience_id, t.participant_id, t.contest_unit_id,
          t.voided_at IS NULL AND NOT t.abandoned AS valid, coalesce(t.elapsed_ms, 0) AS duration_ms,
          (extract(epoch FROM t.started_at) * 1000)::float8 AS started_ms,
          (extract(epoch FROM t.submitted_at) * 1000)::float8 AS submitted_ms
     FROM attempt t CROSS JOIN LATERAL (SELECT choices FROM answers WHERE contest_id = $1 AND attempt_id = t.id LIMIT 1) a
    WHERE t.contest_id = $1 AND t.id = ANY($2::uuid[]) AND t.state NOT IN ('in_progress', 'graded')
    ORDER BY t.id FOR UPDATE OF t SKIP LOCKED`,
);

export interface KeyRow {
  item_version_id: number;
  revision: number;
  key_mask: number;
  rule: KeyRule;
}

// What is right, as of now. $1 item versions; key_revision_pkey, one row an item. Read for every group: a key that was
// corrected a second ago is the key.
export const readKeys = statement<KeyRow>(
  'read-keys',
  `SELECT DISTINCT ON (item_version_id) item_version_id, revision, key_mask, rule
     FROM key_revision WHERE item_version_id = ANY($1::int[]) ORDER BY item_version_id, revision DESC`,
);

export interface GradedItemRow {
  id: number;
  kind: ItemKind;
  option_count: number;
  topic: string;
}

// What grading must know of an item beside its key. $1 item versions; primary key. Immutable, hence kept.
export const readGradedItems = statement<GradedItemRow>(
  'read-graded-items',
  `SELECT v.id, v.kind, cardinality(v.options) AS option_count, t.code AS topic
     FROM item_version v JOIN item i ON i.id = v.item_id JOIN topic t ON t.id = i.topic_id WHERE v.id = ANY($1::int[])`,
);

// Writes the grades of a group and closes the debt. $1 contest, arrays by attempt. grade_effective_key makes a second
// effective grade impossible.
export const insertGrades = statement<never>(
  'insert-grades',
  `WITH u AS (
     SELECT * FROM unnest($2::uuid[], $3::text[], $4::text[], $5::int[], $6::int[], $7::boolean[])
       AS u(attempt_id, marks, key_revisions, score, max_score, full_marks)
   ), graded AS (
     INSERT INTO grade (contest_id, attempt_id, revision, effective, marks, key_revisions, score, max_score, full_marks)
     SELECT $1, attempt_id, 1, true, marks::int[], key_revisions::smallint[], score, max_score, full_marks FROM u
   )
   UPDATE attempt t SET state = 'graded' FROM u
    WHERE t.contest_id = $1 AND t.id = u.attempt_id AND t.state NOT IN ('in_progress', 'graded')`,
);

// Remembers why an attempt could not be graded. $1 contest, $2 attempt, $3 reason.
export const recordFailure = statement<never>(
  'record-grading-failure',
  `INSERT INTO grading_failure (contest_id, attempt_id, reason) VALUES ($1, $2, $3)
   ON CONFLICT (contest_id, attempt_id)
   DO UPDATE SET reason = EXCLUDED.reason, tries = grading_failure.tries + 1, last_at = contest_clock()`,
);

// Of attempts that are graded by now: a group leaves out what another one holds at the moment, which may fail there. $1 contest,
// $2 ids; grading_failure_pkey, attempt_pkey.
export const clearFailures = statement<never>(
  'clear-grading-failures',
  `DELETE FROM grading_failure f WHERE f.contest_id = $1 AND f.attempt_id = ANY($2::uuid[]) AND EXISTS (
     SELECT FROM attempt t WHERE t.contest_id = $1 AND t.id = f.attempt_id AND t.state = 'graded')`,
);

// Holds graded attempts for marking again, in key order. $1 contest, $2 ids; attempt_pkey.
export const lockGraded = statement<{ id: string }>(
  'lock-graded',
  `SELECT id FROM attempt WHERE contest_id = $1 AND id = ANY($2::uuid[]) AND state = 'graded' ORDER BY id FOR UPDATE`,
);

export interface GradedRow extends MarkableRow {
  participant_id: string;
  revision: number;
  key_revisions: number[];
  score: number;
}

// The held attempts with the grade that counts now: a statement of its own, because only a new one sees what the lock
// waited for. $1 contest, $2 ids; primary keys.
export const readGraded = statement<GradedRow>(
  'read-graded',
  `SELECT t.id, t.round_id, t.round_revision, t.paper_items, t.paper_orders, a.choices,
          t.participant_id, g.revision, g.key_revisions, g.score
     FROM attempt t
     JOIN answers a ON a.contest_id = $1 AND a.attempt_id = t.id
     JOIN grade g ON g.contest_id = $1 AND g.attempt_id = t.id AND g.effective
    WHERE t.contest_id = $1 AND t.id = ANY($2::uuid[]) AND t.state = 'graded'`,
);

// The grades that count no longer. The rows stay: what was once shown can be explained.
export const retireGrades = statement<never>(
  'retire-grades',
  `UPDATE grade SET effective = false WHERE contest_id = $1 AND attempt_id = ANY($2::uuid[]) AND effective`,
);

// The grades that count from now on. $1 contest, arrays by attempt, then the reason.
export const insertRegrades = statement<never>(
  'insert-regrades',
  `INSERT INTO grade (contest_id, attempt_id, revision, effective, marks, key_revisions, score, max_score, full_marks, reason)
   SELECT $1, attempt_id, revision, true, marks::int[], key_revisions::smallint[], score, max_score, full_marks, $9
     FROM unnest($2::uuid[], $3::smallint[], $4::text[], $5::text[], $6::int[], $7::int[], $8::boolean[])
       AS u(attempt_id, revision, marks, key_revisions, score, max_score, full_marks)`,
);
