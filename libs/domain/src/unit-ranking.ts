import { competitionRanks } from './ranking.js';
import { UNIT_METRICS, type UnitFacts, type UnitMetric } from './unit-metrics/index.js';

/** How units are compared, as regulations say it. */
export interface UnitRankingRule {
  /** Weights in percent, 100 together. */
  metrics: { metric: UnitMetric; weight: number }[];
  /** Smaller units have no place; null = none is too small. */
  minimumHeadcount: number | null;
  /** When units are equal, in this order. */
  tie: UnitMetric[];
}

/** A share as two counts: compared exactly, and a percentage only where it is shown. */
export interface Fraction {
  numerator: number;
  denominator: number;
}

/** A unit to be ranked. */
export interface RankedUnit {
  id: number;
  facts: UnitFacts;
}

/** Why a unit has no place: it has not taken part, its head-count is not known though it is needed, or it is too small. */
export type Unplaced = 'silent' | 'no_headcount' | 'too_small';

/** Where a unit stands among those it is compared with. */
export interface UnitPlace {
  /** 1, 2, 2, 4; null with the reason. */
  rank: number | null;
  unplaced: Unplaced | null;
  /** Together, of 100, rounded half up to 1/100; null without a place. */
  points: number | null;
  /** Each component of the rule with the unit's value; null where it has none. */
  parts: { metric: UnitMetric; weight: number; value: Fraction | null }[];
}

/** Orders two fractions exactly; denominators are positive. Negative when `a` is smaller. */
export function compareFractions(a: Fraction, b: Fraction): number {
  const difference = BigInt(a.numerator) * BigInt(b.denominator) - BigInt(b.numerator) * BigInt(a.denominator);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/**
 * The places of units that are compared with one another, in whole numbers to the end. With one component the better
 * value stands before. With several, the best value of each earns its whole weight and every other one the same share of
 * it as it is of the best; what that adds up to decides. Equal units are told apart by `tie`, in order; whom that leaves
 * equal share a rank.
 *
 * Example: rate 60 %, mean 40 %. A has 50 of 100 people and mean 12, B 40 of 100 and mean 15: the best are 50/100 and 15,
 * so A has 60 + 40 × 12/15 = 92 points, B 60 × 40/50 + 40 = 88; A stands first.
 */
export function rankUnits(units: readonly RankedUnit[], rule: UnitRankingRule): Map<number, UnitPlace> {
  const judged = units.map(({ id, facts }) => {
    const parts = rule.metrics.map(({ metric, weight }) => ({ metric, weight, value: valueOf(facts, metric) }));
    return { id, facts, parts, unplaced: unplacedBy(facts, rule) };
  });
  const placed = judged.filter(({ unplaced }) => unplaced === null);
  const best = rule.metrics.map((_, i) =>
    placed.reduce<Fraction | null>((top, { parts }) => {
      const { value } = parts[i]!;
      return value !== null && (top === null || compareFractions(value, top) > 0) ? value : top;
    }, null),
  );
  const sums = new Map(placed.map(({ id, parts }) => [id, sumOf(parts, best)]));
  const isOne = rule.metrics.length === 1;
  const compare = (a: (typeof placed)[number], b: (typeof placed)[number]): number => {
    const [ours, theirs] = [sums.get(a.id)!, sums.get(b.id)!];
    const difference = theirs.numerator * ours.denominator - ours.numerator * theirs.denominator;
    const first = isOne
      ? compareValues(a.facts, b.facts, rule.metrics[0]!.metric)
      : Number(difference > 0n) - Number(difference < 0n);
    return rule.tie.reduce((order, metric) => order || compareValues(a.facts, b.facts, metric), first);
  };
  const sorted = placed.toSorted((a, b) => compare(a, b) || a.id - b.id);
  const ranks = competitionRanks(sorted, (a, b) => compare(a, b) === 0);
  const rankOf = new Map(sorted.map(({ id }, i) => [id, ranks[i]!]));
  return new Map(
    judged.map(({ id, parts, unplaced }) => {
      const sum = sums.get(id);
      return [id, { rank: rankOf.get(id) ?? null, unplaced, points: sum ? hundredths(sum) / 100 : null, parts }];
    }),
  );
}

const valueOf = (facts: UnitFacts, metric: UnitMetric): Fraction | null => UNIT_METRICS[metric].value(facts);

function unplacedBy(facts: UnitFacts, { metrics, minimumHeadcount }: UnitRankingRule): Unplaced | null {
  if (facts.attempts === 0) return 'silent';
  const isHeadcountNeeded = minimumHeadcount !== null || metrics.some(({ metric }) => metric === 'headcount_rate');
  if (isHeadcountNeeded && !facts.headcount) return 'no_headcount';
  if (minimumHeadcount !== null && facts.headcount! < minimumHeadcount) return 'too_small';
  return metrics.some(({ metric }) => valueOf(facts, metric) === null) ? 'silent' : null;
}

/** Negative when `a` stands before: the larger value first, and any value before none. */
function compareValues(a: UnitFacts, b: UnitFacts, metric: UnitMetric): number {
  const [ours, theirs] = [valueOf(a, metric), valueOf(b, metric)];
  if (ours === null || theirs === null) return Number(ours === null) - Number(theirs === null);
  return compareFractions(theirs, ours);
}

interface Exact {
  numerator: bigint;
  denominator: bigint;
}

/** Points of 100: each value as a share of the best, times its weight. Where the best is nothing, nobody earns anything. */
function sumOf(parts: UnitPlace['parts'], best: readonly (Fraction | null)[]): Exact {
  return parts.reduce<Exact>(
    ({ numerator, denominator }, { value, weight }, i) => {
      const top = best[i];
      if (!value || !top || top.numerator <= 0) return { numerator, denominator };
      const over = BigInt(weight) * BigInt(value.numerator) * BigInt(top.denominator);
      const under = BigInt(value.denominator) * BigInt(top.numerator);
      return { numerator: numerator * under + over * denominator, denominator: denominator * under };
    },
    { numerator: 0n, denominator: 1n },
  );
}

/** Hundredths, rounded half up. */
function hundredths({ numerator, denominator }: Exact): number {
  const [over, under] = [200n * numerator + denominator, 2n * denominator];
  const floor = over / under - (over % under < 0n ? 1n : 0n);
  return Number(floor);
}
