import { describe, expect, it } from '@jest/globals';
import { renderAsync } from '@resvg/resvg-js';
import { packPng } from './png.js';

const SIZE = 'xmlns="http://www.w3.org/2000/svg" width="37" height="11"';

describe('packPng', () => {
  it('says each point as it was painted, to who reads PNG', async () => {
    const drawing = '<rect width="37" height="11" fill="#fff"/><circle cx="9" cy="5" r="4.3" fill="#a3161a"/>';
    const painted = await renderAsync(`<svg ${SIZE}>${drawing}</svg>`);
    const png = await packPng(painted);
    const image = `<image width="37" height="11" href="data:image/png;base64,${png.toString('base64')}"/>`;
    const read = await renderAsync(`<svg ${SIZE}>${image}</svg>`);
    expect(new Set(painted.pixels).size).toBeGreaterThan(20);
    expect(read.pixels.equals(painted.pixels)).toBe(true);
  });
});
