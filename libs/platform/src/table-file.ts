import type { Cell } from 'exceljs';
import { CsvError, parse } from 'csv-parse/sync';
import { DomainError, LIMITS, searchKey } from '#domain';
import { isZip, openZip, ZipFault } from './zip.js';

/** One row of a list: its number as the program shows it, from 1, and the texts of its cells, without blanks around. */
export interface TableRow {
  row: number;
  cells: string[];
}

/** What of a sheet is read. The rest is skipped: exceljs unfolds a validation of a whole column into a million cells. */
const SKIPPED = [
  ...['sheetPr', 'dimension', 'sheetViews', 'sheetFormatPr', 'cols', 'autoFilter', 'mergeCells', 'rowBreaks'],
  ...['hyperlinks', 'pageMargins', 'dataValidations', 'pageSetup', 'headerFooter', 'printOptions', 'picture'],
  ...['drawing', 'sheetProtection', 'tableParts', 'conditionalFormatting', 'extLst', 'legacyDrawing'],
];

/**
 * Reads the first sheet of an Excel file, or CSV in UTF-8 parted by commas, semicolons or tabs, as texts. Empty rows are
 * left out, of a formula the kept result is taken; nothing is calculated and nothing but the rows of the sheet is read.
 *
 * @throws DomainError FILE_NOT_READABLE {reason: 'size' | 'rows' | 'form'} for what is no list, is longer than
 *   LIMITS.tableFileBytesMax, unpacks to more than LIMITS.tableFileUnpackedBytesMax, or has more rows than `rowsMax`
 */
export async function readTableFile(bytes: Buffer, rowsMax: number): Promise<TableRow[]> {
  if (bytes.length > LIMITS.tableFileBytesMax) throw unreadable('size');
  const rows = isZip(bytes) ? await readXlsx(bytes, rowsMax) : readCsv(bytes);
  if (rows.length > rowsMax) throw unreadable('rows');
  return rows;
}

/** Title lines may stand above the heads of the columns; what is further down is the list. */
const HEAD_WITHIN = 10;

/**
 * Finds the columns of a list by their heads, whatever their order, accents, capitals and the `*` of a must.
 *
 * @param names what the head of each column may be called, as `searchKey` writes it
 * @param must the column without which it is no such list
 * @returns the rows below the heads, each with what stands in a column, '' where there is none; null without `must`
 * @example readColumns(table, { code: ['ma don vi', 'ma'] }, 'code')?.map(({ row, cell }) => [row, cell('code')])
 */
export function readColumns<Name extends string>(
  table: readonly TableRow[],
  names: Readonly<Record<Name, readonly string[]>>,
  must: NoInfer<Name>,
): { row: number; cell: (column: Name) => string }[] | null {
  const placeOf = (cells: readonly string[], column: Name) =>
    cells.findIndex((cell) => names[column].includes(searchKey(cell).replace(/[*:]/g, '').trim()));
  const head = table.slice(0, HEAD_WITHIN).findIndex(({ cells }) => placeOf(cells, must) >= 0);
  if (head < 0) return null;
  const heads = table[head]!.cells;
  const places = new Map((Object.keys(names) as Name[]).map((column) => [column, placeOf(heads, column)]));
  return table.slice(head + 1).map(({ row, cells }) => ({ row, cell: (column) => cells[places.get(column)!] ?? '' }));
}

const unreadable = (reason: 'size' | 'rows' | 'form') => new DomainError('FILE_NOT_READABLE', { reason });

async function readXlsx(bytes: Buffer, rowsMax: number): Promise<TableRow[]> {
  checkUnpacked(bytes);
  // Loaded when first needed: it takes a third of a second.
  const { default: exceljs } = await import('exceljs');
  const book = new exceljs.Workbook();
  // One row more than may be: with fewer, the list would seem whole. `maxRows` and `maxCols` are not in its types.
  const bounds = { ignoreNodes: SKIPPED, maxRows: rowsMax + 20, maxCols: LIMITS.tableColumnsMax };
  const sheet = await book.xlsx.load(bytes as never, bounds).then(
    () => book.worksheets[0],
    () => undefined,
  );
  if (!sheet) throw unreadable('form');
  const rows: TableRow[] = [];
  sheet.eachRow((line, row) => {
    const cells: string[] = [];
    line.eachCell({ includeEmpty: false }, (cell, column) => {
      cells[column - 1] = textOf(cell);
    });
    if (cells.some(Boolean)) rows.push({ row, cells: Array.from(cells, (text) => text ?? '') });
  });
  return rows;
}

/** A day comes as 'YYYY-MM-DD', whatever the zone of the machine: Excel keeps days, and the library makes them UTC. */
function textOf({ value, result, text }: Cell): string {
  const day = [value, result].find((one): one is Date => one instanceof Date);
  if (day) return Number.isNaN(day.getTime()) ? '' : day.toISOString().slice(0, 10);
  return text === null || text === undefined ? '' : String(text).trim();
}

function readCsv(bytes: Buffer): TableRow[] {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
  } catch {
    throw unreadable('form');
  }
  const head = /^[^\n]*/.exec(text)![0];
  const delimiter = [',', ';', '\t'].toSorted((a, b) => head.split(b).length - head.split(a).length)[0]!;
  const rows: TableRow[] = [];
  try {
    parse(text, {
      ...{ delimiter, relax_column_count: true, skip_records_with_empty_values: true, trim: true },
      on_record: (cells: string[], { lines }) => {
        rows.push({ row: lines, cells });
        return null;
      },
    });
  } catch (error) {
    if (error instanceof CsvError) throw unreadable('form');
    throw error;
  }
  if (rows.some(({ cells }) => cells.length > LIMITS.tableColumnsMax)) throw unreadable('form');
  return rows;
}

/** Unpacks every part of a zip file under a bound before any library does without one. */
function checkUnpacked(bytes: Buffer): void {
  const bounds = { partsMax: LIMITS.tableFilePartsMax, unpackedBytesMax: LIMITS.tableFileUnpackedBytesMax };
  try {
    const zip = openZip(bytes, bounds);
    for (const name of zip.names) zip.read(name);
  } catch (error) {
    throw error instanceof ZipFault ? unreadable(error.reason) : error;
  }
}
