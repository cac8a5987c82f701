import { statement } from '#database';

/**
 * Makes an account unless the phone has one. $1 uuid, $2 phone, $3 password hash, $4 full name, $5 birth date, $6 bytea
 * hash of the recovery code.
 * Index: account_phone_key. Rows: one; none when the phone is taken, also by somebody who was quicker by a moment.
 */
export const insertAccount = statement<{ id: string }>(
  'insert-account',
  `INSERT INTO account (id, phone, password_hash, full_name, birth_date, recovery_hash) VALUES ($1, $2, $3, $4, $5, $6)
   ON CONFLICT ON CONSTRAINT account_phone_key DO NOTHING RETURNING id`,
);

/** Whose phone is this? $1 phone in E.164. Index: account_phone_key. Rows: one or none. */
export const accountOfPhone = statement<{
  id: string;
  password_hash: string | null;
  full_name: string;
  disabled: boolean;
}>(
  'account-of-phone',
  `SELECT id, password_hash, full_name, disabled_at IS NOT NULL AS disabled FROM account WHERE phone = $1`,
);

/**
 * Does the password that was judged still open the account? Waits for a change that is under way, and makes one wait: a
 * session must not begin behind the back of what ends all of them, a reset or the number going to somebody else, nor an office be given to an account that is
 * being deleted. To be asked before anything else is locked, as deleting does. $1 uuid, $2 password hash, null for an
 * account that has none. Index: account_pkey. Rows: one or none.
 */
export const holdJudged = statement<{ id: string }>(
  'hold-judged',
  `SELECT id FROM account
    WHERE id = $1 AND password_hash IS NOT DISTINCT FROM $2 AND phone IS NOT NULL AND disabled_at IS NULL
      AND anonymised_at IS NULL FOR SHARE`,
);

/**
 * The account with the end of this session. $1 uuid session. Index: session_pkey, account_pkey, second_factor_pkey.
 * Rows: one or none.
 */
export const accountOfSession = statement<{
  id: string;
  phone: string | null;
  full_name: string;
  birth_date: string | null;
  sample: boolean;
  expires_at: Date;
  has_second_factor: boolean;
  has_idle_limit: boolean;
}>(
  'account-of-session',
  `SELECT a.id, a.phone, a.full_name, to_char(a.birth_date, 'YYYY-MM-DD') AS birth_date, a.sample, s.expires_at,
          f.confirmed_at IS NOT NULL AS has_second_factor, s.idle_ms IS NOT NULL AS has_idle_limit
     FROM session s JOIN account a ON a.id = s.account_id LEFT JOIN second_factor f ON f.account_id = a.id
    WHERE s.id = $1`,
);

/** Shuts an account. $1 uuid. Index: account_pkey. Rows: one; none when there is no such account or it was shut before. */
export const disableAccount = statement<{ id: string }>(
  'disable-account',
  `UPDATE account SET disabled_at = contest_clock() WHERE id = $1 AND disabled_at IS NULL RETURNING id`,
);

/** Opens an account again. $1 uuid account. Index: account_pkey. Rows: one, none when it was open, or is nobody's any more. */
export const enableAccount = statement<{ id: string }>(
  'enable-account',
  `UPDATE account SET disabled_at = NULL WHERE id = $1 AND disabled_at IS NOT NULL AND anonymised_at IS NULL RETURNING id`,
);
