import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, canonicalPieces } from './canonical-json.js';

it.each<[unknown, string]>([
  [{ b: [1, null, true], a: 'ô' }, '{"a":"ô","b":[1,null,true]}'],
  [{ gone: undefined, kept: -0 }, '{"kept":0}'],
  ['Việt'.normalize('NFD'), '"Việt"'],
  [[], '[]'],
])('%j has one way to be written', (value, text) => {
  expect(canonicalJson(value)).toBe(text);
  expect([...canonicalPieces(value)].join('')).toBe(text);
});

it.each([0.5, NaN, 2 ** 60, [undefined], () => 1, 1n])('%p has none', (value) => {
  expect(() => canonicalJson(value)).toThrow(RangeError);
  expect(() => [...canonicalPieces(value)]).toThrow(RangeError);
});

it('in pieces is the same as at once, and reads back as the same value', () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof(fc.string(), fc.maxSafeInteger(), fc.constant(null), tie('list'), tie('record')),
    list: fc.array(tie('any')),
    record: fc.dictionary(fc.string(), tie('any')),
  })).any;
  fc.assert(
    fc.property(value, (one) => {
      const text = canonicalJson(one);
      expect([...canonicalPieces(one)].join('')).toBe(text);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }),
  );
});

it('long lists come in pieces', () => {
  const rows = Array.from({ length: 5001 }, (_, i) => [i, 'N']);
  expect([...canonicalPieces({ rows })].length).toBeGreaterThan(3);
  expect([...canonicalPieces({ rows })].join('')).toBe(JSON.stringify({ rows }));
});
