import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { GradingQueue, owedGrades } from '#attempts';
import { run } from '#database';
import { Clock, Metrics } from '#platform';
import { documentJobs, givenUp, settlements } from './owed.queries.js';

const JOB_STATES = ['asked', 'running', 'done', 'failed', 'cancelled'];
const SETTLEMENT_STATES = ['asked', 'computed', 'published', 'superseded', 'withdrawn', 'failed'];

/** What the installation owes, told by each worker from the database and the queue alike: of several, the greatest counts. */
@Injectable()
export class WorkerFigures implements OnModuleInit {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly queue: GradingQueue,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    const { metrics, clock } = this;
    const { manager } = this.dataSource;
    metrics.gauge('cchc_grading_owed', 'Attempts handed in and not graded yet', async () => {
      return (await owedGrades(manager)).attempts;
    });
    metrics.gauge('cchc_grading_lag_seconds', 'Age of the attempt that waits longest for its grade', async () => {
      return (await owedGrades(manager)).oldestMs / 1_000 / clock.scale;
    });
    metrics.gauge(
      'cchc_grading_given_up',
      'Attempts that could not be graded and wait for an administrator',
      async () => {
        const [row] = await run(manager, givenUp, []);
        return row!.attempts;
      },
    );
    metrics.gauge(
      'cchc_queue_jobs',
      'Jobs of the grading queue by state',
      async () => Object.entries(await this.queue.counts()).map(([state, value]) => ({ labels: { state }, value })),
      ['state'],
    );
    metrics.gauge('cchc_queue_oldest_seconds', 'Age of the job that waits longest in the grading queue', async () => {
      return (await this.queue.oldestMs()) / 1_000;
    });
    metrics.gauge(
      'cchc_document_jobs',
      'Papers that were asked for, by state',
      async () => {
        const rows = await run(manager, documentJobs, []);
        return JOB_STATES.map((state) => ({
          labels: { state },
          value: rows.find((row) => row.state === state)?.jobs ?? 0,
        }));
      },
      ['state'],
    );
    metrics.gauge(
      'cchc_settlements',
      'Results of rounds, phases and contests, by state',
      async () => {
        const rows = await run(manager, settlements, []);
        return SETTLEMENT_STATES.map((state) => ({
          labels: { state },
          value: rows.find((row) => row.state === state)?.fields ?? 0,
        }));
      },
      ['state'],
    );
  }
}
