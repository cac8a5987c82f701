import { describe, expect, it } from '@jest/globals';
import { formatOf, withFileFaults, type Row } from './import-rows.js';

const row = (number: number, faults: { code: string; isOfFile: boolean }[]): Row =>
  ({
    question: { row: number },
    faults: faults.map((fault) => ({ ...fault, severity: 'error' })),
    isGood: false,
  }) as never;

describe('rows that are judged again', () => {
  it('keep what the reader of the file said of them, until a person has mended them', () => {
    const before = [
      row(1, [{ code: 'KEY_AMBIGUOUS', isOfFile: true }]),
      row(2, [{ code: 'KEY_AMBIGUOUS', isOfFile: true }]),
    ];
    const fresh = [row(1, []), row(2, [])];
    const verdict = withFileFaults(fresh, before, new Set([2]));
    expect(verdict.map(({ isGood, faults }) => [isGood, faults.length])).toEqual([
      [false, 1],
      [true, 0],
    ]);
  });

  it('come from a file whose name tells the format', () => {
    expect(['a.DOCX', 'b.xlsx', 'c.xml', 'd.pdf'].map(formatOf)).toEqual(['docx', 'xlsx', 'moodle-xml', null]);
  });
});
