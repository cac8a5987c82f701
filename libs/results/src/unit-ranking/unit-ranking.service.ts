import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { run } from '#database';
import { rankUnits, type Scope, type UnitFacts, type UnitMetric, type UnitPlan } from '#domain';
import { Clock } from '#platform';
import { BriefCache } from '../report.cache.js';
import type { ReportedContest } from '../report.contest.js';
import type { RankedPlace, UnitLine, UnitTable } from '../unit-table.lines.js';
import { cappedUnitFacts, unitFacts, type UnitFactsRow } from './unit-ranking.queries.js';

export interface UnitRanking {
  rule: NonNullable<UnitPlan['ranking']>;
  /** `by_organizers`: it rests on prizes, of which none are published yet. `with_scores`: scores that it tells are kept back. */
  state: 'shown' | 'with_scores' | 'by_organizers';
  /** Of which instant the figures are, epoch ms. */
  countedAt: number;
  /** By contestUnitId, for invited units; empty unless shown. */
  places: ReadonlyMap<number, RankedPlace>;
}

interface RankedTable {
  contest: ReportedContest;
  scope: Scope;
  table: UnitTable;
  scoresShown: boolean;
}

interface CountedFacts {
  at: number;
  rows: ReadonlyMap<number, UnitFactsRow>;
}

/** Counting walks over all attempts of a contest, so an answer serves everybody for a while. */
const FACTS_LIFE_MS = 20_000;
const FACTS_MAX = 20;
const TELLS_SCORES: readonly UnitMetric[] = ['mean_score', 'full_mark_share'];

/** Ranks the units of a contest as its regulations say, from what was graded. */
@Injectable()
export class UnitRankingService {
  private readonly facts = new BriefCache<CountedFacts>(FACTS_LIFE_MS, FACTS_MAX);
  /** Places of a table that is kept for the next who ask, with the facts that they are of. */
  private readonly places = new WeakMap<
    readonly UnitLine[],
    { rows: CountedFacts['rows']; places: UnitRanking['places'] }
  >();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * The ranking of a scope; null where the regulations rank no units.
   * @param manager of a transaction in which it is counted; without one a count of a moment ago may serve
   */
  async of({ contest, scope, table, scoresShown }: RankedTable, manager?: EntityManager): Promise<UnitRanking | null> {
    const plan = contest.unitPlan;
    if (!plan?.ranking) return null;
    const rule = plan.ranking;
    const metrics = [...rule.metrics.map(({ metric }) => metric), ...rule.tie];
    const isAwarded = table.lines.some(({ awards }) => awards !== null);
    const hidden =
      metrics.includes('winners') && !isAwarded
        ? 'by_organizers'
        : !scoresShown && metrics.some((metric) => TELLS_SCORES.includes(metric))
          ? 'with_scores'
          : null;
    if (hidden) return { rule, state: hidden, countedAt: this.clock.now(), places: new Map() };
    const key = [contest.id, scope.kind, scope.id, JSON.stringify(rule)].join(' ');
    const count = (by: EntityManager) => this.count(by, contest, scope, rule.attemptsPerPersonMax);
    const { at, rows } = manager
      ? await count(manager)
      : await this.facts.get(key, () => count(this.dataSource.manager));
    return { rule, state: 'shown', countedAt: at, places: this.placesIn(table.lines, plan, rows) };
  }

  private placesIn(lines: readonly UnitLine[], plan: UnitPlan, rows: CountedFacts['rows']): UnitRanking['places'] {
    const known = this.places.get(lines);
    if (known?.rows === rows) return known.places;
    const places = placesOf(lines, plan, rows);
    this.places.set(lines, { rows, places });
    return places;
  }

  private async count(
    manager: EntityManager,
    contest: ReportedContest,
    scope: Scope,
    cap: number | null,
  ): Promise<CountedFacts> {
    const at = this.clock.now();
    const values = [contest.id, scope.kind, scope.id, contest.rules.participation.childrenCountForParent];
    const rows =
      cap === null ? await run(manager, unitFacts, values) : await run(manager, cappedUnitFacts, [...values, cap]);
    return { at, rows: new Map(rows.map((row) => [row.id, row])) };
  }
}

/** The places block by block, of the units that were invited. */
function placesOf(
  lines: readonly UnitLine[],
  { blocks, ranking }: UnitPlan,
  rows: ReadonlyMap<number, UnitFactsRow>,
): Map<number, RankedPlace> {
  const places = new Map<number, RankedPlace>();
  const codes = new Set(blocks.map(({ code }) => code));
  const fields = new Map<string | null, UnitLine[]>();
  for (const line of lines.filter(({ invited }) => invited)) {
    const field = codes.size === 0 ? '' : line.block !== null && codes.has(line.block) ? line.block : null;
    const members = fields.get(field);
    if (members) members.push(line);
    else fields.set(field, [line]);
  }
  for (const [field, members] of fields) {
    const units = members.map((line) => ({
      id: line.contestUnitId,
      facts: factsOf(line, rows.get(line.contestUnitId)),
    }));
    const ranked = rankUnits(units, ranking!);
    const among = [...ranked.values()].filter(({ rank }) => rank !== null).length;
    for (const [id, place] of ranked) {
      const isNowhere = field === null;
      places.set(
        id,
        isNowhere ? { ...place, rank: null, points: null, unplaced: 'no_block', among: 0 } : { ...place, among },
      );
    }
  }
  return places;
}

function factsOf({ status, headcount, awards }: UnitLine, row: UnitFactsRow | undefined): UnitFacts {
  const known = status === 'took_part' ? row : undefined;
  return {
    persons: known?.persons ?? 0,
    attempts: known?.attempts ?? 0,
    headcount,
    countedAttempts: known?.counted_attempts ?? 0,
    countedScore: Number(known?.counted_score ?? 0),
    fullMarks: known?.full_marks ?? 0,
    winners: (status === 'took_part' && awards?.winners) || 0,
  };
}
