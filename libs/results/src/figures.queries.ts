import { statement } from '#database';
import type { SightRules } from '#domain';

export interface FiguresRow {
  contest_id: number;
  persons: number;
  attempts: number;
  units_taking_part: number;
  units_invited: number;
  version: string;
  changed_ms: number | null;
  status: 'published' | 'closed';
  sights: SightRules | null;
  rounds: { opensAt: number; closesAt: number }[];
}

// What contests add up to, with the version of these very figures: one look for a whole list. Persons are the standings
// of the contest, because who stood for two units is one person; attempts are the valid ones. A unit takes part as
// `participation` of domain says it: invited, with enough counted attempts, those of the units below it too where the
// rules say so (`counts_for` is a unit with its counted attempts and a unit that they count for; UNION ends a ring).
// $1 contests. Of each contest: standing_bucket_pkey, score_counter_pkey and unit_counter_pkey in the scope of the
// contest, thousands of rows at most, and contest_unit_code_key for its units; OFFSET keeps the plan from merging the
// counters of all contests. Never a standing, never an attempt. Measured with
// 3,000 units and 5,000 buckets: 7 ms, and 20 ms where the units below count.
export const readFigures = statement<FiguresRow>(
  'figures-of-contests',
  `WITH RECURSIVE asked AS (
     SELECT c.id, c.status, v.rules -> 'sights' AS sights, (v.rules -> 'participation' ->> 'minAttempts')::int AS min_attempts,
            (v.rules -> 'participation' ->> 'childrenCountForParent')::boolean AS with_below
       FROM contest c JOIN contest_revision v ON v.contest_id = c.id AND v.revision = c.current_revision
      WHERE c.id = ANY($1::int[]) AND c.status <> 'draft'
   ), counts_for AS (
     SELECT a.id AS contest_id, u.contest_unit_id AS unit_id, u.counted_attempts, u.contest_unit_id AS for_id
       FROM asked a
      CROSS JOIN LATERAL (
        SELECT contest_unit_id, counted_attempts FROM unit_counter
         WHERE contest_id = a.id AND scope_kind = 'contest' AND scope_id = 0 AND counted_attempts > 0 OFFSET 0) u
     UNION
     SELECT f.contest_id, f.unit_id, f.counted_attempts, cu.parent_id
       FROM counts_for f
       JOIN asked a ON a.id = f.contest_id AND a.with_below
       JOIN contest_unit cu ON cu.id = f.for_id AND cu.parent_id IS NOT NULL
   ), taking_part AS (
     SELECT f.contest_id
       FROM counts_for f
       JOIN asked a ON a.id = f.contest_id
       JOIN contest_unit cu ON cu.id = f.for_id AND cu.invited
      GROUP BY f.contest_id, f.for_id, a.min_attempts
     HAVING sum(f.counted_attempts) >= a.min_attempts
   )
   SELECT a.id AS contest_id,
          (SELECT coalesce(sum(b.standings), 0)::int FROM standing_bucket b
            WHERE b.contest_id = a.id AND b.scope_kind = 'contest' AND b.scope_id = 0) AS persons,
          (SELECT coalesce(sum(s.attempts), 0)::int FROM score_counter s
            WHERE s.contest_id = a.id AND s.scope_kind = 'contest' AND s.scope_id = 0) AS attempts,
          coalesce(t.units, 0)::int AS units_taking_part,
          (SELECT count(*)::int FROM contest_unit cu WHERE cu.contest_id = a.id AND cu.invited) AS units_invited,
          coalesce(m.version, 0) AS version, (extract(epoch FROM m.changed_at) * 1000)::float8 AS changed_ms,
          a.status, a.sights,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('opensAt', (extract(epoch FROM w.opens_at) * 1000)::bigint,
                    'closesAt', (extract(epoch FROM w.closes_at) * 1000)::bigint)), '[]')
             FROM round r
             JOIN round_revision w ON w.contest_id = a.id AND w.round_id = r.id AND w.revision = r.current_revision
            WHERE r.contest_id = a.id) AS rounds
     FROM asked a
     LEFT JOIN (SELECT contest_id, count(*) AS units FROM taking_part GROUP BY contest_id) t ON t.contest_id = a.id
     LEFT JOIN tally_mark m ON m.contest_id = a.id`,
);
