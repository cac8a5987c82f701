import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { run } from '#database';
import { tableQueue, type TableQueue } from '#platform';
import { openCorrections } from './correction.queries.js';

/** How far the corrections of keys are, for whoever keeps the system: never what they say is right. */
@Injectable()
export class CorrectionQueue {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Those of all contests that are owed, and those that could not be done. @param now epoch ms of contest time */
  async look(now: number): Promise<TableQueue> {
    return tableQueue(await run(this.dataSource.manager, openCorrections, []), now);
  }
}
