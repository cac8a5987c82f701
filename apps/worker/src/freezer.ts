import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock, ENV, gradedChannel, LOGGER, REDIS, type Env, type GradedMessage, type RedisClient } from '#platform';
import { BoardFreezer } from '#results';

/** How often it asks which boards have to stand still: until one is there, nobody is shown it. */
const LOOK_EVERY_MS = 2_000;

/** Makes the boards that stand still in the last minutes of a round, beside those that move. */
@Injectable()
export class Freezer implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private busy: Promise<void> | null = null;

  constructor(
    private readonly boards: BoardFreezer,
    private readonly clock: Clock,
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(ENV) private readonly env: Env,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const everyMs = Math.max(200, LOOK_EVERY_MS / Math.max(1, this.clock.scale / 60));
    this.timer = setInterval(() => this.tick(), everyMs);
    this.tick();
  }

  private tick(): void {
    this.busy ??= this.freeze().finally(() => {
      this.busy = null;
    });
  }

  private async freeze(): Promise<void> {
    try {
      for (const contestId of await this.boards.work()) this.announce(contestId);
    } catch (error) {
      // Until the next look nobody is shown a board that has to stand still.
      this.logger.error({ err: error }, 'boards not frozen');
    }
  }

  /** Pages look by themselves when this is lost. */
  private announce(contestId: number): void {
    const message: GradedMessage = { contestId, attemptIds: [], roundIds: [] };
    void this.redis.publish(gradedChannel(this.env.REDIS_PREFIX), JSON.stringify(message)).catch(() => undefined);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.busy;
  }
}
