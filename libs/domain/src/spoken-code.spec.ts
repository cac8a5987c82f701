import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CROCKFORD, parseSpokenCode, showSpokenCode, spokenCode } from './spoken-code.js';

describe('a spoken code', () => {
  it('takes five bits of every byte', () => {
    expect(spokenCode(new Uint8Array([0, 10, 31, 32, 255]))).toBe('0AZ0Z');
  });

  it('is every letter as often as any other', () => {
    const letters = spokenCode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
    for (const letter of CROCKFORD) expect(letters.split(letter)).toHaveLength(9);
  });

  it('is shown in groups of four', () => {
    expect(showSpokenCode('K7QM2D0X9AFT')).toBe('K7QM-2D0X-9AFT');
    expect(showSpokenCode('K7QM2')).toBe('K7QM-2');
  });

  it('reads back as itself however it is written', () => {
    const separators = fc.constantFrom('', ' ', '-', '–', '\u00a0');
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 20 }), separators, (bytes, separator) => {
        const code = spokenCode(bytes);
        expect(parseSpokenCode(showSpokenCode(code))).toBe(code);
        expect(parseSpokenCode(` ${[...code.toLowerCase()].join(separator)} `)).toBe(code);
      }),
    );
  });

  it.each([
    [' k7qm-oi2l ', 'K7QM0121'],
    ['ＡＢ１２', 'AB12'],
    ['OoIiLl', '001111'],
  ])('reads %j as %s', (text, code) => {
    expect(parseSpokenCode(text)).toBe(code);
  });

  it.each([[''], [' - '], ['ABCU'], ['AB*D'], ['mật mã'], ['A'.repeat(61)]])('finds no code in %j', (text) => {
    expect(parseSpokenCode(text)).toBeNull();
  });
});
