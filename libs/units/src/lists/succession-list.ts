import { DomainError, isCalendarDate, LIMITS, normalizeText } from '#domain';
import { readColumns, type TableRow } from '#platform';
import type { UnitListFault, UnitListFaultCode } from '../unit-row.js';

/** One step of a list of successions, with the names that the list gives to the codes. */
export interface SuccessionListRow {
  /** Row of the file. */
  row: number;
  oldCode: string;
  newCode: string;
  relation: 'merged' | 'split' | 'renamed' | 'reclassified' | 'moved' | 'unchanged';
  /** 'YYYY-MM-DD' */
  effectiveOn: string;
  legalBasis: string | null;
  oldName: string;
  newName: string;
  newParentCode: string;
}

const COLUMNS = {
  oldCode: ['old_code', 'old_commune_code', 'ma cu'],
  oldName: ['old_name', 'old_commune', 'ten cu'],
  relation: ['relation', 'quan he'],
  newCode: ['new_code', 'new_commune_code', 'ma moi'],
  newName: ['new_name', 'new_commune', 'ten moi'],
  newParentCode: ['new_parent_code', 'new_province_code', 'ma cap tren moi'],
  effectiveOn: ['effective_on', 'effective_from', 'ngay hieu luc'],
  legalBasis: ['legal_basis', 'can cu'],
} as const;

const RELATIONS: readonly string[] = ['merged', 'split', 'renamed', 'reclassified', 'moved', 'unchanged'];

/**
 * Reads which old unit became which new one, in the columns of the public list or of our own.
 *
 * @param terms the day and the document of rows that name none
 * Example: a row `16663 | merged | 16681 | 2025-07-01` says that unit 16663 was merged into 16681.
 */
export function readSuccessionList(
  table: readonly TableRow[],
  terms: { effectiveOn: string; legalBasis: string | null },
): { rows: SuccessionListRow[]; faults: UnitListFault[] } {
  const lines = readColumns(table, COLUMNS, 'oldCode');
  if (!lines) {
    const message = 'Không thấy cột “old_code” (mã cũ) ở đầu danh sách.';
    return { rows: [], faults: [{ row: 1, column: 'old_code', code: 'COLUMN_MISSING', message }] };
  }
  const rows: SuccessionListRow[] = [];
  const faults: UnitListFault[] = [];
  const seen = new Map<string, number>();
  for (const { row, cell } of lines) {
    let isSound = true;
    const fault = (column: string, code: UnitListFaultCode, message: string) => {
      isSound = false;
      faults.push({ row, column, code, message });
    };
    const text = (column: keyof typeof COLUMNS): string => {
      try {
        return normalizeText(cell(column)).slice(0, LIMITS.noteLengthMax);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        fault(COLUMNS[column][0], 'CONTROL_CHARACTERS', 'Có ký tự ẩn hoặc ký tự điều khiển.');
        return '';
      }
    };
    const [oldCode, newCode] = [text('oldCode'), text('newCode')];
    if (oldCode === '') fault('old_code', 'VALUE_MISSING', 'Thiếu mã đơn vị cũ.');
    if (newCode === '') fault('new_code', 'VALUE_MISSING', 'Thiếu mã đơn vị mới.');
    const relation = text('relation') || 'merged';
    if (!RELATIONS.includes(relation)) {
      fault('relation', 'UNKNOWN_RELATION', `Quan hệ “${relation}” không có; các quan hệ là ${RELATIONS.join(', ')}.`);
    }
    const effectiveOn = text('effectiveOn') || terms.effectiveOn;
    if (!isCalendarDate(effectiveOn)) {
      fault('effective_on', 'BAD_DATE', `“${effectiveOn}” không phải là ngày; viết theo mẫu 2025-07-01.`);
    }
    const step = `${oldCode} ${newCode}`;
    const before = seen.get(step);
    if (before !== undefined && oldCode !== '') {
      fault('old_code', 'DUPLICATE_CODE', `Bước ${oldCode} → ${newCode} đã có ở dòng ${before}.`);
    }
    seen.set(step, before ?? row);
    if (!isSound) continue;
    rows.push({
      ...{ row, oldCode, newCode, effectiveOn, relation: relation as SuccessionListRow['relation'] },
      ...{ legalBasis: text('legalBasis') || terms.legalBasis, oldName: text('oldName'), newName: text('newName') },
      newParentCode: text('newParentCode'),
    });
  }
  return { rows, faults };
}
