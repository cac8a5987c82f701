import { describe, expect, it } from '@jest/globals';
import { instantAt } from '../calendar.js';
import { movedAhead } from './moved.js';

const round = (opensAt: string, closesAt: string) => ({ code: 'x', opensAt, closesAt });
/** A Wednesday. */
const NOW = instantAt('2026-11-25', '09:00');

describe('regulations of an earlier contest', () => {
  it('move on by whole weeks, so that the first round opens next Monday and the others keep their distance', () => {
    const before = {
      calendar: {
        phases: [],
        rounds: [round('2024-01-01 08:00', '2024-01-07 24:00'), round('2024-01-08 08:00', '2024-01-14 23:30')],
      },
      eligibility: { minimumAge: { years: 16, on: '2024-01-01' }, maximumAge: null, place: 'Huế' },
    };
    expect(movedAhead(before, NOW)).toEqual({
      calendar: {
        phases: [],
        rounds: [round('2026-11-30 08:00', '2026-12-06 24:00'), round('2026-12-07 08:00', '2026-12-13 23:30')],
      },
      eligibility: { minimumAge: { years: 16, on: '2026-11-30' }, maximumAge: null, place: 'Huế' },
    });
  });

  it('keep the weekday on which they began', () => {
    const moved = movedAhead({ calendar: { rounds: [round('2020-10-30 08:00', '2020-11-30 24:00')] } }, NOW);
    // A Friday, as it was.
    expect(moved.calendar.rounds).toEqual([round('2026-12-04 08:00', '2027-01-04 24:00')]);
  });

  it.each([
    ['what lies ahead', { calendar: { rounds: [round('2026-11-25 09:00', '2026-11-26 09:00')] } }],
    ['a calendar without rounds', { calendar: { rounds: [] } }],
    ['a draft without a calendar', { title: 'Thi' }],
    ['what is no time', { calendar: { rounds: [{ opensAt: 7, closesAt: 'mai' }, null] } }],
    ['what is no document', 'Thi'],
  ])('leave %s as it is', (_what, document) => {
    expect(movedAhead<unknown>(document, NOW)).toEqual(document);
  });

  it('move what can be moved and leave the rest of a draft to be judged', () => {
    const rounds = [round('2024-01-01 08:00', 'chưa biết'), null];
    expect(
      movedAhead<unknown>({ calendar: { rounds }, eligibility: { minimumAge: { years: 16, on: 'x' } } }, NOW),
    ).toEqual({
      calendar: { rounds: [round('2026-11-30 08:00', 'chưa biết'), null] },
      eligibility: { minimumAge: { years: 16, on: 'x' } },
    });
  });
});
