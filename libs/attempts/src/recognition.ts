import type { EntityManager } from 'typeorm';
import { run, statement } from '#database';

// Takes recognition from attempts. $1 contest, $2 ids, $3 who, $4 reason; primary keys.
const voidAttempts = statement<{ id: string }>(
  'void-attempts',
  `UPDATE attempt SET voided_at = contest_clock(), voided_by = $3, void_reason = $4
    WHERE contest_id = $1 AND id = ANY($2::uuid[]) AND voided_at IS NULL RETURNING id`,
);

// Gives it back. $1 contest, $2 ids.
const restoreAttempts = statement<{ id: string }>(
  'restore-attempts',
  `UPDATE attempt SET voided_at = NULL, voided_by = NULL, void_reason = NULL
    WHERE contest_id = $1 AND id = ANY($2::uuid[]) AND voided_at IS NOT NULL RETURNING id`,
);

export interface JudgedAttempt {
  id: string;
  participant_id: string;
  round_id: number;
  voided: boolean;
}

// One attempt, or all of a person's. $1 contest, $2 attempt or null, $3 participant or null; attempt_pkey, attempt_no_key.
const attemptsToJudge = statement<JudgedAttempt>(
  'attempts-to-judge',
  `SELECT id, participant_id, round_id, voided_at IS NOT NULL AS voided FROM attempt
    WHERE contest_id = $1 AND ($2::uuid IS NULL OR id = $2) AND ($3::uuid IS NULL OR participant_id = $3)
      AND num_nonnulls($2::uuid, $3::uuid) = 1
    ORDER BY id`,
);

/** Whose attempts: one of them, or all of a person in the contest. */
export type Judged = { attemptId: string } | { participantId: string };

/** The attempts that somebody is about to decide on. */
export function attemptsOfJudged(manager: EntityManager, contestId: number, judged: Judged): Promise<JudgedAttempt[]> {
  const { attemptId = null, participantId = null } = judged as { attemptId?: string; participantId?: string };
  return run(manager, attemptsToJudge, [contestId, attemptId, participantId]);
}

/**
 * Stops recognising attempts, with the reason, as part of the caller's transaction; the caller tallies. Open ones too: they
 * are closed and graded as ever, and count for nothing.
 *
 * @returns those that were recognised before
 */
export async function voidAttemptsOf(
  manager: EntityManager,
  contestId: number,
  attemptIds: string[],
  { by, reason }: { by: string | null; reason: string },
): Promise<string[]> {
  return (await run(manager, voidAttempts, [contestId, attemptIds, by, reason])).map(({ id }) => id);
}

/** Recognises attempts again, as part of the caller's transaction; the caller tallies. @returns those that were not before */
export async function restoreAttemptsOf(
  manager: EntityManager,
  contestId: number,
  attemptIds: string[],
): Promise<string[]> {
  return (await run(manager, restoreAttempts, [contestId, attemptIds])).map(({ id }) => id);
}
