import { statement } from '#database';

/**
 * Takes the one lock under which the figures of a contest change. Groups of attempts of a contest meet in the same unit
 * counters anyway; waiting here, in one place, they can never wait for each other in a ring. $1 contest.
 */
export const lockTally = statement<never>(
  'lock-tally',
  `SELECT pg_advisory_xact_lock(hashtextextended('tally', $1::int))`,
);

export interface ContestRulesRow {
  rules: import('#domain').ContestRules;
}

// The rules of a contest as of now. $1 contest; primary keys, one row.
export const readContestRules = statement<ContestRulesRow>(
  'read-contest-rules',
  `SELECT v.rules FROM contest c JOIN contest_revision v ON v.contest_id = c.id AND v.revision = c.current_revision
    WHERE c.id = $1`,
);

export interface ContributionRow {
  attempt_id: string;
  round_id: number;
  phase_id: number | null;
  audience_id: number;
  participant_id: string;
  contest_unit_id: number;
  valid: boolean;
  counted: boolean;
  score: number;
  full_marks: boolean;
  duration_ms: number;
  started_ms: number;
  submitted_ms: number;
  grade_revision: number;
}

const CONTRIBUTION_COLUMNS = `round_id, phase_id, audience_id, participant_id, contest_unit_id`;

// What was added before for these people. $1 contest, $2 participants; contribution_participant_idx, a person's attempts.
export const readStored = statement<ContributionRow>(
  'read-stored-contributions',
  `SELECT attempt_id, ${CONTRIBUTION_COLUMNS}, valid, counted, score, full_marks, duration_ms,
          (extract(epoch FROM started_at) * 1000)::float8 AS started_ms,
          (extract(epoch FROM submitted_at) * 1000)::float8 AS submitted_ms, grade_revision
     FROM contribution WHERE contest_id = $1 AND participant_id = ANY($2::uuid[])`,
);

// What these attempts add now, by their effective grade and whether they are recognised. $1 contest, $2 attempts. LATERAL
// with a limit keeps the plan to index look-ups, also when it was made while the partitions were empty.
export const readCurrent = statement<Omit<ContributionRow, 'counted'>>(
  'read-current-contributions',
  `SELECT t.id AS attempt_id, t.round_id, t.phase_id, t.audience_id, t.participant_id, t.contest_unit_id,
          t.voided_at IS NULL AND NOT t.abandoned AS valid, g.score, g.full_marks, coalesce(t.elapsed_ms, 0) AS duration_ms,
          (extract(epoch FROM t.started_at) * 1000)::float8 AS started_ms,
          (extract(epoch FROM t.submitted_at) * 1000)::float8 AS submitted_ms, g.revision AS grade_revision
     FROM unnest($2::uuid[]) AS u(id)
     CROSS JOIN LATERAL (SELECT * FROM attempt WHERE contest_id = $1 AND id = u.id LIMIT 1) t
     CROSS JOIN LATERAL (SELECT * FROM grade WHERE contest_id = $1 AND attempt_id = u.id AND effective LIMIT 1) g
    WHERE t.state = 'graded'`,
);

// Birth dates where the chain ranks by age. $1 contest, $2 participants.
export const readBirthDates = statement<{ id: string; birth_date: string | null }>(
  'read-birth-dates',
  `SELECT id, birth_date::text AS birth_date FROM participant WHERE contest_id = $1 AND id = ANY($2::uuid[])`,
);

export const upsertContributions = statement<never>(
  'upsert-contributions',
  `INSERT INTO contribution (contest_id, attempt_id, round_id, phase_id, audience_id, participant_id, contest_unit_id,
          valid, counted, score, full_marks, duration_ms, started_at, submitted_at, grade_revision)
   SELECT $1, attempt_id, round_id, phase_id, audience_id, participant_id, contest_unit_id, valid, counted, score, full_marks,
          duration_ms, to_timestamp(started_ms / 1000), to_timestamp(submitted_ms / 1000), grade_revision
     FROM unnest($2::uuid[], $3::smallint[], $4::smallint[], $5::smallint[], $6::uuid[], $7::int[], $8::boolean[], $9::boolean[],
            $10::int[], $11::boolean[], $12::int[], $13::float8[], $14::float8[], $15::smallint[])
       AS u(attempt_id, round_id, phase_id, audience_id, participant_id, contest_unit_id, valid, counted, score, full_marks,
            duration_ms, started_ms, submitted_ms, grade_revision)
   ON CONFLICT (contest_id, attempt_id) DO UPDATE
      SET valid = EXCLUDED.valid, counted = EXCLUDED.counted, score = EXCLUDED.score, full_marks = EXCLUDED.full_marks,
          duration_ms = EXCLUDED.duration_ms, contest_unit_id = EXCLUDED.contest_unit_id, grade_revision = EXCLUDED.grade_revision`,
);

// The buckets of standings that are about to change. $1 contest, arrays of keys; standing_pkey.
export const readSortKeys = statement<{ scope_kind: string; scope_id: number; audience_id: number; bucket: Buffer }>(
  'read-sort-keys',
  `SELECT s.scope_kind, s.scope_id, s.audience_id, substring(s.sort_key FOR 7) AS bucket
     FROM unnest($2::text[], $3::smallint[], $4::smallint[], $5::uuid[]) AS u(scope_kind, scope_id, audience_id, participant_id)
     CROSS JOIN LATERAL (
       SELECT * FROM standing WHERE contest_id = $1 AND scope_kind = u.scope_kind AND scope_id = u.scope_id
          AND audience_id = u.audience_id AND participant_id = u.participant_id LIMIT 1) s`,
);

export const upsertStandings = statement<never>(
  'upsert-standings',
  `INSERT INTO standing (contest_id, scope_kind, scope_id, audience_id, participant_id, attempt_id, contest_unit_id, score,
          full_marks, duration_ms, started_at, submitted_at, attempt_count, sort_key)
   SELECT $1, scope_kind, scope_id, audience_id, participant_id, attempt_id, contest_unit_id, score,
          full_marks, duration_ms, to_timestamp(started_ms / 1000), to_timestamp(submitted_ms / 1000), attempt_count, sort_key
     FROM unnest($2::text[], $3::smallint[], $4::smallint[], $5::uuid[], $6::uuid[], $7::int[], $8::int[],
            $9::boolean[], $10::int[], $11::float8[], $12::float8[], $13::int[], $14::bytea[])
       AS u(scope_kind, scope_id, audience_id, participant_id, attempt_id, contest_unit_id, score,
            full_marks, duration_ms, started_ms, submitted_ms, attempt_count, sort_key)
   ON CONFLICT (contest_id, scope_kind, scope_id, audience_id, participant_id) DO UPDATE
      SET attempt_id = EXCLUDED.attempt_id, contest_unit_id = EXCLUDED.contest_unit_id, score = EXCLUDED.score,
          full_marks = EXCLUDED.full_marks, duration_ms = EXCLUDED.duration_ms, started_at = EXCLUDED.started_at,
          submitted_at = EXCLUDED.submitted_at, attempt_count = EXCLUDED.attempt_count, sort_key = EXCLUDED.sort_key`,
);

export const deleteStandings = statement<never>(
  'delete-standings',
  `DELETE FROM standing s
    USING unnest($2::text[], $3::smallint[], $4::smallint[], $5::uuid[]) AS u(scope_kind, scope_id, audience_id, participant_id)
    WHERE s.contest_id = $1 AND s.scope_kind = u.scope_kind AND s.scope_id = u.scope_id
      AND s.audience_id = u.audience_id AND s.participant_id = u.participant_id`,
);

export const addBuckets = statement<never>(
  'add-buckets',
  `INSERT INTO standing_bucket (contest_id, scope_kind, scope_id, audience_id, bucket, standings)
   SELECT $1, * FROM unnest($2::text[], $3::smallint[], $4::smallint[], $5::bytea[], $6::int[])
   ON CONFLICT (contest_id, scope_kind, scope_id, audience_id, bucket)
   DO UPDATE SET standings = standing_bucket.standings + EXCLUDED.standings`,
);

export const addUnitCounters = statement<never>(
  'add-unit-counters',
  `INSERT INTO unit_counter (contest_id, scope_kind, scope_id, contest_unit_id, persons, attempts, counted_attempts,
          counted_score, full_marks_attempts, full_marks_persons)
   SELECT $1, * FROM unnest($2::text[], $3::smallint[], $4::int[], $5::int[], $6::int[], $7::int[], $8::bigint[], $9::int[], $10::int[])
   ON CONFLICT (contest_id, scope_kind, scope_id, contest_unit_id)
   DO UPDATE SET persons = unit_counter.persons + EXCLUDED.persons, attempts = unit_counter.attempts + EXCLUDED.attempts,
          counted_attempts = unit_counter.counted_attempts + EXCLUDED.counted_attempts,
          counted_score = unit_counter.counted_score + EXCLUDED.counted_score,
          full_marks_attempts = unit_counter.full_marks_attempts + EXCLUDED.full_marks_attempts,
          full_marks_persons = unit_counter.full_marks_persons + EXCLUDED.full_marks_persons`,
);

export const addScoreCounters = statement<never>(
  'add-score-counters',
  `INSERT INTO score_counter (contest_id, scope_kind, scope_id, audience_id, score, attempts)
   SELECT $1, * FROM unnest($2::text[], $3::smallint[], $4::smallint[], $5::int[], $6::int[])
   ON CONFLICT (contest_id, scope_kind, scope_id, audience_id, score)
   DO UPDATE SET attempts = score_counter.attempts + EXCLUDED.attempts`,
);

export const markTally = statement<{ version: string }>(
  'mark-tally',
  `INSERT INTO tally_mark (contest_id, version, changed_at) VALUES ($1, 1, contest_clock())
   ON CONFLICT (contest_id) DO UPDATE SET version = tally_mark.version + 1, changed_at = contest_clock() RETURNING version`,
);
