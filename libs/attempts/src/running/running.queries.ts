import { statement } from '#database';

// How many attempts are under way in each round. $1 contest; attempt_overdue_idx: as many entries as people at work.
export const countUnderWay = statement<{ round_id: number; attempts: number }>(
  'count-under-way',
  `SELECT round_id, count(*)::int AS attempts FROM attempt
    WHERE contest_id = $1 AND state = 'in_progress' AND deadline_at > contest_clock() AND voided_at IS NULL
    GROUP BY round_id ORDER BY round_id`,
);

export interface BacklogRow {
  ungraded: number;
  oldest_ms: number | null;
  failures: number;
}

// What waits for its grade, since when, and what could not be graded. $1 contest; attempt_ungraded_idx,
// grading_failure_pkey: as many entries as wait. One row.
export const readBacklog = statement<BacklogRow>(
  'read-backlog',
  `SELECT w.ungraded, w.oldest_ms, (SELECT count(*)::int FROM grading_failure WHERE contest_id = $1) AS failures
     FROM (SELECT count(*)::int AS ungraded, (extract(epoch FROM min(submitted_at)) * 1000)::float8 AS oldest_ms
             FROM attempt WHERE contest_id = $1 AND state = 'submitted' AND submitted_at > '-infinity') w`,
);

export interface MinuteRow {
  minute_ms: number;
  attempts: number;
}

// Starts by minute. The instant of a start is the head of its id, so the primary key alone answers. $1 contest, $2 the
// smallest id of the first minute; attempt_pkey: the starts since then. A row a minute.
export const startsByMinute = statement<MinuteRow>(
  'starts-by-minute',
  `SELECT (('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 60000 * 60000)::float8 AS minute_ms,
          count(*)::int AS attempts
     FROM attempt WHERE contest_id = $1 AND id >= $2::uuid GROUP BY 1`,
);

// Submits by minute, those by the end of the time too. $1 contest, $2 first minute in epoch ms; attempt_submitted_idx: the
// submits since then. A row a minute.
export const submitsByMinute = statement<MinuteRow>(
  'submits-by-minute',
  `SELECT (floor(extract(epoch FROM submitted_at) / 60) * 60000)::float8 AS minute_ms, count(*)::int AS attempts
     FROM attempt WHERE contest_id = $1 AND submitted_at >= to_timestamp($2::float8 / 1000) GROUP BY 1`,
);
