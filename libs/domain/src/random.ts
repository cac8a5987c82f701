/**
 * Randomness that can be repeated: the same seed gives the same numbers on every machine and in every later version.
 * Papers and lots are proved by it, so the algorithm below must never change (a golden test keeps it).
 *
 * The seed text is hashed to 128 bits with cyrb128 (bryc, public domain), which start the generator sfc32 ("small fast
 * counting", Chris Doty-Humphrey, part of PractRand; period at least 2^32, passes its tests). Not for secrets: tokens and
 * ids come from the machine's own generator.
 */
export interface Random {
  /** A number in [0, 1), a multiple of 2^-32. */
  next(): number;
  /** An integer 0 … n-1, each equally likely; n from 1 to 2^32. RangeError otherwise. */
  int(n: number): number;
}

const TWO_32 = 2 ** 32;

/** 128 bits of a text as four unsigned 32-bit words. Works on UTF-16 code units, so give it text that is in NFC. */
function cyrb128(text: string): [number, number, number, number] {
  let h1 = 1779033703;
  let h2 = 3144134277;
  let h3 = 1013904242;
  let h4 = 2773480762;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    h1 = h2 ^ Math.imul(h1 ^ unit, 597399067);
    h2 = h3 ^ Math.imul(h2 ^ unit, 2869860233);
    h3 = h4 ^ Math.imul(h3 ^ unit, 951274213);
    h4 = h1 ^ Math.imul(h4 ^ unit, 2716044179);
  }
  h1 = Math.imul(h3 ^ (h1 >>> 18), 597399067);
  h2 = Math.imul(h4 ^ (h2 >>> 22), 2869860233);
  h3 = Math.imul(h1 ^ (h3 >>> 17), 951274213);
  h4 = Math.imul(h2 ^ (h4 >>> 19), 2716044179);
  h1 ^= h2 ^ h3 ^ h4;
  return [h1 >>> 0, (h2 ^ h1) >>> 0, (h3 ^ h1) >>> 0, (h4 ^ h1) >>> 0];
}

/**
 * A generator for this seed.
 *
 * Example: `const random = seededRandom('lot-2019-05-13'); random.int(6)` is the same throw of a die for everybody.
 */
export function seededRandom(seed: string): Random {
  let [a, b, c, counter] = cyrb128(seed);

  const next32 = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // The author's advice: let the state mix before the first number is used, since short seeds differ in few bits.
  for (let i = 0; i < 15; i++) next32();

  return {
    next: () => next32() / TWO_32,
    int: (n) => {
      if (!Number.isInteger(n) || n < 1 || n > TWO_32) throw new RangeError(`int(n) wants 1 to 2^32, got ${n}`);
      // The last, incomplete stretch of the 2^32 values would favour small results: throw it away and draw again.
      const fair = TWO_32 - (TWO_32 % n);
      let drawn = next32();
      while (drawn >= fair) drawn = next32();
      return drawn % n;
    },
  };
}

/**
 * Walks through 0 … n-1 in random order, each once, then answers -1. It costs only what is asked for (Fisher–Yates on an
 * array that exists only where it was touched), so drawing 3 of 380 costs 3.
 */
export function randomWalk(n: number, random: Random): () => number {
  const moved = new Map<number, number>();
  let done = 0;
  return () => {
    if (done >= n) return -1;
    const at = done + random.int(n - done);
    const drawn = moved.get(at) ?? at;
    moved.set(at, moved.get(done) ?? done);
    done++;
    return drawn;
  };
}

/** A copy of the items in random order, every order equally likely. Example: `shuffled(['A','B','C'], random)`. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  return sampled(items, items.length, random);
}

/** k different items in random order, every choice equally likely. RangeError when there are fewer than k. */
export function sampled<T>(items: readonly T[], k: number, random: Random): T[] {
  if (!Number.isInteger(k) || k < 0 || k > items.length) throw new RangeError(`cannot sample ${k} of ${items.length}`);
  const walk = randomWalk(items.length, random);
  return Array.from({ length: k }, () => items[walk()] as T);
}
