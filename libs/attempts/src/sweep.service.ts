import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { run, statement } from '#database';
import { LIMITS } from '#domain';
import { closeOverdue } from './close.js';
import { STANDS_AT } from './write.queries.js';

/** Overdue attempts that one sweep closes in each contest; the next sweep takes the next ones. */
const CLOSED_ROWS = 5_000;
/** Forgotten ones that it finds in each contest: more than a worker grades until the next sweep, and a few milliseconds to read. */
const FORGOTTEN_ROWS = 40_000;

const tryLock = statement<{ mine: boolean }>(
  'sweep-lock',
  `SELECT pg_try_advisory_xact_lock(hashtextextended('sweep', 0)) AS mine`,
);

const publishedContests = statement<{ id: number }>(
  'sweep-contests',
  `SELECT id FROM contest WHERE status <> 'draft' ORDER BY id`,
);

// Attempts whose time, grace and margin are over; not those whose clock stands. $1 contest, $2 rows; attempt_overdue_idx.
const findOverdue = statement<{ id: string }>(
  'find-overdue',
  `SELECT t.id FROM attempt t
    WHERE t.contest_id = $1 AND t.state = 'in_progress' AND t.deadline_at < contest_clock()
      AND contest_clock() > t.deadline_at + t.grace_ms * interval '1 ms' + interval '30 s' * contest_clock_scale()
      AND ${STANDS_AT} IS NULL
    ORDER BY t.deadline_at LIMIT $2`,
);

// The outbox: submitted, ungraded, oldest first. $1 contest, $2 seconds, $3 rows; attempt_ungraded_idx. An attempt that
// was given up on waits for the administrator, or for an hour.
const findForgotten = statement<{ id: string }>(
  'find-forgotten',
  `SELECT t.id FROM attempt t
    WHERE t.contest_id = $1 AND t.state = 'submitted'
      AND t.submitted_at < contest_clock() - $2 * interval '1 s' * contest_clock_scale()
      AND NOT EXISTS (SELECT FROM grading_failure f WHERE f.contest_id = $1 AND f.attempt_id = t.id
                         AND f.tries >= 5 AND f.last_at > contest_clock() - interval '1 h')
    ORDER BY t.submitted_at LIMIT $3`,
);

// Analyses what has grown, so that no plan outlives the small contest it was made for. $1 contest; reads pg_class.
const refreshStatistics = statement<{ refreshed: number }>(
  'refresh-statistics',
  `SELECT refresh_contest_statistics($1) AS refreshed`,
);

export interface Swept {
  contestId: number;
  closed: number;
  /** Groups to be graded, the oldest first: what the queue forgot and what was just closed. */
  groups: string[][];
}

/** Finds what the database says is owed. */
@Injectable()
export class SweepService {
  /**
   * One sweep, inside the caller's transaction; null when another sweeper is at it.
   *
   * @param forgottenAfterSeconds age from which a submitted attempt is queued again; 0 takes all, null looks for none.
   */
  async sweep(manager: EntityManager, forgottenAfterSeconds: number | null): Promise<Swept[] | null> {
    const [lock] = await run(manager, tryLock, []);
    if (!lock!.mine) return null;
    const swept: Swept[] = [];
    for (const { id: contestId } of await run(manager, publishedContests, [])) {
      const overdue = await run(manager, findOverdue, [contestId, CLOSED_ROWS]);
      const closed: string[] = [];
      for (const group of chunks(overdue.map(({ id }) => id))) {
        closed.push(...(await closeOverdue(manager, contestId, group)).map(({ id }) => id));
      }
      const forgotten =
        forgottenAfterSeconds === null
          ? []
          : await run(manager, findForgotten, [contestId, forgottenAfterSeconds, FORGOTTEN_ROWS]);
      await run(manager, refreshStatistics, [contestId]);
      // What was closed now ran out of time before: where there is room it stands among the forgotten, in its place.
      const ids = [...new Set([...forgotten.map(({ id }) => id), ...closed])];
      if (ids.length > 0) swept.push({ contestId, closed: closed.length, groups: chunks(ids) });
    }
    return swept;
  }
}

function chunks(ids: string[]): string[][] {
  const groups: string[][] = [];
  for (let i = 0; i < ids.length; i += LIMITS.gradeGroupMax) groups.push(ids.slice(i, i + LIMITS.gradeGroupMax));
  return groups;
}
