import type { Answer } from '../../../shared/api/client.js';
import { sendFile } from '../../files.js';

export type Imported = Answer<'/api/banks/{bankCode}/imports', 'post'>;
export type Row = Imported['rows'][number];
export type Question = Row['question'];

export const IMPORTS = '/api/banks/{bankCode}/imports';
export const FORMATS = ['xlsx', 'docx', 'csv', 'gift', 'aiken', 'moodle-xml'] as const;
export type ImportFormat = (typeof FORMATS)[number];
/** What the server reads at most. */
export const FILE_BYTES_MAX = 4 * 1024 * 1024;

const ENDINGS: readonly [RegExp, ImportFormat][] = [
  [/\.(?:xlsx|xlsm|xls)$/i, 'xlsx'],
  [/\.(?:docx|docm|doc)$/i, 'docx'],
  [/\.csv$/i, 'csv'],
  [/\.gift$/i, 'gift'],
  [/\.txt$/i, 'aiken'],
  [/\.xml$/i, 'moodle-xml'],
];

/** The format that the name of a file speaks of. Example: `formatOf('Bộ câu hỏi.docx') = 'docx'`. */
export const formatOf = (name: string): ImportFormat | null =>
  ENDINGS.find(([ending]) => ending.test(name))?.[1] ?? null;

/**
 * The verdict on rows that were sent again, with what the reader of the file had said of them: only a row that a person
 * has mended is free of it.
 */
export function withFileFaults(fresh: readonly Row[], before: readonly Row[], mended: ReadonlySet<number>): Row[] {
  const old = new Map(before.map((row) => [row.question.row, row]));
  return fresh.map((row) => {
    const kept = mended.has(row.question.row)
      ? []
      : (old.get(row.question.row)?.faults ?? []).filter((fault) => fault.isOfFile);
    const faults = [...kept, ...row.faults];
    return { ...row, faults, isGood: faults.every(({ severity }) => severity !== 'error') };
  });
}

/** Has rows judged, or written, as they stand now. */
export const sendRows = (
  bank: string,
  fileName: string,
  rows: readonly Question[],
  dryRun: boolean,
): Promise<Imported> =>
  sendFile<Imported>(
    IMPORTS,
    { path: { bankCode: bank }, query: { format: 'rows', fileName, dryRun } },
    new Blob([JSON.stringify(rows)]),
  );
