import type { EntityManager } from 'typeorm';
import { run } from '#database';
import { DomainError } from '#domain';
import { findBank, type Bank } from './reading.queries.js';

export type { Bank };

/** Who asks: an account with the roles that are in effect. A role without a contest holds in all of them. */
export interface BankCaller {
  accountId: string;
  roles: readonly { role: string; contestId: number | null }[];
}

/** What somebody may do in a bank: look at items with their keys, write them, decide on what others wrote. */
export type BankRight = 'read' | 'write' | 'review' | 'run';

const ROLES: Readonly<Record<BankRight, readonly string[]>> = {
  read: ['author', 'reviewer', 'organizer', 'administrator'],
  write: ['author', 'organizer', 'administrator'],
  review: ['reviewer', 'organizer', 'administrator'],
  run: ['organizer', 'administrator'],
};

/** The contests in which a caller holds a right; null: in all. */
export function contestsWith({ roles }: BankCaller, right: BankRight): number[] | null {
  const held = roles.filter(({ role }) => ROLES[right].includes(role)).map(({ contestId }) => contestId);
  return held.includes(null) ? null : held.filter((id) => id !== null);
}

/** Whether a right that holds in these contests (null: everywhere) reaches a bank that contests use. */
export const reaches = (held: readonly number[] | null, contestIds: readonly number[]): boolean =>
  held === null || contestIds.some((id) => held.includes(id));

/**
 * Lets somebody to a bank: by a role that holds everywhere, or in a contest that draws from it.
 *
 * @throws DomainError BANK_NOT_FOUND, NOT_ALLOWED
 * @example const bank = await openBankFor(manager, 'cchc', caller, 'write');
 */
export async function openBankFor(
  manager: EntityManager,
  bankCode: string,
  caller: BankCaller,
  right: BankRight,
): Promise<Bank> {
  const [bank] = await run(manager, findBank, [bankCode]);
  // Who reaches no bank at all is not told which there are.
  if (!bank) throw new DomainError(contestsWith(caller, right) === null ? 'BANK_NOT_FOUND' : 'NOT_ALLOWED');
  if (!reaches(contestsWith(caller, right), bank.contestIds)) throw new DomainError('NOT_ALLOWED');
  return bank;
}
