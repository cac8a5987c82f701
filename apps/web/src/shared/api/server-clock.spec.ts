import { afterEach, describe, expect, it, jest } from '@jest/globals';
import {
  clockOffsetMs,
  hearServerTime,
  isClockDoubtful,
  knowsServerTime,
  noticeSleep,
  recallClock,
  serverNow,
} from './server-clock.js';

const AT = Date.parse('2026-11-22T02:00:00.000Z');
const about = (ms: number) => [ms - 1_000, ms + 1_000] as const;

afterEach(() => void jest.restoreAllMocks());

describe('the server’s clock', () => {
  it('is recalled from an earlier page, heard exactly, and goes on through a sleep', () => {
    expect(knowsServerTime()).toBe(false);
    recallClock(AT - performance.timeOrigin - performance.now());
    expect(isClockDoubtful()).toBe(true);
    const [least, most] = about(AT);
    expect(serverNow()).toBeGreaterThan(least);
    expect(serverNow()).toBeLessThan(most);

    hearServerTime('2026-11-22T02:10:00.000Z', performance.now(), 1);
    expect(isClockDoubtful()).toBe(false);
    expect(Math.abs(serverNow() - AT - 600_000)).toBeLessThan(1_000);
    // What was heard is not thrown away for what was recalled.
    const offset = clockOffsetMs();
    recallClock(0);
    expect(clockOffsetMs()).toBe(offset);

    expect(noticeSleep()).toBe(false);
    const now = Date.now.bind(Date);
    jest.spyOn(Date, 'now').mockImplementation(() => now() + 300_000);
    expect(noticeSleep()).toBe(true);
    expect(isClockDoubtful()).toBe(true);
    expect(Math.abs(serverNow() - AT - 900_000)).toBeLessThan(1_000);
    expect(noticeSleep()).toBe(false);
  });
});
