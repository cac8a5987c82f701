import { searchKey } from '#domain';
import type { UnitListFault, UnitListFaultCode, UnitRow } from '../unit-row.js';
import type { TreeRow } from '../unit.service.js';
import type { SuccessionListRow } from './succession-list.js';
import type { JudgedStep, TreeEntry } from './unit-import.queries.js';

/** What a list says against the tree. */
export interface Judgement<Row> {
  /** What is to be written; rows that the tree has already are left out. */
  rows: Row[];
  added: number;
  changed: number;
  same: number;
  /** Rows that are left out because the tree knows one of their codes not at all, or not on that day. */
  skipped: number;
  faults: UnitListFault[];
  /** What somebody should look at before applying, and does not stop it. */
  notes: UnitListFault[];
}

/** From when to when units without days of their own are in force; what differs from the tree is mended or stops all. */
export interface ListTerms {
  /** 'YYYY-MM-DD' */
  from: string;
  to: string | null;
  mend: boolean;
}

/**
 * Holds a list of units against the tree. A row whose code is in force within its time is that very unit, whatever day it
 * began on; its name may be spelled otherwise (Hòa, Hoà), but another name or another unit above is told. A code that has
 * none within that time becomes a new unit.
 */
export function judgeUnits(
  units: readonly UnitRow[],
  tree: readonly TreeEntry[],
  terms: ListTerms,
): Judgement<TreeRow> {
  const byCode = new Map<string, TreeEntry[]>();
  for (const entry of tree) byCode.set(entry.code, [...(byCode.get(entry.code) ?? []), entry]);
  const found: Judgement<TreeRow> = { rows: [], added: 0, changed: 0, same: 0, skipped: 0, faults: [], notes: [] };
  const tell = (row: number, column: string, code: UnitListFaultCode, message: string) =>
    (terms.mend ? found.notes : found.faults).push({ row, column, code, message });
  for (const unit of units) {
    const validFrom = unit.validFrom ?? terms.from;
    const validTo = unit.validTo ?? terms.to;
    const known = byCode.get(unit.code) ?? [];
    const same = known.find((entry) => overlap(entry, { validFrom, validTo }));
    const { row, code, parentCode, level, kind, name, fullName } = unit;
    if (!same) {
      const last = known.at(-1);
      if (last && searchKey(last.fullName) !== searchKey(fullName)) {
        const message = `Mã ${code} trong cây là ${last.fullName}, ở thời gian khác; dòng này thành một đơn vị mới mang mã cũ.`;
        found.notes.push({ row, column: 'code', code: 'RETIRED_CODE', message });
      }
      found.rows.push({ code, parentCode, level, kind, name, fullName, validFrom, validTo });
      found.added += 1;
      continue;
    }
    const isRenamed = searchKey(fullName) !== searchKey(same.fullName);
    const isMoved = parentCode !== null && parentCode !== same.parentCode;
    if (isRenamed) {
      tell(row, 'full_name', 'NAME_MISMATCH', `Mã ${code} trong cây là ${same.fullName}, trong tệp là ${fullName}.`);
    }
    if (isMoved) {
      const above = same.parentCode ?? 'không có';
      tell(
        row,
        'parent_code',
        'PARENT_MISMATCH',
        `Cấp trên của ${code} trong cây là ${above}, trong tệp là ${parentCode}.`,
      );
    }
    if (isRenamed || isMoved) {
      const names = isRenamed ? { name, fullName } : { name: same.name, fullName: same.fullName };
      found.rows.push({ ...same, ...names, parentCode: isMoved ? parentCode : same.parentCode });
      found.changed += 1;
    } else found.same += 1;
  }
  return found;
}

type Period = { validFrom: string; validTo: string | null };
const overlap = (a: Period, b: Period): boolean =>
  (b.validTo === null || a.validFrom < b.validTo) && (a.validTo === null || b.validFrom < a.validTo);

/**
 * Holds steps against the tree: both ends must be there, the old one until that day, the new one from then on. With
 * `mend` steps of unknown codes are left out, a tree may hold one province while the list knows all; so are `nameless`
 * rows, which say no old code.
 */
export function judgeSuccessions(
  rows: readonly SuccessionListRow[],
  judged: readonly JudgedStep[],
  mend: boolean,
  nameless: readonly UnitListFault[] = [],
): Judgement<SuccessionListRow> {
  const found: Judgement<SuccessionListRow> = {
    ...{ rows: [], added: 0, changed: 0, same: 0, skipped: 0, faults: [], notes: [] },
  };
  (mend ? found.notes : found.faults).push(...nameless);
  if (mend) found.skipped += nameless.length;
  const byRow = new Map(judged.map((one) => [one.row, one]));
  for (const step of rows) {
    const tell = (column: string, code: UnitListFaultCode, message: string) =>
      (mend ? found.notes : found.faults).push({ row: step.row, column, code, message });
    const { oldName, newName, newParentCode, isOldKnown, isNewKnown, isSame, isAsWritten } = byRow.get(step.row)!;
    const { oldCode, newCode, effectiveOn } = step;
    if (isSame || isAsWritten) {
      found.same += 1;
      continue;
    }
    const missing = (column: string, code: string, isKnown: boolean, when: string) =>
      isKnown
        ? tell(column, 'RETIRED_CODE', `Mã ${code} có trong cây nhưng không ${when} ngày ${effectiveOn}.`)
        : tell(column, 'UNKNOWN_CODE', `Cây không có đơn vị mang mã ${code}.`);
    if (oldName === null) missing('old_code', oldCode, isOldKnown, 'có hiệu lực đến');
    if (newName === null) missing('new_code', newCode, isNewKnown, 'có hiệu lực từ');
    if (oldName === null || newName === null) {
      found.skipped += 1;
      continue;
    }
    const differs = (told: string, known: string) => told !== '' && searchKey(told) !== searchKey(known);
    if (differs(step.oldName, oldName)) {
      tell('old_name', 'NAME_MISMATCH', `Mã ${oldCode} trong cây là ${oldName}, trong tệp là ${step.oldName}.`);
    }
    if (differs(step.newName, newName)) {
      tell('new_name', 'NAME_MISMATCH', `Mã ${newCode} trong cây là ${newName}, trong tệp là ${step.newName}.`);
    }
    if (step.newParentCode !== '' && step.newParentCode !== newParentCode) {
      const above = newParentCode ?? 'không có';
      const message = `Cấp trên của ${newCode} trong cây là ${above}, trong tệp là ${step.newParentCode}.`;
      tell('new_parent_code', 'PARENT_MISMATCH', message);
    }
    found.rows.push(step);
    if (isAsWritten === null) found.added += 1;
    else found.changed += 1;
  }
  return found;
}
