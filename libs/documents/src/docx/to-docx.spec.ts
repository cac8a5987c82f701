import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import jszip from 'jszip';
import mammoth from 'mammoth';
import { SaxesParser } from 'saxes';
import { sampleReport, unitTable, VIETNAMESE_LETTERS } from '../../../../test/support/official-document.js';
import { PAGE, pt, TEXT } from '../nd30.js';
import type { OfficialDocument } from '../official-document.js';
import { paperRows, plain } from '../words.js';
import { toDocx } from './to-docx.js';
import { twips } from './parts.js';

async function partsOf(document: OfficialDocument): Promise<Record<string, string>> {
  const zip = await jszip.loadAsync(await toDocx(document));
  const names = Object.keys(zip.files).filter((name) => /\.(xml|rels)$/.test(name));
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await zip.file(name)!.async('string')] as const)),
  );
}

/** Throws where a part is not well-formed. */
function parse(xml: string): void {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
}

const textOf = async (document: OfficialDocument) =>
  (await mammoth.extractRawText({ buffer: await toDocx(document) })).value;

describe('toDocx', () => {
  it('says in Word what the document says', async () => {
    const document = sampleReport();
    const text = await textOf(document);
    const html = (await mammoth.convertToHtml({ buffer: await toDocx(document) })).value;

    for (const said of ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', 'Số: …/BC-BTC'])
      expect(text).toContain(said);
    expect(text).toContain('Nghệ An, ngày … tháng … năm …');
    expect(text).toContain('Kính gửi: Ủy ban nhân dân tỉnh Nghệ An');
    expect(text).toContain('trân trọng báo cáo Ủy ban nhân dân tỉnh./.');
    expect(text).toContain('- Lưu: VT, BTC.');
    expect(text).toContain('TM. BAN TỔ CHỨC');
    expect(text).toContain('(Kèm theo Báo cáo số …/BC-BTC ngày … tháng … năm … của Ban Tổ chức');
    for (const block of [...document.body, ...document.annexes.flatMap(({ body }) => body)]) {
      if (block.block !== 'table') continue;
      for (const cell of paperRows(block).rows.flat()) expect(text).toContain(cell);
    }
    expect(html).toMatch(/<h1>.*Công tác chỉ đạo, tổ chức<\/h1>/);
  });

  it('keeps every Vietnamese letter', async () => {
    const body = [{ block: 'paragraph' as const, text: VIETNAMESE_LETTERS.normalize('NFD') }];
    expect(await textOf(sampleReport({ body }))).toContain(VIETNAMESE_LETTERS);
  });

  it('has the page of the decree in each section, numbered from 1, the number not on the first page', async () => {
    const { 'word/document.xml': xml = '', 'word/header1.xml': header } = await partsOf(sampleReport());
    const sections = [...xml.matchAll(/<w:sectPr>.*?<\/w:sectPr>/g)].map(([section]) => section);

    expect(sections).toHaveLength(3);
    const mm = (length: number) => twips(pt(length));
    const { top, bottom, left, right } = PAGE.marginMm;
    for (const section of sections) {
      expect(section).toContain(
        `w:top="${mm(top)}" w:right="${mm(right)}" w:bottom="${mm(bottom)}" w:left="${mm(left)}"`,
      );
      expect(section).toContain('<w:pgNumType w:start="1"/><w:titlePg/>');
    }
    expect(sections.map((section) => section.includes('w:orient="landscape"'))).toEqual([false, true, false]);
    expect(header).toContain(' PAGE ');
  });

  it('names styles, the font and the language, so that people can go on writing', async () => {
    const { 'word/styles.xml': styles } = await partsOf(sampleReport());
    for (const name of ['Body Text', 'heading 1', 'heading 2', 'heading 3', 'Title', 'Bảng số liệu', 'Nơi nhận'])
      expect(styles).toContain(`<w:name w:val="${name}"/>`);
    expect(styles).toContain('w:ascii="Times New Roman"');
    expect(styles).toContain('<w:lang w:val="vi-VN"');
    expect(styles).toMatch(
      new RegExp(`"BodyText">.*?w:after="${TEXT.gapPt * 20}".*?w:firstLine="720"/><w:jc w:val="both"/>`),
    );
  });

  it('repeats the head of a table, breaks no row, and keeps the last lines with the signature', async () => {
    const { 'word/document.xml': xml = '' } = await partsOf(sampleReport({ annexes: [] }));
    const rows = [...xml.matchAll(/<w:trPr>(.*?)<\/w:trPr>/g)].map(([, properties]) => properties);
    expect(rows.every((row) => row!.includes('<w:cantSplit/>'))).toBe(true);
    expect(rows.filter((row) => row!.includes('<w:tblHeader/>'))).toHaveLength(1);
    const lastLine = xml.slice(0, xml.indexOf('./.')).split('<w:p>').at(-1);
    expect(lastLine).toContain('<w:keepNext/>');
  });

  it('has each chart as a picture for print, as SVG and in words', async () => {
    const zip = await jszip.loadAsync(await toDocx(sampleReport()));
    const xml = await zip.file('word/document.xml')!.async('string');
    expect(zip.file(/^word\/media\/picture\d\.svg$/)).toHaveLength(3);
    const png = await zip.file('word/media/picture3.png')!.async('nodebuffer');
    expect(png.readUInt32BE(16)).toBeGreaterThan(1800);
    expect(xml).toMatch(/descr="Biểu đồ 1\. Số lượt thi theo ngày\. Đơn vị tính: lượt thi\. 01\/9: [\d.]+;/);
  });

  it('says so where a table is empty or not whole on paper', async () => {
    const body = [unitTable(0, { id: 'empty' }), unitTable(1_234, { rowsOnPaper: 10 })];
    const text = await textOf(sampleReport({ body }));
    expect(text).toContain('Không có dữ liệu.');
    expect(text).toContain('Bảng còn 1.224 dòng; toàn bộ 1.234 dòng có trong tệp Excel kèm theo.');
  });

  it('prints annexes alone when only they are wanted', async () => {
    const text = await textOf(sampleReport({ only: 'annexes' }));
    expect(text.startsWith('Phụ lục I')).toBe(true);
    expect(text).not.toContain('Nơi nhận');
  });

  it('is the same to the byte for the same document', async () => {
    expect((await toDocx(sampleReport())).equals(await toDocx(sampleReport()))).toBe(true);
  });

  it('is well-formed and keeps any text that can be printed', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(text, text, text, async (subject, said, cell) => {
        const table = unitTable(1);
        table.rows[0]![1] = cell;
        const parts = await partsOf(
          sampleReport({ subject, body: [{ block: 'paragraph', text: said }, table], annexes: [] }),
        );
        Object.values(parts).forEach(parse);
        const texts = [...parts['word/document.xml']!.matchAll(/<w:t [^>]*>([^<]*)<\/w:t>/g)].map(([, inside]) =>
          inside!
            .replace(/&lt;/g, '<')
            .replace(/&gt;/g, '>')
            .replace(/&quot;/g, '"')
            .replace(/&amp;/g, '&'),
        );
        for (const kept of [said, cell]) expect(texts).toContain(plain(kept));
        for (const word of plain(subject).split(/[ \t]+/)) expect(texts.join(' ')).toContain(word);
      }),
      { numRuns: 60 },
    );
  });
});
