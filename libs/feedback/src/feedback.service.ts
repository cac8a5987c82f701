import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { run } from '#database';
import { DomainError, type Feedback } from '#domain';
import { forgetReporters } from './incidents/incident.queries.js';
import { forgetGivers, insertFeedback, readGiver, readOwnFeedback, readUnit } from './feedback.queries.js';

/** The attempt after which something is said, and who was found to be its owner. */
export interface Giver {
  contestId: number;
  attemptId: string;
  accountId: string;
  participantId: string;
}

/** What a person has told under the own name. */
export interface OwnFeedback {
  contestSlug: string;
  /** The unit it is about. */
  unitName: string | null;
  /** A code of FEEDBACK_TOPICS. */
  topic: string | null;
  text: string | null;
  /** 1 to 5. */
  satisfaction: number | null;
  /** ISO 8601 in UTC. */
  givenAt: string;
}

/** Takes what citizens want to tell. With a name it is theirs; without one nothing that is kept leads back to them. */
@Injectable()
export class FeedbackService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * Who may give feedback after this attempt.
   *
   * @param owner the account or the participant who asks.
   * @throws DomainError ATTEMPT_NOT_FOUND, NOT_YOUR_ATTEMPT, ATTEMPT_NOT_SUBMITTED.
   */
  async giverOf(
    contestId: number,
    attemptId: string,
    owner: { accountId?: string; participantId?: string },
  ): Promise<Giver> {
    const [row] = await run(this.dataSource.manager, readGiver, [contestId, attemptId]);
    if (!row) throw new DomainError('ATTEMPT_NOT_FOUND');
    const own = owner.participantId === row.participant_id || owner.accountId === row.account_id;
    if (!own) throw new DomainError('NOT_YOUR_ATTEMPT');
    if (row.state === 'in_progress') throw new DomainError('ATTEMPT_NOT_SUBMITTED');
    return { contestId, attemptId, accountId: row.account_id, participantId: row.participant_id };
  }

  /**
   * Keeps a feedback. The same id again is the same feedback.
   *
   * @param feedback.id made by the client at random, so that it says nothing of when and by whom
   * @param feedback.named whether it is kept with account, participant, attempt and instant; else with the day alone
   * @throws DomainError UNIT_NOT_FOUND when the unit is none of this contest.
   */
  async give(giver: Giver, feedback: Feedback & { id: string; named: boolean }): Promise<void> {
    const manager = this.dataSource.manager;
    const { contestId } = giver;
    const { id, contestUnitId, topic, text, satisfaction, named } = feedback;
    if (contestUnitId !== null && (await run(manager, readUnit, [contestId, contestUnitId])).length === 0)
      throw new DomainError('UNIT_NOT_FOUND');
    const by = named ? [giver.accountId, giver.participantId, giver.attemptId] : [null, null, null];
    await run(manager, insertFeedback, [id, contestId, contestUnitId, topic, text, satisfaction, ...by]);
  }

  /**
   * Keeps what people told and of their reports the kind, and no more who they were, as part of the caller's transaction.
   * @param contestId null for all contests
   */
  async forgetGivers(manager: EntityManager, accountIds: string[], contestId: number | null = null): Promise<void> {
    await run(manager, forgetGivers, [accountIds, contestId]);
    await run(manager, forgetReporters, [accountIds, contestId]);
  }

  /** What a person has told under the own name, oldest first. What was told without one belongs to nobody any more. */
  async ownOf(accountId: string): Promise<OwnFeedback[]> {
    const rows = await run(this.dataSource.manager, readOwnFeedback, [accountId]);
    return rows.map(({ slug, unit_name: unitName, given_at: givenAt, topic, text, satisfaction }) => {
      return { contestSlug: slug, unitName, topic, text, satisfaction, givenAt: givenAt.toISOString() };
    });
  }
}
