import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LIMITS } from './limits.js';
import { deadlineOf, elapsedMs, isInWindow, judgeSave, judgeSubmit, mayClose } from './timing.js';

const MINUTE = 60_000;

describe('isInWindow', () => {
  it.each([
    [999, false],
    [1000, true],
    [1999, true],
    [2000, false],
  ])('opens at 1000, closes at 2000: at %d %s', (now, inside) => {
    expect(isInWindow({ now, opensAt: 1000, closesAt: 2000 })).toBe(inside);
  });
});

describe('deadlineOf', () => {
  const closesAt = 100 * MINUTE;
  const duration = 15 * MINUTE;
  it.each([
    ['in the middle of the round', 10, duration, 'cut', 0, 25],
    ['cut by the close', 95, duration, 'cut', 0, 100],
    ['full time past the close', 95, duration, 'full_time', 0, 110],
    ['ending exactly with the close', 85, duration, 'cut', 0, 100],
    ['no duration: the close', 10, null, 'cut', 0, 100],
    ['half as long again', 10, duration, 'cut', 50, 32.5],
    ['twice as long', 10, duration, 'cut', 100, 40],
    ['extra time cut by the close', 80, duration, 'cut', 50, 100],
    ['extra time ending exactly with the close', 77.5, duration, 'cut', 50, 100],
    ['extra time past the close on full time', 95, duration, 'full_time', 50, 117.5],
    ['extra time of no duration: the close', 10, null, 'full_time', 50, 100],
  ] as const)('%s', (_case, startMinute, durationMs, atRoundEnd, extraTimePercent, deadlineMinute) => {
    const timing = { durationMs, atRoundEnd };
    expect(deadlineOf({ startedAt: startMinute * MINUTE, timing, closesAt, extraTimePercent })).toBe(
      deadlineMinute * MINUTE,
    );
  });

  it('gives a part of a millisecond whole', () => {
    const timing = { durationMs: 10_001, atRoundEnd: 'cut' } as const;
    expect(deadlineOf({ startedAt: 0, timing, closesAt, extraTimePercent: 33 })).toBe(13_302);
  });

  it('never shortens an attempt by granting more, and never passes the close when cut', () => {
    const start = fc.integer({ min: 0, max: closesAt - 1 });
    const end = fc.constantFrom('cut' as const, 'full_time' as const);
    const percent = fc.nat(LIMITS.extraTimePercentMax);
    fc.assert(
      fc.property(start, end, percent, percent, (startedAt, atRoundEnd, one, other) => {
        const timing = { durationMs: duration, atRoundEnd };
        const [less, more] = [Math.min(one, other), Math.max(one, other)].map((extraTimePercent) =>
          deadlineOf({ startedAt, timing, closesAt, extraTimePercent }),
        ) as [number, number];
        expect(less).toBeGreaterThan(startedAt);
        expect(more).toBeGreaterThanOrEqual(less);
        if (atRoundEnd === 'cut') expect(more).toBeLessThanOrEqual(closesAt);
        else expect(more - less).toBe((duration * (Math.max(one, other) - Math.min(one, other))) / 100);
      }),
    );
  });
});

describe('judging what arrives', () => {
  const deadlineAt = 1_000_000;
  it.each([
    [-1, true, 0],
    [0, true, 0],
    [1, false, 1],
    [5000, false, 5000],
  ])('takes a save %d ms after the deadline: %s', (after, accepted, lateMs) => {
    expect(judgeSave({ receivedAt: deadlineAt + after, deadlineAt })).toEqual({ accepted, lateMs });
  });

  it.each([
    [-1, true, 0],
    [0, true, 0],
    [1, true, 1],
    [4999, true, 4999],
    [5000, true, 5000],
    [5001, false, 5001],
  ])('takes a submit %d ms after the deadline with 5 s grace: %s', (after, accepted, lateMs) => {
    expect(judgeSubmit({ receivedAt: deadlineAt + after, deadlineAt, graceMs: 5000 })).toEqual({ accepted, lateMs });
  });

  it.each([
    [0, true],
    [1, false],
  ])('without grace takes a submit %d ms after the deadline: %s', (after, accepted) => {
    expect(judgeSubmit({ receivedAt: deadlineAt + after, deadlineAt, graceMs: 0 }).accepted).toBe(accepted);
  });
});

describe('mayClose', () => {
  it.each([
    [34_999, false],
    [35_000, false],
    [35_001, true],
  ])('with 5 s grace and the usual margin, %d ms after the deadline: %s', (after, may) => {
    expect(mayClose({ now: 1_000_000 + after, deadlineAt: 1_000_000, graceMs: 5000 })).toBe(may);
  });

  it('takes another margin', () => {
    expect(mayClose({ now: 11, deadlineAt: 10, graceMs: 0, marginMs: 0 })).toBe(true);
    expect(mayClose({ now: 10, deadlineAt: 10, graceMs: 0, marginMs: 0 })).toBe(false);
  });

  it('never closes an attempt whose submit is in time and may still be waiting to be judged', () => {
    const ms = fc.integer({ min: 0, max: 10_000_000 });
    const wait = fc.integer({ min: 0, max: LIMITS.receivedBehindMaxMs });
    fc.assert(
      fc.property(ms, ms, fc.nat(LIMITS.graceMaxMs), wait, (receivedAt, deadlineAt, graceMs, behind) => {
        fc.pre(judgeSubmit({ receivedAt, deadlineAt, graceMs }).accepted);
        expect(mayClose({ now: receivedAt + behind, deadlineAt, graceMs })).toBe(false);
      }),
    );
  });
});

describe('elapsedMs', () => {
  it.each([
    ['submitted early', 400_000, 300_000],
    ['submitted at the deadline', 1_000_000, 900_000],
    ['submitted in the grace', 1_003_000, 900_000],
    ['clock set back', 50_000, 0],
    ['submitted at once', 100_000, 0],
  ])('%s', (_case, endedAt, elapsed) => {
    expect(elapsedMs({ startedAt: 100_000, endedAt, deadlineAt: 1_000_000 })).toBe(elapsed);
  });
});
