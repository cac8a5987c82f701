import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import QRCode from 'qrcode';
import { extractText, getDocumentProxy } from 'unpdf';
import { png } from '../../../../test/support/files.js';
import { svgOf } from '../drawing/svg-pen.js';
import { posterFacts, type PosterContest } from './poster-facts.js';
import { POSTER_SHEETS, posterDrawing, posterFile, posterPicture } from './write-posters.js';

const MONDAY = Date.parse('2026-05-04T01:00:00Z');
const WEEK = 7 * 24 * 3600 * 1000;
const iso = (ms: number) => new Date(ms).toISOString();
const CONTEST: PosterContest = {
  title: 'Cuộc thi tìm hiểu cải cách hành chính năm 2026',
  agency: 'Sở Nội vụ tỉnh Nghệ An',
  managingAgency: 'Ủy ban nhân dân tỉnh Nghệ An',
  opensAt: iso(MONDAY),
  closesAt: iso(MONDAY + 2 * WEEK),
  roundList: [0, 1].map((n) => ({
    title: `Đợt ${n + 1}`,
    opensAt: iso(MONDAY + n * WEEK),
    closesAt: iso(MONDAY + (n + 1) * WEEK),
  })),
  audiences: [{ title: 'Cán bộ, công chức' }, { title: 'Người dân' }],
  rules: { minimumAge: { years: 14 }, maximumAge: null, invitedOnly: false },
  prizes: [
    { title: 'Giải Nhất', count: 1, amountVnd: 5_000_000 },
    { title: 'Giải Nhì', count: 3, amountVnd: 3_000_000 },
  ],
  contact: { hotline: '0238 3 842 619', zalo: null, hours: '7:30 đến 17:00' },
  colours: null,
  sample: false,
};
const ADDRESS = { contest: 'https://thi.example.vn/cuoc-thi/cchc-2026', short: 'https://thi.example.vn/t/12' };
const UNIT = { code: '16681', name: 'Xã Nghĩa Đàn', parentName: 'Tỉnh Nghệ An' };

/** What a reader of PDF finds on each page: the letters of its lines, and its sides in points. */
async function pagesOf(file: Buffer) {
  const pdf = await getDocumentProxy(new Uint8Array(file));
  const { text } = await extractText(pdf);
  const sides: number[][] = [];
  for (let page = 1; page <= pdf.numPages; page++) sides.push((await pdf.getPage(page)).view.slice(2));
  return text.map((words, i) => ({ words: words.replace(/\s+/g, ' '), sides: sides[i]! }));
}

/** The streams of a file, as they are drawn. */
function drawingOf(file: Buffer): string {
  const text = file.toString('latin1');
  return [...text.matchAll(/stream\n([^]*?)\nendstream/g)]
    .map(([, packed]) => {
      try {
        return inflateSync(Buffer.from(packed!, 'latin1')).toString('latin1');
      } catch {
        return '';
      }
    })
    .join('\n');
}

describe('posters', () => {
  it.each([
    ['a3', [297, 420]],
    ['a4', [210, 297]],
    ['a5', [148, 210]],
    ['a5x2', [297, 210]],
  ] as const)('are exactly of %s, a page for each', async (page, sidesMm) => {
    const facts = [null, UNIT].map((unit) => posterFacts(CONTEST, unit, ADDRESS, null));
    const pages = await pagesOf(await posterFile(facts, page, 'Áp phích'));
    expect(pages).toHaveLength(2);
    for (const { sides } of pages) {
      sides.forEach((side, i) => expect(Math.abs((side * 25.4) / 72 - sidesMm[i]!)).toBeLessThan(0.02));
    }
  });

  it('say what people ask: who, when, what for, where, whom to call', async () => {
    const [page] = await pagesOf(await posterFile([posterFacts(CONTEST, UNIT, ADDRESS, null)], 'a4', 'x'));
    for (const words of [
      'SỞ NỘI VỤ TỈNH NGHỆ AN',
      'Từ 08:00 thứ Hai, 04/5/2026 đến 08:00 thứ Hai, 18/5/2026',
      'Đợt 2: 08:00 thứ Hai, 11/5 đến 08:00 thứ Hai, 18/5',
      'Cán bộ, công chức; Người dân',
      'Từ đủ 14 tuổi',
      '3 giải Nhì: 3.000.000 đồng mỗi giải',
      'Xã Nghĩa Đàn',
      'thi.example.vn/t/12/16681',
      'Hỗ trợ: 0238 3 842 619 (7:30 đến 17:00)',
    ])
      expect(page!.words).toContain(words);
  });

  it('hold a code that leads to the contest with the unit chosen', async () => {
    const facts = posterFacts(CONTEST, UNIT, ADDRESS, null);
    expect(facts.link).toBe('https://thi.example.vn/cuoc-thi/cchc-2026?don-vi=16681');
    const svg = svgOf(await posterDrawing(facts, 'a4'));
    const { modules } = QRCode.create([{ data: Buffer.from(facts.link), mode: 'byte' }], { errorCorrectionLevel: 'M' });
    const [, path = ''] = /<path d="([^"]*)" fill="#000000"/.exec(svg)!;
    const bars = [...path.matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)/g)].map((bar) => bar.slice(1).map(Number));
    const unit = bars[0]![3]!;
    const left = Math.min(...bars.map(([x]) => x!));
    const top = Math.min(...bars.map(([, y]) => y!));
    const seen = new Uint8Array(modules.size * modules.size);
    for (const [x = 0, y = 0, width = 0] of bars) {
      const from = Math.round((y - top) / unit) * modules.size + Math.round((x - left) / unit);
      seen.fill(1, from, from + Math.round(width / unit));
    }
    expect([...seen]).toEqual([...modules.data].map(Number));
    // Five centimetres and more are read from two steps away.
    expect((unit * modules.size * 25.4) / 72).toBeGreaterThan(50);
  });

  it('take the longest names, letters of minorities and markup as they are', async () => {
    const hostile = readFileSync('test/fixtures/attacks/xss.txt', 'utf8').split('\n').filter(Boolean);
    const name = `Phòng Y Bhiŏ Mlô Ƀuôn Ja Wầm & <b>Zơrâm</b> ${'rất dài '.repeat(30)}`;
    for (const page of POSTER_SHEETS) {
      const facts = [name, ...hostile.slice(0, 5), '', '\u0000\u202e', 'W'.repeat(300)].map((one) =>
        posterFacts(
          { ...CONTEST, title: one, agency: one, prizes: [{ title: one, count: 2, amountVnd: 1 }] },
          { ...UNIT, name: one },
          ADDRESS,
          null,
        ),
      );
      const pages = await pagesOf(await posterFile(facts, page, name));
      expect(pages).toHaveLength(facts.length);
      expect(pages[0]!.words).toContain('Phòng Y Bhiŏ Mlô');
      for (const { words } of pages) expect(words).toContain('QUÉT MÃ ĐỂ DỰ THI');
    }
  });

  it('never cut the address, and keep every letter off the margins', async () => {
    const short = `https://${'timhieucaicachhanhchinh.'.repeat(3)}gov.vn/cuoc-thi/${'cai-cach-'.repeat(6)}2026`;
    const title = `${CONTEST.title} ${'và chuyển đổi số '.repeat(12)}`;
    const prizes = Array.from({ length: 40 }, (_, i) => ({
      title: `Giải đặc biệt thứ ${i}`,
      count: 9,
      amountVnd: 9e6,
    }));
    for (const page of ['a4', 'a5'] as const) {
      const facts = posterFacts({ ...CONTEST, title, prizes }, UNIT, { ...ADDRESS, short }, null);
      const file = await posterFile([facts], page, 'x');
      const [{ words, sides } = { words: '', sides: [] }] = await pagesOf(file);
      expect(words.replace(/ /g, '')).toContain(`${short.slice('https://'.length)}/16681`);
      expect(words).toMatch(/… và \d+ giải khác/);
      const pdf = await getDocumentProxy(new Uint8Array(file));
      const { items } = await (await pdf.getPage(1)).getTextContent();
      for (const item of items) {
        if (!('str' in item) || item.str.trim() === '') continue;
        const [x, y] = item.transform.slice(4) as [number, number];
        expect(x).toBeGreaterThan(20);
        expect(x + item.width).toBeLessThan(sides[0]! - 20);
        expect(y).toBeGreaterThan(20);
        expect(y).toBeLessThan(sides[1]! - 20);
      }
    }
  });

  it('show the logo, and are posters without it when its bytes are none', async () => {
    const logo = { bytes: png(64, 64), mime: 'image/png' as const, width: 64, height: 64 };
    const withLogo = await posterFile([posterFacts(CONTEST, null, ADDRESS, logo)], 'a4', 'x');
    expect(withLogo.toString('latin1')).toContain('/Subtype /Image');
    const broken = { ...logo, bytes: Buffer.from('none') };
    const [page] = await pagesOf(await posterFile([posterFacts(CONTEST, null, ADDRESS, broken)], 'a4', 'x'));
    expect(page!.words).toContain('QUÉT MÃ ĐỂ DỰ THI');
  });

  it('are drawn in the colour of the contest', async () => {
    const colours = { 'own-accent': '#b3261e', 'own-deep': '#861c16', 'own-tint': '#fbeceb' };
    const file = await posterFile([posterFacts({ ...CONTEST, colours }, null, ADDRESS, null)], 'a4', 'x');
    const [red, green, blue] = [0xb3, 0x26, 0x1e].map((part) => part / 255);
    const fills = [...drawingOf(file).matchAll(/([\d.]+) ([\d.]+) ([\d.]+) scn/g)].map((found) =>
      found.slice(1).map(Number),
    );
    expect(fills.some(([r = 0, g = 0, b = 0]) => Math.hypot(r - red!, g - green!, b - blue!) < 0.01)).toBe(true);
  });

  it('are pictures, too, with markup as letters', async () => {
    const facts = posterFacts({ ...CONTEST, title: '<script>alert("1")</script> & Y Bhiŏ' }, UNIT, ADDRESS, null);
    expect(svgOf(await posterDrawing(facts, 'a4'))).not.toContain('<script');
    const picture = await posterPicture(facts, 'a4');
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1240, 1754]);
  });

  it('say that a contest is a sample', async () => {
    const [page] = await pagesOf(
      await posterFile([posterFacts({ ...CONTEST, sample: true }, null, ADDRESS, null)], 'a4', 'x'),
    );
    expect(page!.words).toContain('DỮ LIỆU MẪU');
  });
});
