import { above, inForce, statement } from '#database';

// Makes or mends units, still without parents. $1 rows as JSON (code, level, kind, name, fullName, validFrom, validTo),
// $2 sample (a unit that a real list names is no sample any more). unit_code_key; an equal row is not written again.
export const writeUnits = statement<{ id: number; made: boolean }>(
  'units.write-units',
  `INSERT INTO unit (code, level, kind, name, full_name, search_key, valid_from, valid_to, sample)
   SELECT code, level, kind, name, "fullName", search_key("fullName"), "validFrom", "validTo", $2
     FROM jsonb_to_recordset($1::jsonb) AS u(code text, level text, kind text, name text, "fullName" text,
            "validFrom" date, "validTo" date)
   ON CONFLICT (code, valid_from) DO UPDATE
     SET level = excluded.level, kind = excluded.kind, name = excluded.name, full_name = excluded.full_name,
         search_key = excluded.search_key, valid_to = excluded.valid_to, sample = unit.sample AND excluded.sample
   WHERE (unit.level, unit.kind, unit.name, unit.full_name, unit.valid_to, unit.sample)
      IS DISTINCT FROM (excluded.level, excluded.kind, excluded.name, excluded.full_name, excluded.valid_to,
                        unit.sample AND excluded.sample)
   RETURNING id, xmax = 0 AS made`,
);

// Hangs units under their parents: of the rows of the parent's code the one in force when the unit began, else the newest
// before the unit ended. $1 rows as JSON (code, validFrom, parentCode); unit_code_key twice per row.
export const hangUnits = statement<{ code: string }>(
  'units.hang-units',
  `WITH u AS (
     SELECT * FROM jsonb_to_recordset($1::jsonb) AS u(code text, "validFrom" date, "parentCode" text)
   ), hung AS (
     SELECT child.id, child.code, u."parentCode", parent.id AS parent_id
       FROM u
       JOIN unit child ON child.code = u.code AND child.valid_from = u."validFrom"
       LEFT JOIN LATERAL (
         SELECT p.id FROM unit p
          WHERE p.code = u."parentCode" AND p.valid_from < coalesce(child.valid_to, 'infinity')
          ORDER BY (p.valid_from <= child.valid_from AND coalesce(p.valid_to, 'infinity') > child.valid_from) DESC,
                   p.valid_from DESC
          LIMIT 1
       ) parent ON true
   ), changed AS (
     UPDATE unit SET parent_id = hung.parent_id FROM hung
      WHERE unit.id = hung.id AND unit.parent_id IS DISTINCT FROM hung.parent_id
   )
   SELECT code FROM hung WHERE "parentCode" IS NOT NULL AND parent_id IS NULL`,
);

// Writes what became of units. $1 rows as JSON (oldCode, newCode, relation, effectiveOn, legalBasis): the old unit is the
// one of its code that ended on that day, the new one the one in force from then on. unit_code_key twice per row.
export const writeSuccessions = statement<{ written: number; unknown: string[] }>(
  'units.write-successions',
  `WITH u AS (
     SELECT * FROM jsonb_to_recordset($1::jsonb) AS u("oldCode" text, "newCode" text, relation text, "effectiveOn" date,
       "legalBasis" text)
   ), pair AS (
     SELECT u.*, o.id AS old_id, n.id AS new_id
       FROM u
       LEFT JOIN unit o ON o.code = u."oldCode" AND o.valid_from < u."effectiveOn"
                       AND coalesce(o.valid_to, u."effectiveOn") = u."effectiveOn"
       LEFT JOIN unit n ON n.code = u."newCode" AND n.valid_from <= u."effectiveOn"
                       AND coalesce(n.valid_to, 'infinity') > u."effectiveOn" AND n.id <> coalesce(o.id, 0)
   ), written AS (
     INSERT INTO unit_succession (old_unit_id, new_unit_id, relation, effective_on, legal_basis)
     SELECT old_id, new_id, relation, "effectiveOn", "legalBasis" FROM pair
      WHERE old_id IS NOT NULL AND new_id IS NOT NULL
     ON CONFLICT (old_unit_id, new_unit_id) DO UPDATE
       SET relation = excluded.relation, effective_on = excluded.effective_on, legal_basis = excluded.legal_basis
     RETURNING 1
   )
   SELECT (SELECT count(*)::int FROM written) AS written,
          ARRAY(SELECT "oldCode" || ' → ' || "newCode" FROM pair WHERE old_id IS NULL OR new_id IS NULL ORDER BY 1) AS unknown`,
);

export interface FoundUnit {
  id: number;
  code: string;
  level: string;
  kind: string;
  name: string;
  parentName: string | null;
  validFrom: string;
  validTo: string | null;
}

// Units whose name or code holds what was typed, in force on a day. $1 a LIKE pattern over search_key, $2 the same over
// codes, $3 day, $4 name and $5 id of the last unit seen (null: from the start), $6 rows. unit_search_idx.
export const searchUnits = statement<FoundUnit>(
  'units.search-units',
  `SELECT u.id, u.code, u.level, u.kind, u.full_name AS name, p.full_name AS "parentName", u.valid_from::text AS "validFrom",
          u.valid_to::text AS "validTo"
     FROM unit u ${above('u', '$3::date')}
    WHERE (u.search_key LIKE $1 OR lower(u.code) LIKE $2) AND ${inForce('u', '$3::date')}
      AND ($5::int IS NULL OR (u.full_name COLLATE "vi-x-icu", u.id) > ($4::text COLLATE "vi-x-icu", $5::int))
    ORDER BY u.full_name COLLATE "vi-x-icu", u.id
    LIMIT $6`,
);
