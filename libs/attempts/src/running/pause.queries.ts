import { statement } from '#database';

export interface PauseRow {
  id: string;
  started_ms: number;
  reason: string;
  note: string;
  ended_ms: number | null;
  attempts: number | null;
}

const FIELDS = `id, (extract(epoch FROM started_at) * 1000)::float8 AS started_ms, reason, note,
          (extract(epoch FROM ended_at) * 1000)::float8 AS ended_ms, attempts`;

// Begins a pause, unless it was begun before or another is open. $1 contest, $2 id, $3 who, $4 reason, $5 note. pause_pkey,
// pause_open_key; one row or none.
export const beginPause = statement<{ id: string }>(
  'begin-pause',
  `INSERT INTO pause (contest_id, id, started_by, reason, note) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT DO NOTHING RETURNING id`,
);

// A pause, held: whoever ends it too waits here. $1 contest, $2 id; pause_pkey, one row or none.
export const lockPause = statement<PauseRow>(
  'lock-pause',
  `SELECT ${FIELDS} FROM pause WHERE contest_id = $1 AND id = $2 FOR UPDATE`,
);

// The pauses of a contest, newest first. $1 contest; pause_pkey, a handful of rows.
export const readPauses = statement<PauseRow>(
  'read-pauses',
  `SELECT ${FIELDS} FROM pause WHERE contest_id = $1 ORDER BY started_at DESC LIMIT 50`,
);

export interface ReachRow {
  attempts: number;
  /** Until when the last of them runs, and how many of them past the close of their round, when this much is added. */
  ends_ms: number | null;
  beyond_close: number;
}

// Whose clocks stand, or would stand from now on. $1 contest, $2 since when (epoch ms, null: now), $3 ms to be added.
// attempt_overdue_idx: as many rows as people at work, and the rounds by primary keys. One row.
export const reachOfPause = statement<ReachRow>(
  'reach-of-pause',
  `SELECT count(*)::int AS attempts, (extract(epoch FROM max(t.deadline_at)) * 1000)::float8 + $3::float8 AS ends_ms,
          (count(*) FILTER (WHERE t.deadline_at + $3::float8 * interval '1 ms' > v.closes_at))::int AS beyond_close
     FROM attempt t
     JOIN round r ON r.contest_id = $1 AND r.id = t.round_id
     JOIN round_revision v ON v.contest_id = $1 AND v.round_id = r.id AND v.revision = r.current_revision
    WHERE t.contest_id = $1 AND t.state = 'in_progress' AND t.voided_at IS NULL
      AND t.deadline_at > coalesce(to_timestamp($2::float8 / 1000), contest_clock())`,
);

// Holds the attempts whose clocks stand, in key order as everybody does. $1 contest, $2 id of the pause;
// attempt_overdue_idx, as many rows as people at work.
export const lockStanding = statement<{ id: string }>(
  'lock-standing',
  `SELECT t.id FROM attempt t, pause p
    WHERE p.contest_id = $1 AND p.id = $2 AND t.contest_id = $1 AND t.state = 'in_progress' AND t.deadline_at > p.started_at
    ORDER BY t.id FOR UPDATE OF t`,
);

// Ends a pause and gives its time back to everybody who was at work when it began: a statement of its own, because only a new
// one sees what the locks waited for. Who was let in while it began gets what was left of it. $1 contest, $2 id, $3 who.
// pause_pkey, attempt_overdue_idx; one row.
export const endPause = statement<PauseRow>(
  'end-pause',
  `WITH ended AS (SELECT started_at, contest_clock()::timestamptz(3) AS at FROM pause WHERE contest_id = $1 AND id = $2),
   given AS (
     UPDATE attempt t
        SET deadline_at = t.deadline_at + (e.at - greatest(e.started_at, t.started_at)),
            paused_ms = t.paused_ms + (extract(epoch FROM e.at - greatest(e.started_at, t.started_at)) * 1000)::int
       FROM ended e
      WHERE t.contest_id = $1 AND t.state = 'in_progress' AND t.deadline_at > e.started_at
     RETURNING t.id
   )
   UPDATE pause SET ended_at = e.at, ended_by = $3, attempts = (SELECT count(*)::int FROM given)
     FROM ended e WHERE contest_id = $1 AND id = $2 AND ended_at IS NULL
   RETURNING ${FIELDS.replace('started_at', 'pause.started_at')}`,
);
