import { statement } from '#database';

/**
 * Whose account opens to this phone and code? Locks it and uses a one-time code up. One statement for phones that are
 * known and unknown, so that the time of the answer does not tell which. A one-time code opens no account of staff.
 * $1 phone in E.164, $2 bytea hash of the code. Index: account_phone_key, reset_code_pkey, staff_role_account_idx.
 * Rows: one; none when the phone is unknown, the account disabled, or the code wrong, used or too old.
 */
export const accountOfCode = statement<{
  id: string;
  full_name: string;
  birth_date: string | null;
  by: 'recovery_code' | 'reset_code';
}>(
  'account-of-code',
  `WITH person AS (
     SELECT id, full_name, birth_date, recovery_hash FROM account WHERE phone = $1 AND disabled_at IS NULL FOR UPDATE
   ), used AS (
     UPDATE reset_code c SET used_at = contest_clock() FROM person p
      WHERE c.code_hash = $2 AND c.account_id = p.id AND c.used_at IS NULL AND c.expires_at > contest_clock()
        AND NOT EXISTS (SELECT FROM staff_role r WHERE r.account_id = p.id)
     RETURNING c.account_id
   )
   SELECT p.id, p.full_name, to_char(p.birth_date, 'YYYY-MM-DD') AS birth_date,
          CASE WHEN p.recovery_hash = $2 THEN 'recovery_code' ELSE 'reset_code' END AS by
     FROM person p LEFT JOIN used u ON u.account_id = p.id
    WHERE p.recovery_hash = $2 OR u.account_id IS NOT NULL`,
);

/** Sets a new password and recovery code. $1 account, $2 password hash, $3 bytea. Index: account_pkey. Rows: none. */
export const resetPassword = statement<never>(
  'reset-password',
  `UPDATE account SET password_hash = $2, recovery_hash = $3 WHERE id = $1`,
);

/** What a new password of this person is judged by. $1 account. Index: account_pkey. Rows: one or none. */
export const passwordOfAccount = statement<{
  password_hash: string | null;
  phone: string | null;
  full_name: string;
  birth_date: string | null;
}>(
  'password-of-account',
  `SELECT password_hash, phone, full_name, to_char(birth_date, 'YYYY-MM-DD') AS birth_date FROM account WHERE id = $1`,
);

/**
 * Changes the password that was checked, and no other: of two changes at once the second was checked against a password
 * that holds no more. $1 account, $2 new hash, $3 the hash checked. Index: account_pkey. Rows: one or none.
 */
export const changePassword = statement<{ id: string }>(
  'change-password',
  `UPDATE account SET password_hash = $2 WHERE id = $1 AND password_hash = $3 RETURNING id`,
);

/** Replaces the recovery code. $1 account, $2 bytea, $3 the password hash checked. Index: account_pkey. Rows: one or none. */
export const replaceRecoveryCode = statement<{ id: string }>(
  'replace-recovery-code',
  `UPDATE account SET recovery_hash = $2 WHERE id = $1 AND password_hash = $3 RETURNING id`,
);

/**
 * Ends the one-time codes of an account that nobody has used, from staff and by message. $1 account.
 * Index: reset_code_account_idx, phone_code_pkey. Rows: none.
 */
export const voidResetCodes = statement<never>(
  'void-reset-codes',
  `WITH sent AS (DELETE FROM phone_code WHERE account_id = $1)
   UPDATE reset_code SET expires_at = contest_clock()
    WHERE account_id = $1 AND used_at IS NULL AND expires_at > contest_clock()`,
);
