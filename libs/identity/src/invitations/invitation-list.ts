import { isPlausibleName, LIMITS, normalizeText, parsePhone, searchKey } from '#domain';
import { readColumns, type TableRow } from '#platform';

/** One wish of a list: an invitation for this unit. */
export interface InvitationRow {
  /** Row of the file, or place in the list from 1. */
  row: number;
  unitCode: string;
  /** NFC and plausible; null: the unit names somebody itself. */
  fullName: string | null;
  /** E.164 */
  phone: string | null;
  isDeputy: boolean;
}

export interface InvitationFault {
  row: number;
  /** In Vietnamese, for whoever made the list. */
  message: string;
}

/** A unit of the contest with the invitations that live for it. */
export interface InvitedUnit {
  id: number;
  code: string;
  name: string;
  parentName: string | null;
  hasManager: boolean;
  /** E.164 of each deputy. */
  deputies: string[];
}

/** What a list comes to: units to invite, each with whom; how many have an invitation already; and all faults. */
export interface InvitationPlan {
  wanted: { unit: InvitedUnit; fullName: string | null; phone: string | null; isDeputy: boolean }[];
  existing: number;
  faults: InvitationFault[];
}

const COLUMNS = {
  unitCode: ['ma don vi', 'ma', 'code', 'unit_code', 'unitcode'],
  fullName: ['ho ten', 'ho va ten', 'dau moi', 'full_name', 'fullname'],
  phone: ['so dien thoai', 'dien thoai', 'sdt', 'phone'],
  deputy: ['pho', 'vai tro', 'deputy'],
} as const;

const NO_DEPUTY = new Set(['', '0', 'khong', 'dau moi', 'chinh', 'no', 'false']);

/**
 * Reads who is to be invited from the rows of a file: a column “Mã đơn vị” must be there, “Họ tên”, “Số điện thoại” and
 * “Phó” may be; other columns are not looked at. A phone that Excel took for a number has its 0 given back.
 *
 * Example: rows `Mã đơn vị | Số điện thoại` and `16681 | 912345678` give unit 16681 with the phone +84912345678.
 */
export function readInvitationList(table: readonly TableRow[]): { rows: InvitationRow[]; faults: InvitationFault[] } {
  const lines = readColumns(table, COLUMNS, 'unitCode');
  if (!lines) return { rows: [], faults: [{ row: 1, message: 'Không thấy cột “Mã đơn vị” ở đầu danh sách.' }] };
  const rows: InvitationRow[] = [];
  const faults: InvitationFault[] = [];
  for (const { row, cell } of lines) {
    const [unitCode, fullName] = [visible(cell('unitCode')), visible(cell('fullName'))];
    const phone = phoneOf(cell('phone'));
    const message = faultOf(unitCode, fullName, phone);
    if (message !== null) faults.push({ row, message });
    else
      rows.push({
        ...{ row, unitCode: unitCode!, fullName: fullName === '' ? null : fullName, phone: phone ?? null },
        isDeputy: !NO_DEPUTY.has(searchKey(cell('deputy'))),
      });
  }
  return { rows, faults };
}

/** null: none is given; undefined: what is given is none. */
function phoneOf(text: string): string | null | undefined {
  if (text === '') return null;
  return parsePhone(text) ?? (/^[35789]\d{8}$/.test(text) ? parsePhone(`0${text}`) : null) ?? undefined;
}

function faultOf(unitCode: string | null, fullName: string | null, phone: string | null | undefined): string | null {
  if (unitCode === null || fullName === null) return 'Có ký tự ẩn; hãy gõ lại thay vì dán.';
  if (unitCode === '') return 'Thiếu mã đơn vị.';
  if (fullName !== '' && !isPlausibleName(fullName)) return 'Họ tên chưa đúng.';
  if (phone === undefined) return 'Số điện thoại chưa đúng.';
  return null;
}

/** The text in NFC, or null when something in it cannot be seen. */
function visible(text: string): string | null {
  try {
    return normalizeText(text);
  } catch {
    return null;
  }
}

/**
 * Judges a list against the units of the contest. A unit that has a manager's invitation already, or a deputy's for this
 * phone, is left as it is, so the same list again invites nobody. A code is also found without the noughts before it,
 * which Excel drops, when it is the only one of that number.
 */
export function planInvitations(rows: readonly InvitationRow[], units: readonly InvitedUnit[]): InvitationPlan {
  const find = unitFinder(units);
  const plan: InvitationPlan = { wanted: [], existing: 0, faults: [] };
  const managerIn = new Map<InvitedUnit, number>();
  const deputiesOf = new Map<InvitedUnit, string[]>();
  for (const { row, unitCode, fullName, phone, isDeputy } of rows) {
    const unit = find(unitCode);
    const fault = (message: string) => plan.faults.push({ row, message });
    if (!unit) {
      fault(`Cuộc thi không mời đơn vị nào mang mã ${unitCode}.`);
    } else if (!isDeputy) {
      const before = managerIn.get(unit);
      if (before !== undefined) fault(`Đơn vị ${unit.code} đã có ở dòng ${before}. Người thứ hai phải ghi là phó.`);
      else if (unit.hasManager) plan.existing += 1;
      else plan.wanted.push({ unit, fullName, phone, isDeputy });
      managerIn.set(unit, before ?? row);
    } else if (phone === null) {
      fault('Đầu mối phó phải có số điện thoại.');
    } else {
      const deputies = deputiesOf.get(unit) ?? [...unit.deputies];
      if (deputies.includes(phone)) plan.existing += 1;
      else if (deputies.length >= LIMITS.deputiesPerUnitMax)
        fault(`Một đơn vị có nhiều nhất ${LIMITS.deputiesPerUnitMax} đầu mối phó.`);
      else {
        plan.wanted.push({ unit, fullName, phone, isDeputy });
        deputies.push(phone);
      }
      deputiesOf.set(unit, deputies);
    }
  }
  return plan;
}

function unitFinder(units: readonly InvitedUnit[]): (code: string) => InvitedUnit | undefined {
  const exact = new Map(units.map((unit) => [unit.code, unit]));
  const bare = new Map<string, InvitedUnit | undefined>();
  for (const unit of units) {
    const number = unit.code.replace(/^0+(?=\d)/, '');
    bare.set(number, bare.has(number) ? undefined : unit);
  }
  return (code) => exact.get(code) ?? bare.get(code);
}
