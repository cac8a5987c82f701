import type { Sha256 } from './canonical-json.js';
import type { LotOfField } from './frozen-input.js';

const LAST = 2n ** 64n - 1n;

/**
 * The number that a person draws: the first 8 octets of sha256(seed ':' person) as an unsigned number, the smaller before.
 * The greatest of all stands for "not drawn" in the ranking, so who draws 2^64 − 1 gets 2^64 − 2: that happens to one in
 * 18 trillion millions, and moves nobody else.
 *
 * Example: for the seed of 64 zeros and 'N000001' anybody finds it with `printf '%s' 000…0:N000001 | sha256sum`.
 *
 * @param seed 64 hexadecimal digits in small letters, as a text: `drawSeedOf`
 * @param person 'N000123'
 */
export function lotOf(seed: string, person: string, sha256: Sha256): bigint {
  const drawn = BigInt(`0x${sha256([`${seed}:${person}`]).slice(0, 16)}`);
  return drawn === LAST ? LAST - 1n : drawn;
}

/**
 * What lots are drawn with: the seed, or, where a public text is mixed in that nobody could know when the seed was bound,
 * sha256 of both in two lines. So whoever keeps the seed could not choose what it gives.
 *
 * Example: `printf '%s\n%s' 000…0 83715 | sha256sum`.
 */
export function drawSeedOf({ seed, words }: Pick<LotOfField, 'words'> & { seed: string }, sha256: Sha256): string {
  return words ? sha256([`${seed}\n${words.text}`]) : seed;
}

/** What is shown of a seed before the draw: sha256 of its text. */
export function commitmentOf(seed: string, sha256: Sha256): string {
  return sha256([seed]);
}

/** A lot as it is printed, 16 hexadecimal digits: the order of the texts is that of the numbers. */
export function lotText(lot: bigint): string {
  return lot.toString(16).padStart(16, '0');
}
