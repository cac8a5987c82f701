import type { Logger } from 'pino';
import { unappliedCorrections } from '#attempts';
import type { LotService, SettlementId, SettlementWork } from '#awards';

/** What the process tells its worker: which settlement it begins, and of which contest there is a new board. */
export type SettlementNews = { begun: SettlementId } | { board: number };

/**
 * Fixes results: commits to the seeds of lots as soon as a contest is published, freezes what decides when it is asked to,
 * and finds the winners. The rows say what is owed, so whoever dies leaves it to the next look, of this worker or another.
 */
export class Settlements {
  constructor(
    private readonly settling: SettlementWork,
    private readonly lots: LotService,
    private readonly logger: Logger,
  ) {}

  /** Does all that is owed now. @param begun is told of each one when the work on it begins */
  async work(begun?: (owed: SettlementId) => Promise<void>): Promise<void> {
    await this.lots.commitOwed();
    for (const owed of await this.settling.owed()) {
      try {
        await this.settling.make(owed, unappliedCorrections, begun);
      } catch (error) {
        this.logger.error({ err: error, settlement: owed.id }, 'results cannot be settled');
        // What cannot be computed stays so; a database that is away comes back, and other settlements do not wait for it. What
        // fails each time for another reason is given up after some tries.
        if (error instanceof RangeError) await this.settling.fail(owed, error.message);
      }
    }
  }
}
