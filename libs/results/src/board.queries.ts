import { statement } from '#database';

export interface BoardRow {
  participant_id: string;
  full_name: string;
  is_anonymous: boolean;
  is_child: boolean;
  publish_name: boolean | null;
  unit_name: string;
  score: number;
  max_score: number | null;
  full_marks: boolean;
  duration_ms: number;
  started_ms: number;
  submitted_ms: number;
  attempt_count: number;
  sort_key: Buffer;
}

const COLUMNS = `s.participant_id, p.full_name, p.anonymised_at IS NOT NULL AS is_anonymous,
          is_child(p.birth_date, p.created_at) AS is_child, p.publish_name, u.name AS unit_name, s.score, g.max_score, s.full_marks, s.duration_ms,
          (extract(epoch FROM s.started_at) * 1000)::float8 AS started_ms,
          (extract(epoch FROM s.submitted_at) * 1000)::float8 AS submitted_ms, s.attempt_count, s.sort_key`;
const JOINS = `
     JOIN participant p ON p.contest_id = $1 AND p.id = s.participant_id
     JOIN contest_unit u ON u.id = s.contest_unit_id
     LEFT JOIN grade g ON g.contest_id = $1 AND g.attempt_id = s.attempt_id AND g.effective`;

// The next page of a board, behind a key and a person. $1 contest, $2 scope kind, $3 scope id, $4 audience, $5 sort key,
// $6 participant, $7 rows. Walks standing_order_idx from the cursor; a page of rows, each with three look-ups by key.
export const boardPage = statement<BoardRow>(
  'board-page',
  `SELECT ${COLUMNS}
     FROM (SELECT * FROM standing
            WHERE contest_id = $1 AND scope_kind = $2 AND scope_id = $3 AND audience_id = $4
              AND (sort_key, participant_id) > ($5, $6)
            ORDER BY sort_key, participant_id LIMIT $7) s${JOINS}
    ORDER BY s.sort_key, s.participant_id`,
);

export interface OwnRow extends BoardRow {
  /** How many stand before, equals not among them. */
  smaller: number;
  /** The key of whoever stands before; null before the first. */
  ahead: Buffer | null;
}

// Where the account stands on a board, if it does, in one question: whoever looks at the own rank waits for one round trip, on
// the day of the results with hundreds of others. $1 contest, $2 scope kind, $3 scope id, $4 audience, $5 account.
// participant_account_key, then standing_pkey, one row; what is before it as in board-standings-before, and one step backwards
// in standing_order_idx.
export const ownStanding = statement<OwnRow>(
  'board-own-standing',
  `SELECT ${COLUMNS},
          (SELECT coalesce(sum(standings), 0) FROM standing_bucket
            WHERE contest_id = $1 AND scope_kind = $2 AND scope_id = $3 AND audience_id = $4 AND bucket < substring(s.sort_key FOR 7))::int
        + (SELECT count(*) FROM standing
            WHERE contest_id = $1 AND scope_kind = $2 AND scope_id = $3 AND audience_id = $4
              AND sort_key >= substring(s.sort_key FOR 7) AND sort_key < s.sort_key)::int AS smaller,
          (SELECT sort_key FROM standing
            WHERE contest_id = $1 AND scope_kind = $2 AND scope_id = $3 AND audience_id = $4
              AND (sort_key, participant_id) < (s.sort_key, s.participant_id)
            ORDER BY sort_key DESC, participant_id DESC LIMIT 1) AS ahead
     FROM standing s${JOINS}
    WHERE s.contest_id = $1 AND s.scope_kind = $2 AND s.scope_id = $3 AND s.audience_id = $4
      AND s.participant_id = (SELECT id FROM participant WHERE account_id = $5 AND contest_id = $1)`,
);

// How many stand before a key, and how many before a person among equal keys. $1 contest, $2 scope kind, $3 scope id,
// $4 audience, $5 sort key, $6 its bucket, $7 participant. standing_bucket_pkey is summed up to the bucket; inside it
// standing_order_idx is counted: thousands of buckets at most, and the crowd of one bucket.
export const standingsBefore = statement<{ smaller: number; equal_before: number }>(
  'board-standings-before',
  `SELECT (SELECT coalesce(sum(standings), 0) FROM standing_bucket
            WHERE contest_id = $1 AND scope_kind = $2 AND scope_id = $3 AND audience_id = $4 AND bucket < $6)::int
        + (SELECT count(*) FROM standing
            WHERE contest_id = $1 AND scope_kind = $2 AND scope_id = $3 AND audience_id = $4
              AND sort_key >= $6 AND sort_key < $5)::int AS smaller,
          (SELECT count(*) FROM standing
            WHERE contest_id = $1 AND scope_kind = $2 AND scope_id = $3 AND audience_id = $4
              AND sort_key = $5 AND participant_id < $7)::int AS equal_before`,
);

// How many stand on a board. $1 contest, $2 scope kind, $3 scope id, $4 audience; standing_bucket_pkey, all its buckets.
export const standingCount = statement<{ standings: number }>(
  'board-standing-count',
  `SELECT coalesce(sum(standings), 0)::int AS standings FROM standing_bucket
    WHERE contest_id = $1 AND scope_kind = $2 AND scope_id = $3 AND audience_id = $4`,
);
