import { CsvError, parse } from 'csv-parse/sync';
import { DomainError, isCalendarDate, LIMITS, normalizeText } from '#domain';
import type { TableRow } from '#platform';
import { treeFaults } from './unit-list-tree.js';
import { UNIT_KINDS, type UnitKind, type UnitListFault, type UnitListFaultCode, type UnitRow } from './unit-row.js';

export type { UnitKind, UnitListFault, UnitListFaultCode, UnitRow };

export interface UnitListReading {
  /** The rows without a fault, in the order of the file. */
  units: UnitRow[];
  /** All faults at once, by row. A list with faults should not be taken in part: parents may be among the refused. */
  faults: UnitListFault[];
}

/** Columns that a list must have; full_name, parent_code, dates and head-count may be left out. */
const REQUIRED = ['code', 'level', 'kind', 'name'];

/**
 * Reads a list of units from CSV: the tree of a province, or the units invited to a contest. Commas, semicolons (Excel in
 * Vietnamese) or tabs part the cells; a byte order mark, NFD and stray blanks are the edge and end here. Dates are
 * 'YYYY-MM-DD' or dd/MM/yyyy, head-counts plain digits: "240.659" may be a count or a fraction and is refused.
 *
 * A code may stand twice only for periods that do not overlap, since codes changed their meaning on 1 July 2025.
 *
 * @param knownCodes codes of units that the tree has already: they may be parents without standing in the list
 * Source: the columns are those of the public unit lists. Example: `readUnitList('code,level,kind,name\n40,province,territorial,Nghệ An').units[0].code = '40'`.
 */
export function readUnitList(csvText: string, knownCodes: ReadonlySet<string> = new Set()): UnitListReading {
  try {
    return readUnitRows(readRecords(csvText), knownCodes);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const row = typeof error['lines'] === 'number' ? error['lines'] : 1;
    const message = `Không đọc được danh sách từ dòng ${row}: dấu nháy kép mở mà không đóng, thừa nháy, hoặc dòng quá dài.`;
    return { units: [], faults: [{ row, column: '', code: 'LIST_NOT_READABLE', message }] };
  }
}

/**
 * The same from the rows of a file that is open already.
 *
 * @param kind of units whose list has no column for it, as the public ones
 */
export function readUnitRows(
  records: readonly TableRow[],
  knownCodes: ReadonlySet<string>,
  kind: UnitKind | null = null,
): UnitListReading {
  const faults: UnitListFault[] = [];
  const fault = (row: number, column: string, code: UnitListFaultCode, message: string) =>
    faults.push({ row, column, code, message });
  const [head, ...body] = records;
  if (body.length > LIMITS.listRowsMax || (head?.cells.length ?? 0) > LIMITS.listColumnsMax) {
    const most = `${LIMITS.listRowsMax} dòng, ${LIMITS.listColumnsMax} cột`;
    fault(
      1,
      '',
      'LIST_TOO_LARGE',
      `Danh sách có ${body.length} dòng, ${head!.cells.length} cột; nhiều nhất là ${most}.`,
    );
    return { units: [], faults };
  }
  const columns = (head?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  const required = REQUIRED.filter((name) => !columns.includes(name) && !(name === 'kind' && kind !== null));
  for (const column of required) {
    fault(1, column, 'COLUMN_MISSING', `Thiếu cột “${column}”.`);
  }
  if (faults.length > 0) return { units: [], faults };

  const units = body.map(({ row, cells }) => {
    const cell = (column: string): string => {
      const text = (cells[columns.indexOf(column)] ?? '').replace(/[\t\r\n]+/g, ' ');
      try {
        return normalizeText(text);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        fault(row, column, 'CONTROL_CHARACTERS', `Có ký tự ẩn hoặc ký tự điều khiển (${error.details['codePoint']}).`);
        return text;
      }
    };
    const needed = (column: string, what: string): string => {
      const text = cell(column);
      if (text === '') fault(row, column, 'VALUE_MISSING', `Thiếu ${what}.`);
      return text;
    };
    const day = (column: string): string | null => {
      const text = cell(column);
      const iso = text.replace(/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, (_, d: string, m: string, y: string) => {
        return `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
      });
      if (iso === '' || isCalendarDate(iso)) return iso || null;
      fault(row, column, 'BAD_DATE', `“${text}” không phải là ngày; viết theo mẫu 2025-07-01 hoặc 01/07/2025.`);
      return null;
    };
    const name = needed('name', 'tên đơn vị');
    const unit: UnitRow = {
      row,
      code: needed('code', 'mã đơn vị'),
      parentCode: cell('parent_code') || null,
      level: needed('level', 'cấp của đơn vị'),
      kind: columns.includes('kind') || kind === null ? (needed('kind', 'loại đơn vị') as UnitKind) : kind,
      name,
      fullName: cell('full_name') || name,
      validFrom: day('valid_from'),
      validTo: day('valid_to'),
      headcount: null,
      headcountNote: cell('headcount_note') || null,
    };
    if (unit.kind.length > 0 && !UNIT_KINDS.includes(unit.kind)) {
      fault(row, 'kind', 'UNKNOWN_KIND', `Loại “${unit.kind}” không có; các loại là ${UNIT_KINDS.join(', ')}.`);
    }
    if (unit.validFrom !== null && unit.validTo !== null && unit.validTo <= unit.validFrom) {
      fault(
        row,
        'valid_to',
        'BAD_PERIOD',
        `Đơn vị kết thúc (${unit.validTo}) không sau khi bắt đầu (${unit.validFrom}).`,
      );
    }
    const headcount = cell('headcount');
    if (/^\d{1,9}$/.test(headcount)) unit.headcount = Number(headcount);
    else if (headcount !== '') {
      fault(
        row,
        'headcount',
        'BAD_NUMBER',
        `“${headcount}” không phải số người; viết liền các chữ số, không dấu chấm.`,
      );
    }
    return unit;
  });
  const all = [...faults, ...treeFaults(units, knownCodes)].sort((a, b) => a.row - b.row);
  const faulty = new Set(all.map(({ row }) => row));
  return { units: units.filter(({ row }) => !faulty.has(row)), faults: all };
}

function readRecords(csvText: string): TableRow[] {
  // One kind of line end, so that rows are counted as an editor counts them, also in a file put together from two.
  const text = csvText.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const head = /^[^\r\n]*/.exec(text)![0];
  const delimiter = [',', ';', '\t'].toSorted((a, b) => head.split(b).length - head.split(a).length)[0]!;
  if (head.split(delimiter).length > LIMITS.listColumnsMax) return [{ row: 1, cells: head.split(delimiter) }];
  const records: TableRow[] = [];
  parse(text, {
    delimiter,
    relax_column_count: true,
    skip_records_with_empty_values: true,
    trim: true,
    max_record_size: LIMITS.listRowLengthMax,
    on_record: (cells: string[], { lines }) => {
      records.push({ row: lines, cells });
      return null;
    },
  });
  return records;
}
