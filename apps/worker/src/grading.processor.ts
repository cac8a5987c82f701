import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Worker, type Job } from 'bullmq';
import type { Logger } from 'pino';
import type { Counter } from 'prom-client';
import type { DataSource } from 'typeorm';
import { GradingService, type GradedGroup } from '#attempts';
import { isPassing } from '#database';
import { LIMITS } from '#domain';
import {
  BACKLOG_QUEUE,
  ENV,
  gradedChannel,
  GRADING_QUEUE,
  GroupsByContest,
  LOGGER,
  Metrics,
  queuePrefix,
  REDIS,
  REDIS_SUBSCRIBER,
  type Env,
  type GradedMessage,
  type GradingJob,
  type RedisClient,
} from '#platform';
import { TallyService } from '#results';

/**
 * Attempts that one transaction grades when so many wait. What a group writes once (units, buckets, scores) and what it costs
 * to ask is spread over all of it; a second or two of work, of which somebody who hands in meanwhile waits for the tally.
 */
const GROUP_MAX = 4_000;

/** Jobs of the backlog in hand: one group in each of two lanes, and what the next one is made of. */
const BACKLOG_CONCURRENCY = (3 * GROUP_MAX) / LIMITS.gradeGroupMax;

/** A submit that has waited for so long is part of a backlog: one that comes now is not to share its transaction. */
const LATE_MS = 5_000;

/**
 * Takes groups of attempt ids, has them graded and tallied in one transaction, and says so. The only place that knows
 * both rooms.
 */
@Injectable()
export class GradingProcessor implements OnApplicationBootstrap, OnApplicationShutdown {
  private workers: Worker<GradingJob>[] = [];
  /** One of their own, which waits for a lost Redis to come back instead of giving up. */
  private connection: RedisClient | undefined;
  private readonly prompt = this.groups('grades');
  private readonly late = this.groups('late-grades');

  private readonly graded: Counter;
  private readonly failed: Counter;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly grading: GradingService,
    private readonly tally: TallyService,
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(REDIS_SUBSCRIBER) private readonly consumer: RedisClient,
    @Inject(ENV) private readonly env: Env,
    @Inject(LOGGER) private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.graded = metrics.counter('cchc_graded_total', 'Attempts graded by this process');
    this.failed = metrics.counter(
      'cchc_grading_failures_total',
      'Tries of an attempt by itself that did not end in a grade',
    );
  }

  onApplicationBootstrap(): void {
    this.connection = this.consumer.duplicate();
    this.workers = [
      // Those who hand in now share no transaction with who has waited for long.
      this.work(GRADING_QUEUE, this.env.GRADING_CONCURRENCY, (job) => this.process(job.data, ageMs(job) > LATE_MS)),
      this.work(BACKLOG_QUEUE, BACKLOG_CONCURRENCY, (job) => this.process(job.data, true)),
    ];
  }

  private work(queue: string, concurrency: number, grade: (job: Job<GradingJob>) => Promise<void>): Worker<GradingJob> {
    const worker = new Worker<GradingJob>(queue, grade, {
      connection: this.connection!,
      prefix: queuePrefix(this.env),
      concurrency,
    });
    return worker.on('error', (error) => this.logger.warn({ err: error }, 'queue'));
  }

  /**
   * Jobs that arrive while a transaction runs share the next one: at the last minute of a round hundreds of small groups
   * cost one commit. A second lane opens for a backlog only: one group is marked while the other is tallied.
   */
  private groups(lane: string): GroupsByContest<GradingJob, true> {
    return new GroupsByContest<GradingJob, true>({
      lane,
      run: async (jobs) => {
        await this.gradeGroup(jobs[0]!.contestId, [...new Set(jobs.flatMap((job) => job.attemptIds))]);
        return jobs.map(() => true as const);
      },
      sizeOf: ({ attemptIds }) => attemptIds.length,
      groupMax: GROUP_MAX,
      nextLaneFrom: GROUP_MAX / 4,
      queueMax: LIMITS.writeQueueMax,
    });
  }

  /**
   * Grades a group; if it fails, in ever smaller parts, so that a bad attempt keeps nobody else waiting.
   *
   * @param isLate it shares transactions with other jobs of a backlog, not with those that come now
   */
  async process({ contestId, attemptIds }: GradingJob, isLate = false): Promise<void> {
    try {
      await (isLate ? this.late : this.prompt).add({ contestId, attemptIds });
    } catch (error) {
      await this.gradeApart(contestId, attemptIds, error);
    }
  }

  /** What failed together is graded in halves, down to the one that cannot be. */
  private async gradeApart(contestId: number, attemptIds: string[], error: unknown): Promise<void> {
    const [only, ...others] = attemptIds;
    if (only === undefined) return;
    if (others.length === 0) return this.gradeAlone(contestId, only);
    // A database that is away is nobody's fault: the first that is tried alone then has the job retried whole.
    if (!(error instanceof RangeError)) this.logger.warn({ err: error }, 'group failed');
    const half = attemptIds.length >> 1;
    for (const part of [attemptIds.slice(0, half), attemptIds.slice(half)]) {
      try {
        await this.gradeGroup(contestId, part);
        await this.grading.clearFailures(this.dataSource.manager, contestId, part);
      } catch (own) {
        await this.gradeApart(contestId, part, own);
      }
    }
  }

  private async gradeAlone(contestId: number, attemptId: string): Promise<void> {
    try {
      await this.gradeGroup(contestId, [attemptId]);
      await this.grading.clearFailures(this.dataSource.manager, contestId, [attemptId]);
    } catch (error) {
      this.failed.inc();
      if (isPassing(error)) throw error;
      this.logger.error({ err: error, contestId, attemptId }, 'attempt cannot be graded');
      await this.grading.recordFailure(this.dataSource.manager, contestId, attemptId, (error as Error).message);
    }
  }

  private async gradeGroup(contestId: number, attemptIds: string[]): Promise<void> {
    const graded = await this.dataSource.transaction(async (manager) => {
      const group = await this.grading.grade(manager, contestId, attemptIds);
      await this.tally.applyGraded(manager, contestId, group.contributions);
      return group;
    });
    this.graded.inc(graded.attemptIds.length);
    this.announce(contestId, graded);
  }

  /** Pages look by themselves when this is lost. */
  private announce(contestId: number, graded: GradedGroup): void {
    if (graded.attemptIds.length === 0) return;
    const message: GradedMessage = { contestId, ...graded };
    void this.redis.publish(gradedChannel(this.env.REDIS_PREFIX), JSON.stringify(message)).catch(() => undefined);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.close()));
    this.connection?.disconnect();
  }
}

/** How long a job has waited when it was taken. */
function ageMs({ processedOn, timestamp }: Job<GradingJob>): number {
  return (processedOn ?? timestamp) - timestamp;
}
