import { setImmediate as nextTurn } from 'node:timers/promises';
import { CELL_PADDING, fitTable } from '../columns.js';
import { faceOf } from '../fonts.js';
import { SIZE, TEXT } from '../nd30.js';
import type { Column, Table } from '../official-document.js';
import { EMPTY_TABLE, paperRows, plain, tableNotes } from '../words.js';
import { lineHeight, type Element, type Pages, type Setting } from './pages.js';

/** Above and below the words of a cell, in points. */
const PADDING = 1.5;
const HEAD_FILL = '#e7e6e6';
/** Rows written before others get their turn. */
const ROWS_A_TURN = 200;
/** Longer tables are told row by row: a sign for each cell of ten thousand rows would be most of the file. */
const ROWS_TAGGED_MAX = 2_000;

const CAPTION: Setting = { face: 'bold', size: SIZE.tableTitle, align: 'center' };
const NOTE: Setting = { face: 'italic', size: SIZE.tableNote, align: 'justify' };

interface Grid {
  columns: Column[];
  widths: number[];
  size: number;
}

interface Row {
  kind: 'TH' | 'TD';
  /** Lines of each cell. */
  cells: string[][];
  settings: Setting[];
  height: number;
}

/** What a table needs so that its title does not stand alone: title, head and first row. */
export function tableStart(pages: Pages, table: Table): number {
  const { grid, rows } = prepare(pages, table);
  const first = rows.texts[0];
  return (
    captionHeight(pages, table) +
    headRow(pages, grid).height +
    (first === undefined ? 20 : bodyRow(pages, grid, first, false).height)
  );
}

function prepare(pages: Pages, table: Table) {
  const { rows, leftOut } = paperRows(table);
  const texts = rows.map((row) => row.map((text) => pages.type.known(text)));
  const grid: Grid = { columns: table.columns, ...fitTable(table, texts, pages.width, pages.measure) };
  return { grid, rows: { texts, leftOut } };
}

const captionHeight = (pages: Pages, { title }: Table): number =>
  10 + pages.lines(plain(title), pages.width, CAPTION).length * lineHeight(CAPTION);

/**
 * Title, head, rows and notes; the head stands again on each page and no row is parted, unless it is longer than a page.
 *
 * @param keep what has to follow on the same page, in points
 */
export async function writeTable(pages: Pages, table: Table, keep = 0): Promise<void> {
  const { grid, rows } = prepare(pages, table);
  const head = headRow(pages, grid);
  const first = rows.texts[0];
  const firstHeight = first === undefined ? 20 : bodyRow(pages, grid, first, false).height;
  pages.ensure(captionHeight(pages, table) + head.height + firstHeight + (rows.texts.length < 2 ? keep : 0));
  pages.y += 6;
  pages.paragraph(plain(table.title), 'Caption', CAPTION, 4);
  const element = pages.element('Table');
  const notes = tableNotes(table, rows.leftOut);
  const segment = new Segment(pages, grid, element, rows.texts.length <= ROWS_TAGGED_MAX);
  segment.add(head);
  if (rows.texts.length === 0) segment.add(emptyRow(grid));
  let next: Row | undefined;
  for (let i = 0; i < rows.texts.length; i++) {
    const isLast = i === rows.texts.length - 1;
    const row = next ?? bodyRow(pages, grid, rows.texts[i]!, isLast && table.hasTotal === true);
    next = isLast
      ? undefined
      : bodyRow(pages, grid, rows.texts[i + 1]!, i + 1 === rows.texts.length - 1 && table.hasTotal === true);
    // The last two rows stay together, and with what must not be parted from the table.
    const together = i === rows.texts.length - 2 ? next!.height : 0;
    const below = i >= rows.texts.length - 2 ? keep + notes.length * lineHeight(NOTE) : 0;
    const room = pages.bottom - pages.top - head.height;
    const needed = Math.min(row.height + together + below, room);
    if (pages.y + needed > pages.bottom + 0.01 && !segment.isFresh) {
      segment.close();
      pages.nextPage();
      segment.add(head, true);
    }
    for (const part of parted(row, pages.bottom - pages.y, room)) {
      if (pages.y + part.height > pages.bottom + 0.01) {
        segment.close();
        pages.nextPage();
        segment.add(head, true);
      }
      segment.add(part);
    }
    if (i % ROWS_A_TURN === ROWS_A_TURN - 1) await nextTurn();
  }
  segment.close();
  element.end();
  pages.y += 3;
  notes.forEach((note, i) => pages.paragraph(note, 'P', NOTE, i === notes.length - 1 ? 0 : 2, keep));
  pages.y += TEXT.gapPt;
}

function headRow(pages: Pages, grid: Grid): Row {
  const settings = grid.columns.map((): Setting => ({ face: 'bold', size: grid.size, align: 'center' }));
  return rowOf(
    pages,
    grid,
    grid.columns.map(({ title }) => plain(title)),
    settings,
    'TH',
  );
}

function bodyRow(pages: Pages, grid: Grid, texts: readonly string[], isTotal: boolean): Row {
  const settings = grid.columns.map(({ align }): Setting => ({
    face: faceOf({ bold: isTotal }),
    size: grid.size,
    align,
  }));
  return rowOf(pages, grid, texts, settings, 'TD');
}

function emptyRow(grid: Grid): Row {
  const setting: Setting = { face: 'italic', size: grid.size, align: 'center' };
  return { kind: 'TD', cells: [[EMPTY_TABLE]], settings: [setting], height: lineHeight(setting) + 2 * PADDING };
}

function rowOf(pages: Pages, { widths }: Grid, texts: readonly string[], settings: Setting[], kind: Row['kind']): Row {
  const cells = texts.map((text, i) => {
    const { face, size } = settings[i]!;
    const room = widths[i]! - 2 * CELL_PADDING;
    return pages.measure(text, face, size) <= room ? [text] : pages.lines(text, room, settings[i]!);
  });
  const lines = cells.reduce((most, { length }) => Math.max(most, length), 1);
  return { kind, cells, settings, height: lines * lineHeight(settings[0]!) + 2 * PADDING };
}

/** A row that is longer than a page in parts that are not. */
function parted(row: Row, here: number, room: number): Row[] {
  if (row.height <= Math.max(here, room)) return [row];
  const line = lineHeight(row.settings[0]!);
  const linesMax = Math.max(1, Math.floor((room - 2 * PADDING) / line));
  const count = Math.ceil(Math.max(...row.cells.map(({ length }) => length)) / linesMax);
  return Array.from({ length: count }, (_, i) => {
    const cells = row.cells.map((lines) => lines.slice(i * linesMax, (i + 1) * linesMax));
    return { ...row, cells, height: Math.max(1, ...cells.map(({ length }) => length)) * line + 2 * PADDING };
  });
}

/** The rows of a table on one page; their lines are drawn together when it is full. */
class Segment {
  private edges: number[] = [];
  private spans: { from: number; to: number; isWhole: boolean }[] = [];
  private count = 0;

  constructor(
    private readonly pages: Pages,
    private readonly grid: Grid,
    private readonly element: Element,
    private readonly isTagged: boolean,
  ) {}

  /** Nothing but the head stands here. */
  get isFresh(): boolean {
    return this.count === 0;
  }

  /** @param isRepeated the head on a further page, which is read once */
  add(row: Row, isRepeated = false): void {
    const { pages } = this;
    const top = pages.y;
    if (this.edges.length === 0) this.edges.push(top);
    if (row.kind === 'TH') {
      const [width, height] = [pages.width, row.height];
      pages.artifact(() => pages.pdf.rect(pages.left, top, width, height).fill(HEAD_FILL));
      pages.pdf.fillColor('#000000');
    } else this.count += 1;
    if (isRepeated) pages.artifact(() => row.cells.forEach((_, i) => this.drawCell(row, i, top)));
    else {
      const line = pages.element('TR', this.element);
      if (this.isTagged || row.kind === 'TH') {
        row.cells.forEach((_, i) => {
          const cell = pages.element(row.kind, line, row.kind === 'TH' ? { scope: 'Column' } : {});
          cell.add(() => this.drawCell(row, i, top));
          cell.end();
        });
      } else {
        const cell = pages.element('TD', line);
        cell.add(() => row.cells.forEach((_, i) => this.drawCell(row, i, top)));
        cell.end();
      }
      line.end();
    }
    pages.y += row.height;
    this.edges.push(pages.y);
    this.spans.push({ from: top, to: pages.y, isWhole: row.cells.length < this.grid.widths.length });
  }

  close(): void {
    const { pages, edges, spans } = this;
    if (edges.length === 0) return;
    const { pdf, left, width } = pages;
    pages.artifact(() => {
      pdf.lineWidth(0.5).strokeColor('#000000');
      for (const y of edges) pdf.moveTo(left, y).lineTo(left + width, y);
      let x = left;
      for (const [i, one] of [0, ...this.grid.widths].entries()) {
        x += one;
        const isInner = i > 0 && i < this.grid.widths.length;
        const whole = spans.find(({ isWhole }) => isWhole);
        const to = isInner && whole !== undefined ? whole.from : edges.at(-1)!;
        pdf.moveTo(x, edges[0]!).lineTo(x, to);
      }
      pdf.stroke();
    });
    this.edges = [];
    this.spans = [];
    this.count = 0;
  }

  private drawCell({ cells, settings, height }: Row, i: number, top: number): void {
    const { pages, grid } = this;
    const isWhole = cells.length < grid.widths.length;
    const x = pages.left + (isWhole ? 0 : grid.widths.slice(0, i).reduce((all, one) => all + one, 0));
    const width = isWhole ? pages.width : grid.widths[i]!;
    const lines = cells[i]!;
    const setting = settings[i]!;
    const from = top + (height - lines.length * lineHeight(setting)) / 2;
    lines.forEach((line, k) =>
      pages.drawLine(line, x + CELL_PADDING, from + k * lineHeight(setting), width - 2 * CELL_PADDING, setting),
    );
  }
}
