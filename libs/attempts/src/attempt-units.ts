import type { EntityManager } from 'typeorm';
import { run, statement } from '#database';

// Holds all attempts of these people, in key order as a regrade does. $1 contest, $2 participants. attempt_no_key; a
// person's attempts each.
export const lockAttemptsOf = statement<{ id: string }>(
  'lock-attempts-of',
  `SELECT id FROM attempt WHERE contest_id = $1 AND participant_id = ANY($2::uuid[]) ORDER BY id FOR UPDATE`,
);

// Gives attempts to the unit that their person stands for now: a statement of its own, because only a new one sees what the
// lock waited for. $1 contest, $2 participants, $3 units. attempt_no_key; the attempts that were another unit's.
export const moveAttempts = statement<{ id: string; round_id: number; state: string }>(
  'move-attempts',
  `UPDATE attempt t SET contest_unit_id = moved.unit_id
     FROM unnest($2::uuid[], $3::int[]) AS moved (participant_id, unit_id)
    WHERE t.contest_id = $1 AND t.participant_id = moved.participant_id AND t.contest_unit_id <> moved.unit_id
   RETURNING t.id, t.round_id, t.state`,
);

/** A person and the unit that they stand for from now on. */
export interface UnitMove {
  participantId: string;
  contestUnitId: number;
}

/**
 * Moves all attempts of people to other units, also open ones, as part of the caller's transaction; the caller holds the
 * quotas of these people, so that nothing is started meanwhile, and tallies what is returned.
 *
 * @returns the graded attempts among those that moved, and their rounds
 */
export async function moveAttemptsOf(
  manager: EntityManager,
  contestId: number,
  moves: readonly UnitMove[],
): Promise<{ attemptIds: string[]; roundIds: number[] }> {
  const people = moves.map(({ participantId }) => participantId);
  await run(manager, lockAttemptsOf, [contestId, people]);
  const units = moves.map(({ contestUnitId }) => contestUnitId);
  const moved = await run(manager, moveAttempts, [contestId, people, units]);
  const graded = moved.filter(({ state }) => state === 'graded');
  return {
    attemptIds: graded.map(({ id }) => id),
    roundIds: [...new Set(graded.map(({ round_id }) => round_id))],
  };
}
