import { sampled, shuffled, type Random } from '#domain';

/** How many attempts come from which unit. */
export interface Turnout {
  code: string;
  attempts: number;
}

/**
 * Shares of the largest units of 2019, as published: Diễn Châu 23.899, Nghi Lộc 16.664, Anh Sơn 14.164 of 240.659, ten
 * units together 48 %. The other seven were not named; they share what is left of the 48 % evenly.
 */
const NAMED_SHARES = [23_899 / 240_659, 16_664 / 240_659, 14_164 / 240_659];
const UNNAMED_SHARE = (0.48 - NAMED_SHARES.reduce((a, b) => a + b, 0)) / 7;

/**
 * Spreads attempts over units: so many units take part, each with at least one attempt; a few send very many and most send
 * few, as in real contests. Of the units named first (at most ten) each has the share
 * of its place above.
 *
 * @throws RangeError when there are fewer attempts than units, or fewer units than wanted
 * @example spreadAttempts({ codes, first: ['420'], units: 182, attempts: 2000, random }) // 182 rows, 2,000 attempts in all
 */
export function spreadAttempts(wish: {
  codes: readonly string[];
  first: readonly string[];
  units: number;
  attempts: number;
  random: Random;
}): Turnout[] {
  const { codes, first, units, attempts, random } = wish;
  if (attempts < units) throw new RangeError(`${attempts} attempts cannot come from ${units} units`);
  const others = codes.filter((code) => !first.includes(code));
  const chosen = [...first, ...sampled(others, units - first.length, random)];
  const shares = [...NAMED_SHARES, ...Array<number>(7).fill(UNNAMED_SHARE)].slice(0, first.length);
  // The others differ by a factor of twenty or so; a square makes large ones rare.
  const sizes = chosen.slice(first.length).map(() => (0.25 + random.next()) ** 2);
  const rest = 1 - sum(shares);
  shares.push(...sizes.map((size) => (rest * size) / sum(sizes)));
  // One for each unit, the rest by share; what the rounding leaves over goes to the largest units, one each.
  const counts = shares.map((share) => 1 + Math.floor(share * (attempts - units)));
  let left = attempts - sum(counts);
  for (let place = 0; left > 0; place = (place + 1) % units, left--) counts[place]!++;
  return chosen.map((code, place) => ({ code, attempts: counts[place]! }));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/**
 * Divides attempts among people: one to four each, about two on average where the unit has many. Answers how many attempts
 * each person makes; they sum up to `attempts`.
 */
export function peopleOf(attempts: number, random: Random): number[] {
  const people: number[] = [];
  for (let left = attempts; left > 0;) {
    const wish = 1 + [0, 0, 0, 1, 1, 2, 3][random.int(7)]!;
    const own = Math.min(wish, left);
    people.push(own);
    left -= own;
  }
  return shuffled(people, random);
}
