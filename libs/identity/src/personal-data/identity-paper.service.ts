import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, LIMITS, readIdentityNumber } from '#domain';
import { Secrets } from '#platform';
import type { Identity } from '../identity.js';
import { contestOfSlug } from '../participants/exclusion.queries.js';
import { runsContest } from '../staff/office.js';
import * as sql from './identity-paper.queries.js';

/** Why somebody of the staff looks at a whole number; it goes into the trail, so it is no free text. */
export const LOOK_REASONS = ['payment', 'tax', 'complaint', 'inspection'] as const;
export type LookReason = (typeof LOOK_REASONS)[number];

/** A request for the personal number as the person sees it: of what was given only the last four digits. */
export interface OwnIdentityRequest {
  contestSlug: string;
  contestTitle: string;
  /** What for, in the organizer's words. */
  reason: string;
  askedAt: string;
  givenAt: string | null;
  last4: string | null;
  deleteAfter: string;
}

/** The same as the organizer's list has it. */
export interface IdentityPaper extends Omit<OwnIdentityRequest, 'contestSlug' | 'contestTitle'> {
  participantId: string;
  fullName: string;
  unitName: string;
}

interface StaffWish {
  contestSlug: string;
  caller: Identity;
  requestId: string | null;
}

/**
 * The personal number (số định danh) of people who get a prize, and of nobody else: the organizer asks them one by one, they
 * give it on their own page, it is kept encrypted, and each look at the whole number is a line of the trail.
 */
@Injectable()
export class IdentityPaperService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly secrets: Secrets,
  ) {}

  /**
   * Asks people who have a result in the contest, all or none of them.
   *
   * @param people.participantIds each once or more
   * @param people.reason what for, in words that the person reads
   * @returns how many are asked now, and how many were asked before
   * @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED, NOT_A_WINNER {participantId}
   */
  async ask(
    { contestSlug, caller, requestId }: StaffWish,
    people: { participantIds: readonly string[]; reason: string },
  ): Promise<{ asked: number; known: number }> {
    return this.dataSource.transaction(async (manager) => {
      const contestId = await this.contestOf(manager, contestSlug, caller);
      const winners = await run(manager, sql.askForPapers, [
        contestId,
        people.participantIds,
        caller.accountId,
        people.reason,
        LIMITS.identityPaperDays,
      ]);
      const found = new Set(winners.map((winner) => winner.participant_id));
      const stranger = people.participantIds.find((id) => !found.has(id.toLowerCase()));
      if (stranger !== undefined) throw new DomainError('NOT_A_WINNER', { participantId: stranger });
      const asked = winners.filter((winner) => winner.is_new).map((winner) => winner.participant_id);
      if (asked.length > 0) {
        await appendAudit(manager, {
          actorId: caller.accountId,
          action: 'identity_paper.asked',
          subject: `contest/${contestId}`,
          after: { participantIds: asked },
          requestId,
        });
      }
      return { asked: asked.length, known: winners.length - asked.length };
    });
  }

  /** Where this person is asked for the number, and what was given. */
  async ownOf(accountId: string): Promise<OwnIdentityRequest[]> {
    const rows = await run(this.dataSource.manager, sql.papersOfAccount, [accountId]);
    return rows.map((row) => ({ contestSlug: row.slug, contestTitle: row.title, ...termsOf(row) }));
  }

  /**
   * Gives the number, or another one in its place.
   *
   * @returns whether its first three digits are a province that we know: if not, the person had better look again
   * @throws DomainError IDENTITY_NOT_ASKED, IDENTITY_NUMBER_WRONG {fault}
   */
  async give(wish: {
    accountId: string;
    contestSlug: string;
    number: string;
    requestId: string | null;
  }): Promise<{ isProvinceKnown: boolean }> {
    return this.dataSource.transaction(async (manager) => {
      const [asked] = await run(manager, sql.lockOwnPaper, [wish.accountId, wish.contestSlug]);
      if (!asked) throw new DomainError('IDENTITY_NOT_ASKED');
      const read = readIdentityNumber(wish.number, asked.birth_date);
      if ('fault' in read) throw new DomainError('IDENTITY_NUMBER_WRONG', { fault: read.fault });
      const { contest_id: contestId, participant_id: participantId } = asked;
      const sealed = this.secrets.encrypt(Buffer.from(read.number), aboutOf(contestId, participantId));
      await run(manager, sql.keepPaper, [contestId, participantId, sealed, read.number.slice(-4)]);
      await appendAudit(manager, {
        actorId: wish.accountId,
        action: 'identity_paper.given',
        subject: `participant/${contestId}-${participantId}`,
        requestId: wish.requestId,
      });
      return { isProvinceKnown: read.isProvinceKnown };
    });
  }

  /**
   * Who was asked, a page of them; of the numbers the last four digits.
   * @param page.isGiven only those who have given the number, or who have not; null for all
   * @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED
   */
  async list(
    { contestSlug, caller }: Omit<StaffWish, 'requestId'>,
    { after, limit, isGiven }: { after: string | null; limit: number; isGiven: boolean | null },
  ): Promise<{ papers: IdentityPaper[]; next: string | null }> {
    const { manager } = this.dataSource;
    const contestId = await this.contestOf(manager, contestSlug, caller);
    const rows = await run(manager, sql.papersOfContest, [contestId, after, limit + 1, isGiven]);
    const papers = rows.slice(0, limit).map((row) => ({
      participantId: row.participant_id,
      fullName: row.full_name,
      unitName: row.unit_name,
      ...termsOf(row),
    }));
    return { papers, next: rows.length > limit ? papers.at(-1)!.participantId : null };
  }

  /**
   * A whole number. The line in the trail is written before anything is shown.
   * @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED, IDENTITY_NOT_GIVEN
   */
  async look(
    { contestSlug, caller, requestId }: StaffWish,
    { participantId, reason }: { participantId: string; reason: LookReason },
  ): Promise<{ fullName: string; number: string; isProvinceKnown: boolean; givenAt: string; deleteAfter: string }> {
    return this.dataSource.transaction(async (manager) => {
      const contestId = await this.contestOf(manager, contestSlug, caller);
      const [paper] = await run(manager, sql.givenPaper, [contestId, participantId]);
      if (!paper) throw new DomainError('IDENTITY_NOT_GIVEN');
      await appendAudit(manager, {
        actorId: caller.accountId,
        action: 'identity_paper.looked_at',
        subject: `participant/${contestId}-${participantId}`,
        after: { reason },
        requestId,
      });
      const number = this.secrets.decrypt(paper.number_sealed, aboutOf(contestId, participantId)).toString();
      const read = readIdentityNumber(number, null);
      return {
        fullName: paper.full_name,
        number,
        isProvinceKnown: 'number' in read && read.isProvinceKnown,
        givenAt: paper.given_at.toISOString(),
        deleteAfter: paper.delete_after.toISOString(),
      };
    });
  }

  /**
   * Destroys a number before its time, with the request for it; asked again, the person has to give it anew.
   * @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED, IDENTITY_NOT_ASKED
   */
  async destroy({ contestSlug, caller, requestId }: StaffWish, participantId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const contestId = await this.contestOf(manager, contestSlug, caller);
      const [paper] = await run(manager, sql.destroyPaper, [contestId, participantId]);
      if (!paper) throw new DomainError('IDENTITY_NOT_ASKED');
      await appendAudit(manager, {
        actorId: caller.accountId,
        action: 'identity_paper.destroyed',
        subject: `participant/${contestId}-${participantId}`,
        before: { given: paper.was_given },
        requestId,
      });
    });
  }

  private async contestOf(manager: EntityManager, slug: string, caller: Identity): Promise<number> {
    const [contest] = await run(manager, contestOfSlug, [slug]);
    if (!contest) throw new DomainError('CONTEST_NOT_FOUND');
    if (!runsContest(caller, contest.id)) throw new DomainError('NOT_ALLOWED');
    return contest.id;
  }
}

/** What the seal names: a number that is copied to another row does not open there. */
const aboutOf = (contestId: number, participantId: string): string => `identity paper of ${contestId}-${participantId}`;

const termsOf = (row: Pick<sql.PaperRow, 'reason' | 'asked_at' | 'given_at' | 'number_last4' | 'delete_after'>) => ({
  reason: row.reason,
  askedAt: row.asked_at.toISOString(),
  givenAt: row.given_at?.toISOString() ?? null,
  last4: row.number_last4,
  deleteAfter: row.delete_after.toISOString(),
});
