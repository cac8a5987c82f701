import { statement } from '#database';

/** An attempt as `insertPlayed` takes it: lists as PostgreSQL array literals, instants in epoch ms. */
export interface PlayedRow {
  id: string;
  participantId: string;
  attemptNo: number;
  roundId: number;
  audienceId: number;
  contestUnitId: number;
  seed: string;
  items: string;
  orders: string;
  shape: string;
  startedMs: number;
  deadlineMs: number;
  submittedMs: number;
  graceMs: number;
  closedBy: string;
  elapsedMs: number;
  prediction: number | null;
  receipt: string;
  writer: string;
  seq: number;
  choices: string;
  marks: string;
  keyRevisions: string;
  score: number;
  maxScore: number;
  fullMarks: boolean;
}

// Inserts attempts that are over, with their answers and grades. $1 contest, $2 rows as JSON; one row of each table per
// row. They were started under the first revision of their round.
export const insertPlayed = statement<object>(
  'cli.insert-played-attempts',
  `WITH u AS (
     SELECT * FROM jsonb_to_recordset($2::jsonb) AS u(id uuid, "participantId" uuid, "attemptNo" int, "roundId" smallint,
       "audienceId" smallint, "contestUnitId" int, seed text, items text, orders text, shape text, "startedMs" float8,
       "deadlineMs" float8, "submittedMs" float8, "graceMs" int, "closedBy" text, "elapsedMs" int, prediction bigint,
       receipt text, writer uuid, seq int, choices text, marks text, "keyRevisions" text, score int, "maxScore" int,
       "fullMarks" boolean)
   ), attempts AS (
     INSERT INTO attempt (contest_id, id, participant_id, attempt_no, start_key, round_id, round_revision, audience_id,
       contest_unit_id, state, seed, paper_items, paper_orders, paper_shape, started_at, deadline_at, grace_ms,
       submitted_at, closed_by, late_ms, elapsed_ms, prediction, receipt_number)
     SELECT $1, id, "participantId", "attemptNo", id::text, "roundId", 1, "audienceId", "contestUnitId", 'graded', seed,
            items::int[], orders::smallint[], shape, to_timestamp("startedMs" / 1000), to_timestamp("deadlineMs" / 1000),
            "graceMs", to_timestamp("submittedMs" / 1000), "closedBy", 0, "elapsedMs", prediction, receipt
       FROM u
   ), sheets AS (
     INSERT INTO answers (contest_id, attempt_id, writer, seq, choices, saved_at, sealed)
     SELECT $1, id, writer, seq, choices::smallint[], to_timestamp("submittedMs" / 1000), true FROM u
   )
   INSERT INTO grade (contest_id, attempt_id, revision, effective, marks, key_revisions, score, max_score, full_marks, graded_at)
   SELECT $1, id, 1, true, marks::int[], "keyRevisions"::smallint[], score, "maxScore", "fullMarks",
          to_timestamp("submittedMs" / 1000 + 2)
     FROM u`,
);

// Writes what people have used up. $1 contest, $2 rows as JSON (participantId, the fields of Quota, seen as an array
// literal); attempt_quota_pkey, one row each.
export const writeQuotas = statement<object>(
  'cli.write-sample-quotas',
  `UPDATE attempt_quota q
      SET attempt_count = u."attemptCount", last_started_at = to_timestamp(u."lastStartedAt" / 1000), day = u.day,
          day_count = u."dayCount", week = u.week, week_count = u."weekCount", round_counts = u."roundCounts",
          phase_counts = u."phaseCounts", seen_items = u.seen::int[]
     FROM jsonb_to_recordset($2::jsonb) AS u("participantId" uuid, "attemptCount" int, "lastStartedAt" float8, day text,
            "dayCount" int, week text, "weekCount" int, "roundCounts" jsonb, "phaseCounts" jsonb, seen text)
    WHERE q.contest_id = $1 AND q.participant_id = u."participantId"`,
);

// The units of a contest by code. $1 contest; contest_unit_code_key.
export const contestUnits = statement<{ id: number; code: string }>(
  'cli.sample-contest-units',
  'SELECT id, code FROM contest_unit WHERE contest_id = $1',
);
