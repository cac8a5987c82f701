import { describe, expect, it } from '@jest/globals';
import { entranceOf, passedAt, type Place } from './entrance.js';

const at = (hour: number) => `2026-05-04T${String(hour).padStart(2, '0')}:00:00.000Z`;
const ms = (hour: number) => Date.parse(at(hour));
const round = (id: string, opens: number, closes: number) => ({
  ...{ id, state: 'coming' as const, opensAt: at(opens), closesAt: at(closes) },
});
const [first, second] = [round('9-1', 8, 10), round('9-2', 12, 14)];
const contest = { state: 'running' as const, roundList: [first, second] };
const place = (more: Partial<Place>): Place => ({ participation: {}, openAttempt: null, rounds: [], ...more });
const mine = (code: string | null, details = {}): Place =>
  place({
    rounds: [
      {
        ...{ roundId: '9-1', left: 0, per: 'week', canStart: code === null },
        refusal: code === null ? null : { code, title: 'Không được.', details },
      },
    ],
  });

describe('what a person can do in a contest', () => {
  it('is to enter while a round is open, signed in or not', () => {
    expect(entranceOf(contest, null, ms(8))).toEqual({
      ...{ kind: 'enter', round: first, allowance: null, isJoined: false },
    });
    expect(entranceOf(contest, mine(null), ms(8))).toMatchObject({
      ...{ kind: 'enter', allowance: { left: 0, per: 'week' }, isJoined: true },
    });
  });

  it('is to wait before the first round and between two, and nothing after the last', () => {
    expect(entranceOf(contest, null, ms(7))).toEqual({ kind: 'wait', round: first, isJoined: false });
    expect(entranceOf(contest, place({}), ms(11))).toEqual({ kind: 'wait', round: second, isJoined: true });
    expect(entranceOf(contest, place({}), ms(14))).toEqual({ kind: 'finished', isJoined: true });
  });

  it('is to go on with an open attempt before all else, until its grace is over', () => {
    const attempt = { attemptId: 'a', roundTitle: 'Tuần 1', deadlineAt: at(10), graceMs: 30_000 };
    const working = place({ openAttempt: attempt });
    expect(entranceOf(contest, working, ms(10) + 29_999)).toEqual({ kind: 'continue', attempt });
    expect(entranceOf(contest, working, ms(10) + 30_000).kind).toBe('wait');
    expect(entranceOf({ ...contest, state: 'finished' }, working, ms(9)).kind).toBe('continue');
  });

  it('is refused with the server’s reason and the round after it', () => {
    expect(entranceOf(contest, mine('ATTEMPT_LIMIT_REACHED', { per: 'round', nextAt: null }), ms(9))).toEqual({
      kind: 'refused',
      round: first,
      refusal: { code: 'ATTEMPT_LIMIT_REACHED', title: 'Không được.', details: { per: 'round', nextAt: null } },
      next: second,
    });
  });

  it('is refused only until the instant that the refusal names', () => {
    const paused = mine('ATTEMPT_TOO_SOON', { nextAt: at(9) });
    expect(entranceOf(contest, paused, ms(9) - 1).kind).toBe('refused');
    expect(entranceOf(contest, paused, ms(9))).toMatchObject({ kind: 'enter', allowance: null });
  });

  it('follows the clock when the server was asked before the hour', () => {
    expect(entranceOf(contest, mine('ROUND_NOT_OPEN'), ms(8)).kind).toBe('enter');
  });

  it('is what the server said while the time is not known', () => {
    const open = { ...first, state: 'running' as const };
    expect(entranceOf({ state: 'running', roundList: [open] }, null, null).kind).toBe('enter');
  });
});

it('counts the instants that have passed', () => {
  expect([passedAt([at(8), null, at(9)], ms(8)), passedAt([at(8)], null)]).toEqual([1, 0]);
});
