import type { EntityManager } from 'typeorm';
import { run, statement } from '#database';

// What is owed a grade, and since when the one that waits longest, in seconds of contest time. A look a contest at
// attempt_ungraded_idx; one row.
const owedAttempts = statement<{ attempts: number; oldest_seconds: number | null }>(
  'owed-attempts',
  `SELECT coalesce(sum(o.attempts), 0)::int AS attempts,
          extract(epoch FROM contest_clock() - min(o.oldest))::float8 AS oldest_seconds
     FROM contest c, LATERAL (SELECT count(*) AS attempts, min(t.submitted_at) AS oldest FROM attempt t
                               WHERE t.contest_id = c.id AND t.state = 'submitted') o
    WHERE c.status <> 'draft'`,
);

/** Attempts that were handed in and have no grade yet, and how long the eldest has been waiting, in ms of contest time. */
export async function owedGrades(manager: EntityManager): Promise<{ attempts: number; oldestMs: number }> {
  const [row] = await run(manager, owedAttempts, []);
  return { attempts: row!.attempts, oldestMs: Math.round(Math.max(0, row!.oldest_seconds ?? 0) * 1_000) };
}
