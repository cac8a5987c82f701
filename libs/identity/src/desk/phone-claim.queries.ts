import { statement } from '#database';

export type PhoneClaimState = 'open' | 'handed_over' | 'both_kept' | 'refused';

/** A contest that somebody could want to join. $1 slug. Index: contest_slug_key. Rows: one or none. */
export const contestToClaimIn = statement<{ id: number }>(
  'contest-to-claim-in',
  `SELECT id FROM contest WHERE slug = $1 AND status <> 'draft'`,
);

/**
 * Keeps a claim; whoever asks again while the first is open changes nothing. $1 contest, $2 phone, $3 name, $4 birth date,
 * $5 contest unit, $6 note. Index: phone_claim_open_key. Rows: one, or none for one that is open already.
 */
export const insertPhoneClaim = statement<{ id: number }>(
  'insert-phone-claim',
  `INSERT INTO phone_claim (contest_id, phone, full_name, birth_date, contest_unit_id, note)
   VALUES ($1, $2, $3, $4::date, $5, $6)
   ON CONFLICT (contest_id, phone, birth_date, full_name) WHERE state = 'open' DO NOTHING RETURNING id`,
);

export interface PhoneClaimRow {
  id: number;
  phone: string;
  full_name: string;
  birth_date: string;
  unit_code: string;
  unit_name: string;
  parent_name: string | null;
  note: string | null;
  state: PhoneClaimState;
  asked_at: Date;
  decided_at: Date | null;
  /** An account was made for the person, who has not set a password yet. */
  awaits_password: boolean;
  /** Null: nobody has the number any more. */
  holder_name: string | null;
  holder_since: Date | null;
  holder_unit: string | null;
  holder_attempts: number | null;
  same_name: boolean | null;
  same_birth_date: boolean | null;
}

/**
 * A page of claims, open or decided, oldest first; of an open one also who has the number now. $1 contest, $2 open?,
 * $3 after this one, $4 how many. Index: phone_claim_state_idx, account_phone_key, participant_account_key. Rows: at most $4.
 */
export const phoneClaims = statement<PhoneClaimRow>(
  'phone-claims',
  `SELECT k.id, k.phone, k.full_name, to_char(k.birth_date, 'YYYY-MM-DD') AS birth_date, u.code AS unit_code,
          u.name AS unit_name, u.parent_name, k.note, k.state, k.asked_at, k.decided_at,
          n.id IS NOT NULL AND n.password_hash IS NULL AS awaits_password,
          h.full_name AS holder_name, h.created_at AS holder_since, hu.name AS holder_unit, q.attempt_count AS holder_attempts,
          search_key(h.full_name) = search_key(k.full_name) AS same_name, h.birth_date = k.birth_date AS same_birth_date
     FROM phone_claim k
     JOIN contest_unit u ON u.id = k.contest_unit_id
     LEFT JOIN account n ON n.id = k.account_id
     LEFT JOIN account h ON h.phone = k.phone AND k.state = 'open'
     LEFT JOIN participant p ON p.account_id = h.id AND p.contest_id = $1
     LEFT JOIN contest_unit hu ON hu.id = p.contest_unit_id
     LEFT JOIN attempt_quota q ON q.contest_id = $1 AND q.participant_id = p.id
    WHERE k.contest_id = $1 AND (k.state = 'open') = $2 AND k.id > $3
    ORDER BY k.id LIMIT $4`,
);

/** How many claims of each state. $1 contest. Index: phone_claim_state_idx. Rows: one. */
export const phoneClaimCounts = statement<{ open: number; decided: number }>(
  'phone-claim-counts',
  `SELECT count(*) FILTER (WHERE state = 'open')::int AS open, count(*) FILTER (WHERE state <> 'open')::int AS decided
     FROM phone_claim WHERE contest_id = $1`,
);

/** Holds a claim until the caller's transaction ends. $1 contest, $2 claim. Index: phone_claim_pkey. Rows: one or none. */
export const lockPhoneClaim = statement<{
  phone: string;
  full_name: string;
  birth_date: string;
  state: PhoneClaimState;
  account_id: string | null;
}>(
  'lock-phone-claim',
  `SELECT phone, full_name, to_char(birth_date, 'YYYY-MM-DD') AS birth_date, state, account_id
     FROM phone_claim WHERE contest_id = $1 AND id = $2 FOR UPDATE`,
);

/** $1 claim, $2 state, $3 who decided, $4 account made for the person or null. Index: phone_claim_pkey. Rows: none. */
export const decidePhoneClaim = statement<never>(
  'decide-phone-claim',
  `UPDATE phone_claim SET state = $2, decided_by = $3, decided_at = contest_clock(), account_id = $4 WHERE id = $1`,
);

/**
 * Who has a number, held until the caller's transaction ends: an office or none, and in which contests. $1 phone.
 * Index: account_phone_key, staff_role_account_idx, participant_account_key. Rows: one or none.
 */
export const holderOfPhone = statement<{ id: string; staff: boolean; contests: number[] }>(
  'holder-of-phone',
  `SELECT a.id, EXISTS (SELECT FROM staff_role r WHERE r.account_id = a.id) AS staff,
          ARRAY(SELECT p.contest_id FROM participant p WHERE p.account_id = a.id) AS contests
     FROM account a WHERE a.phone = $1 FOR UPDATE OF a`,
);

/** Takes the number from an account; attempts and names stay. $1 account. Index: account_pkey. Rows: none. */
export const takePhoneAway = statement<never>('take-phone-away', `UPDATE account SET phone = NULL WHERE id = $1`);

/** Has the account that a decision made still no password? $1 account. Index: account_pkey. Rows: one or none. */
export const accountWithoutPassword = statement<{ full_name: string }>(
  'account-without-password',
  `SELECT full_name FROM account WHERE id = $1 AND password_hash IS NULL AND anonymised_at IS NULL`,
);
