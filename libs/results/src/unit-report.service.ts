import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { run } from '#database';
import { DomainError } from '#domain';
import type { ReportedRound } from './report.contest.js';
import { managedUnits, refuseHidden, type Viewer } from './report.sight.js';
import type { UnitRanking } from './unit-ranking/unit-ranking.service.js';
import { chainBelow, filtered, sorted, type UnitLine } from './unit-table.lines.js';
import { unitRounds } from './unit-table.queries.js';
import { isPresent, placed, silentSight, UnitTableService, type ReportedUnits } from './unit-table.service.js';

export interface UnitReportWish {
  /** Part of the name or code of a unit below. */
  search?: string | undefined;
  status: 'all' | 'took_part' | 'silent';
  /** 1-based. */
  page: number;
  limit: number;
}

/** One unit of a contest: what it has, round by round, and the units directly below it. */
export interface UnitReport extends ReportedUnits {
  ranking: UnitRanking | null;
  unit: UnitLine;
  rounds: { round: ReportedRound; persons: number; attempts: number }[];
  below: {
    /** Of all units directly below, whatever was searched for. */
    invited: number;
    tookPart: number;
    silent: number;
    /** Whether the caller is told which ones are silent; their number everybody is. */
    silentShown: boolean;
    /** Lines on all pages. */
    count: number;
    lines: UnitLine[];
  };
}

const THE_CONTEST = { scope: 'contest' } as const;

/** Reads the page of one unit out of the maintained counters. */
@Injectable()
export class UnitReportService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly units: UnitTableService,
  ) {}

  /**
   * The names of silent units are for the same people as in the unit table. The unit itself is shown to whoever asks
   * for it by its code: it is the page that its people are sent to join by.
   *
   * Its figures are for whom the unit table is for, and for its own managers: they are theirs.
   *
   * @throws DomainError CONTEST_NOT_FOUND; UNIT_NOT_FOUND when the contest has no unit of this code; RESULT_NOT_RELEASED
   *   {releasedAt} when its figures are not shown
   */
  async report(slug: string, code: string, wish: UnitReportWish, viewer: Viewer | null): Promise<UnitReport> {
    const units = await this.units.all(slug, THE_CONTEST, viewer);
    const ranking = await this.units.ranking(units);
    const unit = placed(units.table.lines, ranking).find((line) => line.code === code);
    if (!unit) throw new DomainError('UNIT_NOT_FOUND');
    const own = chainBelow(units.table.lines, managedUnits(viewer, units.contest.id));
    if (!own.has(unit.contestUnitId)) refuseHidden(units.sight.table);
    const children = units.table.lines.filter((line) => line.parentId === unit.contestUnitId);
    const sees = silentSight(units, viewer);
    const shown = children.filter((line) => (line.status === 'silent' ? sees(line) : isPresent(line)));
    const wanted = wish.status === 'all' ? shown : shown.filter(({ status }) => status === wish.status);
    const lines = sorted(filtered(wanted, { search: wish.search }), 'attempts', 'desc');
    const from = (wish.page - 1) * wish.limit;
    const has = (status: UnitLine['status']) => children.filter((line) => line.status === status).length;
    return {
      ...units,
      ranking,
      unit,
      rounds: await this.rounds(units, unit),
      below: {
        invited: children.filter(({ invited }) => invited).length,
        tookPart: has('took_part'),
        silent: has('silent'),
        silentShown: children.every((line) => line.status !== 'silent' || sees(line)),
        count: lines.length,
        lines: lines.slice(from, from + wish.limit),
      },
    };
  }

  private async rounds({ contest }: ReportedUnits, unit: UnitLine): Promise<UnitReport['rounds']> {
    const ids = contest.rounds.map(({ id }) => id);
    const rows = await run(this.dataSource.manager, unitRounds, [contest.id, ids, unit.contestUnitId]);
    const found = new Map(rows.map((row) => [row.round_id, row]));
    return contest.rounds.map((round) => {
      const { persons = 0, attempts = 0 } = found.get(round.id) ?? {};
      return { round, persons, attempts };
    });
  }
}
