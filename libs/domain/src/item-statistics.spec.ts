import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  alphaWithout,
  cronbachAlpha,
  facilityJump,
  itemStatistics,
  randomGuessScore,
  standardErrorOfMeasurement,
  type ItemSums,
} from './item-statistics.js';

/**
 * LSAT section 6: how often each pattern of right (1) and wrong (0) answers to five items was seen among 1,000 people
 * (R. D. Bock and M. Lieberman 1970). The expected figures are those of R's psych package.
 */
const LSAT6: [string, number][] = [
  ['00000', 3], ['00001', 6], ['00010', 2], ['00011', 11], ['00100', 1], ['00101', 1], ['00110', 3], ['00111', 4],
  ['01000', 1], ['01001', 8], ['01011', 16], ['01101', 3], ['01110', 2], ['01111', 15], ['10000', 10], ['10001', 29],
  ['10010', 14], ['10011', 81], ['10100', 3], ['10101', 28], ['10110', 15], ['10111', 80], ['11000', 16], ['11001', 56],
  ['11010', 21], ['11011', 173], ['11100', 11], ['11101', 61], ['11110', 28], ['11111', 298],
]; // prettier-ignore

const people = LSAT6.flatMap(([pattern, times]) =>
  Array.from({ length: times }, () => [...pattern].map((sign) => Number(sign) * 1000)),
);

/** The sums of every item over rows of scores, one row a person. */
function sumsOf(rows: readonly (readonly number[])[], maxScore = 1000): ItemSums[] {
  const totals = rows.map((row) => row.reduce((sum, score) => sum + score, 0));
  const sum = (of: (row: readonly number[], total: number) => number) =>
    rows.reduce((all, row, i) => all + of(row, totals[i]!), 0);
  return (rows[0] ?? []).map((_, item) => ({
    attempts: rows.length,
    maxScore,
    score: sum((row) => row[item]!),
    scoreSquared: sum((row) => row[item]! ** 2),
    total: sum((_row, total) => total),
    totalSquared: sum((_row, total) => total ** 2),
    scoreTimesTotal: sum((row, total) => row[item]! * total),
  }));
}

describe('LSAT section 6', () => {
  const items = sumsOf(people);

  it('has 1,000 people', () => expect(people).toHaveLength(1000));

  it.each([
    [0, 0.924, 0.2651307117, 0.3620104372, 0.1128326889, 0.2753562108],
    [1, 0.709, 0.4544507955, 0.5667720954, 0.1531781201, 0.2375839046],
    [2, 0.553, 0.497431843, 0.6184397536, 0.1727789433, 0.2167994629],
    [3, 0.763, 0.4254550646, 0.5344183262, 0.1444280952, 0.2459327104],
    [4, 0.87, 0.3364717124, 0.4353664279, 0.1215964025, 0.2662944112],
  ])('item %d', (item, facility, deviation, pointBiserial, discrimination, alphaDropped) => {
    const found = itemStatistics(items[item]!);
    expect(found.attempts).toBe(1000);
    expect(found.facility).toBeCloseTo(facility, 9);
    expect(found.standardDeviation).toBeCloseTo(deviation, 9);
    expect(found.pointBiserial).toBeCloseTo(pointBiserial, 9);
    expect(found.discrimination).toBeCloseTo(discrimination, 9);
    expect(alphaWithout(items, item)).toBeCloseTo(alphaDropped, 9);
  });

  it('as a paper', () => {
    expect(cronbachAlpha(items)).toBeCloseTo(0.2949971922, 9);
    // In 1/1000 point, as the totals are.
    expect(standardErrorOfMeasurement(items)! / 1000).toBeCloseTo(0.8690666124, 9);
  });
});

it('lose nothing at the size of a whole contest', () => {
  const attempts = 240_659;
  const equal: ItemSums = {
    attempts,
    maxScore: 1000,
    score: attempts * 1000,
    scoreSquared: attempts * 1000 ** 2,
    total: attempts * 15_000,
    totalSquared: attempts * 15_000 ** 2,
    scoreTimesTotal: attempts * 1000 * 15_000,
  };
  expect(itemStatistics(equal)).toMatchObject({ facility: 1, standardDeviation: 0, pointBiserial: null });
});

describe('statistics that have no meaning', () => {
  const none = { pointBiserial: null, discrimination: null };
  it.each([
    ['nobody was asked', [], { attempts: 0, facility: null, standardDeviation: null, ...none }],
    ['one person', [[1000, 0]], { attempts: 1, facility: 1, standardDeviation: null, ...none }],
    [
      'everybody right',
      [
        [1000, 0],
        [1000, 1000],
      ],
      { attempts: 2, facility: 1, standardDeviation: 0, ...none },
    ],
  ])('%s', (_what, rows, expected) => {
    const [first] = rows.length === 0 ? [EMPTY] : sumsOf(rows);
    expect(itemStatistics(first!)).toEqual(expected);
  });

  it('alpha of one item, and of totals that are all equal', () => {
    expect(cronbachAlpha(sumsOf(people.map(([score]) => [score!])))).toBeNull();
    expect(
      cronbachAlpha(
        sumsOf([
          [1000, 0],
          [0, 1000],
        ]),
      ),
    ).toBeNull();
    expect(cronbachAlpha([])).toBeNull();
  });
});

const EMPTY: ItemSums = {
  attempts: 0,
  maxScore: 1000,
  score: 0,
  scoreSquared: 0,
  total: 0,
  totalSquared: 0,
  scoreTimesTotal: 0,
};

it('agree with the definitions on any scores', () => {
  const rows = fc.array(
    fc.array(
      fc.nat(4).map((quarter) => quarter * 250),
      { minLength: 3, maxLength: 3 },
    ),
    {
      minLength: 2,
      maxLength: 30,
    },
  );
  fc.assert(
    fc.property(rows, (scores) => {
      sumsOf(scores).forEach((sums, item) => {
        const own = scores.map((row) => row[item]!);
        const rest = scores.map((row) => row.reduce((sum, score) => sum + score, 0) - row[item]!);
        const { discrimination, facility } = itemStatistics(sums);
        const byDefinition = pearson(own, rest);
        if (byDefinition === null) expect(discrimination).toBeNull();
        else expect(discrimination).toBeCloseTo(byDefinition, 9);
        expect(facility).toBeCloseTo(mean(own) / 1000, 12);
      });
    }),
  );
});

const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
function pearson(a: readonly number[], b: readonly number[]): number | null {
  if (new Set(a).size < 2 || new Set(b).size < 2) return null;
  const [ma, mb] = [mean(a), mean(b)];
  const sum = (of: (i: number) => number) => a.reduce((all, _, i) => all + of(i), 0);
  return (
    sum((i) => (a[i]! - ma) * (b[i]! - mb)) / Math.sqrt(sum((i) => (a[i]! - ma) ** 2) * sum((i) => (b[i]! - mb) ** 2))
  );
}

it.each([
  [4, false, 1 / 4],
  [2, false, 1 / 2],
  [4, true, 1 / 15],
])('choosing blindly among %d (several right: %p) earns %d', (options, isMultiple, share) => {
  expect(randomGuessScore(options, isMultiple)).toBe(share);
});

describe('a jump of the facility', () => {
  const of = (right: number, attempts: number) => ({ attempts, facility: right / attempts });
  it.each([
    ['from 50 to 80 of 100', of(50, 100), of(80, 100), 0.3],
    ['down as well', of(800, 1000), of(600, 1000), -0.2],
    ['that is too small to matter', of(5000, 10_000), of(5500, 10_000), null],
    ['that chance explains', of(15, 30), of(21, 30), null],
    ['of too few', of(1, 29), of(29, 29), null],
    ['of nobody', { attempts: 0, facility: null }, of(50, 100), null],
    ['between equals', of(100, 100), of(100, 100), null],
  ])('%s', (_what, before, after, jump) => {
    const found = facilityJump(before, after);
    if (jump === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(jump, 12);
  });
});
