import { statement } from '#database';

/**
 * Asks these people of a contest for their personal number; whoever was asked before is not asked anew. Only people with a
 * result, who have not left, in a contest that still keeps names. Their rows are held, so that nobody leaves meanwhile.
 * $1 contest, $2 uuid[] participants, $3 who asks, $4 what for, $5 days. Index: participant_pkey, standing_pkey, round_pkey.
 * Rows: of all that may be asked, whether they are asked only now.
 */
export const askForPapers = statement<{ participant_id: string; is_new: boolean }>(
  'ask-for-papers',
  `WITH over AS (
     SELECT max(v.closes_at) + c.retention_months * interval '1 month' AS at
       FROM contest c
       JOIN round o ON o.contest_id = c.id
       JOIN round_revision v ON v.contest_id = c.id AND v.round_id = o.id AND v.revision = o.current_revision
      WHERE c.id = $1 GROUP BY c.id
   ), winner AS (
     SELECT p.id FROM participant p
      WHERE p.contest_id = $1 AND p.id = ANY($2::uuid[]) AND p.anonymised_at IS NULL
        AND EXISTS (SELECT FROM standing s WHERE s.contest_id = $1 AND s.participant_id = p.id)
        AND (SELECT at FROM over) > contest_clock()
      ORDER BY p.id FOR NO KEY UPDATE OF p
   ), asked AS (
     INSERT INTO identity_paper (contest_id, participant_id, asked_by, reason, delete_after)
     SELECT $1, w.id, $3, $4, least(contest_clock() + $5 * interval '1 day', (SELECT at FROM over)) FROM winner w
     ON CONFLICT ON CONSTRAINT identity_paper_pkey DO NOTHING RETURNING participant_id
   )
   SELECT w.id AS participant_id, w.id IN (SELECT participant_id FROM asked) AS is_new FROM winner w`,
);

export interface OwnPaperRow {
  slug: string;
  title: string;
  reason: string;
  asked_at: Date;
  given_at: Date | null;
  number_last4: string | null;
  delete_after: Date;
}

/** Where a person is asked for the number. $1 account. Index: participant_account_key, identity_paper_pkey. Rows: a few. */
export const papersOfAccount = statement<OwnPaperRow>(
  'papers-of-account',
  `SELECT c.slug, c.title, i.reason, i.asked_at, i.given_at, i.number_last4, i.delete_after
     FROM participant p
     JOIN identity_paper i ON i.contest_id = p.contest_id AND i.participant_id = p.id
     JOIN contest c ON c.id = p.contest_id
    WHERE p.account_id = $1 AND i.delete_after > contest_clock()
    ORDER BY i.asked_at, c.id`,
);

/**
 * The request that a person answers, held, with the birth date to compare. $1 account, $2 slug. Index: contest_slug_key,
 * participant_account_key, identity_paper_pkey. Rows: one, none when nobody asked or the time is over.
 */
export const lockOwnPaper = statement<{ contest_id: number; participant_id: string; birth_date: string | null }>(
  'lock-own-paper',
  `SELECT i.contest_id, i.participant_id, to_char(p.birth_date, 'YYYY-MM-DD') AS birth_date
     FROM contest c
     JOIN participant p ON p.account_id = $1 AND p.contest_id = c.id
     JOIN identity_paper i ON i.contest_id = p.contest_id AND i.participant_id = p.id
    WHERE c.slug = $2 AND i.delete_after > contest_clock() FOR UPDATE OF i`,
);

/** Keeps the number, in place of an earlier one. $1 contest, $2 participant, $3 sealed, $4 last digits. Index: identity_paper_pkey. */
export const keepPaper = statement<never>(
  'keep-paper',
  `UPDATE identity_paper SET number_sealed = $3, number_last4 = $4, given_at = contest_clock()
    WHERE contest_id = $1 AND participant_id = $2`,
);

/**
 * One number, sealed, with whose it is. $1 contest, $2 participant. Index: identity_paper_pkey, participant_pkey. Rows: one,
 * none when it was not given or its time is over.
 */
export const givenPaper = statement<{ full_name: string; number_sealed: Buffer; given_at: Date; delete_after: Date }>(
  'given-paper',
  `SELECT p.full_name, i.number_sealed, i.given_at, i.delete_after
     FROM identity_paper i JOIN participant p ON p.contest_id = i.contest_id AND p.id = i.participant_id
    WHERE i.contest_id = $1 AND i.participant_id = $2 AND i.given_at IS NOT NULL AND i.delete_after > contest_clock()`,
);

export interface PaperRow {
  participant_id: string;
  full_name: string;
  unit_name: string;
  reason: string;
  asked_at: Date;
  given_at: Date | null;
  number_last4: string | null;
  delete_after: Date;
}

/**
 * A page of who was asked in a contest. $1 contest, $2 after this participant, $3 how many, $4 whether the number was given,
 * null for all. Index: identity_paper_pkey. Rows: at most $3.
 */
export const papersOfContest = statement<PaperRow>(
  'papers-of-contest',
  `SELECT i.participant_id, p.full_name, u.name AS unit_name, i.reason, i.asked_at, i.given_at, i.number_last4,
          i.delete_after
     FROM identity_paper i
     JOIN participant p ON p.contest_id = i.contest_id AND p.id = i.participant_id
     JOIN contest_unit u ON u.id = p.contest_unit_id
    WHERE i.contest_id = $1 AND i.delete_after > contest_clock() AND ($2::uuid IS NULL OR i.participant_id > $2)
      AND ($4::boolean IS NULL OR (i.given_at IS NOT NULL) = $4)
    ORDER BY i.participant_id LIMIT $3`,
);

/**
 * Takes a request away with the number that was given for it. $1 contest, $2 participant. Index: identity_paper_pkey. Rows: one,
 * none when nobody was asked.
 */
export const destroyPaper = statement<{ was_given: boolean }>(
  'destroy-paper',
  `DELETE FROM identity_paper WHERE contest_id = $1 AND participant_id = $2 RETURNING given_at IS NOT NULL AS was_given`,
);
