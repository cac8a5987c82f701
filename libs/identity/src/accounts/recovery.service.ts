import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { appendAudit, AuditNotes, run } from '#database';
import { DomainError } from '#domain';
import { LOGGER } from '#platform';
import { accountOfPhone } from './account.queries.js';
import type { SignedIn, Visitor } from './account.service.js';
import { DoorLimits } from '../door/door-limits.js';
import { Doorkeeper } from '../door/doorkeeper.js';
import type { Identity } from '../identity.js';
import { PasswordCheck } from './password-check.js';
import { PasswordHasher } from './password-hasher.js';
import { judgePassword, normalizePassword } from './password-rules.js';
import { hashOfCode, newRecoveryCode } from './recovery-code.js';
import * as sql from './recovery.queries.js';
import { accountOfPhoneCode } from '../phone-codes/phone-code.queries.js';
import { PhoneCodeService, readPhoneCode } from '../phone-codes/phone-code.service.js';
import { SessionService } from '../sessions/session.service.js';

/** The hash of no code. */
const NO_CODE = Buffer.alloc(0);

/** New passwords: with the old one, or without it by a code. */
@Injectable()
export class RecoveryService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly sessions: SessionService,
    private readonly hasher: PasswordHasher,
    private readonly door: DoorLimits,
    private readonly passwords: PasswordCheck,
    private readonly notes: AuditNotes,
    private readonly keeper: Doorkeeper,
    private readonly phoneCodes: PhoneCodeService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Sets a new password by the recovery code, a one-time code or a code that came to the phone, ends every session of the
   * account and opens a new one. The code is used up; the answer brings the next recovery code. An unknown phone, a
   * disabled account and a wrong code are refused alike, in words and in time. A password that is refused leaves the code
   * as it is.
   * @param wish.phone E.164
   * @param wish.code as typed
   * @throws DomainError TOO_MANY_REQUESTS (address, or 10 wrong codes for this phone in 15 minutes), PROOF_NEEDED,
   *   PASSWORD_TOO_WEAK {reason}, SERVER_BUSY, RESET_CODE_WRONG
   */
  async reset(
    wish: { phone: string; code: string; password: string },
    visitor: Visitor,
  ): Promise<SignedIn & { recoveryCode: string }> {
    const { phone } = wish;
    await this.keeper.admit('recovery', visitor);
    const password = normalizePassword(wish.password);
    const weak = judgePassword(password, { phone, fullName: '', birthDate: null });
    if (weak) throw weak;
    await this.door.tryPhone(phone, 'code');
    const answer = await this.resetWith(phone, wish.code, password, visitor).catch(async (error: unknown) => {
      const isWrong = error instanceof DomainError && error.code === 'RESET_CODE_WRONG';
      if (isWrong) await this.noteWrong(phone, visitor.requestId);
      else await this.door.notJudged(phone, 'code');
      throw error;
    });
    await this.door.succeeded(phone, 'code');
    await this.door.succeeded(phone);
    return answer;
  }

  /**
   * Sets a new password with the old one, and ends the person's other sessions and unused one-time codes.
   * @throws DomainError TOO_MANY_REQUESTS (10 wrong passwords in 15 minutes), WRONG_CREDENTIALS,
   *   PASSWORD_TOO_WEAK {reason}, SERVER_BUSY
   */
  async changePassword(
    identity: Identity,
    wish: { password: string; newPassword: string },
    requestId: string | null,
  ): Promise<void> {
    const { accountId, sessionId } = identity;
    const account = await this.passwords.confirm(accountId, wish.password, requestId);
    const password = normalizePassword(wish.newPassword);
    const context = { phone: account.phone ?? '', fullName: account.full_name, birthDate: account.birth_date };
    const weak = judgePassword(password, context);
    if (weak) throw weak;
    const hash = await this.hasher.hash(password);
    const ended = await this.dataSource.transaction(async (manager) => {
      const changed = await run(manager, sql.changePassword, [accountId, hash, account.password_hash]);
      if (changed.length === 0) throw new DomainError('WRONG_CREDENTIALS');
      await run(manager, sql.voidResetCodes, [accountId]);
      const subject = `account/${accountId}`;
      await appendAudit(manager, { actorId: accountId, action: 'account.password_changed', subject, requestId });
      return this.sessions.endAllOf(manager, accountId, sessionId);
    });
    this.sessions.announceEnded(ended);
  }

  /**
   * A new recovery code in place of the old one; also the first for an account that has none.
   * @throws DomainError TOO_MANY_REQUESTS (10 wrong passwords in 15 minutes), WRONG_CREDENTIALS, SERVER_BUSY
   */
  async renewCode(accountId: string, password: string, requestId: string | null): Promise<string> {
    const account = await this.passwords.confirm(accountId, password, requestId);
    const { code, hash } = newRecoveryCode();
    await this.dataSource.transaction(async (manager) => {
      const replaced = await run(manager, sql.replaceRecoveryCode, [accountId, hash, account.password_hash]);
      if (replaced.length === 0) throw new DomainError('WRONG_CREDENTIALS');
      const subject = `account/${accountId}`;
      await appendAudit(manager, { actorId: accountId, action: 'account.recovery_code_replaced', subject, requestId });
    });
    return code;
  }

  /** Whose account was tried, never which phone was typed. Looked up for every phone: the answer takes as long for all. */
  private async noteWrong(phone: string, requestId: string | null): Promise<void> {
    const [account] = await run(this.dataSource.manager, accountOfPhone, [phone]);
    const subject = `account/${account?.id ?? 'unknown'}`;
    this.notes.note({ actorId: null, action: 'password-reset.denied', subject, requestId });
    this.logger.info({ requestId }, 'reset refused');
  }

  private async resetWith(phone: string, code: string, password: string, visitor: Visitor) {
    // Hashed before anything is looked up: the answer takes as long for a phone that nobody has.
    const passwordHash = await this.hasher.hash(password);
    const recovery = newRecoveryCode();
    const [opening, codeHash] = await this.openingOf(phone, code);
    const { requestId } = visitor;
    const { ended, ...signedIn } = await this.dataSource.transaction(async (manager) => {
      const [account] = await run(manager, opening, [phone, codeHash]);
      if (!account) throw new DomainError('RESET_CODE_WRONG');
      const { id: accountId, full_name: fullName, birth_date: birthDate, by } = account;
      const weak = judgePassword(password, { phone, fullName, birthDate });
      if (weak) throw weak;
      await run(manager, sql.resetPassword, [accountId, passwordHash, recovery.hash]);
      await run(manager, sql.voidResetCodes, [accountId]);
      const subject = `account/${accountId}`;
      await appendAudit(manager, {
        actorId: accountId,
        action: 'account.password_reset',
        subject,
        after: { by },
        requestId,
      });
      const ended = await this.sessions.endAllOf(manager, accountId);
      return { ...(await this.sessions.start(manager, accountId, requestId, visitor.device)), fullName, ended };
    });
    this.sessions.announceEnded(ended);
    return { ...signedIn, recoveryCode: recovery.code };
  }

  /** Which statement judges a code, by what it looks like, and what the code is kept as. A try at a message is counted. */
  private async openingOf(phone: string, code: string) {
    const digits = readPhoneCode(code);
    if (digits === null) return [sql.accountOfCode, hashOfCode(code)] as const;
    // Judged all the same where there is nothing to try: the answer takes as long.
    return [accountOfPhoneCode, (await this.phoneCodes.tryCode(phone, digits)) ?? NO_CODE] as const;
  }
}
