import type { EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError } from '#domain';
import { readPracticePlace, setPracticeBank } from './practice.queries.js';

/** Where people of a contest practise. */
export interface PracticePlace {
  contestId: number;
  title: string;
  bankId: number;
  bankCode: string;
  /** Not between the opening of the first round and the end of the last, unless the regulations allow it. */
  isOpen: boolean;
}

/** @returns null where the contest offers no practice */
export async function practicePlace(manager: EntityManager, slug: string): Promise<PracticePlace | null> {
  const [row] = await run(manager, readPracticePlace, [slug]);
  if (!row) return null;
  return { contestId: row.id, title: row.title, bankId: row.bank_id, bankCode: row.bank_code, isOpen: row.is_open };
}

/**
 * Says which bank people of a contest practise with, as part of the caller's transaction.
 *
 * @param wish.bankId a bank that is open for practice; null takes the offer away
 * @throws DomainError CONTEST_NOT_FOUND
 */
export async function offerPractice(
  manager: EntityManager,
  wish: { contestSlug: string; bankId: number | null; actorId: string | null; requestId: string | null },
): Promise<void> {
  const { contestSlug, bankId, actorId, requestId } = wish;
  const [done] = await run(manager, setPracticeBank, [contestSlug, bankId]);
  if (!done) throw new DomainError('CONTEST_NOT_FOUND');
  await appendAudit(manager, {
    actorId,
    action: 'contest.practice_offered',
    subject: `contest/${done.id}`,
    before: { bank: done.before },
    after: { bank: bankId },
    requestId,
  });
}
