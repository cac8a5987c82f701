import { above, statement, TODAY } from '#database';
import type { ContestRules, PoolItem, RoundRules } from '#domain';

// What the draw needs to know of item versions; no text and no key. $1 ids; primary keys, a pool has hundreds.
export const readPoolItems = statement<PoolItem>(
  'contests.read-contest-pool',
  `SELECT v.id, v.item_id AS "itemId", t.code AS topic, v.level, i.sub_bank AS "subBank",
          cardinality(v.options) AS "optionCount", v.fixed_option_order AS "fixedOptionOrder"
     FROM item_version v JOIN item i ON i.id = v.item_id JOIN topic t ON t.id = i.topic_id
    WHERE v.id = ANY($1)`,
);

export interface ContestState {
  id: number;
  status: 'draft' | 'published' | 'closed';
  units: number;
  run_by_unit_code: string | null;
}

// A contest, locked, with the number of its units. $1 contest; primary key, contest_unit_code_key.
export const lockContest = statement<ContestState>(
  'contests.lock-contest',
  `SELECT c.id, c.status, c.run_by_unit_code, (SELECT count(*)::int FROM contest_unit WHERE contest_id = c.id AND kind <> 'virtual') AS units
     FROM contest c WHERE c.id = $1 FOR UPDATE`,
);

// Opens a contest: its partitions, the mark of its figures, its status. $1 contest.
export const createPartitions = statement<object>(
  'contests.create-contest-partitions',
  'SELECT create_contest_partitions($1)',
);
export const createTallyMark = statement<object>(
  'contests.create-tally-mark',
  `INSERT INTO tally_mark (contest_id, changed_at) VALUES ($1, contest_clock()) ON CONFLICT DO NOTHING`,
);
export const setStatus = statement<object>(
  'contests.set-contest-status',
  'UPDATE contest SET status = $2 WHERE id = $1',
);

// Copies units of the tree into a contest with their parents' names; rows that are there already stay as they were frozen.
// $1 contest, $2 rows as JSON (code, validFrom, headcount, headcountNote). unit_code_key, contest_unit_code_key.
export const freezeUnits = statement<{ id: number }>(
  'contests.freeze-contest-units',
  `INSERT INTO contest_unit (contest_id, unit_id, code, name, parent_name, level, kind, search_key, invited, headcount, headcount_note)
   SELECT $1, u.id, u.code, u.full_name, p.full_name, u.level, u.kind, u.search_key, true, r.headcount, r."headcountNote"
     FROM jsonb_to_recordset($2::jsonb) AS r(code text, "validFrom" date, headcount int, "headcountNote" text)
     JOIN unit u ON u.code = r.code AND u.valid_from = r."validFrom"
     ${above('u', TODAY)}
    ORDER BY u.id
   ON CONFLICT (contest_id, code) DO NOTHING RETURNING id`,
);

// Which of the rows no unit of the tree answers to. $1 rows as JSON (code, validFrom).
export const missingUnits = statement<{ code: string }>(
  'contests.missing-units',
  `SELECT r.code FROM jsonb_to_recordset($1::jsonb) AS r(code text, "validFrom" date)
    WHERE NOT EXISTS (SELECT FROM unit u WHERE u.code = r.code AND u.valid_from = r."validFrom") ORDER BY 1`,
);

// Hangs the units of a contest under those of their parents that are in it too, by code: since the parent was invited, or
// before, it may have got another name. $1 contest; contest_unit_code_key, unit_pkey twice per unit.
export const hangContestUnits = statement<object>(
  'contests.hang-contest-units',
  `UPDATE contest_unit cu SET parent_id = parent.id
     FROM unit u JOIN unit named ON named.id = u.parent_id
     JOIN contest_unit parent ON parent.contest_id = $1 AND parent.code = named.code
    WHERE cu.contest_id = $1 AND u.id = cu.unit_id AND cu.parent_id IS DISTINCT FROM parent.id`,
);

// The row that people of units outside the list stand for. $1 contest, $2 code, $3 name.
export const addOutsideUnit = statement<object>(
  'contests.add-outside-unit',
  `INSERT INTO contest_unit (contest_id, code, name, level, kind, search_key, invited)
   VALUES ($1, $2, $3, 'virtual', 'virtual', search_key($3), false) ON CONFLICT (contest_id, code) DO NOTHING`,
);

export interface RoundState {
  revision: number;
  /** The highest number given, to one that is planned or was withdrawn too. */
  last: number;
  opens_ms: number;
  closes_ms: number;
  rules: RoundRules;
  pool: number[];
}

// A round, locked, in its current revision. $1 contest, $2 round; primary keys.
export const lockRound = statement<RoundState>(
  'contests.lock-round',
  `SELECT v.revision, (SELECT max(revision) FROM round_revision WHERE contest_id = $1 AND round_id = $2) AS last,
          (extract(epoch FROM v.opens_at) * 1000)::float8 AS opens_ms,
          (extract(epoch FROM v.closes_at) * 1000)::float8 AS closes_ms, v.rules, v.pool
     FROM round r
     JOIN round_revision v ON v.contest_id = r.contest_id AND v.round_id = r.id AND v.revision = r.current_revision
    WHERE r.contest_id = $1 AND r.id = $2 FOR UPDATE OF r`,
);

// The rules that hold now in a contest: its own and those of its rounds. $1 contest; primary keys, a few dozen rounds.
export const readRules = statement<{ contest: ContestRules; round_id: number; round: RoundRules }>(
  'contests.read-contest-rules',
  `SELECT cr.rules AS contest, r.id AS round_id, v.rules AS round
     FROM contest c
     JOIN contest_revision cr ON cr.contest_id = c.id AND cr.revision = c.current_revision
     JOIN round r ON r.contest_id = c.id
     JOIN round_revision v ON v.contest_id = c.id AND v.round_id = r.id AND v.revision = r.current_revision
    WHERE c.id = $1`,
);

// Adds a revision of a round and makes it the current one, or at $9 (epoch ms; null = now) the next one. $1 contest, $2 round,
// $3 revision, $4/$5 window in epoch ms, $6 rules, $7 pool, $8 note. Used for the first revision as well. Which part of the bank each item of the pool is of is
// kept beside it, as the bank says now, or as it stood before where the pool stays: an item that is moved later moves in no
// round. item_version_pkey once per item of the pool (hundreds).
export const addRoundRevision = statement<object>(
  'contests.add-round-revision',
  `WITH made AS (
     INSERT INTO round_revision (contest_id, round_id, revision, opens_at, closes_at, rules, pool, pool_parts, note, effective_at)
     VALUES ($1, $2, $3::smallint, to_timestamp($4::float8 / 1000), to_timestamp($5::float8 / 1000), $6, $7::int[],
             coalesce((SELECT b.pool_parts FROM round_revision b
                        WHERE b.contest_id = $1 AND b.round_id = $2 AND b.pool = $7::int[] ORDER BY b.revision DESC LIMIT 1),
                      ARRAY(SELECT i.sub_bank FROM unnest($7::int[]) WITH ORDINALITY AS u(id, place)
                              JOIN item_version v ON v.id = u.id JOIN item i ON i.id = v.item_id ORDER BY u.place)), $8,
             coalesce(to_timestamp($9::float8 / 1000), contest_clock()))
   )
   UPDATE round SET settled_revision = CASE WHEN $9::float8 IS NULL THEN $3::smallint ELSE current_revision(round) END,
          next_revision = CASE WHEN $9::float8 IS NOT NULL THEN $3::smallint WHEN next_at > contest_clock() THEN next_revision END,
          next_at = CASE WHEN $9::float8 IS NOT NULL THEN to_timestamp($9::float8 / 1000) WHEN next_at > contest_clock() THEN next_at END
    WHERE contest_id = $1 AND id = $2`,
);

// Lets a revision of a round that is planned close no earlier than the round does by now: the planned one is withdrawn and
// stands again under another number. $1 contest, $2 round, $3 closing in epoch ms, $4 number; primary keys, none or one.
export const carryPlanned = statement<object>(
  'contests.carry-planned-revision',
  `WITH old AS (
     UPDATE round_revision v SET withdrawn_at = contest_clock() FROM round r
      WHERE r.contest_id = $1 AND r.id = $2 AND r.next_at > contest_clock()
        AND v.contest_id = $1 AND v.round_id = $2 AND v.revision = r.next_revision
     RETURNING v.*
   ), made AS (
     INSERT INTO round_revision (contest_id, round_id, revision, opens_at, closes_at, rules, pool, pool_parts, note, effective_at)
     SELECT $1, $2, $4, opens_at, greatest(closes_at, to_timestamp($3::float8 / 1000)), rules, pool, pool_parts, note, effective_at
       FROM old
   )
   UPDATE round r SET next_revision = $4 FROM old WHERE r.contest_id = $1 AND r.id = $2`,
);
