import type { EntityManager } from 'typeorm';
import { run } from '#database';
import { BLANK_PAGE, certifiedWords, DomainError, usualCertificate, type CertificateDesign } from '#domain';
import type { PlanWriter } from '../plans/plan-reach.js';
import * as sql from './certificate-design.queries.js';
import type { BestRow } from './certificate.queries.js';

/** @throws DomainError CONTEST_NOT_FOUND */
export async function certifiedContest(manager: EntityManager, slug: string): Promise<sql.CertifiedContestRow> {
  const [contest] = await run(manager, sql.findCertified, [slug]);
  if (!contest) throw new DomainError('CONTEST_NOT_FOUND');
  return contest;
}

/** @throws DomainError CONTEST_NOT_FOUND, also for one out of reach */
export async function reachedContest(
  manager: EntityManager,
  by: PlanWriter,
  slug: string,
): Promise<sql.CertifiedContestRow> {
  const contest = await certifiedContest(manager, slug);
  if (by.reach !== 'all' && !by.reach.includes(contest.id)) throw new DomainError('CONTEST_NOT_FOUND');
  return contest;
}

/** Certificates of what people did are given once the last round is over. @param now epoch ms */
export const isOver = ({ status, closesMs }: sql.CertifiedContestRow, now: number): boolean =>
  status === 'closed' || now >= closesMs;

export const designOf = (row: sql.DesignRow | undefined, { page }: sql.CertifiedContestRow): CertificateDesign =>
  row?.content ?? usualCertificate({ ...BLANK_PAGE, ...page });

/** What a certificate says of what somebody did at best; null for whom the design gives none. */
export const wordsOf = (design: CertificateDesign, { score, max_score, full_marks }: BestRow): string | null =>
  certifiedWords(design, { score, maxScore: max_score, fullMarks: full_marks });
