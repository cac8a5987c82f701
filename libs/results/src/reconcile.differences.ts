import type { Images, RowImage, TallyTable } from './reconcile.images.js';

/** How the rows of one table differ from what they should be. */
export interface TableDifferences {
  /** Rows that should be there and are not. */
  missing: number;
  /** Rows that are there with other values. */
  wrong: number;
  /** Rows that should not be there. */
  stray: number;
  /** The first few, to be looked at by a person. */
  examples: string[];
}

/** What reconciling a contest found. */
export interface Differences {
  contestId: number;
  /** Graded attempts that were added up. */
  attempts: number;
  /** Rows that are missing, wrong or stray, in all tables: 0 when everything is right. */
  total: number;
  tables: Record<TallyTable, TableDifferences>;
}

/** What a table needs to be right: rows to take out (by key) and rows to put in. */
export interface Mending {
  out: RowImage[];
  in: RowImage[];
}

const EXAMPLES_MAX = 5;

export function noDifferences(contestId: number): Differences {
  const none = (): TableDifferences => ({ missing: 0, wrong: 0, stray: 0, examples: [] });
  return {
    contestId,
    attempts: 0,
    total: 0,
    tables: {
      contribution: none(),
      standing: none(),
      standing_bucket: none(),
      unit_counter: none(),
      score_counter: none(),
      tally_mark: none(),
    },
  };
}

/** Compares rows by their keys, counts what differs, and says what would mend it. Counters of zero count as no row. */
export function compareRows(found: Differences, table: TallyTable, expected: Images, stored: Images): Mending {
  const mending: Mending = { out: [], in: [] };
  for (const [name, row] of expected) {
    const there = stored.get(name);
    if (there && textOf(there) === textOf(row)) continue;
    note(found, table, there ? 'wrong' : 'missing', there ? `${textOf(there)} ≠ ${textOf(row)}` : textOf(row));
    // Taken out even when missing: the key may be held by a row that another chunk of people would find.
    mending.out.push(row);
    mending.in.push(row);
  }
  for (const [name, row] of stored) {
    if (expected.has(name)) continue;
    note(found, table, 'stray', textOf(row));
    mending.out.push(row);
  }
  return mending;
}

export function note(found: Differences, table: TallyTable, kind: 'missing' | 'wrong' | 'stray', text: string): void {
  const differences = found.tables[table];
  differences[kind] += 1;
  found.total += 1;
  if (differences.examples.length < EXAMPLES_MAX) differences.examples.push(`${kind}: ${text}`);
}

const textOf = (row: RowImage): string => JSON.stringify(row);
