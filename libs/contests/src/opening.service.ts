import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { run } from '#database';
import { DomainError } from '#domain';
import { Clock } from '#platform';
import { checkRound } from './contest-draft.js';
import { readPoolItems } from './contest.queries.js';
import { momentOf, type Moment } from './contest-view.js';
import * as sql from './opening.queries.js';

/** A round as whoever runs the contest sees it. Instants in epoch ms. */
export interface OpeningRound {
  number: number;
  title: string;
  state: Moment;
  opensAt: number;
  closesAt: number;
  note: string | null;
  /** What keeps papers from being drawn, in Vietnamese; null when every paper can be. */
  poolFault: string | null;
  /** Items of its pool that were retired since. They are still drawn. */
  retiredItems: number;
}

/** Whether a published contest is ready for its people: rounds, windows, pools. */
@Injectable()
export class OpeningService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError CONTEST_NOT_FOUND, also for a draft */
  async contest(slug: string): Promise<sql.OpeningRow> {
    const [contest] = await run(this.dataSource.manager, sql.openingContest, [slug]);
    if (!contest) throw new DomainError('CONTEST_NOT_FOUND');
    return contest;
  }

  /** The rounds of a contest by opening time. */
  async rounds(contestId: number): Promise<OpeningRound[]> {
    const { manager } = this.dataSource;
    const now = this.clock.now();
    const rows = await run(manager, sql.openingRounds, [contestId]);
    const items = await run(manager, readPoolItems, [[...new Set(rows.flatMap(({ pool }) => pool))]]);
    const known = new Map(items.map((item) => [item.id, item]));
    return rows.map(({ number, title, opens_ms: opensAt, closes_ms: closesAt, note, rules, pool, retired }) => {
      const faults = checkRound({ opensAt, closesAt, rules, pool }, known);
      return {
        ...{ number, title, opensAt, closesAt, note },
        state: momentOf(now, opensAt, closesAt),
        poolFault: faults[0]?.message ?? null,
        retiredItems: retired,
      };
    });
  }
}
