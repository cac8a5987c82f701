import { describe, expect, it } from '@jest/globals';
import { DatabaseClock } from './clock.js';

const later = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

describe('DatabaseClock', () => {
  it('says the database time, whatever this machine believes', async () => {
    const clock = new DatabaseClock(() => Promise.resolve({ nowMs: 1_557_104_400_000, scale: 1 }));
    await clock.renew();
    const now = clock.now();
    expect(now - 1_557_104_400_000).toBeGreaterThanOrEqual(0);
    expect(now - 1_557_104_400_000).toBeLessThan(10_000);
  });

  it('takes the middle of the shortest round trip', async () => {
    const trips = [600, 1, 600];
    let i = 0;
    // The database stamps at the beginning of a trip: a clock that believed a long trip would be 300 ms wrong.
    const clock = new DatabaseClock(async () => {
      const nowMs = performance.now();
      await later(trips[i++ % 3]!);
      return { nowMs, scale: 1 };
    });
    await clock.renew();
    expect(Math.abs(clock.now() - performance.now())).toBeLessThan(150);
  });

  it('keeps what it knew when the machine is so slow that it would know less', async () => {
    let tripMs = 0;
    const clock = new DatabaseClock(async () => {
      const nowMs = performance.now();
      if (tripMs > 0) await later(tripMs);
      return { nowMs, scale: 1 };
    });
    await clock.renew();
    tripMs = 120;
    // All three trips are slow: the middle of one is 60 ms off.
    await clock.renew();
    expect(Math.abs(clock.now() - performance.now())).toBeLessThan(30);
  });

  it('follows a step of the database, also by a slow trip', async () => {
    let stepMs = 0;
    const clock = new DatabaseClock(async () => {
      const nowMs = performance.now() + stepMs;
      if (stepMs !== 0) await later(40);
      return { nowMs, scale: 1 };
    });
    await clock.renew();
    for (stepMs of [-10_000, 90_000]) {
      await clock.renew();
      expect(Math.abs(clock.now() - performance.now() - stepMs)).toBeLessThan(500);
    }
  });

  it('refuses to guess before it has ever asked', () => {
    const clock = new DatabaseClock(() => Promise.resolve({ nowMs: 0, scale: 1 }));
    expect(clock.isSure()).toBe(false);
    expect(() => clock.now()).toThrow(expect.objectContaining({ code: 'CLOCK_UNSURE' }));
  });
});
