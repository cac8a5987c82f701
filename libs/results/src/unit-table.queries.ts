import { statement } from '#database';
import type { UnitLine } from './unit-table.lines.js';

export interface UnitLineRow {
  id: number;
  parent_id: number | null;
  code: string;
  name: string;
  parent_name: string | null;
  level: string;
  kind: string;
  invited: boolean;
  headcount: number | null;
  headcount_note: string | null;
  block: string | null;
  earlier: UnitLine['earlier'];
  persons: number;
  attempts: number;
  counted_attempts: number;
  counted_score: string;
  full_marks_attempts: number;
  full_marks_persons: number;
}

// Every unit of a contest with its counters in a scope; units without any have zeros. $1 contest, $2 scope kind,
// $3 scope id. contest_unit_code_key, unit_counter_pkey by the contest, earlier_total_pkey; as many rows as units (thousands).
export const unitLines = statement<UnitLineRow>(
  'unit-table-lines',
  `SELECT u.id, u.parent_id, u.code, u.name, u.parent_name, u.level, u.kind, u.invited, u.headcount, u.headcount_note, u.block,
          CASE WHEN e.contest_unit_id IS NOT NULL THEN jsonb_build_object('persons', e.persons, 'attempts', e.attempts, 'asOf', e.as_of, 'source', e.source,
               'ofUnits', e.of_units, 'lacking', e.lacking, 'splitFrom', e.split_from) END AS earlier,
          coalesce(c.persons, 0) AS persons, coalesce(c.attempts, 0) AS attempts,
          coalesce(c.counted_attempts, 0) AS counted_attempts, coalesce(c.counted_score, 0) AS counted_score,
          coalesce(c.full_marks_attempts, 0) AS full_marks_attempts,
          coalesce(c.full_marks_persons, 0) AS full_marks_persons
     FROM contest_unit u
     LEFT JOIN unit_counter c ON c.contest_id = $1 AND c.scope_kind = $2 AND c.scope_id = $3 AND c.contest_unit_id = u.id
     LEFT JOIN earlier_total e ON e.contest_unit_id = u.id
    WHERE u.contest_id = $1
    ORDER BY u.code`,
);

// Different persons with a valid attempt in a scope: its standings, because a person may have stood for two units.
// $1 contest, $2 scope kind, $3 scope id; standing_bucket_pkey, the buckets of the scope.
export const personCount = statement<{ persons: number }>(
  'unit-table-persons',
  `SELECT coalesce(sum(standings), 0)::int AS persons FROM standing_bucket
    WHERE contest_id = $1 AND scope_kind = $2 AND scope_id = $3`,
);

// What one unit has in each round of its contest; rounds without an attempt are left out. $1 contest, $2 rounds,
// $3 contest unit; unit_counter_pkey, a row each.
export const unitRounds = statement<{ round_id: number; persons: number; attempts: number }>(
  'unit-report-rounds',
  `SELECT scope_id AS round_id, persons, attempts FROM unit_counter
    WHERE contest_id = $1 AND scope_kind = 'round' AND scope_id = ANY($2::smallint[]) AND contest_unit_id = $3`,
);

// What a unit and those below it had day by day, by the local day of handing in. $1 contest, $2 contest unit.
// contest_unit_parent_idx, participant_name_idx, contribution_participant_idx: reads as many attempts as they have.
export const unitTrend = statement<{ day: string; persons: number; attempts: number }>(
  'unit-trend',
  `WITH RECURSIVE reach AS (
     SELECT $2::int AS id
     UNION
     SELECT u.id FROM contest_unit u JOIN reach r ON u.parent_id = r.id
   ), done AS (
     SELECT c.participant_id, (c.submitted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day
       FROM reach r
       JOIN participant p ON p.contest_id = $1 AND p.contest_unit_id = r.id
       JOIN contribution c ON c.contest_id = $1 AND c.participant_id = p.id AND c.contest_unit_id = r.id AND c.valid
   ), first AS (
     SELECT participant_id, min(day) AS day FROM done GROUP BY participant_id
   )
   SELECT a.day::text, a.attempts, (SELECT count(*)::int FROM first f WHERE f.day = a.day) AS persons
     FROM (SELECT day, count(*)::int AS attempts FROM done GROUP BY day) a ORDER BY a.day`,
);
