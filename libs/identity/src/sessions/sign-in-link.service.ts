import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { DomainError } from '#domain';
import { ENV, type Env } from '#platform';
import type { SignedIn, Visitor } from '../accounts/account.service.js';
import { DoorLimits } from '../door/door-limits.js';
import { SessionService } from './session.service.js';
import { allowsSignInLinks, issueSignInLink, useSignInLink } from './sign-in-link.js';

/** One-time links with which a newcomer looks around the sample data. There is no password behind them. */
@Injectable()
export class SignInLinkService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(ENV) private readonly env: Env,
    private readonly sessions: SessionService,
    private readonly door: DoorLimits,
  ) {}

  /** See `issueSignInLink`. @throws DomainError NOT_ALLOWED {reason} */
  issueFor(accountId: string): Promise<string> {
    return this.dataSource.transaction((manager) => issueSignInLink(manager, this.env, accountId));
  }

  /**
   * Signs in with a link and uses it up. Of two at the same moment one comes in.
   * @throws DomainError TOO_MANY_REQUESTS, SIGN_IN_LINK_INVALID (unknown, used, too old, or links are not allowed here)
   */
  async redeem(token: string, visitor: Visitor): Promise<SignedIn> {
    await this.door.admit(visitor.ip);
    if (!allowsSignInLinks(this.env)) throw new DomainError('SIGN_IN_LINK_INVALID');
    return this.dataSource.transaction(async (manager) => {
      const account = await useSignInLink(manager, token);
      if (!account) throw new DomainError('SIGN_IN_LINK_INVALID');
      const { requestId, device } = visitor;
      const session = await this.sessions.start(manager, account.accountId, requestId, device, true);
      return { ...session, fullName: account.fullName };
    });
  }
}
