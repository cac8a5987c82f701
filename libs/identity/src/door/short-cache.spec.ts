import { describe, expect, it } from '@jest/globals';
import { ShortCache } from './short-cache.js';

describe('ShortCache', () => {
  it('keeps an entry over one rotation and drops it at the second', () => {
    const cache = new ShortCache<number>(10);
    cache.set('a', 1);
    cache.rotate();
    expect(cache.get('a')).toBe(1);
    cache.rotate();
    expect(cache.get('a')).toBeUndefined();
  });

  it('does not make an entry older by reading it', () => {
    const cache = new ShortCache<number>(10);
    cache.set('a', 1);
    cache.rotate();
    cache.get('a');
    cache.rotate();
    expect(cache.get('a')).toBeUndefined();
  });

  it('prefers what was set last and forgets what is deleted in either generation', () => {
    const cache = new ShortCache<number>(10);
    cache.set('a', 1);
    cache.rotate();
    cache.set('a', 2);
    expect(cache.get('a')).toBe(2);
    cache.delete('a');
    expect(cache.get('a')).toBeUndefined();
  });

  it('never holds more than its bound, whatever comes', () => {
    const cache = new ShortCache<number>(100);
    for (let i = 0; i < 10_000; i++) {
      cache.set(`key ${i}`, i);
      expect(cache.size).toBeLessThanOrEqual(100);
    }
    expect(cache.get('key 9999')).toBe(9_999);
  });
});
