import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { run } from '#database';
import {
  cronbachAlpha,
  facilityJump,
  itemStatistics,
  maskToOptions,
  pointsFor,
  randomGuessScore,
  toCanonicalMask,
  type ItemStatistics,
  type ItemSums,
} from '#domain';
import { ContestReader, scopeOf, type ReportedContest, type ReportedRound } from '../report.contest.js';
import { itemChoices, itemSums, readStatisticItems, type SumsRow } from './item-statistics.queries.js';

/** Fewer attempts than these say nothing about an option that nobody chose, or about a correlation. */
const FLAG_ATTEMPTS_MIN = 100;

/** What a person should look at. */
export type ItemFlag = 'jump' | 'negative' | 'unused';

/** One item of a round, by the first attempts of the people who were asked it. */
export interface ItemLine extends ItemStatistics {
  itemVersionId: number;
  code: string;
  topic: string;
  stem: string;
  randomGuess: number;
  /** In the order in which the options were written: how many chose each. */
  options: { text: string; chosen: number }[];
  unanswered: number;
  /** How much easier (+) or harder (−) than in the round before, where that stands out. */
  jump: number | null;
  flags: ItemFlag[];
}

export interface RoundStatistics {
  contest: ReportedContest;
  round: ReportedRound;
  /** First attempts that were counted. */
  attempts: number;
  alpha: number | null;
  items: ItemLine[];
}

/** Statistics of items by classical test theory. The database adds up; what comes back is as long as the bank. */
@Injectable()
export class ItemStatisticsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly contests: ContestReader,
  ) {}

  /** The contest that statistics are asked of. @throws DomainError CONTEST_NOT_FOUND */
  contest(slug: string): Promise<ReportedContest> {
    return this.contests.bySlug(slug);
  }

  /**
   * The items of a round, those with flags first.
   * @throws DomainError CONTEST_NOT_FOUND, ROUND_NOT_FOUND
   */
  async round(slug: string, number: number): Promise<RoundStatistics> {
    const contest = await this.contests.bySlug(slug);
    const { id } = scopeOf(contest, { scope: 'round', round: number });
    return this.workOut(
      contest,
      contest.rounds.find((round) => round.id === id)!,
    );
  }

  private async workOut(contest: ReportedContest, round: ReportedRound): Promise<RoundStatistics> {
    const { manager } = this.dataSource;
    const sums = await run(manager, itemSums, [contest.id, round.id]);
    const earlier = contest.rounds.filter(({ opensAt }) => opensAt < round.opensAt).at(-1);
    const before = earlier ? await run(manager, itemSums, [contest.id, earlier.id]) : [];
    const choices = await run(manager, itemChoices, [contest.id, round.id]);
    const ids = sums.flatMap(({ item }) => (item === null ? [] : [item]));
    const items = await run(manager, readStatisticItems, [ids]);

    const byItem = new Map(sums.map((row) => [row.item, row]));
    const beforeOf = new Map(before.map((row) => [row.item, row]));
    const places = sums.filter(({ position }) => position !== null).map((row) => sumsOf(row, 1));
    const lines = items.map((item): ItemLine => {
      const points = pointsFor(round.rules.scoring, item.topic);
      const found = itemStatistics(sumsOf(byItem.get(item.id)!, points));
      const earlierSums = beforeOf.get(item.id);
      const jump =
        earlier && earlierSums
          ? facilityJump(itemStatistics(sumsOf(earlierSums, pointsFor(earlier.rules.scoring, item.topic))), found)
          : null;
      const chosen = item.options.map(() => 0);
      let unanswered = 0;
      for (const { item: version, option_order, shown, attempts } of choices) {
        if (version !== item.id) continue;
        if (shown === 0) unanswered += attempts;
        const mask = toCanonicalMask(shown, option_order, item.options.length);
        for (const option of maskToOptions(mask)) chosen[option - 1]! += attempts;
      }
      const options = item.options.map((text, i) => ({ text, chosen: chosen[i]! }));
      const line = {
        ...found,
        ...{ itemVersionId: item.id, code: item.code, topic: item.topic_title, stem: item.stem },
        randomGuess: randomGuessScore(item.options.length, item.kind === 'multiple'),
        ...{ options, unanswered, jump },
      };
      return { ...line, flags: flagsOf(line) };
    });
    lines.sort((a, b) => b.flags.length - a.flags.length || (a.code < b.code ? -1 : 1));
    return { contest, round, attempts: places[0]?.attempts ?? 0, alpha: cronbachAlpha(places), items: lines };
  }
}

function flagsOf({ attempts, discrimination, options, jump }: Omit<ItemLine, 'flags'>): ItemFlag[] {
  const isEnough = attempts >= FLAG_ATTEMPTS_MIN;
  return [
    ...(jump !== null ? (['jump'] as const) : []),
    ...(isEnough && discrimination !== null && discrimination < 0 ? (['negative'] as const) : []),
    ...(isEnough && options.some(({ chosen }) => chosen === 0) ? (['unused'] as const) : []),
  ];
}

const sumsOf = (row: SumsRow, maxScore: number): ItemSums => ({
  attempts: row.attempts,
  maxScore,
  score: row.score,
  scoreSquared: row.score_squared,
  total: row.total,
  totalSquared: row.total_squared,
  scoreTimesTotal: row.score_times_total,
});
