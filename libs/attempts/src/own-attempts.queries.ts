import { statement } from '#database';
import type { PredictionRule, ReleaseMoment } from '#domain';
import type { ResultRow } from './result.queries.js';

export interface OwnContestRow {
  id: number;
  slug: string;
  title: string;
  participant_id: string;
}

// The contests that this person has joined. $1 account; participant_account_key, as many rows as contests joined.
export const readOwnContests = statement<OwnContestRow>(
  'read-own-contests',
  `SELECT c.id, c.slug, c.title, p.id AS participant_id
     FROM participant p JOIN contest c ON c.id = p.contest_id
    WHERE p.account_id = $1 AND c.status <> 'draft' ORDER BY p.created_at DESC, p.id DESC LIMIT 100`,
);

// Has a person an attempt in hand? $1 contest, $2 participant; primary keys, one row or none.
export const readOpenAttempt = statement<{ id: string }>(
  'read-open-attempt',
  `SELECT t.id FROM attempt_quota q JOIN attempt t ON t.contest_id = $1 AND t.id = q.open_attempt_id
    WHERE q.contest_id = $1 AND q.participant_id = $2 AND t.submitted_at IS NULL AND t.voided_at IS NULL`,
);

export interface OwnAttemptRow extends Omit<
  ResultRow,
  'participant_id' | 'account_id' | 'round_revision' | 'void_reason' | 'late_ms' | 'full_marks'
> {
  round_title: string;
  started_ms: number;
  deadline_ms: number;
  release: ReleaseMoment;
  predictions_before: { prediction: number | null; until: string }[];
  prediction_rule: PredictionRule | null;
  round_closes_ms: number;
  contest_closes_ms: number;
}

// A person's attempts in one contest, newest first: ids begin with the instant of the start. $1 contest, $2 participant,
// $3 only before this attempt or null, $4 rows. attempt_no_key, then primary keys and grade_effective_key.
export const readOwnAttempts = statement<OwnAttemptRow>(
  'read-own-attempts',
  `SELECT t.id, t.attempt_no, t.round_id, r.title AS round_title, t.state, t.closed_by, t.voided_at IS NOT NULL AS voided, t.abandoned,
          (extract(epoch FROM t.started_at) * 1000)::float8 AS started_ms,
          (extract(epoch FROM t.deadline_at) * 1000)::float8 AS deadline_ms,
          (extract(epoch FROM t.submitted_at) * 1000)::float8 AS submitted_ms,
          t.elapsed_ms, t.receipt_number, t.prediction, t.predictions_before, v.rules -> 'prediction' AS prediction_rule,
          g.score, g.max_score, v.rules -> 'release' ->> 'score' AS release,
          (extract(epoch FROM now_is.closes_at) * 1000)::float8 AS round_closes_ms,
          (SELECT (extract(epoch FROM max(lv.closes_at)) * 1000)::float8
             FROM round l JOIN round_revision lv ON lv.contest_id = $1 AND lv.round_id = l.id AND lv.revision = l.current_revision
            WHERE l.contest_id = $1) AS contest_closes_ms
     FROM (SELECT * FROM attempt WHERE contest_id = $1 AND participant_id = $2 AND ($3::uuid IS NULL OR id < $3::uuid)
            ORDER BY id DESC LIMIT $4) t
     JOIN round r ON r.contest_id = $1 AND r.id = t.round_id
     JOIN round_revision v ON v.contest_id = $1 AND v.round_id = t.round_id AND v.revision = t.round_revision
     JOIN round_revision now_is ON now_is.contest_id = $1 AND now_is.round_id = r.id AND now_is.revision = r.current_revision
     LEFT JOIN LATERAL (SELECT score, max_score FROM grade
                         WHERE contest_id = $1 AND attempt_id = t.id AND effective LIMIT 1) g ON true
    ORDER BY t.id DESC`,
);
