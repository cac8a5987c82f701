import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { run } from '#database';
import {
  BLANK_PAGE,
  groupUnits,
  pointsFor,
  scoreDistribution,
  wholePointBands,
  type ReportData,
  type ReportItem,
  type Scope,
  type Tally,
} from '#domain';
import { Clock } from '#platform';
import { highestScore, scoreCounts } from '../distribution.service.js';
import { readStatisticItems } from '../item-statistics/item-statistics.queries.js';
import {
  ContestReader,
  paperMaximum,
  roundsIn,
  scopeOf,
  scopeTitle,
  type ReportedContest,
  type ReportedRound,
  type ScopeWish,
} from '../report.contest.js';
import type { UnitTable } from '../unit-table.lines.js';
import { readUnitTable } from '../unit-table.service.js';
import { UnitRankingService } from '../unit-ranking/unit-ranking.service.js';
import * as sql from './report.queries.js';

/** Everything of a report but the prizes, which another room gives. */
export type ReportFigures = Omit<ReportData, 'prizes'>;

export interface ReportWish extends ScopeWish {
  /** Whether it tells wordings of questions. */
  tellsItems: boolean;
  /** Told of each step, of so many; the caller may throw to end it. */
  onStep?: (done: number, total: number) => void;
}

const STEPS = 7;

/**
 * Reads everything that a report prints, at one moment: all statements see the same picture, so that what is cut in several
 * ways adds up. The database adds up; what comes back is as long as the lists of units and questions.
 */
@Injectable()
export class ReportReader {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly contests: ContestReader,
    private readonly rankings: UnitRankingService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError CONTEST_NOT_FOUND, ROUND_NOT_FOUND for a round or phase that the contest does not have */
  async read(contestId: number, wish: ReportWish): Promise<ReportFigures> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      await manager.query('SET TRANSACTION READ ONLY');
      const contest = await this.contests.byId(manager, contestId);
      return this.figures(manager, contest, scopeOf(contest, wish), wish);
    });
  }

  private async figures(
    manager: EntityManager,
    contest: ReportedContest,
    scope: Scope,
    { tellsItems, onStep }: ReportWish,
  ): Promise<ReportFigures> {
    let steps = 0;
    const step = <T>(found: T): T => {
      onStep?.((steps += 1), STEPS);
      return found;
    };
    const values = [contest.id, scope.kind, scope.id];
    const [replayed] = await run(manager, sql.replayedUpTo, []);
    // A report says as of when its figures are: on a replica that is what arrived last.
    const now = Math.min(this.clock.now(), replayed?.at ?? Infinity);
    const [{ page } = { page: null }] = await run(manager, sql.contestPage, [contest.id]);
    const table = step(await readUnitTable(manager, contest, scope));
    const outside = table.lines.filter(({ status }) => status === 'outside_list').map((line) => line.contestUnitId);
    const byAudience = step(await run(manager, sql.tallyByAudience, values));
    const byRound = step(await run(manager, sql.tallyByRound, [contest.id]));
    const [outsideList] = await run(manager, sql.tallyOfUnits, [...values, outside]);
    const days = step(await run(manager, sql.scopeDays, values));
    const counts = step(await run(manager, scoreCounts, [...values, null]));
    const ranking = await this.rankings.of({ contest, scope, table, scoresShown: true }, manager);
    const rounds = roundsIn(contest, scope);
    const items = tellsItems ? await itemsOf(manager, contest.id, rounds) : null;
    step(items);

    const total = tallyOf(byAudience.find(({ audience }) => audience === null));
    const tallyOfRound = (id: number) => tallyOf(byRound.find(({ round }) => round === id));
    const maxScore = highestScore(contest, scope, counts);
    const said = { ...BLANK_PAGE, ...page };
    return step({
      contest: {
        ...{ slug: contest.slug, title: contest.title, isSample: contest.sample },
        ...{ agency: said.agency, managingAgency: said.managingAgency },
        documents: said.documents.map(({ title, number, date }) => ({ title, number, date })),
        audiences: contest.audiences.map(({ title }) => title),
      },
      field: { ...scope, title: scopeTitle(contest, scope), ...windowOf(rounds) },
      countedAt: now,
      isOver: contest.status === 'closed' || windowOf(rounds).closesAt <= now,
      rules: { counting: contest.rules.counting, ...contest.rules.participation, ...paperOf(rounds) },
      participation: {
        invited: table.participation.invited,
        tookPart: table.participation.tookPart,
        silent: table.participation.silent,
      },
      outsideList: tallyOf(outsideList),
      total,
      counted: { attempts: table.total.countedAttempts, score: table.total.countedScore },
      rounds: rounds.map(({ id, title, opensAt, closesAt }) => ({ id, title, opensAt, closesAt, ...tallyOfRound(id) })),
      before: beforeOf(contest, rounds, tallyOfRound),
      distribution: {
        ...scoreDistribution(counts, wholePointBands(maxScore)),
        zero: counts.reduce((sum, { score, attempts }) => sum + (score <= 0 ? attempts : 0), 0),
      },
      audiences: contest.audiences.map(({ id, code, title }) => ({
        ...{ code, title },
        ...tallyOf(byAudience.find(({ audience }) => audience === id)),
      })),
      groups: groupsOf(contest, table),
      units: table.lines
        .filter(({ invited, counters }) => invited || counters.attempts > 0)
        .map((line) => ({
          ...{ code: line.code, name: line.name, parentName: line.parentName, group: keyOf(contest)(line) },
          ...{ invited: line.invited, status: line.status, headcount: line.headcount, counters: line.counters },
          rank: ranking?.places.get(line.contestUnitId)?.rank ?? null,
          earlier: earlierOf(line),
        })),
      days,
      items,
    });
  }
}

const tallyOf = (row: Partial<Tally> | undefined): Tally => ({
  persons: row?.persons ?? 0,
  attempts: row?.attempts ?? 0,
  fullMarksAttempts: row?.fullMarksAttempts ?? 0,
  fullMarksPersons: row?.fullMarksPersons ?? 0,
});

const windowOf = (rounds: readonly ReportedRound[]) => ({
  opensAt: Math.min(...rounds.map(({ opensAt }) => opensAt)),
  closesAt: Math.max(...rounds.map(({ closesAt }) => closesAt)),
});

/** What is the same in all rounds. */
function paperOf(rounds: readonly ReportedRound[]) {
  const same = <T>(of: (round: ReportedRound) => T): T | null => {
    const all = new Set(rounds.map(of));
    return all.size === 1 ? [...all][0]! : null;
  };
  return {
    questions: same(({ rules }) => rules.paper.blueprint.reduce((sum, { count }) => sum + count, 0)),
    minutes: same(({ rules }) => (rules.timing.durationMs === null ? null : rules.timing.durationMs / 60_000)),
    maxScore: same(({ rules }) => paperMaximum(rules)),
  };
}

/** The round before the only one of the field, whichever phase it is in. */
function beforeOf(contest: ReportedContest, rounds: readonly ReportedRound[], tallyOfRound: (id: number) => Tally) {
  const [round, more] = rounds;
  if (!round || more) return null;
  const earlier = contest.rounds
    .filter(({ closesAt }) => closesAt <= round.opensAt)
    .sort((a, b) => b.closesAt - a.closesAt)[0];
  return earlier ? { title: earlier.title, ...tallyOfRound(earlier.id) } : null;
}

type Line = UnitTable['lines'][number];

/** Units are compared within blocks where the regulations name some, else within levels. '' = in no block. */
function keyOf({ unitPlan }: ReportedContest): (line: Pick<Line, 'block' | 'level'>) => string {
  const codes = new Set((unitPlan?.blocks ?? []).map(({ code }) => code));
  return ({ block, level }) => (codes.size === 0 ? level : block !== null && codes.has(block) ? block : '');
}

/** Levels of the tree in words; another one is its own. */
const LEVELS: Record<string, string> = { province: 'Cấp tỉnh', district: 'Cấp huyện', commune: 'Cấp xã' };

/** What units are compared with, in words: their block, else their level. */
export function groupTitles(contest: ReportedContest): (line: Pick<Line, 'block' | 'level'>) => string {
  const [key, title] = [keyOf(contest), titleOfKey(contest)];
  return (line) => title(key(line));
}

function titleOfKey({ unitPlan }: ReportedContest): (key: string) => string {
  const titles = new Map((unitPlan?.blocks ?? []).map(({ code, title }) => [code, title]));
  return (key) => titles.get(key) ?? LEVELS[key] ?? (key || 'Khác');
}

function groupsOf(contest: ReportedContest, { lines, participation }: UnitTable): ReportData['groups'] {
  const key = keyOf(contest);
  const blocks = contest.unitPlan?.blocks ?? [];
  const titleOf = titleOfKey(contest);
  const blockOf = new Map(lines.map((line) => [line.contestUnitId, key(line)]));
  const order = (code: string) => blocks.findIndex((block) => block.code === code);
  return groupUnits(lines, participation.statuses, (row) => blockOf.get(row.contestUnitId)!)
    .map((group) => ({ ...group, title: titleOf(group.key) }))
    .sort((a, b) => (a.key === '' ? 1 : b.key === '' ? -1 : order(a.key) - order(b.key)));
}

/** A unit that came out of a split is compared with nothing. */
function earlierOf({ earlier }: Line): ReportData['units'][number]['earlier'] {
  if (earlier === null || earlier.splitFrom.length > 0 || earlier.lacking.length > 0) return null;
  return { persons: earlier.persons, attempts: earlier.attempts, asOf: earlier.asOf, source: earlier.source };
}

/** A question is wrong where it did not earn all its points. Worst first; of equal ones the one that was asked more often. */
async function itemsOf(
  manager: EntityManager,
  contestId: number,
  rounds: readonly ReportedRound[],
): Promise<ReportItem[]> {
  const marks = await run(manager, sql.itemMarks, [contestId, rounds.map(({ id }) => id)]);
  const known = await run(manager, readStatisticItems, [[...new Set(marks.map(({ item }) => item))]]);
  const found = new Map(known.map((item) => [item.id, { item, asked: 0, wrong: 0 }]));
  const scoring = new Map(rounds.map(({ id, rules }) => [id, rules.scoring]));
  for (const { round, item, mark, attempts } of marks) {
    const line = found.get(item);
    if (!line) continue;
    line.asked += attempts;
    if (mark < pointsFor(scoring.get(round)!, line.item.topic)) line.wrong += attempts;
  }
  return [...found.values()]
    .map(({ item, asked, wrong }) => ({ code: item.code, topic: item.topic_title, stem: item.stem, asked, wrong }))
    .sort((a, b) => b.wrong * a.asked - a.wrong * b.asked || b.asked - a.asked || (a.code < b.code ? -1 : 1));
}
