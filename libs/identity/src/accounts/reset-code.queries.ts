import { statement } from '#database';

/** A contest by its address. $1 slug. Index: contest_slug_key. Rows: one or none. */
export const contestOfCode = statement<{ id: number }>('contest-of-code', `SELECT id FROM contest WHERE slug = $1`);

interface Person {
  participant_id: string;
  account_id: string;
  contest_unit_id: number;
  full_name: string;
}

/** A person of a contest who has not left it. $1 contest, $2 uuid participant. Index: participant_pkey. Rows: one or none. */
export const personOfNumber = statement<Person>(
  'person-of-number',
  `SELECT id AS participant_id, account_id, contest_unit_id, full_name FROM participant
    WHERE contest_id = $1 AND id = $2 AND anonymised_at IS NULL`,
);

/**
 * The person of a contest whom all these facts fit. $1 contest, $2 phone, $3 birth date, $4 contest unit, $5 receipt number
 * or null: not asked. Index: account_phone_key, participant_account_key, attempt_receipt_key. Rows: one or none.
 */
export const personOfFacts = statement<Person>(
  'person-of-facts',
  `SELECT p.id AS participant_id, p.account_id, p.contest_unit_id, p.full_name
     FROM account a JOIN participant p ON p.account_id = a.id AND p.contest_id = $1
    WHERE a.phone = $2 AND a.birth_date = $3::date AND p.contest_unit_id = $4 AND p.anonymised_at IS NULL
      AND ($5::text IS NULL OR EXISTS (
            SELECT FROM attempt t WHERE t.contest_id = $1 AND t.receipt_number = $5 AND t.participant_id = p.id))`,
);

/**
 * Is a unit, or one above it, among these? $1 contest unit, $2 integer[] contest units. Index: contest_unit_pkey.
 * Rows: one or none.
 */
export const unitBelow = statement<{ id: number }>(
  'unit-below',
  `WITH RECURSIVE above AS (
     SELECT id, parent_id FROM contest_unit WHERE id = $1
     UNION SELECT u.id, u.parent_id FROM above JOIN contest_unit u ON u.id = above.parent_id
   )
   SELECT id FROM above WHERE id = ANY($2::integer[]) LIMIT 1`,
);

/**
 * Locks whoever hands out and whoever gets a code, so that limits are counted one after another; by id, so that two never
 * wait for each other in a ring. $1 uuid[] accounts. Index: account_pkey, staff_role_account_idx. Rows: two.
 */
export const lockForCode = statement<{ id: string; has_phone: boolean; disabled: boolean; staff: boolean }>(
  'lock-for-code',
  `SELECT a.id, a.phone IS NOT NULL AS has_phone, a.disabled_at IS NOT NULL AS disabled,
          EXISTS (SELECT FROM staff_role r WHERE r.account_id = a.id) AS staff
     FROM account a WHERE a.id = ANY($1::uuid[]) ORDER BY a.id FOR NO KEY UPDATE`,
);

/** When did this person last get a code? $1 account, $2 interval to look back. Index: reset_code_account_idx. Rows: one. */
export const lastCodeOf = statement<{ at: Date | null }>(
  'last-code-of',
  `SELECT max(issued_at) AS at FROM reset_code WHERE account_id = $1 AND issued_at > contest_clock() - $2::interval`,
);

/** What has this member of staff handed out within a day? $1 account. Index: reset_code_issuer_idx. Rows: one. */
export const codesOfDay = statement<{ count: number; first: Date | null }>(
  'codes-of-day',
  `SELECT count(*)::integer AS count, min(issued_at) AS first FROM reset_code
    WHERE issued_by = $1 AND issued_at > contest_clock() - interval '24 hours'`,
);

/** $1 bytea hash, $2 account, $3 contest, $4 account of the issuer, $5 interval until it expires. Rows: one. */
export const insertResetCode = statement<{ expires_at: Date }>(
  'insert-reset-code',
  `INSERT INTO reset_code (code_hash, account_id, contest_id, issued_by, expires_at)
   VALUES ($1, $2, $3, $4, contest_clock() + $5::interval) RETURNING expires_at`,
);
