import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, NAMES_OF_NOBODY } from '#domain';
import * as sql from './consent.queries.js';
import { CONSENT_PURPOSES, consentText, currentConsents, type ConsentPurpose } from './consent-texts.js';
import { anonymiseParticipant } from './erasure.queries.js';
import { lockQuota } from '../participants/participant.queries.js';
import { lockAccount, wholeConsents } from './person.queries.js';

/** What a person agreed to once, with the words, and whether it still holds. */
export interface KeptConsent {
  contestSlug: string;
  contestTitle: string;
  purpose: ConsentPurpose;
  version: number;
  text: string;
  givenAt: string;
  withdrawnAt: string | null;
}

/** Which consent of whom. */
export interface ConsentWish {
  accountId: string;
  contestSlug: string;
  purpose: ConsentPurpose;
  requestId: string | null;
}

/** Consents after the joining: seen, given later, taken back. */
@Injectable()
export class ConsentService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** All that a person ever agreed to, oldest first. */
  async list(accountId: string): Promise<KeptConsent[]> {
    const rows = await run(this.dataSource.manager, wholeConsents, [accountId]);
    return rows.map((row) => ({
      contestSlug: row.slug,
      contestTitle: row.title,
      purpose: row.purpose,
      version: row.version,
      text: consentText(row.purpose, row.version),
      givenAt: row.given_at.toISOString(),
      withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    }));
  }

  /**
   * Gives a consent that is not needed to take part. The same one again changes nothing.
   *
   * @throws DomainError SESSION_ENDED, NOT_A_PARTICIPANT, CONSENT_WITHDRAWN for who has left the contest, INVALID_INPUT
   *   {field} for a required purpose or a text that does not hold now, NOT_ALLOWED for the full name of a child
   */
  async give(wish: ConsentWish & { version: number }): Promise<void> {
    const { accountId, purpose, version, requestId } = wish;
    const text = currentConsents().find((current) => current.purpose === purpose)!;
    if (text.required) throw new DomainError('INVALID_INPUT', { field: 'purpose' });
    if (text.version !== version) throw new DomainError('INVALID_INPUT', { field: 'version' });
    await this.dataSource.transaction(async (manager) => {
      const person = await this.hold(manager, wish);
      if (person.has_left) throw new DomainError('CONSENT_WITHDRAWN');
      if (purpose === 'publish_name') {
        if (person.is_child) throw new DomainError('NOT_ALLOWED');
        await run(manager, sql.setPublishName, [person.contest_id, person.id, true]);
      }
      const given = await run(manager, sql.giveConsent, [accountId, person.contest_id, purpose, version]);
      if (given.length === 0) return;
      const subject = `participant/${person.contest_id}-${person.id}`;
      const after = { purpose, version };
      await appendAudit(manager, { actorId: accountId, action: 'consent.given', subject, after, requestId });
    });
  }

  /**
   * Takes a consent back, as part of the caller's transaction. Without the one to take part the person has left the
   * contest: nothing is started any more, and what was reached stays without a name. Twice changes nothing.
   *
   * @returns who has become nobody by it; null when nobody has
   * @throws DomainError SESSION_ENDED, NOT_A_PARTICIPANT
   */
  async withdraw(
    manager: EntityManager,
    wish: ConsentWish,
  ): Promise<{ contestId: number; participantId: string } | null> {
    const { accountId, purpose, requestId } = wish;
    const { contest_id: contestId, id: participantId } = await this.hold(manager, wish);
    const purposes = purpose === 'contest' ? CONSENT_PURPOSES : [purpose];
    const withdrawn = await run(manager, sql.withdrawConsents, [accountId, contestId, purposes]);
    const changed =
      purpose === 'contest'
        ? await run(manager, anonymiseParticipant, [contestId, participantId, NAMES_OF_NOBODY.left])
        : purpose === 'publish_name'
          ? await run(manager, sql.setPublishName, [contestId, participantId, false])
          : [];
    if (withdrawn.length + changed.length === 0) return null;
    const subject = `participant/${contestId}-${participantId}`;
    await appendAudit(manager, {
      actorId: accountId,
      action: 'consent.withdrawn',
      subject,
      after: { purpose },
      requestId,
    });
    return purpose === 'contest' && changed.length > 0 ? { contestId, participantId } : null;
  }

  /** The account first and the quota next, as deleting and starting do, so that nobody waits in a ring. */
  private async hold(manager: EntityManager, { accountId, contestSlug }: ConsentWish) {
    if ((await run(manager, lockAccount, [accountId])).length === 0) throw new DomainError('SESSION_ENDED');
    const [found] = await run(manager, sql.findParticipant, [accountId, contestSlug]);
    if (!found) throw new DomainError('NOT_A_PARTICIPANT');
    await run(manager, lockQuota, [found.contest_id, found.id]);
    const [person] = await run(manager, sql.readParticipant, [found.contest_id, found.id]);
    return person!;
  }
}
