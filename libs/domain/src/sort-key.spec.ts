import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Rankable, RankingCriterion } from './criteria/index.js';
import { CRITERION_NAMES, compareRankables } from './ranking.js';
import { decidedFor } from './regulations/standings.js';
import { compareSortKeys, decidedByKeys, encodeSortKey, sortKeyBucket } from './sort-key.js';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const NAMES = Object.keys(CRITERION_NAMES) as RankingCriterion[];

const winner: Rankable = {
  score: 15_000,
  predictionDistance: 0,
  onWorseSide: false,
  durationMs: 372_900,
  submittedAt: 1_557_104_772_900,
  startedAt: 1_557_104_400_000,
  attemptCount: 1,
  earlierRoundScore: 15_000,
  birthDate: '1990-05-20',
  lot: 7n,
};
const like = (facts: Partial<Rankable>): Rankable => ({ ...winner, ...facts });

// Near values make ties and neighbours common, edge values reach the ends of every field.
const anyRankable: fc.Arbitrary<Rankable> = fc.record({
  score: fc.oneof(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
  predictionDistance: fc.option(
    fc.oneof(fc.nat(2), fc.integer({ min: 2 ** 23 - 2, max: 2 ** 23 + 2 }), fc.integer({ min: 0, max: 2 ** 46 })),
  ),
  onWorseSide: fc.boolean(),
  durationMs: fc.oneof(fc.integer({ min: 998, max: 2001 }), fc.integer({ min: 0, max: 2 ** 40 })),
  submittedAt: fc.oneof(fc.nat(2), fc.integer({ min: 0, max: 2 ** 48 - 1 })),
  startedAt: fc.oneof(fc.nat(2), fc.integer({ min: 0, max: 2 ** 48 - 1 })),
  attemptCount: fc.oneof(fc.nat(3), fc.nat(2 ** 24 - 1)),
  earlierRoundScore: fc.option(fc.oneof(fc.nat(2), fc.integer({ min: -(2 ** 31) + 1, max: 2 ** 31 - 1 }))),
  birthDate: fc.option(
    fc.oneof(
      fc.constantFrom('0000-01-01', '1990-09-30', '1990-10-01', '9999-12-31'),
      fc
        .date({ min: new Date('1900-01-01'), max: new Date('2020-12-31'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10)),
    ),
  ),
  lot: fc.option(fc.oneof(fc.bigInt(0n, 2n), fc.bigInt(0n, 2n ** 64n - 2n))),
});

// Half of the pairs differ in one field only, so that late criteria get to decide.
const anyPair = fc
  .tuple(anyRankable, anyRankable, fc.option(fc.constantFrom(...(Object.keys(winner) as (keyof Rankable)[]))))
  .map(([a, b, only]): [Rankable, Rankable] => (only === null ? [a, b] : [a, { ...a, [only]: b[only] }]));

describe('the sort key', () => {
  it('orders as the comparator does, for every chain', () => {
    fc.assert(
      fc.property(
        anyPair,
        fc.shuffledSubarray(NAMES),
        fc.constantFrom('s' as const, 'ms' as const),
        ([a, b], criteria, durationPrecision) => {
          const keys = [a, b].map((one) => encodeSortKey(one, criteria, durationPrecision)) as [Uint8Array, Uint8Array];
          const expected = Math.sign(compareRankables(a, b, { criteria, durationPrecision }));
          expect(Math.sign(compareSortKeys(...keys))).toBe(expected);
          expect(Math.sign(Buffer.compare(...keys))).toBe(expected);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it.each<[RankingCriterion[], Partial<Rankable>, string]>([
    [['score', 'duration'], {}, '7fffc567' + '0005ad20'],
    [['score'], { score: 2 ** 31 - 1 }, '00000000'],
    [['score'], { score: -(2 ** 31) }, 'ffffffff'],
    [['prediction_distance'], { predictionDistance: 1 }, '000001000000'],
    [['prediction_distance'], { predictionDistance: 2 ** 23 - 1 }, '7fffff000000'],
    [['prediction_distance'], { predictionDistance: 2 ** 23 }, '800000000000'],
    [['prediction_distance'], { predictionDistance: null }, 'ffffffffffff'],
    [['submitted_at', 'started_at'], { submittedAt: 1, startedAt: 2 ** 48 - 1 }, '000000000001' + 'ffffffffffff'],
    [['attempt_count'], { attemptCount: 258 }, '00010200'],
    [['oldest', 'youngest'], {}, '012fa868' + 'fed05796'],
    [['oldest', 'youngest'], { birthDate: null }, 'ffffffff' + 'ffffffff'],
    [['lot'], { lot: 258n }, '0000000000000102'],
    [['lot'], { lot: null }, 'ffffffffffffffff'],
    [[], {}, ''],
  ])('of %j with %j is %s', (criteria, facts, key) => {
    expect(hex(encodeSortKey(like(facts), criteria, 's'))).toBe(key);
  });

  it.each<[RankingCriterion, Partial<Rankable>]>([
    ['score', { score: 2 ** 31 }],
    ['score', { score: 0.5 }],
    ['score', { score: NaN }],
    ['prediction_distance', { predictionDistance: -1 }],
    ['duration', { durationMs: -1 }],
    ['submitted_at', { submittedAt: 2 ** 48 }],
    ['started_at', { startedAt: -1 }],
    ['attempt_count', { attemptCount: 2 ** 24 }],
    ['youngest', { birthDate: '20-5-1990' }],
    ['oldest', { birthDate: '1990-05-20T00' }],
    ['lot', { lot: -1n }],
    ['lot', { lot: 2n ** 64n - 1n }],
  ])('refuses a %s outside its field: %p', (criterion, facts) => {
    expect(() => encodeSortKey(like(facts), [criterion], 'ms')).toThrow(RangeError);
  });

  it('sorts a prefix before what it begins', () => {
    expect(compareSortKeys(new Uint8Array([1]), new Uint8Array([1, 0]))).toBeLessThan(0);
    expect(compareSortKeys(new Uint8Array([2]), new Uint8Array([1, 255]))).toBeGreaterThan(0);
  });
});

describe('the bucket of a key', () => {
  it('is its first seven bytes, a copy', () => {
    const key = encodeSortKey(winner, ['score', 'duration', 'lot'], 's');
    const bucket = sortKeyBucket(key);
    expect(hex(bucket)).toBe('7fffc567' + '0005ad');
    bucket[0] = 0;
    expect(key[0]).toBe(0x7f);
    expect(sortKeyBucket(encodeSortKey(winner, ['score'], 's'))).toHaveLength(4);
  });

  it.each<[RankingCriterion, Partial<Rankable>]>([
    ['duration', { durationMs: 373_000 }],
    ['prediction_distance', { predictionDistance: 1 }],
    ['attempt_count', { attemptCount: 2 }],
  ])('tells neighbours in %s apart, so that those with full marks do not all fall into one', (criterion, next) => {
    const bucketOf = (one: Rankable) => hex(sortKeyBucket(encodeSortKey(one, ['score', criterion], 's')));
    expect(bucketOf(like(next))).not.toBe(bucketOf(winner));
  });

  it('never turns the order round', () => {
    fc.assert(
      fc.property(anyPair, ([a, b]) => {
        const [keyA, keyB] = [a, b].map((one) => encodeSortKey(one, ['score', 'prediction_distance', 'lot'], 's'));
        const byBucket = compareSortKeys(sortKeyBucket(keyA as Uint8Array), sortKeyBucket(keyB as Uint8Array));
        if (byBucket !== 0)
          expect(Math.sign(byBucket)).toBe(Math.sign(Buffer.compare(keyA as Uint8Array, keyB as Uint8Array)));
      }),
    );
  });
});

describe('what decided between two keys', () => {
  it('is what decided between the two whose keys they are, told by the one behind', () => {
    // A board knows neither the truth of a prediction nor a lot.
    const known = NAMES.filter((name) => name !== 'prediction_distance' && name !== 'lot');
    fc.assert(
      fc.property(
        anyPair,
        fc.shuffledSubarray(known),
        fc.constantFrom('s' as const, 'ms' as const),
        (pair, chain, precision) => {
          const rule = { criteria: ['prediction_distance' as const, ...chain], durationPrecision: precision };
          const [a, b] = pair.map((one) => ({ ...one, predictionDistance: null, onWorseSide: false, lot: null }));
          const [before, key] = [a!, b!].map((one) => encodeSortKey(one, chain, precision));
          const { score, durationMs, submittedAt, startedAt, attemptCount } = b!;
          const facts = { score, durationMs, submittedAt, startedAt, attemptCount };
          expect(decidedByKeys(before!, key!, chain, facts, rule)).toEqual(decidedFor(b!, a!, rule));
        },
      ),
    );
  });
});
