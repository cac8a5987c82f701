import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomWalk, sampled, seededRandom, shuffled } from './random.js';

const WORD = 2n ** 32n;
const w = (x: bigint): bigint => ((x % WORD) + WORD) % WORD;

/** The published definitions of cyrb128 and sfc32 once more, in big integers and word by word. */
function* definition(seed: string): Generator<bigint> {
  let [h1, h2, h3, h4] = [1779033703n, 3144134277n, 1013904242n, 2773480762n];
  for (let i = 0; i < seed.length; i++) {
    const k = BigInt(seed.charCodeAt(i));
    h1 = h2 ^ w((h1 ^ k) * 597399067n);
    h2 = h3 ^ w((h2 ^ k) * 2869860233n);
    h3 = h4 ^ w((h3 ^ k) * 951274213n);
    h4 = h1 ^ w((h4 ^ k) * 2716044179n);
  }
  h1 = w((h3 ^ (h1 >> 18n)) * 597399067n);
  h2 = w((h4 ^ (h2 >> 22n)) * 2869860233n);
  h3 = w((h1 ^ (h3 >> 17n)) * 951274213n);
  h4 = w((h2 ^ (h4 >> 19n)) * 2716044179n);
  h1 = h1 ^ h2 ^ h3 ^ h4;
  let [a, b, c, d] = [h1, h2 ^ h1, h3 ^ h1, h4 ^ h1];
  for (let i = 0; ; i++) {
    const t = w(w(a + b) + d);
    d = w(d + 1n);
    a = b ^ (b >> 9n);
    b = w(c + (c << 3n));
    c = w((w(c << 21n) | (c >> 11n)) + t);
    if (i >= 15) yield t;
  }
}

describe('seededRandom', () => {
  it('never changes: the numbers of a known seed', () => {
    const random = seededRandom('lot-2019-05-13');
    const numbers = Array.from({ length: 5 }, () => random.int(1_000_000));
    const definitive = definition('lot-2019-05-13');
    const expected = Array.from({ length: 5 }, () => Number((definitive.next().value as bigint) % 1_000_000n));
    expect(numbers).toEqual(expected);
    expect(numbers).toEqual([235917, 734508, 265318, 608577, 213869]);
  });

  it('agrees with the definition of cyrb128 and sfc32 for any seed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (seed) => {
        const random = seededRandom(seed);
        const definitive = definition(seed);
        for (let i = 0; i < 20; i++) expect(random.next()).toBe(Number(definitive.next().value) / 2 ** 32);
      }),
    );
  });

  it('gives different numbers for seeds that differ in one character', () => {
    const first = new Set(Array.from({ length: 10_000 }, (_, i) => seededRandom(`seed-${i}`).next()));
    expect(first.size).toBeGreaterThan(9_990);
  });

  it('stays in range', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 2 ** 32 }), (seed, n) => {
        const random = seededRandom(seed);
        const drawn = random.int(n);
        expect(Number.isInteger(drawn) && drawn >= 0 && drawn < n).toBe(true);
        expect(random.next()).toBeLessThan(1);
      }),
    );
  });

  it.each([0, -1, 1.5, NaN, 2 ** 32 + 1])('refuses int(%d)', (n) => {
    expect(() => seededRandom('x').int(n)).toThrow(RangeError);
  });

  it('favours no result even where 2^32 is not a multiple of n', () => {
    // With plain remainders of n = 3·2^30 the first third would come half the time.
    const random = seededRandom('bias');
    const n = 3 * 2 ** 30;
    let inFirstThird = 0;
    for (let i = 0; i < 30_000; i++) if (random.int(n) < 2 ** 30) inFirstThird++;
    // Five standard deviations around a third.
    expect(Math.abs(inFirstThird - 10_000)).toBeLessThan(5 * Math.sqrt(30_000 * (1 / 3) * (2 / 3)));
  });
});

/** Σ (observed − expected)² / expected over all outcomes that should be equally likely. */
const chiSquare = (counts: Iterable<number>, expected: number): number =>
  [...counts].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);

describe('shuffled and sampled', () => {
  it('gives each of the 24 orders of four things equally often', () => {
    const random = seededRandom('orders');
    const counts = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const order = shuffled(['A', 'B', 'C', 'D'], random).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    // 23 degrees of freedom: 49.7 is exceeded once in a thousand.
    expect(chiSquare(counts.values(), 1000)).toBeLessThan(49.7);
  });

  it('gives each of the 10 pairs out of five things equally often', () => {
    const random = seededRandom('pairs');
    const counts = new Map<string, number>();
    for (let i = 0; i < 10_000; i++) {
      const pair = sampled([1, 2, 3, 4, 5], 2, random).sort().join();
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    expect(counts.size).toBe(10);
    // 9 degrees of freedom.
    expect(chiSquare(counts.values(), 1000)).toBeLessThan(27.9);
  });

  it('keeps what is there, draws nothing twice, leaves the source alone', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer()), fc.nat(), fc.string(), (items, extra, seed) => {
        const source = [...items];
        const k = items.length === 0 ? 0 : extra % (items.length + 1);
        const sample = sampled(items, k, seededRandom(seed));
        expect(new Set(sample).size).toBe(k);
        expect(sample.every((item) => items.includes(item))).toBe(true);
        expect([...shuffled(items, seededRandom(seed))].sort()).toEqual([...items].sort());
        expect(items).toEqual(source);
      }),
    );
  });

  it.each([-1, 1.5, 4])('refuses to sample %d of three', (k) => {
    expect(() => sampled([1, 2, 3], k, seededRandom('x'))).toThrow(RangeError);
  });
});

describe('randomWalk', () => {
  it('visits every place once and then answers -1 for ever', () => {
    const walk = randomWalk(50, seededRandom('walk'));
    const visited = Array.from({ length: 50 }, walk);
    expect([...visited].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    expect([walk(), walk()]).toEqual([-1, -1]);
  });
});
