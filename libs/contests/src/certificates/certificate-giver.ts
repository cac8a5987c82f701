import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, isoInstant } from '#domain';
import { Clock } from '#platform';
import type { DesignRow } from './certificate-design.queries.js';
import * as sql from './certificate.queries.js';
import { certifiedContest, isOver, wordsOf } from './certified-contest.js';
import { giveCertificates, type CertificateWish } from './give-certificates.js';
import { givenOf, type GivenCertificate } from './given-certificate.js';

/** Certificates given in one transaction, while which nobody else of the contest is given a number. */
const GIVEN_AT_ONCE = 2_000;

const REASONS = {
  voided: 'Lượt thi không được công nhận',
  lost: 'Kết quả sau khi chấm lại không đạt mức được cấp',
  regraded: 'Kết quả được chấm lại',
} as const;

/** Gives certificates of what people did, to one who asks or to all, and brings them after the figures. */
@Injectable()
export class CertificateGiver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Gives a person the certificate of what they did; asked again, it is the same one.
   *
   * @throws DomainError CONTEST_NOT_FOUND; CERTIFICATES_CLOSED {closesAt} before the last round is over, or while the
   *   organizers give none; CERTIFICATE_NOT_EARNED
   */
  async take(accountId: string, slug: string): Promise<GivenCertificate> {
    return this.dataSource.transaction(async (manager) => {
      const contest = await certifiedContest(manager, slug);
      // Whoever is given a number waits here for the other: two requests of one person find one certificate.
      const [row] = await run(manager, sql.lockDesign, [contest.id]);
      const given = await run(manager, sql.readOwnCertificates, [contest.id, accountId]);
      const valid = given.find(({ revoked_at, prize }) => revoked_at === null && prize === '');
      if (valid) return givenOf(valid);
      if (!row?.content.isOpen || !isOver(contest, this.clock.now()))
        throw new DomainError('CERTIFICATES_CLOSED', { closesAt: isoInstant(contest.closesMs) });
      const joined = (await run(manager, sql.readJoined, [accountId])).find(({ id }) => id === contest.id);
      const [best] = joined ? await run(manager, sql.readOwnBest, [contest.id, joined.participant_id]) : [];
      const words = best && !joined!.is_anonymous ? wordsOf(row.content, best) : null;
      if (!best || words === null) throw new DomainError('CERTIFICATE_NOT_EARNED');
      await giveCertificates(manager, contest, row, [ofResult(best, words)]);
      return givenOf((await run(manager, sql.readOwnCertificates, [contest.id, accountId]))[0]!);
    });
  }

  /**
   * Gives certificates to everybody who has earned one and has none, a few thousand at a time, by unit and name.
   *
   * @param unitId people of this contest unit only; null = all
   * @returns how many were given
   * @throws DomainError CONTEST_NOT_FOUND, CERTIFICATES_CLOSED {closesAt}
   */
  async giveAll(
    slug: string,
    by: { accountId: string; requestId: string | null },
    unitId: number | null = null,
    onProgress: (given: number) => void | Promise<void> = () => undefined,
  ): Promise<number> {
    let total = 0;
    for (let given = GIVEN_AT_ONCE; given === GIVEN_AT_ONCE;) {
      given = await this.dataSource.transaction(async (manager) => {
        const contest = await certifiedContest(manager, slug);
        const [row] = await run(manager, sql.lockDesign, [contest.id]);
        if (!row || !isOver(contest, this.clock.now()))
          throw new DomainError('CERTIFICATES_CLOSED', { closesAt: isoInstant(contest.closesMs) });
        const { rule, leastScore } = row.content;
        if (rule === 'nobody') return 0;
        const least = rule === 'points' ? (leastScore ?? 0) : 0;
        const values = [contest.id, unitId, least, rule === 'full_marks', GIVEN_AT_ONCE];
        const people = await run(manager, sql.readUncertified, values);
        const wishes = people.map((best) => ofResult(best, wordsOf(row.content, best)!));
        await giveCertificates(manager, contest, row, wishes);
        if (wishes.length > 0)
          await appendAudit(manager, {
            actorId: by.accountId,
            requestId: by.requestId,
            action: 'contest.certificates_given',
            subject: `contest/${contest.id}`,
            after: { from: row.last_number + 1, to: row.last_number + wishes.length },
          });
        return wishes.length;
      });
      total += given;
      await onProgress(total);
    }
    return total;
  }

  /**
   * Brings certificates after figures that have changed: what is not recognised any more is taken back, what was graded
   * again is replaced by a new number. Called by the worker; another process meanwhile finds nothing to do.
   *
   * @returns how many were taken back
   */
  async renew(): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      let changed = 0;
      for (const { contest_id: id, version, title } of await run(manager, sql.findUnseen, [])) {
        const [row] = await run(manager, sql.lockDesign, [id]);
        changed += await this.renewIn(manager, { id, title }, row!);
        await run(manager, sql.noteSeen, [id, version]);
      }
      return changed;
    });
  }

  private async renewIn(manager: EntityManager, contest: { id: number; title: string }, row: DesignRow) {
    const outdated = await run(manager, sql.readOutdated, [contest.id]);
    const now = outdated.map((old) => {
      const { score, max_score, full_marks } = old;
      const best = score === null || max_score === null ? null : { ...old, score, max_score, full_marks: full_marks! };
      return { ...old, best, newWords: best && wordsOf(row.content, best) };
    });
    const lost = now.filter(({ newWords }) => newWords === null);
    for (const [reason, gone] of [
      [REASONS.voided, lost.filter(({ best }) => best === null)],
      [REASONS.lost, lost.filter(({ best }) => best !== null)],
    ] as const) {
      const numbers = gone.map(({ number }) => number);
      await run(manager, sql.revokeCertificates, [contest.id, numbers, reason, numbers.map(() => null)]);
    }
    const other = now.filter(({ newWords, words }) => newWords !== null && newWords !== words);
    const numbers = other.map(({ number }) => number);
    const instead = other.map((_, i) => row.last_number + 1 + i);
    await run(manager, sql.revokeCertificates, [contest.id, numbers, REASONS.regraded, instead]);
    const wishes = other.map(({ best, newWords }) => ofResult(best!, newWords!));
    await giveCertificates(manager, contest, row, wishes);
    return lost.length + other.length;
  }
}

const ofResult = (best: sql.BestRow, words: string): CertificateWish => ({
  ...{ participantId: best.participant_id, unitName: best.unit_name, words },
  ...{ score: best.score, maxScore: best.max_score, prize: '', decision: null },
});
