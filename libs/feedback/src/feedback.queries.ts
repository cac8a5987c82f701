import { statement } from '#database';

export interface GiverRow {
  participant_id: string;
  account_id: string;
  state: 'in_progress' | 'submitted' | 'graded';
}

// Whose attempt this is and whether it is over. $1 contest, $2 attempt; attempt_pkey, participant_pkey, one row.
export const readGiver = statement<GiverRow>(
  'feedback.read-giver',
  `SELECT t.participant_id, p.account_id, t.state
     FROM attempt t JOIN participant p ON p.contest_id = $1 AND p.id = t.participant_id
    WHERE t.contest_id = $1 AND t.id = $2`,
);

// Is this a unit of this contest? $1 contest, $2 unit; contest_unit_pkey, one row or none.
export const readUnit = statement<{ id: number }>(
  'feedback.read-unit',
  `SELECT id FROM contest_unit WHERE id = $2 AND contest_id = $1`,
);

// Keeps one feedback; the same id again changes nothing. $1 id, $2 contest, $3 unit, $4 topic, $5 text, $6 satisfaction, then
// the giver, or three nulls: $7 account, $8 participant, $9 attempt. Without a giver only the day is kept.
export const insertFeedback = statement<never>(
  'feedback.insert',
  `INSERT INTO feedback (id, contest_id, contest_unit_id, topic, text, satisfaction, given_on, given_at,
                         account_id, participant_id, attempt_id)
   SELECT $1, $2, $3, $4, $5, $6, (now.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,
          CASE WHEN $7::uuid IS NOT NULL THEN now.at END, $7, $8, $9
     FROM (SELECT contest_clock() AS at) now
   ON CONFLICT (id) DO NOTHING`,
);

// Cuts what people told from its givers, who are nobody any more. $1 accounts, $2 contest or null for all;
// feedback_account_idx, a few rows an account.
export const forgetGivers = statement<never>(
  'feedback.forget-givers',
  `UPDATE feedback SET given_at = NULL, account_id = NULL, participant_id = NULL, attempt_id = NULL
    WHERE account_id = ANY($1::uuid[]) AND ($2::integer IS NULL OR contest_id = $2)`,
);

export interface OwnFeedbackRow {
  slug: string;
  unit_name: string | null;
  topic: string | null;
  text: string | null;
  satisfaction: number | null;
  given_at: Date;
}

// What a person has told under the own name. $1 account; feedback_account_idx, a few rows.
export const readOwnFeedback = statement<OwnFeedbackRow>(
  'feedback.read-own',
  `SELECT c.slug, u.name AS unit_name, f.topic, f.text, f.satisfaction, f.given_at
     FROM feedback f
     JOIN contest c ON c.id = f.contest_id
     LEFT JOIN contest_unit u ON u.id = f.contest_unit_id
    WHERE f.account_id = $1 ORDER BY f.given_at, f.id`,
);
