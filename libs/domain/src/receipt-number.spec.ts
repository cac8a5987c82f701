import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseReceiptNumber, receiptNumber, showReceiptNumber } from './receipt-number.js';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const anyBytes = fc.uint8Array({ minLength: 7, maxLength: 16 });
const anyNumber = anyBytes.map(receiptNumber);

const put = (number: string, place: number, letter: string) =>
  number.slice(0, place) + letter + number.slice(place + 1);
const swap = (number: string, i: number, j: number) => put(put(number, i, number[j] as string), j, number[i] as string);

/** The number as a vector over GF(32): sums of numbers are letter-wise XOR. */
const plus = (a: string, b: string) =>
  [...a].map((letter, i) => ALPHABET[ALPHABET.indexOf(letter) ^ ALPHABET.indexOf(b[i] as string)]).join('');

describe('a receipt number', () => {
  it.each<[number[], string]>([
    [[0, 0, 0, 0, 0, 0, 0], '000000000000'],
    [[0, 0, 0, 0, 0, 0, 2], '000000000012'],
    [[0, 0, 0, 0, 0, 0, 3], '000000000012'], // the last bit is not used
    [[255, 255, 255, 255, 255, 255, 255], 'ZZZZZZZZZZZK'],
  ])('of bytes %j is %s', (bytes, number) => {
    expect(receiptNumber(new Uint8Array(bytes))).toBe(number);
  });

  it('has twelve letters of the alphabet and reads back as itself', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const number = receiptNumber(bytes);
        expect(number).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
        expect(parseReceiptNumber(number)).toBe(number);
        expect(parseReceiptNumber(showReceiptNumber(number))).toBe(number);
      }),
    );
  });

  it('keeps all of the 55 random bits', () => {
    fc.assert(
      fc.property(anyBytes, fc.nat(54), (bytes, bit) => {
        const flipped = bytes.slice();
        flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (128 >> (bit & 7));
        expect(receiptNumber(flipped)).not.toBe(receiptNumber(bytes));
      }),
    );
  });

  it('needs seven bytes', () => {
    expect(() => receiptNumber(new Uint8Array(6))).toThrow(RangeError);
  });

  it('is shown in three groups of four', () => {
    expect(showReceiptNumber('7K2M9QXD41TF')).toBe('7K2M-9QXD-41TF');
  });
});

// The check is linear: the sum of two lawful numbers is lawful. A wrong letter adds a number with one letter, a swap
// one with the same letter in two places, a twin error one with the same letter in two neighbours. So when none of
// these is lawful by itself, no such error in any number goes unseen. The three tests below together are the proof.
describe('the check letter', () => {
  const ZERO = '000000000000';
  const places = [...ZERO].map((_, place) => place);
  const letters = [...ALPHABET].slice(1);

  it('is linear', () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, (a, b) => {
        expect(parseReceiptNumber(plus(a, b))).toBe(plus(a, b));
      }),
    );
  });

  it('finds every single wrong letter', () => {
    for (const place of places) {
      for (const letter of letters) expect(parseReceiptNumber(put(ZERO, place, letter))).toBeNull();
    }
  });

  it('finds every swap of two letters anywhere and every twin error', () => {
    for (const i of places) {
      for (const j of places.slice(i + 1)) {
        for (const letter of letters) expect(parseReceiptNumber(put(put(ZERO, i, letter), j, letter))).toBeNull();
      }
    }
  });

  it('finds them all in numbers as they occur', () => {
    fc.assert(
      fc.property(anyNumber, (number) => {
        for (const i of places) {
          for (const letter of ALPHABET) {
            if (letter !== number[i]) expect(parseReceiptNumber(put(number, i, letter))).toBeNull();
          }
          for (const j of places.slice(i + 1)) {
            if (number[i] !== number[j]) expect(parseReceiptNumber(swap(number, i, j))).toBeNull();
          }
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('reading a receipt number', () => {
  it.each([
    ['lower case and blanks', ' 0000 0000 0012 '],
    ['dashes of all sorts', '0000-0000–0012'],
    ['O for 0, I and L for 1', 'ooOO0000ooi2'],
    ['L for 1', '0000-0000-00l2'],
    ['full-width letters', '００００００００００１２'],
  ])('takes %s', (_, text) => {
    expect(parseReceiptNumber(text)).toBe('000000000012');
  });

  it('agrees with a check letter computed elsewhere, by tables of logarithms over GF(32)', () => {
    expect(parseReceiptNumber('7k2m-9qxd-41tf')).toBe('7K2M9QXD41TF');
    expect(parseReceiptNumber('7k2m-9qxd-41tv')).toBeNull();
  });

  it.each([
    ['too short', '00000000012'],
    ['too long', '0000000000012'],
    ['nothing', ''],
    ['a letter that is not used', '0000000000U2'],
    ['another script', '0000000000Đ2'],
    ['a wrong check letter', '000000000013'],
    ['a long text', ' '.repeat(100) + '000000000012'],
  ])('refuses %s', (_, text) => {
    expect(parseReceiptNumber(text)).toBeNull();
  });

  it('takes one in 32 of other texts of the right form, no more', () => {
    const anyText = fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: 12, maxLength: 12 });
    const accepted = fc
      .sample(anyText, { numRuns: 6400, seed: 2019 })
      .filter((text) => parseReceiptNumber(text)).length;
    expect(accepted).toBeGreaterThan(130);
    expect(accepted).toBeLessThan(270);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parseReceiptNumber(text) === null));
  });
});
