import { describe, expect, it } from '@jest/globals';
import { momentOf, roundsAt, type Window } from './moment.js';

const at = (hour: number) => `2026-05-04T${String(hour).padStart(2, '0')}:00:00.000Z`;
const ms = (hour: number) => Date.parse(at(hour));
const window = (opens: number, closes: number, state: Window['state'] = 'coming'): Window => ({
  state,
  opensAt: at(opens),
  closesAt: at(closes),
});

describe('where a window stands', () => {
  it.each([
    ['before it opens', ms(7), 'coming'],
    ['at the instant at which it opens', ms(8), 'running'],
    ['a moment before it closes', ms(9) - 1, 'running'],
    ['at the instant at which it closes', ms(9), 'finished'],
  ])('%s', (_case, now, expected) => expect(momentOf(window(8, 9), now)).toBe(expected));

  it('is what the server said while its time is not known', () => {
    expect(momentOf(window(8, 9, 'running'), null)).toBe('running');
  });

  it('stays finished when a contest was closed early', () => {
    expect(momentOf(window(8, 9, 'finished'), ms(8))).toBe('finished');
  });
});

describe('the rounds of a contest', () => {
  const rounds = [window(12, 13), window(8, 9), window(10, 11)];

  it.each([
    ['before all', ms(7), null, rounds[1]],
    ['in one', ms(8), rounds[1], rounds[2]],
    ['between two', ms(9), null, rounds[2]],
    ['in the last', ms(12), rounds[0], null],
    ['after all', ms(13), null, null],
  ])('%s', (_case, now, open, next) =>
    expect(roundsAt({ state: 'running', roundList: rounds }, now)).toEqual({ open, next }),
  );

  it('are all over when the contest is', () => {
    expect(roundsAt({ state: 'finished', roundList: rounds }, ms(8))).toEqual({ open: null, next: null });
  });
});
