import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { AuditNotes, run } from '#database';
import { DomainError } from '#domain';
import { LOGGER } from '#platform';
import { DoorLimits, type GuessedSecret } from '../door/door-limits.js';
import { PasswordHasher } from './password-hasher.js';
import { normalizePassword } from './password-rules.js';
import { passwordOfAccount } from './recovery.queries.js';

/** The only place that compares passwords: tries are counted before they are judged, and a wrong one leaves a line. */
@Injectable()
export class PasswordCheck {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly hasher: PasswordHasher,
    private readonly door: DoorLimits,
    private readonly notes: AuditNotes,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Asks somebody at the door for the password of a phone. An unknown phone, a wrong password, an account without one and a
   * disabled account are refused alike, in words and in time.
   *
   * @param account what the phone has; undefined when it has none
   * @throws DomainError TOO_MANY_REQUESTS (10 failures of this phone in 15 minutes), SERVER_BUSY, WRONG_CREDENTIALS
   */
  async atDoor<Account extends { id: string; password_hash: string | null; disabled: boolean }>(
    phone: string,
    account: Account | undefined,
    password: string,
    requestId: string | null,
  ): Promise<Account> {
    const isRight = await this.judge(phone, 'password', account?.password_hash ?? null, password);
    if (!account || account.disabled || !isRight) {
      // Whose account was tried, never which phone was typed.
      const subject = `sign-in/${account?.id ?? 'unknown'}`;
      this.notes.note({ actorId: null, action: 'session.denied', subject, requestId });
      this.logger.info({ requestId }, 'sign-in refused');
      throw new DomainError('WRONG_CREDENTIALS');
    }
    await this.door.succeeded(phone);
    return account;
  }

  /**
   * Asks a person who is inside for the password once more, before what gives the account away or cannot be undone: an open
   * screen is not its owner. Counted apart from the door, so that guesses from outside shut nobody out of the own account.
   *
   * @throws DomainError TOO_MANY_REQUESTS (10 failures in 15 minutes), SERVER_BUSY, WRONG_CREDENTIALS, also for an account
   *   without a password
   */
  async confirm(accountId: string, password: string, requestId: string | null) {
    const [account] = await run(this.dataSource.manager, passwordOfAccount, [accountId]);
    const isRight = await this.judge(accountId, 'own_password', account?.password_hash ?? null, password);
    if (!account || !isRight) {
      const subject = `account/${accountId}`;
      this.notes.note({ actorId: accountId, action: 'password.denied', subject, requestId });
      throw new DomainError('WRONG_CREDENTIALS');
    }
    await this.door.succeeded(accountId, 'own_password');
    return account;
  }

  private async judge(who: string, secret: GuessedSecret, hash: string | null, password: string): Promise<boolean> {
    await this.door.tryPhone(who, secret);
    return this.hasher.verify(hash, normalizePassword(password)).catch(async (error: unknown) => {
      await this.door.notJudged(who, secret);
      throw error;
    });
  }
}
