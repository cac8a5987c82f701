import { statement } from '#database';

export interface FoundRow {
  participant_id: string;
  full_name: string;
  phone: string | null;
  contest_unit_id: number;
  unit_code: string;
  unit_name: string;
  parent_name: string | null;
  joined_at: Date;
  attempts: number;
  staff: boolean;
  disabled: boolean;
}

export const FOUND = `SELECT p.id AS participant_id, p.full_name, a.phone, u.id AS contest_unit_id, u.code AS unit_code,
          u.name AS unit_name, u.parent_name, p.created_at AS joined_at, q.attempt_count AS attempts,
          EXISTS (SELECT FROM staff_role r WHERE r.account_id = a.id) AS staff, a.disabled_at IS NOT NULL AS disabled
     FROM participant p
     JOIN account a ON a.id = p.account_id
     JOIN contest_unit u ON u.id = p.contest_unit_id
     JOIN attempt_quota q ON q.contest_id = p.contest_id AND q.participant_id = p.id
    WHERE p.contest_id = $1 AND p.anonymised_at IS NULL`;

/** $1 contest, $2 phone. Index: account_phone_key, participant_account_key. Rows: one or none. */
export const findByPhone = statement<FoundRow>('find-by-phone', `${FOUND} AND a.phone = $2`);

/** $1 contest, $2 receipt number. Index: attempt_receipt_key, participant_pkey. Rows: one or none. */
export const findByReceipt = statement<FoundRow>(
  'find-by-receipt',
  `${FOUND} AND p.id = (SELECT t.participant_id FROM attempt t WHERE t.contest_id = $1 AND t.receipt_number = $2)`,
);

/**
 * People of a unit or of those below it in whose names all words stand, accents and capitals apart. $1 contest, $2 contest
 * unit, $3 words, $4 how many. Index: contest_unit_parent_idx, participant_unit_idx. Rows: at most $4, of some 20,000 people
 * of a large unit.
 */
export const findByName = statement<FoundRow>(
  'find-by-name',
  `WITH RECURSIVE reach AS (
     SELECT id FROM contest_unit WHERE contest_id = $1 AND id = $2
     UNION
     SELECT c.id FROM contest_unit c JOIN reach ON c.parent_id = reach.id
   )
   ${FOUND} AND p.contest_unit_id IN (SELECT id FROM reach)
      AND NOT EXISTS (SELECT FROM regexp_split_to_table(search_key($3), ' +') AS word
                       WHERE strpos(search_key(p.full_name), word) = 0)
    ORDER BY p.full_name, p.id LIMIT $4`,
);
