import { statement } from '#database';
import type { UnitKind } from '../unit-row.js';

// Codes that the tree knows, of whatever time. A walk over unit_code_key: some 14,000.
export const allCodes = statement<{ code: string }>('units.all-codes', `SELECT DISTINCT code FROM unit`);

export interface TreeEntry {
  code: string;
  parentCode: string | null;
  level: string;
  kind: UnitKind;
  name: string;
  fullName: string;
  validFrom: string;
  validTo: string | null;
}

// Every row of these codes, of whatever time. $1 codes; unit_code_key, as many rows as codes and their periods.
export const entriesOf = statement<TreeEntry>(
  'units.entries-of',
  `SELECT u.code, p.code AS "parentCode", u.level, u.kind, u.name, u.full_name AS "fullName",
          u.valid_from::text AS "validFrom", u.valid_to::text AS "validTo"
     FROM unit u LEFT JOIN unit p ON p.id = u.parent_id WHERE u.code = ANY($1::text[])`,
);

export interface JudgedStep {
  row: number;
  /** The unit of the old code that ended on that day or has no end; null: there is none. */
  oldName: string | null;
  isOldKnown: boolean;
  /** The unit of the new code in force from that day; null: there is none. */
  newName: string | null;
  newParentCode: string | null;
  isNewKnown: boolean;
  /** Both codes name one unit that went on: there is no step. */
  isSame: boolean;
  /** Whether the tree has this step, and all of it as the list says; null: it has none. */
  isAsWritten: boolean | null;
}

// What the tree says to steps. $1 rows as JSON (row, oldCode, newCode, relation,
// effectiveOn, legalBasis); unit_code_key four times and unit_succession_pkey once per row.
export const judgeSteps = statement<JudgedStep>(
  'units.judge-steps',
  `SELECT u.row, o.full_name AS "oldName", EXISTS (SELECT FROM unit k WHERE k.code = u."oldCode") AS "isOldKnown",
          n.full_name AS "newName", p.code AS "newParentCode",
          EXISTS (SELECT FROM unit k WHERE k.code = u."newCode") AS "isNewKnown",
          coalesce(o.id = n.id, false) AS "isSame",
          (s.relation, s.effective_on) = (u.relation, u."effectiveOn")
            AND s.legal_basis IS NOT DISTINCT FROM u."legalBasis" AS "isAsWritten"
     FROM jsonb_to_recordset($1::jsonb) AS u(row int, "oldCode" text, "newCode" text, relation text, "effectiveOn" date,
            "legalBasis" text)
     LEFT JOIN unit o ON o.code = u."oldCode" AND o.valid_from < u."effectiveOn"
                     AND coalesce(o.valid_to, u."effectiveOn") = u."effectiveOn"
     LEFT JOIN unit n ON n.code = u."newCode" AND n.valid_from <= u."effectiveOn"
                     AND coalesce(n.valid_to, 'infinity') > u."effectiveOn"
     LEFT JOIN unit p ON p.id = n.parent_id
     LEFT JOIN unit_succession s ON s.old_unit_id = o.id AND s.new_unit_id = n.id
    ORDER BY u.row`,
);
