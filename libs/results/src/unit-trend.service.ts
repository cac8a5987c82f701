import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { run } from '#database';
import { DomainError } from '#domain';
import { isStaff, managedUnits, type Viewer } from './report.sight.js';
import { chainBelow, type UnitLine } from './unit-table.lines.js';
import { unitTrend } from './unit-table.queries.js';
import { UnitTableService, type ReportedUnits } from './unit-table.service.js';

/** What a unit and those below it had on one local day. */
export interface TrendDay {
  /** 'YYYY-MM-DD' */
  day: string;
  /** People whose first valid attempt was handed in on that day. */
  persons: number;
  /** Valid attempts handed in on that day. */
  attempts: number;
}

/** A unit with all below it, as whoever stands for it may see them. */
export interface Subtree extends ReportedUnits {
  unit: UnitLine;
  /** The unit itself and every unit below it, at any depth. */
  lines: UnitLine[];
}

/** What whoever stands for a unit follows: the part of the tree that is theirs, day by day. */
@Injectable()
export class UnitTrendService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly units: UnitTableService,
  ) {}

  /**
   * A unit with those below it, for whoever runs the contest or manages it or one above it.
   *
   * @throws DomainError CONTEST_NOT_FOUND, UNIT_NOT_FOUND, NOT_ALLOWED
   */
  async subtree(slug: string, code: string, viewer: Viewer): Promise<Subtree> {
    const units = await this.units.all(slug, { scope: 'contest' }, viewer);
    const { lines } = units.table;
    const unit = lines.find((line) => line.code === code);
    if (!unit) throw new DomainError('UNIT_NOT_FOUND');
    const isMine = chainBelow(lines, managedUnits(viewer, units.contest.id)).has(unit.contestUnitId);
    if (!isMine && !isStaff(viewer, units.contest.id)) throw new DomainError('NOT_ALLOWED');
    const below = chainBelow(lines, [unit.contestUnitId]);
    return { ...units, unit, lines: lines.filter(({ contestUnitId }) => below.has(contestUnitId)) };
  }

  /** Days on which something was handed in, the first one first. @throws as `subtree` */
  async trend(slug: string, code: string, viewer: Viewer): Promise<TrendDay[]> {
    const { contest, unit } = await this.subtree(slug, code, viewer);
    return run(this.dataSource.manager, unitTrend, [contest.id, unit.contestUnitId]);
  }
}
