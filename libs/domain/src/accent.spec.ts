import { describe, expect, it } from '@jest/globals';
import { accentColours, checkAccent, contrastRatio, readableAccent } from './accent.js';

describe('the contrast of two colours', () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#777777', '#ffffff', 4.48],
    ['#767676', '#ffffff', 4.54],
    ['#ffffff', '#ffffff', 1],
  ])('%s on %s is %d', (one, other, ratio) => expect(contrastRatio(one, other)).toBeCloseTo(ratio, 2));
});

describe('an accent colour', () => {
  it.each(['#0b5394', '#a61b1b', '#000000'])('%s is taken', (accent) => {
    expect(checkAccent(accent, 'at')).toEqual([]);
    expect(readableAccent(accent)).toBe(accent);
  });

  it('that is too pale is refused with the nearest one that is not', () => {
    const [fault] = checkAccent('#ffb703', 'host.accent');
    expect(fault).toMatchObject({ path: 'host.accent', code: 'ACCENT_PALE' });
    const suggested = readableAccent('#ffb703');
    expect(fault!.message).toContain(suggested);
    expect(checkAccent(suggested, 'host.accent')).toEqual([]);
  });

  it.each(['red', '#fff', '#0B5394', 'url(x)', '#0b5394;'])('%s is no colour', (accent) => {
    expect(checkAccent(accent, 'at')).toMatchObject([{ code: 'NOT_A_COLOUR' }]);
  });

  it('of any kind gives colours that are read on light and dark pages', () => {
    for (let red = 0; red < 256; red += 51)
      for (let green = 0; green < 256; green += 51)
        for (let blue = 0; blue < 256; blue += 51) {
          const hex = `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
          const own = accentColours(hex);
          const pairs = [
            [own['own-accent'], '#ffffff'],
            [own['own-accent'], '#f5f7f9'],
            [own['own-deep'], own['own-tint']],
            [own['own-deep'], '#ffffff'],
            [own['own-accent-dark'], '#18212b'],
            [own['own-accent-dark'], '#0c1a28'],
            [own['own-deep-dark'], own['own-tint-dark']],
          ] as const;
          for (const [ink, ground] of pairs) expect(contrastRatio(ink, ground)).toBeGreaterThanOrEqual(4.5);
        }
  });
});
