import type { HeldRole, Role } from '../identity.js';

/** What an organizer may hand on: whoever helps with the contest, nobody who decides beside or above. */
const BELOW_ORGANIZER: readonly Role[] = ['unit_manager', 'author', 'reviewer', 'judge', 'host', 'support'];

type RoleFault = 'contestSlug' | 'contestUnitId' | 'unitCode';

/**
 * Which field of a role makes no sense, or null: a unit manager has a unit of a contest, the organizer of a unit one of the
 * tree and no contest, nobody else has one; the administrator keeps the whole installation.
 */
export function faultOfRole({ role, contestId, contestUnitId, unitCode }: HeldRole): RoleFault | null {
  if ((role === 'unit_organizer') !== (unitCode !== undefined)) return 'unitCode';
  if (role === 'unit_organizer' && contestId !== null) return 'contestSlug';
  if ((role === 'unit_manager') !== (contestUnitId !== null)) return 'contestUnitId';
  if (contestId === null ? contestUnitId !== null : role === 'administrator') return 'contestSlug';
  return null;
}

/**
 * Would nobody administer the installation for good, if this account did no more?
 *
 * @param lasting the accounts of administrators who are let in and whose role has no end
 */
export const isLastAdministrator = (lasting: readonly string[], accountId: string): boolean =>
  lasting.includes(accountId) && lasting.every((one) => one === accountId);

/**
 * May whoever holds these roles give this one, or take it away? An administrator any; an organizer those below, within
 * the own contests.
 */
export function mayGrant(held: readonly HeldRole[], wish: HeldRole): boolean {
  return held.some(({ role, contestId }) => {
    if (contestId !== null && contestId !== wish.contestId) return false;
    return role === 'administrator' || (role === 'organizer' && BELOW_ORGANIZER.includes(wish.role));
  });
}
