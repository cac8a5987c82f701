/** Excel takes a file without it for one in the letters of the machine, and Vietnamese becomes unreadable. */
export const BOM = '\uFEFF';

/** What a spreadsheet takes for a formula when a cell begins with it. */
const FORMULA = /^[=+\-@\t\r]/;
const QUOTED = /[",\r\n]/;

/**
 * A line of CSV by RFC 4180. A text that a spreadsheet would run as a formula has an apostrophe before it; numbers stay.
 *
 * Example: `csvLine(['=1+1', 'a "b"', '-3.5'])` is `'=1+1,"a ""b""",-3.5` and a line end.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(text: string): string {
  const safe = FORMULA.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
