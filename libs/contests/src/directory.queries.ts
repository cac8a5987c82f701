import { above, inForce, statement, TODAY } from '#database';
import type { Branding, ContestPage, ContestRules, Regulations, RoundRules } from '#domain';

export interface RoundRow {
  number: number;
  phaseId: number | null;
  title: string;
  opensMs: number;
  closesMs: number;
  note: string | null;
  rules: RoundRules;
}

export interface ContestRow {
  id: number;
  slug: string;
  title: string;
  status: 'published' | 'closed';
  hotline: string | null;
  page: ContestPage | null;
  retention_months: number;
  sample: boolean;
  rules: ContestRules;
  has_regulations: boolean;
  has_practice: boolean;
  /** The regulations let people practise while the contest is running. */
  practises_meanwhile: boolean;
  rounds: RoundRow[];
  phases: { id: number; title: string }[];
  audiences: { id: number; code: string; title: string }[];
  topics: { code: string; title: string }[];
  invited: number;
  branding: Branding | null;
}

// Published contests with all that people may know of them: never a pool, never a key. $1 slug, or null for all but rehearsals;
// $2 how many at most, newest first. contest_slug_key, then primary keys of a few rows each.
export const readContests = statement<ContestRow>(
  'contests.read-contests',
  `SELECT c.id, c.slug, c.title, c.status, c.hotline, c.page, c.retention_months, c.sample, cr.rules,
          cr.regulations IS NOT NULL AS has_regulations, c.practice_bank_id IS NOT NULL AS has_practice,
          coalesce(cr.regulations -> 'attempts' ->> 'practice' = 'true', false) AS practises_meanwhile,
          (SELECT jsonb_agg(jsonb_build_object('number', r.id, 'phaseId', r.phase_id, 'title', r.title, 'note', v.note,
                    'opensMs', extract(epoch FROM v.opens_at) * 1000, 'closesMs', extract(epoch FROM v.closes_at) * 1000,
                    'rules', v.rules) ORDER BY v.opens_at, r.id)
             FROM round r
             JOIN round_revision v ON v.contest_id = r.contest_id AND v.round_id = r.id AND v.revision = r.current_revision
            WHERE r.contest_id = c.id) AS rounds,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'title', p.title) ORDER BY p.id), '[]')
             FROM phase p WHERE p.contest_id = c.id) AS phases,
          (SELECT jsonb_agg(jsonb_build_object('id', a.id, 'code', a.code, 'title', a.title) ORDER BY a.id)
             FROM audience a WHERE a.contest_id = c.id) AS audiences,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('code', t.code, 'title', t.title)), '[]')
             FROM topic t WHERE t.bank_id = c.bank_id) AS topics,
          (SELECT count(*)::int FROM contest_unit cu WHERE cu.contest_id = c.id AND cu.invited) AS invited,
          (SELECT b.content FROM contest_branding b
            WHERE b.contest_id = c.id OR b.plan_id = coalesce((SELECT p.id FROM contest_plan p WHERE p.contest_id = c.id),
                    (SELECT h.plan_id FROM rehearsal h WHERE h.contest_id = c.id)) LIMIT 1) AS branding
     FROM contest c JOIN contest_revision cr ON cr.contest_id = c.id AND cr.revision = c.current_revision
    WHERE c.status IN ('published', 'closed')
      AND CASE WHEN $1::text IS NULL THEN NOT EXISTS (SELECT FROM rehearsal h WHERE h.contest_id = c.id) ELSE c.slug = $1 END
    ORDER BY c.created_at DESC, c.id DESC
    LIMIT $2`,
);

// What an organizer decided of a published contest, whole; null where a program made its rules. $1 slug; contest_slug_key.
export const readRegulations = statement<{
  title: string;
  regulations: Regulations | null;
  revisions: { effectiveMs: number; note: string | null; isPlanned: boolean }[];
}>(
  'contests.read-regulations',
  `SELECT c.title, cr.regulations,
          (SELECT jsonb_agg(jsonb_build_object('effectiveMs', extract(epoch FROM v.effective_at) * 1000, 'note', v.note,
                    'isPlanned', v.effective_at > contest_clock())
                            ORDER BY v.revision)
             FROM contest_revision v WHERE v.contest_id = c.id AND v.withdrawn_at IS NULL) AS revisions
     FROM contest c JOIN contest_revision cr ON cr.contest_id = c.id AND cr.revision = c.current_revision
    WHERE c.slug = $1 AND c.status IN ('published', 'closed')`,
);

// The number of a published contest. $1 slug; contest_slug_key.
export const findContest = statement<{ id: number }>(
  'contests.find-contest',
  `SELECT id FROM contest WHERE slug = $1 AND status IN ('published', 'closed')`,
);

// The name in addresses of a published contest that everybody may find, by its number. $1 number; contest_pkey.
export const findListed = statement<{ slug: string }>(
  'contests.find-listed',
  `SELECT slug FROM contest c WHERE c.id = $1 AND c.status IN ('published', 'closed')
      AND NOT EXISTS (SELECT FROM rehearsal h WHERE h.contest_id = c.id)`,
);

// The units that a contest invites, as its posters and letters are put in order. $1 contest; contest_unit_code_key, some
// thousands.
export const readInvited = statement<{ code: string; name: string; parentName: string | null }>(
  'contests.read-invited',
  `SELECT code, name, parent_name AS "parentName" FROM contest_unit
    WHERE contest_id = $1 AND invited AND kind <> 'virtual'
    ORDER BY parent_name COLLATE "vi-x-icu" NULLS FIRST, name COLLATE "vi-x-icu", id`,
);

export interface ContestUnitRow {
  id: number;
  code: string;
  name: string;
  parentName: string | null;
  level: string;
  kind: string;
}

// Units a person may stand for whose name holds every word typed, in any order and without accents. $1 contest, $2 words
// as typed, $3 only below this unit or null, $4 last unit seen or null, $5 rows, $6 only the unit of this code or null.
// contest_unit_code_key: the units of one contest, a few thousand at most, are looked through.
export const searchContestUnits = statement<ContestUnitRow>(
  'contests.search-contest-units',
  `SELECT cu.id, cu.code, cu.name, cu.parent_name AS "parentName", cu.level, cu.kind
     FROM contest_unit cu
    WHERE cu.contest_id = $1 AND cu.kind <> 'virtual' AND ($3::int IS NULL OR cu.parent_id = $3)
      AND ($6::text IS NULL OR cu.code = $6)
      AND NOT EXISTS (SELECT FROM regexp_split_to_table(search_key($2), ' +') AS word WHERE strpos(cu.search_key, word) = 0)
      AND ($4::int IS NULL OR (cu.name COLLATE "vi-x-icu", cu.id) >
            (SELECT s.name COLLATE "vi-x-icu", s.id FROM contest_unit s WHERE s.contest_id = $1 AND s.id = $4))
    ORDER BY cu.name COLLATE "vi-x-icu", cu.id
    LIMIT $5`,
);

// The row for people of units outside the invited list. $1 contest, $2 its code; contest_unit_code_key.
export const findOutsideUnit = statement<ContestUnitRow>(
  'contests.find-outside-unit',
  `SELECT id, code, name, parent_name AS "parentName", level, kind FROM contest_unit WHERE contest_id = $1 AND code = $2`,
);

export interface TreeUnitRow {
  code: string;
  name: string;
  parentName: string | null;
}

// The unit of the tree that has this code today, or had it last, for codes changed meaning in time. $1 code; unit_code_key,
// one row.
export const findTreeUnit = statement<TreeUnitRow>(
  'contests.find-tree-unit',
  `SELECT u.code, u.full_name AS name, p.full_name AS "parentName"
     FROM unit u ${above('u', `greatest(u.valid_from, least(${TODAY}, u.valid_to - 1))`)}
    WHERE u.code = $1 ORDER BY (${inForce('u', TODAY)}) DESC, u.valid_from DESC LIMIT 1`,
);

export interface UnitContestRow extends TreeUnitRow {
  slug: string;
  title: string;
  status: 'published' | 'closed';
  opensMs: number;
  closesMs: number;
}

// Published contests with a unit of this code, newest first, each with the unit as frozen in it. $1 code, $2 rows.
// The contests, a few hundred at most, are looked through; each has at most one such row, by contest_unit_code_key.
export const readUnitContests = statement<UnitContestRow>(
  'contests.read-unit-contests',
  `SELECT c.slug, c.title, c.status, cu.code, cu.name, cu.parent_name AS "parentName", w."opensMs", w."closesMs"
     FROM contest c
     JOIN contest_unit cu ON cu.contest_id = c.id AND cu.code = $1 AND cu.kind <> 'virtual'
     CROSS JOIN LATERAL (
       SELECT (extract(epoch FROM min(v.opens_at)) * 1000)::float8 AS "opensMs",
              (extract(epoch FROM max(v.closes_at)) * 1000)::float8 AS "closesMs"
         FROM round r
         JOIN round_revision v ON v.contest_id = r.contest_id AND v.round_id = r.id AND v.revision = r.current_revision
        WHERE r.contest_id = c.id) w
    WHERE c.status IN ('published', 'closed') AND NOT EXISTS (SELECT FROM rehearsal h WHERE h.contest_id = c.id)
    ORDER BY w."opensMs" DESC, c.id DESC
    LIMIT $2`,
);
