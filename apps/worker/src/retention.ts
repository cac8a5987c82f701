import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { AppealService, CommendationService } from '#awards';
import { FeedbackService } from '#feedback';
import { forgetExpired } from '#identity';
import { LOGGER } from '#platform';
import { TallyService } from '#results';

const DAY_MS = 24 * 60 * 60_000;
/** Accounts of one transaction: some thousand rows, done before anybody who waits for a figure notices. */
const ACCOUNTS_PER_TRANSACTION = 500;

/**
 * Once a day, and at the start: whose time of keeping is over? Their names, phones and birth dates go; attempts and sums
 * stay. Several workers may do it side by side, each takes accounts that no other holds.
 */
@Injectable()
export class Retention implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private busy: Promise<unknown> | null = null;
  private isStopping = false;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly feedback: FeedbackService,
    private readonly appeals: AppealService,
    private readonly commendations: CommendationService,
    private readonly tally: TallyService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.tick(), DAY_MS);
    this.tick();
  }

  private tick(): void {
    this.busy ??= this.forget()
      .catch((error: unknown) => this.logger.error({ err: error }, 'names not taken out'))
      .finally(() => {
        this.busy = null;
      });
  }

  /** Goes on until nobody is left. @returns how many accounts were anonymised */
  async forget(): Promise<number> {
    let total = 0;
    for (let some = -1; some !== 0 && !this.isStopping; total += some) some = await this.forgetSome();
    if (total > 0) this.logger.info({ accounts: total }, 'names taken out, their time of keeping is over');
    return total;
  }

  private forgetSome(): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const { accountIds, anonymised } = await forgetExpired(manager, ACCOUNTS_PER_TRANSACTION);
      if (accountIds.length === 0) return 0;
      await this.feedback.forgetGivers(manager, accountIds);
      await this.appeals.forget(manager, accountIds);
      await this.commendations.forget(manager, accountIds);
      for (const [contestId, people] of anonymised) await this.tally.rerank(manager, contestId, people);
      return accountIds.length;
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    clearInterval(this.timer);
    await this.busy;
  }
}
