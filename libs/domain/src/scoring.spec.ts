import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareRankables, type RankingRule } from './ranking.js';
import {
  bitCount,
  gradePaper,
  markItem,
  pointsFor,
  roundScore,
  type MarkedPosition,
  type MarkingRules,
} from './scoring.js';

const ALL: MarkingRules = { multiple: 'all_or_nothing', wrongPenaltyMilli: 0 };
const PARTIAL: MarkingRules = { multiple: 'partial', wrongPenaltyMilli: 0 };
const PENALTY: MarkingRules = { multiple: 'penalty', wrongPenaltyMilli: 250 };

const position = (changes: Partial<MarkedPosition>): MarkedPosition => ({
  kind: 'single',
  optionCount: 4,
  keyMask: 0b0001,
  keyRule: 'normal',
  chosenMask: 0,
  pointsMilli: 1000,
  ...changes,
});
const mark = (scoring: MarkingRules, changes: Partial<MarkedPosition>) => markItem({ ...position(changes), scoring });

describe('markItem: single choice and true-false', () => {
  it.each([
    ['right', 0b0010, 0b0010, 1000],
    ['wrong', 0b0010, 0b0001, 0],
    ['nothing', 0b0010, 0, 0],
    ['two options, one of them right', 0b0010, 0b0011, 0],
    ['either of two accepted keys: the first', 0b0011, 0b0001, 1000],
    ['either of two accepted keys: the second', 0b0011, 0b0010, 1000],
    ['both of two accepted keys', 0b0011, 0b0011, 0],
  ])('%s', (_case, keyMask, chosenMask, expected) => {
    for (const scoring of [ALL, PARTIAL, PENALTY]) {
      expect(mark(scoring, { keyMask, chosenMask })).toBe(expected);
      if (keyMask < 4)
        expect(mark(scoring, { kind: 'true_false', optionCount: 2, keyMask, chosenMask })).toBe(expected);
    }
  });
});

describe('markItem: several right options', () => {
  // Key A and B of four options, 1 point:                all   partial penalty
  it.each([
    ['A B, exactly right', 0b0011, 1000, 1000, 1000],
    ['A', 0b0001, 0, 500, 500],
    ['A C', 0b0101, 0, 0, 250],
    ['A B C', 0b0111, 0, 500, 750],
    ['everything', 0b1111, 0, 0, 500],
    ['C', 0b0100, 0, 0, -250],
    ['C D', 0b1100, 0, 0, -500],
    ['nothing', 0, 0, 0, 0],
  ])('%s', (_case, chosenMask, all, partial, penalty) => {
    const item: Partial<MarkedPosition> = { kind: 'multiple', keyMask: 0b0011, chosenMask };
    expect([mark(ALL, item), mark(PARTIAL, item), mark(PENALTY, item)]).toEqual([all, partial, penalty]);
  });

  it.each([
    ['one of three right: a third', 0b0001, 0b0111, 5, 1000, 333],
    ['two of three right: two thirds', 0b0011, 0b0111, 5, 1000, 667],
    ['half of an odd number is rounded up once', 0b0001, 0b0011, 4, 125, 63],
    ['three right, one of two wrong: one half', 0b01111, 0b00111, 5, 1000, 500],
    ['every option right, half of them chosen', 0b0011, 0b1111, 4, 1000, 500],
  ])('partial, %s', (_case, chosenMask, keyMask, optionCount, pointsMilli, expected) => {
    expect(mark(PARTIAL, { kind: 'multiple', chosenMask, keyMask, optionCount, pointsMilli })).toBe(expected);
  });

  it('earns nothing by ticking everything, and everything only by the key', () => {
    const n = fc.integer({ min: 2, max: 6 });
    fc.assert(
      fc.property(
        n,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 100, max: 1_000_000 }),
        (optionCount, key, choice, pointsMilli) => {
          const all = (1 << optionCount) - 1;
          const keyMask = (key % all) + 1;
          const chosenMask = choice % (all + 1);
          const item: Partial<MarkedPosition> = { kind: 'multiple', optionCount, keyMask, pointsMilli };
          for (const scoring of [ALL, PARTIAL, PENALTY]) {
            const earned = mark(scoring, { ...item, chosenMask });
            expect(Number.isInteger(earned)).toBe(true);
            expect(earned === pointsMilli).toBe(chosenMask === keyMask);
            expect(earned).toBeLessThanOrEqual(pointsMilli);
            if (scoring !== PENALTY) expect(earned).toBeGreaterThanOrEqual(0);
          }
          if (keyMask !== all) expect(mark(PARTIAL, { ...item, chosenMask: all })).toBe(0);
          const exact = partialExactly(optionCount, keyMask, chosenMask, pointsMilli);
          expect(Math.abs(mark(PARTIAL, { ...item, chosenMask }) - exact)).toBeLessThanOrEqual(0.5 + 1e-6);
        },
      ),
    );
  });

  it('gives more for one more right option and never more for one more wrong option', () => {
    for (const scoring of [PARTIAL, PENALTY]) {
      for (let keyMask = 1; keyMask < 63; keyMask++) {
        for (let chosenMask = 0; chosenMask < 64; chosenMask++) {
          const item: Partial<MarkedPosition> = { kind: 'multiple', optionCount: 6, keyMask };
          const before = mark(scoring, { ...item, chosenMask });
          for (let option = 0; option < 6; option++) {
            const bit = 1 << option;
            if ((chosenMask & bit) !== 0) continue;
            const after = mark(scoring, { ...item, chosenMask: chosenMask | bit });
            if ((keyMask & bit) === 0) expect(after).toBeLessThanOrEqual(before);
            else expect(after).toBeGreaterThanOrEqual(before);
          }
        }
      }
    }
  });
});

/** The rule of partial credit in plain fractions, option by option. */
function partialExactly(optionCount: number, keyMask: number, chosenMask: number, pointsMilli: number): number {
  const options = Array.from({ length: optionCount }, (_, i) => 1 << i);
  const right = options.filter((bit) => (keyMask & bit) !== 0);
  const wrong = options.filter((bit) => (keyMask & bit) === 0);
  const share = (of: number[]) =>
    of.length === 0 ? 0 : of.filter((bit) => (chosenMask & bit) !== 0).length / of.length;
  return Math.max(0, share(right) - share(wrong)) * pointsMilli;
}

describe('markItem: what a key revision may say', () => {
  it('gives nothing for an annulled item and everything when all get credit', () => {
    for (const chosenMask of [0, 0b0001, 0b0010]) {
      expect(mark(ALL, { keyRule: 'annulled', chosenMask })).toBe(0);
      expect(mark(ALL, { keyRule: 'all_credit', chosenMask })).toBe(1000);
    }
  });

  it.each([
    ['no key', { keyMask: 0 }],
    ['a key beyond the options', { keyMask: 0b10000 }],
    ['a choice beyond the options', { chosenMask: 0b10000 }],
  ])('gives no mark at all for %s', (_case, changes) => {
    expect(() => mark(ALL, changes)).toThrow(RangeError);
  });
});

describe('gradePaper', () => {
  const right = position({ chosenMask: 1 });
  const wrong = position({ chosenMask: 2 });
  const grade = (positions: MarkedPosition[], floorAtZero = true, scoring = ALL) =>
    gradePaper({ positions, scoring: { ...scoring, floorAtZero } });

  it('finds 15 of 15 to be full marks and 14 not', () => {
    expect(grade(Array(15).fill(right))).toEqual({
      marks: Array(15).fill(1000),
      score: 15_000,
      maxScore: 15_000,
      fullMarks: true,
    });
    const oneWrong = grade([...Array<MarkedPosition>(14).fill(right), wrong]);
    expect(oneWrong).toMatchObject({ score: 14_000, maxScore: 15_000, fullMarks: false });
  });

  it('leaves an annulled item out of score and maximum', () => {
    const annulled = position({ keyRule: 'annulled', chosenMask: 2 });
    expect(grade([right, annulled])).toEqual({ marks: [1000, 0], score: 1000, maxScore: 1000, fullMarks: true });
  });

  it('gives credit to all where the revision says so, answered or not', () => {
    expect(grade([right, position({ keyRule: 'all_credit' })])).toMatchObject({
      score: 2000,
      maxScore: 2000,
      fullMarks: true,
    });
  });

  it('knows no full marks where there is nothing to win', () => {
    expect(grade([])).toEqual({ marks: [], score: 0, maxScore: 0, fullMarks: false });
    expect(grade([position({ keyRule: 'annulled', chosenMask: 1 })])).toMatchObject({ maxScore: 0, fullMarks: false });
    expect(grade([position({ pointsMilli: 0, chosenMask: 1 })])).toMatchObject({ maxScore: 0, fullMarks: false });
  });

  it('lifts a negative sum to zero only where the rules say so, and leaves the marks as they are', () => {
    const minus = position({ kind: 'multiple', keyMask: 0b0011, chosenMask: 0b1100 });
    expect(grade([minus, minus], true, PENALTY)).toEqual({
      marks: [-500, -500],
      score: 0,
      maxScore: 2000,
      fullMarks: false,
    });
    expect(grade([minus, minus], false, PENALTY)).toMatchObject({ score: -1000 });
    expect(grade([minus, right, right], true, PENALTY)).toMatchObject({ score: 1500 });
  });

  it('is the sum of its marks whatever the order of the positions', () => {
    const any = fc.record({
      keyMask: fc.integer({ min: 1, max: 15 }),
      chosenMask: fc.integer({ min: 0, max: 15 }),
      kind: fc.constantFrom('single' as const, 'multiple' as const),
      keyRule: fc.constantFrom('normal' as const, 'annulled' as const, 'all_credit' as const),
      pointsMilli: fc.integer({ min: 100, max: 5000 }),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), fc.constantFrom(ALL, PARTIAL, PENALTY), (changes, scoring) => {
        const positions = changes.map(position);
        const { marks, score, maxScore, fullMarks } = grade(positions, false, scoring);
        expect(score).toBe(marks.reduce((sum, one) => sum + one, 0));
        expect(score).toBeLessThanOrEqual(maxScore);
        expect(fullMarks).toBe(maxScore > 0 && score === maxScore);
        const turned = grade([...positions].reverse(), false, scoring);
        expect(turned).toEqual({ marks: [...marks].reverse(), score, maxScore, fullMarks });
      }),
    );
  });
});

describe('pointsFor and bitCount', () => {
  it('takes the points of the topic where it has its own', () => {
    const scoring = { pointsMilli: 1000, pointsMilliByTopic: { 'the-che': 2000, unscored: 0 } };
    expect(['the-che', 'unscored', 'khac', 'constructor'].map((topic) => pointsFor(scoring, topic))).toEqual([
      2000, 0, 1000, 1000,
    ]);
  });

  it('counts bits', () => {
    for (let mask = 0; mask < 64; mask++) expect(bitCount(mask)).toBe(mask.toString(2).replaceAll('0', '').length);
  });
});

describe('roundScore', () => {
  it.each([
    [14_450, 'exact', 14_450],
    [14_449, 'tenth', 14_400],
    [14_450, 'tenth', 14_500],
    [14_499, 'whole', 14_000],
    [14_500, 'whole', 15_000],
    [0, 'whole', 0],
    [-250, 'tenth', -200],
    [-251, 'tenth', -300],
    [-500, 'whole', 0],
    [-501, 'whole', -1000],
  ] as const)('%i %s is %i', (score, rounding, expected) => {
    expect(roundScore(score, rounding)).toBe(expected);
  });

  it('moves no score by more than half a step and turns no two around', () => {
    const scores = fc.integer({ min: -100_000, max: 1_000_000 });
    const kinds = fc.constantFrom(['exact', 1] as const, ['tenth', 100] as const, ['whole', 1000] as const);
    fc.assert(
      fc.property(scores, scores, kinds, (a, b, [rounding, step]) => {
        const [one, other] = [roundScore(a, rounding), roundScore(b, rounding)];
        expect(one % step === 0 && Math.abs(one - a) * 2 <= step).toBe(true);
        expect((a - b) * (one - other)).toBeGreaterThanOrEqual(0);
        expect(roundScore(one, rounding)).toBe(one);
      }),
    );
  });

  it('is without rounding what it was', () => expect(roundScore(14_449)).toBe(14_449));
});

describe('a paper whose score is rounded', () => {
  // 14 of 15 right and one half right: 14.5 points; all right: 15.
  const paper = (points: number, halfRight: boolean, rounding?: 'tenth' | 'whole') =>
    gradePaper({
      positions: [
        position({ chosenMask: 1, pointsMilli: points }),
        position({ kind: 'multiple', keyMask: 0b0011, chosenMask: halfRight ? 0b0001 : 0b0011, pointsMilli: points }),
      ],
      scoring: { ...PARTIAL, floorAtZero: true, ...(rounding && { rounding }) },
    });

  it('keeps its marks exact, and full marks to who had everything right', () => {
    expect(paper(330, true)).toEqual({ marks: [330, 165], score: 495, maxScore: 660, fullMarks: false });
    expect(paper(330, true, 'tenth')).toEqual({ marks: [330, 165], score: 500, maxScore: 700, fullMarks: false });
    expect(paper(330, false, 'whole')).toEqual({ marks: [330, 330], score: 1000, maxScore: 1000, fullMarks: true });
    expect(paper(400, true, 'whole')).toMatchObject({ score: 1000, maxScore: 1000, fullMarks: false });
  });

  it('is equal in the ranking to one that reads the same: the next criterion decides', () => {
    const rule: RankingRule = { criteria: ['score', 'duration'], durationPrecision: 's' };
    const person = (score: number, durationMs: number) => ({
      ...{ score, durationMs, submittedAt: 0, startedAt: 0, attemptCount: 1, birthDate: null, lot: null },
      ...{ predictionDistance: null, onWorseSide: false, earlierRoundScore: null },
    });
    const [quick, slow] = [person(14_460, 60_000), person(14_540, 90_000)];
    const rounded = (one: typeof quick) => ({ ...one, score: roundScore(one.score, 'tenth') });
    expect(compareRankables(quick, slow, rule)).toBeGreaterThan(0);
    expect(compareRankables(rounded(quick), rounded(slow), rule)).toBeLessThan(0);
  });
});
