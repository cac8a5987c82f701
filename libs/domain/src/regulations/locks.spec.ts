import { describe, expect, it } from '@jest/globals';
import { isLockable, isLockedAt, lockedChanges } from './locks.js';
import { withValue } from './places.js';

const ROUND = { code: 'dot-1', title: 'Đợt 1', opensAt: '2026-11-30 08:00', closesAt: '2026-12-05 22:00' };
const LENT = {
  slug: 'mau',
  title: 'Mẫu của tỉnh',
  calendar: { rounds: [ROUND] },
  paper: { blueprint: [{ topic: null, level: null, count: 10 }], subBank: 'chung' },
  time: { kind: 'paper', seconds: 900, atRoundEnd: 'cut' },
  attempts: { perWeek: 2 },
  ranking: { criteria: ['score', 'duration', 'lot'] },
};

describe('what may be locked', () => {
  it.each<[string, boolean]>([
    ['paper', true],
    ['time.seconds', true],
    ['calendar.rounds[0].closesAt', true],
    ['about', true],
    ['host.hotline', true],
    ['title', false],
    ['slug', false],
    ['host', false],
    ['host.agency', false],
    ['notes', false],
    ['time.minutes', false],
    ['', false],
  ])('%s: %s', (path, may) => expect(isLockable(path)).toBe(may));
});

describe('a place', () => {
  it.each<[string, string, boolean]>([
    ['time', 'time.seconds', true],
    ['time', 'time', true],
    ['time.seconds', 'time', false],
    ['time', 'timeless', false],
    ['prizes.list', 'prizes.list[2].quota', true],
    ['prizes.list[1]', 'prizes.list[11]', false],
  ])('under the lock %s: %s is locked %s', (lock, path, is) => expect(isLockedAt([lock], path)).toBe(is));
});

describe('a change under locks', () => {
  const cases: [string, string[], [string, unknown][], string[]][] = [
    ['nothing changed', ['time', 'ranking'], [], []],
    ['what is not locked', ['time'], [['title', 'Của xã']], []],
    ['a field in a locked section', ['time', 'ranking'], [['time.seconds', 60]], ['time']],
    ['a locked field', ['time.seconds'], [['time.seconds', 60]], ['time.seconds']],
    ['the field beside it', ['time.graceSeconds'], [['time.seconds', 60]], []],
    ['a locked field left out', ['time.seconds'], [['time.seconds', undefined]], ['time.seconds']],
    ['a default that is written out', ['time', 'release'], [['time.graceSeconds', 60]], []],
    ['a default that is written over', ['time'], [['time.graceSeconds', 0]], ['time']],
    [
      'the order of a list',
      ['ranking.criteria'],
      [['ranking.criteria', ['score', 'lot', 'duration']]],
      ['ranking.criteria'],
    ],
    [
      'a line more',
      ['paper.blueprint'],
      [['paper.blueprint', [...LENT.paper.blueprint, { count: 5 }]]],
      ['paper.blueprint'],
    ],
    ['a place in a line', ['calendar.rounds[0].closesAt'], [['calendar.rounds[0].title', 'Tuần 1']], []],
    [
      'the line of a locked place gone',
      ['calendar.rounds[0].closesAt'],
      [['calendar.rounds', []]],
      ['calendar.rounds[0].closesAt'],
    ],
    [
      'the time of one round',
      ['time'],
      [['calendar.rounds[0].differs', { time: { ...LENT.time, seconds: 60 } }]],
      ['calendar.rounds[0].differs.time'],
    ],
    [
      'a locked field of one round',
      ['time.seconds'],
      [['calendar.rounds[0].differs', { time: { ...LENT.time, seconds: 60 } }]],
      ['calendar.rounds[0].differs.time'],
    ],
    [
      'the field beside it of one round',
      ['time.seconds'],
      [['calendar.rounds[0].differs', { time: { ...LENT.time, atRoundEnd: 'full' } }]],
      [],
    ],
    [
      'questions of another part for one round',
      ['paper'],
      [['calendar.rounds[0].subBank', 'de']],
      ['calendar.rounds[0].subBank'],
    ],
    ['the same part for one round', ['paper'], [['calendar.rounds[0].subBank', 'chung']], []],
    ['a document that is none', ['time'], [['', []]], ['time']],
  ];
  it.each(cases)('%s', (_, locked, changes, touched) => {
    const after = changes.reduce<unknown>((document, [path, value]) => withValue(document, path, value), LENT);
    expect(lockedChanges(LENT, after, locked)).toEqual(touched);
  });

  it('leaves a round its own rules that it was lent with', () => {
    const lent = withValue(LENT, 'calendar.rounds[0].differs', { time: { ...LENT.time, seconds: 60 } });
    expect(lockedChanges(lent, withValue(lent, 'title', 'Của xã'), ['time'])).toEqual([]);
    expect(lockedChanges(lent, withValue(lent, 'calendar.rounds[0].differs.time.seconds', 30), ['time'])).toEqual([
      'calendar.rounds[0].differs.time',
    ]);
  });
});
