import { unitNameOf, statement } from '#database';

export interface StopRow {
  since_ms: number;
  reason: string;
  note: string;
}

// The stop that holds in a contest. $1 contest; contest_stop_open_key, one row or none.
export const openStop = statement<StopRow>(
  'contests.open-stop',
  `SELECT (extract(epoch FROM stopped_at) * 1000)::float8 AS since_ms, reason, note
     FROM contest_stop WHERE contest_id = $1 AND lifted_at IS NULL`,
);

// Stops a contest, unless it is stopped. $1 contest, $2 who, $3 reason, $4 note; one row or none.
export const beginStop = statement<{ id: number }>(
  'contests.begin-stop',
  `INSERT INTO contest_stop (contest_id, stopped_by, reason, note) VALUES ($1, $2, $3, $4)
   ON CONFLICT DO NOTHING RETURNING id`,
);

// Lifts the stop of a contest. $1 contest, $2 who; contest_stop_open_key, one row or none.
export const liftStop = statement<{ id: number }>(
  'contests.lift-stop',
  `UPDATE contest_stop SET lifted_at = contest_clock(), lifted_by = $2
    WHERE contest_id = $1 AND lifted_at IS NULL RETURNING id`,
);

// The unit that runs a contest. $1 contest; contest_pkey, one row.
export const runnerOf = statement<{ unit: { code: string; name: string } | null }>(
  'contests.runner-of',
  `SELECT CASE WHEN run_by_unit_code IS NOT NULL THEN
            jsonb_build_object('code', run_by_unit_code, 'name', ${unitNameOf('run_by_unit_code')}) END AS unit
     FROM contest WHERE id = $1`,
);
