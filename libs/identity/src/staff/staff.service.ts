import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, isoInstant, maskPhone, parsePhone } from '#domain';
import { Clock, sha256, uuidv7 } from '#platform';
import { accountOfPhone, holdJudged, insertAccount } from '../accounts/account.queries.js';
import { AccountService, type SignedIn, type Visitor } from '../accounts/account.service.js';
import { DoorLimits } from '../door/door-limits.js';
import type { HeldRole, Identity, Role } from '../identity.js';
import { contestOfSlug } from '../participants/exclusion.queries.js';
import { unitOfContest } from '../participants/participant.queries.js';
import { PasswordCheck } from '../accounts/password-check.js';
import { PasswordHasher } from '../accounts/password-hasher.js';
import { judgePassword, normalizePassword } from '../accounts/password-rules.js';
import { resetPassword, voidResetCodes } from '../accounts/recovery.queries.js';
import { forgetSecondFactor } from '../sessions/second-factor.queries.js';
import { SessionService } from '../sessions/session.service.js';
import { keepAdministrator } from './administrators.js';
import { grantRole, issueInvitation, renewLink, type IssuedInvitation } from './staff-invitation.js';
import { faultOfRole, mayGrant } from './staff-rules.js';
import * as queries from './staff.queries.js';

/** A role that somebody is invited to, as it is asked for. */
export interface NewStaff {
  role: Role;
  fullName: string;
  /** E.164. */
  phone: string;
  contestSlug: string | null;
  contestUnitId: number | null;
  /** Of the tree, for an organizer of a unit. */
  unitCode: string | null;
  /** When the role ends, epoch ms; null = when it is taken away. */
  expiresAt: number | null;
}

/** What the person who opens an invitation is told before anything is done. */
export interface OfferedRole {
  fullName: string;
  /** Masked. */
  phone: string;
  role: Role;
  contestTitle: string | null;
  unitName: string | null;
  /** The phone has an account: its password is asked for, none is set. */
  keepsPassword: boolean;
}

/** One role of one person, for the list. Instants in ISO. */
export interface StaffLine {
  id: number;
  role: Role;
  accountId: string;
  fullName: string;
  /** Masked. */
  phone: string | null;
  contestSlug: string | null;
  unitName: string | null;
  grantedAt: string;
  expiresAt: string | null;
  isExpired: boolean;
  isDisabled: boolean;
  hasSecondFactor: boolean;
  /** Whether the caller may take it away or give it another end. */
  mayEnd: boolean;
}

/** An invitation that nobody has taken up, for the list. Instants in ISO. */
export interface PendingInvitation {
  id: string;
  role: Role;
  fullName: string;
  /** Masked. */
  phone: string;
  contestSlug: string | null;
  unitName: string | null;
  /** Null: the operator, or somebody who is gone. */
  invitedByName: string | null;
  /** When the link opens nothing any more. */
  expiresAt: string;
  isExpired: boolean;
  /** Whether the caller may make a new link or take it back. */
  mayChange: boolean;
}

/** In which order a list of roles is shown; a dash before it turns it round. */
export const STAFF_ORDERS = ['name', '-name', 'granted', '-granted', 'expires', '-expires'] as const;

/** More than anybody waits for at once. */
const PENDING_MAX = 500;

/** Which part of the list of staff is asked for. */
export interface StaffWished {
  role: Role | null;
  contestSlug: string | null;
  /** Letters of the name, without accents too, or a whole phone number; '' for all. */
  search: string;
  order: (typeof STAFF_ORDERS)[number] | null;
  /** How many are left out, as the page before said. */
  after: number;
  limit: number;
}

/** Members of staff: invited by a one-time link, with one role each time, for a while or until it is taken away. */
@Injectable()
export class StaffService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountService,
    private readonly sessions: SessionService,
    private readonly hasher: PasswordHasher,
    private readonly passwords: PasswordCheck,
    private readonly door: DoorLimits,
  ) {}

  /**
   * Invites somebody to a role.
   * @throws DomainError CONTEST_NOT_FOUND, UNIT_NOT_FOUND, INVALID_INPUT {field}, NOT_ALLOWED when the caller may not give
   *   this role there, or {reason: 'yourself'} for the own phone
   */
  async invite({ accountId, roles }: Identity, wish: NewStaff, requestId: string | null): Promise<IssuedInvitation> {
    const contestId = wish.contestSlug === null ? null : await this.contestId(wish.contestSlug);
    const { role, contestUnitId, unitCode, expiresAt: roleExpiresAt } = wish;
    const held = { role, contestId, contestUnitId, ...(unitCode !== null && { unitCode }) };
    if (!mayGrant(roles, held)) throw new DomainError('NOT_ALLOWED');
    const field = faultOfRole(held);
    if (field) throw new DomainError('INVALID_INPUT', { field });
    this.checkEnd(roleExpiresAt);
    return this.dataSource.transaction(async (manager) => {
      if (contestUnitId !== null && (await run(manager, unitOfContest, [contestId, contestUnitId])).length === 0)
        throw new DomainError('UNIT_NOT_FOUND');
      if (unitCode !== null && (await run(manager, queries.standingUnit, [unitCode])).length === 0)
        throw new DomainError('UNIT_NOT_FOUND');
      const { fullName, phone } = wish;
      const [invited] = await run(manager, accountOfPhone, [phone]);
      if (invited?.id === accountId) throw new DomainError('NOT_ALLOWED', { reason: 'yourself' });
      return issueInvitation(manager, { ...held, fullName, phone, roleExpiresAt }, accountId, requestId);
    });
  }

  /** Who was invited and has not come, the newest first: all for an administrator, those of the own contests for an organizer. */
  async pending({ roles }: Identity): Promise<PendingInvitation[]> {
    const rows = await run(this.dataSource.manager, queries.pendingInvitations, [reachOf(roles), PENDING_MAX]);
    return rows.map((row) => ({
      id: row.id,
      role: row.role,
      fullName: row.full_name,
      phone: maskPhone(row.phone),
      contestSlug: row.contest_slug,
      unitName: row.unit_name,
      invitedByName: row.inviter_name,
      expiresAt: isoInstant(row.expires_at.getTime()),
      isExpired: row.is_old,
      mayChange: mayGrant(roles, heldRole(row)),
    }));
  }

  /**
   * Makes a new link for somebody who was invited before; the old one opens nothing any more.
   * @throws DomainError NOT_FOUND when it was taken up or withdrawn, NOT_ALLOWED as `invite`, INVALID_INPUT {field} when the
   *   role itself would be over
   */
  async inviteAgain(caller: Identity, id: string, requestId: string | null): Promise<IssuedInvitation> {
    return this.dataSource.transaction(async (manager) => {
      const row = await this.holdPending(manager, caller, id);
      const roleExpiresAt = row.role_expires_at?.getTime() ?? null;
      this.checkEnd(roleExpiresAt);
      const [invited] = await run(manager, accountOfPhone, [row.phone]);
      if (invited?.id === caller.accountId) throw new DomainError('NOT_ALLOWED', { reason: 'yourself' });
      return renewLink(manager, { id, held: heldRole(row), roleExpiresAt }, caller.accountId, requestId);
    });
  }

  /** Takes an invitation back: its link opens nothing any more. @throws DomainError NOT_FOUND, NOT_ALLOWED as `inviteAgain` */
  async withdraw(caller: Identity, id: string, requestId: string | null): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const before = heldRole(await this.holdPending(manager, caller, id));
      await run(manager, queries.deleteInvitation, [id]);
      const line = {
        actorId: caller.accountId,
        action: 'staff.invitation_withdrawn',
        subject: 'staff',
        before,
        requestId,
      };
      await appendAudit(manager, line);
    });
  }

  /** What an invitation offers, without using it. @throws DomainError TOO_MANY_REQUESTS, STAFF_INVITATION_INVALID */
  async read(token: string, { ip }: Visitor): Promise<OfferedRole> {
    await this.door.admit(ip);
    const invitation = await this.find(token);
    const [account] = await run(this.dataSource.manager, accountOfPhone, [invitation.phone]);
    const { full_name: fullName, role, contest_title: contestTitle, unit_name: unitName } = invitation;
    const keepsPassword = account !== undefined && invitation.invited_by !== null;
    return { fullName, phone: maskPhone(invitation.phone), role, contestTitle, unitName, keepsPassword };
  }

  /**
   * Takes an invitation up: the account of its phone gets the role and is signed in, all its other sessions end. Who has no
   * account gets one with this password; who has one must know its password, unless the operator of the installation sent
   * the invitation: then the password is set anew, and an old second factor is gone.
   * @throws DomainError TOO_MANY_REQUESTS, STAFF_INVITATION_INVALID, PASSWORD_TOO_WEAK {reason}, SERVER_BUSY,
   *   WRONG_CREDENTIALS (also when the account is changed in the same moment), NOT_ALLOWED for an account that was disabled
   */
  async redeem(token: string, typed: string, visitor: Visitor): Promise<SignedIn> {
    await this.door.admit(visitor.ip);
    const invitation = await this.find(token);
    const { phone, full_name: fullName, invited_by: invitedBy } = invitation;
    const password = normalizePassword(typed);
    const [account] = await run(this.dataSource.manager, accountOfPhone, [phone]);
    const isByOperator = invitedBy === null;
    let newHash: string | null = null;
    if (account && !isByOperator) await this.passwords.atDoor(phone, account, password, visitor.requestId);
    else {
      const weak = judgePassword(password, { phone, fullName, birthDate: null });
      if (weak) throw weak;
      newHash = await this.hasher.hash(password);
    }
    if (account?.disabled) throw new DomainError('NOT_ALLOWED');

    const { requestId, device } = visitor;
    const { session, ended } = await this.dataSource.transaction(async (manager) => {
      const held = account ? await run(manager, holdJudged, [account.id, account.password_hash]) : [];
      if (account && held.length === 0) throw new DomainError('WRONG_CREDENTIALS');
      const taken = await run(manager, queries.takeInvitation, [sha256(token)]);
      if (taken.length === 0) throw new DomainError('STAFF_INVITATION_INVALID');
      const accountId = account?.id ?? uuidv7(this.clock.now());
      if (!account) {
        const made = await run(manager, insertAccount, [accountId, phone, newHash, fullName, null, null]);
        // Somebody signed up with this number a moment ago: the next try asks for that password.
        if (made.length === 0) throw new DomainError('PHONE_TAKEN');
        const subject = `account/${accountId}`;
        await appendAudit(manager, { actorId: accountId, action: 'account.created', subject, requestId });
      } else if (isByOperator) {
        // Nor do the recovery code and the one-time codes of before open it any more.
        await run(manager, resetPassword, [accountId, newHash, null]);
        await run(manager, voidResetCodes, [accountId]);
        await run(manager, forgetSecondFactor, [accountId]);
      }
      const given = { ...heldRole(invitation), roleExpiresAt: invitation.role_expires_at?.getTime() ?? null };
      await grantRole(manager, accountId, given, invitedBy, requestId);
      const ended = await this.sessions.endAllOf(manager, accountId);
      return { session: await this.sessions.start(manager, accountId, requestId, device), ended };
    });
    this.sessions.announceEnded(ended);
    return { ...session, fullName: account?.full_name ?? fullName };
  }

  /**
   * Who holds which role: all for an administrator, those of the own contests for an organizer.
   * @returns at most `limit`, and after how many to go on, null at the end
   */
  async list(
    { accountId, roles }: Identity,
    wish: StaffWished,
  ): Promise<{ roles: StaffLine[]; nextAfter: number | null }> {
    const { role, contestSlug, search, order, after, limit } = wish;
    const letters = search === '' ? null : search;
    const values = [reachOf(roles), role, contestSlug, after, limit + 1, order, letters, parsePhone(search)];
    const rows = await run(this.dataSource.manager, queries.staffRoles, values);
    const shown = rows.slice(0, limit);
    const lines = shown.map((row) => ({
      id: row.id,
      role: row.role,
      accountId: row.account_id,
      fullName: row.full_name,
      phone: row.phone === null ? null : maskPhone(row.phone),
      contestSlug: row.contest_slug,
      unitName: row.unit_name,
      grantedAt: isoInstant(row.granted_at.getTime()),
      expiresAt: row.expires_at === null ? null : isoInstant(row.expires_at.getTime()),
      isExpired: row.is_expired,
      isDisabled: row.is_disabled,
      hasSecondFactor: row.has_second_factor,
      mayEnd: row.account_id !== accountId && mayGrant(roles, heldRole(row)),
    }));
    return { roles: lines, nextAfter: rows.length > limit ? after + limit : null };
  }

  /**
   * Takes a role away, and with it what its holder has offered to others. In effect within three seconds everywhere.
   * @throws DomainError NOT_FOUND, NOT_ALLOWED when the caller may not give this role either, and for the own roles,
   *   LAST_ADMINISTRATOR
   */
  async removeRole(caller: Identity, id: number, requestId: string | null): Promise<void> {
    const { accountId: actorId } = caller;
    await this.dataSource.transaction(async (manager) => {
      const { accountId, held } = await this.reach(manager, caller, id);
      if (held.role === 'administrator') await keepAdministrator(manager, accountId);
      if ((await run(manager, queries.deleteRole, [id])).length === 0) throw new DomainError('NOT_FOUND');
      await run(manager, queries.withdrawInvitations, [accountId]);
      const subject = `account/${accountId}`;
      await appendAudit(manager, { actorId, action: 'staff.role_removed', subject, before: held, requestId });
    });
  }

  /**
   * Gives a role another end: a deputy stays longer, or goes earlier. In effect within three seconds everywhere.
   * @param expiresAt epoch ms; null = until it is taken away
   * @throws DomainError as `removeRole`, INVALID_INPUT {field} for an end that is over
   */
  async endRoleAt(caller: Identity, id: number, expiresAt: number | null, requestId: string | null): Promise<void> {
    const { accountId: actorId } = caller;
    this.checkEnd(expiresAt);
    await this.dataSource.transaction(async (manager) => {
      const { accountId, held, expiresAt: before } = await this.reach(manager, caller, id);
      if (held.role === 'administrator' && expiresAt !== null) await keepAdministrator(manager, accountId);
      const ends = expiresAt === null ? null : isoInstant(expiresAt);
      if ((await run(manager, queries.endRoleAt, [id, ends])).length === 0) throw new DomainError('NOT_FOUND');
      await appendAudit(manager, {
        actorId,
        action: 'staff.role_end_changed',
        subject: `account/${accountId}`,
        before: { ...held, expiresAt: before },
        after: { ...held, expiresAt: ends },
        requestId,
      });
    });
  }

  /**
   * Shuts the account of a member of staff.
   * @throws DomainError NOT_FOUND for whoever has no role, NOT_ALLOWED for the own account, and when the caller may not give
   *   each role that it has, LAST_ADMINISTRATOR
   */
  async disable(caller: Identity, accountId: string, requestId: string | null): Promise<void> {
    const { accountId: actorId } = caller;
    await this.refuseOthers(caller, accountId);
    const ended = await this.dataSource.transaction(async (manager) => {
      await keepAdministrator(manager, accountId);
      return this.accounts.shut(manager, accountId, actorId, requestId);
    });
    this.sessions.announceEnded(ended);
  }

  /**
   * Opens the account of a member of staff again that was shut. The roles that it still has hold at once.
   * @throws DomainError NOT_FOUND, NOT_ALLOWED as `disable`
   */
  async enable(caller: Identity, accountId: string, requestId: string | null): Promise<void> {
    await this.refuseOthers(caller, accountId);
    await this.dataSource.transaction((manager) =>
      this.accounts.reopen(manager, accountId, caller.accountId, requestId),
    );
  }

  /**
   * Forgets the second factor of somebody who lost the phone and the recovery codes, and ends their sessions: they set up
   * a new one after the next sign-in.
   * @throws DomainError as `disable`
   */
  async resetSecondFactor(caller: Identity, accountId: string, requestId: string | null): Promise<void> {
    await this.refuseOthers(caller, accountId);
    const actorId = caller.accountId;
    const ended = await this.dataSource.transaction(async (manager) => {
      if ((await run(manager, forgetSecondFactor, [accountId])).length === 0) return [];
      const subject = `account/${accountId}`;
      await appendAudit(manager, { actorId, action: 'second_factor.removed', subject, requestId });
      return this.sessions.endAllOf(manager, accountId);
    });
    this.sessions.announceEnded(ended);
  }

  /** The role of somebody else that the caller may decide on. @throws DomainError NOT_FOUND, NOT_ALLOWED */
  private async reach(manager: EntityManager, { accountId: actorId, roles }: Identity, id: number) {
    const [row] = await run(manager, queries.roleOf, [id]);
    if (!row) throw new DomainError('NOT_FOUND');
    const held = heldRole(row);
    if (!mayGrant(roles, held)) throw new DomainError('NOT_ALLOWED');
    if (row.account_id === actorId) throw new DomainError('NOT_ALLOWED', { reason: 'yourself' });
    return { accountId: row.account_id, held, expiresAt: row.expires_at && isoInstant(row.expires_at.getTime()) };
  }

  /** An invitation that the caller may decide on, held. @throws DomainError NOT_FOUND, NOT_ALLOWED */
  private async holdPending(manager: EntityManager, { roles }: Identity, id: string): Promise<queries.PendingRow> {
    const [row] = await run(manager, queries.holdInvitation, [id]);
    if (!row) throw new DomainError('NOT_FOUND');
    if (!mayGrant(roles, heldRole(row))) throw new DomainError('NOT_ALLOWED');
    return row;
  }

  private checkEnd(expiresAt: number | null): void {
    if (expiresAt !== null && expiresAt <= this.clock.now())
      throw new DomainError('INVALID_INPUT', { field: 'expiresAt' });
  }

  /** What is done to an account is done to all that it holds. */
  private async refuseOthers({ accountId: actorId, roles }: Identity, accountId: string): Promise<void> {
    if (accountId === actorId) throw new DomainError('NOT_ALLOWED', { reason: 'yourself' });
    const held = await run(this.dataSource.manager, queries.rolesOf, [accountId]);
    if (held.length === 0) throw new DomainError('NOT_FOUND');
    if (!held.every((row) => mayGrant(roles, heldRole(row)))) throw new DomainError('NOT_ALLOWED');
  }

  private async find(token: string) {
    const [invitation] = await run(this.dataSource.manager, queries.invitationOf, [sha256(token)]);
    if (!invitation) throw new DomainError('STAFF_INVITATION_INVALID');
    // What a giver could not give today is worth nothing, whenever it was written.
    const { invited_by: giver } = invitation;
    const held = giver === null ? [] : await run(this.dataSource.manager, queries.livingRolesOf, [giver]);
    if (giver !== null && !mayGrant(held.map(heldRole), heldRole(invitation)))
      throw new DomainError('STAFF_INVITATION_INVALID');
    return invitation;
  }

  private async contestId(slug: string): Promise<number> {
    const [contest] = await run(this.dataSource.manager, contestOfSlug, [slug]);
    if (!contest) throw new DomainError('CONTEST_NOT_FOUND');
    return contest.id;
  }
}

/** The contests whose staff somebody sees; null for all, and for what holds everywhere. */
function reachOf(roles: readonly HeldRole[]): (number | null)[] | null {
  const contests = roles.flatMap(({ role, contestId }) => (role === 'organizer' ? [contestId] : []));
  return contests.includes(null) || roles.some(({ role }) => role === 'administrator') ? null : contests;
}

function heldRole({
  role,
  contest_id: contestId,
  contest_unit_id: contestUnitId,
  unit_code,
}: queries.RoleRow): HeldRole {
  return { role, contestId, contestUnitId, ...(unit_code !== null && { unitCode: unit_code }) };
}
