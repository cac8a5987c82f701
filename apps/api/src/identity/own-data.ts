import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { OwnAttemptsService } from '#attempts';
import { AppealService, CommendationService } from '#awards';
import { DomainError } from '#domain';
import { FeedbackService } from '#feedback';
import { ConsentService, deleteAccount, holdPerson, SessionService, type ConsentWish } from '#identity';
import { TallyService } from '#results';

/** What a person may have taken away from the house: each room takes out its part, all in one transaction. */
@Injectable()
export class OwnData {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly consents: ConsentService,
    private readonly sessions: SessionService,
    private readonly attempts: OwnAttemptsService,
    private readonly feedback: FeedbackService,
    private readonly appeals: AppealService,
    private readonly commendations: CommendationService,
    private readonly tally: TallyService,
  ) {}

  /** See `ConsentService.withdraw`. Who leaves a contest stays in its sums, and on its boards without a name. */
  async withdraw(wish: ConsentWish): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const left = await this.consents.withdraw(manager, wish);
      if (!left) return;
      await this.feedback.forgetGivers(manager, [wish.accountId], left.contestId);
      await this.appeals.forget(manager, [wish.accountId], left.contestId);
      await this.commendations.forget(manager, [wish.accountId], left.contestId);
      await this.tally.rerank(manager, left.contestId, [left.participantId]);
    });
  }

  /**
   * Deletes an account: nothing that tells who it was is left, and the sums of its contests stay as they are.
   * @throws DomainError SESSION_ENDED, DELETION_WAITS while an attempt is in progress
   */
  async delete(accountId: string, requestId: string | null): Promise<void> {
    const ended = await this.dataSource.transaction(async (manager) => {
      await holdPerson(manager, accountId);
      if (await this.attempts.hasOpen(manager, accountId)) throw new DomainError('DELETION_WAITS');
      const sessions = await this.sessions.endAllOf(manager, accountId);
      const anonymised = await deleteAccount(manager, accountId, requestId);
      await this.feedback.forgetGivers(manager, [accountId]);
      await this.appeals.forget(manager, [accountId]);
      await this.commendations.forget(manager, [accountId]);
      for (const [contestId, people] of anonymised) await this.tally.rerank(manager, contestId, people);
      return sessions;
    });
    this.sessions.announceEnded(ended);
  }
}
