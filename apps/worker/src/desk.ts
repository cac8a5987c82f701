import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';

/**
 * A desk of the worker: asks again and again what the rows say is owed, and does it, one look after the other. A fault is logged
 * under the name of the desk, and the next look begins anew.
 */
export abstract class Desk implements OnApplicationBootstrap, OnApplicationShutdown {
  protected isStopping = false;
  private timer: NodeJS.Timeout | undefined;
  private busy: Promise<void> | null = null;

  constructor(
    private readonly plan: { name: string; lookEveryMs: number },
    protected readonly logger: Logger,
  ) {}

  /** Does all that is owed now, and stops early when `isStopping`. */
  abstract work(): Promise<void>;

  /** Ends what cannot end by itself soon. */
  protected end(): Promise<void> {
    return Promise.resolve();
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.tick(), this.plan.lookEveryMs);
    this.tick();
  }

  private tick(): void {
    // Work that takes longer than the interval is not overtaken by the next look.
    this.busy ??= this.work()
      .catch((error: unknown) => this.logger.error({ err: error }, this.plan.name))
      .finally(() => {
        this.busy = null;
      });
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    clearInterval(this.timer);
    await this.end();
    await this.busy;
  }
}
