import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, maskPhone } from '#domain';
import { Clock, ENV, Secrets, sha256, uuidv7, type Env } from '#platform';
import { accountOfPhone, holdJudged, insertAccount } from '../accounts/account.queries.js';
import type { SignedIn, Visitor } from '../accounts/account.service.js';
import { DoorLimits } from '../door/door-limits.js';
import type { Identity } from '../identity.js';
import {
  writeInvitations,
  type InvitationFile,
  type InvitationFormat,
  type InvitationWriter,
} from './invitation-file.js';
import type { InvitationFault } from './invitation-list.js';
import { PasswordCheck } from '../accounts/password-check.js';
import { PasswordHasher } from '../accounts/password-hasher.js';
import { judgePassword, normalizePassword } from '../accounts/password-rules.js';
import { newRecoveryCode } from '../accounts/recovery-code.js';
import { SessionService } from '../sessions/session.service.js';
import { grantRole } from '../staff/staff-invitation.js';
import * as sql from './unit-invitation.queries.js';
import * as desk from './unit-invitation.js';

/** The link's token, or the two codes of the letter. */
export type InvitationProof = { token: string } | { unitCode: string; code: string };

/** What somebody with an invitation is told before deciding. */
export interface InvitationGlance {
  contestSlug: string;
  contestTitle: string;
  unitCode: string;
  unitName: string;
  fullName: string | null;
  isDeputy: boolean;
}

/** What a dry run tells. */
export interface InvitationForecast {
  toMake: number;
  existing: number;
  /** All of them; `faults` holds the first. */
  faultCount: number;
  faults: InvitationFault[];
}

export interface InvitationStates {
  counts: Record<sql.InvitationStateRow['state'], number>;
  units: sql.InvitationStateRow[];
  /** Id to go on after; null at the end. */
  next: number | null;
}

const FAULTS_SHOWN = 100;
const RUNS_CONTESTS: readonly string[] = ['organizer', 'administrator'];

/** Makes the managers of units: invitations by the thousand, and each redeemed once. */
@Injectable()
export class UnitInvitationService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(ENV) private readonly env: Env,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
    private readonly sessions: SessionService,
    private readonly hasher: PasswordHasher,
    private readonly passwords: PasswordCheck,
    private readonly door: DoorLimits,
  ) {}

  /**
   * Judges a list without making anything.
   * @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED for who does not run the contest, CONTEST_NOT_OPEN
   */
  async forecast(slug: string, wish: desk.InvitationWish, caller: Identity): Promise<InvitationForecast> {
    const contest = await this.contestOf(slug, caller);
    desk.refuseClosed(contest);
    const { wanted, existing, faults } = await desk.planFor(this.dataSource.manager, contest.id, wish);
    return {
      ...{ toMake: wanted.length, existing },
      ...{ faultCount: faults.length, faults: faults.slice(0, FAULTS_SHOWN) },
    };
  }

  /**
   * Makes the invitations of a list; the file is the only place where their secrets are.
   * @param write where letters by the thousand are written, which takes seconds of a processor
   * @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED, CONTEST_NOT_OPEN, INVITATION_LIST_FAULTY {faults, row, message},
   *   NOTHING_TO_INVITE, and what `write` does: then nothing is made
   */
  async invite(
    slug: string,
    wish: desk.InvitationWish,
    format: InvitationFormat,
    caller: Identity,
    requestId: string | null,
    write: InvitationWriter,
  ): Promise<InvitationFile> {
    const contest = await this.contestOf(slug, caller);
    const by = { actorId: caller.accountId, requestId };
    return desk.inviteUnits(this.dataSource, { ...this.mintedWith, write }, contest, wish, format, by);
  }

  /**
   * Issues an invitation anew, with other secrets: the letter before opens nothing any more.
   * @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED, CONTEST_NOT_OPEN, INVITATION_NOT_FOUND, INVITATION_CLOSED once it
   *   was redeemed or replaced
   */
  async reissue(
    place: { slug: string; id: number },
    format: InvitationFormat,
    caller: Identity,
    requestId: string | null,
  ): Promise<InvitationFile> {
    const { contest, invitation } = await this.invitationOf(place, caller);
    if (invitation.state === 'active' || invitation.state === 'replaced') throw new DomainError('INVITATION_CLOSED');
    const { full_name: fullName, phone } = invitation;
    return this.letterFor(contest, { ...invitation, fullName, phone }, format, async (manager, sealed) => {
      const { tokenHash, codeHash } = sealed;
      const made = await run(manager, sql.reissueInvitation, [contest.id, place.id, tokenHash, codeHash]);
      if (made.length === 0) throw new DomainError('INVITATION_CLOSED');
      const subject = `unit_invitation/${place.id}`;
      await appendAudit(manager, {
        ...{ actorId: caller.accountId, action: 'unit_invitation.reissued', subject, after: { format }, requestId },
      });
    });
  }

  /**
   * Puts somebody else in the place of who was invited. Whoever had redeemed the old invitation loses the office within
   * seconds and keeps the account.
   * @param person.phone E.164
   * @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED, CONTEST_NOT_OPEN, INVITATION_NOT_FOUND, INVITATION_CLOSED when it was
   *   replaced before
   */
  async replace(
    place: { slug: string; id: number },
    person: { fullName: string; phone: string },
    format: InvitationFormat,
    caller: Identity,
    requestId: string | null,
  ): Promise<InvitationFile> {
    const { contest, invitation } = await this.invitationOf(place, caller);
    const { unit_id: contestUnitId, is_deputy: isDeputy } = invitation;
    return this.letterFor(contest, { ...invitation, ...person }, format, async (manager, sealed) => {
      const [old] = await run(manager, sql.replaceInvitation, [contest.id, place.id]);
      if (!old) throw new DomainError('INVITATION_CLOSED');
      const taken = old.account_id && (await run(manager, sql.takeUnitRole, [old.account_id, contestUnitId]));
      if (taken && taken.length > 0) {
        const held = { role: 'unit_manager', contestId: contest.id, contestUnitId };
        const about = { actorId: caller.accountId, subject: `account/${old.account_id}`, requestId };
        await appendAudit(manager, { ...about, action: 'staff.role_removed', before: held });
      }
      await desk.storeInvitations(manager, contest.id, [{ ...sealed, ...person, contestUnitId, isDeputy }]);
      const subject = `unit_invitation/${place.id}`;
      const before = { accountId: old.account_id };
      await appendAudit(manager, {
        ...{ actorId: caller.accountId, action: 'unit_invitation.replaced', subject, before, requestId },
      });
    });
  }

  /**
   * Which units have been invited, have looked at it, have a manager, or have none yet. Phones are masked.
   * @param find.search words of the name in any order, without accents too, or a code; '' finds all
   * @param find.after id after which, 0 for the first page
   * @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED
   */
  async states(
    slug: string,
    find: { search: string; state: sql.InvitationStateRow['state'] | null; after: number; limit: number },
    caller: Identity,
  ): Promise<InvitationStates> {
    const contest = await this.contestOf(slug, caller);
    const { search, state, after, limit } = find;
    const values = [contest.id, search.trim(), state, after, limit + 1];
    const [rows, counted] = await Promise.all([
      run(this.dataSource.manager, sql.invitationStates, values),
      run(this.dataSource.manager, sql.invitationCounts, [contest.id]),
    ]);
    const units = rows.slice(0, limit).map((unit) => ({
      ...unit,
      invitations: unit.invitations.map((each) => ({ ...each, phone: each.phone && maskPhone(each.phone) })),
    }));
    const counts = { never: 0, sent: 0, opened: 0, active: 0 };
    for (const each of counted) counts[each.state] = each.units;
    return { counts, units, next: rows.length > limit ? units.at(-1)!.id : null };
  }

  /**
   * Shows an invitation to who holds it, and notes that it was opened.
   * @throws DomainError TOO_MANY_REQUESTS (address, or 10 wrong codes of this unit in 15 minutes), INVITATION_INVALID
   */
  async open(proof: InvitationProof, visitor: Visitor): Promise<InvitationGlance> {
    await this.door.admit(visitor.ip);
    const found = await this.find(proof);
    await run(this.dataSource.manager, sql.markOpened, [found.id]);
    return {
      ...{ contestSlug: found.contest_slug, contestTitle: found.contest_title },
      ...{ unitCode: found.unit_code, unitName: found.unit_name, fullName: found.full_name, isDeputy: found.is_deputy },
    };
  }

  /**
   * Uses an invitation up: makes an account, or takes the one of this phone when the password is right, gives it the
   * office for the unit and signs it in; its other sessions end. Of two at the same moment one comes in. The recovery code
   * of a new account is told this once.
   * @param person.phone E.164
   * @throws DomainError TOO_MANY_REQUESTS, INVITATION_INVALID, WRONG_CREDENTIALS when the phone has an account with another
   *   password, PASSWORD_TOO_WEAK {reason}, SERVER_BUSY, PHONE_TAKEN
   */
  async redeem(
    proof: InvitationProof,
    person: { phone: string; password: string; fullName: string },
    visitor: Visitor,
  ): Promise<SignedIn & { recoveryCode: string | null }> {
    await this.door.admit(visitor.ip);
    const invitation = await this.find(proof);
    const { phone, fullName } = person;
    const password = normalizePassword(person.password);
    const [account] = await run(this.dataSource.manager, accountOfPhone, [phone]);
    const known = account && (await this.passwords.atDoor(phone, account, password, visitor.requestId));
    const weak = known ? null : judgePassword(password, { phone, fullName, birthDate: null });
    if (weak) throw weak;
    const passwordHash = known ? null : await this.hasher.hash(password);
    const recovery = known ? null : newRecoveryCode();
    const { ended, ...signedIn } = await this.dataSource.transaction(async (manager) => {
      const { requestId, device } = visitor;
      const accountId = known?.id ?? uuidv7(this.clock.now());
      const held = known ? await run(manager, holdJudged, [known.id, known.password_hash]) : [];
      if (known && held.length === 0) throw new DomainError('WRONG_CREDENTIALS');
      if (recovery) {
        const values = [accountId, phone, passwordHash, fullName, null, recovery.hash];
        if ((await run(manager, insertAccount, values)).length === 0) throw new DomainError('PHONE_TAKEN');
        const subject = `account/${accountId}`;
        await appendAudit(manager, { actorId: accountId, action: 'account.created', subject, requestId });
      }
      const used = await run(manager, sql.activateInvitation, [invitation.id, accountId, invitation.code_hash]);
      if (used.length === 0) throw new DomainError('INVITATION_INVALID');
      const { contest_id: contestId, contest_unit_id: contestUnitId } = invitation;
      const role = { role: 'unit_manager', contestId, contestUnitId, roleExpiresAt: null } as const;
      await grantRole(manager, accountId, role, null, requestId);
      const subject = `unit_invitation/${invitation.id}`;
      await appendAudit(manager, { actorId: accountId, action: 'unit_invitation.redeemed', subject, requestId });
      // Sessions that began without the office do not get it: those of staff live by stricter limits.
      const ended = await this.sessions.endAllOf(manager, accountId);
      return { ended, ...(await this.sessions.start(manager, accountId, requestId, device)) };
    });
    this.sessions.announceEnded(ended);
    return { ...signedIn, fullName: known?.full_name ?? fullName, recoveryCode: recovery?.code ?? null };
  }

  private async find(proof: InvitationProof): Promise<sql.OpenInvitation> {
    const found = 'token' in proof ? await this.ofToken(proof.token) : await this.ofCode(proof.unitCode, proof.code);
    if (!found) throw new DomainError('INVITATION_INVALID');
    return found;
  }

  private async ofToken(token: string): Promise<sql.OpenInvitation | undefined> {
    const [found] = await run(this.dataSource.manager, sql.openInvitationOfToken, [sha256(token), desk.VALIDITY]);
    return found;
  }

  private async ofCode(unitCode: string, code: string): Promise<sql.OpenInvitation | undefined> {
    await this.door.tryUnitCode(unitCode);
    const candidates = await run(this.dataSource.manager, sql.openInvitationsOfUnit, [unitCode, desk.VALIDITY]);
    const found = desk.withCode(this.secrets, code, candidates);
    if (found) await this.door.unitCodeWasRight(unitCode);
    return found;
  }

  /** One letter, which is quick: written here and first, stored by `store`, given back after the commit. */
  private async letterFor(
    contest: sql.InvitingContest,
    to: {
      unit_id: number;
      unit_code: string;
      unit_name: string;
      parent_name: string | null;
      is_deputy: boolean;
      fullName: string | null;
      phone: string | null;
    },
    format: InvitationFormat,
    store: (
      manager: Parameters<typeof desk.storeInvitations>[0],
      sealed: Pick<ReturnType<typeof desk.mint>, 'tokenHash' | 'codeHash'>,
    ) => Promise<void>,
  ): Promise<InvitationFile> {
    desk.refuseClosed(contest);
    const { link, code, ...sealed } = desk.mint(this.mintedWith, to.unit_id);
    const letter = {
      ...{ unitCode: to.unit_code, unitName: to.unit_name, parentName: to.parent_name },
      ...{ fullName: to.fullName, phone: to.phone, isDeputy: to.is_deputy, link, code },
    };
    const file = await writeInvitations(format, desk.letterHead(this.mintedWith, contest), [letter]);
    await this.dataSource.transaction((manager) => store(manager, sealed));
    return file;
  }

  private get mintedWith(): desk.MintedWith {
    return { secrets: this.secrets, publicUrl: this.env.PUBLIC_URL };
  }

  private async contestOf(slug: string, { roles }: Identity): Promise<sql.InvitingContest> {
    const contest = await desk.contestThatInvites(this.dataSource.manager, slug);
    const isOwn = (contestId: number | null) => contestId === null || contestId === contest.id;
    if (!roles.some(({ role, contestId }) => RUNS_CONTESTS.includes(role) && isOwn(contestId)))
      throw new DomainError('NOT_ALLOWED');
    return contest;
  }

  private async invitationOf({ slug, id }: { slug: string; id: number }, caller: Identity) {
    const contest = await this.contestOf(slug, caller);
    const [invitation] = await run(this.dataSource.manager, sql.invitationOf, [contest.id, id]);
    if (!invitation) throw new DomainError('INVITATION_NOT_FOUND');
    return { contest, invitation };
  }
}
