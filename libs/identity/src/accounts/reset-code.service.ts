import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, isoInstant, LIMITS, maskName, parseReceiptNumber } from '#domain';
import { Clock } from '#platform';
import { DoorLimits } from '../door/door-limits.js';
import type { Identity } from '../identity.js';
import { servesDesk } from '../staff/office.js';
import { newResetCode, RESET_CODE_INTERVAL } from './recovery-code.js';
import * as sql from './reset-code.queries.js';

/** Who forgot the password: named by whoever knows the person, or told on the telephone. */
export type ForgetfulPerson =
  | { participantId: string }
  | {
      /** E.164 */
      phone: string;
      /** 'YYYY-MM-DD' */
      birthDate: string;
      contestUnitId: number;
      /** Of any attempt of this person, as typed. */
      receiptNumber?: string | undefined;
    };

export interface IssuedCode {
  /** In groups of four, to be read out. */
  code: string;
  /** Epoch ms. */
  expiresAt: number;
  /** So that whoever hands it out sees that it is the right person. */
  fullNameMasked: string;
}

const DAY_MS = 24 * 60 * 60_000;

/** One-time codes that staff hand out, so that nobody is stuck without a message gateway. */
@Injectable()
export class ResetCodeService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly door: DoorLimits,
  ) {}

  /**
   * Hands out a code that sets a new password, once, within 15 minutes. A unit manager does so for people of the own unit
   * and the units below it; support, an organizer or an administrator for anybody whose phone, birth date, unit and receipt number all
   * fit. Never for staff. Handing out and using are in the audit trail.
   *
   * @throws DomainError TOO_MANY_REQUESTS (asked too often in a day), CONTEST_NOT_FOUND,
   *   NOT_ALLOWED {reason?: 'staff' | 'disabled' | 'no_phone'}, INVALID_INPUT {field: 'receiptNumber'},
   *   PERSON_NOT_MATCHED, RESET_CODE_LIMIT {per: 'person' | 'day', nextAt, retryAfterSeconds}
   */
  async issue(
    caller: Identity,
    contestSlug: string,
    person: ForgetfulPerson,
    requestId: string | null,
  ): Promise<IssuedCode> {
    await this.door.admitResetCode(caller.accountId);
    return this.dataSource.transaction(async (manager) => {
      const [contest] = await run(manager, sql.contestOfCode, [contestSlug]);
      if (!contest) throw new DomainError('CONTEST_NOT_FOUND');
      const found = await this.personInReach(manager, caller, contest.id, person);
      const { account_id: accountId, participant_id: participantId, full_name: fullName, isManaged } = found;
      const known = { accountId, participantId, fullName, isManaged };
      return this.hand(manager, { caller, contestId: contest.id, person: known, requestId });
    });
  }

  /**
   * Hands a code to somebody whom the caller may serve, as part of the caller's transaction.
   * @param wish.person.participantId null: takes no part yet
   * @param wish.person.isManaged by the manager of the person's unit, whose codes of a day are counted
   * @throws DomainError NOT_ALLOWED {reason}, RESET_CODE_LIMIT {per, nextAt, retryAfterSeconds}
   */
  async hand(
    manager: EntityManager,
    wish: {
      caller: Identity;
      contestId: number;
      person: { accountId: string; participantId: string | null; fullName: string; isManaged: boolean };
      requestId: string | null;
    },
  ): Promise<IssuedCode> {
    const { caller, contestId, requestId } = wish;
    const { accountId, participantId, fullName, isManaged } = wish.person;
    await this.checkAccount(manager, caller.accountId, accountId);
    await this.checkLimits(manager, caller.accountId, accountId, isManaged);
    const { code, hash } = newResetCode();
    const values = [hash, accountId, contestId, caller.accountId, RESET_CODE_INTERVAL];
    const [row] = await run(manager, sql.insertResetCode, values);
    await appendAudit(manager, {
      actorId: caller.accountId,
      action: 'reset_code.issued',
      subject: `account/${accountId}`,
      after: { contestId, participantId, by: isManaged ? 'unit_manager' : 'desk' },
      requestId,
    });
    return { code, expiresAt: row!.expires_at.getTime(), fullNameMasked: maskName(fullName) };
  }

  /** Somebody else's person and nobody at all are the same to whoever asks. */
  private async personInReach(manager: EntityManager, caller: Identity, contestId: number, person: ForgetfulPerson) {
    const offices = caller.roles.filter((office) => office.contestId === null || office.contestId === contestId);
    const managed = offices.flatMap(({ role, contestUnitId }) =>
      role === 'unit_manager' && contestUnitId !== null ? [contestUnitId] : [],
    );
    const isDesk = servesDesk(caller, contestId);
    if (!isDesk && managed.length === 0) throw new DomainError('NOT_ALLOWED');
    const hasAllFacts = 'phone' in person && person.receiptNumber !== undefined;
    if (managed.length === 0 && !hasAllFacts) throw new DomainError('INVALID_INPUT', { field: 'receiptNumber' });
    const found = await this.find(manager, contestId, person);
    if (!found) throw new DomainError('PERSON_NOT_MATCHED');
    const isManaged = (await run(manager, sql.unitBelow, [found.contest_unit_id, managed])).length > 0;
    if (!isManaged && !(isDesk && hasAllFacts)) throw new DomainError('PERSON_NOT_MATCHED');
    return { ...found, isManaged };
  }

  private async find(manager: EntityManager, contestId: number, person: ForgetfulPerson) {
    if ('participantId' in person) {
      return (await run(manager, sql.personOfNumber, [contestId, person.participantId]))[0];
    }
    const { phone, birthDate, contestUnitId, receiptNumber } = person;
    const receipt = receiptNumber === undefined ? null : parseReceiptNumber(receiptNumber);
    if (receipt === null && receiptNumber !== undefined) return undefined;
    return (await run(manager, sql.personOfFacts, [contestId, phone, birthDate, contestUnitId, receipt]))[0];
  }

  /** Whoever holds an office gets in by other ways: a code must not make a unit manager an organizer. */
  private async checkAccount(manager: EntityManager, issuerId: string, accountId: string): Promise<void> {
    const locked = await run(manager, sql.lockForCode, [[issuerId, accountId]]);
    const account = locked.find(({ id }) => id === accountId)!;
    if (account.staff) throw new DomainError('NOT_ALLOWED', { reason: 'staff' });
    if (account.disabled) throw new DomainError('NOT_ALLOWED', { reason: 'disabled' });
    if (!account.has_phone) throw new DomainError('NOT_ALLOWED', { reason: 'no_phone' });
  }

  private async checkLimits(manager: EntityManager, issuerId: string, accountId: string, isManaged: boolean) {
    const [last] = await run(manager, sql.lastCodeOf, [accountId, `${LIMITS.resetCodeGapMs} milliseconds`]);
    if (last!.at) throw this.limit('person', last!.at.getTime() + LIMITS.resetCodeGapMs);
    if (!isManaged) return;
    const [day] = await run(manager, sql.codesOfDay, [issuerId]);
    if (day!.count >= LIMITS.resetCodesPerDayMax) throw this.limit('day', day!.first!.getTime() + DAY_MS);
  }

  private limit(per: 'person' | 'day', nextAt: number): DomainError {
    const retryAfterSeconds = Math.max(1, Math.ceil((nextAt - this.clock.now()) / 1_000));
    return new DomainError('RESET_CODE_LIMIT', { per, nextAt: isoInstant(nextAt), retryAfterSeconds });
  }
}
