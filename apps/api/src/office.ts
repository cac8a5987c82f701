import { DomainError } from '#domain';
import type { Identity, Role } from '#identity';

/** Whether the caller holds one of these roles in a contest; a role without a contest holds in all of them. */
export function holdsIn({ roles }: Pick<Identity, 'roles'>, contestId: number, wanted: readonly Role[]): boolean {
  return roles.some(({ role, contestId: own }) => wanted.includes(role) && (own === null || own === contestId));
}

/** @throws DomainError NOT_ALLOWED for who holds none of these roles in the contest */
export function refuseOthers(caller: Pick<Identity, 'roles'>, contestId: number, wanted: readonly Role[]): void {
  if (!holdsIn(caller, contestId, wanted)) throw new DomainError('NOT_ALLOWED');
}
