import type { EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, isoInstant } from '#domain';
import { randomOctets, sha256 } from '#platform';
import type { HeldRole } from '../identity.js';
import { insertInvitation, insertRole, renewInvitation, someAdministrator } from './staff.queries.js';

/** The page that takes an invitation up; its token stands behind a #. */
export const STAFF_SETUP_PATH = '/quan-tri/thiet-lap';
/** Days until an invitation is too old. */
const INVITATION_DAYS = 7;
/** Hours until the operator's link is too old: it opens everything, and whoever printed it sits beside. */
export const FIRST_ADMIN_HOURS = 24;

/** Who is invited to what. */
export interface StaffWish extends HeldRole {
  /** NFC, an `isPlausibleName`. */
  fullName: string;
  /** E.164: the account that gets the role. */
  phone: string;
  /** When the role ends, epoch ms; null = when it is taken away. */
  roleExpiresAt: number | null;
}

/** A one-time link, of which only a hash is stored. */
export interface IssuedInvitation {
  /** To be written behind a #, so that no server and no log sees it. */
  token: string;
  /** Epoch ms. */
  expiresAt: number;
}

/**
 * Invites somebody, as part of the caller's transaction. Who may is the caller's to judge.
 * @param actorId null for the operator's command line
 */
export async function issueInvitation(
  manager: EntityManager,
  wish: StaffWish,
  actorId: string | null,
  requestId: string | null = null,
): Promise<IssuedInvitation> {
  const { role, contestId, contestUnitId, unitCode, fullName, phone, roleExpiresAt } = wish;
  const token = Buffer.from(randomOctets(32)).toString('base64url');
  const ends = roleExpiresAt === null ? null : isoInstant(roleExpiresAt);
  const lasts = actorId === null ? `${FIRST_ADMIN_HOURS} hours` : `${INVITATION_DAYS} days`;
  const values = [
    ...[sha256(token), role, contestId, contestUnitId, fullName, phone, ends, actorId, lasts],
    unitCode ?? null,
  ];
  const [row] = await run(manager, insertInvitation, values);
  const after = { role, contestId, contestUnitId, unitCode, expiresAt: ends };
  await appendAudit(manager, { actorId, action: 'staff.invited', subject: 'staff', after, requestId });
  return { token, expiresAt: row!.expires_at.getTime() };
}

/**
 * Gives somebody who was invited another link, as part of the caller's transaction: the one before opens nothing any more.
 * @param held the role that it is about, for the trail
 */
export async function renewLink(
  manager: EntityManager,
  { id, held, roleExpiresAt }: { id: string; held: HeldRole; roleExpiresAt: number | null },
  actorId: string,
  requestId: string | null,
): Promise<IssuedInvitation> {
  const token = Buffer.from(randomOctets(32)).toString('base64url');
  const values = [id, sha256(token), actorId, `${INVITATION_DAYS} days`];
  const [row] = await run(manager, renewInvitation, values);
  const after = { ...held, expiresAt: roleExpiresAt === null ? null : isoInstant(roleExpiresAt) };
  await appendAudit(manager, { actorId, action: 'staff.invited', subject: 'staff', after, requestId });
  return { token, expiresAt: row!.expires_at.getTime() };
}

/**
 * Invites the administrator of an installation, as part of the caller's transaction. Whoever opens the link sets the
 * password and loses an old second factor: the operator can let in an administrator who lost both.
 * @param again also when there is one already
 * @throws DomainError NOT_ALLOWED {reason: 'administrator_exists'}
 */
export async function inviteFirstAdministrator(
  manager: EntityManager,
  person: { fullName: string; phone: string },
  again: boolean,
): Promise<IssuedInvitation> {
  const there = again ? [] : await run(manager, someAdministrator, []);
  if (there.length > 0) throw new DomainError('NOT_ALLOWED', { reason: 'administrator_exists' });
  const role = { role: 'administrator', contestId: null, contestUnitId: null, roleExpiresAt: null } as const;
  return issueInvitation(manager, { ...person, ...role }, null);
}

/**
 * Gives a role to an account, as part of the caller's transaction. End the account's sessions in it, too, and announce it
 * after the commit: those of citizens last too long for a role.
 */
export async function grantRole(
  manager: EntityManager,
  accountId: string,
  wish: HeldRole & { roleExpiresAt: number | null },
  actorId: string | null,
  requestId: string | null = null,
): Promise<void> {
  const { role, contestId, contestUnitId, unitCode, roleExpiresAt } = wish;
  const ends = roleExpiresAt === null ? null : isoInstant(roleExpiresAt);
  await run(manager, insertRole, [accountId, role, contestId, contestUnitId, actorId, ends, unitCode ?? null]);
  const after = { role, contestId, contestUnitId, unitCode, expiresAt: ends };
  await appendAudit(manager, {
    actorId,
    action: 'staff.role_granted',
    subject: `account/${accountId}`,
    after,
    requestId,
  });
}
