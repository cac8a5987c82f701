import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { checkRegulations } from './check.js';
import { valueAt } from './places.js';
import { leftToPeople } from './left-to-people.js';

/** A contest of two rounds as somebody writes it who says no more than needed. */
const plain = () => ({
  schema: 1,
  slug: 'tim-hieu-cchc',
  title: 'Tìm hiểu cải cách hành chính',
  calendar: {
    rounds: [
      { code: 'tuan-1', title: 'Tuần 1', opensAt: '2026-03-02 08:00', closesAt: '2026-03-09 08:00' },
      { code: 'tuan-2', title: 'Tuần 2', opensAt: '2026-03-09 08:00', closesAt: '2026-03-16 08:00' },
    ],
  },
  paper: { blueprint: [{ topic: null, level: null, count: 15 }] },
  time: { seconds: 1200 },
});

/** The plain contest with values put at paths: 'time.seconds' → 5. */
function changed(changes: Record<string, unknown>): unknown {
  const file: unknown = plain();
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.split('.');
    const last = steps.pop()!;
    let inner = file as Record<string, unknown>;
    for (const step of steps) inner = (inner[step] ??= {}) as Record<string, unknown>;
    inner[last] = value;
  }
  return file;
}

const faultsOf = (changes: Record<string, unknown>) => checkRegulations(changed(changes)).faults;
const prize = { title: 'giải Nhất', of: 'round', quota: 1 };
const phases = [{ code: 'gd-1', title: 'Giai đoạn 1' }];
const groups = ['can-bo', 'nguoi-dan'].map((code) => ({ code, title: code }));
const ranking = { metrics: [{ metric: 'persons', weight: 100 }] };

it('takes a contest that says only what has no default', () => {
  expect(faultsOf({})).toEqual([]);
  const { regulations } = checkRegulations(plain());
  expect(regulations!.time).toEqual({
    kind: 'paper',
    seconds: 1200,
    graceSeconds: 60,
    atRoundEnd: 'cut',
    extraTime: true,
  });
  expect(leftToPeople(regulations!)).toEqual([]);
});

describe('a contradiction is told once, at the field that has to change', () => {
  it.each<[string, string, Record<string, unknown>]>([
    ['slug', 'NOT_A_SLUG', { slug: 'Nghệ An' }],
    ['calendar.rounds', 'NO_ROUND', { 'calendar.rounds': [] }],
    ['calendar.rounds[1].code', 'CODE_REPEATED', { 'calendar.rounds.1.code': 'tuan-1' }],
    ['calendar.rounds[1].opensAt', 'ROUNDS_OVERLAP', { 'calendar.rounds.1.opensAt': '2026-03-08 08:00' }],
    ['calendar.rounds[1].closesAt', 'WINDOW_EMPTY', { 'calendar.rounds.1.closesAt': '2026-03-09 08:00' }],
    ['calendar.rounds[0].phase', 'UNKNOWN_CODE', { 'calendar.rounds.0.phase': 'gd-9' }],
    ['calendar.phases[0]', 'PHASE_EMPTY', { 'calendar.phases': phases }],
    ['audiences.groups', 'AUDIENCE_ALONE', { 'audiences.groups': groups.slice(1) }],
    ['paper.byAudience[0].audience', 'UNKNOWN_CODE', { 'paper.byAudience': [{ audience: 'x', subBank: 'y' }] }],
    [
      'calendar.rounds[1].subBank',
      'PART_UNUSED',
      {
        'audiences.groups': groups,
        'calendar.rounds.1.subBank': 'tuan-2',
        'paper.byAudience': groups.map(({ code }) => ({ audience: code, subBank: code })),
      },
    ],
    [
      'eligibility.maximumAge',
      'AGES_CONTRADICT',
      {
        'eligibility.minimumAge': { years: 18, on: '2026-03-02' },
        'eligibility.maximumAge': { years: 16, on: '2026-03-02' },
      },
    ],
    ['eligibility.excluded', 'REPEATED', { 'eligibility.excluded': ['jury', 'jury'] }],
    ['identity.locked', 'REPEATED', { 'identity.locked': ['unit', 'unit'] }],
    ['eligibility.eidLevel', 'EID_LEVEL_MISSING', { 'identity.key': 'eid' }],
    ['time.seconds', 'TIME_MISSING', { 'time.seconds': null }],
    ['time.seconds', 'TIME_UNUSED', { 'time.kind': 'none' }],
    ['time.graceSeconds', 'GRACE_EXCEEDS_DURATION', { 'time.seconds': 60 }],
    [
      'calendar.rounds[1].differs.time.graceSeconds',
      'GRACE_EXCEEDS_DURATION',
      { 'calendar.rounds.1.differs': { paper: null, attempts: null, time: { seconds: 30 } } },
    ],
    ['time.atRoundEnd', 'NEVER_ENDS', { time: { kind: 'none', atRoundEnd: 'full_time' } }],
    ['attempts.perPhase', 'NO_PHASE', { 'attempts.perPhase': 3 }],
    ['attempts.perWeek', 'LIMITS_CONTRADICT', { attempts: { perWeek: 7, perContest: 5 } }],
    ['attempts.perDay', 'GAP_TOO_LONG', { attempts: { perDay: 3, minGapMinutes: 1000 } }],
    [
      'attempts.perContest',
      'CONTEST_LIMIT_DIFFERS',
      { 'calendar.rounds.1.differs': { paper: null, time: null, attempts: { perContest: 3 } } },
    ],
    [
      'counting.across',
      'ONE_ROUND',
      { 'calendar.rounds': plain().calendar.rounds.slice(1), 'counting.across': 'sum_of_rounds' },
    ],
    ['scoring.wrongPenalty', 'PENALTY_UNUSED', { 'scoring.wrongPenalty': 0.5 }],
    [
      'scoring.pointsByTopic.the-che',
      'TOPIC_NOT_IN_PAPER',
      { 'paper.blueprint': [{ topic: 'cong-vu', level: null, count: 9 }], 'scoring.pointsByTopic': { 'the-che': 2 } },
    ],
    ['prediction.min', 'PREDICTION_RANGE_EMPTY', { prediction: { subject: 'attempts', min: 9, max: 9 } }],
    [
      'prediction.of',
      'PREDICTION_TOO_LATE',
      { prediction: { subject: 'attempts', of: 'contest' }, 'prizes.list': [prize] },
    ],
    ['prediction.of', 'NO_PHASE', { prediction: { subject: 'attempts', of: 'phase' } }],
    ['prediction.among', 'NO_AUDIENCE', { prediction: { subject: 'attempts', among: 'own_audience' } }],
    [
      'prediction.equalDistance',
      'DISTANCE_RULE_UNUSED',
      { prediction: { subject: 'attempts', compare: 'not_over', equalDistance: 'over_first' } },
    ],
    [
      'prediction.equalDistance',
      'DISTANCES_ADDED',
      { prediction: { subject: 'attempts', equalDistance: 'over_first' }, 'counting.across': 'sum_of_rounds' },
    ],
    [
      'prediction.changeUntil',
      'CHANGE_CONTRADICTS',
      { prediction: { subject: 'attempts', asked: 'before', changeUntil: 'round_end' } },
    ],
    [
      'ranking.criteria',
      'PREDICTION_UNUSED',
      { prediction: { subject: 'attempts' }, 'ranking.criteria': ['score', 'lot'] },
    ],
    ['ranking.criteria', 'PREDICTION_NEVER_ASKED', { 'ranking.criteria': ['score', 'prediction_distance', 'lot'] }],
    ['ranking.criteria', 'TIES_REMAIN', { 'ranking.criteria': ['score', 'duration'] }],
    ['ranking.sharedRank', 'NEVER_SHARED', { 'ranking.sharedRank': true }],
    ['ranking.criteria[0]', 'RANKING_SCORE_FIRST', { 'ranking.criteria': ['duration', 'score', 'lot'] }],
    [
      'ranking.criteria',
      'NO_EARLIER_ROUND',
      {
        'calendar.rounds': plain().calendar.rounds.slice(1),
        'ranking.criteria': ['score', 'earlier_round_score', 'lot'],
      },
    ],
    ['prizes.list[0].audience', 'UNKNOWN_CODE', { 'prizes.list': [{ ...prize, audience: 'x' }] }],
    ['prizes.list[0].of', 'NO_PHASE', { 'prizes.list': [{ ...prize, of: 'phase' }] }],
    ['prizes.list[0].by', 'UNITS_NOT_RANKED', { 'prizes.list': [{ ...prize, to: 'unit' }] }],
    ['prizes.list[0].by', 'NOT_FOR_UNITS', { 'prizes.list': [{ ...prize, to: 'unit', by: 'youngest' }] }],
    ['prizes.list[0].by', 'NOT_FOR_PERSONS', { 'prizes.list': [{ ...prize, by: 'most_participants' }] }],
    [
      'prizes.list[0].block',
      'BLOCK_OF_PERSONS',
      { 'units.blocks': groups, 'prizes.list': [{ ...prize, block: 'can-bo' }] },
    ],
    ['units.ranking.metrics', 'WEIGHTS_NOT_100', { 'units.ranking': { metrics: [{ metric: 'persons', weight: 60 }] } }],
    ['units.ranking.tie', 'REPEATED', { 'units.ranking': { ...ranking, tie: ['persons'] } }],
    ['release.board.frozenMinutes', 'FREEZE_CONTRADICTS', { 'release.board': { shown: 'frozen' } }],
    ['release.explanations', 'EXPLANATION_TELLS_KEY', { 'release.explanations': 'at_submit' }],
    ['release.key', 'KEY_WHILE_TRYING', { release: { key: 'at_submit', explanations: 'at_submit' } }],
    ['release.key', 'KEY_BEFORE_SCORE', { release: { score: 'contest_end' } }],
    ['calendar.rounds[0].title', 'HIDDEN_CHARACTERS', { 'calendar.rounds.0.title': 'Tuần\u200b1' }],
    ['notes.time.minutes', 'NOTE_NOWHERE', { notes: { 'time.minutes': 'không có' } }],
  ])('%s %s', (path, code, changes) => {
    expect(faultsOf(changes).map((fault) => [fault.path, fault.code])).toEqual([[path, code]]);
  });
});

describe('a file of another shape', () => {
  it.each<[string, unknown, string, string]>([
    ['no object', [], '', 'NOT_A_RECORD'],
    ['another version', { ...plain(), schema: 2 }, 'schema', 'NOT_A_CHOICE'],
    ['an unknown section', { ...plain(), giai: [] }, 'giai', 'UNKNOWN_FIELD'],
    [
      'a prototype',
      JSON.parse(JSON.stringify(plain()).replace('{', '{"__proto__":{"slug":"x"},')),
      '__proto__',
      'UNKNOWN_FIELD',
    ],
    ['words for a number', changed({ 'time.seconds': '20 phút' }), 'time.seconds', 'NOT_IN_RANGE'],
    ['a third of a thousandth', changed({ 'scoring.points': 1 / 3 }), 'scoring.points', 'NOT_IN_RANGE'],
    [
      'a day that is not',
      changed({ 'calendar.rounds.0.opensAt': '2026-02-30 08:00' }),
      'calendar.rounds[0].opensAt',
      'NOT_A_TIME',
    ],
    ['a list for a section', changed({ time: [] }), 'time', 'NOT_A_RECORD'],
    ['no paper', changed({ paper: {} }), 'paper.blueprint', 'MISSING'],
  ])('%s', (_what, file, path, code) => {
    const { regulations, faults } = checkRegulations(file);
    expect(regulations).toBeNull();
    expect(faults.map((fault) => [fault.path, fault.code])).toContainEqual([path, code]);
  });
});

describe('the faulty files of test/fixtures', () => {
  const names = readdirSync('test/fixtures').filter((name) => name.startsWith('contest-bad.'));
  it.each(names)('%s is refused with words at paths that are in the file', (name) => {
    const file: unknown = JSON.parse(readFileSync(`test/fixtures/${name}`, 'utf8'));
    const { regulations, faults } = checkRegulations(file);
    expect(regulations).toBeNull();
    expect(faults.length).toBeGreaterThan(1);
    for (const { message } of faults) expect(message).toMatch(/^\S.*[.]$/u);
  });
});

describe('what the server does not do by itself', () => {
  it.each([
    ['identity.key', { 'identity.key': 'citizen_number' }],
    ['eligibility.place', { 'eligibility.place': 'tỉnh Nghệ An' }],
    ['extras.essay', { 'extras.essay': { prompt: 'Viết.', wordsMax: 500 } }],
    ['prizes.list', { 'prizes.list': [{ ...prize, by: 'jury' }] }],
  ])('%s is said', (path, changes) => {
    const { regulations, faults } = checkRegulations(changed(changes));
    expect(faults).toEqual([]);
    expect(leftToPeople(regulations!).map((one) => one.path)).toEqual([path]);
  });
});

it('keeps every text in the form that is stored', () => {
  const { regulations } = checkRegulations(changed({ title: 'Tìm hiểu'.normalize('NFD') }));
  expect(regulations!.title).toBe('Tìm hiểu');
});

it('finds values by path', () => {
  expect(valueAt(plain(), 'calendar.rounds[1].title')).toBe('Tuần 2');
  expect(valueAt(plain(), 'calendar.rounds[7].title')).toBeUndefined();
});
