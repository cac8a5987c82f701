import { statement } from '#database';

/**
 * Takes out of accounts and of all that was joined with them whatever tells who they were; the rows stay, for attempts and
 * sums rest on them. $1 uuid[] accounts, $2 what stands for the name. Index: account_pkey, and the indexes on account_id.
 * Rows: every participation of those accounts.
 */
export const anonymiseAccounts = statement<{ contest_id: number; id: string }>(
  'anonymise-accounts',
  `WITH known AS (
     SELECT id, phone FROM account WHERE id = ANY($1::uuid[]) AND anonymised_at IS NULL
   ), gone AS (
     UPDATE account a
        SET phone = NULL, password_hash = NULL, recovery_hash = NULL, full_name = $2, birth_date = NULL,
            anonymised_at = contest_clock()
       FROM known WHERE a.id = known.id RETURNING a.id
   ), factors AS (
     DELETE FROM second_factor f USING gone WHERE f.account_id = gone.id
   ), codes AS (
     DELETE FROM reset_code c USING gone WHERE c.account_id = gone.id
   ), messages AS (
     DELETE FROM phone_code c USING gone WHERE c.account_id = gone.id
   ), staff_letters AS (
     DELETE FROM staff_invitation i USING known WHERE i.phone = known.phone
   ), unit_letters AS (
     UPDATE unit_invitation i SET full_name = NULL, phone = NULL FROM known
      WHERE i.account_id = known.id OR i.phone = known.phone
   ), claims AS (
     DELETE FROM phone_claim k USING gone WHERE k.account_id = gone.id
   ), sessions AS (
     UPDATE session s SET ended_at = contest_clock() FROM gone WHERE s.account_id = gone.id AND s.ended_at IS NULL
   ), links AS (
     DELETE FROM sign_in_link l USING gone WHERE l.account_id = gone.id
   ), roles AS (
     DELETE FROM staff_role r USING gone WHERE r.account_id = gone.id
   ), papers AS (
     DELETE FROM identity_paper i USING gone JOIN participant q ON q.account_id = gone.id
      WHERE i.contest_id = q.contest_id AND i.participant_id = q.id
   ), calls AS (
     DELETE FROM desk_note n USING gone JOIN participant q ON q.account_id = gone.id
      WHERE n.contest_id = q.contest_id AND n.participant_id = q.id
   ), asked AS (
     DELETE FROM unit_correction k USING gone JOIN participant q ON q.account_id = gone.id
      WHERE k.contest_id = q.contest_id AND k.participant_id = q.id AND k.state = 'open'
   ), decided AS (
     UPDATE unit_correction k SET reason = NULL, note = NULL FROM gone JOIN participant q ON q.account_id = gone.id
      WHERE k.contest_id = q.contest_id AND k.participant_id = q.id AND k.state <> 'open'
   )
   UPDATE participant p
      SET full_name = $2, birth_date = NULL, guardian_name = NULL, publish_name = NULL,
          anonymised_at = coalesce(p.anonymised_at, contest_clock())
     FROM gone WHERE p.account_id = gone.id RETURNING p.contest_id, p.id`,
);

/** The same for one person in one contest. $1 contest, $2 participant, $3 name. Index: participant_pkey. Rows: one or none. */
export const anonymiseParticipant = statement<{ id: string }>(
  'anonymise-participant',
  `WITH papers AS (
     DELETE FROM identity_paper WHERE contest_id = $1 AND participant_id = $2
   ), calls AS (
     DELETE FROM desk_note WHERE contest_id = $1 AND participant_id = $2
   ), asked AS (
     DELETE FROM unit_correction WHERE contest_id = $1 AND participant_id = $2 AND state = 'open'
   ), decided AS (
     UPDATE unit_correction SET reason = NULL, note = NULL WHERE contest_id = $1 AND participant_id = $2 AND state <> 'open'
   )
   UPDATE participant
      SET full_name = $3, birth_date = NULL, guardian_name = NULL, publish_name = NULL, anonymised_at = contest_clock()
    WHERE contest_id = $1 AND id = $2 AND anonymised_at IS NULL RETURNING id`,
);

/** Takes back all that a person has agreed to. $1 account. Index: consent_pkey. Rows: none. */
export const withdrawAll = statement<never>(
  'withdraw-all',
  `UPDATE consent SET withdrawn_at = contest_clock() WHERE account_id = $1 AND withdrawn_at IS NULL`,
);

/** Contests that ended longer ago than they keep names; the sample shows contests long over and nobody who lives. */
export const OVER = `over AS (
     SELECT c.id FROM contest c
       JOIN round o ON o.contest_id = c.id
       JOIN round_revision v ON v.contest_id = c.id AND v.round_id = o.id AND v.revision = o.current_revision
      WHERE c.status <> 'draft' AND NOT c.sample
      GROUP BY c.id HAVING max(v.closes_at) + c.retention_months * interval '1 month' <= contest_clock()
   )`;

/**
 * Accounts whose time of keeping is over: every contest they joined had its last round longer ago than it keeps names.
 * Members of staff are left out. $1 rows.
 * Index: participant_pkey by contest, participant_account_key; contests and rounds are few.
 * Rows: at most $1, locked; those that somebody else holds come another time.
 */
export const accountsToForget = statement<{ id: string }>(
  'accounts-to-forget',
  `WITH ${OVER}
   SELECT a.id FROM account a
    WHERE a.anonymised_at IS NULL
      AND a.id IN (SELECT p.account_id FROM participant p JOIN over ON over.id = p.contest_id)
      AND NOT EXISTS (SELECT FROM participant p WHERE p.account_id = a.id AND p.contest_id NOT IN (SELECT id FROM over))
      AND NOT EXISTS (SELECT FROM staff_role r WHERE r.account_id = a.id)
    ORDER BY a.id LIMIT $1 FOR UPDATE OF a SKIP LOCKED`,
);
