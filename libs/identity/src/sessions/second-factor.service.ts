import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, AuditNotes, run } from '#database';
import { DomainError, parseSpokenCode, showSpokenCode, spokenCode } from '#domain';
import { Clock, randomOctets, Secrets, sha256 } from '#platform';
import { DoorLimits } from '../door/door-limits.js';
import type { Identity } from '../identity.js';
import { PasswordCheck } from '../accounts/password-check.js';
import * as queries from './second-factor.queries.js';
import { base32, otpauthUri, totpStep } from './totp.js';

/** As long as the HMAC behind the codes, RFC 4226 section 4. */
const SECRET_BYTES = 20;
/** On one sheet of paper; each opens once. */
const RECOVERY_CODES = 8;
/** 80 bits: a stolen table of hashes gives none of them away. */
const RECOVERY_LETTERS = 16;

/** A second factor that is being set up. */
export interface OfferedSecondFactor {
  /** To type into an app, in base 32. */
  secret: string;
  /** To scan with an app. */
  otpauthUri: string;
}

/** The second factor of staff: a code from an app (RFC 6238), or one of the recovery codes on paper. */
@Injectable()
export class SecondFactorService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly secrets: Secrets,
    private readonly door: DoorLimits,
    private readonly passwords: PasswordCheck,
    private readonly notes: AuditNotes,
  ) {}

  /**
   * Offers a new secret; the one that holds, if there is one, holds until the new one is confirmed.
   * @throws DomainError NOT_ALLOWED for whoever has no role, SECOND_FACTOR_NEEDED when there is one that this session has
   *   not shown (else a password alone would replace it), TOO_MANY_REQUESTS, SERVER_BUSY, WRONG_CREDENTIALS
   */
  async offer(
    { accountId, sessionId, roles, waitingRoles }: Identity,
    password: string,
    requestId: string | null,
  ): Promise<OfferedSecondFactor> {
    if (roles.length + waitingRoles.length === 0) throw new DomainError('NOT_ALLOWED');
    const { full_name: fullName } = await this.passwords.confirm(accountId, password, requestId);
    await this.refuseUnshown(sessionId, (await this.find(accountId)).secret);
    const secret = randomOctets(SECRET_BYTES);
    await run(this.dataSource.manager, queries.offerSecret, [
      accountId,
      this.secrets.encrypt(secret, aboutOf(accountId)),
    ]);
    return { secret: base32(secret), otpauthUri: otpauthUri(secret, fullName) };
  }

  /**
   * Takes the offered secret into use when the app shows its code. This session counts as having shown it, the others of
   * the account have to show it anew.
   * @returns the recovery codes, said this once
   * @throws DomainError TOO_MANY_REQUESTS, SECOND_FACTOR_NOT_SET_UP when nothing is offered, SECOND_FACTOR_NEEDED when
   *   there is one by now that this session has not shown, SECOND_FACTOR_WRONG
   */
  async confirm({ accountId, sessionId }: Identity, code: string, requestId: string | null): Promise<string[]> {
    await this.door.trySecondFactor(accountId);
    const { secret, pending_secret: offered } = await this.find(accountId);
    if (offered === null) throw new DomainError('SECOND_FACTOR_NOT_SET_UP');
    await this.refuseUnshown(sessionId, secret);
    const step = this.stepOf(accountId, offered, code);
    if (step === null) throw this.wrong(accountId, requestId);
    const codes = Array.from({ length: RECOVERY_CODES }, () => spokenCode(randomOctets(RECOVERY_LETTERS)));
    await this.dataSource.transaction(async (manager) => {
      const values = [accountId, offered, step, codes.map(sha256), sessionId];
      const taken = await run(manager, queries.takeSecret, values);
      if (taken.length === 0) throw new DomainError('SECOND_FACTOR_NOT_SET_UP');
      await run(manager, queries.markShownHereOnly, [accountId, sessionId]);
      const subject = `account/${accountId}`;
      await appendAudit(manager, { actorId: accountId, action: 'second_factor.set_up', subject, requestId });
    });
    await this.door.secondFactorShown(accountId);
    return codes.map(showSpokenCode);
  }

  /**
   * Shows the second factor for a session: the code of the app (one step early or late, each once) or a recovery code.
   * @throws DomainError TOO_MANY_REQUESTS, SECOND_FACTOR_NOT_SET_UP, SECOND_FACTOR_WRONG
   */
  async show({ accountId, sessionId }: Identity, code: string, requestId: string | null): Promise<void> {
    await this.door.trySecondFactor(accountId);
    const { secret } = await this.find(accountId);
    if (secret === null) throw new DomainError('SECOND_FACTOR_NOT_SET_UP');
    await this.dataSource.transaction(async (manager) => {
      const recoveryCodesLeft = await this.use(manager, accountId, secret, code, requestId);
      await run(manager, queries.markShown, [sessionId]);
      await appendAudit(manager, {
        actorId: accountId,
        action: 'second_factor.shown',
        subject: `session/${sessionId}`,
        ...(recoveryCodesLeft !== null && { after: { recoveryCodesLeft } }),
        requestId,
      });
    });
    await this.door.secondFactorShown(accountId);
  }

  /** Uses a code up. @returns how many recovery codes are left, null for a code of the app */
  private async use(
    manager: EntityManager,
    accountId: string,
    secret: Buffer,
    code: string,
    requestId: string | null,
  ): Promise<number | null> {
    const step = this.stepOf(accountId, secret, code);
    if (step !== null) {
      const used = await run(manager, queries.useStep, [accountId, step, secret]);
      if (used.length > 0) return null;
    }
    const letters = parseSpokenCode(code);
    const [used] = letters === null ? [] : await run(manager, queries.useRecoveryCode, [accountId, sha256(letters)]);
    if (!used) throw this.wrong(accountId, requestId);
    return used.left;
  }

  /** Whoever gets here knows the password: each wrong code leaves a line. */
  private wrong(accountId: string, requestId: string | null): DomainError {
    const subject = `account/${accountId}`;
    this.notes.note({ actorId: accountId, action: 'second_factor.denied', subject, requestId });
    return new DomainError('SECOND_FACTOR_WRONG');
  }

  /** Six digits, which an app shows in two groups. */
  private stepOf(accountId: string, box: Buffer, code: string): number | null {
    return totpStep(this.secrets.decrypt(box, aboutOf(accountId)), code.replace(/\s/g, ''), this.clock.now());
  }

  /** @param holding the secret that holds; null where there is none yet, and a password is enough */
  private async refuseUnshown(sessionId: string, holding: Buffer | null): Promise<void> {
    if (holding === null) return;
    const [session] = await run(this.dataSource.manager, queries.shownAt, [sessionId]);
    if (!session?.second_factor_at) throw new DomainError('SECOND_FACTOR_NEEDED');
  }

  private async find(accountId: string) {
    const [own] = await run(this.dataSource.manager, queries.secondFactorOf, [accountId]);
    return own ?? { secret: null, pending_secret: null };
  }
}

const aboutOf = (accountId: string): string => `second factor of ${accountId}`;
