import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import exceljs from 'exceljs';
import type { Browser } from 'playwright-core';
import { PICTURES } from './pictures.js';

/** So much a reader of the repository is willing to wait for. */
export const PICTURE_BYTES_MAX = 300_000;

/** Whether a program is on this machine: LibreOffice and poppler draw papers, and nothing else here needs them. */
export const isInstalled = (program: string): boolean => spawnSync('which', [program]).status === 0;

function run(program: string, args: string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 120_000 });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
}

/** A Word file as LibreOffice prints it. @returns the PDF beside it */
export function printed(file: string): string {
  const folder = join(dirname(file), 'printed');
  // A profile of its own: another LibreOffice on this machine would take the work and give nothing back.
  const profile = `-env:UserInstallation=file://${join(dirname(file), 'profile')}`;
  run('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, file]);
  return join(folder, basename(file).replace(/\.\w+$/, '.pdf'));
}

/** The pages of a PDF as PNG files of so many dots an inch. */
export function pagesOf(pdf: string, dpi: number): Buffer[] {
  const start = `${pdf}-page`;
  run('pdftoppm', ['-r', String(dpi), '-png', pdf, start]);
  const names = readdirSync(dirname(pdf)).filter((name) => name.startsWith(`${basename(pdf)}-page`));
  return names.sort().map((name) => readFileSync(join(dirname(pdf), name)));
}

/** Pictures side by side on grey, as papers lie on a table. @param width of each in pixels; as it is when left out */
export async function keepSideBySide(browser: Browser, pictures: readonly Buffer[], name: string, width?: number) {
  const size = width === undefined ? '' : ` width="${width}"`;
  const images = pictures.map((png) => `<img src="data:image/png;base64,${png.toString('base64')}" alt=""${size}>`);
  await keep(browser, `<div class="table">${images.join('')}</div>`, name);
}

/** Rows of a sheet that a picture shows. */
const ROWS_SHOWN = 26;

/**
 * The fullest sheet of a workbook as a spreadsheet shows it: what a reader library finds in the file, in its widths and
 * formats.
 */
export async function keepSheet(browser: Browser, file: string, name: string): Promise<void> {
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(file);
  const cellsOf = (one: exceljs.Worksheet) => one.columnCount * Math.min(ROWS_SHOWN, one.rowCount);
  const page = [...book.worksheets].sort((a, b) => cellsOf(b) - cellsOf(a))[0]!;
  const columns = Array.from({ length: page.columnCount }, (_, i) => page.getColumn(i + 1));
  const widths = columns.map(({ width }) => Math.round((width ?? 9) * 7.5));
  const letters = columns.map(({ letter }, i) => `<th style="width:${widths[i]}px">${letter}</th>`);
  const width = widths.reduce((all, one) => all + one + 9, 40);
  const rows = Array.from({ length: Math.min(ROWS_SHOWN, page.rowCount) }, (_, i) => {
    const row = page.getRow(i + 1);
    const cells = columns.map((_, j) => {
      const { font, border, alignment, fill, text, value, numFmt } = row.getCell(j + 1);
      const style = [
        font?.bold ? 'font-weight:bold' : '',
        font?.italic ? 'font-style:italic' : '',
        border?.top ? '' : 'border-color:#e1e1e1',
        `text-align:${alignment?.horizontal ?? 'left'}`,
        alignment?.wrapText ? 'white-space:normal' : 'white-space:nowrap',
        fill?.type === 'pattern' && fill.pattern === 'solid' ? 'background:#e7e6e6' : '',
      ];
      return `<td style="${style.filter(Boolean).join(';')}">${escaped(shown(value, text, numFmt))}</td>`;
    });
    return `<tr><th>${i + 1}</th>${cells.join('')}</tr>`;
  });
  const tabs = book.worksheets.map((one) => `<span${one === page ? ' class="open"' : ''}>${escaped(one.name)}</span>`);
  await keep(
    browser,
    `<div class="sheet" style="width:${width}px"><table style="width:${width}px"><tr><th style="width:30px"></th>${letters.join('')}</tr>${rows.join('')}</table><p>${tabs.join('')}</p></div>`,
    name,
  );
}

/** A value by its format, as Excel writes it on a Vietnamese computer. */
function shown(value: exceljs.CellValue, text: string, format: string): string {
  if (value instanceof Date) {
    const seconds = Math.round((value.getTime() - Date.UTC(1899, 11, 30)) / 1000);
    const two = (count: number) => String(Math.floor(count)).padStart(2, '0');
    if (format.startsWith('[h]'))
      return `${Math.floor(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
    const [year, month, day] = value.toISOString().slice(0, 10).split('-');
    return `${day}/${month}/${year}${format.includes('hh') ? ` ${value.toISOString().slice(11, 16)}` : ''}`;
  }
  if (typeof value !== 'number') return text;
  const decimals = /0\.(0+)/.exec(format)?.[1]?.length ?? 0;
  const isShare = format.endsWith('%');
  const range = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat('vi-VN', { ...range, style: isShare ? 'percent' : 'decimal' }).format(value);
}

const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const STYLE = `body{margin:0;font:13px 'Times New Roman',Tinos,'Liberation Serif',serif;width:max-content}
.table{display:flex;gap:14px;padding:14px;background:#8f959b;align-items:flex-start}
.sheet{background:#fff;width:max-content}
table{border-collapse:collapse;table-layout:fixed}td{border:1px solid #999;padding:1px 4px;overflow:visible;vertical-align:top}
th{background:#f3f3f3;border:1px solid #ccc;font:11px sans-serif;color:#555}
p{margin:0;padding:4px 8px;background:#f3f3f3;font:12px sans-serif;white-space:nowrap;overflow:hidden}
p span{padding:2px 10px;border-right:1px solid #ccc}.open{background:#fff;font-weight:bold;color:#1d6f42}`;

async function keep(browser: Browser, body: string, name: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
  await page.setContent(`<!doctype html><meta charset="utf-8"><style>${STYLE}</style>${body}`, { waitUntil: 'load' });
  const path = `${PICTURES}/${name}.png`;
  await page.locator('body > div').screenshot({ path });
  await page.close();
  const { size } = statSync(path);
  if (size > PICTURE_BYTES_MAX) throw new Error(`${path} has ${size} bytes`);
}
