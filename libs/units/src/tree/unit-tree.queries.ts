import { above, below, inForce, statement } from '#database';

/** A unit in a list of the tree. Days 'YYYY-MM-DD'. */
export interface TreeUnitRow {
  id: number;
  code: string;
  level: string;
  kind: string;
  name: string;
  parentName: string | null;
  validFrom: string;
  validTo: string | null;
}

const COLUMNS = `u.id, u.code, u.level, u.kind, u.full_name AS name, u.valid_from::text AS "validFrom", u.valid_to::text AS "validTo"`;
const PAGE = `($4::int IS NULL OR (u.full_name COLLATE "vi-x-icu", u.id) > ($3::text COLLATE "vi-x-icu", $4::int))
    ORDER BY u.full_name COLLATE "vi-x-icu", u.id LIMIT $5`;
const CHILD_COUNT = `(SELECT count(*)::int FROM (VALUES (u.code)) AS v(code) ${below('v.code', 'c', '$2::date')}) AS "childCount"`;

export interface BranchRow extends TreeUnitRow {
  childCount: number;
}

// Units directly below a unit on a day, in the order of a Vietnamese list. $1 code of the unit above, $2 day, $3/$4 name and
// id of the last unit seen (null: from the start), $5 rows. unit_code_key, unit_parent_idx; a province has some hundreds.
export const unitsBelow = statement<BranchRow>(
  'units.units-below',
  `SELECT ${COLUMNS}, NULL AS "parentName", ${CHILD_COUNT}
     FROM (VALUES ($1::text)) AS v(code) ${below('v.code', 'u', '$2::date')}
    WHERE ${PAGE}`,
);

// Units of a day that hang under none of that day. Parameters as above ($1 is null). A walk over all units: some 14,000.
export const rootUnits = statement<BranchRow>(
  'units.root-units',
  `SELECT ${COLUMNS}, NULL AS "parentName", ${CHILD_COUNT}
     FROM unit u
    WHERE $1::text IS NULL AND ${inForce('u', '$2::date')}
      AND NOT EXISTS (SELECT FROM unit named JOIN unit q ON q.code = named.code
                       WHERE named.id = u.parent_id AND ${inForce('q', '$2::date')})
      AND ${PAGE}`,
);

export interface HitRow extends TreeUnitRow {
  /** Of a unit that is no more: what it has become, as of the day. */
  now: { code: string; validFrom: string; name: string }[] | null;
}

// Units whose name or code holds what was typed, in force on a day or gone before it with what they have become. A former
// row that differs from the one in force in nothing that is searched for is left out. $1 a LIKE pattern over search_key,
// $2 day, $3/$4 name and id of the last unit seen, $5 rows, $6 a LIKE pattern over codes. unit_search_idx,
// unit_succession_pkey for each row.
export const findUnits = statement<HitRow>(
  'units.find-units',
  `WITH RECURSIVE hit AS (
     SELECT u.* FROM unit u
      WHERE (u.search_key LIKE $1 OR lower(u.code) LIKE $6) AND u.valid_from <= $2::date
        AND (${inForce('u', '$2::date')} OR NOT EXISTS (
              SELECT FROM unit q WHERE q.code = u.code AND q.search_key = u.search_key AND ${inForce('q', '$2::date')}))
        AND ${PAGE}
   ), later AS (
     SELECT hit.id AS hit_id, hit.id FROM hit WHERE hit.valid_to <= $2::date
     UNION
     SELECT later.hit_id, s.new_unit_id FROM unit_succession s JOIN later ON s.old_unit_id = later.id
      WHERE s.effective_on <= $2::date
   )
   SELECT ${COLUMNS}, p.full_name AS "parentName", (
            SELECT jsonb_agg(jsonb_build_object('code', n.code, 'validFrom', n.valid_from, 'name', n.full_name)
                             ORDER BY n.full_name COLLATE "vi-x-icu", n.id)
              FROM later JOIN unit n ON n.id = later.id
             WHERE later.hit_id = u.id AND n.id <> u.id AND ${inForce('n', '$2::date')}) AS now
     FROM hit u ${above('u', 'least($2::date, u.valid_to - 1)')}
    ORDER BY u.full_name COLLATE "vi-x-icu", u.id`,
);

// One unit by its name. $1 code, $2 its first day. unit_code_key; one row or none.
export const unitNamed = statement<{ id: number }>(
  'units.unit-named',
  `SELECT id FROM unit WHERE code = $1 AND valid_from = $2::date`,
);

// The units that have borne a code, the oldest first. $1 code. unit_code_key; a handful.
export const periodsOfCode = statement<TreeUnitRow>(
  'units.periods-of-code',
  `SELECT ${COLUMNS}, p.full_name AS "parentName"
     FROM unit u ${above('u', 'greatest(u.valid_from, coalesce(u.valid_to - 1, u.valid_from))')}
    WHERE u.code = $1 ORDER BY u.valid_from`,
);

// A unit and those above it on a day, from the highest down. $1 unit, $2 day; unit_pkey and unit_code_key for each.
export const chainAbove = statement<TreeUnitRow & { height: number }>(
  'units.chain-above',
  `WITH RECURSIVE up AS (
     SELECT id, 0 AS height FROM unit WHERE id = $1
     UNION ALL
     SELECT p.id, up.height + 1 FROM up JOIN unit u ON u.id = up.id ${above('u', '$2::date')}
      WHERE p.id IS NOT NULL AND up.height < 20
   )
   SELECT ${COLUMNS}, NULL AS "parentName", up.height FROM up JOIN unit u ON u.id = up.id ORDER BY up.height DESC`,
);

export type Relation = 'merged' | 'split' | 'renamed' | 'reclassified' | 'moved' | 'unchanged';

export interface StepRow extends TreeUnitRow {
  /** Whether the unit came from this one; else it became this one. */
  isFrom: boolean;
  relation: Relation;
  effectiveOn: string;
  legalBasis: string | null;
}

// The steps into a unit and out of it. $1 unit. unit_succession_pkey, unit_succession_new_idx; a few dozen at most.
export const stepsOf = statement<StepRow>(
  'units.steps-of',
  `SELECT ${COLUMNS}, p.full_name AS "parentName", s.new_unit_id = $1 AS "isFrom", s.relation,
          s.effective_on::text AS "effectiveOn", s.legal_basis AS "legalBasis"
     FROM unit_succession s
     JOIN unit u ON u.id = CASE WHEN s.new_unit_id = $1 THEN s.old_unit_id ELSE s.new_unit_id END
     ${above('u', 'CASE WHEN s.new_unit_id = $1 THEN s.effective_on - 1 ELSE s.effective_on END')}
    WHERE $1 IN (s.new_unit_id, s.old_unit_id)
    ORDER BY s.effective_on, u.full_name COLLATE "vi-x-icu", u.id`,
);
