import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Worker, type Job } from 'bullmq';
import type { Logger } from 'pino';
import type { Counter } from 'prom-client';
import type { DataSource } from 'typeorm';
import { GradingService, type GradedGroup } from '#attempts';
import { LIMITS } from '#domain';
import {
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
 * to ask is spread over all of it; a second or two of work, which is also what somebody who hands in meanwhile waits for.
 */
const GROUP_MAX = 4_000;

/**
 * Takes groups of attempt ids, has them graded and tallied in one transaction, and says so. The only place that knows
 * both rooms.
 */
@Injectable()
export class GradingProcessor implements OnApplicationBootstrap, OnApplicationShutdown {
  private worker: Worker<GradingJob> | undefined;
  /**
   * Jobs that arrive while a transaction runs share the next one: at the last minute of a round hundreds of small groups
   * cost one commit. A second lane opens for a backlog only: one group is marked while the other is tallied.
   */
  private readonly groups = new GroupsByContest<GradingJob, true>({
    lane: 'grades',
    run: async (jobs) => {
      await this.gradeGroup(jobs[0]!.contestId, [...new Set(jobs.flatMap((job) => job.attemptIds))]);
      return jobs.map(() => true as const);
    },
    sizeOf: ({ attemptIds }) => attemptIds.length,
    groupMax: GROUP_MAX,
    nextLaneFrom: GROUP_MAX / 4,
    queueMax: LIMITS.writeQueueMax,
  });

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
    this.worker = new Worker<GradingJob>(GRADING_QUEUE, (job: Job<GradingJob>) => this.process(job.data), {
      // A connection of its own, which waits for a lost Redis to come back instead of giving up.
      connection: this.consumer.duplicate(),
      prefix: queuePrefix(this.env),
      concurrency: this.env.GRADING_CONCURRENCY,
    });
    this.worker.on('error', (error) => this.logger.warn({ err: error }, 'queue'));
  }

  /** Grades a group; if it fails, in ever smaller parts, so that a bad attempt keeps nobody else waiting. */
  async process({ contestId, attemptIds }: GradingJob): Promise<void> {
    try {
      await this.groups.add({ contestId, attemptIds });
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
      if (isRetryable(error)) throw error;
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
    await this.worker?.close();
  }
}

/** Errors of the road, not of the attempt: SQLSTATE classes 08, 40, 53, 57 and lost sockets. */
function isRetryable(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return (
    /^(08|40|53|57)|^E[A-Z]+$/.test(code ?? '') ||
    /Connection terminated|is not queryable|timeout exceeded/.test(message ?? '')
  );
}
