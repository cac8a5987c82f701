import { statement } from '#database';
import { LIMITS, type KeyRule } from '#domain';

// The one file that the front door wires and that names keys. What is not released yet is not in the answer of a statement,
// so that no mistake above it can tell it.

/**
 * The attempt, the rules it was started under, and when its round and its contest are over for everybody: with the last
 * instant at which an answer of anyone is still taken, extra time, pauses and grace included. A review earlier than that would
 * help those who still work. A revision that closes a round earlier or gives less time changes nothing for who started
 * before it, so earlier revisions are asked too: starts under one end with the next, and there are none where that came
 * before the opening. A handful of rows by primary keys.
 */
const FROM_ATTEMPT = `
     FROM attempt t
     JOIN participant p ON p.contest_id = $1 AND p.id = t.participant_id
     JOIN answers a ON a.contest_id = $1 AND a.attempt_id = t.id
     LEFT JOIN grade g ON g.contest_id = $1 AND g.attempt_id = t.id AND g.effective
     JOIN round_revision v ON v.contest_id = $1 AND v.round_id = t.round_id AND v.revision = t.round_revision
    CROSS JOIN LATERAL (
      SELECT after_pauses($1, max(last.at) FILTER (WHERE w.round_id = t.round_id)) AS of_round,
             after_pauses($1, max(last.at)) AS of_contest
        FROM (
          SELECT round_id, opens_at, closes_at, rules -> 'timing' AS timing, next_at,
                 least(closes_at, next_at) + interval '1 ms' * (rules #>> '{timing,durationMs}')::bigint
                   * ${1 + LIMITS.extraTimePercentMax / 100} AS full_at
            FROM (SELECT *, lead(effective_at) OVER (PARTITION BY round_id ORDER BY revision) AS next_at
                    FROM round_revision WHERE contest_id = $1 AND withdrawn_at IS NULL) o
        ) w
       CROSS JOIN LATERAL (
         SELECT interval '1 ms' * (w.timing ->> 'graceMs')::bigint
                  + CASE WHEN w.full_at IS NULL THEN w.closes_at
                         WHEN w.timing ->> 'atRoundEnd' = 'cut' THEN least(w.closes_at, w.full_at)
                         ELSE w.full_at END AS at
       ) last
       WHERE w.next_at IS NULL OR w.next_at > w.opens_at
    ) ends`;

const momentOf = (rule: string): string =>
  `CASE ${rule} WHEN 'at_submit' THEN '-infinity'::timestamptz
        WHEN 'round_end' THEN ends.of_round WHEN 'contest_end' THEN ends.of_contest ELSE 'infinity' END`;
const releaseOf = (what: 'score' | 'ownAnswers' | 'key'): string => momentOf(`v.rules #>> '{release,${what}}'`);
/** Explanations tell the key: whatever the rules say, never before it. */
const WHY = `greatest(${releaseOf('key')},
        ${momentOf(`coalesce(v.rules #>> '{release,explanations}', v.rules #>> '{release,key}')`)})`;

export interface ReviewRow {
  participant_id: string;
  account_id: string;
  round_id: number;
  round_revision: number;
  state: 'in_progress' | 'submitted' | 'graded';
  paper_items: number[];
  paper_orders: number[];
  /** null until own answers are released. */
  choices: number[] | null;
  /** null until the attempt is graded and both own answers and score are released. */
  marks: number[] | null;
  /** Instants of release; ±Infinity = from the beginning, never. */
  own_ms: number;
  key_ms: number;
  why_ms: number;
}

// An attempt as its owner may look back on it, without keys. $1 contest, $2 attempt; primary keys, one row.
export const readReview = statement<ReviewRow>(
  'read-review',
  `SELECT t.participant_id, p.account_id, t.round_id, t.round_revision, t.state, t.paper_items, t.paper_orders,
          CASE WHEN t.state <> 'in_progress' AND r.own <= contest_clock() THEN a.choices END AS choices,
          CASE WHEN t.state = 'graded' AND greatest(r.own, r.score) <= contest_clock() THEN g.marks END AS marks,
          (extract(epoch FROM r.own) * 1000)::float8 AS own_ms, (extract(epoch FROM r.key) * 1000)::float8 AS key_ms,
          (extract(epoch FROM r.why) * 1000)::float8 AS why_ms
     ${FROM_ATTEMPT}
    CROSS JOIN LATERAL (
      SELECT ${releaseOf('score')} AS score, ${releaseOf('ownAnswers')} AS own, ${releaseOf('key')} AS key, ${WHY} AS why
    ) r
    WHERE t.contest_id = $1 AND t.id = $2`,
);

export interface ReleasedKeyRow {
  right_mask: number;
  rule: KeyRule;
  /** Whether explanation and source are released; null until then. */
  explained: boolean;
  explanation: string | null;
  source_document: string | null;
  source_article: string | null;
  source_date: string | null;
}

// What was right in a graded attempt and why, by position, by the key revisions that its grade used; no row before the
// release of the key, no why before its own.
// $1 contest, $2 attempt; primary keys, as many rows as the paper has positions.
export const readReleasedKeys = statement<ReleasedKeyRow>(
  'read-released-keys',
  `SELECT k.key_mask AS right_mask, k.rule, w.explained, CASE WHEN w.explained THEN k.explanation END AS explanation,
          CASE WHEN w.explained THEN i.source_document END AS source_document,
          CASE WHEN w.explained THEN i.source_article END AS source_article,
          CASE WHEN w.explained THEN i.source_date::text END AS source_date
     ${FROM_ATTEMPT}
    CROSS JOIN LATERAL (SELECT ${WHY} <= contest_clock() AS explained) w
    CROSS JOIN LATERAL unnest(t.paper_items, g.key_revisions) WITH ORDINALITY AS u(item, revision, position)
     JOIN key_revision k ON k.item_version_id = u.item AND k.revision = u.revision
     JOIN item_version i ON i.id = u.item
    WHERE t.contest_id = $1 AND t.id = $2 AND t.state = 'graded' AND ${releaseOf('key')} <= contest_clock()
    ORDER BY u.position`,
);
