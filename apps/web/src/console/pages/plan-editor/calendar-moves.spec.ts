import { describe, expect, it } from '@jest/globals';
import { calendarFrom, freeCode, withNextRound } from './calendar-moves.js';

const week = (number: number, from: string, to: string) => ({
  code: `tuan-${number}`,
  title: `Tuần ${number}`,
  opensAt: `${from} 08:00`,
  closesAt: `${to} 24:00`,
});
const two = [week(1, '2026-01-05', '2026-01-11'), week(2, '2026-01-12', '2026-01-18')];

describe('the calendar of a contest', () => {
  it('moves as a whole, the hours and the ends of days unchanged', () => {
    expect(calendarFrom(two, '2026-03-02')).toEqual([
      week(1, '2026-03-02', '2026-03-08'),
      week(2, '2026-03-09', '2026-03-15'),
    ]);
    expect(calendarFrom(two, '')).toEqual(two);
    expect(calendarFrom([], '2026-03-02')).toEqual([]);
  });

  it('goes on as it went', () => {
    expect(withNextRound(two, two[0]!)[2]).toEqual({ ...week(3, '2026-01-19', '2026-01-25'), code: 'dot-3' });
    expect(withNextRound([two[0]!], two[0]!)[1]).toEqual({ ...week(2, '2026-01-12', '2026-01-18'), code: 'dot-2' });
    expect(withNextRound([], two[0]!)).toEqual([two[0]]);
  });

  it('gives a new line a code of its own', () => {
    expect(freeCode([{ code: 'dot-2' }], 'dot')).toBe('dot-3');
  });
});
