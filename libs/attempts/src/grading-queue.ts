import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Queue, type JobsOptions } from 'bullmq';
import type { Logger } from 'pino';
import { LIMITS } from '#domain';
import {
  BACKLOG_QUEUE,
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

/**
 * Tells the worker what was submitted and what was found to be owed. A hint: what it fails to say, the sweeper finds in the
 * database. Its figures are those of both queues.
 */
@Injectable()
export class GradingQueue implements OnApplicationShutdown {
  private readonly submits: Queue<GradingJob>;
  private readonly backlog: Queue<GradingJob>;
  private readonly both: readonly Queue<GradingJob>[];

  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(ENV) env: Env,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const settings = { connection: redis, prefix: queuePrefix(env) };
    this.submits = new Queue<GradingJob>(GRADING_QUEUE, settings);
    this.backlog = new Queue<GradingJob>(BACKLOG_QUEUE, settings);
    this.both = [this.submits, this.backlog];
    for (const queue of this.both) queue.on('error', () => undefined);
  }

  /** Of submits that were taken just now. Never throws and never takes longer than the limit: they are on disk already. */
  async enqueue(job: GradingJob): Promise<void> {
    await this.add(this.submits, job, { lifo: true, jobId: gradingJobId(job) });
  }

  /**
   * Of attempts that were found to be owed a grade, the oldest first. Never throws.
   *
   * @param found a word for when; the same group in the same while is one job.
   */
  async enqueueOwed(job: GradingJob, found = ''): Promise<void> {
    await this.add(this.backlog, job, { jobId: gradingJobId(job, found) });
  }

  private async add(queue: Queue<GradingJob>, job: GradingJob, options: JobsOptions): Promise<void> {
    const added = queue.add('grade', job, { ...GRADING_JOB_OPTIONS, ...options }).catch((error: unknown) => {
      this.logger.warn(
        { err: error, attempts: job.attemptIds.length },
        'grading job not queued; the sweeper will find it',
      );
    });
    await inTime(added, undefined);
  }

  /** Jobs waiting or at work; null when Redis cannot say. */
  async depth(): Promise<number | null> {
    return this.counts().then(
      ({ waiting, active, delayed }) => waiting + active + delayed,
      () => null,
    );
  }

  /** Jobs of what was found to be owed that nobody has begun; 0 when Redis cannot say, or not soon. */
  async backlogWaiting(): Promise<number> {
    return inTime(
      this.backlog.getWaitingCount().catch(() => 0),
      0,
    );
  }

  /** Jobs in each state. @throws when Redis cannot say */
  async counts(): Promise<Record<QueueState, number>> {
    const [submits, backlog] = await this.ofBoth(
      async (queue) => (await queue.getJobCounts(...QUEUE_STATES)) as Record<QueueState, number>,
    );
    for (const state of QUEUE_STATES) submits![state] += backlog![state];
    return submits!;
  }

  /** Age of the job that waits longest, by the clock of Redis; 0 when none waits. @throws when Redis cannot say */
  async oldestMs(): Promise<number> {
    const [[seconds, microseconds], ...ends] = await Promise.all([
      this.redis.time(),
      // What is taken last is the eldest of those that are taken newest first, and what comes next that of the others; but
      // what is tried again was put to the end.
      ...this.both.flatMap((queue) => [queue.getJobs('waiting', 0, 0, true), queue.getJobs('waiting', 0, 0, false)]),
    ]);
    const now = Number(seconds) * 1_000 + Number(microseconds) / 1_000;
    return Math.max(0, ...ends.flat().map((job) => now - job.timestamp));
  }

  /** @throws when Redis cannot say */
  async isPaused(): Promise<boolean> {
    return (await this.ofBoth((queue) => queue.isPaused())).some(Boolean);
  }

  /** @throws when Redis does not answer */
  async setPaused(isPaused: boolean): Promise<void> {
    await this.ofBoth((queue) => (isPaused ? queue.pause() : queue.resume()));
  }

  /** Failed jobs, the latest first. @throws when Redis cannot say */
  async failed(count: number): Promise<FailedJob[]> {
    const jobs = (await this.ofBoth((queue) => queue.getFailed(0, count - 1))).flat().filter(Boolean);
    return jobs
      .map(({ id, data, attemptsMade, failedReason, finishedOn, timestamp }) => ({
        id: id!,
        contestId: data.contestId,
        attempts: data.attemptIds.length,
        tries: attemptsMade,
        reason: (failedReason ?? '').slice(0, REASON_LENGTH_MAX),
        failedAt: finishedOn ?? timestamp,
      }))
      .sort((one, other) => other.failedAt - one.failedAt)
      .slice(0, count);
  }

  /** Puts failed jobs back among those that wait. @param id null: all of them. @returns how many */
  async retry(id: string | null): Promise<number> {
    if (id === null) {
      const { failed } = await this.counts();
      await this.ofBoth((queue) => queue.retryJobs({ state: 'failed' }));
      return failed;
    }
    const retried = await this.ofBoth(async (queue) => {
      const job = await queue.getJob(id);
      if (!job || !(await job.isFailed())) return false;
      await job.retry('failed');
      return true;
    });
    return retried.filter(Boolean).length;
  }

  private ofBoth<T>(ask: (queue: Queue<GradingJob>) => Promise<T>): Promise<T[]> {
    return Promise.all(this.both.map(ask));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.ofBoth((queue) => queue.close().catch(() => undefined));
  }
}

/** What comes of it within the limit, else what stands in for it. */
async function inTime<T>(work: Promise<T>, instead: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(instead), LIMITS.enqueueWaitMs);
  });
  return Promise.race([work, patience]).finally(() => clearTimeout(timer));
}
