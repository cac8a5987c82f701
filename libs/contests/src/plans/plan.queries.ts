import { below, inForce, statement, TODAY, unitNameOf } from '#database';
import type { PaperRules } from '#domain';
import { SUBTREE } from '../delegation/subtree.queries.js';

/** A unit that a contest is to invite, by its code in the tree of today. */
export interface UnitWish {
  code: string;
  /** People who could take part; null = not known. */
  headcount: number | null;
}

// A bank by its code. $1 code; bank_code_key.
export const bankOfCode = statement<{ id: number }>('contests.bank-of-code', `SELECT id FROM bank WHERE code = $1`);

// The code of the only bank that rounds may draw from, null when there are none or several. A few rows.
export const onlyBank = statement<{ code: string | null }>(
  'contests.only-bank',
  `SELECT CASE WHEN count(*) = 1 THEN min(code) END AS code FROM bank WHERE NOT practice`,
);

// The units that stand today, by their codes. $1 text[] codes; unit_code_key.
export const livingUnits = statement<{ code: string; valid_from: string }>(
  'contests.living-units',
  `SELECT code, to_char(valid_from, 'YYYY-MM-DD') AS valid_from
     FROM unit u WHERE code = ANY($1::text[]) AND ${inForce('u', TODAY)} AND kind <> 'virtual'`,
);

// The units that stand today below one of them, whatever the depth; the unit alone when none is. $1 code, $2 how many at
// most. unit_code_key, unit_parent_idx.
export const unitsBelow = statement<{ code: string }>(
  'contests.units-below',
  `WITH RECURSIVE below AS (
     SELECT u.code, 0 AS depth FROM unit u WHERE u.code = $1 AND ${inForce('u', TODAY)}
     UNION ALL
     SELECT u.code, b.depth + 1 FROM below b ${below('b.code', 'u', TODAY)} WHERE u.kind <> 'virtual' AND b.depth < 20
   )
   SELECT code FROM below b WHERE depth > 0 OR NOT EXISTS (SELECT FROM below other WHERE other.depth > 0)
    ORDER BY code LIMIT $2`,
);

export interface LentBank {
  code: string;
  title: string;
  topics: { code: string; title: string }[];
  subBanks: string[];
}

// What a bank is divided into, for somebody who may draw papers from it and not look at it. $1 code or null; bank_code_key,
// its topics and items by bank. One row or none.
export const lentBank = statement<LentBank>(
  'contests.lent-bank',
  `SELECT b.code, b.title,
          coalesce((SELECT jsonb_agg(jsonb_build_object('code', t.code, 'title', t.title) ORDER BY t.title)
                      FROM topic t WHERE t.bank_id = b.id), '[]') AS topics,
          ARRAY(SELECT DISTINCT i.sub_bank FROM item i WHERE i.bank_id = b.id AND i.sub_bank IS NOT NULL ORDER BY 1) AS "subBanks"
     FROM bank b WHERE b.code = $1`,
);

// The plans that take their questions from a bank, the last changed first; closed contests and rehearsals have none. $1 code of
// the bank. A few hundred plans at most are looked through.
export const plansOfBank = statement<{
  id: string;
  regulations: unknown;
  title: string | null;
  status: 'draft' | 'published' | null;
}>(
  'contests.plans-of-bank',
  `SELECT p.id, p.regulations, p.regulations ->> 'title' AS title, c.status
     FROM contest_plan p LEFT JOIN contest c ON c.id = p.contest_id
    WHERE p.bank_code = $1 AND c.status IS DISTINCT FROM 'closed' ORDER BY p.updated_at DESC, p.id DESC`,
);

// The published contests that draw from a bank and have no plan, rehearsals left out, with their rounds as they stand, the last
// first. $1 bank. Contests and their rounds are few; audience_pkey.
export const contestsOfBank = statement<{
  title: string;
  audiences: { id: number }[];
  rounds: { title: string; opens_ms: number; closes_ms: number; paper: PaperRules }[];
}>(
  'contests.contests-of-bank',
  `SELECT c.title,
          coalesce((SELECT jsonb_agg(jsonb_build_object('id', a.id) ORDER BY a.id) FROM audience a WHERE a.contest_id = c.id),
                   '[]') AS audiences,
          jsonb_agg(jsonb_build_object('title', o.title, 'opens_ms', (extract(epoch FROM r.opens_at) * 1000)::float8,
                      'closes_ms', (extract(epoch FROM r.closes_at) * 1000)::float8, 'paper', r.rules -> 'paper')
                    ORDER BY r.opens_at, o.id) AS rounds
     FROM contest c
     JOIN round o ON o.contest_id = c.id
     JOIN round_revision r ON r.contest_id = o.contest_id AND r.round_id = o.id AND r.revision = o.current_revision
    WHERE c.bank_id = $1 AND c.status = 'published'
      AND NOT EXISTS (SELECT FROM contest_plan p WHERE p.contest_id = c.id)
      AND NOT EXISTS (SELECT FROM rehearsal h WHERE h.contest_id = c.id)
    GROUP BY c.id ORDER BY c.id DESC`,
);

export interface PlanRow {
  id: string;
  regulations: unknown;
  bankCode: string | null;
  invited: UnitWish[] | null;
  rehearsed: unknown;
  version: number;
  contestId: number | null;
  contestSlug: string | null;
  status: 'draft' | 'published' | 'closed' | null;
  updatedAt: Date;
  updatedBy: string | null;
  updatedByName: string | null;
  runByUnitCode: string | null;
  runBy: { code: string; name: string } | null;
  locked: string[];
}

/** The unit that runs a plan, with its name of today. */
const RUN_BY = `CASE WHEN p.run_by_unit_code IS NOT NULL THEN
            jsonb_build_object('code', p.run_by_unit_code, 'name', ${unitNameOf('p.run_by_unit_code')}) END AS "runBy"`;

const PLAN = `SELECT p.id, p.regulations, p.bank_code AS "bankCode", p.invited, p.rehearsed, p.version, p.contest_id AS "contestId",
          c.slug AS "contestSlug", c.status, p.updated_at AS "updatedAt", p.updated_by AS "updatedBy",
          a.full_name AS "updatedByName", p.run_by_unit_code AS "runByUnitCode", ${RUN_BY}, p.locked
     FROM contest_plan p LEFT JOIN contest c ON c.id = p.contest_id LEFT JOIN account a ON a.id = p.updated_by
    WHERE p.id = $1`;

// One plan, whole. $1 id; contest_plan_pkey.
export const readPlan = statement<PlanRow>('contests.read-plan', PLAN);

// The same, locked until the transaction ends. $1 id; contest_plan_pkey.
export const lockPlan = statement<PlanRow>('contests.lock-plan', `${PLAN} FOR UPDATE OF p`);

export interface PlanSummaryRow {
  id: string;
  title: string | null;
  slug: string | null;
  status: PlanRow['status'];
  contestSlug: string | null;
  runBy: { code: string; name: string } | null;
  isOffered: boolean;
  isStopped: boolean;
  updatedAt: Date;
  updatedByName: string | null;
}

// Plans, the last changed first: all of them ($1), or those of some contests ($2 int[]) and those that some units run
// ($6 text[]); $3 words of the title as typed, $4 last plan seen or null, $5 rows, $7 code of a unit: only what it or one
// below it runs; null: all. A few hundred plans at most are looked through.
export const listPlans = statement<PlanSummaryRow>(
  'contests.list-plans',
  `WITH RECURSIVE ${SUBTREE('$7::text')}
   SELECT p.id, p.regulations ->> 'title' AS title, p.regulations ->> 'slug' AS slug, c.status, c.slug AS "contestSlug",
          p.updated_at AS "updatedAt", a.full_name AS "updatedByName", ${RUN_BY},
          EXISTS (SELECT FROM plan_offer o WHERE o.plan_id = p.id) AS "isOffered",
          EXISTS (SELECT FROM contest_stop s WHERE s.contest_id = c.id AND s.lifted_at IS NULL) AS "isStopped"
     FROM contest_plan p LEFT JOIN contest c ON c.id = p.contest_id LEFT JOIN account a ON a.id = p.updated_by
    WHERE ($1::boolean OR p.contest_id = ANY($2::int[]) OR p.run_by_unit_code = ANY($6::text[]))
      AND ($7::text IS NULL OR p.run_by_unit_code IN (SELECT code FROM subtree))
      AND NOT EXISTS (SELECT FROM regexp_split_to_table(search_key($3), ' +') AS word
                       WHERE strpos(search_key(concat_ws(' ', p.regulations ->> 'title', p.regulations ->> 'slug')), word) = 0)
      AND ($4::uuid IS NULL OR (p.updated_at, p.id) < (SELECT s.updated_at, s.id FROM contest_plan s WHERE s.id = $4))
    ORDER BY p.updated_at DESC, p.id DESC
    LIMIT $5`,
);

// Adds a plan. $1 id, $2 regulations, $3 code of its bank or null, $4 units to invite or null, $5 account,
// $6 code of the unit that runs it or null, $7 text[] locked paths.
export const addPlan = statement<object>(
  'contests.add-plan',
  `INSERT INTO contest_plan (id, regulations, bank_code, invited, created_by, updated_by, run_by_unit_code, locked)
   VALUES ($1, $2, $3, $4, $5, $5, $6, $7)`,
);

// Saves what an editor wrote. $1 id, $2 regulations, $3 code of its bank or null, $4 account; contest_plan_pkey.
export const savePlan = statement<{ version: number }>(
  'contests.save-plan',
  `UPDATE contest_plan
      SET regulations = $2, bank_code = $3, version = version + 1, updated_by = $4, updated_at = contest_clock()
    WHERE id = $1 RETURNING version`,
);

// Sets the units that a plan is to invite. $1 id, $2 list; contest_plan_pkey.
export const setInvited = statement<object>(
  'contests.set-plan-invited',
  `UPDATE contest_plan SET invited = $2 WHERE id = $1`,
);

// Says which contest was made from a plan. $1 id, $2 contest, $3 account; contest_plan_pkey.
export const setContest = statement<object>(
  'contests.set-plan-contest',
  `UPDATE contest_plan SET contest_id = $2, updated_by = $3, updated_at = contest_clock() WHERE id = $1`,
);

// Which of some addresses a contest or a plan has. $1 text, $2 the same and a hyphen behind it; contest_slug_key, a few hundred plans.
export const takenSlugs = statement<{ slug: string }>(
  'contests.taken-slugs',
  `SELECT slug FROM contest WHERE slug = $1 OR starts_with(slug, $2)
   UNION
   SELECT regulations ->> 'slug' FROM contest_plan
    WHERE regulations ->> 'slug' = $1 OR starts_with(regulations ->> 'slug', $2)`,
);

// What a contest, published or not, was made from, with its bank and its invited units. $1 slug; contest_slug_key,
// contest_unit_code_key.
export const contestAsPlan = statement<{
  id: number;
  regulations: unknown;
  bank_code: string | null;
  invited: UnitWish[] | null;
}>(
  'contests.contest-as-plan',
  `SELECT c.id, r.regulations, b.code AS bank_code,
          (SELECT jsonb_agg(jsonb_build_object('code', u.code, 'headcount', u.headcount) ORDER BY u.code)
             FROM contest_unit u WHERE u.contest_id = c.id AND u.invited) AS invited
     FROM contest c
     JOIN contest_revision r ON r.contest_id = c.id AND r.revision = c.current_revision
     LEFT JOIN bank b ON b.id = c.bank_id
    WHERE c.slug = $1`,
);

// How many of the invited units of a contest have no letter for a manager yet. $1 contest; unit_invitation by contest.
export const unitsWithoutManager = statement<{ units: number }>(
  'contests.units-without-manager',
  `SELECT count(*)::int AS units FROM contest_unit u
    WHERE u.contest_id = $1 AND u.invited
      AND NOT EXISTS (SELECT FROM unit_invitation i WHERE i.contest_id = $1 AND i.contest_unit_id = u.id)`,
);
