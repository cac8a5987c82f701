import { DomainError } from '#domain';
import type { Identity, Role } from '#identity';

/** Whether the caller holds one of these roles in a contest; a role without a contest holds in all of them. */
export function holdsIn({ roles }: Pick<Identity, 'roles'>, contestId: number, wanted: readonly Role[]): boolean {
  return roles.some(({ role, contestId: own }) => wanted.includes(role) && (own === null || own === contestId));
}

/**
 * Lets on who may come near the keys of a contest. In one that a unit runs with a bank that was lent to it, what tells keys
 * is for those whose office holds everywhere: trying what a key would change would find it.
 *
 * @throws DomainError NOT_ALLOWED
 */
export function refuseKeys(
  caller: Pick<Identity, 'roles'>,
  contest: { id: number; runByUnitCode: string | null },
  wanted: readonly Role[],
): void {
  refuseOthers(caller, contest.runByUnitCode === null ? contest.id : NO_CONTEST, wanted);
}

/** In this one only a role holds that holds everywhere. */
const NO_CONTEST = 0;

/** @throws DomainError NOT_ALLOWED for who holds none of these roles in the contest */
export function refuseOthers(caller: Pick<Identity, 'roles'>, contestId: number, wanted: readonly Role[]): void {
  if (!holdsIn(caller, contestId, wanted)) throw new DomainError('NOT_ALLOWED');
}
