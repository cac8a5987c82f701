import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, maskName } from '#domain';
import { Clock, uuidv7 } from '#platform';
import { insertAccount } from '../accounts/account.queries.js';
import type { Visitor } from '../accounts/account.service.js';
import { checkBirthDate } from '../accounts/birth-date.js';
import { voidResetCodes } from '../accounts/recovery.queries.js';
import { ResetCodeService, type IssuedCode } from '../accounts/reset-code.service.js';
import { DoorLimits } from '../door/door-limits.js';
import { Doorkeeper } from '../door/doorkeeper.js';
import type { Identity } from '../identity.js';
import { unitOfContest } from '../participants/participant.queries.js';
import { SessionService } from '../sessions/session.service.js';
import { checkDesk, servesDesk } from '../staff/office.js';
import * as sql from './phone-claim.queries.js';

export type { PhoneClaimState } from './phone-claim.queries.js';

/** One claim as the desk sees it: whole where the person is to be called, masked where it is about somebody else. */
export interface PhoneClaim {
  id: number;
  /** E.164, whole: the desk calls it. */
  phone: string;
  fullName: string;
  birthDate: string;
  unit: { code: string; name: string; parentName: string | null };
  note: string | null;
  state: sql.PhoneClaimState;
  askedAt: string;
  decidedAt: string | null;
  /** The person got an account and has not come in yet: another one-time code can be handed out. */
  awaitsPassword: boolean;
  /** Who has the number; null when nobody has, or once the claim is decided. */
  holder: {
    fullNameMasked: string;
    since: string;
    /** In this contest; null: takes no part in it. */
    unitName: string | null;
    attempts: number;
    /** As the claim says: then it is most likely the same person, who forgot the password. */
    isSameName: boolean;
    isSameBirthDate: boolean;
  } | null;
}

/** What the desk decides: the number goes over, it stays and the person gets in by another one, or nothing changes. */
export type PhoneDecision =
  | { decision: 'hand_over' }
  | { decision: 'refuse' }
  /** phone: E.164, a number that nobody has. */
  | { decision: 'keep_both'; phone: string };

const STATE_OF = { hand_over: 'handed_over', keep_both: 'both_kept', refuse: 'refused' } as const;

/** A number claimed by two: told by whoever cannot sign up with their own number, decided by the desk. */
@Injectable()
export class PhoneClaimService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly sessions: SessionService,
    private readonly codes: ResetCodeService,
    private readonly door: DoorLimits,
    private readonly keeper: Doorkeeper,
  ) {}

  /**
   * Keeps a claim for the desk. Whether anybody has the number changes neither answer nor time.
   * @throws DomainError PROOF_NEEDED, TOO_MANY_REQUESTS (address, or number, in a day), INVALID_INPUT {field: 'birthDate'},
   *   CONTEST_NOT_FOUND, UNIT_NOT_FOUND
   */
  async claim(
    wish: {
      contestSlug: string;
      /** E.164 */
      phone: string;
      fullName: string;
      birthDate: string;
      contestUnitId: number;
      note: string | null;
    },
    visitor: Visitor,
  ): Promise<void> {
    const { contestSlug, phone, fullName, birthDate, contestUnitId, note } = wish;
    await this.keeper.admit('claim', visitor);
    checkBirthDate(birthDate, this.clock.now());
    const { manager } = this.dataSource;
    const [contest] = await run(manager, sql.contestToClaimIn, [contestSlug]);
    if (!contest) throw new DomainError('CONTEST_NOT_FOUND');
    const [unit] = await run(manager, unitOfContest, [contest.id, contestUnitId]);
    if (!unit) throw new DomainError('UNIT_NOT_FOUND');
    await this.door.admitPhoneClaim(visitor.ip, phone);
    await this.dataSource.transaction(async (own) => {
      const values = [contest.id, phone, fullName, birthDate, contestUnitId, note];
      const [kept] = await run(own, sql.insertPhoneClaim, values);
      if (!kept) return;
      const subject = `phone-claim/${kept.id}`;
      const { requestId } = visitor;
      await appendAudit(own, { actorId: null, action: 'phone_claim.asked', subject, requestId });
    });
  }

  /**
   * A page of claims, oldest first, with how many there are.
   * @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED
   */
  async list(
    wish: { contestSlug: string; caller: Identity },
    page: { isOpen: boolean; after: number; limit: number },
  ): Promise<{ counts: { open: number; decided: number }; claims: PhoneClaim[]; next: number | null }> {
    const { manager } = this.dataSource;
    const contestId = await checkDesk(manager, wish);
    const [counts] = await run(manager, sql.phoneClaimCounts, [contestId]);
    const rows = await run(manager, sql.phoneClaims, [contestId, page.isOpen, page.after, page.limit + 1]);
    const shown = rows.slice(0, page.limit);
    return { counts: counts!, claims: shown.map(claimOf), next: rows.length > page.limit ? shown.at(-1)!.id : null };
  }

  /**
   * Decides a claim. Handing the number over takes it from its account, which keeps its attempts and loses its sessions;
   * the person gets an account with it and a one-time code that sets the password. Keeping both gives the person an
   * account with another number. A number of staff is never handed over, nor one of somebody who takes part in a contest
   * that the caller has no desk in.
   *
   * @returns the one-time code, told this once; null for a refusal
   * @throws DomainError TOO_MANY_REQUESTS (codes of a day), CONTEST_NOT_FOUND, NOT_FOUND, PHONE_CLAIM_DECIDED,
   *   NOT_ALLOWED {reason?: 'staff' | 'other_contest'}, PHONE_TAKEN (the other number)
   */
  async decide(
    wish: { contestSlug: string; caller: Identity; requestId: string | null },
    claimId: number,
    choice: PhoneDecision,
  ): Promise<IssuedCode | null> {
    const { caller, requestId } = wish;
    const { decision } = choice;
    if (decision !== 'refuse') await this.door.admitResetCode(caller.accountId);
    const { code, ended } = await this.dataSource.transaction(async (manager) => {
      const contestId = await checkDesk(manager, wish);
      const claim = await this.lock(manager, contestId, claimId);
      if (claim.state !== 'open') throw new DomainError('PHONE_CLAIM_DECIDED');
      const ended = decision === 'hand_over' ? await this.free(manager, claim.phone, wish) : [];
      const phone = decision === 'keep_both' ? choice.phone : claim.phone;
      const accountId = decision === 'refuse' ? null : await this.admit(manager, phone, claim, requestId);
      await run(manager, sql.decidePhoneClaim, [claimId, STATE_OF[decision], caller.accountId, accountId]);
      await appendAudit(manager, {
        actorId: caller.accountId,
        action: `phone_claim.${STATE_OF[decision]}`,
        subject: `phone-claim/${claimId}`,
        after: { contestId, accountId },
        requestId,
      });
      if (accountId === null) return { code: null, ended };
      return { code: await this.hand(manager, contestId, accountId, claim.full_name, wish), ended };
    });
    this.sessions.announceEnded(ended);
    return code;
  }

  /**
   * Another one-time code for whoever got an account by a decision and has not come in with the first.
   * @throws DomainError TOO_MANY_REQUESTS, CONTEST_NOT_FOUND, NOT_FOUND (also a claim that made no account, or one that
   *   has a password now), NOT_ALLOWED, RESET_CODE_LIMIT {per: 'person', nextAt, retryAfterSeconds}
   */
  async codeAgain(
    wish: { contestSlug: string; caller: Identity; requestId: string | null },
    claimId: number,
  ): Promise<IssuedCode> {
    await this.door.admitResetCode(wish.caller.accountId);
    return this.dataSource.transaction(async (manager) => {
      const contestId = await checkDesk(manager, wish);
      const { account_id: accountId } = await this.lock(manager, contestId, claimId);
      const [made] = accountId === null ? [] : await run(manager, sql.accountWithoutPassword, [accountId]);
      if (!made) throw new DomainError('NOT_FOUND');
      return this.hand(manager, contestId, accountId!, made.full_name, wish);
    });
  }

  private async lock(manager: EntityManager, contestId: number, claimId: number) {
    const [claim] = await run(manager, sql.lockPhoneClaim, [contestId, claimId]);
    if (!claim) throw new DomainError('NOT_FOUND');
    return claim;
  }

  /** Frees a number that somebody has. @returns the sessions that ended with it */
  private async free(
    manager: EntityManager,
    phone: string,
    { caller, requestId }: { caller: Identity; requestId: string | null },
  ) {
    const [holder] = await run(manager, sql.holderOfPhone, [phone]);
    if (!holder) return [];
    if (holder.staff) throw new DomainError('NOT_ALLOWED', { reason: 'staff' });
    const isElsewhere = holder.contests.some((contestId) => !servesDesk(caller, contestId));
    if (isElsewhere) throw new DomainError('NOT_ALLOWED', { reason: 'other_contest' });
    await run(manager, sql.takePhoneAway, [holder.id]);
    await run(manager, voidResetCodes, [holder.id]);
    const subject = `account/${holder.id}`;
    await appendAudit(manager, { actorId: caller.accountId, action: 'account.phone_taken_away', subject, requestId });
    return this.sessions.endAllOf(manager, holder.id);
  }

  /** An account without a password, which the one-time code sets. */
  private async admit(
    manager: EntityManager,
    phone: string,
    claim: { full_name: string; birth_date: string },
    requestId: string | null,
  ): Promise<string> {
    const accountId = uuidv7(this.clock.now());
    const values = [accountId, phone, null, claim.full_name, claim.birth_date, null];
    const made = await run(manager, insertAccount, values);
    if (made.length === 0) throw new DomainError('PHONE_TAKEN');
    const subject = `account/${accountId}`;
    await appendAudit(manager, { actorId: accountId, action: 'account.created', subject, requestId });
    return accountId;
  }

  private async hand(
    manager: EntityManager,
    contestId: number,
    accountId: string,
    fullName: string,
    { caller, requestId }: { caller: Identity; requestId: string | null },
  ): Promise<IssuedCode> {
    const person = { accountId, fullName, participantId: null, isManaged: false };
    return this.codes.hand(manager, { caller, contestId, person, requestId });
  }
}

function claimOf(row: sql.PhoneClaimRow): PhoneClaim {
  return {
    id: row.id,
    phone: row.phone,
    fullName: row.full_name,
    birthDate: row.birth_date,
    unit: { code: row.unit_code, name: row.unit_name, parentName: row.parent_name },
    note: row.note,
    state: row.state,
    askedAt: row.asked_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
    awaitsPassword: row.awaits_password,
    holder:
      row.holder_name === null
        ? null
        : {
            fullNameMasked: maskName(row.holder_name),
            since: row.holder_since!.toISOString(),
            unitName: row.holder_unit,
            attempts: row.holder_attempts ?? 0,
            isSameName: row.same_name === true,
            isSameBirthDate: row.same_birth_date === true,
          },
  };
}
