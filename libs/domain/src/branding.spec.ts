import { describe, expect, it } from '@jest/globals';
import { BLANK_BRANDING, filesOfBranding, fitsUse, type BrandingUse } from './branding.js';

describe('fitsUse', () => {
  it.each<[BrandingUse, number, number, boolean]>([
    ['banner', 1440, 360, true],
    ['banner', 720, 180, true],
    ['banner', 1440, 363, true],
    ['banner', 1440, 400, false],
    ['banner', 400, 100, false],
    ['banner', 4000, 1000, false],
    ['logo', 512, 512, true],
    ['logo', 400, 100, true],
    ['logo', 100, 400, true],
    ['logo', 500, 100, false],
    ['logo', 63, 63, false],
    ['logo', 2000, 2000, false],
    ['paper', 512, 512, false],
  ])('a %s of %i × %i: %s', (use, width, height, fits) => {
    expect(fitsUse(use, { width, height })).toBe(fits);
  });
});

describe('filesOfBranding', () => {
  it('names each file once where it is used, and none of a blank one', () => {
    expect(filesOfBranding(BLANK_BRANDING)).toEqual([]);
    const sides = { width: 1440, height: 360 };
    expect(
      filesOfBranding({
        ...BLANK_BRANDING,
        logo: { file: 'a', width: 64, height: 64 },
        banner: { file: 'b', small: 'c', alt: '', ...sides },
        papers: [{ file: 'd', title: 'Thể lệ', number: null, date: null, sizeBytes: 9 }],
      }),
    ).toEqual(['a', 'b', 'c', 'd']);
  });
});
