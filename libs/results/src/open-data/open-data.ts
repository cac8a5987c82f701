import type { OpenColumn } from '#domain';

/** What is told of a file before anybody opens it. */
export interface OpenDataSummary {
  /** All valid attempts, and what became of them. */
  attempts: number;
  rows: number;
  generalised: number;
  suppressed: number;
  /** Kinds of rows, and people behind the smallest; null where there is no row. */
  classes: number;
  smallest: number | null;
  /** By column, in how many rows it is told. */
  told: Partial<Record<OpenColumn, number>>;
  /** Rows from all over the file. */
  sample: string[][];
  dataBytes: number;
  dictionaryBytes: number;
}
