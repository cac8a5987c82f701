import { searchKey } from '#domain';
import { readColumns, type TableRow } from '#platform';

/** Units that are compared with one another, as the regulations name them. */
export interface Block {
  code: string;
  title: string;
}

export interface ListFault {
  row: number;
  message: string;
}

const COLUMNS = { code: ['ma don vi', 'ma', 'code', 'unit_code'], block: ['khoi', 'block'] } as const;

/**
 * The code of the block of each row that names one, by its code or its title; accents, capitals and commas do not matter.
 * What the regulations do not name is a fault that offers their names.
 *
 * Example: with the block `so` "Khối sở, ngành", "KHOI SO NGANH" and "so" are both `so`.
 */
export function readBlocks(
  table: readonly TableRow[],
  blocks: readonly Block[],
  faults: ListFault[],
): Map<number, string> {
  const known = new Map(blocks.flatMap(({ code, title }) => [title, code].map((text) => [wordsOf(text), code])));
  const found = new Map<number, string>();
  for (const { row, cell } of readColumns(table, COLUMNS, 'code') ?? []) {
    const text = cell('block').trim();
    if (text === '') continue;
    const code = known.get(wordsOf(text));
    if (code === undefined) faults.push({ row, message: unknownBlock(text, blocks) });
    else found.set(row, code);
  }
  return found;
}

const wordsOf = (text: string) =>
  searchKey(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

function unknownBlock(text: string, blocks: readonly Block[]): string {
  const titles = blocks.map(({ title }) => `“${title}”`).join(', ');
  const told = blocks.length === 0 ? 'thể lệ không chia khối' : `các khối là ${titles}`;
  return `thể lệ không có khối “${text.slice(0, 40)}”: ${told}.`;
}
