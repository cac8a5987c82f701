import { beforeAll, describe, expect, it } from '@jest/globals';
import exceljs from 'exceljs';
import mammoth from 'mammoth';
import { getDocumentProxy } from 'unpdf';
import type { ReportData } from '#domain';
import type { Table } from '../official-document.js';
import { paperRows } from '../words.js';
import { reportDocument } from './report-document.js';
import { nghean } from './report.fixture.js';
import { writeReport, type ReportFormat } from './write-report.js';

// The three files as their readers open them, against the counts that they were all made from.

const prize = { title: 'Giải Nhất', fieldTitle: 'Tuần 1', groupTitle: null };
const data: ReportData = {
  ...nghean(),
  prizes: [
    {
      ...{ ...prize, to: 'person' },
      winners: [{ rank: 1, name: 'H’Hen Niê', unitName: 'Sở Nội vụ', result: '15 điểm' }],
    },
    { ...{ ...prize, to: 'unit' }, winners: [{ rank: 1, name: 'Sở Tư pháp', unitName: null, result: null }] },
  ],
};
const draft = reportDocument(data);
const tables = [...draft.document.body, ...draft.document.annexes.flatMap(({ body }) => body)].filter(
  (block): block is Table => block.block === 'table',
);
const told = draft.sentences.filter(({ figures }) => figures.length > 0);

async function bytesOf(format: ReportFormat): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  await writeReport(data, format, (chunk) => Promise.resolve(void parts.push(chunk)));
  return Buffer.concat(parts);
}

/** Where lines end is no matter here. */
const flat = (text: string) => text.normalize('NFC').replace(/\s+/g, '');
/** The last sentence ends with './.' on paper. */
const unended = (text: string) => flat(text).replace(/[.;,/]+$/, '');

const unescaped = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');

describe('report.docx', () => {
  let html = '';
  beforeAll(async () => {
    ({ value: html } = await mammoth.convertToHtml({ buffer: await bytesOf('docx') }));
  });

  it('has each table with all its rows, cell by cell', () => {
    const found = (html.match(/<table>[\s\S]*?<\/table>/g) ?? []).map((table) =>
      (table.match(/<tr>[\s\S]*?<\/tr>/g) ?? []).map((row) =>
        (row.match(/<t[dh][^>]*>[\s\S]*?<\/t[dh]>/g) ?? []).map((cell) => flat(unescaped(cell))),
      ),
    );
    for (const table of tables) {
      const heads = table.columns.map(({ title }) => flat(title)).join('|');
      const rows = paperRows(table).rows.map((row) => row.map(flat));
      const printed = found.filter(([head]) => head?.join('|') === heads).map(([, ...rest]) => rest);
      expect([table.id, printed.map(({ length }) => length)]).toEqual([
        table.id,
        expect.arrayContaining([rows.length]),
      ]);
      expect([table.id, printed]).toEqual([table.id, expect.arrayContaining([rows])]);
    }
  });

  it('says each sentence with a figure', () => {
    const text = flat(unescaped(html));
    for (const sentence of told) expect(text).toContain(unended(sentence.text));
    expect(text).toContain(flat('182/222 đơn vị, địa phương tham gia (chiếm tỷ lệ 81,98%)'));
    expect(text).toContain(flat('101.907 lượt thi đạt điểm tối đa (15/15 điểm) (chiếm tỷ lệ 42,34%)'));
    expect(text).not.toContain('41,34');
  });
});

describe('report.pdf', () => {
  let pages: string[] = [];
  beforeAll(async () => {
    const pdf = await getDocumentProxy(new Uint8Array(await bytesOf('pdf')));
    pages = await Promise.all(
      Array.from({ length: pdf.numPages }, async (_, i) => {
        const { items } = await (await pdf.getPage(i + 1)).getTextContent();
        return items.map((item) => ('str' in item ? item.str : '')).join('');
      }),
    );
  });
  /** A page has its number at its top, which may stand within a sentence. */
  const text = () => pages.map((page, i) => flat(page).replace(new RegExp(`^${i + 1}(?!\\d)`), '')).join('');

  it('has each cell of each table', () => {
    const whole = text();
    for (const table of tables) {
      const missing = paperRows(table)
        .rows.flat()
        .filter((cell) => !whole.includes(flat(cell)));
      expect([table.id, missing]).toEqual([table.id, []]);
    }
  });

  it('says each sentence with a figure', () => {
    const whole = text();
    for (const sentence of told) expect(whole).toContain(unended(sentence.text));
    expect(whole).toContain(flat('(chiếm tỷ lệ 81,98%)'));
    expect(whole).toContain(flat('(chiếm tỷ lệ 42,34%)'));
    expect(whole).not.toContain('41,34');
  });
});

describe('report.xlsx', () => {
  const HEAD = 4;
  let sheets: exceljs.Worksheet[] = [];
  beforeAll(async () => {
    const book = new exceljs.Workbook();
    await book.xlsx.load((await bytesOf('xlsx')) as unknown as exceljs.Buffer);
    sheets = book.worksheets.slice(1);
  });

  it('has a sheet for each table', () => {
    expect(sheets.map((sheet) => sheet.getCell(1, 1).value)).toEqual(tables.map(({ title }) => title));
  });

  it('has every row, counts as counts, points as points, and shares as fractions of their two counts', () => {
    tables.forEach((table, at) => {
      const sheet = sheets[at]!;
      const wanted = table.rows.map((row) =>
        row.map((cell, j) => {
          const { kind } = table.columns[j]!;
          if (cell === null) return null;
          if (typeof cell === 'object') return cell.denominator === 0 ? null : cell.numerator / cell.denominator;
          if (kind === 'points' && typeof cell === 'number') return cell / 1000;
          return kind === 'date' && /^\d{4}-/.test(String(cell)) ? Date.parse(String(cell)) : cell;
        }),
      );
      const found = table.rows.map((row, i) =>
        row.map((_, j) => {
          const { value } = sheet.getCell(HEAD + 1 + i, j + 1);
          return value instanceof Date ? value.getTime() : value;
        }),
      );
      expect([table.id, found]).toEqual([table.id, wanted]);
      // Below the rows stands a note or nothing.
      expect(sheet.getCell(HEAD + 1 + table.rows.length, 2).value).toBeNull();
      table.columns.forEach(({ kind }, j) => {
        if (kind === 'percent' && typeof wanted[0]?.[j] === 'number')
          expect([table.id, sheet.getCell(HEAD + 1, j + 1).numFmt]).toEqual([table.id, '0.00%']);
      });
    });
  });

  it('has the shares of 2019', () => {
    const participation = sheets[tables.findIndex(({ id }) => id === 'units-taking-part')]!;
    expect(participation.getCell(HEAD + tables[0]!.rows.length, 5).value).toBe(182 / 222);
    const bands = tables.find(({ id }) => id === 'distribution')!;
    const full = sheets[tables.indexOf(bands)]!.getRow(HEAD + bands.rows.length - 1);
    expect([full.getCell(2).value, full.getCell(3).value]).toEqual([101_907, 101_907 / 240_659]);
  });
});
