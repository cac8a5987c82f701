import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { getDocumentProxy } from 'unpdf';
import {
  MINORITY_NAMES,
  sampleReport,
  unitTable,
  VIETNAMESE_LETTERS,
} from '../../../../test/support/official-document.js';
import { PAGE, pt } from '../nd30.js';
import type { OfficialDocument } from '../official-document.js';
import { paperRows } from '../words.js';
import { toPdf } from './to-pdf.js';

async function bytesOf(document: OfficialDocument): Promise<Buffer> {
  const sink = new PassThrough();
  const [bytes] = await Promise.all([buffer(sink), toPdf(document, sink)]);
  return bytes;
}

interface Word {
  text: string;
  x: number;
  /** Of the line of letters, from the top. */
  y: number;
  size: number;
}

async function open(document: OfficialDocument) {
  const pdf = await getDocumentProxy(new Uint8Array(await bytesOf(document)));
  const pages: { width: number; height: number; words: Word[]; text: string }[] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const [, , width = 0, height = 0] = page.view;
    const { items } = await page.getTextContent();
    const words = items.flatMap((item) =>
      'str' in item && item.str.trim() !== ''
        ? [{ text: item.str, x: item.transform[4], y: height - item.transform[5], size: item.height }]
        : [],
    );
    const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
    pages.push({ width, height, words, text });
  }
  return { pdf, pages, text: pages.map(({ text }) => text).join('\n') };
}

/** Where lines end is no matter here. */
const flat = (text: string) => text.normalize('NFC').replace(/\s+/g, '');

describe('toPdf', () => {
  it('says on paper what the document says', async () => {
    const document = sampleReport();
    const text = flat((await open(document)).text);
    for (const said of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Số: …/BC-BTC',
      'Nghệ An, ngày … tháng … năm …',
      'trân trọng báo cáo Ủy ban nhân dân tỉnh./.',
      '- Lưu: VT, BTC.',
      'TM. BAN TỔ CHỨCTRƯỞNG BAN',
    ])
      expect(text).toContain(flat(said));
    for (const block of [...document.body, ...document.annexes.flatMap(({ body }) => body)]) {
      if (block.block === 'table') for (const cell of paperRows(block).rows.flat()) expect(text).toContain(flat(cell));
      else if (block.block === 'chart')
        for (const { label } of block.points.slice(0, 1)) expect(text).toContain(flat(label));
    }
  });

  it('has every Vietnamese letter, in each face, and those of the minorities, as text that can be copied', async () => {
    const said = `${VIETNAMESE_LETTERS} ${MINORITY_NAMES.join(' ')}`;
    const faces = [{}, { bold: true }, { italic: true }, { bold: true, italic: true }];
    const body = faces.map((face) => ({ block: 'paragraph' as const, text: said.normalize('NFD'), ...face }));
    const { text } = await open(sampleReport({ body, annexes: [] }));
    expect(flat(text).split(flat(said)).length - 1).toBe(faces.length);
  });

  it('writes a question mark, and no box, for a letter that no font here has', async () => {
    const body = [{ block: 'paragraph' as const, text: 'Chúc mừng 🎉 và 漢字' }];
    expect((await open(sampleReport({ body, annexes: [] }))).text).toContain('Chúc mừng ? và ??./.');
  });

  it('embeds its fonts', async () => {
    const bytes = (await bytesOf(sampleReport())).toString('latin1');
    const fonts = bytes.match(/\/Type \/FontDescriptor[\s\S]*?endobj/g) ?? [];
    expect(fonts.length).toBeGreaterThanOrEqual(3);
    for (const font of fonts) {
      expect(font).toContain('/FontFile2');
      expect(font).toMatch(/\/FontName \/[A-Z]{6}\+Tinos/);
    }
  });

  it('keeps to the margins of the decree, with the number in the middle of the top one but on no first page', async () => {
    const { pages } = await open(sampleReport());
    const numbers: (string | null)[] = [];
    for (const { words, width, height } of pages) {
      const { top, bottom, left, right } = PAGE.marginMm;
      const [head, inside] = [words.filter(({ y }) => y < pt(top)), words.filter(({ y }) => y >= pt(top))];
      numbers.push(head.length === 0 ? null : head.map(({ text }) => text).join());
      for (const { x } of head) expect(Math.abs(x - (pt(left) + width - pt(right)) / 2)).toBeLessThan(10);
      for (const { x, y } of inside) {
        expect(x).toBeGreaterThanOrEqual(pt(left) - 0.1);
        expect(x).toBeLessThan(width - pt(right));
        expect(y).toBeLessThan(height - pt(bottom));
      }
    }
    const landscape = pages.map(({ width, height }) => width > height);
    const annex = landscape.indexOf(true);
    expect(numbers[0]).toBeNull();
    expect(numbers.slice(1, annex)).toEqual(Array.from({ length: annex - 1 }, (_, i) => String(i + 2)));
    expect(numbers[annex]).toBeNull();
    expect(numbers[annex + 1]).toBe('2');
    expect(numbers.at(-1)).toBeNull();
    expect(landscape.at(-1)).toBe(false);
  });

  it('repeats the head of a table on each of its pages and loses no row', async () => {
    const table = unitTable(300);
    const { pages, text } = await open(sampleReport({ body: [table], annexes: [] }));
    const own = pages.filter(({ text }) => /Quỳnh Lưu \d/.test(text));
    expect(own.length).toBeGreaterThan(5);
    for (const page of own) expect(flat(page.text)).toContain('STTĐơnvị');
    expect(flat(text).match(/(QuỳnhLưu|khuvựcsố)\d/g)).toHaveLength(300);
  });

  it('never parts the signature from the last lines, wherever the page ends', async () => {
    for (let lines = 0; lines < 60; lines++) {
      const filler = Array.from({ length: lines }, (_, i) => ({ block: 'paragraph' as const, text: `Dòng ${i}` }));
      const last = { block: 'paragraph' as const, text: 'Câu cuối cùng của báo cáo này. '.repeat(9) };
      const { pages } = await open(sampleReport({ body: [...filler, last], annexes: [] }));
      const signed = pages.findIndex(({ text }) => text.includes('TRƯỞNG BAN'));
      expect(pages[signed]!.text).toContain('./.');
      expect(pages[signed]!.text.match(/Câu cuối cùng/g)!.length).toBeGreaterThanOrEqual(2);
      expect(pages[signed]!.text).toContain('Lưu: VT');
    }
  });

  it('has title, language, bookmarks and a structure', async () => {
    const { pdf } = await open(sampleReport());
    const { info } = await pdf.getMetadata();
    expect(info).toMatchObject({ Language: 'vi-VN', Title: expect.stringMatching(/^Báo cáo Kết quả Cuộc thi/) });
    expect((await pdf.getMarkInfo())?.Marked).toBe(true);
    const outline = await pdf.getOutline();
    expect(outline.map(({ title }) => title)).toEqual([
      'I. CÔNG TÁC CHỈ ĐẠO, TỔ CHỨC',
      'II. KẾT QUẢ',
      'III. ĐÁNH GIÁ',
      'Phụ lục I. KẾT QUẢ THEO TỪNG ĐƠN VỊ',
      'Phụ lục II. DANH SÁCH CÁ NHÂN ĐẠT GIẢI',
    ]);
    expect(outline[1]!.items.map(({ title }) => title)).toEqual(['1. Đơn vị tham gia', '2. Diễn biến']);
    const tree = JSON.stringify(await (await pdf.getPage(2)).getStructTree());
    expect(tree).toMatch(/"role":"Figure".*"alt":"Biểu đồ 1\. Số lượt thi theo ngày/);
  });

  it('stands any text', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 2_000 });
    await fc.assert(
      fc.asyncProperty(text, text, text, async (subject, said, cell) => {
        const table = unitTable(2);
        table.rows[0]![1] = cell.repeat(20);
        const { pages } = await open(sampleReport({ subject, body: [{ block: 'paragraph', text: said }, table] }));
        expect(pages.at(0)!.text.startsWith('ỦY BAN NHÂN DÂN')).toBe(true);
        for (const { words, height } of pages)
          for (const { y } of words) expect(y).toBeLessThan(height - pt(PAGE.marginMm.bottom) + 0.5);
      }),
      { numRuns: 25 },
    );
  });
});
