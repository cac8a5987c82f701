import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { owedGrades } from '#attempts';
import { run } from '#database';
import { LOGGER, Metrics } from '#platform';
import { ReconcileService } from '#results';
import { nextContest } from './owed.queries.js';

/** A contest at a time, so that a province with six of them has each counted anew within the hour. */
const LOOK_EVERY_MS = 10 * 60_000;
/** After a recount so many times as long without one: a contest of millions of attempts takes minutes. */
const REST = 19;

/**
 * Counts boards and counters of one contest after another again from its attempts, while nobody waits for a grade, and says
 * how far they are from what is stored. It mends nothing: whoever is called looks at the reason first.
 */
@Injectable()
export class DriftWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private busy: Promise<void> | null = null;
  private last = 0;
  /** Process time. */
  private restsUntil = 0;
  private readonly found = new Map<number, number>();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly reconcile: ReconcileService,
    @Inject(LOGGER) private readonly logger: Logger,
    metrics: Metrics,
  ) {
    metrics.gauge(
      'cchc_figures_drift',
      'Stored figures that differ from a recount of the attempts, by contest',
      () => [...this.found].map(([contest, value]) => ({ labels: { contest: String(contest) }, value })),
      ['contest'],
    );
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      const begun = performance.now();
      if (begun < this.restsUntil) return;
      this.busy ??= this.look()
        .catch((error: unknown) => this.logger.error({ err: error }, 'figures not recounted'))
        .finally(() => {
          this.restsUntil = performance.now() + REST * (performance.now() - begun);
          this.busy = null;
        });
    }, LOOK_EVERY_MS);
  }

  /** Recounts the next contest in turn; nothing while grades are owed. */
  async look(): Promise<void> {
    const { manager } = this.dataSource;
    if ((await owedGrades(manager)).attempts > 0) return;
    const [next] = await run(manager, nextContest, [this.last]);
    if (!next) return;
    this.last = next.id;
    const { total } = await this.reconcile.check(next.id);
    this.found.set(next.id, total);
    if (total > 0) this.logger.error({ contestId: next.id, differences: total }, 'figures differ from a recount');
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.busy;
  }
}
