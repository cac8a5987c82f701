import { readColumns, type TableRow } from '#platform';
import type { ListFault } from './block-column.js';

/** What a unit had at an earlier time; null = the list does not say. */
export interface TotalRow {
  row: number;
  code: string;
  persons: number | null;
  attempts: number | null;
}

const COLUMNS = {
  code: ['ma don vi', 'ma', 'code', 'unit_code'],
  persons: ['so nguoi thi', 'so nguoi du thi', 'persons'],
  attempts: ['so luot thi', 'so luot', 'attempts'],
} as const;

/** Reads totals of earlier times; one of the two numbers is enough. Example: `16681 | 30 | 77`. */
export function readTotals(table: readonly TableRow[]): { rows: TotalRow[]; faults: ListFault[] } {
  const lines = readColumns(table, COLUMNS, 'code');
  if (!lines) return { rows: [], faults: [{ row: 1, message: 'Không thấy cột “Mã đơn vị” ở đầu danh sách.' }] };
  const rows: TotalRow[] = [];
  const faults: ListFault[] = [];
  const seen = new Map<string, number>();
  for (const { row, cell } of lines) {
    const [code, persons, attempts] = [cell('code').normalize('NFC'), cell('persons'), cell('attempts')];
    const isCount = (text: string) => /^\d{0,9}$/.test(text);
    if (code === '') faults.push({ row, message: 'thiếu mã đơn vị.' });
    else if (seen.has(code)) faults.push({ row, message: `đơn vị ${code} đã có ở dòng ${seen.get(code)}.` });
    else if (!isCount(persons) || !isCount(attempts))
      faults.push({ row, message: 'số người thi và số lượt thi là số nguyên, viết liền, không có dấu chấm.' });
    else if (persons === '' && attempts === '') faults.push({ row, message: 'thiếu số người thi hoặc số lượt thi.' });
    else {
      const number = (text: string) => (text === '' ? null : Number(text));
      rows.push({ row, code, persons: number(persons), attempts: number(attempts) });
    }
    seen.set(code, seen.get(code) ?? row);
  }
  return { rows, faults };
}
