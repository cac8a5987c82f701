import type { EntityManager } from 'typeorm';
import { run, statement } from './sql.js';

const hold = statement<never>('hold-keys', `SELECT pg_advisory_xact_lock_shared(hashtextextended('keys', 0))`);

const change = statement<never>('change-keys', `SELECT pg_advisory_xact_lock(hashtextextended('keys', 0))`);

/**
 * Taken by whoever marks by keys, before reading them, until the end of the transaction: no key changes meanwhile. Any
 * number mark side by side.
 */
export async function holdKeys(manager: EntityManager): Promise<void> {
  await run(manager, hold, []);
}

/**
 * Taken by whoever revises a key of items that were asked already, before the revision is written: waits until all who
 * mark by the old key have committed. So every grade is either by the new key, or there to be graded again.
 */
export async function changeKeys(manager: EntityManager): Promise<void> {
  await run(manager, change, []);
}
