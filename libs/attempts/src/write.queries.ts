import { statement } from '#database';
import { LIMITS } from '#domain';

/** A save that waited on its device for a connection tells since when; the last few are kept for the desk. */
const OUTAGES = `CASE WHEN u.waited_ms IS NULL THEN a.outages ELSE (ARRAY[tstzrange(
              greatest(t.started_at, to_timestamp((u.received_ms - u.waited_ms) / 1000)),
              greatest(t.started_at, to_timestamp(u.received_ms / 1000)), '[]')] || a.outages)[1:${LIMITS.outagesKept}] END`;

/**
 * Where the clock of an attempt `t` stands while a pause is open; null while it runs, and for attempts whose time was over
 * when the pause began. Until its end, every instant after that counts as that one.
 */
export const STANDS_AT = `(SELECT p.started_at FROM pause p
             WHERE p.contest_id = $1 AND p.ended_at IS NULL AND p.started_at < t.deadline_at)`;

/** The deadline as a page is told it with a receipt: none while the clock stands. */
const TOLD_DEADLINE = `CASE WHEN ${STANDS_AT} IS NULL THEN (extract(epoch FROM t.deadline_at) * 1000)::float8 END`;

export interface SavedRow {
  attempt_id: string;
  choices: number[];
  /** null while a pause is open. */
  told_deadline_ms: number | null;
}

// Saves of one group, each under its own guard: open, right writer, newer number, in time, a fresh instant.
// $1 contest, then arrays: attempts, writers, numbers, positions, masks, change hashes, received, waited. Primary keys. "Open" is
// said by submitted_at: said by state, a plan made in a quiet hour would look for each attempt among all that are open.
export const saveAnswers = statement<SavedRow>(
  'save-answers',
  `UPDATE answers a
      SET choices = merge_choices(a.choices, u.positions::smallint[], u.masks::smallint[]),
          seq = u.seq, change_hash = u.change_hash, saved_at = to_timestamp(u.received_ms / 1000),
          outages = ${OUTAGES}
     FROM (SELECT * FROM unnest($2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::text[], $7::bytea[], $8::float8[], $9::int[])
             AS u(attempt_id, writer, seq, positions, masks, change_hash, received_ms, waited_ms) ORDER BY attempt_id) u
     JOIN attempt t ON t.contest_id = $1 AND t.id = u.attempt_id
    WHERE a.contest_id = $1 AND a.attempt_id = u.attempt_id
      AND NOT a.sealed AND a.writer = u.writer AND a.seq < u.seq
      AND t.submitted_at IS NULL AND t.voided_at IS NULL
      AND least(to_timestamp(u.received_ms / 1000), ${STANDS_AT}) <= t.deadline_at
      AND is_fresh(to_timestamp(u.received_ms / 1000))
   RETURNING a.attempt_id, a.choices, ${TOLD_DEADLINE} AS told_deadline_ms`,
);

export interface SubmittedRow {
  attempt_id: string;
  choices: number[];
  receipt_number: string;
}

/**
 * The instant as which a submit counts: where the clock stands, or, of one that came before or during a pause and is judged
 * after it, as much later as was given back since it came. For a pause moves the deadline and what is taken off the time at work.
 */
const COUNTS_AT = `least(${STANDS_AT}, to_timestamp(u.received_ms / 1000) + CASE WHEN t.paused_ms = 0 THEN interval '0' ELSE coalesce(
             (SELECT sum(p.ended_at - greatest(p.started_at, to_timestamp(u.received_ms / 1000))) FROM pause p
               WHERE p.contest_id = $1 AND p.started_at < t.deadline_at AND p.ended_at > to_timestamp(u.received_ms / 1000)),
             interval '0') END)`;

// Submits of one group: the last changes, the seal and the closing of the attempt, in one statement. In the grace only
// this is accepted. How late it was and how long it took is said by the same picture of the attempt as the guard, for the
// end of a pause may move the deadline meanwhile. $1 contest, arrays as above, then predictions and receipt numbers. Primary keys.
export const submitAttempts = statement<SubmittedRow>(
  'submit-attempts',
  `WITH u AS (
     SELECT * FROM unnest($2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::text[], $7::bytea[], $8::float8[], $9::int[],
              $10::bigint[], $11::text[])
       AS u(attempt_id, writer, seq, positions, masks, change_hash, received_ms, waited_ms, prediction, receipt_number) ORDER BY attempt_id
   ), sealed AS (
     UPDATE answers a
        SET choices = merge_choices(a.choices, u.positions::smallint[], u.masks::smallint[]), sealed = true,
            seq = u.seq, change_hash = u.change_hash, saved_at = to_timestamp(u.received_ms / 1000),
            outages = ${OUTAGES}
       FROM u JOIN attempt t ON t.contest_id = $1 AND t.id = u.attempt_id
      WHERE a.contest_id = $1 AND a.attempt_id = u.attempt_id
        AND NOT a.sealed AND a.writer = u.writer AND a.seq < u.seq
        AND t.submitted_at IS NULL AND t.voided_at IS NULL
        AND least(to_timestamp(u.received_ms / 1000), ${STANDS_AT}) <= t.deadline_at + t.grace_ms * interval '1 ms'
        AND is_fresh(to_timestamp(u.received_ms / 1000))
     RETURNING a.attempt_id, a.choices, u.received_ms, u.prediction, u.receipt_number, t.paused_ms,
               extract(epoch FROM t.started_at) * 1000 AS started_ms, extract(epoch FROM t.deadline_at) * 1000 AS deadline_ms,
               extract(epoch FROM ${COUNTS_AT}) * 1000 AS ended_ms
   ), closed AS (
     UPDATE attempt t
        SET state = 'submitted', closed_by = 'participant', submitted_at = to_timestamp(s.received_ms / 1000),
            late_ms = greatest(0, s.ended_ms - s.deadline_ms)::int,
            elapsed_ms = greatest(0, least(s.ended_ms, s.deadline_ms) - s.started_ms - s.paused_ms)::int,
            prediction = s.prediction, receipt_number = s.receipt_number
       FROM sealed s
      WHERE t.contest_id = $1 AND t.id = s.attempt_id
     RETURNING t.id
   )
   SELECT s.attempt_id, s.choices, s.receipt_number FROM sealed s JOIN closed c ON c.id = s.attempt_id`,
);

export interface WriteStateRow {
  attempt_id: string;
  state: 'in_progress' | 'submitted' | 'graded';
  voided: boolean;
  sealed: boolean;
  writer: string;
  seq: number;
  change_hash: Buffer | null;
  saved_ms: number | null;
  deadline_ms: number;
  /** null while a pause is open. */
  told_deadline_ms: number | null;
  grace_ms: number;
  closed_by: string | null;
  receipt_number: string | null;
  choices: number[];
}

// Why a write was not taken: asked only for those that the guard refused. $1 contest, $2 attempts; primary keys.
export const readWriteStates = statement<WriteStateRow>(
  'read-write-states',
  `SELECT a.attempt_id, t.state, t.voided_at IS NOT NULL AS voided, a.sealed, a.writer, a.seq, a.change_hash,
          (extract(epoch FROM a.saved_at) * 1000)::float8 AS saved_ms,
          (extract(epoch FROM t.deadline_at) * 1000)::float8 AS deadline_ms, t.grace_ms,
          ${TOLD_DEADLINE} AS told_deadline_ms,
          t.closed_by, t.receipt_number, a.choices
     FROM answers a JOIN attempt t ON t.contest_id = $1 AND t.id = a.attempt_id
    WHERE a.contest_id = $1 AND a.attempt_id = ANY($2::uuid[])`,
);
