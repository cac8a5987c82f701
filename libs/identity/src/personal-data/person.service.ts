import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, judgeAge, LIMITS, needsGuardian } from '#domain';
import { Clock } from '#platform';
import { checkBirthDate } from '../accounts/birth-date.js';
import { wholeDeskNotes } from '../desk/person-card.queries.js';
import { consentText, type ConsentText } from './consent-texts.js';
import type { Identity } from '../identity.js';
import * as sql from './person.queries.js';

/** Everything that this room keeps of a person, but for the password and the tokens, of which only hashes exist. */
export interface KeptData {
  account: {
    accountId: string;
    /** E.164, whole: it is the person's own. */
    phone: string | null;
    fullName: string;
    birthDate: string | null;
    sample: boolean;
    roles: Identity['roles'];
    createdAt: string;
  };
  participations: {
    contestSlug: string;
    contestTitle: string;
    unitName: string;
    audienceTitle: string;
    /** The copies that boards print. */
    fullName: string;
    birthDate: string | null;
    /** Who agreed for a child. */
    guardianName: string | null;
    joinedAt: string;
  }[];
  /** With the words that the person agreed to. */
  consents: (Pick<ConsentText, 'purpose' | 'version' | 'text'> & {
    contestSlug: string;
    givenAt: string;
    withdrawnAt: string | null;
  })[];
  /** Requests to stand for another unit. */
  unitCorrections: {
    contestSlug: string;
    fromUnitName: string;
    toUnitName: string;
    reason: string | null;
    state: 'open' | 'approved' | 'refused';
    note: string | null;
    askedAt: string;
    decidedAt: string | null;
  }[];
  /** What the desk noted of the person's calls. */
  deskNotes: { contestSlug: string; text: string; notedAt: string }[];
  sessions: { startedAt: string; expiresAt: string; endedAt: string | null; device: string | null }[];
}

/** What a person may do about the own data: correct it while nothing rests on it, and take a copy. */
@Injectable()
export class PersonService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Corrects name or birth date, also where the person has joined already. Once an attempt was started, papers and boards
   * rest on who somebody is, and only the organizer can change it.
   *
   * @param change.fullName NFC, a plausible name
   * @param change.birthDate 'YYYY-MM-DD'
   * @throws DomainError INVALID_INPUT {field: 'birthDate'}, PERSON_FIXED, TOO_YOUNG and TOO_OLD {years, on} and
   *   GUARDIAN_REQUIRED {years} for a contest that was joined, SESSION_ENDED
   */
  async amend(
    accountId: string,
    change: { fullName?: string | undefined; birthDate?: string | undefined },
    requestId: string | null,
  ): Promise<void> {
    checkBirthDate(change.birthDate ?? null, this.clock.now());
    await this.dataSource.transaction(async (manager) => {
      const [before] = await run(manager, sql.lockAccount, [accountId]);
      if (!before) throw new DomainError('SESSION_ENDED');
      const locked = await run(manager, sql.lockQuotasOf, [accountId]);
      // What was left is nobody's: nothing there rests on who this is.
      const joined = locked.filter((contest) => !contest.has_left);
      if (joined.some((contest) => contest.attempt_count > 0)) throw new DomainError('PERSON_FIXED');
      const fullName = change.fullName ?? before.full_name;
      const birthDate = change.birthDate ?? before.birth_date;
      const changed = [
        ...(fullName !== before.full_name ? ['fullName'] : []),
        ...(birthDate !== before.birth_date ? ['birthDate'] : []),
      ];
      if (changed.length === 0) return;
      if (changed.includes('birthDate')) {
        const wrongAge = joined
          .map((contest) => judgeAge(birthDate, contest.minimum_age, contest.maximum_age))
          .find(Boolean);
        if (wrongAge) throw wrongAge;
        if (joined.some((contest) => !contest.has_guardian && needsGuardian(birthDate, contest.joined_on)))
          throw new DomainError('GUARDIAN_REQUIRED', { years: LIMITS.guardianBelowYears });
      }
      await run(manager, sql.amendPerson, [accountId, fullName, birthDate]);
      // Which fields, not what was in them: nothing can ever be taken out of the trail again.
      await appendAudit(manager, {
        actorId: accountId,
        action: 'account.amended',
        subject: `account/${accountId}`,
        after: { changed },
        requestId,
      });
    });
  }

  /**
   * A copy of what this room keeps of a person, noted in the audit trail.
   * @throws DomainError SESSION_ENDED when the account is gone since the request was let in
   */
  async copy(accountId: string, requestId: string | null): Promise<KeptData> {
    return this.dataSource.transaction(async (manager) => {
      const [account] = await run(manager, sql.wholeAccount, [accountId]);
      if (!account) throw new DomainError('SESSION_ENDED');
      await appendAudit(manager, {
        actorId: accountId,
        action: 'account.copied',
        subject: `account/${accountId}`,
        requestId,
      });
      const participations = await run(manager, sql.wholeParticipations, [accountId]);
      const consents = await run(manager, sql.wholeConsents, [accountId]);
      const corrections = await run(manager, sql.wholeCorrections, [accountId]);
      const notes = await run(manager, wholeDeskNotes, [accountId]);
      const sessions = await run(manager, sql.wholeSessions, [accountId]);
      return {
        account: {
          accountId: account.id,
          phone: account.phone,
          fullName: account.full_name,
          birthDate: account.birth_date,
          sample: account.sample,
          roles: account.roles,
          createdAt: account.created_at.toISOString(),
        },
        participations: participations.map((row) => ({
          contestSlug: row.slug,
          contestTitle: row.title,
          unitName: row.unit_name,
          audienceTitle: row.audience_title,
          fullName: row.full_name,
          birthDate: row.birth_date,
          guardianName: row.guardian_name,
          joinedAt: row.created_at.toISOString(),
        })),
        consents: consents.map((row) => ({
          contestSlug: row.slug,
          purpose: row.purpose,
          version: row.version,
          text: consentText(row.purpose, row.version),
          givenAt: row.given_at.toISOString(),
          withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
        })),
        unitCorrections: corrections.map((row) => ({
          contestSlug: row.slug,
          fromUnitName: row.from_name,
          toUnitName: row.to_name,
          reason: row.reason,
          state: row.state,
          note: row.note,
          askedAt: row.asked_at.toISOString(),
          decidedAt: row.decided_at?.toISOString() ?? null,
        })),
        deskNotes: notes.map(({ slug, text, noted_at: at }) => {
          return { contestSlug: slug, text, notedAt: at.toISOString() };
        }),
        sessions: sessions.map((row) => ({
          startedAt: row.created_at.toISOString(),
          expiresAt: row.expires_at.toISOString(),
          endedAt: row.ended_at?.toISOString() ?? null,
          device: row.device,
        })),
      };
    });
  }
}
