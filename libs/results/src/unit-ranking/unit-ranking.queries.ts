import { statement } from '#database';

export interface UnitFactsRow {
  id: number;
  persons: number;
  attempts: number;
  counted_attempts: number;
  counted_score: string;
  full_marks: number;
}

// Which units an attempt counts for: its own ($4 false), or also all above that one ($4 true).
const STANDS_FOR = `stands (own, unit) AS (
     SELECT u.id, u.id FROM contest_unit u WHERE u.contest_id = $1
     UNION
     SELECT s.own, u.parent_id FROM stands s JOIN contest_unit u ON u.id = s.unit WHERE $4::boolean AND u.parent_id IS NOT NULL
   )`;
const IN_SCOPE = `c.contest_id = $1 AND c.valid
      AND ($2::text = 'contest' OR ($2 = 'round' AND c.round_id = $3::int) OR ($2 = 'phase' AND c.phase_id = $3::int))`;
const SUMS = `SELECT unit AS id, count(*)::int AS persons, sum(attempts)::int AS attempts, sum(counted)::int AS counted_attempts,
          sum(score) AS counted_score, sum(full_marks)::int AS full_marks
     FROM person GROUP BY unit`;

// What the units of a contest have to be ranked by in a scope; units without an attempt are left out. $1 contest, $2 scope
// kind, $3 scope id, $4 whether units below count. Reads every contribution of the contest once (some 100,000).
export const unitFacts = statement<UnitFactsRow>(
  'unit-ranking-facts',
  `WITH RECURSIVE ${STANDS_FOR}, person AS (
     SELECT s.unit, c.participant_id, count(*) AS attempts, count(*) FILTER (WHERE c.counted) AS counted,
            coalesce(sum(c.score) FILTER (WHERE c.counted), 0) AS score,
            count(*) FILTER (WHERE c.counted AND c.full_marks) AS full_marks
       FROM contribution c JOIN stands s ON s.own = c.contest_unit_id
      WHERE ${IN_SCOPE} GROUP BY s.unit, c.participant_id
   )
   ${SUMS}`,
);

// The same where a person counts with so many attempts at most ($5): of the counted ones those with the best scores.
export const cappedUnitFacts = statement<UnitFactsRow>(
  'unit-ranking-capped-facts',
  `WITH RECURSIVE ${STANDS_FOR}, mine AS (
     SELECT s.unit, c.participant_id, c.counted, c.score, c.full_marks,
            row_number() OVER (PARTITION BY s.unit, c.participant_id, c.counted
                               ORDER BY c.score DESC, c.started_at, c.attempt_id) <= $5::int AS fits
       FROM contribution c JOIN stands s ON s.own = c.contest_unit_id
      WHERE ${IN_SCOPE}
   ), person AS (
     SELECT unit, participant_id, least(count(*), $5::int) AS attempts, count(*) FILTER (WHERE counted AND fits) AS counted,
            coalesce(sum(score) FILTER (WHERE counted AND fits), 0) AS score,
            count(*) FILTER (WHERE counted AND fits AND full_marks) AS full_marks
       FROM mine GROUP BY unit, participant_id
   )
   ${SUMS}`,
);
