import type { EntityManager } from 'typeorm';
import { run } from '#database';
import { DomainError } from '#domain';
import { isLastAdministrator } from './staff-rules.js';
import { holdAdministrators } from './staff.queries.js';

/**
 * Sees to it that somebody administers the installation for good, as part of a transaction that is about to take that from
 * this account: two who take it from each other at once are asked one after the other.
 * @throws DomainError LAST_ADMINISTRATOR
 */
export async function keepAdministrator(manager: EntityManager, accountId: string): Promise<void> {
  const lasting = await run(manager, holdAdministrators, []);
  if (
    isLastAdministrator(
      lasting.map((row) => row.account_id),
      accountId,
    )
  )
    throw new DomainError('LAST_ADMINISTRATOR');
}
