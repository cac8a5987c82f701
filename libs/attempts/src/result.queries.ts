import { statement } from '#database';

export interface ResultRow {
  id: string;
  participant_id: string;
  account_id: string;
  attempt_no: number;
  round_id: number;
  round_revision: number;
  state: 'in_progress' | 'submitted' | 'graded';
  closed_by: 'participant' | 'deadline' | 'round_end' | 'organizer' | null;
  void_reason: string | null;
  voided: boolean;
  abandoned: boolean;
  submitted_ms: number | null;
  elapsed_ms: number | null;
  late_ms: number | null;
  receipt_number: string | null;
  prediction: string | null;
  prediction_changes: number;
  score: number | null;
  max_score: number | null;
  full_marks: boolean | null;
  /** Of the grade; null before it. */
  revision: number | null;
}

// What became of these attempts. $1 contest, $2 ids; primary keys and grade_effective_key, a group of rows. LATERAL with a
// limit keeps the plan to index look-ups, also when it was made while the partitions were empty.
export const readResults = statement<ResultRow>(
  'read-results',
  `SELECT t.id, t.participant_id, p.account_id, t.attempt_no, t.round_id, t.round_revision, t.state, t.closed_by,
          t.void_reason, t.voided_at IS NOT NULL AS voided, t.abandoned,
          (extract(epoch FROM t.submitted_at) * 1000)::float8 AS submitted_ms, t.elapsed_ms, t.late_ms,
          t.receipt_number, t.prediction, jsonb_array_length(t.predictions_before) AS prediction_changes, g.score, g.max_score, g.full_marks, g.revision
     FROM unnest($2::uuid[]) AS u(id)
     CROSS JOIN LATERAL (SELECT * FROM attempt WHERE contest_id = $1 AND id = u.id LIMIT 1) t
     CROSS JOIN LATERAL (SELECT account_id FROM participant WHERE contest_id = $1 AND id = t.participant_id LIMIT 1) p
     LEFT JOIN LATERAL (SELECT * FROM grade WHERE contest_id = $1 AND attempt_id = t.id AND effective LIMIT 1) g ON true`,
);

// When the rounds of a contest close, by their current revisions: "end of contest" is the last of them. $1 contest.
export const readCloses = statement<{ round_id: number; closes_ms: number }>(
  'read-closes',
  `SELECT r.id AS round_id, (extract(epoch FROM v.closes_at) * 1000)::float8 AS closes_ms
     FROM round r JOIN round_revision v ON v.contest_id = r.contest_id AND v.round_id = r.id AND v.revision = r.current_revision
    WHERE r.contest_id = $1`,
);

// The number of a published contest. $1 slug; contest_slug_key, one row.
export const readContestId = statement<{ id: number }>(
  'read-contest-id',
  `SELECT id FROM contest WHERE slug = $1 AND status <> 'draft'`,
);

export interface ReceiptRow {
  id: string;
  state: 'in_progress' | 'submitted' | 'graded';
  submitted_ms: number | null;
  voided: boolean;
  choices: number[];
}

// The attempt behind a receipt number. $1 contest, $2 number; attempt_receipt_key, one row.
export const readReceipt = statement<ReceiptRow>(
  'read-receipt',
  `SELECT t.id, t.state, (extract(epoch FROM t.submitted_at) * 1000)::float8 AS submitted_ms,
          t.voided_at IS NOT NULL AS voided, a.choices
     FROM attempt t JOIN answers a ON a.contest_id = $1 AND a.attempt_id = t.id
    WHERE t.contest_id = $1 AND t.receipt_number = $2`,
);
