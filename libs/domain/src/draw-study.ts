import { drawPaper, type ItemPool, type PoolItem } from './paper.js';
import type { PaperRules } from './round-rules.js';

/** How many questions of one kind the papers had: the fewest, the most, and on average. */
export interface PerPaper {
  min: number;
  max: number;
  mean: number;
}

export interface DrawStudy {
  /** Papers drawn. */
  papers: number;
  /** Questions per paper by topic and by level; those of the pool that no paper had too, with 0. */
  topics: ReadonlyMap<string, PerPaper>;
  levels: ReadonlyMap<PoolItem['level'], PerPaper>;
  /** By item, in the order of the pool: the share of papers that asked it, 0 to 1 (the exposure rate of psychometrics). */
  exposure: ReadonlyMap<number, number>;
}

/**
 * Draws many papers, each from a seed of its own, and counts what was asked: are papers balanced, and does no item wear out
 * faster than its fellows? Nobody has seen anything, so this is what first attempts meet.
 *
 * @param items the bank; only those that the rules can reach (their part of it) are counted
 * @throws DomainError PAPER_CANNOT_BE_DRAWN
 * Source: item exposure rates as in Sympson and Hetter (1985).
 * Example: two items a paper out of eight have an exposure of about 0.25 each.
 */
export function studyDraws(pool: ItemPool, rules: PaperRules, papers: number): DrawStudy {
  const reach = pool.items.filter(({ subBank }) => rules.subBank === null || subBank === rules.subBank);
  const itemOf = new Map(reach.map((item) => [item.itemId, item]));
  const asked = new Map(reach.map(({ itemId }) => [itemId, 0]));
  const topics = new Count(reach.map(({ topic }) => topic));
  const levels = new Count(reach.map(({ level }) => level));
  for (let number = 1; number <= papers; number++) {
    const { itemIds } = drawPaper({ pool, rules, seed: `${rules.subBank ?? ''}/${number}`, seen: new Set() });
    for (const id of itemIds) {
      const { topic, level } = itemOf.get(id)!;
      asked.set(id, asked.get(id)! + 1);
      topics.add(topic);
      levels.add(level);
    }
    topics.endPaper();
    levels.endPaper();
  }
  return {
    papers,
    topics: topics.perPaper(papers),
    levels: levels.perPaper(papers),
    exposure: new Map([...asked].map(([id, count]) => [id, count / papers])),
  };
}

/** Counts of a few values, paper by paper. */
class Count<T> {
  private readonly byValue: Map<T, { inPaper: number; min: number; max: number; sum: number }>;

  constructor(values: readonly T[]) {
    this.byValue = new Map(values.map((value) => [value, { inPaper: 0, min: Infinity, max: 0, sum: 0 }]));
  }

  add(value: T): void {
    this.byValue.get(value)!.inPaper += 1;
  }

  endPaper(): void {
    for (const count of this.byValue.values()) {
      count.min = Math.min(count.min, count.inPaper);
      count.max = Math.max(count.max, count.inPaper);
      count.sum += count.inPaper;
      count.inPaper = 0;
    }
  }

  perPaper(papers: number): Map<T, PerPaper> {
    return new Map([...this.byValue].map(([value, { min, max, sum }]) => [value, { min, max, mean: sum / papers }]));
  }
}
