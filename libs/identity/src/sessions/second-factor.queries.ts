import { statement } from '#database';

/** The secrets of an account, encrypted. $1 uuid account. Index: second_factor_pkey. Rows: one, none when there were never any. */
export const secondFactorOf = statement<{ secret: Buffer | null; pending_secret: Buffer | null }>(
  'second-factor-of',
  `SELECT secret, pending_secret FROM second_factor WHERE account_id = $1`,
);

/** Offers a new secret beside the one that holds. $1 uuid account, $2 bytea encrypted. Index: second_factor_pkey. */
export const offerSecret = statement<never>(
  'offer-second-factor',
  `INSERT INTO second_factor (account_id, pending_secret) VALUES ($1, $2)
   ON CONFLICT ON CONSTRAINT second_factor_pkey DO UPDATE SET pending_secret = EXCLUDED.pending_secret`,
);

/**
 * Takes the offered secret for the one that holds. $1 uuid account, $2 bytea the offer that was judged, $3 bigint step of
 * its code, $4 bytea[] hashes of the recovery codes, $5 uuid session. Index: second_factor_pkey, session_pkey. Rows: one;
 * none when another was offered or this one taken meanwhile, or one holds that the session has not shown.
 */
export const takeSecret = statement<{ account_id: string }>(
  'take-second-factor',
  `UPDATE second_factor
      SET secret = pending_secret, pending_secret = NULL, confirmed_at = contest_clock(), last_step = $3,
          recovery_hashes = $4::bytea[]
    WHERE account_id = $1 AND pending_secret = $2
      AND (secret IS NULL OR EXISTS (SELECT FROM session s WHERE s.id = $5 AND s.second_factor_at IS NOT NULL))
   RETURNING account_id`,
);

/**
 * Uses a code up. $1 uuid account, $2 bigint its step, $3 bytea the secret that it was judged by.
 * Index: second_factor_pkey. Rows: one; none when it was used, or another secret holds by now.
 */
export const useStep = statement<{ account_id: string }>(
  'use-second-factor-step',
  `UPDATE second_factor SET last_step = $2 WHERE account_id = $1 AND secret = $3 AND last_step < $2
   RETURNING account_id`,
);

/** Uses a recovery code up. $1 uuid account, $2 bytea its hash. Index: second_factor_pkey. Rows: one, none when unknown or used. */
export const useRecoveryCode = statement<{ left: number }>(
  'use-recovery-code',
  `UPDATE second_factor SET recovery_hashes = array_remove(recovery_hashes, $2)
    WHERE account_id = $1 AND secret IS NOT NULL AND $2 = ANY (recovery_hashes)
   RETURNING cardinality(recovery_hashes) AS left`,
);

/** Forgets the second factor of an account. $1 uuid account. Index: second_factor_pkey. Rows: one, none without one. */
export const forgetSecondFactor = statement<{ account_id: string }>(
  'forget-second-factor',
  `DELETE FROM second_factor WHERE account_id = $1 RETURNING account_id`,
);

/** Has this session shown the second factor? $1 uuid session. Index: session_pkey. Rows: one or none. */
export const shownAt = statement<{ second_factor_at: Date | null }>(
  'second-factor-shown-at',
  `SELECT second_factor_at FROM session WHERE id = $1`,
);

/** This session has shown the second factor. $1 uuid session. Index: session_pkey. */
export const markShown = statement<never>(
  'second-factor-shown',
  `UPDATE session SET second_factor_at = contest_clock() WHERE id = $1`,
);

/** This session, and no other of the account, has shown the new one. $1 uuid account, $2 uuid session. Index: session_account_idx. */
export const markShownHereOnly = statement<never>(
  'second-factor-shown-here-only',
  `UPDATE session SET second_factor_at = CASE WHEN id = $2 THEN contest_clock() END
    WHERE account_id = $1 AND ended_at IS NULL AND expires_at > contest_clock()`,
);
