import type { EntityManager } from 'typeorm';
import { run, statement } from '#database';
import { DomainError } from '#domain';
import { randomOctets, sha256, type Env } from '#platform';
import { isPrivateAddress } from '../door/private-address.js';

/** Minutes from the printing of a link to its end. */
export const SIGN_IN_LINK_MINUTES = 30;

/**
 * Makes a link for a sample account. $1 bytea hash of the token, $2 uuid account, $3 interval. Index: account_pkey.
 * Rows: one; none when the account is unknown, disabled or no sample.
 */
const insertLink = statement<{ account_id: string }>(
  'insert-sign-in-link',
  `INSERT INTO sign_in_link (token_hash, account_id, expires_at)
   SELECT $1, a.id, contest_clock() + $3::interval FROM account a
    WHERE a.id = $2 AND a.sample AND a.disabled_at IS NULL RETURNING account_id`,
);

/** Sweeps links that can be of no use any more, so that the table stays as short as the last half hour. No parameters. */
const deleteOldLinks = statement<never>(
  'delete-old-sign-in-links',
  `DELETE FROM sign_in_link WHERE expires_at < contest_clock()`,
);

/**
 * Uses a link up, once. $1 bytea hash of the token. Index: sign_in_link_pkey, account_pkey.
 * Rows: one; none when the link is unknown, used or too old, or the account no sample or disabled by now.
 */
const useLink = statement<{ account_id: string; full_name: string }>(
  'use-sign-in-link',
  `UPDATE sign_in_link l SET used_at = contest_clock() FROM account a
    WHERE l.token_hash = $1 AND l.used_at IS NULL AND l.expires_at > contest_clock()
      AND a.id = l.account_id AND a.sample AND a.disabled_at IS NULL
   RETURNING l.account_id, a.full_name`,
);

/** Whether links that need no password may exist here at all: never in the image, never on a public address. */
export function allowsSignInLinks(env: Pick<Env, 'PUBLIC_URL' | 'CCHC_IMAGE'>): boolean {
  return env.CCHC_IMAGE !== '1' && isPrivateAddress(env.PUBLIC_URL);
}

/**
 * A token that signs in as this sample account, once, within 30 minutes. Print it as `<public address>/#vao=<token>`: what
 * stands behind # is never sent to a server nor written into its logs.
 * @throws DomainError NOT_ALLOWED in the image, on a public address, and for an account that is no sample
 */
export async function issueSignInLink(
  manager: EntityManager,
  env: Pick<Env, 'PUBLIC_URL' | 'CCHC_IMAGE'>,
  accountId: string,
): Promise<string> {
  if (!allowsSignInLinks(env)) throw new DomainError('NOT_ALLOWED', { reason: 'public_address' });
  await run(manager, deleteOldLinks, []);
  const token = Buffer.from(randomOctets(32)).toString('base64url');
  const made = await run(manager, insertLink, [sha256(token), accountId, `${SIGN_IN_LINK_MINUTES} minutes`]);
  if (made.length === 0) throw new DomainError('NOT_ALLOWED', { reason: 'not_a_sample' });
  return token;
}

/** Uses a link up as part of the caller's transaction; null when it opens nothing (any more). */
export async function useSignInLink(
  manager: EntityManager,
  token: string,
): Promise<{ accountId: string; fullName: string } | null> {
  const [row] = await run(manager, useLink, [sha256(token)]);
  return row ? { accountId: row.account_id, fullName: row.full_name } : null;
}
