import { statement } from '#database';

/** The units that a manager stands for. $1 integer[] contest units. Index: contest_unit_pkey, contest_pkey. Rows: one for each. */
export const managedUnits = statement<{
  slug: string;
  title: string;
  is_closed: boolean;
  sample: boolean;
  code: string;
  name: string;
  parent_name: string | null;
}>(
  'managed-units',
  `SELECT c.slug, c.title, c.status = 'closed' AS is_closed, c.sample, u.code, u.name, u.parent_name
     FROM contest_unit u JOIN contest c ON c.id = u.contest_id
    WHERE u.id = ANY($1::int[]) AND c.status <> 'draft'
    ORDER BY is_closed, c.id DESC, u.id`,
);

/** A unit of a contest by its code. $1 contest, $2 code. Index: contest_unit_code_key. Rows: one or none. */
export const unitOfCode = statement<{ id: number }>(
  'unit-of-code',
  `SELECT id FROM contest_unit WHERE contest_id = $1 AND code = $2`,
);

/** A unit and all units below it ($2). contest_unit_parent_idx. */
const REACH = `RECURSIVE reach AS (
     SELECT $2::int AS id
     UNION
     SELECT u.id FROM contest_unit u JOIN reach r ON u.parent_id = r.id
   )`;
/** The given name, then the others, without accents: the order of the list, as participant_name_idx has it. */
const NAME_KEY = String.raw`regexp_replace(search_key(p.full_name), '^(.*) (\S+)$', '\2 \1')`;
/** Whether somebody has a valid attempt: then they stand on the board of the contest. standing_pkey, one partition. */
const TOOK_PART = `EXISTS (
            SELECT FROM standing s
             WHERE s.contest_id = $1 AND s.scope_kind = 'contest' AND s.scope_id = 0 AND s.audience_id = p.audience_id
               AND s.participant_id = p.id)`;

/**
 * How many people of a unit and of those below took part, and how many have yet to. $1 contest, $2 contest unit.
 * Index: contest_unit_parent_idx, participant_name_idx, standing_pkey. Rows: one; reads as many people as they have.
 */
export const peopleCounts = statement<{ took_part: number; not_yet: number }>(
  'unit-people-counts',
  `WITH ${REACH}
   SELECT count(*) FILTER (WHERE has)::int AS took_part, count(*) FILTER (WHERE NOT has)::int AS not_yet
     FROM reach r
    CROSS JOIN LATERAL (
      SELECT ${TOOK_PART} AS has FROM participant p
       WHERE p.contest_id = $1 AND p.contest_unit_id = r.id AND p.anonymised_at IS NULL
      OFFSET 0) x`,
);

/** Where a page begins: behind this person. $1 contest, $2 contest unit, $3 participant. Index: participant_pkey, contest_unit_parent_idx. Rows: one or none. */
export const placeOfPerson = statement<{ contest_unit_id: number; name_key: string }>(
  'place-of-person',
  `WITH ${REACH}
   SELECT p.contest_unit_id, ${NAME_KEY} AS name_key FROM participant p
    WHERE p.contest_id = $1 AND p.id = $3 AND p.contest_unit_id IN (SELECT id FROM reach)`,
);

export interface UnitPersonRow {
  id: string;
  full_name: string;
  phone: string | null;
  joined_at: Date;
  unit_code: string;
  unit_name: string;
}

/**
 * A page of the people of a unit and of those below it: unit by unit, by the given name. $1 contest, $2 contest unit,
 * $3 who took part or who has yet to, $4 words of the name in any order and without accents, $5 to $7 unit, key and
 * participant behind which it begins, $8 rows. Index: contest_unit_parent_idx, participant_name_idx from that place on,
 * standing_pkey and account_pkey for each person. Rows: at most $8; without words it reads on only until they are found.
 */
export const peopleOfUnit = statement<UnitPersonRow>(
  'people-of-unit',
  `WITH ${REACH}
   SELECT x.id, x.full_name, x.phone, x.joined_at, u.code AS unit_code, u.name AS unit_name
     FROM (SELECT id FROM reach WHERE id >= $5 ORDER BY id) AS r
    CROSS JOIN LATERAL (
      SELECT p.id, p.full_name, p.created_at AS joined_at, ${NAME_KEY} AS key,
             (SELECT a.phone FROM account a WHERE a.id = p.account_id) AS phone
        FROM participant p
       WHERE p.contest_id = $1 AND p.contest_unit_id = r.id AND p.anonymised_at IS NULL
         AND (${NAME_KEY}, p.id) > (CASE r.id WHEN $5 THEN $6 ELSE '' END::text,
              CASE r.id WHEN $5 THEN $7 ELSE '00000000-0000-0000-0000-000000000000' END::uuid)
         AND ${TOOK_PART} = $3::boolean
         AND NOT EXISTS (
              SELECT FROM regexp_split_to_table(search_key($4), ' +') AS word WHERE strpos(search_key(p.full_name), word) = 0)
       ORDER BY ${NAME_KEY}, p.id LIMIT $8) x
     JOIN contest_unit u ON u.id = r.id
    ORDER BY r.id, x.key, x.id LIMIT $8`,
);
