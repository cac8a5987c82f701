import { statement } from '#database';
import type { IncidentCause, IncidentKind } from '#domain';

// Which contest is called so? $1 slug; contest_slug_key, one row or none.
export const readContestNumber = statement<{ id: number }>(
  'incident.read-contest',
  `SELECT id FROM contest WHERE slug = $1 AND status <> 'draft'`,
);

// Keeps a report; the same client id again changes nothing. $1 code, $2 client id, $3 contest, $4 kind, $5 words, $6 contact,
// $7 page, $8 error code, $9 browser, $10 noticed at (epoch ms), $11 account, $12 attempt. incident_report_client_key.
export const insertIncident = statement<{ id: number }>(
  'incident.insert',
  `INSERT INTO incident_report (code, client_id, contest_id, kind, text, contact, page, error_code, browser, noticed_at, account_id, attempt_id)
   SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, least(to_timestamp($10::float8 / 1000), contest_clock()), $11, $12
   ON CONFLICT (client_id) DO NOTHING RETURNING id`,
);

// The code of a report that was sent before. $1 client id; incident_report_client_key, one row or none.
export const readIncidentCode = statement<{ code: string }>(
  'incident.read-code',
  `SELECT code FROM incident_report WHERE client_id = $1`,
);

export interface OwnIncidentRow {
  code: string;
  slug: string | null;
  kind: IncidentKind;
  text: string;
  contact: string | null;
  reported_at: Date;
  assigned_at: Date | null;
  answer: string | null;
  closed_at: Date | null;
}

// What a person has reported while signed in, newest first. $1 account, $2 rows; incident_report_account_idx.
export const readOwnIncidents = statement<OwnIncidentRow>(
  'incident.read-own',
  `SELECT i.code, c.slug, i.kind, i.text, i.contact, i.reported_at, i.assigned_at, i.answer, i.closed_at
     FROM incident_report i LEFT JOIN contest c ON c.id = i.contest_id
    WHERE i.account_id = $1 ORDER BY i.id DESC LIMIT $2`,
);

export interface IncidentRow {
  id: number;
  code: string;
  of_contest: boolean;
  kind: IncidentKind;
  text: string;
  contact: string | null;
  page: string | null;
  error_code: string | null;
  browser: string | null;
  noticed_at: Date | null;
  reported_at: Date;
  participant_id: string | null;
  attempt_id: string | null;
  is_signed_in: boolean;
  assigned_to: string | null;
  assigned_to_name: string | null;
  answer: string | null;
  cause: IncidentCause | null;
  closed_at: Date | null;
}

/** $1 contest, $2 whether those of no contest belong to it: for offices that hold everywhere. */
const IN_REACH = `(i.contest_id = $1 OR $2 AND i.contest_id IS NULL)`;
const STATE = `CASE WHEN i.closed_at IS NOT NULL THEN 'closed' WHEN i.assigned_to IS NOT NULL THEN 'in_hand' ELSE 'open' END`;

// The queue of a desk, newest first. $1, $2 as above, $3 state or null, $4 kind or null, $5 whose or null, $6 words or '',
// $7 only ids below, $8 rows. incident_report_contest_idx; some thousand reports of a contest are looked through for words.
export const readIncidents = statement<IncidentRow>(
  'incident.read-queue',
  `SELECT i.id, i.code, i.contest_id IS NOT NULL AS of_contest, i.kind, i.text, i.contact, i.page, i.error_code, i.browser,
          i.noticed_at, i.reported_at, p.id AS participant_id, i.attempt_id, i.account_id IS NOT NULL AS is_signed_in,
          i.assigned_to, a.full_name AS assigned_to_name, i.answer, i.cause, i.closed_at
     FROM incident_report i
     LEFT JOIN account a ON a.id = i.assigned_to
     LEFT JOIN participant p ON p.account_id = i.account_id AND p.contest_id = $1 AND p.anonymised_at IS NULL
    WHERE ${IN_REACH}
      AND ($3::text IS NULL OR ${STATE} = $3) AND ($4::text IS NULL OR i.kind = $4) AND ($5::uuid IS NULL OR i.assigned_to = $5)
      AND ($6 = '' OR i.code = upper(replace($6, '-', '')) OR strpos(search_key(i.text), search_key($6)) > 0
           OR strpos(coalesce(i.error_code, ''), $6) > 0)
      AND ($7::int IS NULL OR i.id < $7)
    ORDER BY i.id DESC LIMIT $8`,
);

// How many reports there are by state. $1, $2 as above; incident_report_contest_idx; three rows at most.
export const countIncidents = statement<{ state: 'open' | 'in_hand' | 'closed'; reports: number }>(
  'incident.count',
  `SELECT ${STATE} AS state, count(*)::int AS reports FROM incident_report i WHERE ${IN_REACH} GROUP BY 1`,
);

// How many reports of which kind came in each hour of the last day. $1, $2 as above; incident_report_contest_idx; at most 25
// hours times kinds.
export const countByHour = statement<{ hour: Date; kind: IncidentKind; reports: number }>(
  'incident.count-by-hour',
  `SELECT date_trunc('hour', i.reported_at) AS hour, i.kind, count(*)::int AS reports FROM incident_report i
    WHERE ${IN_REACH} AND i.reported_at > contest_clock() - interval '24 hours' GROUP BY 1, 2 ORDER BY 1, 2`,
);

// What settled reports turned out to be. $1, $2 as above; incident_report_contest_idx; one row a cause.
export const countByCause = statement<{ cause: IncidentCause; reports: number }>(
  'incident.count-by-cause',
  `SELECT i.cause, count(*)::int AS reports FROM incident_report i WHERE ${IN_REACH} AND i.cause IS NOT NULL
    GROUP BY 1 ORDER BY 2 DESC, 1`,
);

// Takes a report that is not closed, also from who had it. $1, $2 as above, $3 report, $4 account; incident_report_pkey.
export const assignIncident = statement<{ id: number }>(
  'incident.assign',
  `UPDATE incident_report i SET assigned_to = $4, assigned_at = contest_clock()
    WHERE i.id = $3 AND ${IN_REACH} AND i.closed_at IS NULL RETURNING i.id`,
);

// Closes a report once. $1, $2 as above, $3 report, $4 account, $5 cause, $6 answer or null; incident_report_pkey.
export const closeIncident = statement<{ id: number }>(
  'incident.close',
  `UPDATE incident_report i
      SET closed_at = contest_clock(), closed_by = $4, cause = $5, answer = $6,
          assigned_to = coalesce(i.assigned_to, $4), assigned_at = coalesce(i.assigned_at, contest_clock())
    WHERE i.id = $3 AND ${IN_REACH} AND i.closed_at IS NULL RETURNING i.id`,
);

// Is there such a report? $1, $2 as above, $3 report; incident_report_pkey.
export const findIncident = statement<{ id: number }>(
  'incident.find',
  `SELECT i.id FROM incident_report i WHERE i.id = $3 AND ${IN_REACH}`,
);

// The texts that a desk has ready. $1 contest; incident_answer_pkey; at most some dozens.
export const readIncidentAnswers = statement<{ title: string; text: string }>(
  'incident.read-answers',
  `SELECT title, text FROM incident_answer WHERE contest_id = $1 ORDER BY position`,
);

// Empties the list before it is written anew. $1 contest; incident_answer_pkey.
export const deleteIncidentAnswers = statement<never>(
  'incident.delete-answers',
  `DELETE FROM incident_answer WHERE contest_id = $1`,
);

// Writes the list. $1 contest, $2 titles, $3 texts, in their order.
export const insertIncidentAnswers = statement<never>(
  'incident.insert-answers',
  `INSERT INTO incident_answer (contest_id, position, title, text)
   SELECT $1, u.position, u.title, u.text FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS u(title, text, position)`,
);

// Two desks write the list one after the other. $1 contest; contest_pkey.
export const lockContestForAnswers = statement<{ id: number }>(
  'incident.lock-contest',
  `SELECT id FROM contest WHERE id = $1 FOR NO KEY UPDATE`,
);

// What people reported under the own name goes with the name, but for kind, hour and cause. $1 accounts, $2 contest or null
// for all; incident_report_account_idx, a few rows an account.
export const forgetReporters = statement<never>(
  'incident.forget-reporters',
  `UPDATE incident_report SET account_id = NULL, attempt_id = NULL, contact = NULL, page = NULL, text = '', answer = NULL
    WHERE account_id = ANY($1::uuid[]) AND ($2::integer IS NULL OR contest_id = $2)`,
);

// Reports that were closed long ago, and those that nobody ever closed. $1 rows, $2 and $3 days. A daily look through all.
export const deleteOldIncidents = statement<{ id: number }>(
  'incident.delete-old',
  `DELETE FROM incident_report WHERE id IN (
     SELECT id FROM incident_report
      WHERE closed_at < contest_clock() - $2 * interval '1 day'
         OR closed_at IS NULL AND reported_at < contest_clock() - $3 * interval '1 day'
      LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING id`,
);
