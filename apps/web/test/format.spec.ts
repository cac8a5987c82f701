import { describe, expect, it } from '@jest/globals';

type Words = Record<string, (...values: unknown[]) => string>;
const load = async (name: string) => (await import(new URL(`../src/${name}`, import.meta.url).pathname)) as Words;
const { clockTime, count, countdown, duration, percent, points, roughDuration, weekdayTime } = await load('format.js');

describe('figures on the page', () => {
  it.each([
    [count!(240_659), '240.659'],
    [percent!(182, 222), '81,98%'],
    [percent!(101_907, 240_659), '42,34%'],
    [percent!(0, 0), '–'],
    [points!(14_500), '14,5'],
    [points!(15_000), '15'],
    [duration!(372_900), '6 phút 12 giây'],
    [duration!(3_600_000), '1 giờ'],
    [duration!(999), '0 giây'],
    [roughDuration!(183_900_000), '2 ngày 3 giờ'],
    [roughDuration!(59_999), 'chưa đầy 1 phút'],
    [roughDuration!(61_000), '1 phút'],
    [countdown!(92_000), '01:32'],
    [countdown!(91_001), '01:32'],
    [countdown!(1), '00:01'],
    [countdown!(-5_000), '00:00'],
    [countdown!(3_692_000), '1:01:32'],
  ])('%s is %s', (shown, wanted) => expect(shown).toBe(wanted));

  it('tells the time of Vietnam wherever the browser stands', () => {
    expect(clockTime!('2019-05-13T01:00:00.000Z')).toBe('08:00');
    expect(weekdayTime!('2019-05-13T01:00:00.000Z')).toBe('08:00 thứ Hai, 13/5');
    expect(weekdayTime!('2019-05-12T17:30:00.000Z')).toBe('00:30 thứ Hai, 13/5');
    expect(weekdayTime!('2019-05-13T01:00:00.000Z', Date.parse('2026-01-01T00:00:00.000Z'))).toBe(
      '08:00 thứ Hai, 13/5/2019',
    );
  });
});
