import { readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import exceljs from 'exceljs';
import fc from 'fast-check';
import { sampleReport, unitTable } from '../../../../test/support/official-document.js';
import type { OfficialDocument } from '../official-document.js';
import { plain } from '../words.js';
import { sheetNames } from './sheet-names.js';
import { toWorkbook } from './to-workbook.js';

async function open(document: OfficialDocument) {
  const sink = new PassThrough();
  const [bytes] = await Promise.all([buffer(sink), toWorkbook(document, sink)]);
  const book = new exceljs.Workbook();
  await book.xlsx.load(bytes as unknown as exceljs.Buffer);
  return book;
}

const HEAD = 4;

describe('toWorkbook', () => {
  it('has a sheet for each table, and a first one that leads to them', async () => {
    const book = await open(sampleReport());
    expect(book.worksheets.map(({ name }) => name)).toEqual([
      'Mục lục',
      'Bảng 1. Đơn vị được mời và tham',
      'Bảng 5. Kết quả theo từng đơn',
      'Bảng 9. Danh sách cá nhân đạt',
      'Bảng 10. Đơn vị có thành tích',
    ]);
    const contents = book.worksheets[0]!;
    expect(contents.getRow(HEAD + 2).getCell(2).value).toEqual({
      text: 'Bảng 5. Kết quả theo từng đơn vị',
      hyperlink: "#'Bảng 5. Kết quả theo từng đơn'!A1",
    });
    expect(contents.getRow(HEAD + 2).getCell(4).value).toBe(60);
  });

  it('holds real numbers in every row, also of those that paper leaves out', async () => {
    const table = unitTable(300, { rowsOnPaper: 10 });
    const page = (await open(sampleReport({ body: [table], annexes: [] }))).worksheets[1]!;
    table.rows.forEach((row, i) => {
      const at = page.getRow(HEAD + 1 + i);
      const [no, name, headcount, persons, , , points, seconds] = row;
      expect([1, 2, 3, 4].map((column) => at.getCell(column).value)).toEqual([no, name, headcount, persons]);
      expect(at.getCell(5).value).toBeCloseTo((persons as number) / (headcount as number), 12);
      expect(at.getCell(7).value).toBe((points as number) / 1000);
      // exceljs reads a duration as a moment from the day on which Excel began to count.
      const elapsedMs = (at.getCell(8).value as Date).getTime() - Date.UTC(1899, 11, 30);
      expect(Math.round(elapsedMs / 1000)).toBe(seconds);
    });
    const row = page.getRow(HEAD + 1);
    expect([3, 5, 6].map((column) => row.getCell(column).numFmt)).toEqual(['#,##0', '0.00%', '#,##0.00']);
  });

  it('keeps the head in view, filters the rows without the total and prints as wide as a page', async () => {
    const page = (await open(sampleReport())).worksheets[1]!;
    expect(page.views[0]).toMatchObject({ state: 'frozen', ySplit: HEAD, xSplit: 2 });
    expect(page.autoFilter).toBe('A4:E7');
    expect(page.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape', fitToWidth: 1, fitToHeight: 0 });
    expect(page.pageSetup.printTitlesRow).toBe('4:4');
  });

  it('runs nothing: what looks like a formula is text', async () => {
    const attacks = readFileSync('test/fixtures/attacks/csv-formula.txt', 'utf8').split('\n').filter(Boolean);
    const starts = ['=', '+', '-', '@', '\t=', '\r=', '＝', '%'].map((start) => `${start}1+1`);
    const table = unitTable(0);
    table.rows = [...attacks, ...starts].map((text) => [1, text, 1, 1, null, null, null, null]);
    const page = (await open(sampleReport({ body: [table], annexes: [] }))).worksheets[1]!;
    [...attacks, ...starts].forEach((text, i) => {
      const cell = page.getRow(HEAD + 1 + i).getCell(2);
      expect(cell.type).toBe(exceljs.ValueType.String);
      expect(cell.value).toBe(plain(text));
      expect(cell.numFmt).toBe('@');
    });
  });

  it('keeps any text', async () => {
    const cells = fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(cells, async (texts) => {
        const table = unitTable(0);
        table.rows = texts.map((text) => [1, text, 1, 1, null, null, null, null]);
        const page = (await open(sampleReport({ body: [table], annexes: [] }))).worksheets[1]!;
        texts.forEach((text, i) => {
          const { value } = page.getRow(HEAD + 1 + i).getCell(2);
          const read = (value ?? '') as string;
          expect(read.replace(/_x005F_/g, '_')).toBe(plain(text).replace(/_x005F_/g, '_'));
        });
      }),
      { numRuns: 40 },
    );
  });
});

describe('sheetNames', () => {
  it('gives names that Excel takes, no two alike', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 50 }), { maxLength: 20 }), (titles) => {
        const names = sheetNames([...titles, ...titles]);
        expect(new Set(names.map((name) => name.toLocaleLowerCase('vi'))).size).toBe(names.length);
        for (const name of names) {
          expect(name.length).toBeGreaterThan(0);
          expect(name.length).toBeLessThanOrEqual(31);
          expect(name).not.toMatch(/[\\/?*[\]:]|^'|'$/);
        }
      }),
    );
  });
});
