import { describe, expect, it } from '@jest/globals';
import { FEEDBACK_TOPICS, saysSomething } from './feedback.js';

describe('saysSomething', () => {
  it.each([
    ['words', 'Bộ phận một cửa rất nhanh', null, true],
    ['a mark', null, 1, true],
    ['both', 'Tốt', 5, true],
    ['neither', null, null, false],
    ['an empty text', '', null, false],
  ])('with %s', (_case, text, satisfaction, says) => {
    expect(saysSomething({ text, satisfaction })).toBe(says);
  });
});

describe('FEEDBACK_TOPICS', () => {
  it('have codes that can stand in addresses, each once, and end with the one for all else', () => {
    const codes = FEEDBACK_TOPICS.map(({ code }) => code);
    expect(codes.filter((code) => !/^[a-z]+(-[a-z]+)*$/.test(code))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.at(-1)).toBe('khac');
  });
});
