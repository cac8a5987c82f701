import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { SignalService } from '#attempts';
import { LOGGER } from '#platform';

/** Often enough for somebody who looks once an hour, seldom enough not to be felt. */
const LOOK_EVERY_MS = 5 * 60_000;

/** Looks now and then for what somebody should judge: signals, never a punishment. */
@Injectable()
export class Watchman implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private busy: Promise<void> | null = null;

  constructor(
    private readonly signals: SignalService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.tick(), LOOK_EVERY_MS);
    this.tick();
  }

  private tick(): void {
    this.busy ??= this.signals
      .find()
      .catch((error: unknown) => this.logger.error({ err: error }, 'signals'))
      .finally(() => {
        this.busy = null;
      });
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.busy;
  }
}
