import { statement } from '#database';
import type { ContestPage, Regulations } from '#domain';

export interface RevisedRow {
  id: number;
  status: 'draft' | 'published' | 'closed';
  revision: number;
  /** The highest number given, to one that is planned or was withdrawn too. */
  last: number;
  planned: number | null;
  planned_ms: number | null;
  page: ContestPage | null;
  regulations: Regulations | null;
  plan_id: string | null;
  plan_version: number;
  plan_regulations: unknown;
  bank_id: number | null;
}

const REVISED = `SELECT c.id, c.status, c.current_revision AS revision, c.page,
          (SELECT max(revision) FROM contest_revision WHERE contest_id = c.id) AS last,
          CASE WHEN c.next_at > contest_clock() THEN c.next_revision END AS planned,
          CASE WHEN c.next_at > contest_clock() THEN (extract(epoch FROM c.next_at) * 1000)::float8 END AS planned_ms, v.regulations, p.id AS plan_id,
          p.version AS plan_version, p.regulations AS plan_regulations, c.bank_id
     FROM contest c
     JOIN contest_revision v ON v.contest_id = c.id AND v.revision = c.current_revision
     LEFT JOIN contest_plan p ON p.contest_id = c.id
    WHERE c.slug = $1`;

// A contest with the regulations that hold and those that its plan has. $1 slug; contest_slug_key, one row or none.
export const readRevised = statement<RevisedRow>('contests.read-revised', REVISED);

// The same, the contest locked until the transaction ends. $1 slug; contest_slug_key.
export const lockRevised = statement<RevisedRow>('contests.lock-revised', `${REVISED} FOR UPDATE OF c`);

// All revisions of a published contest, the first first. $1 slug; contest_slug_key, a few dozen.
export const listRevisions = statement<{
  number: number;
  effective_at: Date;
  note: string | null;
  state: 'planned' | 'held' | 'withdrawn';
}>(
  'contests.list-revisions',
  `SELECT v.revision AS number, v.effective_at, v.note,
          CASE WHEN v.withdrawn_at IS NOT NULL THEN 'withdrawn' WHEN v.effective_at > contest_clock() THEN 'planned'
               ELSE 'held' END AS state
     FROM contest c JOIN contest_revision v ON v.contest_id = c.id
    WHERE c.slug = $1 AND c.status IN ('published', 'closed') ORDER BY v.revision`,
);

// What was decided in two revisions of a published contest. $1 slug, $2 int[] numbers; contest_revision_pkey.
export const regulationsOf = statement<{ number: number; regulations: unknown }>(
  'contests.regulations-of-revisions',
  `SELECT v.revision AS number, v.regulations
     FROM contest c JOIN contest_revision v ON v.contest_id = c.id AND v.revision = ANY ($2::int[])
    WHERE c.slug = $1 AND c.status IN ('published', 'closed') AND v.regulations IS NOT NULL`,
);

// Makes a revision that was added the current one, with what of it stands in the row of the contest. $1 contest,
// $2 revision, $3 title, $4 hotline or null, $5 page, $6 months; contest_pkey.
export const setRevision = statement<object>(
  'contests.set-revision',
  `UPDATE contest SET settled_revision = $2, next_revision = NULL, next_at = NULL, title = $3, hotline = $4, page = $5, retention_months = $6 WHERE id = $1`,
);

// Renames a round. $1 contest, $2 round, $3 title; round_pkey.
export const renameRound = statement<object>(
  'contests.rename-round',
  'UPDATE round SET title = $3 WHERE contest_id = $1 AND id = $2 AND title <> $3',
);

// Makes a revision that was added the one that holds from an instant ahead. $1 contest, $2 revision, $3 instant in epoch ms;
// contest_pkey.
export const planRevision = statement<object>(
  'contests.plan-revision',
  'UPDATE contest SET next_revision = $2, next_at = to_timestamp($3::float8 / 1000) WHERE id = $1',
);

// Takes back what is planned, of a contest and of its rounds. $1 contest; nothing once it holds. Primary keys.
export const withdrawPlanned = statement<{ id: number }>(
  'contests.withdraw-planned',
  `WITH rounds AS (
     UPDATE round r SET next_revision = NULL, next_at = NULL FROM round o
      WHERE r.contest_id = $1 AND r.next_at > contest_clock() AND o.contest_id = $1 AND o.id = r.id
     RETURNING r.id, o.next_revision AS revision
   ), of_rounds AS (
     UPDATE round_revision v SET withdrawn_at = contest_clock() FROM rounds
      WHERE v.contest_id = $1 AND v.round_id = rounds.id AND v.revision = rounds.revision
   ), of_contest AS (
     UPDATE contest_revision v SET withdrawn_at = contest_clock() FROM contest c
      WHERE c.id = $1 AND c.next_at > contest_clock() AND v.contest_id = $1 AND v.revision = c.next_revision
   )
   UPDATE contest SET next_revision = NULL, next_at = NULL WHERE id = $1 AND next_at > contest_clock() RETURNING id`,
);

// Contests whose next revision holds by now and is not settled yet, locked. $1 one contest or null for all; whoever else settles
// one is not waited for. The contests, a few hundred at most, are looked through.
export const lockDue = statement<{
  id: number;
  number: number;
  page: ContestPage | null;
  before: Regulations;
  after: Regulations;
}>(
  'contests.lock-due-revisions',
  `SELECT c.id, c.next_revision AS number, c.page, a.regulations AS before, b.regulations AS after
     FROM contest c
     JOIN contest_revision a ON a.contest_id = c.id AND a.revision = c.settled_revision
     JOIN contest_revision b ON b.contest_id = c.id AND b.revision = c.next_revision
    WHERE c.next_at <= contest_clock() AND ($1::int IS NULL OR c.id = $1)
      FOR NO KEY UPDATE OF c SKIP LOCKED`,
);

// The rounds of a contest of which the next revision holds by now have it as their own. $1 contest; round_pkey, its rounds.
export const settleRounds = statement<object>(
  'contests.settle-rounds',
  `UPDATE round SET settled_revision = next_revision, next_revision = NULL, next_at = NULL
    WHERE contest_id = $1 AND next_at <= contest_clock()`,
);
