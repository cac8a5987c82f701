import { describe, expect, it } from '@jest/globals';
import { partOf } from './cut-picture.js';

describe('partOf', () => {
  it.each([
    ['a photo, its top', { width: 4000, height: 3000 }, 0, { x: 0, y: 0, width: 4000, height: 1000 }],
    ['a photo, its middle', { width: 4000, height: 3000 }, 0.5, { x: 0, y: 1000, width: 4000, height: 1000 }],
    ['a photo, its foot', { width: 4000, height: 3000 }, 1, { x: 0, y: 2000, width: 4000, height: 1000 }],
    ['a strip, its right end', { width: 3000, height: 300 }, 1, { x: 1800, y: 0, width: 1200, height: 300 }],
    ['a banner as it should be', { width: 1440, height: 360 }, 0.7, { x: 0, y: 0, width: 1440, height: 360 }],
  ])('%s', (_what, picture, place, part) => {
    expect(partOf(picture, place)).toEqual(part);
  });
});
