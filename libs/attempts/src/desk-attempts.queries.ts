import { statement } from '#database';
import type { ReleaseMoment } from '#domain';

export interface DeskAttemptRow {
  id: string;
  attempt_no: number;
  round_id: number;
  round_title: string;
  state: 'in_progress' | 'submitted' | 'graded';
  closed_by: 'participant' | 'deadline' | 'round_end' | 'organizer' | null;
  void_reason: string | null;
  voided: boolean;
  started_ms: number;
  deadline_ms: number;
  extra_time_percent: number;
  questions: number;
  answered: number;
  saved_ms: number | null;
  /** Pairs of instants, newest first. */
  outages: [number, number][] | null;
  resumed: number[] | null;
  submitted_ms: number | null;
  late_ms: number | null;
  elapsed_ms: number | null;
  receipt_number: string | null;
  graded_ms: number | null;
  regraded: boolean;
  score: number | null;
  max_score: number | null;
  is_stuck: boolean;
  release: ReleaseMoment;
  round_closes_ms: number;
  contest_closes_ms: number;
}

// How the attempts of one person went, newest first: instants, connections and how many questions are answered, never what.
// $1 contest, $2 participant, $3 rows. attempt_no_key, then primary keys and grade_effective_key; at most $3 rows.
export const readDeskAttempts = statement<DeskAttemptRow>(
  'read-desk-attempts',
  `SELECT t.id, t.attempt_no, t.round_id, r.title AS round_title, t.state, t.closed_by, t.void_reason,
          t.voided_at IS NOT NULL AS voided,
          (extract(epoch FROM t.started_at) * 1000)::float8 AS started_ms,
          (extract(epoch FROM t.deadline_at) * 1000)::float8 AS deadline_ms, t.extra_time_percent,
          cardinality(a.choices) AS questions,
          (SELECT count(*)::int FROM unnest(a.choices) AS chosen WHERE chosen <> 0) AS answered,
          (extract(epoch FROM a.saved_at) * 1000)::float8 AS saved_ms,
          (SELECT jsonb_agg(jsonb_build_array((extract(epoch FROM lower(o.span)) * 1000)::float8,
                                              (extract(epoch FROM upper(o.span)) * 1000)::float8) ORDER BY o.no)
             FROM unnest(a.outages) WITH ORDINALITY AS o(span, no)) AS outages,
          (SELECT jsonb_agg((extract(epoch FROM s.at) * 1000)::float8 ORDER BY s.no)
             FROM unnest(a.resumed_at) WITH ORDINALITY AS s(at, no)) AS resumed,
          (extract(epoch FROM t.submitted_at) * 1000)::float8 AS submitted_ms, t.late_ms, t.elapsed_ms, t.receipt_number,
          (extract(epoch FROM g.graded_at) * 1000)::float8 AS graded_ms, coalesce(g.revision > 1, false) AS regraded,
          g.score, g.max_score,
          EXISTS (SELECT FROM grading_failure f WHERE f.contest_id = $1 AND f.attempt_id = t.id) AS is_stuck,
          v.rules -> 'release' ->> 'score' AS release,
          (extract(epoch FROM now_is.closes_at) * 1000)::float8 AS round_closes_ms,
          (SELECT (extract(epoch FROM max(lv.closes_at)) * 1000)::float8
             FROM round l JOIN round_revision lv ON lv.contest_id = $1 AND lv.round_id = l.id AND lv.revision = l.current_revision
            WHERE l.contest_id = $1) AS contest_closes_ms
     FROM (SELECT * FROM attempt WHERE contest_id = $1 AND participant_id = $2 ORDER BY attempt_no DESC LIMIT $3) t
     JOIN answers a ON a.contest_id = $1 AND a.attempt_id = t.id
     JOIN round r ON r.contest_id = $1 AND r.id = t.round_id
     JOIN round_revision v ON v.contest_id = $1 AND v.round_id = t.round_id AND v.revision = t.round_revision
     JOIN round_revision now_is ON now_is.contest_id = $1 AND now_is.round_id = r.id AND now_is.revision = r.current_revision
     LEFT JOIN LATERAL (SELECT graded_at, revision, score, max_score FROM grade
                         WHERE contest_id = $1 AND attempt_id = t.id AND effective LIMIT 1) g ON true
    ORDER BY t.attempt_no DESC`,
);
