import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantAt } from './calendar.js';
import { checkRoundRules } from './round-rules-check.js';
import type { RoundRules } from './round-rules.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WEEK_ROUND = { opensAt: instantAt('2019-05-06', '08:00'), closesAt: instantAt('2019-05-13', '08:00') };

/** Fifteen questions, fifteen minutes, one point each: the plain weekly round of a province. */
const PLAIN: RoundRules = {
  schema: 1,
  paper: {
    blueprint: [
      { topic: 'thu-tuc-hanh-chinh', level: 1, count: 8 },
      { topic: 'thu-tuc-hanh-chinh', level: 2, count: 4 },
      { topic: null, level: 3, count: 3 },
    ],
    subBank: null,
    shuffleItems: true,
    shuffleOptions: true,
    avoidSeenItems: true,
  },
  timing: { durationMs: 15 * MINUTE, graceMs: 5000, atRoundEnd: 'cut' },
  scoring: {
    pointsMilli: 1000,
    pointsMilliByTopic: {},
    multiple: 'all_or_nothing',
    wrongPenaltyMilli: 0,
    floorAtZero: true,
  },
  limits: { perDay: null, perWeek: null, perRound: null, perPhase: null, perContest: null, minGapMs: null },
  prediction: null,
  release: { score: 'at_submit', ownAnswers: 'round_end', key: 'round_end' },
};

type Sections = { [S in keyof RoundRules]?: Partial<Record<string, unknown>> | number | null };

/** The plain round with some fields of some sections replaced. */
const rules = (changes: Sections): unknown => {
  const changed: Record<string, unknown> = { ...PLAIN };
  for (const [section, fields] of Object.entries(changes)) {
    const before = changed[section];
    changed[section] =
      typeof fields === 'object' && fields !== null && typeof before === 'object' ? { ...before, ...fields } : fields;
  }
  return changed;
};
const faults = (changed: unknown, window?: { opensAt: number; closesAt: number }) =>
  checkRoundRules(changed, window).map(({ path, code }) => `${path} ${code}`);

const prediction = { subject: 'persons_all_correct', min: 0, max: 1_000_000, whichCounts: 'counted_attempt' };

/** Items of the seven topics as the ministry's contest of 2020 drew them. */
const SEVEN = [2, 2, 4, 2, 2, 1, 2].map((count, i) => ({ topic: `linh-vuc-${i + 1}`, level: null, count }));
const any = (count: number) => ({ blueprint: [{ topic: null, level: null, count }] });

describe('rules of published contests can be said', () => {
  it.each([
    ['Nghệ An 2019: 15 points, no limit told', {}],
    ['Huế 2025: 15 + prediction, 1 a week', { paper: any(15), limits: { perWeek: 1 }, prediction }],
    [
      'Bộ GTVT 2020: blueprint of seven, 1 only, predict the number of people',
      {
        paper: { blueprint: SEVEN },
        limits: { perContest: 1 },
        prediction: { ...prediction, subject: 'persons_taking_part' },
      },
    ],
    ['Lâm Đồng 2023: weekly', { limits: { perRound: 7 } }],
    [
      'Quận 1 2021: 20 + prediction, 900 s, 5 points each',
      {
        paper: any(20),
        scoring: { pointsMilli: 5000 },
        limits: { perContest: 1 },
        prediction,
      },
    ],
    ['Đồng Nai 2022: three phases', { limits: { perRound: 1, perPhase: 12, perContest: 36 } }],
    [
      'Central election 2026: 10 + 1, 10 min, 7 a week',
      {
        paper: any(10),
        timing: { durationMs: 10 * MINUTE },
        limits: { perWeek: 7 },
        prediction,
      },
    ],
    ['VCNET 2019: 5 + 1, many attempts', { paper: any(5), prediction }],
    [
      'Giờ Trái đất 2023: several right, 10 points each, 5 a period',
      {
        paper: any(10),
        scoring: { pointsMilli: 10_000, multiple: 'partial' },
        limits: { perRound: 5 },
      },
    ],
    ['Quỳnh Lưu 2020: 45 min, many', { timing: { durationMs: 45 * MINUTE } }],
    ['Culture Ministry 2024: 7 a week', { limits: { perWeek: 7, perDay: 7 } }],
    ['hocvalamtheobac 2016: 2 a week, 6 a round', { limits: { perWeek: 2, perRound: 6 } }],
    ['three minutes between two attempts', { limits: { minGapMs: 3 * MINUTE } }],
    ['no time per attempt, until the bell', { timing: { durationMs: null } }],
    ['a topic asked but unscored', { scoring: { pointsMilliByTopic: { 'thu-tuc-hanh-chinh': 0 } } }],
    ['penalty of a quarter point', { scoring: { multiple: 'penalty', wrongPenaltyMilli: 250, floorAtZero: false } }],
    ['nothing is ever released', { release: { score: 'never', ownAnswers: 'never', key: 'never' } }],
  ] as [string, Sections][])('%s', (_contest, changes) => {
    expect(checkRoundRules(rules(changes), WEEK_ROUND)).toEqual([]);
  });
});

describe('impossible rules are refused', () => {
  it.each([
    ['no question', { paper: { blueprint: [] } }, 'paper.blueprint PAPER_EMPTY'],
    [
      '101 questions',
      {
        paper: {
          blueprint: [
            { topic: 'a', level: 1, count: 51 },
            { topic: 'a', level: 2, count: 50 },
          ],
        },
      },
      'paper.blueprint PAPER_TOO_LONG',
    ],
    [
      'a line for no question',
      { paper: { blueprint: [{ topic: null, level: null, count: 0 }] } },
      'paper.blueprint[0].count NOT_IN_RANGE',
    ],
    [
      'a level that does not exist',
      { paper: { blueprint: [{ topic: null, level: 4, count: 1 }] } },
      'paper.blueprint[0].level NOT_A_CHOICE',
    ],
    [
      'the same line twice',
      {
        paper: {
          blueprint: [
            { topic: 'a', level: null, count: 1 },
            { topic: 'a', level: null, count: 2 },
          ],
        },
      },
      'paper.blueprint[1] CELL_REPEATED',
    ],
    ['an empty sub-bank code', { paper: { subBank: '' } }, 'paper.subBank NOT_TEXT'],
    [
      'longer than the round',
      { timing: { durationMs: 24 * HOUR } },
      'timing.durationMs DURATION_EXCEEDS_WINDOW',
      { opensAt: 0, closesAt: 24 * HOUR - 1 },
    ],
    ['seconds entered for milliseconds', { timing: { durationMs: 900 } }, 'timing.durationMs NOT_IN_RANGE'],
    [
      'grace as long as the attempt',
      { timing: { durationMs: 60_000, graceMs: 60_000 } },
      'timing.graceMs GRACE_EXCEEDS_DURATION',
    ],
    ['negative grace', { timing: { graceMs: -1 } }, 'timing.graceMs NOT_IN_RANGE'],
    ['never ending', { timing: { durationMs: null, atRoundEnd: 'full_time' } }, 'timing.atRoundEnd NEVER_ENDS'],
    ['closes before it opens', {}, 'window WINDOW_EMPTY', { opensAt: 2000, closesAt: 1000 }],
    ['closes as it opens', {}, 'window WINDOW_EMPTY', { opensAt: 2000, closesAt: 2000 }],
    ['an instant that is no number', {}, 'window WINDOW_EMPTY', { opensAt: NaN, closesAt: 2000 }],
    ['no points', { scoring: { pointsMilli: 0 } }, 'scoring.pointsMilli NOT_IN_RANGE'],
    [
      'negative penalty',
      { scoring: { multiple: 'penalty', wrongPenaltyMilli: -250 } },
      'scoring.wrongPenaltyMilli NOT_IN_RANGE',
    ],
    ['penalty of nothing', { scoring: { multiple: 'penalty' } }, 'scoring.wrongPenaltyMilli PENALTY_MISSING'],
    [
      'penalty that nobody applies',
      { scoring: { wrongPenaltyMilli: 250 } },
      'scoring.wrongPenaltyMilli PENALTY_UNUSED',
    ],
    [
      'penalty above the item',
      { scoring: { multiple: 'penalty', wrongPenaltyMilli: 1001 } },
      'scoring.wrongPenaltyMilli PENALTY_TOO_LARGE',
    ],
    [
      'points of a topic not asked',
      { paper: { blueprint: SEVEN }, scoring: { pointsMilliByTopic: { the_che: 2000 } } },
      'scoring.pointsMilliByTopic.the_che TOPIC_NOT_IN_PAPER',
    ],
    [
      'points below a tenth',
      { scoring: { pointsMilliByTopic: { 'thu-tuc-hanh-chinh': 1 } } },
      'scoring.pointsMilliByTopic.thu-tuc-hanh-chinh POINTS_TOO_SMALL',
    ],
    [
      'nothing to win',
      { paper: { blueprint: [{ topic: 'a', level: null, count: 5 }] }, scoring: { pointsMilliByTopic: { a: 0 } } },
      'scoring NO_POINTS',
    ],
    ['5 a week, 3 in all', { limits: { perWeek: 5, perContest: 3 } }, 'limits.perWeek LIMITS_CONTRADICT'],
    ['5 a day, 3 a week', { limits: { perDay: 5, perWeek: 3 } }, 'limits.perDay LIMITS_CONTRADICT'],
    ['5 a day, 3 in all', { limits: { perDay: 5, perContest: 3 } }, 'limits.perDay LIMITS_CONTRADICT'],
    ['5 a round, 3 a phase', { limits: { perRound: 5, perPhase: 3 } }, 'limits.perRound LIMITS_CONTRADICT'],
    ['5 a round, 3 in all', { limits: { perRound: 5, perContest: 3 } }, 'limits.perRound LIMITS_CONTRADICT'],
    ['5 a phase, 3 in all', { limits: { perPhase: 5, perContest: 3 } }, 'limits.perPhase LIMITS_CONTRADICT'],
    ['no attempt at all', { limits: { perRound: 0 } }, 'limits.perRound NOT_IN_RANGE'],
    ['3 a day, 12 hours apart', { limits: { perDay: 3, minGapMs: 12 * HOUR } }, 'limits.perDay GAP_TOO_LONG'],
    ['8 a week, a day apart', { limits: { perWeek: 8, minGapMs: 24 * HOUR } }, 'limits.perWeek GAP_TOO_LONG'],
    [
      '2 a round, as far apart as the round',
      { limits: { perRound: 2, minGapMs: 7 * 24 * HOUR } },
      'limits.perRound GAP_TOO_LONG',
      WEEK_ROUND,
    ],
    [
      'prediction range upside down',
      { prediction: { ...prediction, min: 10, max: 9 } },
      'prediction.min PREDICTION_RANGE_EMPTY',
    ],
    [
      'prediction of one number only',
      { prediction: { ...prediction, min: 10, max: 10 } },
      'prediction.min PREDICTION_RANGE_EMPTY',
    ],
    ['prediction above all people', { prediction: { ...prediction, max: 100_000_001 } }, 'prediction.max NOT_IN_RANGE'],
    [
      'which prediction counts left open',
      { prediction: { subject: 'attempts', min: 0, max: 9 } },
      'prediction.whichCounts MISSING',
    ],
    ['key before score', { release: { score: 'contest_end', key: 'round_end' } }, 'release.key KEY_BEFORE_SCORE'],
    [
      'key though the score stays secret',
      { release: { score: 'never', key: 'contest_end' } },
      'release.key KEY_BEFORE_SCORE',
    ],
    ['a schema of the future', { schema: 2 }, 'schema NOT_A_CHOICE'],
    ['an unknown field', { timing: { perQuestionMs: 1 } }, 'timing.perQuestionMs UNKNOWN_FIELD'],
    ['a section left out', { limits: null }, 'limits NOT_A_RECORD'],
  ] as [string, Sections, string, { opensAt: number; closesAt: number }?][])(
    '%s',
    (_case, changes, fault, ...[window]) => {
      expect(faults(rules(changes), window)).toEqual([fault]);
    },
  );

  it('says why, in words', () => {
    const [fault] = checkRoundRules(rules({ limits: { perWeek: 5, perContest: 3 } }));
    expect(fault?.message).toBe('Cho 5 lượt mỗi tuần nhưng chỉ 3 lượt cả cuộc thi: hai giới hạn mâu thuẫn.');
    const [long] = checkRoundRules(PLAIN, { opensAt: 0, closesAt: 10 * MINUTE });
    expect(long?.message).toBe('Thời gian làm bài (15 phút) dài hơn cả đợt thi (10 phút).');
  });

  it('names all faults at once, of shape and of meaning', () => {
    const changes: Sections = {
      paper: { blueprint: [], subBank: 5 },
      timing: { graceMs: 20 * MINUTE },
      scoring: { wrongPenaltyMilli: 5 },
      limits: { perDay: 9, perWeek: 8, perContest: 7 },
      release: { score: 'never' },
    };
    expect(faults(rules(changes), { opensAt: 5, closesAt: 5 })).toEqual([
      'paper.subBank NOT_TEXT',
      'timing.graceMs NOT_IN_RANGE',
      'window WINDOW_EMPTY',
      'scoring.wrongPenaltyMilli PENALTY_UNUSED',
      'limits.perDay LIMITS_CONTRADICT',
      'limits.perDay LIMITS_CONTRADICT',
      'limits.perWeek LIMITS_CONTRADICT',
      'release.key KEY_BEFORE_SCORE',
    ]);
  });

  it.each([
    ['two in a day, just under a day apart', { limits: { perDay: 2, minGapMs: 24 * HOUR - 1 } }],
    ['the same number in every period', { limits: { perDay: 3, perWeek: 3, perRound: 3, perPhase: 3, perContest: 3 } }],
    ['more a day than a round: two short rounds may share a day', { limits: { perDay: 4, perRound: 2 } }],
    ['as long as the round', { timing: { durationMs: 14 * HOUR } }],
    ['key with the score', { release: { score: 'round_end', ownAnswers: 'at_submit', key: 'round_end' } }],
    ['100 questions', { paper: any(100) }],
    [
      'points for a topic that only a line of any topic may draw',
      { paper: any(5), scoring: { pointsMilliByTopic: { 'the-che': 2000 } } },
    ],
    ['a penalty as large as the item', { scoring: { multiple: 'penalty', wrongPenaltyMilli: 1000 } }],
  ] as [string, Sections][])('but %s is possible', (_case, changes) => {
    expect(faults(rules(changes), { opensAt: 0, closesAt: 14 * HOUR })).toEqual([]);
  });
});

describe('anything may arrive', () => {
  it('refuses every JSON value that is no rules and never throws', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => checkRoundRules(value).length > 0));
    for (const value of [undefined, null, [], 'x', 1, () => 1]) expect(faults(value)).toEqual([' NOT_A_RECORD']);
  });

  it('answers any mixture of lawful and unlawful sections', () => {
    const section = (name: keyof RoundRules) => fc.oneof(fc.constant(PLAIN[name]), fc.jsonValue());
    const mixture = fc.record({
      schema: section('schema'),
      paper: section('paper'),
      timing: section('timing'),
      scoring: section('scoring'),
      limits: section('limits'),
      prediction: section('prediction'),
      release: section('release'),
    });
    fc.assert(
      fc.property(mixture, fc.integer(), fc.integer(), (value, opensAt, closesAt) => {
        expect(Array.isArray(checkRoundRules(value, { opensAt, closesAt }))).toBe(true);
      }),
    );
  });
});
