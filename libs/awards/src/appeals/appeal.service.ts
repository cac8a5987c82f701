import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError } from '#domain';
import { ownPlace, publishedOf } from '../published/published.service.js';
import * as sql from './appeal.queries.js';

const APPEALS_SHOWN = 500;

/** What people who took part object to in published results, and what is decided about it. */
@Injectable()
export class AppealService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * Objects to what holds now of a field, about oneself. The same id again changes nothing.
   *
   * @throws DomainError CONTEST_NOT_FOUND, ROUND_NOT_FOUND, RESULTS_NOT_PUBLISHED, NOT_TOOK_PART, APPEALS_CLOSED {until},
   *   APPEAL_MADE (there is one of this person about this publication)
   */
  async make(wish: {
    slug: string;
    field: string;
    accountId: string;
    id: string;
    text: string;
    requestId: string | null;
  }): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const { contest, field, publication } = await publishedOf(manager, wish.slug, {
        field: wish.field,
        number: null,
      });
      const own = await ownPlace(manager, contest, field, wish.accountId);
      if (!own?.tookPart) throw new DomainError('NOT_TOOK_PART');
      const { appeals_until_ms: until } = publication;
      if (until === null || until <= contest.now) {
        throw new DomainError('APPEALS_CLOSED', { until: until === null ? null : new Date(until).toISOString() });
      }
      const { kind, id: scopeId } = field.scope;
      const row = [contest.id, wish.id, kind, scopeId, publication.number, own.participantId, wish.text];
      const [made] = await run(manager, sql.insertAppeal, row);
      if (!made) {
        const known = await run(manager, sql.ownAppeals, [contest.id, own.participantId]);
        if (known.some(({ id }) => id === wish.id)) return;
        throw new DomainError('APPEAL_MADE');
      }
      await appendAudit(manager, {
        actorId: wish.accountId,
        action: 'appeal.made',
        subject: `contest/${contest.id}/appeal/${wish.id}`,
        after: { field: field.name, publication: publication.number },
        requestId: wish.requestId,
      });
    });
  }

  /** One's own in a contest, oldest first. */
  ownOf(contestId: number, participantId: string): Promise<sql.AppealRow[]> {
    return run(this.dataSource.manager, sql.ownAppeals, [contestId, participantId]);
  }

  /** Those of a contest, open ones first. */
  list(contestId: number, state: sql.AppealState | null): Promise<sql.AppealRow[]> {
    return run(this.dataSource.manager, sql.readAppeals, [contestId, state, APPEALS_SHOWN]);
  }

  /** How many wait for a decision. */
  async openIn(contestId: number): Promise<number> {
    return (await run(this.dataSource.manager, sql.countOpenAppeals, [contestId]))[0]!.appeals;
  }

  /**
   * Decides an appeal, with words that the person reads. What follows from an accepted one is decided in the settlement.
   * @throws DomainError NOT_FOUND, APPEAL_DECIDED
   */
  async decide(wish: {
    contestId: number;
    id: string;
    isAccepted: boolean;
    answer: string;
    by: string;
    requestId: string | null;
  }): Promise<void> {
    const { contestId, id, isAccepted, answer, by, requestId } = wish;
    await this.dataSource.transaction(async (manager) => {
      const state = isAccepted ? 'accepted' : 'rejected';
      const [decided] = await run(manager, sql.decideAppeal, [contestId, id, state, answer, by]);
      if (!decided) {
        const [known] = await run(manager, sql.knowsAppeal, [contestId, id]);
        throw new DomainError(known ? 'APPEAL_DECIDED' : 'NOT_FOUND');
      }
      const subject = `contest/${contestId}/appeal/${id}`;
      await appendAudit(manager, { actorId: by, action: 'appeal.decided', subject, after: { state }, requestId });
    });
  }

  /** Takes out what these people wrote: they are nobody any more. @param contestId one contest, or all */
  async forget(manager: EntityManager, accountIds: readonly string[], contestId: number | null = null): Promise<void> {
    await run(manager, sql.forgetAppellants, [accountIds, contestId]);
  }
}
