import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { sealAudit } from '#database';
import { LOGGER } from '#platform';

/** Chains new audit rows once a second, so that nobody who writes one has to wait for the row before it. */
@Injectable()
export class AuditSealer implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private busy: Promise<unknown> | null = null;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.busy ??= sealAudit(this.dataSource, (text) => createHash('sha256').update(text).digest())
        .catch((error: unknown) => this.logger.error({ err: error }, 'audit not sealed'))
        .finally(() => {
          this.busy = null;
        });
    }, 1_000);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.busy;
  }
}
