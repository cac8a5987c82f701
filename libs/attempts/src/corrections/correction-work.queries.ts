import { statement } from '#database';
import type { CorrectionRule } from './correction.queries.js';

/** A correction that something is owed of. */
export interface OwedCorrection {
  contest_id: number;
  id: string;
  item_version_id: number;
  rule: CorrectionRule;
  right_mask: number | null;
  reason: string;
  state: 'asked' | 'approved' | 'applying';
  approved_by: string | null;
  after_participant: string | null;
}

// Corrections that a preview or the work is owed of, oldest first. key_correction_open_idx; hardly ever a row.
export const owedCorrections = statement<OwedCorrection>(
  'owed-key-corrections',
  `SELECT contest_id, id, item_version_id, rule, right_mask, reason, state, approved_by, after_participant
     FROM key_correction WHERE state IN ('asked', 'approved', 'applying') ORDER BY asked_at LIMIT 20`,
);

// One worker at a time for a contest, until the end of the transaction. $1 contest.
export const tryCorrectionLock = statement<{ mine: boolean }>(
  'try-key-correction-lock',
  `SELECT pg_try_advisory_xact_lock(hashtextextended('key-correction', $1::int)) AS mine`,
);

// How it stands, now that nobody else is at it. $1 contest, $2 id; key_correction_pkey.
export const readOwedCorrection = statement<OwedCorrection>(
  'read-owed-key-correction',
  `SELECT contest_id, id, item_version_id, rule, right_mask, reason, state, approved_by, after_participant
     FROM key_correction WHERE contest_id = $1 AND id = $2 AND state IN ('asked', 'approved', 'applying')`,
);

// The next people of a contest. $1 contest, $2 after this one or null, $3 rows; participant_pkey.
export const nextPeople = statement<{ id: string }>(
  'correction-next-people',
  `SELECT id FROM participant WHERE contest_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
);

// Attempts of these people whose paper has an item. $1 contest, $2 participants, $3 item version; attempt_no_key, a person's
// attempts each.
export const attemptsWithItem = statement<{ id: string; is_graded: boolean }>(
  'correction-attempts-with-item',
  `SELECT t.id, t.state = 'graded' AS is_graded
     FROM attempt t
    WHERE t.contest_id = $1 AND t.participant_id = ANY($2::uuid[]) AND t.paper_items @> ARRAY[$3::int]`,
);

// Other published contests whose papers are drawn from an item. $1 contest, $2 item version; round_revision_pkey.
export const otherContestsWith = statement<{ contests: number }>(
  'correction-other-contests',
  `SELECT count(DISTINCT w.contest_id)::int AS contests
     FROM round_revision w JOIN contest c ON c.id = w.contest_id AND c.status <> 'draft'
    WHERE w.contest_id <> $1 AND w.pool @> ARRAY[$2::int]`,
);

// $1 contest, $2 id, $3 the preview. Also when it was approved meanwhile: it is then of the past, and kept.
export const keepPreview = statement<never>(
  'keep-key-correction-preview',
  `UPDATE key_correction SET preview = $3, state = CASE state WHEN 'asked' THEN 'previewed' ELSE state END
    WHERE contest_id = $1 AND id = $2`,
);

// The new key holds. $1 contest, $2 id, $3 its revision.
export const beginApplying = statement<never>(
  'begin-key-correction',
  `UPDATE key_correction SET state = 'applying', since_revision = $3 WHERE contest_id = $1 AND id = $2`,
);

// A group is done, in the transaction that graded it. $1 contest, $2 id, $3 last person, $4 attempts, $5 raised, $6 lowered.
export const advanceCorrection = statement<never>(
  'advance-key-correction',
  `UPDATE key_correction SET after_participant = $3, attempts = attempts + $4, raised = raised + $5, lowered = lowered + $6
    WHERE contest_id = $1 AND id = $2`,
);

// Nobody is left. $1 contest, $2 id.
export const endCorrection = statement<never>(
  'end-key-correction',
  `UPDATE key_correction SET state = 'applied', applied_at = contest_clock() WHERE contest_id = $1 AND id = $2`,
);

// It cannot be done. $1 contest, $2 id, $3 why.
export const failCorrection = statement<never>(
  'fail-key-correction',
  `UPDATE key_correction SET state = 'failed', failure = $3 WHERE contest_id = $1 AND id = $2`,
);
