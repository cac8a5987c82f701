import { CROCKFORD, parseSpokenCode, showSpokenCode } from './spoken-code.js';

/** 11 random letters (55 bits) and one check letter, in three groups of four: short enough to read aloud. */
const LENGTH = 12;
const RANDOM_BYTES = 7;

/**
 * A receipt number of 12 letters from at least 7 random bytes (the first 7 are used): 55 random bits and a check
 * letter. It names a submit to a person on the telephone; it is unique per contest by the database, and no secret:
 * what proves anything is the receipt's MAC. Throws RangeError when given fewer bytes.
 *
 * The check letter: letters are elements of the field GF(32) = GF(2)[x]/(x⁵+x²+1), and the sum of letter × xⁱ, i
 * counted from the right, is 0. Powers x⁰ … x¹¹ are all different and not 0 (x has order 31), so every single wrong
 * letter and every swap of two letters, next to each other or not, leaves a sum other than 0: all are found. So are
 * twin errors (44 heard as 77), because 1 + x is not 0. Of all other errors 31 in 32 are found. The check letter stays
 * in the same alphabet, which modulus 37 schemes cannot promise, and a Luhn sum misses some swaps.
 *
 * Example: bytes 00 00 00 00 00 00 02 give '000000000014': ten letters 0, a letter 1, and check 1·x¹ = 2¹ = 2.
 */
export function receiptNumber(random: Uint8Array): string {
  if (random.length < RANDOM_BYTES) throw new RangeError(`a receipt number needs ${RANDOM_BYTES} random bytes`);
  let bits = 0n;
  for (const byte of random.subarray(0, RANDOM_BYTES)) bits = (bits << 8n) | BigInt(byte);
  // 56 bits come in and 55 are used: the last one is dropped.
  bits >>= 1n;
  let letters = '';
  for (let index = 0; index < LENGTH - 1; index += 1) {
    letters = (CROCKFORD[Number(bits & 31n)] as string) + letters;
    bits >>= 5n;
  }
  return letters + (CROCKFORD[weightedSum(letters + '0')] as string);
}

/**
 * Reads a number as people type or dictate it: lower case, blanks, dashes, O for 0, I or L for 1. Gives the 12 letters
 * in their one spelling, or null when it cannot be a receipt number (length, letters or check).
 *
 * Example: ' ooo0-0000 0oi2' gives '000000000012'.
 */
export function parseReceiptNumber(text: string): string | null {
  const letters = parseSpokenCode(text);
  if (letters?.length !== LENGTH) return null;
  return weightedSum(letters) === 0 ? letters : null;
}

/** How a number is shown and printed: '7K2M-9QXD-41TF'. */
export function showReceiptNumber(number: string): string {
  return showSpokenCode(number);
}

/** Sum of letter × xⁱ over GF(32), i from the right, by Horner's rule; 0 for a number whose check letter is right. */
function weightedSum(letters: string): number {
  let sum = 0;
  for (const letter of letters) sum = timesX(sum) ^ CROCKFORD.indexOf(letter);
  return sum;
}

/** Multiplies by x in GF(32): one step to the left, and x⁵ is x² + 1. */
function timesX(element: number): number {
  return element & 16 ? (element << 1) ^ 0b100101 : element << 1;
}
