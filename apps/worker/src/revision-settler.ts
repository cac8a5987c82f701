import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { RevisionService } from '#contests';
import { Clock, LOGGER } from '#platform';
import { ReconcileService } from '#results';

/** How often it asks which planned revisions hold by now: the rules do already, titles, prizes and boards follow. */
const LOOK_EVERY_MS = 2_000;

/** Brings pages and boards after a revision that began to hold at its hour. */
@Injectable()
export class RevisionSettler implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private busy: Promise<void> | null = null;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly revisions: RevisionService,
    private readonly boards: ReconcileService,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const everyMs = Math.max(200, LOOK_EVERY_MS / Math.max(1, this.clock.scale / 60));
    this.timer = setInterval(() => this.tick(), everyMs);
    this.tick();
  }

  private tick(): void {
    this.busy ??= this.settle().finally(() => {
      this.busy = null;
    });
  }

  /** What is settled is committed after its boards are counted: a process that ends between begins again. */
  async settle(): Promise<void> {
    try {
      await this.dataSource.transaction(async (manager) => {
        for (const contestId of await this.revisions.settle(manager)) await this.boards.repair(contestId);
      });
    } catch (error) {
      this.logger.error({ err: error }, 'revisions not settled');
    }
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.busy;
  }
}
