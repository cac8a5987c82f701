import { describe, expect, it } from '@jest/globals';
import { readFragment, readNumber, verifyPath } from './receipt-number.js';

describe('a typed receipt number', () => {
  it.each([
    ['000000000012', '0000-0000-0012'],
    [' ooo0-0000 0oi2 ', '0000-0000-0012'],
    ['OOOO—0000—00l2', '0000-0000-0012'],
  ])('%j is read as %s', (typed, number) => expect(readNumber(typed)).toEqual({ number }));

  it.each([
    ['', 'empty', 0],
    [' - ', 'empty', 0],
    ['7K2M-9QX', 'tooShort', 7],
    ['0000-0000-00120', 'tooLong', 13],
    ['0000-0000-0013', 'mistyped', 12],
    ['0000-0000-00U2', 'mistyped', 12],
  ] as const)('%j is refused as %s', (typed, fault, letters) => expect(readNumber(typed)).toEqual({ fault, letters }));
});

describe('the address that looks a receipt up', () => {
  it('keeps contest and number behind the #', () => {
    const path = verifyPath('cchc-2026', '0000-0000-0012');
    expect(new URL(path, 'https://thi.example').pathname).toBe('/tra-cuu');
    expect(readFragment(`https://thi.example${path}`)).toEqual({ slug: 'cchc-2026', number: '0000-0000-0012' });
  });

  it.each(['', '#', '#cchc-2026', '#../0000-0000-0012', 'https://thi.example/tra-cuu'])('%j names none', (address) =>
    expect(readFragment(address)).toBeNull(),
  );
});
