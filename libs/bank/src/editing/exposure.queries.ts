import { statement } from '#database';

export interface AskingRound {
  contestId: number;
  contestSlug: string;
  contestTitle: string;
  round: number;
  roundTitle: string;
  opensAt: Date;
  closesAt: Date;
  /** No paper comes any more: it closed long enough ago that the last pause and extra time are over. */
  isOver: boolean;
}

// The rounds of published contests that have begun to draw from a bank, rehearsals left out, the newest first. $1 bank;
// item_code_key, item_version_key, round revisions are looked through, a few per contest.
export const askingRounds = statement<AskingRound>(
  'bank.asking-rounds',
  `SELECT c.id AS "contestId", c.slug AS "contestSlug", c.title AS "contestTitle", o.id AS round, o.title AS "roundTitle",
          r.opens_at AS "opensAt", r.closes_at AS "closesAt", r.closes_at + interval '1 day' < contest_clock() AS "isOver"
     FROM round o
     JOIN contest c ON c.id = o.contest_id AND c.status <> 'draft'
     JOIN round_revision r ON r.contest_id = o.contest_id AND r.round_id = o.id AND r.revision = o.current_revision
    WHERE r.opens_at <= contest_clock() AND NOT EXISTS (SELECT FROM rehearsal h WHERE h.contest_id = c.id)
      AND EXISTS (SELECT FROM round_revision p
                   WHERE p.contest_id = o.contest_id AND p.round_id = o.id
                     AND p.pool && ARRAY(SELECT v.id FROM item i JOIN item_version v ON v.item_id = i.id WHERE i.bank_id = $1))
    ORDER BY r.opens_at DESC, c.id DESC, o.id DESC`,
);

// How many papers of a round asked each item version, and when the last was drawn; the row without a version is all papers.
// $1 contest, $2 round. Reads the attempts of the round once, voided ones too: people have seen them. Some hundred rows.
export const papersAsking = statement<{ versionId: number | null; papers: number; lastAskedAt: Date }>(
  'bank.papers-asking',
  `SELECT u.item AS "versionId", count(*)::int AS papers, max(t.started_at) AS "lastAskedAt"
     FROM attempt t CROSS JOIN LATERAL unnest(t.paper_items) AS u(item)
    WHERE t.contest_id = $1 AND t.round_id = $2 GROUP BY u.item
   UNION ALL
   SELECT NULL, count(*)::int, max(started_at) FROM attempt WHERE contest_id = $1 AND round_id = $2 HAVING count(*) > 0`,
);

// Which version belongs to which item of a bank. $1 bank; item_code_key, item_version_key, some hundreds.
export const versionsOfBank = statement<{ versionId: number; code: string }>(
  'bank.versions-of-bank',
  `SELECT v.id AS "versionId", i.code FROM item i JOIN item_version v ON v.item_id = i.id WHERE i.bank_id = $1`,
);
