import { statement } from '#database';
import type { RoundRules } from '#domain';

export interface OpeningRow {
  id: number;
  slug: string;
  title: string;
  status: 'published' | 'closed';
  hotline: string | null;
}

// A published contest by its name in addresses. $1 slug; contest_slug_key, one row.
export const openingContest = statement<OpeningRow>(
  'contests.opening-contest',
  `SELECT id, slug, title, status, hotline FROM contest WHERE slug = $1 AND status IN ('published', 'closed')`,
);

export interface OpeningRoundRow {
  number: number;
  title: string;
  opens_ms: number;
  closes_ms: number;
  note: string | null;
  rules: RoundRules;
  pool: number[];
  /** Items of the pool that were taken out of use since the round got it. */
  retired: number;
}

// The rounds of a contest as they are now, with their pools. $1 contest; primary keys, a few dozen rounds and the items of
// their pools.
export const openingRounds = statement<OpeningRoundRow>(
  'contests.opening-rounds',
  `SELECT r.id AS number, r.title, (extract(epoch FROM v.opens_at) * 1000)::float8 AS opens_ms,
          (extract(epoch FROM v.closes_at) * 1000)::float8 AS closes_ms, v.note, v.rules, v.pool,
          (SELECT count(*)::int FROM item_version iv JOIN item i ON i.id = iv.item_id
            WHERE iv.id = ANY(v.pool) AND i.status = 'retired') AS retired
     FROM round r
     JOIN round_revision v ON v.contest_id = r.contest_id AND v.round_id = r.id AND v.revision = r.current_revision
    WHERE r.contest_id = $1 ORDER BY v.opens_at, r.id`,
);
