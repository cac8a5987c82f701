import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Queue } from 'bullmq';
import type { Logger } from 'pino';
import { LIMITS } from '#domain';
import {
  ENV,
  GRADING_JOB_OPTIONS,
  GRADING_QUEUE,
  gradingJobId,
  LOGGER,
  QUEUE_STATES,
  queuePrefix,
  REDIS,
  type Env,
  type GradingJob,
  type QueueState,
  type RedisClient,
} from '#platform';

/** A job that will not be tried again by itself. Its attempts are owed all the same, and the sweeper queues them anew. */
export interface FailedJob {
  id: string;
  contestId: number;
  attempts: number;
  tries: number;
  reason: string;
  /** Epoch ms, by the machine that failed. */
  failedAt: number;
}

const REASON_LENGTH_MAX = 300;

/** Tells the worker what was submitted. A hint: what it fails to say, the sweeper finds in the database. */
@Injectable()
export class GradingQueue implements OnApplicationShutdown {
  private readonly queue: Queue<GradingJob>;

  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(ENV) env: Env,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.queue = new Queue<GradingJob>(GRADING_QUEUE, { connection: redis, prefix: queuePrefix(env) });
    this.queue.on('error', () => undefined);
  }

  /**
   * Never throws and never takes longer than the limit: the submit is on disk already.
   *
   * @param found of a group that the sweeper found: a word for when; the same group in the same while is one job.
   */
  async enqueue(job: GradingJob, found = ''): Promise<void> {
    const added = this.queue
      .add('grade', job, { ...GRADING_JOB_OPTIONS, jobId: gradingJobId(job, found) })
      .then(() => true)
      .catch((error: unknown) => {
        this.logger.warn(
          { err: error, attempts: job.attemptIds.length },
          'grading job not queued; the sweeper will find it',
        );
        return false;
      });
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), LIMITS.enqueueWaitMs);
    });
    await Promise.race([added, patience]);
    clearTimeout(timer);
  }

  /** Jobs waiting or at work; null when Redis cannot say. */
  async depth(): Promise<number | null> {
    return this.queue.getJobCountByTypes('waiting', 'active', 'delayed', 'prioritized').catch(() => null);
  }

  /** Jobs in each state. @throws when Redis cannot say */
  async counts(): Promise<Record<QueueState, number>> {
    return (await this.queue.getJobCounts(...QUEUE_STATES)) as Record<QueueState, number>;
  }

  /** Age of the job that waits longest, by the clock of Redis; 0 when none waits. @throws when Redis cannot say */
  async oldestMs(): Promise<number> {
    const [[eldest], [seconds, microseconds]] = await Promise.all([this.queue.getWaiting(0, 0), this.redis.time()]);
    if (!eldest) return 0;
    return Math.max(0, Number(seconds) * 1_000 + Number(microseconds) / 1_000 - eldest.timestamp);
  }

  async isPaused(): Promise<boolean> {
    return this.queue.isPaused();
  }

  async setPaused(isPaused: boolean): Promise<void> {
    await (isPaused ? this.queue.pause() : this.queue.resume());
  }

  /** Failed jobs, the latest first. @throws when Redis cannot say */
  async failed(count: number): Promise<FailedJob[]> {
    const jobs = await this.queue.getFailed(0, count - 1);
    return jobs.filter(Boolean).map(({ id, data, attemptsMade, failedReason, finishedOn, timestamp }) => ({
      id: id!,
      contestId: data.contestId,
      attempts: data.attemptIds.length,
      tries: attemptsMade,
      reason: (failedReason ?? '').slice(0, REASON_LENGTH_MAX),
      failedAt: finishedOn ?? timestamp,
    }));
  }

  /** Puts failed jobs back among those that wait. @param id null: all of them. @returns how many */
  async retry(id: string | null): Promise<number> {
    if (id === null) {
      const { failed } = await this.counts();
      await this.queue.retryJobs({ state: 'failed' });
      return failed;
    }
    const job = await this.queue.getJob(id);
    if (!job || !(await job.isFailed())) return 0;
    await job.retry('failed');
    return 1;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.queue.close().catch(() => undefined);
  }
}
