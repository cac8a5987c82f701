import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { run } from '#database';
import { DomainError, type Scope } from '#domain';
import { Clock } from '#platform';
import { BriefCache } from './report.cache.js';
import {
  ContestReader,
  scopeOf,
  scopeTitle,
  type ReportedContest,
  type ScopeWish,
  type TallyMark,
} from './report.contest.js';
import { isStaff, managedUnits, maySeeScores, type Viewer } from './report.sight.js';
import {
  chainBelow,
  filtered,
  sorted,
  tabulate,
  type UnitFilter,
  type UnitLine,
  type UnitSort,
  type UnitTable,
} from './unit-table.lines.js';
import { personCount, unitLines, type UnitLineRow } from './unit-table.queries.js';

export interface UnitTableWish extends ScopeWish, UnitFilter {
  sort: UnitSort;
  order: 'asc' | 'desc';
  /** 1-based. */
  page: number;
  limit: number;
}

/** A contest's units in a scope, with what the caller may see of it. */
export interface ReportedUnits {
  contest: ReportedContest;
  scope: Scope;
  scopeTitle: string;
  mark: TallyMark;
  table: UnitTable;
  /** Whether means and full marks may be shown: they tell scores. */
  scoresShown: boolean;
}

export interface UnitPage extends ReportedUnits {
  lines: UnitLine[];
  /** Lines on all pages. */
  count: number;
}

const TABLE_LIFE_MS = 1_000;
/** A table of 3,355 units takes a few megabytes. */
const TABLES_MAX = 20;

/** Reads the unit table from its maintained counters. */
@Injectable()
export class UnitTableService {
  private readonly tables = new BriefCache<UnitTable>(TABLE_LIFE_MS, TABLES_MAX);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly contests: ContestReader,
    private readonly clock: Clock,
  ) {}

  /**
   * All units of a contest in a scope, nothing left out.
   *
   * @throws DomainError CONTEST_NOT_FOUND, ROUND_NOT_FOUND.
   */
  async all(slug: string, wish: ScopeWish, viewer: Viewer | null): Promise<ReportedUnits> {
    const contest = await this.contests.bySlug(slug);
    const scope = scopeOf(contest, wish);
    const mark = await this.contests.mark(contest.id);
    const key = [contest.id, scope.kind, scope.id, mark.version].join(' ');
    const table = await this.tables.get(key, () => this.read(contest, scope));
    const scoresShown = maySeeScores(contest, scope, viewer, () => this.clock.now());
    return { contest, scope, scopeTitle: scopeTitle(contest, scope), mark, table, scoresShown };
  }

  /**
   * A page of the table. Which units have not taken part is told to those who run the contest and to the managers of
   * their chain; for everybody else the table holds the units that have. Without released scores it cannot be sorted by
   * them (RESULT_NOT_RELEASED).
   */
  async page(slug: string, wish: UnitTableWish, viewer: Viewer | null): Promise<UnitPage> {
    const units = await this.all(slug, wish, viewer);
    if (!units.scoresShown && (wish.sort === 'mean' || wish.sort === 'fullMarks')) {
      throw new DomainError('RESULT_NOT_RELEASED');
    }
    const sees = silentSight(units, viewer);
    return paged(units, wish, (line) => (line.status !== 'silent' ? isPresent(line) : sees(line)));
  }

  /**
   * The invited units that have not taken part.
   *
   * @throws DomainError NOT_ALLOWED for who neither runs the contest nor manages one of its units.
   */
  async silent(slug: string, wish: UnitTableWish, viewer: Viewer): Promise<UnitPage> {
    const units = await this.all(slug, wish, viewer);
    if (!isStaff(viewer, units.contest.id) && managedUnits(viewer, units.contest.id).length === 0) {
      throw new DomainError('NOT_ALLOWED');
    }
    const sees = silentSight(units, viewer);
    return paged(units, wish, (line) => line.status === 'silent' && sees(line));
  }

  private async read(contest: ReportedContest, scope: Scope): Promise<UnitTable> {
    const manager = this.dataSource.manager;
    const values = [contest.id, scope.kind, scope.id];
    const [rows, [count]] = await Promise.all([run(manager, unitLines, values), run(manager, personCount, values)]);
    return tabulate(rows.map(rawLine), contest.rules.participation, count?.persons ?? 0);
  }
}

/** Units that were not invited are listed once somebody has stood for them: there are no silent ones among them. */
export function isPresent(line: UnitLine): boolean {
  return line.invited || line.counters.attempts > 0;
}

/** Which silent units the caller may be told of. */
export function silentSight(units: ReportedUnits, viewer: Viewer | null): (line: UnitLine) => boolean {
  if (isStaff(viewer, units.contest.id)) return () => true;
  const managed = managedUnits(viewer, units.contest.id);
  if (managed.length === 0) return () => false;
  const chain = chainBelow(units.table.lines, managed);
  return (line) => chain.has(line.contestUnitId);
}

function paged(units: ReportedUnits, wish: UnitTableWish, shows: (line: UnitLine) => boolean): UnitPage {
  const lines = sorted(filtered(units.table.lines.filter(shows), wish), wish.sort, wish.order);
  const from = (wish.page - 1) * wish.limit;
  return { ...units, lines: lines.slice(from, from + wish.limit), count: lines.length };
}

function rawLine(row: UnitLineRow) {
  return {
    contestUnitId: row.id,
    parentId: row.parent_id,
    code: row.code,
    name: row.name,
    parentName: row.parent_name,
    level: row.level,
    kind: row.kind,
    invited: row.invited,
    headcount: row.headcount,
    headcountNote: row.headcount_note,
    counters: {
      persons: row.persons,
      attempts: row.attempts,
      countedAttempts: row.counted_attempts,
      countedScore: Number(row.counted_score),
      fullMarksAttempts: row.full_marks_attempts,
      fullMarksPersons: row.full_marks_persons,
    },
  };
}
