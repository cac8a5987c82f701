import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, isoInstant, LIMITS } from '#domain';
import { AccountService } from '../accounts/account.service.js';
import { DoorLimits } from '../door/door-limits.js';
import type { Identity } from '../identity.js';
import type { CorrectionUnit } from '../participants/unit-correction.queries.js';
import { UnitCorrectionService } from '../participants/unit-correction.service.js';
import { checkDesk } from '../staff/office.js';
import * as sql from './person-card.queries.js';
import { foundOf, type FoundPerson } from './person-search.service.js';

/** A person of a contest at the desk of that contest. */
export interface DeskWish {
  contestSlug: string;
  caller: Identity;
  participantId: string;
}

/** What the desk sees of one person: enough to answer a call. */
export interface PersonCard extends FoundPerson {
  accountSince: string;
  /** Browsers that are signed in now. */
  sessions: number;
  lastSignedInAt: string | null;
  /** Of the duration, granted for attempts to come. */
  extraTimePercent: number;
  isExcluded: boolean;
  /** The last request to stand for another unit. */
  correction: { unit: CorrectionUnit; state: 'open' | 'approved' | 'refused'; askedAt: string } | null;
  /** Of earlier calls, newest first. */
  notes: { id: number; text: string; notedAt: string; notedByName: string | null }[];
}

/** One person at the desk, found before: what is known, and what may be done beside the codes. */
@Injectable()
export class PersonCardService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly door: DoorLimits,
    private readonly corrections: UnitCorrectionService,
    private readonly accounts: AccountService,
  ) {}

  /**
   * One look at one person; counted with the searches.
   * @throws DomainError TOO_MANY_REQUESTS (looks of a day), CONTEST_NOT_FOUND, NOT_ALLOWED, PERSON_NOT_MATCHED
   */
  async read(wish: DeskWish): Promise<{ contestId: number; person: PersonCard }> {
    await this.door.admitPersonLookup(wish.caller.accountId);
    const { manager } = this.dataSource;
    const contestId = await checkDesk(manager, wish);
    const of = [contestId, wish.participantId];
    const [found] = await run(manager, sql.findByParticipant, of);
    const card = found && (await cardOf(manager, contestId, wish.participantId));
    if (!found || !card) throw new DomainError('PERSON_NOT_MATCHED');
    const notes = await run(manager, sql.readDeskNotes, [...of, LIMITS.deskNotesShown]);
    const { correction } = card;
    const person = {
      ...foundOf(found),
      accountSince: card.account_since.toISOString(),
      sessions: card.sessions,
      lastSignedInAt: card.last_signed_in_at?.toISOString() ?? null,
      extraTimePercent: card.extra_time_percent,
      isExcluded: card.excluded !== null,
      correction: correction && { ...correction, askedAt: isoInstant(correction.askedAt) },
      notes: notes.map(({ id, text, noted_at: at, noted_by_name: notedByName }) => {
        return { id, text, notedAt: at.toISOString(), notedByName };
      }),
    };
    return { contestId, person };
  }

  /**
   * Notes what a call was about. The trail says that something was noted, not what.
   * @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED, PERSON_NOT_MATCHED
   */
  async note(wish: DeskWish & { text: string; requestId: string | null }): Promise<void> {
    const { caller, participantId, text, requestId } = wish;
    await this.dataSource.transaction(async (manager) => {
      const contestId = await this.known(manager, wish);
      const [note] = await run(manager, sql.insertDeskNote, [contestId, participantId, text, caller.accountId]);
      await appendAudit(manager, {
        actorId: caller.accountId,
        action: 'participant.call_noted',
        subject: `participant/${contestId}-${participantId}`,
        after: { note: note!.id },
        requestId,
      });
    });
  }

  /**
   * Asks for another unit in the name of who is calling, as the person could: moved at once without an attempt, else the
   * manager of the claimed unit decides.
   *
   * @throws DomainError as `UnitCorrectionService.ask`, and NOT_ALLOWED, PERSON_NOT_MATCHED
   */
  async askForUnit(
    wish: DeskWish & { contestUnitId: number; reason: string | null; requestId: string | null },
  ): Promise<{ moved: boolean }> {
    const { contestSlug, contestUnitId, reason, requestId, caller, participantId } = wish;
    const { manager } = this.dataSource;
    const contestId = await this.known(manager, wish);
    const { account_id: accountId } = (await cardOf(manager, contestId, participantId))!;
    // Before it is done: what is in the trail and failed harms nobody.
    await appendAudit(manager, {
      actorId: caller.accountId,
      action: 'participant.unit_asked_by_desk',
      subject: `participant/${contestId}-${participantId}`,
      after: { contestUnitId },
      requestId,
    });
    return this.corrections.ask({ contestSlug, accountId, contestUnitId, reason, requestId });
  }

  /**
   * Opens the account of a person again that was shut: they sign in with the password that they had.
   * @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED, PERSON_NOT_MATCHED
   */
  async enable(wish: DeskWish & { requestId: string | null }): Promise<void> {
    const { caller, participantId, requestId } = wish;
    await this.dataSource.transaction(async (manager) => {
      const contestId = await this.known(manager, wish);
      const { account_id: accountId } = (await cardOf(manager, contestId, participantId))!;
      await this.accounts.reopen(manager, accountId, caller.accountId, requestId);
    });
  }

  private async known(manager: EntityManager, wish: DeskWish): Promise<number> {
    const contestId = await checkDesk(manager, wish);
    const [found] = await run(manager, sql.findByParticipant, [contestId, wish.participantId]);
    if (!found) throw new DomainError('PERSON_NOT_MATCHED');
    return contestId;
  }
}

async function cardOf(manager: EntityManager, contestId: number, participantId: string) {
  const [card] = await run(manager, sql.readPersonCard, [contestId, participantId]);
  return card;
}
