import { statement } from '#database';
import type { ContestRules } from '#domain';

/**
 * A contest as the door of it is judged. $1 slug or null, $2 id or null. Index: contest_slug_key, contest_pkey, and the
 * primary keys of the revisions. Rows: one or none; `closes_at` is the end of the last round, null without rounds.
 */
export const contestToJoin = statement<{
  id: number;
  status: 'draft' | 'published' | 'closed';
  minimum_age: ContestRules['minimumAge'];
  maximum_age: ContestRules['maximumAge'];
  invited_only: boolean;
  closes_at: Date | null;
}>(
  'contest-to-join',
  `SELECT c.id, c.status, r.rules -> 'minimumAge' AS minimum_age, r.rules -> 'maximumAge' AS maximum_age,
          coalesce((r.rules ->> 'invitedOnly')::boolean, false) AS invited_only,
          (SELECT max(rr.closes_at) FROM round o
             JOIN round_revision rr ON rr.contest_id = o.contest_id AND rr.round_id = o.id AND rr.revision = o.current_revision
            WHERE o.contest_id = c.id) AS closes_at
     FROM contest c JOIN contest_revision r ON r.contest_id = c.id AND r.revision = c.current_revision
    WHERE c.slug = $1 OR c.id = $2`,
);

/**
 * Whether a person, or a unit, is invited to a rehearsal. $1 contest, $2 account, $3 contest unit. Index: rehearsal_pkey,
 * account_pkey, contest_unit_pkey. Rows: one; none for a contest that is no rehearsal.
 */
export const invitedToRehearsal = statement<{ invited: boolean }>(
  'invited-to-rehearsal',
  `SELECT coalesce(a.phone = ANY (r.phones), false) OR u.code = ANY (r.unit_codes) AS invited
     FROM rehearsal r, account a, contest_unit u WHERE r.contest_id = $1 AND a.id = $2 AND u.id = $3`,
);

/**
 * Is this a unit of this contest, and is it invited, or one above it? $1 contest, $2 contest unit. Index: contest_unit_pkey,
 * once a level. Rows: one or none.
 */
export const unitOfContest = statement<{ invited: boolean }>(
  'unit-of-contest',
  `WITH RECURSIVE above AS (
     SELECT parent_id, invited FROM contest_unit WHERE id = $2 AND contest_id = $1
     UNION
     SELECT u.parent_id, u.invited FROM contest_unit u JOIN above a ON u.id = a.parent_id
   )
   SELECT bool_or(invited) AS invited FROM above HAVING count(*) > 0`,
);

/** The audiences of a contest, a handful. $1 contest. Index: audience_pkey. */
export const audiencesOfContest = statement<{ id: number; code: string }>(
  'audiences-of-contest',
  `SELECT id, code FROM audience WHERE contest_id = $1 ORDER BY id`,
);

/** Fills in a birth date that was not given before. $1 account, $2 date. Index: account_pkey. Rows: one or none. */
export const giveBirthDate = statement<{ id: string }>(
  'give-birth-date',
  `UPDATE account SET birth_date = $2::date WHERE id = $1 AND birth_date IS NULL RETURNING id`,
);

/** Who joins; waits for a correction of the name, and one waits for it. $1 account. Index: account_pkey. Rows: one or none. */
export const accountToJoin = statement<{ full_name: string; birth_date: string | null }>(
  'account-to-join',
  `SELECT full_name, to_char(birth_date, 'YYYY-MM-DD') AS birth_date FROM account
    WHERE id = $1 AND anonymised_at IS NULL FOR SHARE`,
);

/**
 * Accounts without a password, many at once. $1 uuid[] ids, $2 text[] phones (null: none), $3 text[] names,
 * $4 date[] birth dates, $5 boolean[] sample flags. Rows: none.
 */
export const insertAccounts = statement<never>(
  'insert-accounts',
  `INSERT INTO account (id, phone, full_name, birth_date, sample)
   SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::date[], $5::boolean[])`,
);

/**
 * People and the row on which their limits are judged, in one statement. $1 integer[] contests, $2 uuid[] ids,
 * $3 uuid[] accounts, $4 integer[] units, $5 smallint[] audiences, $6 text[] names, $7 date[] birth dates,
 * $8 boolean[] full names on public pages, $9 text[] guardians.
 * Rows: the ids that came in; those who take part already are left as they are and missing in the answer.
 */
export const insertParticipants = statement<{ participant_id: string }>(
  'insert-participants',
  `WITH joined AS (
     INSERT INTO participant (contest_id, id, account_id, contest_unit_id, audience_id, full_name, birth_date, publish_name, guardian_name)
     SELECT * FROM unnest($1::integer[], $2::uuid[], $3::uuid[], $4::integer[], $5::smallint[], $6::text[], $7::date[],
                          $8::boolean[], $9::text[])
     ON CONFLICT ON CONSTRAINT participant_account_key DO NOTHING
     RETURNING contest_id, id
   )
   INSERT INTO attempt_quota (contest_id, participant_id) SELECT contest_id, id FROM joined RETURNING participant_id`,
);

/**
 * What a person agrees to with joining. $1 account, $2 contest, $3 text[] purposes, $4 smallint[] versions of the texts.
 * Rows: none.
 */
export const insertConsents = statement<never>(
  'insert-consents',
  `INSERT INTO consent (account_id, contest_id, purpose, version) SELECT $1, $2, * FROM unnest($3::text[], $4::smallint[])`,
);

export interface ParticipantRow {
  id: string;
  contest_unit_id: number;
  audience_id: number;
  full_name: string;
  birth_date: string | null;
  has_left: boolean;
}

/** A person in a contest. $1 account, $2 contest. Index: participant_account_key. Rows: one or none. */
export const participantOfAccount = statement<ParticipantRow>(
  'participant-of-account',
  `SELECT id, contest_unit_id, audience_id, full_name, to_char(birth_date, 'YYYY-MM-DD') AS birth_date,
          anonymised_at IS NOT NULL AS has_left
     FROM participant WHERE account_id = $1 AND contest_id = $2`,
);

export interface ParticipationRow {
  contest_id: number;
  slug: string;
  title: string;
  participant_id: string;
  contest_unit_id: number;
  unit_code: string;
  unit_name: string;
  parent_name: string | null;
  audience_code: string;
  audience_title: string;
  unit_fixed: boolean;
}

const PARTICIPATION = `
  SELECT c.id AS contest_id, c.slug, c.title, p.id AS participant_id, u.id AS contest_unit_id, u.code AS unit_code,
         u.name AS unit_name, u.parent_name, a.code AS audience_code, a.title AS audience_title,
         q.attempt_count > 0 AS unit_fixed
    FROM participant p
    JOIN contest c ON c.id = p.contest_id
    JOIN contest_unit u ON u.id = p.contest_unit_id
    JOIN audience a ON a.contest_id = p.contest_id AND a.id = p.audience_id
    JOIN attempt_quota q ON q.contest_id = p.contest_id AND q.participant_id = p.id
   WHERE p.account_id = $1 AND c.status <> 'draft'`;

/**
 * Everything that a person takes part in, newest first. $1 account. Index: participant_account_key and primary keys.
 * Rows: as many as contests joined.
 */
export const participationsOf = statement<ParticipationRow>(
  'participations-of',
  `${PARTICIPATION} ORDER BY p.created_at DESC, p.id DESC LIMIT 100`,
);

/**
 * How a person takes part in one contest. $1 account, $2 slug. Index: contest_slug_key, participant_account_key and
 * primary keys. Rows: one or none.
 */
export const participationIn = statement<ParticipationRow>('participation-in', `${PARTICIPATION} AND c.slug = $2`);

/**
 * Locks the row that every start of this person locks, so that no attempt begins while the unit changes.
 * $1 contest, $2 participant. Index: attempt_quota_pkey. Rows: one.
 */
export const lockQuota = statement<{ attempt_count: number }>(
  'lock-quota',
  `SELECT attempt_count FROM attempt_quota WHERE contest_id = $1 AND participant_id = $2 FOR UPDATE`,
);

/** $1 contest, $2 participant, $3 contest unit. Index: participant_pkey. Rows: one. */
export const moveParticipant = statement<{ id: string }>(
  'move-participant',
  `UPDATE participant SET contest_unit_id = $3 WHERE contest_id = $1 AND id = $2 RETURNING id`,
);
