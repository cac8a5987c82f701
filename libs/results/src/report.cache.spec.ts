import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { BriefCache, PacedCache } from './report.cache.js';

describe('answers kept for a moment', () => {
  it('lets equal questions share one look, and looks again when the moment is over', async () => {
    const cache = new BriefCache<number>(40, 10);
    let looks = 0;
    const look = () => pause(5).then(() => ++looks);
    expect(await Promise.all([cache.get('a', look), cache.get('a', look), cache.get('b', look)])).toEqual([1, 1, 2]);
    expect(await cache.get('a', look)).toBe(1);
    await pause(80);
    expect(await cache.get('a', look)).toBe(3);
  });

  it('does not keep a failure', async () => {
    const cache = new BriefCache<number>(10_000, 10);
    await expect(cache.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await cache.get('a', () => Promise.resolve(7))).toBe(7);
  });

  it('holds no more entries than it may', async () => {
    const cache = new BriefCache<number>(10_000, 3);
    for (const key of ['a', 'b', 'c', 'd']) await cache.get(key, () => Promise.resolve(1));
    const again = (key: string) => cache.get(key, () => Promise.resolve(2));
    expect([await again('d'), await again('c'), await again('b')]).toEqual([1, 1, 1]);
    expect(await again('a')).toBe(2);
  });
});

describe('answers made of figures that move', () => {
  /** With a clock of its own. */
  const paced = () => {
    let ms = 0;
    const cache = new PacedCache<{ version: number; look: number }>(5_000, 10, () => ms);
    let looks = 0;
    const ask = (version: number, mayLag?: boolean) =>
      cache.get('board', version, async () => ({ version, look: ++looks }), mayLag);
    return { ask, pass: (by: number) => (ms += by) };
  };

  it('are what is true now while few ask, one look for each version', async () => {
    const { ask, pass } = paced();
    expect(await ask(1)).toEqual({ version: 1, look: 1 });
    expect(await ask(1)).toEqual({ version: 1, look: 1 });
    pass(300);
    expect(await ask(2)).toEqual({ version: 2, look: 2 });
    // Overtaken by the question before.
    expect(await ask(1)).toEqual({ version: 2, look: 2 });
    pass(4_900);
    expect(await ask(2)).toEqual({ version: 2, look: 2 });
    pass(200);
    expect(await ask(2)).toEqual({ version: 2, look: 3 });
  });

  it('are no more than a second behind, and three looks a second, while many ask and each finds another version', async () => {
    const { ask, pass } = paced();
    const got = [];
    for (let version = 1; version <= 200; version += 1) {
      got.push(await ask(version));
      pass(10);
    }
    expect(new Set(got.map(({ look }) => look)).size).toBe(6);
    expect(await ask(201, false)).toMatchObject({ version: 201 });
    // A version every ten milliseconds: behind by so many is behind by a second.
    for (const [i, { version }] of got.entries()) expect(i + 1 - version).toBeLessThanOrEqual(100);
  });

  it('are looked for again by the next who asks when a look fails', async () => {
    const cache = new PacedCache<number>(10_000, 10);
    await expect(cache.get('a', 1, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await cache.get('a', 1, () => Promise.resolve(7))).toBe(7);
  });

  it('are of no more questions than may be', async () => {
    const cache = new PacedCache<number>(10_000, 2);
    for (const key of ['a', 'b', 'c']) await cache.get(key, 1, () => Promise.resolve(1));
    const again = (key: string) => cache.get(key, 1, () => Promise.resolve(2));
    expect([await again('c'), await again('b'), await again('a')]).toEqual([1, 1, 2]);
  });
});
