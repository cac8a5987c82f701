import { describe, expect, it } from '@jest/globals';
import { fromLocal, toLocal } from './local-time.js';

describe('a day and an hour in a field', () => {
  it.each([
    ['2026-11-22 08:05', '2026-11-22T01:05:00.000Z'],
    // The end of a day is the beginning of the next.
    ['2026-11-22 24:00', '2026-11-22T17:00:00.000Z'],
    ['2026-11-22', null],
    ['2026-11-22 8 giờ', null],
    ['', null],
  ])('%p is %p', (text, instant) => expect(fromLocal(text)).toBe(instant));

  it('are those of Vietnam', () => expect(toLocal(Date.parse('2026-11-22T17:30:00Z'))).toBe('2026-11-23 00:30'));
});
