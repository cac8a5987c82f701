import type { EntityManager } from 'typeorm';
import { run } from '#database';
import { DomainError } from '#domain';
import type { Identity, Role } from '../identity.js';
import { contestOfSlug } from '../participants/exclusion.queries.js';

/** Whoever runs a contest: decides on its people and lists. */
const RUNS: readonly Role[] = ['organizer', 'administrator'];
/** Whoever helps people of a contest whom they do not know. */
const DESK: readonly Role[] = ['support', ...RUNS];

/** Whether somebody runs this contest: an office without a contest holds for all. */
export function runsContest(caller: Pick<Identity, 'roles'>, contestId: number): boolean {
  return hasOffice(caller, RUNS, contestId);
}

/** Whether somebody runs all contests: the province, whose word holds above that of a unit. */
export function runsEverywhere({ roles }: Pick<Identity, 'roles'>): boolean {
  return roles.some(({ role, contestId }) => RUNS.includes(role) && contestId === null);
}

/** Lets nobody on who does not keep the whole system. @throws DomainError NOT_ALLOWED */
export function checkKeepsSystem({ roles }: Pick<Identity, 'roles'>): void {
  if (!roles.some(({ role, contestId }) => role === 'administrator' && contestId === null))
    throw new DomainError('NOT_ALLOWED');
}

/** Lets nobody on who does not run this contest. @throws DomainError NOT_ALLOWED */
export function checkRuns(caller: Pick<Identity, 'roles'>, contestId: number): void {
  if (!runsContest(caller, contestId)) throw new DomainError('NOT_ALLOWED');
}

/** Whether somebody helps people of this contest on the telephone. */
export function servesDesk(caller: Pick<Identity, 'roles'>, contestId: number): boolean {
  return hasOffice(caller, DESK, contestId);
}

/**
 * The number of a contest whose desk the caller serves.
 * @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED
 */
export async function checkDesk(
  manager: EntityManager,
  { contestSlug, caller }: { contestSlug: string; caller: Pick<Identity, 'roles'> },
): Promise<number> {
  const [contest] = await run(manager, contestOfSlug, [contestSlug]);
  if (!contest) throw new DomainError('CONTEST_NOT_FOUND');
  if (!servesDesk(caller, contest.id)) throw new DomainError('NOT_ALLOWED');
  return contest.id;
}

/** Whether somebody serves the desks of all contests. */
export function servesEverywhere({ roles }: Pick<Identity, 'roles'>): boolean {
  return roles.some(({ role, contestId }) => DESK.includes(role) && contestId === null);
}

function hasOffice({ roles }: Pick<Identity, 'roles'>, offices: readonly Role[], contestId: number): boolean {
  return roles.some(({ role, contestId: own }) => offices.includes(role) && (own === null || own === contestId));
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
