import { statement } from '#database';
import type { KnownUnit } from './unit-change.js';

// One change of the tree at a time: what it found must still hold when it writes. Ends with the transaction.
export const lockTree = statement<object>(
  'units.lock-tree',
  `SELECT pg_advisory_xact_lock(hashtextextended('unit-tree', 0))`,
);

const KNOWN = `u.id, u.code, u.level, u.kind, u.name, u.full_name AS "fullName", u.parent_id AS "parentId",
          (SELECT p.code FROM unit p WHERE p.id = u.parent_id) AS "parentCode",
          u.valid_from::text AS "validFrom", u.valid_to::text AS "validTo"`;

// Units with the codes above them on a day. $1 ids, $2 day; unit_pkey, unit_code_key for each step up.
export const knownUnits = statement<KnownUnit>(
  'units.known-units',
  `SELECT ${KNOWN}, ARRAY(
            WITH RECURSIVE up AS (
              SELECT u.code, u.parent_id, 0 AS height
              UNION ALL
              SELECT p.code, p.parent_id, up.height + 1 FROM up
               CROSS JOIN LATERAL (
                 SELECT q.code, q.parent_id FROM unit named JOIN unit q ON q.code = named.code
                  WHERE named.id = up.parent_id
                  ORDER BY (q.valid_from <= $2::date AND coalesce(q.valid_to, 'infinity') > $2::date) DESC LIMIT 1) p
               WHERE up.height < 20)
            SELECT code FROM up) AS chain
     FROM unit u WHERE u.id = ANY($1::int[])`,
);

// Units directly below these codes that are in force on a day or come later. $1 codes, $2 day; unit_parent_idx.
export const childrenOf = statement<KnownUnit>(
  'units.children-of',
  `SELECT ${KNOWN}, '{}'::text[] AS chain
     FROM unit q JOIN unit u ON u.parent_id = q.id
    WHERE q.code = ANY($1::text[]) AND coalesce(u.valid_to, 'infinity') > $2::date
    ORDER BY u.id`,
);

// Who bears a code on a day or later. $1 codes, $2 day; unit_code_key.
export const bearersOf = statement<{ id: number; code: string }>(
  'units.bearers-of',
  `SELECT id, code FROM unit WHERE code = ANY($1::text[]) AND coalesce(valid_to, 'infinity') > $2::date`,
);

// Ends units. $1 ids, $2 the first day without them (null: they go on).
export const endUnits = statement<object>('units.end-units', `UPDATE unit SET valid_to = $2 WHERE id = ANY($1::int[])`);

// Makes one unit. $1 code, $2 level, $3 kind, $4 name, $5 full name, $6 parent, $7 first day.
export const makeUnit = statement<{ id: number }>(
  'units.make-unit',
  `INSERT INTO unit (code, level, kind, name, full_name, search_key, parent_id, valid_from)
   VALUES ($1, $2, $3, $4, $5, search_key($5), $6, $7) RETURNING id`,
);

// Draws the steps. $1 from, $2 to, $3 relations (one each), $4 day, $5 legal basis.
export const drawSteps = statement<object>(
  'units.draw-steps',
  `INSERT INTO unit_succession (old_unit_id, new_unit_id, relation, effective_on, legal_basis)
   SELECT o, n, relation, $4, $5 FROM unnest($1::int[], $2::int[], $3::text[]) AS step(o, n, relation)`,
);

// Notes a change. $1 kind, $2 day, $3 legal basis, $4/$5 units before and after in words, $6/$7 rows made and ended.
export const noteChange = statement<{ id: number }>(
  'units.note-change',
  `INSERT INTO unit_change (kind, effective_on, legal_basis, units_before, units_after, made, ended)
   VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
);

export interface ChangeRow {
  id: number;
  kind: 'renamed' | 'moved' | 'merged' | 'split' | 'retired' | 'added';
  effectiveOn: string;
  legalBasis: string;
  before: string[];
  after: string[];
  madeAt: Date;
  undoneAt: Date | null;
}

const CHANGE = `c.id, c.kind, c.effective_on::text AS "effectiveOn", c.legal_basis AS "legalBasis", c.units_before AS before,
          c.units_after AS after, c.made_at AS "madeAt", c.undone_at AS "undoneAt"`;

// Changes by hand, the newest first. $1 behind which one (null: from the newest), $2 rows. unit_change_pkey.
export const listChanges = statement<ChangeRow>(
  'units.list-changes',
  `SELECT ${CHANGE} FROM unit_change c WHERE $1::int IS NULL OR c.id < $1 ORDER BY c.id DESC LIMIT $2`,
);

// Changes that made or ended a unit, the newest first. $1 unit. A walk over all changes: some hundreds.
export const changesOfUnit = statement<ChangeRow>(
  'units.changes-of-unit',
  `SELECT ${CHANGE} FROM unit_change c
    WHERE ($1 = ANY(c.made) OR $1 = ANY(c.ended)) AND c.undone_at IS NULL ORDER BY c.id DESC`,
);

// One change, locked. $1 change; unit_change_pkey.
export const lockChange = statement<{
  id: number;
  kind: ChangeRow['kind'];
  effectiveOn: string;
  made: number[];
  ended: number[];
  undoneAt: Date | null;
}>(
  'units.lock-change',
  `SELECT id, kind, effective_on::text AS "effectiveOn", made, ended, undone_at AS "undoneAt"
     FROM unit_change WHERE id = $1 FOR UPDATE`,
);

// What rests on units that a change made: later changes of them, units below them, contests. $1 ids that were made.
export const restingOn = statement<{ n: number }>(
  'units.resting-on',
  `SELECT (SELECT count(*) FROM unit WHERE id = ANY($1::int[]) AND valid_to IS NOT NULL)::int
        + (SELECT count(*) FROM unit WHERE parent_id = ANY($1::int[]) AND id <> ALL($1::int[]))::int
        + (SELECT count(*) FROM contest_unit WHERE unit_id = ANY($1::int[]))::int
        + (SELECT count(*) FROM unit_succession WHERE old_unit_id = ANY($1::int[]))::int AS n`,
);

// Takes a change back. $1 rows made, $2 rows ended, $3 its day.
export const eraseSteps = statement<object>(
  'units.erase-steps',
  `DELETE FROM unit_succession
    WHERE new_unit_id = ANY($1::int[]) OR (old_unit_id = ANY($2::int[]) AND effective_on = $3::date)`,
);
export const eraseUnits = statement<object>('units.erase-units', `DELETE FROM unit WHERE id = ANY($1::int[])`);
export const noteUndone = statement<object>(
  'units.note-undone',
  `UPDATE unit_change SET undone_at = contest_clock() WHERE id = $1`,
);
