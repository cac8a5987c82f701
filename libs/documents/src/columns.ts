import type { Measure } from './fonts.js';
import { SIZE } from './nd30.js';
import type { Table } from './official-document.js';

/** Room beside the words of a cell, in points, at each side. */
export const CELL_PADDING = 3;

/** What all words of a table need: its size and how wide its columns are, in points. */
export interface TableFit {
  size: number;
  widths: number[];
}

/**
 * Widths by weight, but none narrower than its longest word: a broken number is read wrongly. Where all together are too
 * wide, letters become smaller, down to `SIZE.tableMin`; then words are broken.
 *
 * @param rows as they are printed
 */
export function fitTable(table: Table, rows: readonly string[][], width: number, measure: Measure): TableFit {
  // Widths of 1 pt letters: a size is a factor.
  const needed = table.columns.map(({ title, kind }, i) => {
    const isText = kind === 'text';
    let widest = longestWord(title, (word) => measure(word, 'bold', 1));
    for (const [j, row] of rows.entries()) {
      const face = table.hasTotal && j === rows.length - 1 ? 'bold' : 'regular';
      const cell = row[i]!;
      const wide = isText ? longestWord(cell, (word) => measure(word, face, 1)) : measure(cell, face, 1);
      if (wide > widest) widest = wide;
    }
    return widest;
  });
  const weights = table.columns.map(({ weight }) => Math.max(weight, 0.01));
  for (let size: number = SIZE.table; size >= SIZE.tableMin; size -= 0.5) {
    const mins = needed.map((wide) => wide * size + 2 * CELL_PADDING + 0.5);
    if (sum(mins) <= width) return { size, widths: share(mins, weights, width) };
  }
  // A text without a space: its column gives way, figures do not.
  const size = SIZE.tableMin;
  const mins = needed.map((wide, i) => {
    const own = wide * size + 2 * CELL_PADDING + 0.5;
    return table.columns[i]!.kind === 'text' ? Math.min(own, width / table.columns.length) : own;
  });
  const factor = Math.min(1, width / sum(mins));
  return {
    size,
    widths: share(
      mins.map((min) => min * factor),
      weights,
      width,
    ),
  };
}

/** Each its part by weight; who would get less than the least gets that, and the others share what is left. */
function share(mins: readonly number[], weights: readonly number[], width: number): number[] {
  const fixed = new Set<number>();
  for (;;) {
    const left = width - sum(mins.filter((_, i) => fixed.has(i)));
    const weight = sum(weights.filter((_, i) => !fixed.has(i)));
    const short = mins.findIndex((min, i) => !fixed.has(i) && (left * weights[i]!) / weight < min - 1e-6);
    if (short === -1) return mins.map((min, i) => (fixed.has(i) ? min : (left * weights[i]!) / weight));
    fixed.add(short);
    if (fixed.size === mins.length) return mins.map((min) => min + (width - sum(mins)) / mins.length);
  }
}

function longestWord(text: string, widthOf: (word: string) => number): number {
  let widest = 0;
  for (const word of text.split(' ')) widest = Math.max(widest, widthOf(word));
  return widest;
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
