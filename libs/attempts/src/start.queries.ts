import { statement } from '#database';
import { LIMITS } from '#domain';
import { ABANDONED, type QuotaRow } from './quota-row.js';
import { STANDS_AT } from './write.queries.js';

// Locks the quota rows of these people, in key order so that two groups never wait for each other in a ring.
// $1 contest, $2 account ids. participant_account_key, attempt_quota_pkey; at most a group of rows.
export const lockQuotas = statement<{ participant_id: string }>(
  'lock-quotas',
  `SELECT q.participant_id
     FROM participant p JOIN attempt_quota q ON q.contest_id = $1 AND q.participant_id = p.id
    WHERE p.contest_id = $1 AND p.account_id = ANY($2::uuid[])
    ORDER BY q.participant_id FOR UPDATE OF q`,
);

export interface StartRow extends QuotaRow {
  ord: number;
  fresh: boolean;
  published: boolean;
  /** What everybody is told of the pause that is open; null while none is. */
  pause_note: string | null;
  /** What everybody is told since the province stopped the contest; null while it did not. */
  stop_note: string | null;
  revision: number | null;
  participant_id: string | null;
  contest_unit_id: number;
  audience_id: number;
  extra_time_percent: number;
  has_left: boolean;
  /** Why the person may not take part; null for everybody else. */
  excluded: string | null;
  /** Of a unit that is not invited, where only those are. */
  outside: boolean;
  seen_items: number[];
  same_key_id: string | null;
  open_id: string | null;
  open_overdue: boolean | null;
  /** The attempt that was under way when it was voided, and still is open. */
  voided_id: string | null;
}

/** Whether the rules let in people of invited units alone and the unit of `p` is none of them, nor below one. */
export const IS_OUTSIDE = `(SELECT CASE WHEN (o.rules ->> 'invitedOnly')::boolean THEN NOT (
              WITH RECURSIVE above AS (
                SELECT parent_id, invited FROM contest_unit WHERE id = p.contest_unit_id
                UNION
                SELECT u.parent_id, u.invited FROM contest_unit u JOIN above a ON u.id = a.parent_id
              ) SELECT bool_or(invited) FROM above) ELSE false END
             FROM contest_revision o WHERE o.contest_id = $1 AND o.revision = c.current_revision)`;

// Everything a start is judged on, read after the locks were taken (a statement of its own: under READ COMMITTED only a
// new statement sees what the lock waited for). $1 contest, $2 accounts, $3 rounds, $4 idempotency keys, $5 received.
export const readStarts = statement<StartRow>(
  'read-starts',
  `SELECT u.ord::int AS ord, is_fresh(to_timestamp(u.received_ms / 1000)) AS fresh,
          c.status = 'published' AS published, r.current_revision AS revision,
          (SELECT note FROM pause WHERE contest_id = $1 AND ended_at IS NULL) AS pause_note,
          (SELECT note FROM contest_stop WHERE contest_id = $1 AND lifted_at IS NULL) AS stop_note,
          p.id AS participant_id, p.contest_unit_id, p.audience_id,
          greatest(p.extra_time_percent, (SELECT percent FROM extra_time_grant g WHERE g.contest_id = $1
                     AND g.contest_unit_id = p.contest_unit_id AND g.withdrawn_at IS NULL))::int AS extra_time_percent,
          p.anonymised_at IS NOT NULL AS has_left,
          (SELECT coalesce((SELECT x.reason FROM exclusion x WHERE x.contest_id = $1 AND x.phone = k.phone),
                           (SELECT x.reason FROM exclusion x WHERE x.contest_id = $1 AND x.account_id = k.id))
             FROM account k WHERE k.id = u.account_id) AS excluded,
          ${IS_OUTSIDE} AS outside,
          q.attempt_count, (extract(epoch FROM q.last_started_at) * 1000)::float8 AS last_started_ms,
          q.day, q.day_count, q.week, q.week_count, q.round_counts, q.phase_counts, q.seen_items,
          ${ABANDONED} AS abandoned,
          same.id AS same_key_id, CASE WHEN open.voided_at IS NULL THEN open.id END AS open_id,
          CASE WHEN open.voided_at IS NOT NULL THEN open.id END AS voided_id,
          open.voided_at IS NULL AND to_timestamp(u.received_ms / 1000)
            > open.deadline_at + open.grace_ms * interval '1 ms' + interval '30 s' * contest_clock_scale()
            AND ${STANDS_AT.replace('t.deadline_at', 'open.deadline_at')} IS NULL AS open_overdue
     FROM unnest($2::uuid[], $3::smallint[], $4::text[], $5::float8[]) WITH ORDINALITY
            AS u(account_id, round_id, start_key, received_ms, ord)
     JOIN contest c ON c.id = $1
     LEFT JOIN round r ON r.contest_id = $1 AND r.id = u.round_id
     LEFT JOIN participant p ON p.account_id = u.account_id AND p.contest_id = $1
     LEFT JOIN attempt_quota q ON q.contest_id = $1 AND q.participant_id = p.id
     LEFT JOIN attempt same ON same.contest_id = $1 AND same.participant_id = p.id AND same.start_key = u.start_key
     LEFT JOIN attempt open ON open.contest_id = $1 AND open.id = q.open_attempt_id
                           AND open.submitted_at IS NULL`,
);

// Writes the attempts of a group, their empty answers and the quotas, all or none. Arrays by attempt; lists travel as
// array literals because unnest flattens nested arrays.
export const insertAttempts = statement<never>(
  'insert-attempts',
  `WITH u AS (
     SELECT * FROM unnest($2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::smallint[], $7::smallint[], $8::smallint[],
              $9::smallint[], $10::int[], $11::text[], $12::text[], $13::text[], $14::text[], $15::float8[], $16::float8[],
              $17::int[], $18::uuid[], $19::text[], $20::int[], $21::text[], $22::int[], $23::jsonb[], $24::jsonb[], $25::text[], $26::smallint[])
       AS u(id, participant_id, attempt_no, start_key, round_id, round_revision, phase_id,
              audience_id, contest_unit_id, seed, items, orders, shape, started_ms, deadline_ms,
              grace_ms, writer, day, day_count, week, week_count, round_counts, phase_counts, seen_items, extra_time)
   ), new_attempts AS (
     INSERT INTO attempt (contest_id, id, participant_id, attempt_no, start_key, round_id, round_revision, phase_id,
              audience_id, contest_unit_id, seed, paper_items, paper_orders, paper_shape, started_at, deadline_at, grace_ms,
              extra_time_percent)
     SELECT $1, id, participant_id, attempt_no, start_key, round_id, round_revision, phase_id, audience_id, contest_unit_id,
            seed, items::int[], orders::smallint[], shape, to_timestamp(started_ms / 1000), to_timestamp(deadline_ms / 1000), grace_ms,
            extra_time
       FROM u
   ), new_answers AS (
     INSERT INTO answers (contest_id, attempt_id, writer, choices)
     SELECT $1, id, writer, array_fill(0::smallint, ARRAY[length(shape)]) FROM u
   )
   UPDATE attempt_quota q
      SET open_attempt_id = u.id, attempt_count = u.attempt_no, last_started_at = to_timestamp(u.started_ms / 1000),
          day = u.day, day_count = u.day_count, week = u.week, week_count = u.week_count,
          round_counts = u.round_counts, phase_counts = u.phase_counts, seen_items = u.seen_items::int[]
     FROM u WHERE q.contest_id = $1 AND q.participant_id = u.participant_id`,
);

export interface AttemptRow {
  id: string;
  participant_id: string;
  account_id: string;
  attempt_no: number;
  round_id: number;
  round_revision: number;
  state: 'in_progress' | 'submitted' | 'graded';
  voided: boolean;
  paper_items: number[];
  paper_orders: number[];
  paper_shape: string;
  started_ms: number;
  deadline_ms: number;
  grace_ms: number;
  extra_time_percent: number;
  /** Since when the clock of the attempt stands, epoch ms, and why; null while it runs. */
  stands_ms: number | null;
  pause_note: string | null;
  writer: string;
  seq: number;
  choices: number[];
}

// An attempt with its paper and answers, for the page that goes on with it. $1 contest, $2 attempt ids; primary keys.
export const readAttempts = statement<AttemptRow>(
  'read-attempts',
  `SELECT t.id, t.participant_id, p.account_id, t.attempt_no, t.round_id, t.round_revision, t.state,
          t.voided_at IS NOT NULL AS voided, t.paper_items, t.paper_orders, t.paper_shape,
          (extract(epoch FROM t.started_at) * 1000)::float8 AS started_ms,
          (extract(epoch FROM t.deadline_at) * 1000)::float8 AS deadline_ms, t.grace_ms, t.extra_time_percent,
          (extract(epoch FROM s.started_at) * 1000)::float8 AS stands_ms, s.note AS pause_note,
          a.writer, a.seq, a.choices
     FROM attempt t
     JOIN answers a ON a.contest_id = $1 AND a.attempt_id = t.id
     JOIN participant p ON p.contest_id = $1 AND p.id = t.participant_id
     LEFT JOIN pause s ON s.contest_id = $1 AND s.ended_at IS NULL AND s.started_at < t.deadline_at
                      AND t.state = 'in_progress'
    WHERE t.contest_id = $1 AND t.id = ANY($2::uuid[])`,
);

// Gives an open attempt to another device: the writer before it can save no more. $1 contest, $2 attempt, $3 writer.
export const replaceWriter = statement<{ attempt_id: string }>(
  'replace-writer',
  `UPDATE answers SET writer = $3, seq = 0, change_hash = NULL,
          resumed_at = (ARRAY[contest_clock()] || resumed_at)[1:${LIMITS.outagesKept}]
    WHERE contest_id = $1 AND attempt_id = $2 AND NOT sealed RETURNING attempt_id`,
);
