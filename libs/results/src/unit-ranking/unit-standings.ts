import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { Scope, UnitStanding } from '#domain';
import { ContestReader } from '../report.contest.js';
import { readUnitTable } from '../unit-table.service.js';
import { UnitRankingService } from './unit-ranking.service.js';

/** How far units and people took part in a scope, as counts, and where each of the units stands. */
export interface ScopeStandings {
  participation: { invited: number; tookPart: number };
  persons: number;
  attempts: number;
  /** By contestUnitId: the invited units that took part, in the order of their blocks and places. */
  units: ReadonlyMap<number, UnitStanding>;
}

/** For lists of who is proposed for commendation: what unit tables and rankings say, for organizers, whatever is kept back. */
@Injectable()
export class UnitStandings {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly contests: ContestReader,
    private readonly rankings: UnitRankingService,
  ) {}

  /** @throws DomainError CONTEST_NOT_FOUND */
  async read(contestId: number, scope: Scope): Promise<ScopeStandings> {
    const { manager } = this.dataSource;
    const contest = await this.contests.byId(manager, contestId);
    const table = await readUnitTable(manager, contest, scope);
    const ranking = await this.rankings.of({ contest, scope, table, scoresShown: true });
    const blocks = contest.unitPlan?.blocks ?? [];
    const order = (code: string | null) => {
      const at = blocks.findIndex((block) => block.code === code);
      return at === -1 ? blocks.length : at;
    };
    const standings = table.lines
      .filter(({ status }) => status === 'took_part')
      .map((line) => ({ line, place: ranking?.places.get(line.contestUnitId) ?? null }))
      .sort(
        (a, b) =>
          order(a.line.block) - order(b.line.block) ||
          (a.place?.rank ?? Infinity) - (b.place?.rank ?? Infinity) ||
          b.line.counters.persons - a.line.counters.persons ||
          (a.line.code < b.line.code ? -1 : 1),
      );
    return {
      participation: { invited: table.participation.invited, tookPart: table.participation.tookPart },
      ...{ persons: table.persons, attempts: table.total.attempts },
      units: new Map(
        standings.map(({ line, place }) => [
          line.contestUnitId,
          {
            group: blocks.find(({ code }) => code === line.block)?.title ?? null,
            ...{ rank: place?.rank ?? null, among: place?.among ?? 0, headcount: line.headcount },
            ...{ persons: line.counters.persons, attempts: line.counters.attempts },
          },
        ]),
      ),
    };
  }
}
