import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, isCertificateSized, isoInstant, type CertificateDesign } from '#domain';
import { Clock } from '#platform';
import type { PlanWriter } from '../plans/plan-reach.js';
import * as sql from './certificate-design.queries.js';
import { countCertificates } from './certificate.queries.js';
import { certifiedContest, designOf, isOver, reachedContest } from './certified-contest.js';

export interface DesignState {
  contest: { id: number; slug: string; title: string; sample: boolean };
  version: number;
  design: CertificateDesign;
  updatedAt: string | null;
  updatedByName: string | null;
  /** Certificates are given once the last round is over. */
  isOver: boolean;
  closesAt: string;
  /** People with a counted attempt, and with full marks. */
  persons: number;
  fullMarks: number;
  /** Certificates that hold, and that were taken back. */
  valid: number;
  revoked: number;
}

/** How the certificates of a contest look, and who is given one. */
@Injectable()
export class CertificateDesignService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError CONTEST_NOT_FOUND, also for one out of reach */
  async design(by: PlanWriter, slug: string): Promise<DesignState> {
    const { manager } = this.dataSource;
    const contest = await reachedContest(manager, by, slug);
    const [row] = await run(manager, sql.readDesign, [contest.id]);
    const [counted] = await run(manager, sql.countCertifiable, [contest.id]);
    const [given] = await run(manager, countCertificates, [contest.id]);
    return {
      contest: { id: contest.id, slug: contest.slug, title: contest.title, sample: contest.sample },
      version: row?.version ?? 0,
      design: designOf(row, contest),
      updatedAt: row ? isoInstant(row.updated_at.getTime()) : null,
      updatedByName: row?.updated_by_name ?? null,
      isOver: isOver(contest, this.clock.now()),
      closesAt: isoInstant(contest.closesMs),
      persons: counted!.persons,
      fullMarks: counted!.full_marks,
      valid: given!.valid,
      revoked: given!.revoked,
    };
  }

  /**
   * Puts a design in place of the one that its editor had before them. Papers that were given stay as they are recorded;
   * drawn again they have the new look.
   *
   * @throws DomainError CONTEST_NOT_FOUND; BRANDING_CHANGED {version, changedByName, changedAt} when somebody else was
   *   faster; BRANDING_FILE_NOT_FOUND when the background was not kept, or is no A4
   */
  async putDesign(by: PlanWriter, slug: string, version: number, design: CertificateDesign): Promise<DesignState> {
    await this.dataSource.transaction(async (manager) => {
      const contest = await reachedContest(manager, by, slug);
      await this.background(manager, design);
      const [before] = await run(manager, sql.readDesign, [contest.id]);
      const values = [contest.id, version, JSON.stringify(design), design.background, by.accountId];
      const [written] = await run(manager, sql.writeDesign, values);
      if (!written) {
        const [now] = await run(manager, sql.readDesign, [contest.id]);
        const changedAt = now ? isoInstant(now.updated_at.getTime()) : null;
        const details = { version: now?.version ?? 0, changedByName: now?.updated_by_name ?? null, changedAt };
        throw new DomainError('BRANDING_CHANGED', details);
      }
      await appendAudit(manager, {
        actorId: by.accountId,
        requestId: by.requestId,
        action: 'contest.certificates_designed',
        subject: `contest/${contest.id}`,
        before: before && traceOf(before.content),
        after: traceOf(design),
      });
    });
    return this.design(by, slug);
  }

  /** The picture under the words of a design; null for the border that the product draws. @throws as `putDesign` */
  async background(manager: EntityManager, { background }: CertificateDesign): Promise<Buffer | null> {
    if (background === null) return null;
    const [file] = await run(manager, sql.readBackground, [background]);
    const { width = null, height = null } = file ?? {};
    const isFit = file?.mime === 'image/jpeg' && width !== null && height !== null;
    if (!isFit || !isCertificateSized({ width, height })) throw new DomainError('BRANDING_FILE_NOT_FOUND');
    return file.bytes;
  }

  /** What papers of a contest are drawn with. @throws DomainError CONTEST_NOT_FOUND */
  async looks(slug: string): Promise<{ design: CertificateDesign; background: Buffer | null; isSample: boolean }> {
    const { manager } = this.dataSource;
    const contest = await certifiedContest(manager, slug);
    const [row] = await run(manager, sql.readDesign, [contest.id]);
    const design = designOf(row, contest);
    return { design, background: await this.background(manager, design), isSample: contest.sample };
  }

  /** The longest names of a contest, for a look at the paper with them. */
  async longest(contestId: number): Promise<{ fullName: string | null; unitName: string | null }> {
    const [row] = await run(this.dataSource.manager, sql.readLongest, [contestId]);
    return { fullName: row!.full_name, unitName: row!.unit_name };
  }
}

/** What the trail keeps of a design: its rule and look, no name. */
const traceOf = ({ rule, leastScore, tellsScore, symbol, background, isOpen, givesPrizes }: CertificateDesign) => ({
  rule,
  leastScore,
  tellsScore,
  symbol,
  background,
  isOpen,
  givesPrizes,
});
