import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { BriefCache } from './report.cache.js';

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
