import { DomainError } from '#domain';
import type { Identity, Role } from '../identity.js';

/** Whoever runs a contest: decides on its people and lists. */
const RUNS: readonly Role[] = ['organizer', 'administrator'];

/** Whether somebody runs this contest: an office without a contest holds for all. */
export function runsContest({ roles }: Pick<Identity, 'roles'>, contestId: number): boolean {
  return roles.some(({ role, contestId: own }) => RUNS.includes(role) && (own === null || own === contestId));
}

/**
 * Of which people in a contest somebody may decide: all, or those of the units managed, each with all units below it.
 *
 * @returns null for all, else the managed units
 * @throws DomainError NOT_ALLOWED when the offices are in other contests
 */
export function reachIn(caller: Pick<Identity, 'roles'>, contestId: number): number[] | null {
  if (runsContest(caller, contestId)) return null;
  const units = caller.roles.flatMap(({ role, contestId: own, contestUnitId }) =>
    role === 'unit_manager' && contestUnitId !== null && (own === null || own === contestId) ? [contestUnitId] : [],
  );
  if (units.length === 0) throw new DomainError('NOT_ALLOWED');
  return units;
}
