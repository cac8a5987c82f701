/** One unit as a list names it. Dates 'YYYY-MM-DD'; in force from validFrom up to, not on, validTo. */
export interface UnitRow {
  /** Line of the file, the head being line 1. */
  row: number;
  code: string;
  parentCode: string | null;
  /** province, district, commune, … */
  level: string;
  kind: UnitKind;
  name: string;
  fullName: string;
  validFrom: string | null;
  validTo: string | null;
  headcount: number | null;
  headcountNote: string | null;
}

export const UNIT_KINDS = [
  'territorial',
  'agency',
  'school',
  'enterprise',
  'association',
  'armed_force',
  'virtual',
] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

export type UnitListFaultCode =
  | 'LIST_NOT_READABLE'
  | 'LIST_TOO_LARGE'
  | 'COLUMN_MISSING'
  | 'VALUE_MISSING'
  | 'CONTROL_CHARACTERS'
  | 'UNKNOWN_KIND'
  | 'BAD_DATE'
  | 'BAD_PERIOD'
  | 'BAD_NUMBER'
  | 'DUPLICATE_CODE'
  | 'UNKNOWN_PARENT'
  | 'PARENT_CYCLE'
  | 'UNKNOWN_CODE'
  | 'RETIRED_CODE'
  | 'UNKNOWN_RELATION'
  | 'NAME_MISMATCH'
  | 'PARENT_MISMATCH';

/** What is wrong with one cell; message in Vietnamese. */
export interface UnitListFault {
  row: number;
  column: string;
  code: UnitListFaultCode;
  message: string;
}
