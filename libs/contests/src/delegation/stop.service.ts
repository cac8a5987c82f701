import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, isoInstant } from '#domain';
import type { NamedUnit } from '../plans/plan-reach.js';
import * as sql from './stop.queries.js';

/** Nobody starts an attempt any more; attempts under way are finished. */
export interface Stop {
  since: string;
  /** For those who run the contest. */
  reason: string;
  /** For everybody. */
  publicNote: string;
}

/** Who does it, in which contest, in answer to which request. */
interface StopAct {
  contestId: number;
  actorId: string;
  requestId: string | null;
}

/** The last word of those who watch over all contests. Who may say it is the caller's to judge. */
@Injectable()
export class StopService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Which unit runs a contest, and whether it is stopped. */
  async read(contestId: number): Promise<{ runBy: NamedUnit | null; stop: Stop | null }> {
    const { manager } = this.dataSource;
    const [[runner], [row]] = [
      await run(manager, sql.runnerOf, [contestId]),
      await run(manager, sql.openStop, [contestId]),
    ];
    const stop = row ? { since: isoInstant(row.since_ms), reason: row.reason, publicNote: row.note } : null;
    return { runBy: runner?.unit ?? null, stop };
  }

  /** Stops a contest. One that is stopped stays so, with the reason and note that it has. */
  async stop({ contestId, actorId, requestId }: StopAct, told: { reason: string; publicNote: string }): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [begun] = await run(manager, sql.beginStop, [contestId, actorId, told.reason, told.publicNote]);
      if (!begun) return;
      const line = { action: 'contest.stopped', subject: `contest/${contestId}`, after: told };
      await appendAudit(manager, { actorId, requestId, ...line });
    });
  }

  /** Lets people start again. @throws DomainError NOT_STOPPED */
  async lift({ contestId, actorId, requestId }: StopAct): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      if ((await run(manager, sql.liftStop, [contestId, actorId])).length === 0) throw new DomainError('NOT_STOPPED');
      const line = { action: 'contest.stop_lifted', subject: `contest/${contestId}` };
      await appendAudit(manager, { actorId, requestId, ...line });
    });
  }
}
