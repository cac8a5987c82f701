import type { EntityManager } from 'typeorm';
import { run, statement } from '#database';

// Gives attempts under way the time that they would have if they were started now: by the close of their round as it is now,
// and by the extra time that was granted to their people and units. The deadline is `deadlineOf` in #domain with what pauses
// gave; it only ever moves on, for what somebody at work was told is not taken back. $1 contest, $2 round or null, $3
// participant or null, $4 unit or null. attempt_overdue_idx or attempt_no_key: as many rows as people at work; the ids come
// in key order, as locks do everywhere.
const lengthen = statement<{ id: string }>(
  'lengthen-attempts',
  `WITH due AS (
     SELECT a.id, e.percent,
            a.paused_ms * interval '1 ms'
              + CASE WHEN d.ms IS NULL THEN now_is.closes_at
                     WHEN v.rules #>> '{timing,atRoundEnd}' = 'cut'
                     THEN least(a.started_at + ceil(d.ms * (100 + e.percent) / 100) * interval '1 ms', now_is.closes_at)
                     ELSE a.started_at + ceil(d.ms * (100 + e.percent) / 100) * interval '1 ms' END AS deadline_at
       FROM attempt a
       JOIN participant p ON p.contest_id = $1 AND p.id = a.participant_id
       JOIN round r ON r.contest_id = $1 AND r.id = a.round_id
       JOIN round_revision v ON v.contest_id = $1 AND v.round_id = a.round_id AND v.revision = a.round_revision
       JOIN round_revision now_is ON now_is.contest_id = $1 AND now_is.round_id = r.id AND now_is.revision = r.current_revision
      CROSS JOIN LATERAL (SELECT (v.rules #>> '{timing,durationMs}')::numeric AS ms) d
      CROSS JOIN LATERAL (
        SELECT greatest(a.extra_time_percent, p.extra_time_percent,
                 (SELECT percent FROM extra_time_grant g WHERE g.contest_id = $1
                     AND g.contest_unit_id = p.contest_unit_id AND g.withdrawn_at IS NULL)) AS percent) e
      WHERE a.contest_id = $1 AND a.state = 'in_progress' AND a.voided_at IS NULL
        AND a.deadline_at > least(contest_clock(),
              (SELECT s.started_at FROM pause s WHERE s.contest_id = $1 AND s.ended_at IS NULL))
        AND ($2::int IS NULL OR a.round_id = $2) AND ($3::uuid IS NULL OR a.participant_id = $3)
        AND ($4::int IS NULL OR p.contest_unit_id = $4)
      ORDER BY a.id
   )
   UPDATE attempt t SET deadline_at = due.deadline_at, extra_time_percent = due.percent
     FROM due
    WHERE t.contest_id = $1 AND t.id = due.id AND t.submitted_at IS NULL AND due.deadline_at > t.deadline_at
   RETURNING t.id`,
);

/** Whose attempts: of a round, a person or a unit; with none of them, of the whole contest. */
export interface AttemptsOf {
  roundId?: number;
  participantId?: string;
  contestUnitId?: number;
}

/**
 * Lets attempts under way have the time that their people have by now, as part of the caller's transaction: after a round
 * was extended, or extra time granted.
 *
 * @returns how many attempts last longer than before
 */
export async function lengthenAttempts(manager: EntityManager, contestId: number, of: AttemptsOf): Promise<number> {
  const { roundId = null, participantId = null, contestUnitId = null } = of;
  return (await run(manager, lengthen, [contestId, roundId, participantId, contestUnitId])).length;
}
