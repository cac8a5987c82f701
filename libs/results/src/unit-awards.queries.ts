import { statement } from '#database';

// The publications that hold within a scope: of the scope itself, of the rounds of a phase, of everything in the contest.
// $1 contest, $2 scope kind, $3 scope id.
const HOLDING = `holding AS (
     SELECT p.settlement_id, p.version FROM publication p
      WHERE p.contest_id = $1
        AND p.number = (SELECT max(q.number) FROM publication q
                         WHERE q.contest_id = $1 AND q.scope_kind = p.scope_kind AND q.scope_id = p.scope_id)
        AND ($2::text = 'contest' OR (p.scope_kind = $2 AND p.scope_id = $3::int)
             OR ($2 = 'phase' AND p.scope_kind = 'round'
                 AND p.scope_id IN (SELECT r.id FROM round r WHERE r.contest_id = $1 AND r.phase_id = $3::int)))
   )`;

// How many publications hold within a scope. $1 contest, $2 scope kind, $3 scope id; publication_pkey, a few dozen.
export const publishedWithin = statement<{ publications: number }>(
  'unit-table-published',
  `WITH ${HOLDING} SELECT count(*)::int AS publications FROM holding`,
);

// What units have of prizes that are published within a scope: people with a prize, each once, of the unit ($4: and of those
// below it), and prizes that the unit itself got, in the order of the rules. $1 contest, $2 scope kind, $3 scope id, $4 whether
// units below count. publication_pkey, award_pkey; a row for each unit with any.
export const unitAwards = statement<{ id: number; winners: number; prizes: string[] }>(
  'unit-table-awards',
  `WITH RECURSIVE ${HOLDING}, stands (own, unit) AS (
     SELECT u.id, u.id FROM contest_unit u WHERE u.contest_id = $1
     UNION
     SELECT s.own, u.parent_id FROM stands s JOIN contest_unit u ON u.id = s.unit WHERE $4::boolean AND u.parent_id IS NOT NULL
   ), given AS (
     SELECT a.* FROM holding h
       JOIN award a ON a.contest_id = $1 AND a.settlement_id = h.settlement_id AND a.version = h.version
   ), persons AS (
     SELECT s.unit, count(DISTINCT g.participant_id)::int AS winners
       FROM given g JOIN stands s ON s.own = g.contest_unit_id
      WHERE g.participant_id IS NOT NULL GROUP BY s.unit
   ), own AS (
     SELECT contest_unit_id AS unit, array_agg(title ORDER BY line, place) AS prizes
       FROM given WHERE participant_id IS NULL GROUP BY contest_unit_id
   )
   SELECT coalesce(p.unit, o.unit) AS id, coalesce(p.winners, 0) AS winners, coalesce(o.prizes, '{}') AS prizes
     FROM persons p FULL JOIN own o ON o.unit = p.unit`,
);
