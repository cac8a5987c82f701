import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  DAY_MS,
  instantAt,
  isCalendarDate,
  isoInstant,
  isoWeek,
  localDay,
  nextDayStart,
  nextWeekStart,
  WEEK_MS,
} from './calendar.js';

describe('local days and ISO weeks', () => {
  it.each([
    ['2019-05-06', '00:00', '2019-05-06', '2019-W19', 'a Monday begins'],
    ['2019-05-05', '23:59', '2019-05-05', '2019-W18', 'the minute before'],
    ['2020-12-31', '12:00', '2020-12-31', '2020-W53', 'a year of 53 weeks'],
    ['2021-01-03', '23:59', '2021-01-03', '2020-W53', 'Sunday still belongs to the old year'],
    ['2021-01-04', '00:00', '2021-01-04', '2021-W01', 'Monday begins the new one'],
    ['2024-12-30', '08:00', '2024-12-30', '2025-W01', 'Monday already belongs to the next year'],
    ['2018-12-31', '08:00', '2018-12-31', '2019-W01', 'New Year’s Eve in week 1'],
    ['2016-01-01', '08:00', '2016-01-01', '2015-W53', 'New Year in week 53'],
    ['2024-02-29', '08:00', '2024-02-29', '2024-W09', 'leap day'],
    ['2026-12-31', '23:59', '2026-12-31', '2026-W53', '2026 has 53 weeks'],
  ])('%s %s is day %s in week %s: %s', (date, time, day, week) => {
    expect(localDay(instantAt(date, time))).toBe(day);
    expect(isoWeek(instantAt(date, time))).toBe(week);
  });

  it('begins the day at 17:00 UTC, to the millisecond', () => {
    const midnight = Date.parse('2019-05-05T17:00:00Z');
    expect(localDay(midnight - 1)).toBe('2019-05-05');
    expect(localDay(midnight)).toBe('2019-05-06');
    expect(isoWeek(midnight - 1)).toBe('2019-W18');
    expect(isoWeek(midnight)).toBe('2019-W19');
    expect(nextDayStart(midnight - 1)).toBe(midnight);
    expect(nextDayStart(midnight)).toBe(midnight + DAY_MS);
    expect(nextWeekStart(midnight - 1)).toBe(midnight);
    expect(nextWeekStart(midnight)).toBe(midnight + WEEK_MS);
  });

  const instants = fc.integer({ min: Date.parse('1975-07-01'), max: Date.parse('2199-12-31') });

  it('agrees with the language’s own calendar of Asia/Ho_Chi_Minh', () => {
    const format = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short' });
    fc.assert(fc.property(instants, (ms) => expect(localDay(ms)).toBe(format.format(ms))));
  });

  it('changes the week exactly at the next week start and the day at the next day start', () => {
    fc.assert(
      fc.property(instants, (ms) => {
        const [day, week] = [nextDayStart(ms), nextWeekStart(ms)];
        expect(day > ms && day - ms <= DAY_MS).toBe(true);
        expect(week >= day && week - ms <= WEEK_MS).toBe(true);
        expect(localDay(day - 1)).toBe(localDay(ms));
        expect(localDay(day)).not.toBe(localDay(ms));
        expect(isoWeek(week - 1)).toBe(isoWeek(ms));
        expect(isoWeek(week)).not.toBe(isoWeek(ms));
      }),
    );
  });

  it('numbers 28 December always in the last week and 4 January always in the first', () => {
    for (let year = 1976; year < 2200; year++) {
      expect(isoWeek(instantAt(`${year}-01-04`, '12:00'))).toBe(`${year}-W01`);
      expect(isoWeek(instantAt(`${year}-12-28`, '12:00'))).toMatch(new RegExp(`^${year}-W5[23]$`));
    }
  });
});

describe('instantAt', () => {
  it.each([
    ['2019-05-06', '08:00', '2019-05-06T01:00:00.000Z'],
    ['2019-05-06', '00:00', '2019-05-05T17:00:00.000Z'],
    ['2025-07-15', '24:00', '2025-07-15T17:00:00.000Z'],
  ])('%s %s is %s', (date, time, iso) => {
    expect(isoInstant(instantAt(date, time))).toBe(iso);
  });

  it.each([
    ['2019-02-29', '08:00'],
    ['2019-05-06', '24:01'],
    ['2019-05-06', '08:60'],
    ['2019-05-06', '8:00'],
    ['2019-5-6', '08:00'],
    ['', ''],
  ])('refuses "%s" "%s"', (date, time) => {
    expect(() => instantAt(date, time)).toThrow(RangeError);
  });
});

describe('isCalendarDate', () => {
  it.each([
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['1900-02-29', false],
    ['2000-02-29', true],
    ['2019-04-31', false],
    ['2019-13-01', false],
    ['2019-00-10', false],
    ['19-01-01', false],
    ['2019-1-1', false],
    ['2019-01-01T00:00', false],
  ])('%s: %s', (text, lawful) => {
    expect(isCalendarDate(text)).toBe(lawful);
  });
});
