import { constants } from 'node:os';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LotService, SettlementWork, type SettlementId } from '#awards';
import { ENV, gradedChannel, LOGGER, REDIS, type Env, type GradedMessage, type RedisClient } from '#platform';
import { OfficialBoards } from '#results';
import { Aside } from '../aside.js';
import { Desk } from '../desk.js';
import type { SettlementNews } from './settlements.js';

/** How often it asks for what is owed: whoever asked for results looks at the screen. */
const LOOK_EVERY_MS = 1_000;
/** What a process left undone, for a fault or because another worker is at it, is not begun anew at once. */
const REST_MS = 5_000;
/** Of the process that settles: a quarter of a million attempts, their order and the winner file, several times over. */
const HEAP_MAX_MB = 3_072;

/** What runs in the process of its own; beside this file once all is built. */
const PROCESS = new URL('./settlement-process.js', import.meta.url);

/**
 * Has results settled and official boards made, in a process of its own. Whoever dies leaves what is owed to the next look, of
 * this worker or another.
 */
@Injectable()
export class SettlementDesk extends Desk {
  private readonly aside = new Aside({
    ...{ file: PROCESS, heapMaxMb: HEAP_MAX_MB, priority: constants.priority.PRIORITY_BELOW_NORMAL },
  });
  /** What the process has begun last. */
  private begun: SettlementId | null = null;
  /** By the clock of this process. */
  private restsUntil = 0;

  constructor(
    private readonly settling: SettlementWork,
    private readonly lots: LotService,
    private readonly boards: OfficialBoards,
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(ENV) private readonly env: Env,
    @Inject(LOGGER) logger: Logger,
  ) {
    super({ name: 'settlements', lookEveryMs: LOOK_EVERY_MS }, logger);
  }

  async work(): Promise<void> {
    await this.lots.commitOwed();
    if (performance.now() < this.restsUntil || !(await this.isOwed()) || this.isStopping) return;
    const code = await this.aside.run([], (message) => this.hear(message as SettlementNews));
    if (this.isStopping) return;
    if (code !== 0) this.logger.warn({ code }, 'process of settlements ended');
    if (await this.isOwed()) this.restsUntil = performance.now() + REST_MS;
  }

  private async isOwed(): Promise<boolean> {
    return (await this.settling.owed()).length > 0 || (await this.boards.isOwed());
  }

  private hear(news: SettlementNews): void {
    if ('begun' in news) this.begun = news.begun;
    else this.announce(news.board);
  }

  /** Pages look by themselves when this is lost. */
  private announce(contestId: number): void {
    const message: GradedMessage = { contestId, attemptIds: [], roundIds: [] };
    void this.redis.publish(gradedChannel(this.env.REDIS_PREFIX), JSON.stringify(message)).catch(() => undefined);
  }

  protected override async end(): Promise<void> {
    await this.aside.end();
    if (this.begun) await this.settling.takeBack(this.begun);
  }
}
