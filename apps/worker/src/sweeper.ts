import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import type { Counter } from 'prom-client';
import type { DataSource } from 'typeorm';
import { GradingQueue, SweepService } from '#attempts';
import { Clock, ENV, LOGGER, Metrics, type Env } from '#platform';

/** What is found in so long a while is queued once; in the next one again, whatever became of the job before. */
const FOUND_AGAIN_MS = 15_000;

/**
 * While so many jobs of what was found wait, more than a worker does between two looks, the forgotten are not looked for: they
 * would be the same ones.
 */
const WAITING_ENOUGH = 50;

/**
 * Every few seconds: what does the database say is owed? Closes overdue attempts and queues what the queue forgot. An
 * error is logged and the round goes on.
 */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private busy: Promise<void> | null = null;
  private readonly found: Counter<'what'>;
  private readonly outcomes: Counter<'outcome'>;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly sweeps: SweepService,
    private readonly queue: GradingQueue,
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
    @Inject(LOGGER) private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.found = metrics.counter(
      'cchc_sweeper_found_total',
      'What sweeps found owed: attempts closed, attempts queued',
      ['what'],
    );
    this.outcomes = metrics.counter('cchc_sweeps_total', 'Sweeps by outcome', ['outcome']);
  }

  onApplicationBootstrap(): void {
    const everyMs = Math.max(200, (this.env.GRADING_SWEEP_SECONDS * 1000) / Math.max(1, this.clock.scale / 60));
    this.timer = setInterval(() => this.tick(), everyMs);
    this.tick();
  }

  private tick(): void {
    // A sweep that takes longer than the interval is not overtaken by the next.
    this.busy ??= this.sweep().finally(() => {
      this.busy = null;
    });
  }

  async sweep(): Promise<void> {
    try {
      const isEnough = (await this.queue.backlogWaiting()) >= WAITING_ENOUGH;
      const swept = await this.dataSource.transaction((manager) =>
        this.sweeps.sweep(manager, isEnough ? null : this.env.GRADING_FORGOTTEN_SECONDS),
      );
      const found = String(Math.floor(this.clock.now() / this.clock.scale / FOUND_AGAIN_MS));
      for (const { contestId, closed, groups } of swept ?? []) {
        this.found.inc({ what: 'closed' }, closed);
        this.found.inc({ what: 'queued' }, groups.flat().length);
        this.logger.info({ contestId, closed, groups: groups.length }, 'swept');
        for (const attemptIds of groups) await this.queue.enqueueOwed({ contestId, attemptIds }, found);
      }
      this.outcomes.inc({ outcome: swept === null ? 'left_to_another' : 'done' });
    } catch (error) {
      this.outcomes.inc({ outcome: 'failed' });
      this.logger.error({ err: error }, 'sweep failed');
    }
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.busy;
  }
}
