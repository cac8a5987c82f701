import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Cell as SheetCell, stream, Worksheet } from 'exceljs';
import { LOCAL_OFFSET_MS } from '#domain';
import type { Block, Cell, Column, OfficialDocument, Table } from '../official-document.js';
import { documentTitle, partsOf, plain } from '../words.js';
import { sheetNames } from './sheet-names.js';

type Workbook = InstanceType<typeof stream.xlsx.WorkbookWriter>;

/** Lines written before others get their turn. */
const LINES_A_TURN = 200;
const CONTENTS = 'Mục lục';
const FONT = 'Times New Roman';
const LINE = { style: 'thin' as const, color: { argb: 'FFBFBFBF' } };
const BORDER = { top: LINE, left: LINE, bottom: LINE, right: LINE };
/** What a sheet begins with: its title, the document, an empty line, the head of the table. */
const HEAD_ROW = 4;

/**
 * Numbers as Excel keeps them. It stores formats in one form for all countries and shows them in that of the reader:
 * '#,##0' is 240.659 and '0.00%' is 81,98% on a Vietnamese computer.
 */
const FORMATS: Record<Column['kind'], string> = {
  text: '@',
  count: '#,##0',
  percent: '0.00%',
  ratio: '#,##0.00',
  points: '0.00',
  seconds: '[h]:mm:ss',
  moment: 'dd/mm/yyyy hh:mm',
  date: 'dd/mm/yyyy',
};

/** In characters; a text column is as wide as its weight says. */
const WIDTHS: Record<Column['kind'], number> = {
  text: 24,
  count: 11,
  percent: 11,
  ratio: 11,
  points: 11,
  seconds: 12,
  moment: 17,
  date: 12,
};

/**
 * Writes an Excel file: a sheet for each table with all its rows, real numbers, a head that stays in view and filters; the
 * first sheet leads to the others. Nothing in it runs: a text is a text, whatever it begins with.
 *
 * @param sink is ended; the promise is kept when all is written to it
 */
export async function toWorkbook(document: OfficialDocument, sink: Writable): Promise<void> {
  // Loaded when first needed: it takes a third of a second and a process that exports nothing never pays it.
  const { default: exceljs } = await import('exceljs');
  const written = finished(sink);
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream: sink, useStyles: true, useSharedStrings: false });
  book.creator = 'Thi CCHC';
  book.title = documentTitle(document);
  const found = tablesOf(document);
  const names = sheetNames([CONTENTS, ...found.map(({ table }) => table.title)]);
  const sheets = found.map((one, i) => ({ ...one, name: names[i + 1]! }));
  writeContents(book, document, sheets);
  for (const sheet of sheets) await writeTable(book, documentTitle(document), sheet);
  await Promise.all([book.commit(), written]);
}

interface Sheet {
  name: string;
  table: Table;
  /** 'Phụ lục I', or nothing for the paper itself. */
  annex: string;
}

function tablesOf(document: OfficialDocument): Omit<Sheet, 'name'>[] {
  const tables = (body: readonly Block[]) => body.filter((block) => block.block === 'table');
  return partsOf(document).flatMap(({ annex }) =>
    tables(annex === null ? document.body : annex.body).map((table) => ({ table, annex: annex?.number ?? '' })),
  );
}

function writeContents(book: Workbook, document: OfficialDocument, sheets: readonly Sheet[]): void {
  const page = book.addWorksheet(CONTENTS, { views: [{ state: 'frozen', ySplit: HEAD_ROW, showGridLines: false }] });
  page.columns = [{ width: 8 }, { width: 70 }, { width: 16 }, { width: 12 }];
  printed(page, false);
  titles(page, plain(document.kind), plain(document.subject));
  head(page, ['STT', 'Bảng', 'Thuộc', 'Số dòng']);
  sheets.forEach(({ name, table, annex }, i) => {
    const row = page.addRow([]);
    const count = table.rows.length - (table.hasTotal ? 1 : 0);
    const cells: [string | number, string][] = [
      [i + 1, FORMATS.count],
      [plain(table.title), FORMATS.text],
      [plain(annex), FORMATS.text],
      [count, FORMATS.count],
    ];
    cells.forEach(([value, format], j) => {
      const cell = row.getCell(j + 1);
      if (typeof value === 'number') cell.value = value;
      else put(cell, value);
      style(cell, format, j === 1 || j === 2 ? 'left' : 'center');
    });
    row.getCell(2).value = { text: cellSafe(plain(table.title)), hyperlink: `#'${name.replace(/'/g, "''")}'!A1` };
    row.getCell(2).font = { name: FONT, size: 12, underline: true, color: { argb: 'FF0563C1' } };
    row.commit();
  });
  page.commit();
}

async function writeTable(book: Workbook, documentName: string, { name, table }: Sheet): Promise<void> {
  const { columns, rows } = table;
  const named = columns.findIndex(({ kind }) => kind === 'text');
  const page = book.addWorksheet(name, {
    // The first column with words stays in view, too, where it stands near the edge.
    views: [{ state: 'frozen', ySplit: HEAD_ROW, xSplit: named >= 0 && named < 3 ? named + 1 : 0 }],
  });
  const weight = columns.reduce((most, column) => Math.max(most, column.weight), 0);
  page.columns = columns.map((column) => ({
    width:
      column.kind === 'text' && column.align === 'left'
        ? Math.max(16, Math.round((column.weight / weight) * 48))
        : Math.max(
            WIDTHS[column.kind],
            ...plain(column.title)
              .split(' ')
              .map((word) => word.length + 3),
          ),
  }));
  printed(page, true);
  titles(page, plain(table.title), documentName);
  head(
    page,
    columns.map(({ title }) => plain(title)),
  );
  const last = HEAD_ROW + rows.length - (table.hasTotal ? 1 : 0);
  page.autoFilter = {
    from: { row: HEAD_ROW, column: 1 },
    to: { row: Math.max(last, HEAD_ROW), column: columns.length },
  };
  for (const [i, values] of rows.entries()) {
    const row = page.addRow([]);
    columns.forEach((column, j) => {
      const cell = row.getCell(j + 1);
      const value = values[j] ?? null;
      writeCell(cell, value, column);
      if (table.hasTotal && i === rows.length - 1) cell.font = { name: FONT, size: 12, bold: true };
    });
    row.commit();
    if (i % LINES_A_TURN === LINES_A_TURN - 1) await nextTurn();
  }
  if (table.note !== undefined) {
    page.addRow([]).commit();
    const row = page.addRow([]);
    put(row.getCell(1), plain(table.note));
    row.getCell(1).font = { name: FONT, size: 11, italic: true };
    row.commit();
  }
  page.commit();
}

function writeCell(cell: SheetCell, value: Cell, { kind, align }: Column): void {
  if (typeof value === 'string' && kind !== 'date') {
    put(cell, plain(value));
    style(cell, FORMATS.text, align);
    return;
  }
  cell.value = numberOf(value, kind);
  style(cell, FORMATS[kind], align);
  if (typeof cell.value === 'string') put(cell, cell.value);
}

/** What Excel counts with: a share as a fraction, points as points, a moment as the local time that people read. */
function numberOf(value: Cell, kind: Column['kind']): number | string | Date | null {
  if (value === null) return null;
  if (typeof value === 'object') {
    if (value.denominator === 0) return null;
    const share = value.numerator / value.denominator;
    if (kind === 'points') return share / 1000;
    return kind === 'seconds' ? share / 86_400 : share;
  }
  if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : value;
  if (kind === 'points') return value / 1000;
  if (kind === 'seconds') return value / 86_400;
  if (kind === 'moment') return new Date(value + LOCAL_OFFSET_MS);
  return value;
}

/**
 * Writes text as text. A string never becomes a formula in exceljs, whatever it begins with, because only an object with
 * `formula` does; here nothing but strings comes in.
 */
function put(cell: SheetCell, text: string): void {
  cell.value = cellSafe(text);
  cell.numFmt = FORMATS.text;
}

/** Excel holds so many letters in a cell. */
const CELL_LENGTH_MAX = 32_767;

/** Excel reads _x0041_ as the letter A; an escaped underscore keeps such a text as it is. */
const cellSafe = (text: string): string => text.slice(0, CELL_LENGTH_MAX).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');

function style(cell: SheetCell, format: string, align: Column['align']): void {
  cell.numFmt = format;
  cell.font = { name: FONT, size: 12 };
  cell.border = BORDER;
  cell.alignment = { horizontal: align, vertical: 'top', wrapText: format === FORMATS.text };
}

function titles(page: Worksheet, ...lines: [title: string, below: string]): void {
  lines.forEach((line, i) => {
    const row = page.addRow([]);
    put(row.getCell(1), line);
    row.getCell(1).font = i === 0 ? { name: FONT, size: 14, bold: true } : { name: FONT, size: 12, italic: true };
    row.commit();
  });
  page.addRow([]).commit();
}

function head(page: Worksheet, names: readonly string[]): void {
  const row = page.addRow([]);
  names.forEach((name, i) => {
    const cell = row.getCell(i + 1);
    put(cell, name);
    cell.font = { name: FONT, size: 12, bold: true };
    cell.border = BORDER;
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE7E6E6' } };
  });
  row.height = 48;
  row.commit();
}

/** A4, as wide as the paper, its head on each page and the page's number at the foot. */
function printed(page: Worksheet, isLandscape: boolean): void {
  page.pageSetup = {
    ...{
      paperSize: 9,
      orientation: isLandscape ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
    },
    ...{ printTitlesRow: `${HEAD_ROW}:${HEAD_ROW}`, horizontalCentered: true },
    margins: { left: 0.6, right: 0.6, top: 0.7, bottom: 0.7, header: 0.3, footer: 0.3 },
  };
  page.headerFooter.oddFooter = '&C&P/&N';
}
