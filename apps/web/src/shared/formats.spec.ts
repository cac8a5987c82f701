import { describe, expect, it } from '@jest/globals';
import { countdown, formatsOf } from './formats.js';

describe('Vietnamese formats', () => {
  const f = formatsOf('vi');

  it.each([
    ['a count', f.count(240_659), '240.659'],
    ['points of 1/1000', f.points(14_500), '14,5'],
    ['a rate', f.percent(182, 222), '81,98%'],
    ['a mean', f.mean(13.5), '13,50'],
    ['a rate of nothing', f.percent(0, 0), '–'],
    ['an hour of Vietnam', f.clockTime('2019-05-13T01:00:00.000Z'), '08:00'],
    ['a last moment', f.clockTimeExact('2019-05-13T01:00:30.000Z'), '08:00:30'],
    ['a day with its weekday', f.weekdayTime('2019-05-13T01:00:00.000Z'), '08:00 thứ Hai, 13/5'],
    [
      'a day of another year',
      f.weekdayTime('2019-05-13T01:00:00Z', '2026-01-01T00:00:00Z'),
      '08:00 thứ Hai, 13/5/2019',
    ],
    ['a day of one digit', f.weekdayTime('2026-05-06T01:00:00Z'), '08:00 thứ Tư, 06/5'],
    ['an early month', f.date('2026-02-12T17:00:00Z'), '13/02/2026'],
    ['a date', f.date('2019-05-12T17:00:00Z'), '13/5/2019'],
    ['a duration', f.duration(372_900), '6 phút 12 giây'],
    ['no time', f.duration(900), '0 giây'],
    ['days and hours', f.roughDuration(51 * 3_600_000 + 59_000), '2 ngày 3 giờ'],
    ['nearly nothing', f.roughDuration(59_000), 'chưa đầy 1 phút'],
  ])('writes %s', (_case, said, expected) => expect(said).toBe(expected));
});

describe('English formats', () => {
  const f = formatsOf('en');

  it.each([
    ['a count', f.count(240_659), '240,659'],
    ['one of a unit', f.duration(61_000), '1 minute 1 second'],
    ['a day with its weekday', f.weekdayTime('2019-05-13T01:00:00.000Z'), '08:00 Monday, 13/5'],
  ])('writes %s', (_case, said, expected) => expect(said).toBe(expected));
});

it.each([
  [92_000, '01:32'],
  [91_001, '01:32'],
  [3_692_000, '1:01:32'],
  [1, '00:01'],
  [0, '00:00'],
  [-5_000, '00:00'],
])('counts %d ms down as %s', (ms, expected) => expect(countdown(ms)).toBe(expected));
