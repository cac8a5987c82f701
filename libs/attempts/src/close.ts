import type { EntityManager } from 'typeorm';
import { run, statement } from '#database';
import { receiptNumber } from '#domain';
import { randomOctets } from '#platform';
import { STANDS_AT } from './write.queries.js';

export interface Closed {
  id: string;
  /** Nothing was answered, and the rules of its round forgive that. */
  abandoned: boolean;
}

// Closes attempts that ran out of time, with what they have. The answers row is the lock: whoever seals it first, this
// statement or a submit, has closed the attempt. $1 contest, $2 ids, $3 receipt numbers; primary keys, a group of rows.
const close = statement<Closed>(
  'close-overdue',
  `WITH u AS (SELECT * FROM unnest($2::uuid[], $3::text[]) AS u(attempt_id, receipt_number) ORDER BY attempt_id),
   sealed AS (
     UPDATE answers a SET sealed = true
       FROM u JOIN attempt t ON t.contest_id = $1 AND t.id = u.attempt_id
      WHERE a.contest_id = $1 AND a.attempt_id = u.attempt_id AND NOT a.sealed AND t.submitted_at IS NULL
        AND ${STANDS_AT} IS NULL AND contest_clock() > t.deadline_at + t.grace_ms * interval '1 ms' + interval '30 s' * contest_clock_scale()
     RETURNING a.attempt_id, u.receipt_number, 0 = ALL (a.choices) AS is_blank
   )
   UPDATE attempt t
      SET state = 'submitted', submitted_at = t.deadline_at, late_ms = 0, receipt_number = s.receipt_number,
          closed_by = CASE WHEN t.deadline_at >= v.closes_at THEN 'round_end' ELSE 'deadline' END,
          abandoned = s.is_blank AND coalesce((v.rules -> 'forgivesAbandoned')::boolean, false),
          elapsed_ms = (extract(epoch FROM t.deadline_at - t.started_at) * 1000)::int - t.paused_ms
     FROM sealed s, round_revision v
    WHERE t.contest_id = $1 AND t.id = s.attempt_id AND t.submitted_at IS NULL
      AND v.contest_id = $1 AND v.round_id = t.round_id AND v.revision = t.round_revision
   RETURNING t.id, t.abandoned`,
);

/** @returns those that were closed now; the others were closed by somebody else or have time left. */
export async function closeOverdue(manager: EntityManager, contestId: number, attemptIds: string[]): Promise<Closed[]> {
  const numbers = attemptIds.map(() => receiptNumber(randomOctets(8)));
  return run(manager, close, [contestId, attemptIds, numbers]);
}

// Closes attempts that were voided while they were under way, with what they have. The answers row is the lock, as above;
// one that is recognised again meanwhile is closed all the same. $1 contest, $2 ids, $3 receipt numbers; primary keys, a group.
const closeVoidedNow = statement<{ id: string }>(
  'close-voided',
  `WITH u AS (SELECT * FROM unnest($2::uuid[], $3::text[]) AS u(attempt_id, receipt_number) ORDER BY attempt_id),
   sealed AS (
     UPDATE answers a SET sealed = true
       FROM u JOIN attempt t ON t.contest_id = $1 AND t.id = u.attempt_id
      WHERE a.contest_id = $1 AND a.attempt_id = u.attempt_id AND NOT a.sealed
        AND t.submitted_at IS NULL AND t.voided_at IS NOT NULL
     RETURNING a.attempt_id, u.receipt_number, least(contest_clock(), t.deadline_at) AS ended_at
   )
   UPDATE attempt t
      SET state = 'submitted', submitted_at = s.ended_at, late_ms = 0, receipt_number = s.receipt_number, closed_by = 'organizer',
          elapsed_ms = greatest(0, (extract(epoch FROM s.ended_at - t.started_at) * 1000)::int - t.paused_ms)
     FROM sealed s
    WHERE t.contest_id = $1 AND t.id = s.attempt_id AND t.submitted_at IS NULL
   RETURNING t.id`,
);

/**
 * Before their people start another: were they recognised again later, those would have two under way.
 *
 * @returns those that were closed now; the others were closed or recognised again by somebody else
 */
export async function closeVoided(manager: EntityManager, contestId: number, attemptIds: string[]): Promise<string[]> {
  const numbers = attemptIds.map(() => receiptNumber(randomOctets(8)));
  return (await run(manager, closeVoidedNow, [contestId, attemptIds, numbers])).map(({ id }) => id);
}
