import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkContestRules, checkRulesTogether, type ContestRules } from './contest-rules.js';
import type { RoundRules } from './round-rules.js';

const PLAIN: ContestRules = {
  schema: 1,
  counting: 'best',
  ranking: { criteria: ['score', 'prediction_distance', 'duration', 'lot'], durationPrecision: 's' },
  participation: { minAttempts: 1, childrenCountForParent: true },
  minimumAge: null,
  board: { maskNames: true },
};
const faults = (changes: object) =>
  checkContestRules({ ...PLAIN, ...changes }).map(({ path, code }) => `${path} ${code}`);

describe('checkContestRules', () => {
  it.each([
    ['the plain contest', {}],
    ['16 years on the opening day', { minimumAge: { years: 16, on: '2020-10-30' } }],
    ['the first attempt counts', { counting: 'first' }],
    ['units with five attempts or more', { participation: { minAttempts: 5, childrenCountForParent: false } }],
  ])('takes %s', (_case, changes) => {
    expect(faults(changes)).toEqual([]);
  });

  it.each([
    ['sum of rounds, which is not offered', { counting: 'sum' }, 'counting NOT_A_CHOICE'],
    [
      'units that take part with nothing',
      { participation: { minAttempts: 0, childrenCountForParent: true } },
      'participation.minAttempts NOT_IN_RANGE',
    ],
    ['a day that does not exist', { minimumAge: { years: 16, on: '2019-02-30' } }, 'minimumAge.on NOT_A_DATE'],
    ['older than anybody', { minimumAge: { years: 200, on: '2019-05-06' } }, 'minimumAge.years NOT_IN_RANGE'],
    ['masking left open', { board: {} }, 'board.maskNames MISSING'],
    ['an unknown field', { prizes: [] }, 'prizes UNKNOWN_FIELD'],
    [
      'a lot before other criteria',
      { ranking: { criteria: ['score', 'lot', 'duration'], durationPrecision: 's' } },
      'ranking.criteria[1] RANKING_LOT_NOT_LAST',
    ],
    ['no chain', { ranking: null }, 'ranking RANKING_SHAPE'],
  ])('refuses %s', (_case, changes, fault) => {
    expect(faults(changes)).toEqual([fault]);
  });

  it('names a missing chain once and never throws', () => {
    const { ranking: _left, ...without } = PLAIN;
    expect(checkContestRules(without).map(({ path, code }) => `${path} ${code}`)).toEqual(['ranking MISSING']);
    fc.assert(fc.property(fc.jsonValue(), (value) => checkContestRules(value).length > 0));
    for (const value of [undefined, null, [], 'x']) expect(checkContestRules(value).length).toBe(1);
  });
});

describe('checkRulesTogether', () => {
  const prediction: RoundRules['prediction'] = { subject: 'attempts', min: 0, max: 9, whichCounts: 'last' };
  const round = (changes: { prediction?: RoundRules['prediction']; perContest?: number }): RoundRules => ({
    schema: 1,
    paper: { blueprint: [], subBank: null, shuffleItems: true, shuffleOptions: true, avoidSeenItems: true },
    timing: { durationMs: 900_000, graceMs: 0, atRoundEnd: 'cut' },
    scoring: {
      pointsMilli: 1000,
      pointsMilliByTopic: {},
      multiple: 'partial',
      wrongPenaltyMilli: 0,
      floorAtZero: true,
    },
    limits: {
      perDay: null,
      perWeek: null,
      perRound: null,
      perPhase: null,
      perContest: changes.perContest ?? null,
      minGapMs: null,
    },
    prediction: changes.prediction ?? null,
    release: { score: 'at_submit', ownAnswers: 'never', key: 'never' },
  });
  const together = (contest: ContestRules, rounds: RoundRules[]) =>
    checkRulesTogether(contest, rounds).map(({ path, code }) => `${path} ${code}`);

  it('refuses a chain by prediction that no round asks for', () => {
    expect(together(PLAIN, [round({}), round({})])).toEqual(['ranking.criteria PREDICTION_NEVER_ASKED']);
    expect(together(PLAIN, [round({}), round({ prediction })])).toEqual([]);
    expect(together(PLAIN, [])).toEqual([]);
  });

  it('takes a prediction that the chain does not use (asked, but unscored)', () => {
    const byScore: ContestRules = { ...PLAIN, ranking: { criteria: ['score'], durationPrecision: 's' } };
    expect(together(byScore, [round({ prediction })])).toEqual([]);
  });

  it('refuses two different limits for the same contest', () => {
    const rounds = [round({ prediction, perContest: 3 }), round({ prediction, perContest: 4 })];
    expect(together(PLAIN, rounds)).toEqual(['limits.perContest CONTEST_LIMIT_DIFFERS']);
    expect(together(PLAIN, [rounds[0]!, round({ perContest: 3 })])).toEqual([]);
  });
});
