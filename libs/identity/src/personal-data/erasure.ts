import type { EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, NAMES_OF_NOBODY } from '#domain';
import { keepAdministrator } from '../staff/administrators.js';
import * as sql from './erasure.queries.js';
import { lockAccount, lockQuotasOf } from './person.queries.js';

/** People who are nobody any more, by contest: boards that rank by age have to be told. */
export type Anonymised = Map<number, string[]>;

/**
 * Holds a person still: nothing joins, starts or is corrected until the caller's transaction ends.
 * @throws DomainError SESSION_ENDED when the account is gone
 */
export async function holdPerson(manager: EntityManager, accountId: string): Promise<void> {
  const found = await run(manager, lockAccount, [accountId]);
  if (found.length === 0) throw new DomainError('SESSION_ENDED');
  await run(manager, lockQuotasOf, [accountId]);
}

/**
 * Deletes an account at its owner's wish, as part of the caller's transaction, which holds the person: phone, name, birth
 * date, password, guardian and roles are gone, all consents are withdrawn. Attempts, grades and sums stay.
 * @throws DomainError LAST_ADMINISTRATOR
 */
export async function deleteAccount(
  manager: EntityManager,
  accountId: string,
  requestId: string | null,
): Promise<Anonymised> {
  await keepAdministrator(manager, accountId);
  await run(manager, sql.withdrawAll, [accountId]);
  const rows = await run(manager, sql.anonymiseAccounts, [[accountId], NAMES_OF_NOBODY.deleted]);
  const subject = `account/${accountId}`;
  await appendAudit(manager, { actorId: accountId, action: 'account.deleted', subject, requestId });
  return byContest(rows);
}

/**
 * Anonymises accounts whose time of keeping is over, some at a time, as part of the caller's transaction: those that take
 * part in nothing but contests that ended longer ago than their `retention_months`. Members of staff are left out.
 *
 * @returns the accounts, none when nothing is left to do
 */
export async function forgetExpired(
  manager: EntityManager,
  limit: number,
): Promise<{ accountIds: string[]; anonymised: Anonymised }> {
  const accountIds = (await run(manager, sql.accountsToForget, [limit])).map(({ id }) => id);
  if (accountIds.length === 0) return { accountIds, anonymised: new Map() };
  const rows = await run(manager, sql.anonymiseAccounts, [accountIds, NAMES_OF_NOBODY.expired]);
  const after = { accounts: accountIds.length };
  await appendAudit(manager, { actorId: null, action: 'account.expired', subject: 'accounts', after });
  return { accountIds, anonymised: byContest(rows) };
}

function byContest(rows: readonly { contest_id: number; id: string }[]): Anonymised {
  const found: Anonymised = new Map();
  for (const { contest_id: contestId, id } of [...rows].sort((a, b) => a.contest_id - b.contest_id)) {
    found.set(contestId, [...(found.get(contestId) ?? []), id]);
  }
  return found;
}
