import { statement } from '#database';
import type { GuessRule, PrizeLine, Regulations } from '#domain';

// What an organizer decided of ranking, beside the rules that the server keeps; null where a program made the rules.
// $1 contest; primary keys, one row.
export const readDecided = statement<{
  counting: Regulations['counting'] | null;
  prediction: GuessRule | null;
  prizes: PrizeLine[] | null;
  only_full_marks: boolean | null;
}>(
  'simulation-decided',
  `SELECT v.regulations -> 'counting' AS counting, nullif(v.regulations -> 'prediction', 'null') AS prediction,
          v.regulations #> '{prizes,list}' AS prizes, (v.regulations #>> '{prizes,onlyFullMarks}')::boolean AS only_full_marks
     FROM contest c JOIN contest_revision v ON v.contest_id = c.id AND v.revision = c.current_revision
    WHERE c.id = $1`,
);

// One simulation at a time in the whole house: each reads a contest from end to end, beside people who take it. Free again
// with the end of the transaction; one row.
export const takeTurn = statement<{ is_free: boolean }>(
  'simulation-turn',
  `SELECT pg_try_advisory_xact_lock(hashtextextended('simulation', 0)) AS is_free`,
);

// How many attempts a simulation of these rounds looks at. $1 contest, $2 rounds; one partition is counted.
export const countAttempts = statement<{ attempts: number }>(
  'simulation-attempts',
  `SELECT count(*)::int AS attempts FROM contribution
    WHERE contest_id = $1 AND valid AND round_id = ANY($2::smallint[])`,
);

// What predictions are measured against: attempts, persons and persons with full marks of each round, phase or the contest,
// of each audience or all. $1 contest, $2 'round', 'phase' or 'contest', $3 whether by audience. One partition is read; a row
// for each such part, named by one of its rounds.
export const readTruths = statement<{
  round_id: number;
  audience_id: number | null;
  attempts: number;
  persons_taking_part: number;
  persons_all_correct: number;
}>(
  'simulation-truths',
  `SELECT min(round_id)::int AS round_id, CASE WHEN $3::boolean THEN audience_id END AS audience_id,
          count(*)::int AS attempts, count(DISTINCT participant_id)::int AS persons_taking_part,
          (count(DISTINCT participant_id) FILTER (WHERE full_marks))::int AS persons_all_correct
     FROM contribution WHERE contest_id = $1 AND valid
    GROUP BY CASE $2::text WHEN 'round' THEN round_id WHEN 'phase' THEN phase_id END,
             CASE WHEN $3::boolean THEN audience_id END`,
);

export interface SimulatedRow {
  participant_id: string;
  attempt_id: string;
  round_id: number;
  audience_id: number;
  score: number;
  full_marks: boolean;
  duration_ms: number;
  started_ms: number;
  submitted_ms: number;
  prediction: number | null;
  birth_date: string | null;
}

// The next recognised attempts, person by person. $1 contest, $2 rounds, $3/$4 the last person and attempt seen, $5 whether
// predictions are asked for, $6 whether birth dates are, $7 rows. contribution_participant_idx is walked from the last person;
// a prediction and a birth date are a look-up by key each.
export const nextAttempts = statement<SimulatedRow>(
  'simulation-next-attempts',
  `SELECT c.participant_id, c.attempt_id, c.round_id, c.audience_id, c.score, c.full_marks, c.duration_ms,
          (extract(epoch FROM c.started_at) * 1000)::float8 AS started_ms,
          (extract(epoch FROM c.submitted_at) * 1000)::float8 AS submitted_ms,
          CASE WHEN $5::boolean THEN
            (SELECT t.prediction FROM attempt t WHERE t.contest_id = $1 AND t.id = c.attempt_id)::float8 END AS prediction,
          CASE WHEN $6::boolean THEN
            (SELECT p.birth_date::text FROM participant p WHERE p.contest_id = $1 AND p.id = c.participant_id) END AS birth_date
     FROM contribution c
    WHERE c.contest_id = $1 AND c.valid AND c.round_id = ANY($2::smallint[])
      AND (c.participant_id, c.attempt_id) > ($3::uuid, $4::uuid)
    ORDER BY c.participant_id, c.attempt_id LIMIT $7`,
);

export interface NamedRow {
  participant_id: string;
  full_name: string;
  is_anonymous: boolean;
  is_child: boolean;
  publish_name: boolean | null;
  unit_name: string;
}

// Whom a board would show, with what decides how they are named. $1 contest, $2 participants; primary keys.
export const readNamed = statement<NamedRow>(
  'simulation-named',
  `SELECT p.id AS participant_id, p.full_name, p.anonymised_at IS NOT NULL AS is_anonymous,
          is_child(p.birth_date, p.created_at) AS is_child, p.publish_name, u.name AS unit_name
     FROM participant p JOIN contest_unit u ON u.id = p.contest_unit_id
    WHERE p.contest_id = $1 AND p.id = ANY($2::uuid[])`,
);
