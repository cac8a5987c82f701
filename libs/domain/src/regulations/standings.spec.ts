import { describe, expect, it } from '@jest/globals';
import { checkRegulations } from './check.js';
import type { PredictionPlan, Regulations } from './regulations.js';
import { measured, standings, type RankedAttempt } from './standings.js';

const WEEK = { of: 'round', code: 'tuan-1', audience: null } as const;
const CONTEST = { of: 'contest', code: null, audience: null } as const;

function regulations(changes: object = {}): Regulations {
  const file = {
    schema: 1,
    slug: 'tim-hieu',
    title: 'Tìm hiểu',
    calendar: {
      rounds: [
        { code: 'tuan-1', title: 'Tuần 1', opensAt: '2026-03-02 08:00', closesAt: '2026-03-09 08:00' },
        { code: 'tuan-2', title: 'Tuần 2', opensAt: '2026-03-09 08:00', closesAt: '2026-03-16 08:00' },
      ],
    },
    paper: { blueprint: [{ topic: null, level: null, count: 15 }] },
    time: { seconds: 1200 },
    ...changes,
  };
  const { regulations: whole, faults } = checkRegulations(file);
  expect(faults).toEqual([]);
  return whole!;
}

let made = 0;
const attempt = (personId: string, facts: Partial<RankedAttempt> = {}): RankedAttempt => ({
  attemptId: `a${++made}`,
  personId,
  audience: null,
  round: 'tuan-1',
  startedAt: 1_000_000,
  submittedAt: 1_372_900,
  score: 15_000,
  fullMarks: true,
  prediction: null,
  birthDate: null,
  ...facts,
});
const order = (rows: { personId: string; rank: number }[]) => rows.map(({ rank, personId }) => `${rank} ${personId}`);

const PREDICTION = { prediction: { subject: 'persons_all_correct' } };

describe('standings', () => {
  it('say what decided and at which step of the chain', () => {
    const rows = standings(
      regulations(PREDICTION),
      [
        attempt('An', { prediction: 5 }),
        attempt('Bình', { prediction: 3 }),
        attempt('Chi', { score: 9000, fullMarks: false }),
      ],
      WEEK,
    );
    expect(rows.map(({ personId, decided }) => [personId, decided])).toEqual([
      ['Bình', null],
      ['An', { criterion: 'prediction_distance', step: 2, shown: 'dự đoán lệch 3' }],
      ['Chi', { criterion: 'score', step: 1, shown: '9 điểm' }],
    ]);
  });

  it('count the truth over everybody, also where only one audience is ranked', () => {
    const both = {
      ...PREDICTION,
      audiences: {
        groups: [
          { code: 'a', title: 'A' },
          { code: 'b', title: 'B' },
        ],
      },
    };
    const attempts = [
      attempt('An', { audience: 'a', prediction: 3 }),
      attempt('Bình', { audience: 'a', prediction: 1 }),
      attempt('Chi', { audience: 'b' }),
    ];
    const ofA = { ...WEEK, audience: 'a' };
    expect(order(standings(regulations(both), attempts, ofA))).toEqual(['1 An', '2 Bình']);
    const own = { ...both, prediction: { ...PREDICTION.prediction, among: 'own_audience' } };
    expect(standings(regulations(own), attempts, ofA).map((row) => row.predictionDistance)).toEqual([1, 1]);
  });

  it('share a rank until the lot is drawn', () => {
    const attempts = [attempt('An'), attempt('Bình'), attempt('Chi', { score: 1000, fullMarks: false })];
    expect(order(standings(regulations(), attempts, WEEK))).toEqual(['1 An', '1 Bình', '3 Chi']);
    const lots = new Map([
      ['An', 9n],
      ['Bình', 2n],
      ['Chi', 1n],
    ]);
    const drawn = standings(regulations(), attempts, WEEK, (person) => lots.get(person)!);
    expect(order(drawn)).toEqual(['1 Bình', '2 An', '3 Chi']);
  });

  it('add the rounds where the rules add them, and take one attempt where they do not', () => {
    const attempts = [
      attempt('An', { score: 10_000, fullMarks: false }),
      attempt('An', { score: 10_000, fullMarks: false, round: 'tuan-2' }),
      attempt('Bình'),
    ];
    expect(order(standings(regulations(), attempts, CONTEST))).toEqual(['1 Bình', '2 An']);
    const sum = regulations({ counting: { across: 'sum_of_rounds' } });
    const [first] = standings(sum, attempts, CONTEST);
    expect(first).toMatchObject({ personId: 'An', score: 20_000, durationMs: 745_800, attemptCount: 2 });
    expect(first!.attemptIds).toHaveLength(2);
  });

  it.each([
    ['counted_attempt', null],
    ['first', 3],
    ['last', 0],
  ] as const)('measure the guess of the %s', (whichCounts, distance) => {
    const rules = regulations({ prediction: { subject: 'attempts', whichCounts } });
    const attempts = [
      attempt('An', { startedAt: 1, score: 0, fullMarks: false, prediction: 0 }),
      attempt('An', { startedAt: 2, prediction: null }),
      attempt('An', { startedAt: 3, score: 0, fullMarks: false, prediction: 3 }),
    ];
    expect(standings(rules, attempts, WEEK)[0]!.predictionDistance).toBe(distance);
  });

  it('know the score of the round before', () => {
    const rules = regulations({ ranking: { criteria: ['score', 'earlier_round_score', 'lot'] } });
    const later = (person: string) => attempt(person, { round: 'tuan-2' });
    const attempts = [
      later('An'),
      later('Bình'),
      later('Chi'),
      attempt('Bình', { score: 2000, fullMarks: false }),
      attempt('Chi'),
    ];
    const rows = standings(rules, attempts, { ...WEEK, code: 'tuan-2' });
    expect(order(rows)).toEqual(['1 Chi', '2 Bình', '3 An']);
    expect(rows.map(({ decided }) => decided?.shown)).toEqual([
      undefined,
      '2 điểm ở đợt trước',
      'không dự thi đợt trước',
    ]);
  });
});

describe('a guess against the truth of 10', () => {
  const plan = (compare: PredictionPlan['compare'], equalDistance: PredictionPlan['equalDistance'] = 'equal') =>
    ({ compare, equalDistance }) as PredictionPlan;
  it.each([
    [plan('nearest'), 7, 3, false],
    [plan('nearest'), 13, 3, false],
    [plan('nearest', 'under_first'), 7, 3, false],
    [plan('nearest', 'under_first'), 13, 3, true],
    [plan('nearest', 'over_first'), 7, 3, true],
    [plan('nearest', 'over_first'), 13, 3, false],
    [plan('nearest', 'over_first'), 10, 0, false],
    [plan('not_over'), 7, 3, false],
    [plan('not_over'), 11, null, false],
    [plan('exact_only'), 10, 0, false],
    [plan('exact_only'), 9, null, false],
  ])('%o: %d is %p off', (how, guess, predictionDistance, onWorseSide) => {
    expect(measured(how, guess, 10)).toEqual({ predictionDistance, onWorseSide });
  });
});
