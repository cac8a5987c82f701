import { statement } from '#database';

// Attempts that could not be graded, the latest first, with the contest as people know it. $1 rows at most. A few rows in
// years; the whole table is read.
export const listStuck = statement<{
  contest_id: number;
  contest: string;
  attempt_id: string;
  reason: string;
  tries: number;
  last_ms: number;
}>(
  'grading-desk-stuck',
  `SELECT f.contest_id, c.title AS contest, f.attempt_id, f.reason, f.tries,
          floor(extract(epoch FROM f.last_at) * 1000)::float8 AS last_ms
     FROM grading_failure f JOIN contest c ON c.id = f.contest_id
    ORDER BY f.last_at DESC, f.attempt_id LIMIT $1`,
);

// Forgets that attempts were given up on, so that the sweeper finds them too. $1 the attempt, null for all; one row each.
export const forgive = statement<{ contest_id: number; attempt_id: string }>(
  'grading-desk-forgive',
  `DELETE FROM grading_failure WHERE $1::uuid IS NULL OR attempt_id = $1 RETURNING contest_id, attempt_id`,
);
