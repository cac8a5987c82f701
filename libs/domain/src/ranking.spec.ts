import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RANKED_DURATION_MAX_MS, rankedDurationMs, type Rankable, type RankingCriterion } from './criteria/index.js';
import {
  CRITERION_NAMES,
  DEFAULT_RANKING,
  checkRankingRule,
  compareRankables,
  competitionRanks,
  decidingCriterion,
  type RankingRule,
} from './ranking.js';

const average: Rankable = {
  score: 15_000,
  predictionDistance: 10,
  onWorseSide: false,
  durationMs: 372_000,
  submittedAt: 1_557_104_772_000,
  startedAt: 1_557_104_400_000,
  attemptCount: 2,
  earlierRoundScore: 12_000,
  birthDate: '1990-05-20',
  lot: 500n,
};
const like = (facts: Partial<Rankable>): Rankable => ({ ...average, ...facts });
const chain = (...criteria: RankingCriterion[]): RankingRule => ({ criteria, durationPrecision: 's' });

describe('comparing by one criterion', () => {
  it.each<[RankingCriterion, Partial<Rankable>]>([
    ['score', { score: 15_001 }],
    ['prediction_distance', { predictionDistance: 9 }],
    ['duration', { durationMs: 371_000 }],
    ['submitted_at', { submittedAt: average.submittedAt - 1 }],
    ['started_at', { startedAt: average.startedAt - 1 }],
    ['attempt_count', { attemptCount: 1 }],
    ['earlier_round_score', { earlierRoundScore: 12_001 }],
    ['youngest', { birthDate: '1990-05-21' }],
    ['oldest', { birthDate: '1990-05-19' }],
    ['lot', { lot: 499n }],
  ])('%s puts the better one first and decides alone', (criterion, better) => {
    expect(compareRankables(like(better), average, chain(criterion))).toBeLessThan(0);
    expect(compareRankables(average, like(better), chain(criterion))).toBeGreaterThan(0);
    expect(compareRankables(average, like({}), chain(criterion))).toBe(0);
    // youngest and oldest look at the same date and are never in one chain.
    const same = [criterion, ...(criterion === 'youngest' ? ['oldest'] : criterion === 'oldest' ? ['youngest'] : [])];
    const others = Object.keys(CRITERION_NAMES).filter((name) => !same.includes(name)) as RankingCriterion[];
    expect(compareRankables(like(better), average, chain(...others))).toBe(0);
  });

  it.each<[RankingCriterion, Partial<Rankable>]>([
    ['prediction_distance', { predictionDistance: null }],
    ['earlier_round_score', { earlierRoundScore: null }],
    ['youngest', { birthDate: null }],
    ['oldest', { birthDate: null }],
    ['lot', { lot: null }],
  ])('%s puts the unknown last and two unknown equal', (criterion, unknown) => {
    expect(compareRankables(average, like(unknown), chain(criterion))).toBeLessThan(0);
    expect(compareRankables(like(unknown), average, chain(criterion))).toBeGreaterThan(0);
    expect(compareRankables(like(unknown), like(unknown), chain(criterion))).toBe(0);
  });
});

describe('durations', () => {
  it('compare in whole seconds, cut off, unless the rules say milliseconds', () => {
    const [a, b] = [like({ durationMs: 372_100 }), like({ durationMs: 372_999 })];
    expect(compareRankables(a, b, { criteria: ['duration'], durationPrecision: 's' })).toBe(0);
    expect(compareRankables(a, b, { criteria: ['duration'], durationPrecision: 'ms' })).toBeLessThan(0);
    expect(compareRankables(b, like({ durationMs: 373_000 }), chain('duration'))).toBeLessThan(0);
  });

  it('beyond the longest ranked one are equal', () => {
    expect(rankedDurationMs(RANKED_DURATION_MAX_MS + 1, 'ms')).toBe(RANKED_DURATION_MAX_MS);
    expect(rankedDurationMs(RANKED_DURATION_MAX_MS - 1, 'ms')).toBe(RANKED_DURATION_MAX_MS - 1);
  });
});

describe('the chain', () => {
  it('lets a later criterion decide only when the earlier ones are equal', () => {
    const closer = like({ predictionDistance: 1, durationMs: 900_000 });
    expect(compareRankables(closer, average, DEFAULT_RANKING)).toBeLessThan(0);
    expect(decidingCriterion(closer, average, DEFAULT_RANKING)).toBe('prediction_distance');
    expect(decidingCriterion(like({ score: 0 }), closer, DEFAULT_RANKING)).toBe('score');
    expect(decidingCriterion(like({ lot: 3n }), average, DEFAULT_RANKING)).toBe('lot');
    expect(decidingCriterion(average, like({ startedAt: 0 }), DEFAULT_RANKING)).toBeNull();
  });

  it('is a total order of ranks: antisymmetric and transitive', () => {
    const few = fc.record({
      score: fc.nat(1),
      predictionDistance: fc.option(fc.nat(1)),
      onWorseSide: fc.boolean(),
      durationMs: fc.constantFrom(1000, 1500, 2000),
      submittedAt: fc.nat(1),
      startedAt: fc.nat(1),
      attemptCount: fc.nat(1),
      earlierRoundScore: fc.option(fc.nat(1)),
      birthDate: fc.option(fc.constantFrom('1990-01-01', '2004-02-29')),
      lot: fc.option(fc.bigInt(0n, 1n)),
    });
    const names = Object.keys(CRITERION_NAMES) as RankingCriterion[];
    const anyRule = fc.record({
      criteria: fc.shuffledSubarray(names),
      durationPrecision: fc.constantFrom('s' as const, 'ms' as const),
    });
    fc.assert(
      fc.property(few, few, few, anyRule, (a, b, c, rule) => {
        const compare = (one: Rankable, other: Rankable) => Math.sign(compareRankables(one, other, rule));
        expect(compare(a, b) + compare(b, a)).toBe(0);
        if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0);
        expect(decidingCriterion(a, b, rule) === null).toBe(compare(a, b) === 0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('competition ranks', () => {
  it.each<[number[], number[]]>([
    [[], []],
    [[9], [1]],
    [
      [9, 8, 8, 7],
      [1, 2, 2, 4],
    ],
    [
      [9, 9, 9, 7, 7, 1],
      [1, 1, 1, 4, 4, 6],
    ],
  ])('of %j are %j', (scores, ranks) => {
    expect(competitionRanks(scores, (a, b) => a === b)).toEqual(ranks);
  });

  it('are one more than the number of those who are better', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5)), (scores) => {
        const sorted = [...scores].sort((a, b) => b - a);
        const naive = sorted.map((score) => 1 + sorted.filter((other) => other > score).length);
        expect(competitionRanks(sorted, (a, b) => a === b)).toEqual(naive);
      }),
    );
  });
});

describe('checking a ranking rule', () => {
  const codesOf = (rule: unknown) => checkRankingRule(rule).map(({ path, code }) => `${path} ${code}`);
  const criteria = (...names: string[]) => ({ criteria: names, durationPrecision: 's' });

  it.each<[string, unknown]>([
    ['the default', DEFAULT_RANKING],
    ['score only', criteria('score')],
    [
      'score, duration, submit (speed first)',
      { criteria: ['score', 'duration', 'submitted_at'], durationPrecision: 'ms' },
    ],
  ])('accepts %s', (_, rule) => {
    expect(checkRankingRule(rule)).toEqual([]);
  });

  it.each<[string, unknown, string[]]>([
    ['null', null, ['ranking RANKING_SHAPE']],
    ['a list', ['score'], ['ranking RANKING_SHAPE']],
    ['no criteria', criteria(), ['ranking.criteria RANKING_EMPTY']],
    ['a text as criteria', { criteria: 'score', durationPrecision: 's' }, ['ranking.criteria RANKING_EMPTY']],
    [
      'a foreign precision',
      { criteria: ['score'], durationPrecision: 'us' },
      ['ranking.durationPrecision RANKING_PRECISION'],
    ],
    ['a foreign field', { ...DEFAULT_RANKING, order: 1 }, ['ranking.order RANKING_UNKNOWN_FIELD']],
    ['score not first', criteria('duration', 'score'), ['ranking.criteria[0] RANKING_SCORE_FIRST']],
    ['no score at all', criteria('duration'), ['ranking.criteria[0] RANKING_SCORE_FIRST']],
    ['a criterion twice', criteria('score', 'duration', 'duration'), ['ranking.criteria[2] RANKING_DUPLICATE']],
    ['a lot in the middle', criteria('score', 'lot', 'duration'), ['ranking.criteria[1] RANKING_LOT_NOT_LAST']],
    ['youngest and oldest', criteria('score', 'youngest', 'oldest'), ['ranking.criteria[2] RANKING_OPPOSITES']],
    ['a foreign criterion', criteria('score', 'toString'), ['ranking.criteria[1] RANKING_UNKNOWN_CRITERION']],
    [
      'several faults at once',
      { criteria: ['lot', 'lot'], durationPrecision: 1 },
      [
        'ranking.durationPrecision RANKING_PRECISION',
        'ranking.criteria[0] RANKING_LOT_NOT_LAST',
        'ranking.criteria[1] RANKING_DUPLICATE',
        'ranking.criteria[0] RANKING_SCORE_FIRST',
      ],
    ],
  ])('refuses %s', (_, rule, codes) => {
    expect(codesOf(rule)).toEqual(codes);
  });

  it('gives the reason in words', () => {
    const [fault] = checkRankingRule(criteria('score', 'duration', 'duration'), 'contest.ranking');
    expect(fault).toEqual({
      path: 'contest.ranking.criteria[2]',
      code: 'RANKING_DUPLICATE',
      message: 'Tiêu chí "thời gian làm bài ngắn hơn" đã nêu ở trên nên lần sau không còn tác dụng.',
    });
  });

  it('refuses a criterion that cannot be made a text', () => {
    const rule = { criteria: ['score', { toString: undefined }], durationPrecision: 's' };
    expect(checkRankingRule(rule)).toMatchObject([{ path: 'ranking.criteria[1]', code: 'RANKING_UNKNOWN_CRITERION' }]);
  });

  it('never throws, whatever is given', () => {
    fc.assert(
      fc.property(fc.anything(), fc.array(fc.anything()), (rule, list) => {
        expect(Array.isArray(checkRankingRule(rule))).toBe(true);
        expect(Array.isArray(checkRankingRule({ criteria: list, durationPrecision: rule }))).toBe(true);
      }),
    );
  });
});
