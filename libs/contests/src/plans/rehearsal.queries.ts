import { statement } from '#database';
import type { RehearsalCourse } from './rehearsal-gaps.js';

// Adds a rehearsal, unless the plan has one. $1 contest, $2 plan, $3 its version, $4 text[] phones, $5 text[] unit codes.
export const addRehearsal = statement<{ contest_id: number }>(
  'contests.add-rehearsal',
  `INSERT INTO rehearsal (contest_id, plan_id, plan_version, phones, unit_codes) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT ON CONSTRAINT rehearsal_plan_key DO NOTHING RETURNING contest_id`,
);

export interface RehearsalRow {
  contest_id: number;
  slug: string;
  plan_version: number;
  phones: string[];
  unit_codes: string[];
  made_at: Date;
}

// The rehearsal of a plan. $1 plan; rehearsal_plan_key, one row or none.
export const rehearsalOfPlan = statement<RehearsalRow>(
  'contests.rehearsal-of-plan',
  `SELECT r.contest_id, c.slug, r.plan_version, r.phones, r.unit_codes, r.made_at
     FROM rehearsal r JOIN contest c ON c.id = r.contest_id WHERE r.plan_id = $1`,
);

// What was tried in a rehearsal. The device is that of any session of the person since it was made. $1 contest; the
// partition of attempts, participant_pkey, session by account; a few hundred attempts.
export const rehearsalCourse = statement<RehearsalCourse>(
  'contests.rehearsal-course',
  `SELECT count(*)::int AS attempts, count(DISTINCT t.participant_id)::int AS persons,
          count(*) FILTER (WHERE t.closed_by = 'participant')::int AS submitted,
          count(*) FILTER (WHERE t.closed_by IN ('deadline', 'round_end'))::int AS "timedOut",
          count(*) FILTER (WHERE t.state = 'graded')::int AS graded,
          count(DISTINCT t.contest_unit_id) FILTER (WHERE u.invited)::int AS units,
          count(DISTINCT t.audience_id)::int AS audiences,
          count(DISTINCT t.participant_id) FILTER (WHERE EXISTS (
            SELECT FROM session s WHERE s.account_id = p.account_id AND s.device ~ 'Android|iPhone|iPad'))::int AS phones,
          count(DISTINCT t.participant_id) FILTER (WHERE EXISTS (
            SELECT FROM session s WHERE s.account_id = p.account_id AND s.device ~ 'Windows|macOS|Linux|ChromeOS'))::int AS desktops
     FROM attempt t
     JOIN participant p ON p.contest_id = t.contest_id AND p.id = t.participant_id
     JOIN contest_unit u ON u.id = t.contest_unit_id
    WHERE t.contest_id = $1`,
);

// Keeps what a rehearsal came to with its plan. $1 plan, $2 course; contest_plan_pkey.
export const keepCourse = statement<object>(
  'contests.keep-rehearsal-course',
  'UPDATE contest_plan SET rehearsed = $2 WHERE id = $1',
);

// Removes a rehearsal whole. $1 contest. One row: how many attempts went with it.
export const removeRehearsal = statement<{ attempts: number }>(
  'contests.remove-rehearsal',
  'SELECT remove_rehearsal($1) AS attempts',
);
