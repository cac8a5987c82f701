import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { decisionWords, DomainError, prizeChanges, prizeKey, prizeWords, type CertifiedPrize } from '#domain';
import { lockDesign, revokeCertificates } from './certificate.queries.js';
import { certifiedContest } from './certified-contest.js';
import { giveCertificates, type CertificateWish } from './give-certificates.js';
import * as sql from './prize-certificate.queries.js';

/** Reads who has which prize of what is published now: prizes are known by another room. */
export type ReadPrizes = (manager: EntityManager, contestId: number) => Promise<CertifiedPrize[]>;

/** Why a certificate ceases to hold; by any other words somebody has taken it back. */
const REASONS = {
  lost: 'Kết quả được công bố lại, giải này không còn thuộc về người được cấp',
  other: 'Kết quả được công bố lại',
} as const;
const OWN_REASONS: readonly string[] = Object.values(REASONS);

/** Gives certificates of prizes that were published, and takes back those of prizes that went to somebody else. */
@Injectable()
export class PrizeGiver {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * Gives one to everybody who has a prize and no certificate of it that holds, also where one was taken back by hand.
   *
   * @returns how many were given
   * @throws DomainError CONTEST_NOT_FOUND; CERTIFICATES_CLOSED while the contest has no design
   */
  async giveAll(slug: string, by: { accountId: string; requestId: string | null }, read: ReadPrizes): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const contest = await certifiedContest(manager, slug);
      return (await this.compare(manager, contest, read, { ...by, gives: 'all' })).given;
    });
  }

  /**
   * Brings certificates after what was published since the last look. Called by the worker; another process meanwhile finds
   * nothing to do.
   *
   * @returns how many were given, and how many taken back
   */
  async renew(read: ReadPrizes): Promise<{ given: number; revoked: number }> {
    return this.dataSource.transaction(async (manager) => {
      const total = { given: 0, revoked: 0 };
      // How much was published is read before the prizes: what comes in between is seen by the next look.
      for (const { contest_id: id, title, gives_prizes, seen } of await run(manager, sql.findUncompared, [])) {
        const gives = gives_prizes ? 'new' : 'none';
        const done = await this.compare(manager, { id, title }, read, { accountId: null, requestId: null, gives });
        await run(manager, sql.noteCompared, [id, seen]);
        total.given += done.given;
        total.revoked += done.revoked;
      }
      return total;
    });
  }

  private async compare(
    manager: EntityManager,
    contest: { id: number; title: string },
    read: ReadPrizes,
    act: { accountId: string | null; requestId: string | null; gives: 'none' | 'new' | 'all' },
  ): Promise<{ given: number; revoked: number }> {
    const [row] = await run(manager, lockDesign, [contest.id]);
    if (!row) throw new DomainError('CERTIFICATES_CLOSED');
    const before = await run(manager, sql.readGivenPrizes, [contest.id]);
    const changes = prizeChanges(before.map(givenPrizeOf), await read(manager, contest.id), act.gives);
    const { given, revoked, decided } = changes;
    const first = row.last_number + 1;
    for (const reason of OWN_REASONS) {
      const gone = revoked.filter(({ instead }) => reasonOf(instead) === reason);
      const instead = gone.map(({ instead: at }) => (at === null ? null : first + at));
      await run(manager, revokeCertificates, [contest.id, gone.map(({ number }) => number), reason, instead]);
    }
    await giveCertificates(manager, contest, row, given.map(wishOf));
    const decisions = decided.map(({ prize }) => decisionWords(prize.decision));
    await run(manager, sql.addDecisions, [contest.id, decided.map(({ number }) => number), decisions]);

    const { accountId: actorId, requestId } = act;
    const subject = `contest/${contest.id}`;
    for (const { number, instead } of revoked) {
      const after = { number, reason: reasonOf(instead) };
      await appendAudit(manager, { actorId, requestId, action: 'contest.certificate_revoked', subject, after });
    }
    if (given.length > 0) {
      const after = { from: first, to: row.last_number + given.length };
      await appendAudit(manager, { actorId, requestId, action: 'contest.certificates_given', subject, after });
    }
    return { given: given.length, revoked: revoked.length };
  }
}

const reasonOf = (instead: number | null): string => (instead === null ? REASONS.lost : REASONS.other);

const givenPrizeOf = (row: sql.GivenPrizeRow) => {
  const { number, participant_id: participantId, prize, has_decision: hasDecision, revoke_reason: reason } = row;
  const isOurs = reason !== null && OWN_REASONS.includes(reason);
  const state = reason === null ? ('valid' as const) : isOurs ? ('outdated' as const) : ('revoked_by_hand' as const);
  return { number, participantId, prize, hasDecision, state };
};

const wishOf = (prize: CertifiedPrize): CertificateWish => ({
  ...{ participantId: prize.participantId, unitName: prize.unitName, words: prizeWords(prize) },
  ...{ score: null, maxScore: null, prize: prizeKey(prize), decision: decisionWords(prize.decision) },
});
