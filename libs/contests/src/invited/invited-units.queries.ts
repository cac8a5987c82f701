import { inForce, statement } from '#database';
import type { Block } from './block-column.js';
import type { EarlierTotal, Predecessor } from './earlier-totals.js';

export interface InvitedUnitRow {
  id: number;
  code: string;
  name: string;
  parentName: string | null;
  level: string;
  block: string | null;
  headcount: number | null;
  headcountNote: string | null;
  /** Newest first. */
  headcounts: { headcount: number; countedOn: string; source: string; setAt: string }[];
  /** People who stand for it. */
  people: number;
  earlier: (Omit<EarlierTotal, 'contestUnitId'> & { asOf: string; source: string }) | null;
}

// The invited units of a contest in the order of their names. $1 contest, $2 a LIKE pattern over search_key, $3 over codes,
// $4 block (null: any), $5/$6 name and id of the last unit seen (null: from the start), $7 rows. contest_unit_code_key,
// contest_headcount_unit_idx, participant_name_idx and earlier_total_pkey for each row.
export const listInvited = statement<InvitedUnitRow>(
  'contests.list-invited',
  `SELECT u.id, u.code, u.name, u.parent_name AS "parentName", u.level, u.block, u.headcount,
          u.headcount_note AS "headcountNote",
          (SELECT coalesce(jsonb_agg(jsonb_build_object('headcount', h.headcount, 'countedOn', h.counted_on,
                    'source', h.source, 'setAt', h.set_at) ORDER BY h.id DESC), '[]')
             FROM contest_headcount h WHERE h.contest_unit_id = u.id) AS headcounts,
          (SELECT count(*)::int FROM participant p WHERE p.contest_unit_id = u.id) AS people,
          (SELECT jsonb_build_object('persons', e.persons, 'attempts', e.attempts, 'asOf', e.as_of, 'source', e.source,
                    'ofUnits', e.of_units, 'lacking', e.lacking, 'splitFrom', e.split_from)
             FROM earlier_total e WHERE e.contest_unit_id = u.id) AS earlier
     FROM contest_unit u
    WHERE u.contest_id = $1 AND u.invited AND (u.search_key LIKE $2 OR lower(u.code) LIKE $3)
      AND ($4::text IS NULL OR u.block = $4)
      AND ($6::int IS NULL OR (u.name COLLATE "vi-x-icu", u.id) > ($5::text COLLATE "vi-x-icu", $6::int))
    ORDER BY u.name COLLATE "vi-x-icu", u.id LIMIT $7`,
);

// What the invited list is in figures. $1 contest; contest_unit_code_key, one row.
export const invitedSummary = statement<{ units: number; headcount: number; without: number }>(
  'contests.invited-summary',
  `SELECT count(*)::int AS units, coalesce(sum(headcount), 0)::int AS headcount,
          count(*) FILTER (WHERE headcount IS NULL)::int AS without
     FROM contest_unit WHERE contest_id = $1 AND invited`,
);

// The blocks that the regulations of a contest name; null where it was made without any. $1 contest; primary keys, one row.
export const blocksOfRegulations = statement<{ blocks: Block[] | null }>(
  'contests.blocks-of-regulations',
  `SELECT v.regulations #> '{units,blocks}' AS blocks
     FROM contest c JOIN contest_revision v ON v.contest_id = c.id AND v.revision = c.current_revision
    WHERE c.id = $1`,
);

// Invited units by code, locked. $1 contest, $2 codes; contest_unit_code_key.
export const lockInvited = statement<{ id: number; code: string; headcount: number | null; block: string | null }>(
  'contests.lock-invited',
  `SELECT id, code, headcount, block FROM contest_unit
    WHERE contest_id = $1 AND code = ANY($2::text[]) AND invited ORDER BY id FOR UPDATE`,
);

// Adds head-counts and makes them the ones that count. $1 contest, $2 units, $3 head-counts (one each), $4 day, $5 source,
// $6 the note that lists show. contest_unit_pkey.
export const addHeadcounts = statement<object>(
  'contests.add-headcounts',
  `WITH u AS (SELECT * FROM unnest($2::int[], $3::int[]) AS u(id, headcount)),
   noted AS (
     INSERT INTO contest_headcount (contest_id, contest_unit_id, headcount, counted_on, source)
     SELECT $1, id, headcount, $4, $5 FROM u
   )
   UPDATE contest_unit SET headcount = u.headcount, headcount_note = $6 FROM u
    WHERE contest_unit.id = u.id AND contest_unit.contest_id = $1`,
);

// Puts units into blocks. $1 contest, $2 units, $3 blocks (one each, null: none). contest_unit_pkey.
export const setBlocks = statement<object>(
  'contests.set-blocks',
  `UPDATE contest_unit SET block = u.block FROM unnest($2::int[], $3::text[]) AS u(id, block)
    WHERE contest_unit.id = u.id AND contest_unit.contest_id = $1`,
);

// What stands on units of a contest: people, and whoever asks or was sent to them. $1 units. A walk over the small tables.
export const standingOn = statement<{ people: number; other: number }>(
  'contests.standing-on-units',
  `SELECT (SELECT count(*)::int FROM participant WHERE contest_unit_id = ANY($1::int[])) AS people,
          (SELECT count(*) FROM contest_unit WHERE parent_id = ANY($1::int[]) AND id <> ALL($1::int[]))::int
          + (SELECT count(*) FROM unit_correction WHERE from_unit_id = ANY($1::int[]) OR to_unit_id = ANY($1::int[]))::int
          + (SELECT count(*) FROM phone_claim WHERE contest_unit_id = ANY($1::int[]))::int
          + (SELECT count(*) FROM feedback WHERE contest_unit_id = ANY($1::int[]))::int
          + (SELECT count(*) FROM staff_role WHERE contest_unit_id = ANY($1::int[]))::int AS other`,
);

// Takes units off the list. $1 contest, $2 units; contest_unit_pkey.
export const removeInvited = statement<object>(
  'contests.remove-invited',
  `DELETE FROM contest_unit WHERE contest_id = $1 AND id = ANY($2::int[]) AND invited`,
);

// Notes totals of earlier times, in place of those a unit had. $1 contest, $2 rows as JSON (contestUnitId, persons,
// attempts, ofUnits, lacking, splitFrom), $3 day, $4 source. earlier_total_pkey.
export const noteEarlier = statement<object>(
  'contests.note-earlier-totals',
  `INSERT INTO earlier_total (contest_id, contest_unit_id, persons, attempts, of_units, lacking, split_from, as_of, source)
   SELECT $1, "contestUnitId", persons, attempts, "ofUnits", lacking, "splitFrom", $3, $4
     FROM jsonb_to_recordset($2::jsonb) AS t("contestUnitId" int, persons int, attempts int, "ofUnits" text[],
            lacking text[], "splitFrom" text[])
   ON CONFLICT (contest_unit_id) DO UPDATE
     SET persons = excluded.persons, attempts = excluded.attempts, of_units = excluded.of_units,
         lacking = excluded.lacking, split_from = excluded.split_from, as_of = excluded.as_of, source = excluded.source`,
);

// What the invited units of a contest were on an earlier day, back through the steps since. $1 contest, $2 day.
// contest_unit_code_key, unit_succession_new_idx for each step; some four rows a unit.
export const predecessorsOn = statement<Predecessor>(
  'contests.predecessors-on',
  `WITH RECURSIVE back AS (
     SELECT c.id AS unit, c.unit_id AS id, false AS is_split FROM contest_unit c
      WHERE c.contest_id = $1 AND c.invited AND c.unit_id IS NOT NULL
     UNION
     SELECT b.unit, s.old_unit_id, b.is_split OR s.relation = 'split'
       FROM back b JOIN unit u ON u.id = b.id JOIN unit_succession s ON s.new_unit_id = b.id
      WHERE u.valid_from > $2::date
   )
   SELECT b.unit AS "contestUnitId", u.code, u.full_name AS name, bool_or(b.is_split) AS "isSplit",
          bool_or(c.unit_id = u.id) AS "isOwn"
     FROM back b JOIN unit u ON u.id = b.id JOIN contest_unit c ON c.id = b.unit
    WHERE ${inForce('u', '$2::date')}
    GROUP BY b.unit, u.id ORDER BY b.unit, u.code`,
);

// Which of these codes some unit bore on a day. $1 codes, $2 day; unit_code_key.
export const codesBorneOn = statement<{ code: string }>(
  'contests.codes-borne-on',
  `SELECT DISTINCT u.code FROM unit u WHERE u.code = ANY($1::text[]) AND ${inForce('u', '$2::date')}`,
);
