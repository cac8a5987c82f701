import { statement } from '#database';
import type { ContestPage, Regulations } from '#domain';

export interface RevisedRow {
  id: number;
  status: 'draft' | 'published' | 'closed';
  revision: number;
  page: ContestPage | null;
  regulations: Regulations | null;
  plan_id: string | null;
  plan_version: number;
  plan_regulations: unknown;
  bank_id: number | null;
}

const REVISED = `SELECT c.id, c.status, c.current_revision AS revision, c.page, v.regulations, p.id AS plan_id,
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
export const listRevisions = statement<{ number: number; effective_at: Date; note: string | null }>(
  'contests.list-revisions',
  `SELECT v.revision AS number, v.effective_at, v.note
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
  `UPDATE contest SET current_revision = $2, title = $3, hotline = $4, page = $5, retention_months = $6 WHERE id = $1`,
);

// Renames a round. $1 contest, $2 round, $3 title; round_pkey.
export const renameRound = statement<object>(
  'contests.rename-round',
  'UPDATE round SET title = $3 WHERE contest_id = $1 AND id = $2 AND title <> $3',
);
