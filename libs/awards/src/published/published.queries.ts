import { statement } from '#database';
import type { Scope } from '#domain';
import type { Standing } from '../settling/settlement.queries.js';
import type { FileSummary } from '../settling/summary.js';

export interface PublicationRow {
  scope_kind: Scope['kind'];
  scope_id: number;
  number: number;
  settlement_id: string;
  version: number;
  hash: string;
  input_hash: string;
  reason: string | null;
  published_ms: number;
  appeals_until_ms: number | null;
  decision_number: string | null;
  decision_date: string | null;
  decision_signer: string | null;
}

// All that was published of a contest, newest first in each field. $1 contest; publication_pkey, a few dozen.
export const readPublications = statement<PublicationRow>(
  'awards-publications',
  `SELECT scope_kind, scope_id, number, settlement_id, version, hash, input_hash, reason,
          (extract(epoch FROM published_at) * 1000)::float8 AS published_ms,
          (extract(epoch FROM appeals_until) * 1000)::float8 AS appeals_until_ms,
          decision_number, decision_date::text, decision_signer
     FROM publication WHERE contest_id = $1 ORDER BY scope_kind, scope_id, number DESC`,
);

// What pages show of a version. $1 contest, $2 settlement, $3 version; winner_file_pkey.
export const readSummary = statement<{ summary: FileSummary }>(
  'awards-summary',
  `SELECT summary FROM winner_file WHERE contest_id = $1 AND settlement_id = $2 AND version = $3`,
);

// The places of some people. $1 contest, $2 settlement, $3 numbers; settlement_line_number_idx, one or two each.
export const linesOfNumbers = statement<{
  board: string;
  rank: number;
  number: number;
  line: Standing;
}>(
  'awards-lines-of-numbers',
  `SELECT board, rank, number, line FROM settlement_line
    WHERE contest_id = $1 AND settlement_id = $2 AND number = ANY($3::int[]) ORDER BY board, place`,
);

// Somebody in a contest, with the number, where there is one, and whether there is an attempt in these rounds. $1 contest,
// $2 account, $3 rounds; participant_account_key, person_number_participant_key, attempt_no_key.
export const readOwnPlace = statement<{ participant_id: string; number: number | null; took_part: boolean }>(
  'awards-own-place',
  `SELECT p.id AS participant_id, n.number,
          EXISTS (SELECT FROM attempt t WHERE t.contest_id = $1 AND t.participant_id = p.id
                     AND t.round_id = ANY($3::smallint[])) AS took_part
     FROM participant p
     LEFT JOIN person_number n ON n.contest_id = p.contest_id AND n.participant_id = p.id
    WHERE p.contest_id = $1 AND p.account_id = $2 AND p.anonymised_at IS NULL`,
);

export interface FoundPublication extends PublicationRow {
  contest_id: number;
  slug: string;
  title: string;
}

// What was published under a hash, of a winner file or of its input: the first time. $1 hash; publication_hash_idx and
// publication_input_idx.
export const findPublished = statement<FoundPublication>(
  'awards-find-published',
  `SELECT p.contest_id, c.slug, c.title, p.scope_kind, p.scope_id, p.number, p.settlement_id, p.version, p.hash, p.input_hash,
          p.reason, (extract(epoch FROM p.published_at) * 1000)::float8 AS published_ms,
          (extract(epoch FROM p.appeals_until) * 1000)::float8 AS appeals_until_ms,
          p.decision_number, p.decision_date::text, p.decision_signer
     FROM publication p JOIN contest c ON c.id = p.contest_id AND c.status <> 'draft'
    WHERE p.hash = $1 OR p.input_hash = $1 ORDER BY p.published_at LIMIT 1`,
);

// The bytes of what was published. $1 contest, $2 settlement, $3 version; winner_file_pkey, some megabytes.
export const readPublishedInput = statement<{ bytes: Buffer }>(
  'awards-published-input',
  `SELECT input AS bytes FROM winner_file WHERE contest_id = $1 AND settlement_id = $2 AND version = $3`,
);
export const readPublishedFile = statement<{ bytes: Buffer }>(
  'awards-published-file',
  `SELECT content AS bytes FROM winner_file WHERE contest_id = $1 AND settlement_id = $2 AND version = $3`,
);

// Who has which prize of what holds within a scope: of the scope itself, of the rounds of a phase, of everything in the
// contest. $1 contest, $2 scope kind, $3 scope id; publication_pkey, winner_file_pkey, award_pkey, participant_pkey and
// settlement_line_number_idx, a row for each prize.
export const prizeList = statement<{
  scope_kind: Scope['kind'];
  scope_id: number;
  line: number;
  title: string;
  rank: number | null;
  unit_name: string;
  /** Null for a unit. */
  full_name: string | null;
  /** 1/1000 point; null for a unit. */
  score: number | null;
  by: string | null;
  audience: string | null;
  block: string | null;
  publication: number;
  hash: string;
  participant_id: string | null;
  contest_unit_id: number;
  /** The person has left or was deleted. */
  is_nobody: boolean;
  decision_number: string | null;
  decision_date: string | null;
}>(
  'awards-prize-list',
  `SELECT p.scope_kind, p.scope_id, a.line, a.title, a.rank, u.name AS unit_name, w.full_name, s.score,
          p.number AS publication, p.hash, a.participant_id, a.contest_unit_id, w.anonymised_at IS NOT NULL AS is_nobody,
          p.decision_number, p.decision_date::text,
          z.prize ->> 'by' AS by, z.prize ->> 'audience' AS audience, z.prize ->> 'block' AS block
     FROM publication p
     JOIN winner_file f ON f.contest_id = p.contest_id AND f.settlement_id = p.settlement_id AND f.version = p.version
     JOIN award a ON a.contest_id = p.contest_id AND a.settlement_id = p.settlement_id AND a.version = p.version
     JOIN contest_unit u ON u.id = a.contest_unit_id
    CROSS JOIN LATERAL (SELECT f.summary -> 'prizes' -> a.line::int AS prize) z
     LEFT JOIN participant w ON w.contest_id = a.contest_id AND w.id = a.participant_id
     LEFT JOIN LATERAL (
       SELECT (l.line ->> 'score')::int AS score FROM settlement_line l
        WHERE l.contest_id = a.contest_id AND l.settlement_id = a.settlement_id AND l.number = a.number
        ORDER BY l.board = coalesce(z.prize ->> 'audience', '') DESC, l.board LIMIT 1
     ) s ON true
    WHERE p.contest_id = $1
      AND p.number = (SELECT max(q.number) FROM publication q
                       WHERE q.contest_id = p.contest_id AND q.scope_kind = p.scope_kind AND q.scope_id = p.scope_id)
      AND ($2::text = 'contest' OR (p.scope_kind = $2 AND p.scope_id = $3::int)
           OR ($2 = 'phase' AND p.scope_kind = 'round'
               AND p.scope_id IN (SELECT r.id FROM round r WHERE r.contest_id = $1 AND r.phase_id = $3::int)))
    ORDER BY array_position(ARRAY['round', 'phase', 'contest'], p.scope_kind), p.scope_id,
             a.participant_id IS NULL, a.line, a.place`,
);
