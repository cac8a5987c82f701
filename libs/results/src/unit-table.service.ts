import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { run } from '#database';
import { DomainError, noCounters, addCounters, USUAL_SIGHTS, type Scope, type Shown } from '#domain';
import { Clock } from '#platform';
import { PacedCache } from './report.cache.js';
import {
  ContestReader,
  scopeOf,
  scopeTitle,
  type ReportedContest,
  type ScopeWish,
  type TallyMark,
} from './report.contest.js';
import { isStaff, managedUnits, maySeeScores, onlookerOf, refuseHidden, shownTo, type Viewer } from './report.sight.js';
import {
  chainBelow,
  filtered,
  judgedLine,
  sorted,
  tabulate,
  type UnitFilter,
  type UnitLine,
  type UnitSort,
  type RawUnitLine,
  type UnitTable,
} from './unit-table.lines.js';
import { UnitRankingService, type UnitRanking } from './unit-ranking/unit-ranking.service.js';
import { publishedWithin, unitAwards } from './unit-awards.queries.js';
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
  /** How the table and the list of silent units are shown to who asked. */
  sight: { table: Shown; silent: Shown };
}

export interface UnitPage extends ReportedUnits {
  /** How units are ranked; null where they are not. */
  ranking: UnitRanking | null;
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
  private readonly tables = new PacedCache<{ table: UnitTable; mark: TallyMark }>(TABLE_LIFE_MS, TABLES_MAX);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly contests: ContestReader,
    private readonly rankings: UnitRankingService,
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
    const newest = await this.contests.mark(contest.id);
    const key = [contest.id, scope.kind, scope.id].join(' ');
    const read = async () => ({
      table: await readUnitTable(this.dataSource.manager, contest, scope),
      mark: newest,
    });
    const { table, mark } = await this.tables.get(key, newest.version, read);
    const now = () => this.clock.now();
    const scoresShown = maySeeScores(contest, scope, viewer, now);
    const sight = {
      table: shownTo('unitTable', contest, scope, viewer, now),
      silent: shownTo('silentUnits', contest, scope, viewer, now),
    };
    return { contest, scope, scopeTitle: scopeTitle(contest, scope), mark, table, scoresShown, sight };
  }

  /**
   * A page of the table, for whom the rules show it to; where that is the units' own chains, a manager sees the own one.
   * Units that have not taken part stand in it only for who may be told of them.
   *
   * @throws DomainError CONTEST_NOT_FOUND, ROUND_NOT_FOUND; RESULT_NOT_RELEASED {releasedAt} when it is not shown, or to
   *   be sorted by scores that are not
   */
  async page(slug: string, wish: UnitTableWish, viewer: Viewer | null): Promise<UnitPage> {
    const all = await this.all(slug, wish, viewer);
    const units = ownPart(all, viewer);
    refuseHidden(units.sight.table);
    // Of all units, also where a manager sees but the own ones.
    const ranking = await this.ranking(all);
    const isKept =
      wish.sort === 'rank' ? ranking?.state === 'with_scores' : !units.scoresShown && SCORES.has(wish.sort);
    if (isKept) throw new DomainError('RESULT_NOT_RELEASED');
    const sees = silentSight(units, viewer);
    const lines = placed(units.table.lines, ranking);
    const page = paged({ ...units, table: { ...units.table, lines } }, wish, (line) =>
      line.status !== 'silent' ? isPresent(line) : sees(line),
    );
    return { ...page, ranking };
  }

  /** How the units of a whole table are ranked; null where they are not, and while the table is kept back. */
  async ranking(units: ReportedUnits): Promise<UnitRanking | null> {
    return units.sight.table.state === 'live' ? this.rankings.of(units) : null;
  }

  /**
   * The invited units that have not taken part.
   *
   * @throws DomainError NOT_ALLOWED for who neither runs the contest nor manages one of its units; RESULT_NOT_RELEASED
   *   {releasedAt} when the rules do not show them to who asks
   */
  async silent(slug: string, wish: UnitTableWish, viewer: Viewer): Promise<UnitPage> {
    const units = await this.all(slug, wish, viewer);
    if (!isStaff(viewer, units.contest.id) && managedUnits(viewer, units.contest.id).length === 0) {
      throw new DomainError('NOT_ALLOWED');
    }
    refuseHidden(units.sight.silent);
    const sees = silentSight(units, viewer);
    return { ...paged(units, wish, (line) => line.status === 'silent' && sees(line)), ranking: null };
  }
}

/** Columns that tell scores. */
const SCORES: ReadonlySet<UnitSort> = new Set(['mean', 'fullMarks']);

/** The lines with where they stand. */
export function placed(lines: UnitLine[], ranking: UnitRanking | null): UnitLine[] {
  if (ranking === null) return lines;
  return lines.map((line) =>
    judgedLine(line, {
      status: line.status,
      countedWithBelow: line.countedWithBelow,
      rate: line.rate,
      place: ranking.places.get(line.contestUnitId) ?? null,
    }),
  );
}

/** Units that were not invited are listed once somebody has stood for them: there are no silent ones among them. */
export function isPresent(line: UnitLine): boolean {
  return line.invited || line.counters.attempts > 0;
}

/** Which silent units the caller may be told of: all where the rules show them to everybody, else those of the own chain. */
export function silentSight(units: ReportedUnits, viewer: Viewer | null): (line: UnitLine) => boolean {
  if (units.sight.silent.state !== 'live') return () => false;
  if (isStaff(viewer, units.contest.id) || sightsOf(units).silentUnits.who === 'public') return () => true;
  const managed = managedUnits(viewer, units.contest.id);
  if (managed.length === 0) return () => false;
  const chain = chainBelow(units.table.lines, managed);
  return (line) => chain.has(line.contestUnitId);
}

/** The table as it is for who may see it; a table that is for the units' own chains is that of the own one alone. */
function ownPart(units: ReportedUnits, viewer: Viewer | null): ReportedUnits {
  const isAll = sightsOf(units).unitTable.who === 'public' || onlookerOf(viewer, units.contest.id) !== 'own_units';
  if (isAll) return units;
  const chain = chainBelow(units.table.lines, managedUnits(viewer, units.contest.id));
  const lines = units.table.lines.filter(({ contestUnitId }) => chain.has(contestUnitId));
  const persons = lines.reduce((sum, { counters }) => addCounters(sum, counters), noCounters()).persons;
  return { ...units, table: tabulate(lines, units.contest.rules.participation, persons) };
}

const sightsOf = ({ contest }: ReportedUnits) => contest.rules.sights ?? USUAL_SIGHTS;

function paged(units: ReportedUnits, wish: UnitTableWish, shows: (line: UnitLine) => boolean) {
  const lines = sorted(filtered(units.table.lines.filter(shows), wish), wish.sort, wish.order);
  const from = (wish.page - 1) * wish.limit;
  return { ...units, lines: lines.slice(from, from + wish.limit), count: lines.length };
}

/** A row as the table is made of. */
function rawLine(row: UnitLineRow, awards: RawUnitLine['awards']): RawUnitLine {
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
    block: row.block,
    earlier: row.earlier,
    awards,
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

/** All units of a contest with what they have in a scope, and of the prizes that are published within it. */
export async function readUnitTable(
  manager: EntityManager,
  { id, rules: { participation } }: Pick<ReportedContest, 'id' | 'rules'>,
  scope: Scope,
): Promise<UnitTable> {
  const values = [id, scope.kind, scope.id];
  // One after the other: the caller's transaction has one connection.
  const rows = await run(manager, unitLines, values);
  const [count] = await run(manager, personCount, values);
  const [published] = await run(manager, publishedWithin, values);
  const awards = await run(manager, unitAwards, [...values, participation.childrenCountForParent]);
  const awardsOf = new Map(awards.map(({ id: unit, winners, prizes }) => [unit, { winners, prizes }]));
  const isPublished = published!.publications > 0;
  const lines = rows.map((row) =>
    rawLine(row, isPublished ? (awardsOf.get(row.id) ?? { winners: 0, prizes: [] }) : null),
  );
  return tabulate(lines, participation, count?.persons ?? 0);
}
