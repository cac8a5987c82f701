import { describe, expect, it } from '@jest/globals';
import { cardPng, cardSvg } from './card-picture.js';

const linesOf = (title: string): string[] =>
  [...cardSvg({ title, below: [] }).matchAll(/font-weight="600" fill="#16212c">([^<]*)</g)].map(([, line]) => line!);

describe('the picture of a link card', () => {
  it('is a PNG of 1200 × 630', async () => {
    const png = await cardPng(
      cardSvg({ title: 'Tìm hiểu cải cách hành chính', below: ['Từ 08:00 thứ Hai, 6/5/2019'] }),
    );
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
  });

  it('breaks a title between words, as the letters measure, and leaves none out', () => {
    const title = 'Cuộc thi trực tuyến tìm hiểu kiến thức cải cách hành chính tỉnh Nghệ An năm 2019';
    const lines = linesOf(title);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join(' ').replaceAll('\u00a0', ' ')).toBe(title);
    expect(lines.filter((line) => /^(cách|chính|hiểu|2019)/.test(line))).toEqual([]);
  });

  it.each([
    ['too many words', 'cải cách hành chính '.repeat(20)],
    ['a word that fills more than a line', 'W'.repeat(150)],
  ])('ends %s in three points', (_name, title) => {
    const lines = linesOf(title);
    expect(lines.length).toBeLessThanOrEqual(4);
    expect(lines.at(-1)).toMatch(/…$/);
  });

  it.each([
    '"><script>alert(1)</script>',
    '</text><image href="file:///etc/passwd"/>',
    'a\u0000b\u0008\uD800\uFFFE',
    '&lt; ]]> <![CDATA[',
    '',
  ])('draws %j as letters', async (title) => {
    const svg = cardSvg({ title, above: title, below: [title] });
    expect(svg).not.toMatch(/<script|<image|<!\[CDATA/);
    expect((await cardPng(svg)).length).toBeGreaterThan(1000);
  });
});
