import { statement } from '#database';
import type { Regulations } from '#domain';

export interface AwardedContestRow {
  id: number;
  slug: string;
  title: string;
  sample: boolean;
  revision: number;
  mask_names: boolean;
  regulations: Regulations | null;
  rounds: { id: number; phaseId: number | null; title: string; opensAt: number; closesAt: number }[];
  phases: { id: number; title: string }[];
  audiences: { id: number; code: string; title: string }[];
  /** Epoch ms of the database. */
  now: number;
}

const COLUMNS = `
  c.id, c.slug, c.title, c.sample, c.current_revision AS revision, v.regulations,
  coalesce((v.rules #>> '{board,maskNames}')::boolean, true) AS mask_names,
  floor(extract(epoch FROM contest_clock()) * 1000)::float8 AS now,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'phaseId', r.phase_id, 'title', r.title,
            'opensAt', (extract(epoch FROM w.opens_at) * 1000)::bigint,
            'closesAt', (extract(epoch FROM w.closes_at) * 1000)::bigint) ORDER BY r.id), '[]')
     FROM round r
     JOIN round_revision w ON w.contest_id = r.contest_id AND w.round_id = r.id AND w.revision = r.current_revision
    WHERE r.contest_id = c.id) AS rounds,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'title', p.title) ORDER BY p.id), '[]')
     FROM phase p WHERE p.contest_id = c.id) AS phases,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'code', a.code, 'title', a.title) ORDER BY a.id), '[]')
     FROM audience a WHERE a.contest_id = c.id) AS audiences`;
const FROM = `FROM contest c JOIN contest_revision v ON v.contest_id = c.id AND v.revision = c.current_revision`;

// A contest that is not a draft, by its name in addresses. $1 slug; contest_slug_key and primary keys, one row.
export const awardedBySlug = statement<AwardedContestRow>(
  'awards-contest-by-slug',
  `SELECT ${COLUMNS} ${FROM} WHERE c.slug = $1 AND c.status <> 'draft'`,
);

// The same by number. $1 contest; primary keys, one row.
export const awardedById = statement<AwardedContestRow>(
  'awards-contest-by-id',
  `SELECT ${COLUMNS} ${FROM} WHERE c.id = $1`,
);

// Contests that draw lots and have a round ahead or running without a committed seed, or none for the whole. contest, its
// revisions and lot by primary keys; none once all have committed.
export const contestsWithoutLots = statement<{ id: number }>(
  'awards-contests-without-lots',
  `SELECT c.id ${FROM}
    WHERE c.status = 'published' AND v.regulations #> '{ranking,criteria}' @> '["lot"]'
      AND EXISTS (SELECT FROM round o
                    JOIN round_revision w ON w.contest_id = o.contest_id AND w.round_id = o.id AND w.revision = o.current_revision
                   WHERE o.contest_id = c.id AND w.closes_at > contest_clock()
                     AND 2 > (SELECT count(*) FROM lot l
                               WHERE l.contest_id = c.id
                                 AND ((l.scope_kind = 'round' AND l.scope_id = o.id) OR l.scope_kind = 'contest')))`,
);
