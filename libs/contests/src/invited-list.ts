import { LIMITS } from '#domain';
import { readColumns, type TableRow } from '#platform';

/** One unit of a list that a contest is to invite. */
export interface InvitedRow {
  /** Row of the file. */
  row: number;
  code: string;
  /** People who could take part; null = not known. */
  headcount: number | null;
}

const COLUMNS = {
  code: ['ma don vi', 'ma', 'code', 'unit_code'],
  headcount: ['so nguoi', 'tong so nguoi', 'headcount'],
} as const;

/**
 * Reads which units a contest invites from the rows of a file: a column “Mã đơn vị” must be there, “Số người” may be. A
 * number of people has no dot: whether 1.200 is one thousand two hundred or a little more than one is not guessed.
 *
 * @returns the rows, and every fault with its row
 * Example: `Mã đơn vị | Số người` and `16681 | 1200` give unit 16681 with 1,200 people.
 */
export function readInvitedList(table: readonly TableRow[]): {
  rows: InvitedRow[];
  faults: { row: number; message: string }[];
} {
  const lines = readColumns(table, COLUMNS, 'code');
  if (!lines) return { rows: [], faults: [{ row: 1, message: 'Không thấy cột “Mã đơn vị” ở đầu danh sách.' }] };
  const rows: InvitedRow[] = [];
  const faults: { row: number; message: string }[] = [];
  const seen = new Map<string, number>();
  for (const { row, cell } of lines) {
    const [code, people] = [cell('code').trim().normalize('NFC'), cell('headcount').trim()];
    const message = faultOf(code, people, seen.get(code));
    if (message === null) rows.push({ row, code, headcount: people === '' ? null : Number(people) });
    else faults.push({ row, message });
    if (code !== '') seen.set(code, seen.get(code) ?? row);
  }
  return { rows, faults };
}

function faultOf(code: string, people: string, before: number | undefined): string | null {
  if (code === '' || code.length > LIMITS.codeLengthMax) return 'thiếu mã đơn vị.';
  if (before !== undefined) return `đơn vị ${code} đã có ở dòng ${before}.`;
  if (people !== '' && !/^[1-9]\d{0,8}$/.test(people))
    return `số người “${people.slice(0, 20)}” phải là số nguyên dương, viết liền, không có dấu chấm.`;
  return null;
}
