import { statement } from '#database';
import type { ContestRules } from '#domain';
import type { ConsentPurpose } from './consent-texts.js';
import type { Identity } from '../identity.js';

/** Locks the account, so that nobody joins with its old name meanwhile. $1 account. Index: account_pkey. Rows: one or none. */
export const lockAccount = statement<{ full_name: string; birth_date: string | null }>(
  'lock-account',
  `SELECT full_name, to_char(birth_date, 'YYYY-MM-DD') AS birth_date FROM account
    WHERE id = $1 AND anonymised_at IS NULL FOR UPDATE`,
);

/**
 * Locks what every start of this person locks, in all contests, with what a birth date is judged by. By contest, so that two
 * never wait for each other in a ring. $1 account. Index: participant_account_key and primary keys. Rows: as many as
 * contests joined.
 */
export const lockQuotasOf = statement<{
  attempt_count: number;
  minimum_age: ContestRules['minimumAge'];
  maximum_age: ContestRules['maximumAge'];
  has_guardian: boolean;
  joined_on: string;
  has_left: boolean;
}>(
  'lock-quotas-of',
  `SELECT q.attempt_count, r.rules -> 'minimumAge' AS minimum_age, r.rules -> 'maximumAge' AS maximum_age,
          p.guardian_name IS NOT NULL AS has_guardian,
          to_char(p.created_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') AS joined_on,
          p.anonymised_at IS NOT NULL AS has_left
     FROM participant p
     JOIN attempt_quota q ON q.contest_id = p.contest_id AND q.participant_id = p.id
     JOIN contest c ON c.id = p.contest_id
     JOIN contest_revision r ON r.contest_id = c.id AND r.revision = c.current_revision
    WHERE p.account_id = $1 ORDER BY q.contest_id, q.participant_id FOR UPDATE OF q`,
);

/**
 * Writes name and birth date to the account and to everything joined with it and not left. $1 account, $2 name, $3 date.
 * Index: account_pkey, participant_account_key. Rows: none.
 */
export const amendPerson = statement<never>(
  'amend-person',
  `WITH own AS (UPDATE account SET full_name = $2, birth_date = $3::date WHERE id = $1)
   UPDATE participant SET full_name = $2, birth_date = $3::date WHERE account_id = $1 AND anonymised_at IS NULL`,
);

/** The whole account. $1 account. Index: account_pkey, staff_role_account_idx. Rows: one or none. */
export const wholeAccount = statement<{
  id: string;
  phone: string | null;
  full_name: string;
  birth_date: string | null;
  sample: boolean;
  created_at: Date;
  roles: Identity['roles'];
}>(
  'whole-account',
  `SELECT a.id, a.phone, a.full_name, to_char(a.birth_date, 'YYYY-MM-DD') AS birth_date, a.sample, a.created_at,
          coalesce((SELECT jsonb_agg(jsonb_build_object(
                             'role', r.role, 'contestId', r.contest_id, 'contestUnitId', r.contest_unit_id)
                             || CASE WHEN r.unit_code IS NULL THEN '{}' ELSE jsonb_build_object('unitCode', r.unit_code) END
                             ORDER BY r.id)
                      FROM staff_role r WHERE r.account_id = a.id), '[]') AS roles
     FROM account a WHERE a.id = $1`,
);

/** Where a person takes part, with the copies made for it. $1 account. Index: participant_account_key. Rows: contests joined. */
export const wholeParticipations = statement<{
  slug: string;
  title: string;
  unit_name: string;
  audience_title: string;
  full_name: string;
  birth_date: string | null;
  guardian_name: string | null;
  created_at: Date;
}>(
  'whole-participations',
  `SELECT c.slug, c.title, u.name AS unit_name, a.title AS audience_title, p.full_name,
          to_char(p.birth_date, 'YYYY-MM-DD') AS birth_date, p.guardian_name, p.created_at
     FROM participant p
     JOIN contest c ON c.id = p.contest_id
     JOIN contest_unit u ON u.id = p.contest_unit_id
     JOIN audience a ON a.contest_id = p.contest_id AND a.id = p.audience_id
    WHERE p.account_id = $1 ORDER BY p.created_at, p.id`,
);

/** What a person has agreed to. $1 account. Index: consent_pkey. Rows: contests joined, times purposes. */
export const wholeConsents = statement<{
  slug: string;
  title: string;
  purpose: ConsentPurpose;
  version: number;
  given_at: Date;
  withdrawn_at: Date | null;
}>(
  'whole-consents',
  `SELECT c.slug, c.title, s.purpose, s.version, s.given_at, s.withdrawn_at
     FROM consent s JOIN contest c ON c.id = s.contest_id WHERE s.account_id = $1 ORDER BY s.given_at, c.slug`,
);

/** What a person asked about the own unit. $1 account. Index: participant_account_key, unit_correction_person_idx. Rows: a few. */
export const wholeCorrections = statement<{
  slug: string;
  from_name: string;
  to_name: string;
  reason: string | null;
  state: 'open' | 'approved' | 'refused';
  note: string | null;
  asked_at: Date;
  decided_at: Date | null;
}>(
  'whole-corrections',
  `SELECT c.slug, f.name AS from_name, t.name AS to_name, k.reason, k.state, k.note, k.asked_at, k.decided_at
     FROM participant p
     JOIN unit_correction k ON k.contest_id = p.contest_id AND k.participant_id = p.id
     JOIN contest c ON c.id = p.contest_id
     JOIN contest_unit f ON f.id = k.from_unit_id
     JOIN contest_unit t ON t.id = k.to_unit_id
    WHERE p.account_id = $1 ORDER BY k.id`,
);

/** When a person was signed in. $1 account. Index: session_account_idx. Rows: every sign-in. */
export const wholeSessions = statement<{
  created_at: Date;
  expires_at: Date;
  ended_at: Date | null;
  device: string | null;
}>(
  'whole-sessions',
  `SELECT created_at, expires_at, ended_at, device FROM session WHERE account_id = $1 ORDER BY created_at, id`,
);
