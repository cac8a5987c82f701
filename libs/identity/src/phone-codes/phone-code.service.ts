import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { randomInt } from 'node:crypto';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, LIMITS } from '#domain';
import { LOGGER, Secrets, sha256 } from '#platform';
import type { Visitor } from '../accounts/account.service.js';
import { DoorLimits } from '../door/door-limits.js';
import { Doorkeeper } from '../door/doorkeeper.js';
import { CodeNotSent } from './code-not-sent.js';
import { CODE_SENDER, type CodeSender } from './code-sender.js';
import * as sql from './phone-code.queries.js';

const INTERVAL = `${LIMITS.phoneCodeMinutes} minutes`;

/** Codes that are sent to a phone, where an installation has a gateway for messages. */
@Injectable()
export class PhoneCodeService implements OnModuleDestroy {
  private readonly onTheirWay = new Set<Promise<void>>();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(CODE_SENDER) private readonly sender: CodeSender,
    private readonly door: DoorLimits,
    private readonly keeper: Doorkeeper,
    private readonly secrets: Secrets,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Nobody is left with a code that was not sent because the process ended. */
  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.onTheirWay);
  }

  /** Can codes be sent here at all? */
  get isOffered(): boolean {
    return this.sender.isThere;
  }

  /**
   * Has a code sent to a phone, if an account of a citizen has it. Nothing of that is known when this returns, so that
   * neither words nor time tell whether there is such an account; what fails afterwards is in the log, without the phone.
   * @param phone E.164
   * @throws DomainError NOT_FOUND (no gateway here), TOO_MANY_REQUESTS (address; phone, known or not), PROOF_NEEDED
   */
  async request(phone: string, visitor: Visitor): Promise<void> {
    if (!this.isOffered) throw new DomainError('NOT_FOUND');
    await this.keeper.admit('code', visitor);
    await this.door.admitPhoneCode(phone);
    const { requestId } = visitor;
    if (this.onTheirWay.size >= LIMITS.phoneCodesSendingMax) {
      return this.logger.warn({ requestId, why: 'too_many' }, 'code not sent');
    }
    const sending = this.send(phone, requestId)
      .catch((error: unknown) => {
        const why = error instanceof CodeNotSent ? error.why : 'bug';
        this.logger.warn({ requestId, why, ...(why === 'bug' && { err: error }) }, 'code not sent');
      })
      .finally(() => this.onTheirWay.delete(sending));
    this.onTheirWay.add(sending);
  }

  /**
   * Counts a try at a phone's code. @returns what it would be kept as; null when there is no code to try, or all its tries
   * are used, so that even the right one opens nothing
   */
  async tryCode(phone: string, code: string): Promise<Buffer | null> {
    const tried = await run(this.dataSource.manager, sql.tryPhoneCode, [phone, LIMITS.phoneCodeTriesMax]);
    return tried.length === 0 ? null : this.hashOf(phone, code);
  }

  private async send(phone: string, requestId: string | null): Promise<void> {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const isIssued = await this.dataSource.transaction(async (manager) => {
      const [row] = await run(manager, sql.issuePhoneCode, [phone, this.hashOf(phone, code), INTERVAL]);
      if (!row) return false;
      const subject = `account/${row.account_id}`;
      await appendAudit(manager, { actorId: null, action: 'phone_code.issued', subject, requestId });
      return true;
    });
    if (isIssued) await this.sender.send(phone, code);
  }

  /** Bound to the phone, and to this purpose. */
  private hashOf(phone: string, code: string): Buffer {
    return sha256(this.secrets.sign('session', `new password by phone ${phone} ${code}`));
  }
}

/** The six digits of a code from a message, however they were typed; null: it is another code. */
export function readPhoneCode(text: string): string | null {
  const digits = text.replace(/[\s.-]/g, '');
  return /^\d{6}$/.test(digits) ? digits : null;
}
