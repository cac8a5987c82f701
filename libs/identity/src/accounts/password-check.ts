import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { run } from '#database';
import { DomainError } from '#domain';
import { passwordOf } from './account.queries.js';
import { DoorLimits } from '../door/door-limits.js';
import { PasswordHasher } from './password-hasher.js';
import { normalizePassword } from './password-rules.js';

/** Asks for the password again before what cannot be undone: an open screen is not its owner. */
@Injectable()
export class PasswordCheck {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly hasher: PasswordHasher,
    private readonly door: DoorLimits,
  ) {}

  /**
   * @throws DomainError WRONG_CREDENTIALS, also for an account without a password; TOO_MANY_REQUESTS after 10 failures in
   *   15 minutes, those at the sign-in included; SERVER_BUSY
   */
  async confirm(accountId: string, password: string): Promise<void> {
    const [account] = await run(this.dataSource.manager, passwordOf, [accountId]);
    const key = account?.phone ?? accountId;
    await this.door.tryPhone(key);
    const isRight = await this.hasher
      .verify(account?.password_hash ?? null, normalizePassword(password))
      .catch(async (error: unknown) => {
        await this.door.notJudged(key);
        throw error;
      });
    if (!isRight) throw new DomainError('WRONG_CREDENTIALS');
    await this.door.succeeded(key);
  }
}
