import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, maskPhone } from '#domain';
import { Clock, uuidv7 } from '#platform';
import {
  accountOfPhone,
  accountOfSession,
  disableAccount,
  enableAccount,
  holdJudged,
  insertAccount,
} from './account.queries.js';
import { checkBirthDate } from './birth-date.js';
import { DoorLimits } from '../door/door-limits.js';
import { Doorkeeper, type Comer } from '../door/doorkeeper.js';
import type { Identity } from '../identity.js';
import { PasswordCheck } from './password-check.js';
import { PasswordHasher } from './password-hasher.js';
import { judgePassword, normalizePassword } from './password-rules.js';
import { newRecoveryCode } from './recovery-code.js';
import type { EndedSession } from '../sessions/ended-sessions.js';
import { SessionService, type OpenedSession } from '../sessions/session.service.js';

export interface NewAccount {
  /** E.164, from `parsePhone`. */
  phone: string;
  password: string;
  /** NFC, from `normalizeText`, and an `isPlausibleName`. */
  fullName: string;
  /** 'YYYY-MM-DD', a day that exists. */
  birthDate: string | null;
}

/** Where a request at the door comes from. */
export interface Visitor extends Comer {
  requestId: string | null;
  /** Family of browser and system, from `deviceOf`. */
  device?: string | null;
}

/** Somebody who has just come in. */
export interface SignedIn extends OpenedSession {
  fullName: string;
}

/** What a person sees of the own account. */
export interface OwnAccount {
  accountId: string;
  fullName: string;
  /** Masked: a borrowed screen need not show the whole number. Null for accounts without one. */
  phone: string | null;
  birthDate: string | null;
  sample: boolean;
  /** Set up and confirmed; whether this session has shown it is another question. */
  hasSecondFactor: boolean;
  /** When the session ends, epoch ms. */
  sessionExpiresAt: number;
  /** It ends earlier when it lies unused. */
  sessionHasIdleLimit: boolean;
}

/** Accounts: a phone and a password for now. The person in a contest is the participant. */
@Injectable()
export class AccountService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly sessions: SessionService,
    private readonly hasher: PasswordHasher,
    private readonly door: DoorLimits,
    private readonly passwords: PasswordCheck,
    private readonly keeper: Doorkeeper,
  ) {}

  /**
   * Makes an account and signs it in. The recovery code is told this once.
   * @throws DomainError TOO_MANY_REQUESTS, PROOF_NEEDED, INVALID_INPUT {field: 'birthDate'}, PASSWORD_TOO_WEAK {reason},
   *   SERVER_BUSY, PHONE_TAKEN
   */
  async signUp(person: NewAccount, visitor: Visitor): Promise<SignedIn & { recoveryCode: string }> {
    await this.keeper.admit('sign_up', visitor);
    const now = this.clock.now();
    checkBirthDate(person.birthDate, now);
    const password = normalizePassword(person.password);
    const weak = judgePassword(password, person);
    if (weak) throw weak;
    // Hashed before the phone is looked up: the answer takes as long for a phone that is taken.
    const passwordHash = await this.hasher.hash(password);
    const recovery = newRecoveryCode();
    return this.dataSource.transaction(async (manager) => {
      const accountId = uuidv7(now);
      const { phone, fullName, birthDate } = person;
      const made = await run(manager, insertAccount, [
        accountId,
        phone,
        passwordHash,
        fullName,
        birthDate,
        recovery.hash,
      ]);
      if (made.length === 0) throw new DomainError('PHONE_TAKEN');
      const { requestId, device } = visitor;
      const subject = `account/${accountId}`;
      await appendAudit(manager, { actorId: accountId, action: 'account.created', subject, requestId });
      const session = await this.sessions.start(manager, accountId, requestId, device);
      return { ...session, fullName, recoveryCode: recovery.code };
    });
  }

  /**
   * Signs in with phone and password. An unknown phone, a wrong password, an account without one and a disabled account
   * are refused alike, in words and in time.
   * @param credentials.phone E.164
   * @throws DomainError TOO_MANY_REQUESTS (address, or 10 failures of this phone in 15 minutes), PROOF_NEEDED,
   *   SERVER_BUSY, WRONG_CREDENTIALS
   */
  async signIn(credentials: { phone: string; password: string }, visitor: Visitor): Promise<SignedIn> {
    const { phone, password } = credentials;
    await this.keeper.admit('sign_in', visitor);
    const [found] = await run(this.dataSource.manager, accountOfPhone, [phone]);
    const account = await this.passwords.atDoor(phone, found, password, visitor.requestId);
    const session = await this.dataSource.transaction(async (manager) => {
      const held = await run(manager, holdJudged, [account.id, account.password_hash]);
      if (held.length === 0) throw new DomainError('WRONG_CREDENTIALS');
      return this.sessions.start(manager, account.id, visitor.requestId, visitor.device);
    });
    return { ...session, fullName: account.full_name };
  }

  /**
   * Shuts an account and ends its sessions everywhere. Shutting it twice changes nothing.
   * @param actorId the account of whoever does it, null for the operator's command line
   */
  async disable(accountId: string, actorId: string | null, requestId: string | null = null): Promise<void> {
    const ended = await this.dataSource.transaction((manager) => this.shut(manager, accountId, actorId, requestId));
    this.sessions.announceEnded(ended);
  }

  /** The same as part of the caller's transaction. Its answer is to be announced after the commit. */
  async shut(
    manager: EntityManager,
    accountId: string,
    actorId: string | null,
    requestId: string | null,
  ): Promise<EndedSession[]> {
    const shut = await run(manager, disableAccount, [accountId]);
    if (shut.length === 0) return [];
    await appendAudit(manager, { actorId, action: 'account.disabled', subject: `account/${accountId}`, requestId });
    return this.sessions.endAllOf(manager, accountId);
  }

  /**
   * Opens an account that was shut, as part of the caller's transaction: its person signs in again, with the roles that are
   * left. Opening an open one changes nothing.
   */
  async reopen(
    manager: EntityManager,
    accountId: string,
    actorId: string | null,
    requestId: string | null,
  ): Promise<void> {
    if ((await run(manager, enableAccount, [accountId])).length === 0) return;
    await appendAudit(manager, { actorId, action: 'account.enabled', subject: `account/${accountId}`, requestId });
  }

  /** @throws DomainError SESSION_ENDED when the session is gone since the request was let in */
  async own(identity: Identity): Promise<OwnAccount> {
    const own = await this.find(identity);
    if (!own) throw new DomainError('SESSION_ENDED');
    return own;
  }

  /** The account behind a session; null when the session is gone since the request was let in. */
  async find(identity: Identity): Promise<OwnAccount | null> {
    const [row] = await run(this.dataSource.manager, accountOfSession, [identity.sessionId]);
    if (!row) return null;
    return {
      accountId: row.id,
      fullName: row.full_name,
      phone: row.phone === null ? null : maskPhone(row.phone),
      birthDate: row.birth_date,
      sample: row.sample,
      hasSecondFactor: row.has_second_factor,
      sessionExpiresAt: row.expires_at.getTime(),
      sessionHasIdleLimit: row.has_idle_limit,
    };
  }
}
