import { statement } from '#database';

export interface StartPaceRow {
  starts_per_second: number;
}

// The pace that was set for a contest. $1 contest; start_pace_pkey, one row or none.
export const readStartPace = statement<StartPaceRow>(
  'read-start-pace',
  `SELECT starts_per_second FROM start_pace WHERE contest_id = $1`,
);

// Sets the pace of a contest. $1 contest, $2 starts a second, $3 who; start_pace_pkey, one row.
export const setStartPace = statement<never>(
  'set-start-pace',
  `INSERT INTO start_pace (contest_id, starts_per_second, set_by) VALUES ($1, $2, $3)
   ON CONFLICT (contest_id) DO UPDATE SET starts_per_second = $2, set_by = $3, set_at = contest_clock()`,
);

// Gives a contest back to the pace of the server. $1 contest; start_pace_pkey, one row or none.
export const clearStartPace = statement<never>('clear-start-pace', `DELETE FROM start_pace WHERE contest_id = $1`);
