import { statement } from '#database';

export interface PracticePlaceRow {
  id: number;
  title: string;
  bank_id: number;
  bank_code: string;
  /** Practice is open now: no round has begun, or all are over, or the regulations let people practise meanwhile. */
  is_open: boolean;
}

// The practice bank of a published contest and whether it is open now; no row without one. $1 slug; contest_slug_key, the
// rounds of the contest.
export const readPracticePlace = statement<PracticePlaceRow>(
  'contests.read-practice-place',
  `SELECT c.id, c.title, b.id AS bank_id, b.code AS bank_code,
          coalesce(cr.regulations -> 'attempts' ->> 'practice' = 'true', false)
            OR c.status = 'closed' OR NOT EXISTS (
              SELECT FROM round r
                JOIN round_revision v ON v.contest_id = c.id AND v.round_id = r.id AND v.revision = r.current_revision
               WHERE r.contest_id = c.id
              HAVING min(v.opens_at) <= contest_clock() AND max(v.closes_at) > contest_clock()) AS is_open
     FROM contest c
     JOIN bank b ON b.id = c.practice_bank_id AND b.practice
     JOIN contest_revision cr ON cr.contest_id = c.id AND cr.revision = c.current_revision
    WHERE c.slug = $1 AND c.status <> 'draft'`,
);

// Says which bank people practise with in a contest; null takes it away. $1 slug, $2 bank; contest_slug_key.
export const setPracticeBank = statement<{ id: number; before: number | null }>(
  'contests.set-practice-bank',
  `UPDATE contest c SET practice_bank_id = $2::int FROM (SELECT id, practice_bank_id FROM contest WHERE slug = $1 FOR UPDATE) old
    WHERE c.id = old.id RETURNING c.id, old.practice_bank_id AS before`,
);

// How many of these item versions anybody can practise with: by bank, or by wording. $1 versions; primary keys, the wordings
// of practice banks, some hundreds.
export const countPracticeItems = statement<{ items: number }>(
  'contests.count-practice-items',
  `SELECT count(*)::int AS items
     FROM item_version v JOIN item i ON i.id = v.item_id JOIN bank b ON b.id = i.bank_id
    WHERE v.id = ANY($1::int[])
      AND (b.practice OR search_key(v.stem) IN (
             SELECT search_key(p.stem) FROM bank o JOIN item q ON q.bank_id = o.id JOIN item_version p ON p.item_id = q.id
              WHERE o.practice))`,
);
