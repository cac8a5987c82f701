import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { personPrizes } from '#awards';
import { CertificateGiver, PrizeGiver } from '#contests';
import { Clock, LOGGER } from '#platform';

/** How often it asks whether figures or published results of a contest with certificates have changed: a few rows. */
const LOOK_EVERY_MS = 5_000;

/**
 * Takes certificates back whose attempts are not recognised any more and replaces those that were graded again; gives those of
 * prizes when results are published, and takes them back when a prize goes to somebody else.
 */
@Injectable()
export class CertificateKeeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private busy: Promise<void> | null = null;

  constructor(
    private readonly certificates: CertificateGiver,
    private readonly prizes: PrizeGiver,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.tick(), Math.max(200, LOOK_EVERY_MS / Math.max(1, this.clock.scale / 60)));
    this.tick();
  }

  private tick(): void {
    this.busy ??= this.renew().finally(() => {
      this.busy = null;
    });
  }

  private async renew(): Promise<void> {
    try {
      const changed = await this.certificates.renew();
      if (changed > 0) this.logger.info({ changed }, 'certificates taken back or replaced');
      const { given, revoked } = await this.prizes.renew(personPrizes);
      if (given + revoked > 0) this.logger.info({ given, revoked }, 'certificates of prizes after what is published');
    } catch (error) {
      this.logger.error({ err: error }, 'certificates not looked through');
    }
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.busy;
  }
}
