import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { tidyBranding } from '#contests';
import { tidyDocuments } from '#documents';
import { tidyIncidents } from '#feedback';
import { tidyDoor } from '#identity';
import { LOGGER } from '#platform';
import { tidyOpenData } from '#results';

const DAY_MS = 24 * 60 * 60_000;

/** At its start and then once a day: what need not be kept any longer is deleted. */
@Injectable()
export class Tidier implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private busy: Promise<void> | null = null;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.tick(), DAY_MS);
    this.tick();
  }

  private tick(): void {
    this.busy ??= this.tidy().finally(() => {
      this.busy = null;
    });
  }

  private async tidy(): Promise<void> {
    try {
      const incidents = await tidyIncidents(this.dataSource);
      const brandingFiles = await tidyBranding(this.dataSource);
      const documents = await tidyDocuments(this.dataSource);
      const openData = await tidyOpenData(this.dataSource);
      const door = await tidyDoor(this.dataSource);
      this.logger.info({ ...door, incidents, brandingFiles, documents, openData }, 'tidied');
    } catch (error) {
      // Nothing is lost by waiting a day.
      this.logger.error({ err: error }, 'not tidied');
    }
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.busy;
  }
}
