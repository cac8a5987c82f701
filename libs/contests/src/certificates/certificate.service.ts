import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, initialsOf, isoInstant, issueDay, readCertificateCode } from '#domain';
import { Clock } from '#platform';
import type { PlanWriter } from '../plans/plan-reach.js';
import * as sql from './certificate.queries.js';
import { certifiedContest, isOver, reachedContest, wordsOf } from './certified-contest.js';
import { givenOf, type GivenCertificate, type PublicCertificate } from './given-certificate.js';

/** What the certificates of one contest are for one person. */
export interface OwnCertificates {
  slug: string;
  title: string;
  /** `none`: by the rule of the contest there is none for this person. */
  state: 'coming' | 'closed' | 'ready' | 'none' | 'given';
  closesAt: string;
  certificates: GivenCertificate[];
}

export interface CertificateFilter {
  after: number;
  limit: number;
  unitName?: string | null;
  kind?: 'result' | 'prize' | null;
  validOnly?: boolean;
  search?: string;
}

/** Certificates that were given: to the person, to who runs the contest, and to everybody who has a code. */
@Injectable()
export class CertificateService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError CONTEST_NOT_FOUND, also for one out of reach. @returns the number of the contest */
  async reach(by: PlanWriter, slug: string): Promise<number> {
    return (await reachedContest(this.dataSource.manager, by, slug)).id;
  }

  /** What an account has and may take, by contest, newest first. */
  async own(accountId: string): Promise<OwnCertificates[]> {
    const { manager } = this.dataSource;
    const found: OwnCertificates[] = [];
    for (const contest of await run(manager, sql.readJoined, [accountId])) {
      const rows = await run(manager, sql.readOwnCertificates, [contest.id, accountId]);
      found.push({
        slug: contest.slug,
        title: contest.title,
        state: await this.stateOf(manager, contest, rows),
        closesAt: isoInstant(contest.closesMs),
        certificates: rows.map(givenOf),
      });
    }
    return found;
  }

  private async stateOf(
    manager: EntityManager,
    contest: sql.JoinedRow,
    rows: sql.CertificateRow[],
  ): Promise<OwnCertificates['state']> {
    if (rows.some(({ revoked_at, prize }) => revoked_at === null && prize === '')) return 'given';
    if (!isOver(contest, this.clock.now())) return 'coming';
    if (!contest.design?.isOpen) return 'closed';
    const [best] = await run(manager, sql.readOwnBest, [contest.id, contest.participant_id]);
    return best && !contest.is_anonymous && wordsOf(contest.design, best) !== null ? 'ready' : 'none';
  }

  /** @throws DomainError CONTEST_NOT_FOUND */
  async list(slug: string, filter: CertificateFilter): Promise<GivenCertificate[]> {
    const { manager } = this.dataSource;
    const contest = await certifiedContest(manager, slug);
    const { after, limit, unitName = null, kind = null, validOnly = false, search = '' } = filter;
    const values = [contest.id, after, limit, unitName, kind, validOnly, search.trim()];
    return (await run(manager, sql.readCertificates, values)).map(givenOf);
  }

  /** Units with certificates that hold. @throws DomainError CONTEST_NOT_FOUND */
  async units(slug: string): Promise<{ unitName: string; certificates: number }[]> {
    const { manager } = this.dataSource;
    const rows = await run(manager, sql.countByUnit, [(await certifiedContest(manager, slug)).id]);
    return rows.map(({ unit_name, certificates }) => ({ unitName: unit_name, certificates }));
  }

  /**
   * Takes a certificate back, for good.
   * @throws DomainError CONTEST_NOT_FOUND; CERTIFICATE_NOT_FOUND, also for one that was taken back before
   */
  async revoke(by: PlanWriter, slug: string, number: number, reason: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const contest = await reachedContest(manager, by, slug);
      const revoked = await run(manager, sql.revokeCertificates, [contest.id, [number], reason, [null]]);
      if (revoked.length === 0) throw new DomainError('CERTIFICATE_NOT_FOUND');
      await appendAudit(manager, {
        actorId: by.accountId,
        requestId: by.requestId,
        action: 'contest.certificate_revoked',
        subject: `contest/${contest.id}`,
        after: { number, reason },
      });
    });
  }

  /** The certificate of an account, to be drawn. @throws DomainError CERTIFICATE_NOT_FOUND, also for another's */
  async ownByCode(accountId: string, typed: string): Promise<GivenCertificate> {
    const code = readCertificateCode(typed);
    const [row] = code === null ? [] : await run(this.dataSource.manager, sql.findOwnCertificate, [code, accountId]);
    if (!row) throw new DomainError('CERTIFICATE_NOT_FOUND');
    return givenOf(row);
  }

  /** What everybody is told who has the code of a certificate. @throws DomainError CERTIFICATE_NOT_FOUND */
  async check(typed: string): Promise<PublicCertificate> {
    const code = readCertificateCode(typed);
    const [row] = code === null ? [] : await run(this.dataSource.manager, sql.findCertificate, [code]);
    if (!row) throw new DomainError('CERTIFICATE_NOT_FOUND');
    const { fullName, number: _, issuedAt, decision: __, ...rest } = givenOf(row);
    const initials = row.is_anonymous ? fullName : initialsOf(fullName);
    return { ...rest, initials, issuedOn: issueDay(issuedAt) };
  }
}
