import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { LIMITS } from '#domain';
import {
  ENV,
  GRADING_JOB_OPTIONS,
  GRADING_QUEUE,
  gradingJobId,
  LOGGER,
  REDIS,
  type Env,
  type GradingJob,
} from '#platform';

/** Tells the worker what was submitted. A hint: what it fails to say, the sweeper finds in the database. */
@Injectable()
export class GradingQueue implements OnApplicationShutdown {
  private readonly queue: Queue<GradingJob>;

  constructor(
    @Inject(REDIS) redis: Redis,
    @Inject(ENV) env: Env,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.queue = new Queue<GradingJob>(GRADING_QUEUE, { connection: redis, prefix: env.REDIS_PREFIX });
    this.queue.on('error', () => undefined);
  }

  /** Never throws and never takes longer than the limit: the submit is on disk already. */
  async enqueue(job: GradingJob): Promise<void> {
    const added = this.queue
      .add('grade', job, { ...GRADING_JOB_OPTIONS, jobId: gradingJobId(job) })
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

  async onApplicationShutdown(): Promise<void> {
    await this.queue.close().catch(() => undefined);
  }
}
