import { statement } from '#database';
import type { Scope } from '#domain';

export interface LotRow {
  scope_kind: Scope['kind'];
  scope_id: number;
  commitment: string;
  committed_ms: number;
  seed: string | null;
  revealed_ms: number | null;
  source: string | null;
  source_ms: number | null;
  words: string | null;
  words_ms: number | null;
}

// The lots of a contest, without what is still sealed. $1 contest; lot_pkey, a handful.
export const readLots = statement<LotRow>(
  'awards-lots',
  `SELECT scope_kind, scope_id, commitment, (extract(epoch FROM committed_at) * 1000)::float8 AS committed_ms, seed,
          (extract(epoch FROM revealed_at) * 1000)::float8 AS revealed_ms, source, words,
          (extract(epoch FROM source_at) * 1000)::float8 AS source_ms,
          (extract(epoch FROM words_at) * 1000)::float8 AS words_ms
     FROM lot WHERE contest_id = $1`,
);

// Commits to a seed, once. $1 contest, $2 scope kind, $3 scope id, $4 hash, $5 seed sealed, $6 who or null; lot_pkey.
export const commitLot = statement<{ commitment: string }>(
  'awards-commit-lot',
  `INSERT INTO lot (contest_id, scope_kind, scope_id, commitment, seed_sealed, committed_by)
   VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT ON CONSTRAINT lot_pkey DO NOTHING RETURNING commitment`,
);

// The sealed seed of a field, for the worker that draws. $1 contest, $2 scope kind, $3 scope id; lot_pkey.
export const readSealedSeed = statement<{
  seed_sealed: Buffer;
  commitment: string;
  committed_ms: number;
  source: string | null;
  source_ms: number | null;
  words: string | null;
}>(
  'awards-sealed-seed',
  `SELECT seed_sealed, commitment, (extract(epoch FROM committed_at) * 1000)::float8 AS committed_ms, source, words,
          (extract(epoch FROM source_at) * 1000)::float8 AS source_ms
     FROM lot WHERE contest_id = $1 AND scope_kind = $2 AND scope_id = $3`,
);

// Says where the public text of a lot will come from, once. $1 contest, $2 scope kind, $3 scope id, $4 source; lot_pkey.
export const nameSource = statement<{ commitment: string }>(
  'awards-name-lot-source',
  `UPDATE lot SET source = $4, source_at = contest_clock()
    WHERE contest_id = $1 AND scope_kind = $2 AND scope_id = $3 AND source IS NULL AND seed IS NULL RETURNING commitment`,
);

// Writes that text, as long as the seed is sealed. $1 contest, $2 scope kind, $3 scope id, $4 text; lot_pkey.
export const writeWords = statement<{ commitment: string }>(
  'awards-write-lot-words',
  `UPDATE lot SET words = $4, words_at = contest_clock()
    WHERE contest_id = $1 AND scope_kind = $2 AND scope_id = $3 AND source IS NOT NULL AND seed IS NULL
    RETURNING commitment`,
);

// Shows the seed to everybody; what was shown stays. $1 contest, $2 scope kind, $3 scope id, $4 seed; lot_pkey.
export const revealLot = statement<never>(
  'awards-reveal-lot',
  `UPDATE lot SET seed = $4, revealed_at = contest_clock()
    WHERE contest_id = $1 AND scope_kind = $2 AND scope_id = $3 AND seed IS NULL`,
);
