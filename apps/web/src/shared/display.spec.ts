import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { nextSize, rootSize, SIZES } from './display.js';

describe('the size of the letters', () => {
  it('is a share of the usual size, so that 200 is twice as large', () => {
    const style = readFileSync(new URL('../shared/styles/base.css', import.meta.url), 'utf8');
    const usual = Number(/html \{[^}]*font-size: ([\d.]+)%/.exec(style)![1]);
    expect(rootSize(100)).toBe('');
    for (const size of SIZES.filter((one) => one !== 100))
      expect(Number.parseFloat(rootSize(size)) / usual).toBeCloseTo(size / 100);
  });

  it('goes a step at a time and stays at the ends', () => {
    expect([nextSize(100, 1), nextSize(100, -1), nextSize(87.5, -1), nextSize(200, 1)]).toEqual([
      112.5, 87.5, 87.5, 200,
    ]);
  });
});
