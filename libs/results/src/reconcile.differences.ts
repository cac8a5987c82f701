import { isoInstant } from '#domain';
import type { Rows } from './reconcile.expected.js';

export type TallyTable =
  'contribution' | 'standing' | 'standing_bucket' | 'unit_counter' | 'score_counter' | 'tally_mark';

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

/** What a table needs to be right: rows to take out (by key) and rows to put in, as JSON with the names of the columns. */
export interface Mending {
  out: object[];
  in: object[];
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

/** Compares rows by their keys, counts what differs, and says what would mend it. */
export function compareRows<Row extends object>(
  found: Differences,
  table: TallyTable,
  expected: Rows<Row>,
  stored: Rows<Row>,
): Mending {
  const mending: Mending = { out: [], in: [] };
  for (const [name, row] of expected) {
    const there = stored.get(name);
    if (there && sameRow(row, there)) continue;
    const columns = columnsOf(found.contestId, row);
    if (there) note(found, table, 'wrong', [columnsOf(found.contestId, there), columns]);
    else note(found, table, 'missing', columns);
    // Taken out even when missing: the key may be held by a row of zeros, or by one that another chunk would find.
    mending.out.push(columns);
    mending.in.push(columns);
  }
  for (const [name, row] of stored) {
    if (expected.has(name)) continue;
    const columns = columnsOf(found.contestId, row);
    note(found, table, 'stray', columns);
    mending.out.push(columns);
  }
  return mending;
}

/** Counts a difference; the first few are kept as they are: for a wrong row what is stored, then what it should be. */
export function note(found: Differences, table: TallyTable, kind: 'missing' | 'wrong' | 'stray', what: object): void {
  const differences = found.tables[table];
  differences[kind] += 1;
  found.total += 1;
  if (differences.examples.length < EXAMPLES_MAX) differences.examples.push(`${kind}: ${JSON.stringify(what)}`);
}

function sameRow(expected: object, stored: object): boolean {
  const there = stored as Record<string, unknown>;
  for (const [column, value] of Object.entries(expected) as [string, unknown][]) {
    const other = there[column];
    if (value === other) continue;
    if (!(value instanceof Uint8Array && other instanceof Uint8Array && Buffer.compare(value, other) === 0))
      return false;
  }
  return true;
}

/** What our rows call by another name than the tables, because they hold milliseconds. */
const INSTANTS: Record<string, string> = { started_ms: 'started_at', submitted_ms: 'submitted_at' };

/** A row with the columns of its table: instants as ISO text instead of milliseconds, bytes as PostgreSQL reads them. */
function columnsOf(contestId: number, row: object): object {
  const columns: Record<string, unknown> = { contest_id: contestId };
  for (const [column, value] of Object.entries(row) as [string, unknown][]) {
    const instant = INSTANTS[column];
    if (instant !== undefined) columns[instant] = isoInstant(value as number);
    else columns[column] = value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value;
  }
  return columns;
}
