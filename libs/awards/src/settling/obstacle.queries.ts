import { statement } from '#database';

/** What is not finished: attempts that somebody is at, and those handed in that have no grade. */
export interface Unfinished {
  under_way: number;
  ungraded: number;
}

// What is not finished in these rounds. $1 contest, $2 rounds; attempt_overdue_idx and attempt_ungraded_idx: what is open.
export const countUnfinished = statement<Unfinished>(
  'awards-unfinished-attempts',
  `SELECT (SELECT count(*)::int FROM attempt
            WHERE contest_id = $1 AND state = 'in_progress' AND round_id = ANY($2::smallint[])) AS under_way,
          (SELECT count(*)::int FROM attempt
            WHERE contest_id = $1 AND state = 'submitted' AND round_id = ANY($2::smallint[])) AS ungraded`,
);

// Signals that nobody has decided on. $1 contest; signal_state_idx.
export const countSignals = statement<{ signals: number }>(
  'awards-open-signals',
  `SELECT count(*)::int AS signals FROM signal WHERE contest_id = $1 AND state = 'open'`,
);
