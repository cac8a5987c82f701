import { statement } from '#database';

/**
 * Gives the account of a phone a new code in place of the old one. Members of staff get in by other ways, and so does
 * whoever has none. $1 phone in E.164, $2 bytea hash, $3 interval until it expires. Index: account_phone_key,
 * phone_code_pkey, staff_role_account_idx. Rows: one; none when the phone is nobody's, of staff or of a shut account.
 */
export const issuePhoneCode = statement<{ account_id: string }>(
  'issue-phone-code',
  `INSERT INTO phone_code (account_id, code_hash, expires_at)
   SELECT a.id, $2, contest_clock() + $3::interval FROM account a
    WHERE a.phone = $1 AND a.disabled_at IS NULL AND NOT EXISTS (SELECT FROM staff_role r WHERE r.account_id = a.id)
   ON CONFLICT (account_id) DO UPDATE
     SET code_hash = excluded.code_hash, expires_at = excluded.expires_at, issued_at = contest_clock(), tries = 0
   RETURNING account_id`,
);

/**
 * Counts a try at the code of a phone before it is judged; on the very row, so that a hundred at once are a hundred.
 * $1 phone in E.164, $2 tries that are judged. Index: account_phone_key, phone_code_pkey.
 * Rows: one; none when there is no code, or all tries are used.
 */
export const tryPhoneCode = statement<{ account_id: string }>(
  'try-phone-code',
  `UPDATE phone_code c SET tries = c.tries + 1 FROM account a
    WHERE a.phone = $1 AND c.account_id = a.id AND c.tries < $2 RETURNING c.account_id`,
);

/**
 * Whose account opens to this phone and code from a message? Locks it and uses the code up. $1 phone in E.164, $2 bytea
 * hash. Index: account_phone_key, phone_code_pkey, staff_role_account_idx. Rows: one; none when the phone is unknown, the
 * account disabled or of staff, or the code wrong, used or too old.
 */
export const accountOfPhoneCode = statement<{
  id: string;
  full_name: string;
  birth_date: string | null;
  by: 'phone_code';
}>(
  'account-of-phone-code',
  `WITH person AS (
     SELECT id, full_name, birth_date FROM account a
      WHERE phone = $1 AND disabled_at IS NULL AND NOT EXISTS (SELECT FROM staff_role r WHERE r.account_id = a.id)
        FOR UPDATE
   ), used AS (
     DELETE FROM phone_code c USING person p
      WHERE c.account_id = p.id AND c.code_hash = $2 AND c.expires_at > contest_clock() RETURNING c.account_id
   )
   SELECT p.id, p.full_name, to_char(p.birth_date, 'YYYY-MM-DD') AS birth_date, 'phone_code' AS by
     FROM person p JOIN used u ON u.account_id = p.id`,
);
