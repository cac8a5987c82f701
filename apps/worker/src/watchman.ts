import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { SignalService } from '#attempts';
import { LOGGER } from '#platform';

/** Often enough for somebody who looks once an hour, seldom enough not to be felt. */
const LOOK_EVERY_MS = 5 * 60_000;
/** A grade is there long before an attempt has been passed over three times; one that came later is found by the hour. */
const RECENT_MS = 15 * 60_000;
const HOUR_OF_LOOKS = 12;

/** Looks now and then for what somebody should judge: signals, never a punishment. */
@Injectable()
export class Watchman implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private busy: Promise<void> | null = null;
  private looks = 0;

  constructor(
    private readonly signals: SignalService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.tick(), LOOK_EVERY_MS);
    this.tick();
  }

  private tick(): void {
    if (this.busy) return;
    const isWide = this.looks++ % HOUR_OF_LOOKS === 0;
    this.busy = this.signals
      .find(isWide ? undefined : RECENT_MS)
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
