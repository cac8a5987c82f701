import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, LIMITS } from '#domain';
import { Clock, type QueueState } from '#platform';
import { GradingQueue, type FailedJob } from '../grading-queue.js';
import { owedGrades } from '../owed.js';
import * as sql from './grading-desk.queries.js';

/** Lines of each list; whoever has more has one reason for all of them. */
const LINES_MAX = 100;

/** How grading stands: what the database says is owed, and what the queue says of its jobs. */
export interface GradingState {
  owed: { attempts: number; oldestMs: number };
  /** null while Redis does not answer: nothing is lost by it. */
  queue: { counts: Record<QueueState, number>; oldestMs: number; isPaused: boolean; failed: FailedJob[] } | null;
  stuck: { contestId: number; contest: string; attemptId: string; reason: string; tries: number; lastAt: number }[];
}

/** Who does it, in answer to which request. */
interface Act {
  actorId: string;
  requestId: string | null;
}

/** Grading as an administrator looks after it. The queue is a hint: whatever is done to it, what is owed stays owed. */
@Injectable()
export class GradingDesk {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly queue: GradingQueue,
    private readonly clock: Clock,
  ) {}

  async state(): Promise<GradingState> {
    const { manager } = this.dataSource;
    const [owed, rows, queue] = await Promise.all([
      owedGrades(manager),
      run(manager, sql.listStuck, [LINES_MAX]),
      this.queueState().catch(() => null),
    ]);
    return {
      owed: { attempts: owed.attempts, oldestMs: Math.round(owed.oldestMs / this.clock.scale) },
      queue,
      stuck: rows.map((row) => ({
        ...{ contestId: row.contest_id, contest: row.contest, attemptId: row.attempt_id },
        ...{ reason: row.reason, tries: row.tries, lastAt: row.last_ms },
      })),
    };
  }

  private async queueState(): Promise<NonNullable<GradingState['queue']>> {
    const [counts, oldestMs, isPaused, failed] = await Promise.all([
      this.queue.counts(),
      this.queue.oldestMs(),
      this.queue.isPaused(),
      this.queue.failed(LINES_MAX),
    ]);
    return { counts, oldestMs: Math.round(oldestMs), isPaused, failed };
  }

  /**
   * Puts failed jobs back among those that wait.
   *
   * @param jobId null: all of them
   * @returns how many
   * @throws DomainError NOT_FOUND when there is no such job any more, QUEUE_AWAY without Redis
   */
  async retry({ actorId, requestId }: Act, jobId: string | null): Promise<number> {
    const jobs = await this.queue.retry(jobId).catch(away);
    if (jobId !== null && jobs === 0) throw new DomainError('NOT_FOUND');
    const subject = jobId === null ? 'grading/all' : `grading/${jobId}`;
    await appendAudit(this.dataSource.manager, {
      ...{ actorId, requestId, action: 'grading.retried', subject, after: { jobs } },
    });
    return jobs;
  }

  /**
   * Has attempts that were given up on graded again, with all tries before them. Without Redis the sweeper finds them.
   *
   * @param attemptId null: all of them
   * @returns how many
   * @throws DomainError NOT_FOUND when it was not given up on
   */
  async gradeAgain({ actorId, requestId }: Act, attemptId: string | null): Promise<number> {
    const forgiven = await this.dataSource.transaction(async (manager) => {
      const rows = await run(manager, sql.forgive, [attemptId]);
      if (attemptId !== null && rows.length === 0) throw new DomainError('NOT_FOUND');
      const subject = attemptId === null ? 'grading/all' : `grading/${attemptId}`;
      await appendAudit(manager, {
        ...{ actorId, requestId, action: 'grading.repeated', subject, after: { attempts: rows.length } },
      });
      return rows;
    });
    const byContest = new Map<number, string[]>();
    for (const { contest_id: contestId, attempt_id: id } of forgiven)
      byContest.set(contestId, [...(byContest.get(contestId) ?? []), id]);
    for (const [contestId, ids] of byContest)
      for (let from = 0; from < ids.length; from += LIMITS.gradeGroupMax)
        await this.queue.enqueueOwed({ contestId, attemptIds: ids.slice(from, from + LIMITS.gradeGroupMax) });
    return forgiven.length;
  }

  /** Stops all workers from taking jobs, or lets them go on. @throws DomainError QUEUE_AWAY without Redis */
  async setPaused({ actorId, requestId }: Act, isPaused: boolean): Promise<void> {
    await this.queue.setPaused(isPaused).catch(away);
    const action = isPaused ? 'grading.paused' : 'grading.resumed';
    await appendAudit(this.dataSource.manager, { actorId, requestId, action, subject: 'grading/all' });
  }
}

function away(): never {
  throw new DomainError('QUEUE_AWAY', { retryAfterSeconds: 5 });
}
