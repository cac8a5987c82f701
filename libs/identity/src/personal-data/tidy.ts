import type { DataSource } from 'typeorm';
import { run, statement, type Statement } from '#database';
import { LIMITS } from '#domain';
import { OVER } from './erasure.queries.js';

/** Rows of one statement: short enough that nobody at the door waits for its locks. */
const ROWS_AT_ONCE = 5_000;

// Each takes the next rows that can be of no use any more; $1 rows at most. Sequential scans, once a day; rows that
// somebody else is tidying away are left to them. Rows: one each.

/**
 * Sessions over for a month. One that was ended early stays until its own end at the least: until then its row is what
 * tells a process that starts anew to refuse the attempt tokens of it.
 */
const deleteOldSessions = statement<unknown>(
  'delete-old-sessions',
  `DELETE FROM session WHERE id IN (
     SELECT id FROM session
      WHERE expires_at < contest_clock() AND least(ended_at, expires_at) < contest_clock() - interval '30 days'
      LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING 1`,
);

/** Sign-in links that open nothing any more. */
const deleteSpentLinks = statement<unknown>(
  'delete-spent-links',
  `DELETE FROM sign_in_link WHERE token_hash IN (
     SELECT token_hash FROM sign_in_link WHERE used_at IS NOT NULL OR expires_at < contest_clock()
      LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING 1`,
);

/** One-time codes that open nothing and are counted in no limit any more: those of a day count against their issuer. */
const deleteSpentCodes = statement<unknown>(
  'delete-spent-codes',
  `DELETE FROM reset_code WHERE code_hash IN (
     SELECT code_hash FROM reset_code WHERE issued_at < contest_clock() - interval '24 hours'
      LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING 1`,
);

/** Codes sent to phones that open nothing any more. */
const deleteOldPhoneCodes = statement<unknown>(
  'delete-old-phone-codes',
  `DELETE FROM phone_code WHERE account_id IN (
     SELECT account_id FROM phone_code WHERE expires_at < contest_clock() LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING 1`,
);

/** Whom organizers had in mind, on invitations that are too old to be redeemed; the rows stay, for their states. */
const forgetInvitees = statement<unknown>(
  'forget-invitees',
  `UPDATE unit_invitation SET full_name = NULL, phone = NULL WHERE id IN (
     SELECT id FROM unit_invitation
      WHERE sent_at < contest_clock() - interval '${LIMITS.invitationDays} days' AND (full_name IS NOT NULL OR phone IS NOT NULL)
      LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING 1`,
);

/** Personal numbers of winners that have been paid long ago, or that were never given. */
const deleteOldPapers = statement<unknown>(
  'delete-old-papers',
  `DELETE FROM identity_paper WHERE (contest_id, participant_id) IN (
     SELECT contest_id, participant_id FROM identity_paper WHERE delete_after < contest_clock()
      LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING 1`,
);

/** Claims to a phone number that were decided a while ago, and those that nobody ever decided. */
const deleteOldClaims = statement<unknown>(
  'delete-old-claims',
  `DELETE FROM phone_claim WHERE id IN (
     SELECT id FROM phone_claim
      WHERE decided_at < contest_clock() - interval '${LIMITS.phoneClaimKeptDays} days'
         OR state = 'open' AND asked_at < contest_clock() - interval '${LIMITS.phoneClaimOpenDaysMax} days'
      LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING 1`,
);

/** Invitations of staff that open nothing any more, with the names and phones of who was invited. */
const deleteOldOffers = statement<unknown>(
  'delete-old-offers',
  `DELETE FROM staff_invitation WHERE token_hash IN (
     SELECT token_hash FROM staff_invitation WHERE expires_at < contest_clock() LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING 1`,
);

/** The excluded of contests that keep names no longer. Nothing else changes these rows, so two at once only wait. */
const forgetExcluded = statement<unknown>(
  'forget-excluded',
  `WITH ${OVER}
   DELETE FROM exclusion WHERE id IN (
     SELECT x.id FROM exclusion x JOIN over ON over.id = x.contest_id LIMIT $1)
   RETURNING 1`,
);

/** How many rows went. */
export interface Tidied {
  sessions: number;
  links: number;
  /** Of staff, and by message. */
  codes: number;
  /** Invitations whose names went. */
  invitees: number;
  /** Personal numbers, and requests for them. */
  papers: number;
  claims: number;
  /** Invitations of staff. */
  offers: number;
  exclusions: number;
}

/**
 * Deletes what the door keeps no longer: sessions over for 30 days, used or expired sign-in links, one-time codes of more
 * than a day, names on invitations that nobody redeemed, personal numbers of winners whose time is over, claims to phone
 * numbers, invitations of staff that are too old, and the excluded of contests that keep names no longer. The audit trail
 * keeps what was done with them. Several at once share the work.
 */
export async function tidyDoor(dataSource: DataSource): Promise<Tidied> {
  return {
    sessions: await deleteAll(dataSource, deleteOldSessions),
    links: await deleteAll(dataSource, deleteSpentLinks),
    codes: (await deleteAll(dataSource, deleteSpentCodes)) + (await deleteAll(dataSource, deleteOldPhoneCodes)),
    invitees: await deleteAll(dataSource, forgetInvitees),
    papers: await deleteAll(dataSource, deleteOldPapers),
    claims: await deleteAll(dataSource, deleteOldClaims),
    offers: await deleteAll(dataSource, deleteOldOffers),
    exclusions: await deleteAll(dataSource, forgetExcluded),
  };
}

async function deleteAll(dataSource: DataSource, some: Statement<unknown>): Promise<number> {
  let count = 0;
  for (;;) {
    const rows = await run(dataSource.manager, some, [ROWS_AT_ONCE]);
    count += rows.length;
    if (rows.length < ROWS_AT_ONCE) return count;
  }
}
