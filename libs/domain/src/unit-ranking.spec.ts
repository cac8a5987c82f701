import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UNIT_METRICS, type UnitFacts, type UnitMetric } from './unit-metrics/index.js';
import { compareFractions, rankUnits, type RankedUnit, type UnitRankingRule } from './unit-ranking.js';

const facts = (changes: Partial<UnitFacts>): UnitFacts => ({
  ...{
    persons: 10,
    attempts: 10,
    headcount: 100,
    countedAttempts: 10,
    countedScore: 100_000,
    fullMarks: 1,
    winners: 0,
  },
  ...changes,
});
const rule = (changes: Partial<UnitRankingRule> = {}): UnitRankingRule => ({
  ...{ metrics: [{ metric: 'persons', weight: 100 }], minimumHeadcount: null, tie: [] },
  ...changes,
});
const ranks = (units: readonly RankedUnit[], by: UnitRankingRule) =>
  Object.fromEntries([...rankUnits(units, by)].map(([id, { rank, unplaced }]) => [id, rank ?? unplaced]));

describe('the places of units', () => {
  it('are as a table computed by hand says', () => {
    // rate 60 %, mean 40 %; the best rate is 45/50 = 0.9, the best mean 15:
    // 1: 60 × (50/100)/0.9 + 40 × 12/15 = 33.33… + 32 = 65.33
    // 2: 60 × (45/50)/0.9 + 40 × 9/15 = 60 + 24 = 84
    // 3: 60 × (20/80)/0.9 + 40 × 15/15 = 16.66… + 40 = 56.67
    // 4: 60 × (9/10)/0.9 + 40 × 9/15 = 84, as unit 2; more persons come first
    const unit = (id: number, persons: number, headcount: number | null, mean: number): RankedUnit => {
      return {
        id,
        facts: facts({ persons, headcount, countedAttempts: persons, countedScore: persons * mean * 1000 }),
      };
    };
    const units = [
      unit(1, 50, 100, 12),
      unit(2, 45, 50, 9),
      unit(3, 20, 80, 15),
      unit(4, 9, 10, 9),
      unit(5, 30, null, 14),
      { id: 6, facts: facts({ persons: 0, attempts: 0, countedAttempts: 0, countedScore: 0, fullMarks: 0 }) },
    ];
    const metrics = [
      { metric: 'headcount_rate' as const, weight: 60 },
      { metric: 'mean_score' as const, weight: 40 },
    ];
    const places = rankUnits(units, rule({ metrics, tie: ['persons'] }));
    expect([...places].map(([id, { rank, unplaced, points }]) => [id, rank, points, unplaced])).toEqual([
      [1, 3, 65.33, null],
      [2, 1, 84, null],
      [3, 4, 56.67, null],
      [4, 2, 84, null],
      [5, null, null, 'no_headcount'],
      [6, null, null, 'silent'],
    ]);
    expect(places.get(1)!.parts).toEqual([
      { metric: 'headcount_rate', weight: 60, value: { numerator: 50, denominator: 100 } },
      { metric: 'mean_score', weight: 40, value: { numerator: 600_000, denominator: 50 } },
    ]);
    expect(ranks(units, rule({ metrics }))).toMatchObject({ 2: 1, 4: 1, 1: 3 });
    expect(ranks(units, rule({ metrics, minimumHeadcount: 50, tie: ['persons'] }))).toEqual({
      ...{ 1: 2, 2: 1, 3: 3, 4: 'too_small', 5: 'no_headcount', 6: 'silent' },
    });
  });

  it('with one component follow its value, also where nothing good is to be had', () => {
    const mean = (id: number, countedScore: number) => ({ id, facts: facts({ countedScore }) });
    const metrics = [{ metric: 'mean_score' as const, weight: 100 }];
    expect(ranks([mean(1, -50), mean(2, -10), mean(3, -50)], rule({ metrics }))).toEqual({ 1: 2, 2: 1, 3: 2 });
  });

  it('leave what no head-count is asked for to everybody', () => {
    expect(ranks([{ id: 1, facts: facts({ headcount: null }) }], rule())).toEqual({ 1: 1 });
  });
});

const METRICS = Object.keys(UNIT_METRICS) as UnitMetric[];
const anyFacts = fc.record({
  persons: fc.nat(4),
  attempts: fc.nat(4),
  headcount: fc.option(fc.integer({ min: 0, max: 6 })),
  countedAttempts: fc.nat(3),
  countedScore: fc.integer({ min: -3, max: 9 }),
  fullMarks: fc.nat(3),
  winners: fc.nat(2),
});
const anyUnits = fc.array(anyFacts, { maxLength: 10 }).map((list) => list.map((one, i) => ({ id: i + 1, facts: one })));
const anyRule = fc
  .record({
    some: fc.subarray(METRICS, { minLength: 1, maxLength: 3 }),
    minimumHeadcount: fc.option(fc.integer({ min: 1, max: 4 })),
    tie: fc.subarray(METRICS, { maxLength: 2 }),
  })
  .map(({ some, minimumHeadcount, tie }): UnitRankingRule => {
    const weights = { 1: [100], 2: [60, 40], 3: [50, 30, 20] }[some.length]!;
    return { metrics: some.map((metric, i) => ({ metric, weight: weights[i]! })), minimumHeadcount, tie };
  });

describe('any ranking of units', () => {
  it('is the same in whatever order the units come', () => {
    fc.assert(
      fc.property(anyUnits, anyRule, fc.infiniteStream(fc.nat()), (units, by, order) => {
        const shuffled = units.map((unit) => ({ unit, at: order.next().value as number }));
        const other = shuffled.sort((a, b) => a.at - b.at).map(({ unit }) => unit);
        expect(ranks(other, by)).toEqual(ranks(units, by));
      }),
    );
  });

  it('gives units with equal figures one rank, and leaves no gap but for those who share', () => {
    fc.assert(
      fc.property(anyUnits, anyRule, (units, by) => {
        const twins = [...units, ...units.map(({ id, facts: same }) => ({ id: id + 100, facts: same }))];
        const places = rankUnits(twins, by);
        for (const { id } of units) expect(places.get(id)).toEqual(places.get(id + 100));
        const given = [...places.values()].flatMap(({ rank }) => (rank === null ? [] : [rank])).sort((a, b) => a - b);
        given.forEach((rank, i) => expect(rank === i + 1 || rank === given[i - 1]).toBe(true));
      }),
    );
  });

  it('puts nobody behind a unit that is no better in any component and in no tie', () => {
    fc.assert(
      fc.property(anyUnits, anyRule, (units, by) => {
        const places = rankUnits(units, by);
        const value = (unit: RankedUnit, metric: UnitMetric) => UNIT_METRICS[metric].value(unit.facts);
        const isAsGood = (a: RankedUnit, b: RankedUnit) =>
          [...by.metrics.map(({ metric }) => metric), ...by.tie].every((metric) => {
            const [ours, theirs] = [value(a, metric), value(b, metric)];
            return theirs === null || (ours !== null && compareFractions(ours, theirs) >= 0);
          });
        for (const a of units) {
          for (const b of units) {
            const [ours, theirs] = [places.get(a.id)!.rank, places.get(b.id)!.rank];
            if (ours !== null && theirs !== null && isAsGood(a, b)) expect(ours).toBeLessThanOrEqual(theirs);
          }
        }
      }),
    );
  });

  it('is not moved by units without a place', () => {
    fc.assert(
      fc.property(anyUnits, anyRule, (units, by) => {
        const all = rankUnits(units, by);
        const placed = units.filter(({ id }) => all.get(id)!.rank !== null);
        for (const [id, place] of rankUnits(placed, by)) expect(place).toEqual(all.get(id));
      }),
    );
  });
});
