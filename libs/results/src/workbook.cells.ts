import type { Cell, Row, Worksheet } from 'exceljs';

/**
 * How the columns of an exported table are written. Excel stores formats in one form for all countries and shows them in
 * that of the reader: '#,##0' is 240.659 and '0.00%' is 81,98% on a Vietnamese computer.
 */
export const FORMATS = {
  /** "Text": what is typed into the cell later stays text, too. */
  text: '@',
  count: '#,##0',
  points: '0.00',
  percent: '0.00%',
} as const;

export interface Column<Line> {
  title: string;
  /** In characters. */
  width: number;
  format: keyof typeof FORMATS;
  value(line: Line): string | number | null;
}

/** A share as a real number; null, an empty cell, where there is nothing to divide by. */
export function share(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : numerator / denominator;
}

/**
 * Writes text as text. A string never becomes a formula in exceljs, whatever it begins with (`=`, `+`, `-`, `@`, a tab, a
 * full-width `＝`), because only an object with `formula` does; here nothing but strings and numbers comes in. Control
 * characters go: a line break in a name would hide half of it, and Excel cannot hold most of them.
 */
export function writeCell(cell: Cell, value: string | number | null, format: keyof typeof FORMATS): void {
  cell.numFmt = FORMATS[format];
  cell.value = typeof value === 'string' ? plainText(value) : value;
  if (format === 'text') cell.alignment = { vertical: 'top', wrapText: true };
}

function plainText(value: string): string {
  // Excel reads _x0041_ as the letter A; an escaped underscore keeps such a text as it is.
  return value.replace(/\p{Cc}/gu, ' ').replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}

/** Title lines, a blank one, then the header that stays in view; returns when the header is written. */
export function writeHead<Line>(sheet: Worksheet, titles: string[], columns: readonly Column<Line>[]): void {
  sheet.columns = columns.map(({ width }) => ({ width }));
  titles.forEach((title, i) => {
    const row = sheet.addRow([]);
    writeCell(row.getCell(1), title, 'text');
    row.getCell(1).alignment = { wrapText: false };
    row.font = i === 0 ? { bold: true, size: 14 } : { italic: true };
    row.commit();
  });
  sheet.addRow([]).commit();
  const header = sheet.addRow([]);
  columns.forEach(({ title }, i) => writeCell(header.getCell(i + 1), title, 'text'));
  header.eachCell((cell) => {
    cell.font = { bold: true };
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE7EEF7' } };
  });
  header.height = 48;
  header.commit();
}

export function writeLine<Line>(row: Row, line: Line, columns: readonly Column<Line>[]): void {
  columns.forEach(({ value, format }, i) => writeCell(row.getCell(i + 1), value(line), format));
  row.commit();
}
