import { statement } from '#database';
import type { ConsentPurpose } from './consent-texts.js';

/** Who is this in the contest? $1 account, $2 slug. Index: contest_slug_key, participant_account_key. Rows: one or none. */
export const findParticipant = statement<{ contest_id: number; id: string }>(
  'find-participant',
  `SELECT p.contest_id, p.id FROM contest c JOIN participant p ON p.account_id = $1 AND p.contest_id = c.id
    WHERE c.slug = $2 AND c.status <> 'draft'`,
);

/** What a consent is judged on, read under the locks. $1 contest, $2 participant. Index: participant_pkey. Rows: one. */
export const readParticipant = statement<{ contest_id: number; id: string; has_left: boolean; is_child: boolean }>(
  'read-participant',
  `SELECT contest_id, id, anonymised_at IS NOT NULL AS has_left, is_child(birth_date, created_at) AS is_child
     FROM participant WHERE contest_id = $1 AND id = $2`,
);

/**
 * Gives a consent, unless the same one lives. $1 account, $2 contest, $3 purpose, $4 version. Index: consent_pkey.
 * Rows: one or none.
 */
export const giveConsent = statement<{ purpose: ConsentPurpose }>(
  'give-consent',
  `WITH older AS (
     UPDATE consent SET withdrawn_at = contest_clock()
      WHERE account_id = $1 AND contest_id = $2 AND purpose = $3 AND version <> $4::smallint AND withdrawn_at IS NULL
   )
   INSERT INTO consent (account_id, contest_id, purpose, version)
   SELECT $1, $2, $3, $4::smallint
    WHERE NOT EXISTS (SELECT FROM consent WHERE account_id = $1 AND contest_id = $2 AND purpose = $3
                         AND version = $4::smallint AND withdrawn_at IS NULL)
   RETURNING purpose`,
);

/** Takes consents of a contest back. $1 account, $2 contest, $3 text[] purposes. Index: consent_pkey. Rows: those that lived. */
export const withdrawConsents = statement<{ purpose: ConsentPurpose }>(
  'withdraw-consents',
  `UPDATE consent SET withdrawn_at = contest_clock()
    WHERE account_id = $1 AND contest_id = $2 AND purpose = ANY($3::text[]) AND withdrawn_at IS NULL RETURNING purpose`,
);

/** What the person says about the full name. $1 contest, $2 participant, $3 boolean. Index: participant_pkey. Rows: one if it changed. */
export const setPublishName = statement<{ id: string }>(
  'set-publish-name',
  `UPDATE participant SET publish_name = $3
    WHERE contest_id = $1 AND id = $2 AND anonymised_at IS NULL AND publish_name IS DISTINCT FROM $3 RETURNING id`,
);
