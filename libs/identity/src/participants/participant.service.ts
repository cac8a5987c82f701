import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, judgeAge, LIMITS, localDay, needsGuardian } from '#domain';
import { Clock, uuidv7 } from '#platform';
import { checkBirthDate } from '../accounts/birth-date.js';
import { acceptConsents, type GivenConsent } from '../personal-data/consent-texts.js';
import { refuseExcluded } from './exclusion.service.js';
import { enrolMany, insertParticipants, type Enrolled, type EnrolmentRow } from './enrolment.js';
import * as sql from './participant.queries.js';

/** A contest by its address or by its number. */
export type ContestName = { contestSlug: string } | { contestId: number };

export interface Participant {
  contestId: number;
  participantId: string;
  contestUnitId: number;
  audienceId: number;
  /** Copies made when joining. */
  fullName: string;
  /** 'YYYY-MM-DD' */
  birthDate: string | null;
}

/** One line of "my contests". */
export interface Participation {
  contestId: number;
  contestSlug: string;
  contestTitle: string;
  participantId: string;
  contestUnitId: number;
  unitCode: string;
  unitName: string;
  parentName: string | null;
  audience: string;
  audienceTitle: string;
  /** An attempt was started: the unit stays. */
  isUnitFixed: boolean;
}

/** People in contests: who stands for which unit. */
@Injectable()
export class ParticipantService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes an account into a contest, with the row on which its limits are judged. Name and birth date are copied, so that
   * a board does not change behind anybody's back.
   *
   * @param wish.audience code; may be left out where the contest has only one
   * @param wish.birthDate 'YYYY-MM-DD', kept in the account if it has none
   * @param wish.consents which texts on personal data the person agrees to; kept with the joining
   * @param wish.guardian NFC name of the parent or guardian who agrees for a person under 16; not kept for anybody else
   * @throws DomainError CONTEST_NOT_FOUND (also a draft), CONTEST_NOT_OPEN (closed, or the last round is over),
   *   EXCLUDED {reason, hotline}, REHEARSAL_INVITED_ONLY,
   *   UNIT_NOT_FOUND, UNIT_NOT_INVITED, INVALID_INPUT {field: 'audience'}, BIRTH_DATE_REQUIRED, TOO_YOUNG and TOO_OLD {years, on},
   *   GUARDIAN_REQUIRED {years}, CONSENT_REQUIRED {purpose, version}, ALREADY_PARTICIPANT {participantId}
   */
  async join(
    wish: ContestName & {
      accountId: string;
      contestUnitId: number;
      audience?: string | undefined;
      birthDate?: string | null | undefined;
      consents: readonly GivenConsent[];
      guardian?: { fullName: string } | undefined;
      requestId?: string | null;
    },
  ): Promise<Participant> {
    return this.dataSource.transaction(async (manager) => {
      const { accountId, contestUnitId } = wish;
      const contest = await this.openContest(manager, wish);
      await refuseExcluded(manager, contest.id, accountId);
      await this.checkUnit(manager, contest, contestUnitId);
      const [tester] = await run(manager, sql.invitedToRehearsal, [contest.id, accountId, contestUnitId]);
      if (tester && !tester.invited) throw new DomainError('REHEARSAL_INVITED_ONLY');
      const audienceId = await this.audienceOf(manager, contest.id, wish.audience);
      const account = await this.accountOf(manager, accountId, wish.birthDate ?? null);
      const wrongAge = judgeAge(account.birth_date, contest.minimum_age, contest.maximum_age);
      if (wrongAge) throw wrongAge;
      const isMinor = needsGuardian(account.birth_date, localDay(this.clock.now()));
      if (isMinor && !wish.guardian) throw new DomainError('GUARDIAN_REQUIRED', { years: LIMITS.guardianBelowYears });
      // The full name of a child is never public: there is nothing to agree to.
      const consents = acceptConsents(wish.consents).filter(({ purpose }) => !isMinor || purpose !== 'publish_name');

      const participant: Participant = {
        contestId: contest.id,
        participantId: uuidv7(this.clock.now()),
        contestUnitId,
        audienceId,
        fullName: account.full_name,
        birthDate: account.birth_date,
      };
      const publishName = consents.some(({ purpose }) => purpose === 'publish_name') || undefined;
      const guardianName = isMinor ? wish.guardian?.fullName : undefined;
      const joined = await insertParticipants(manager, [{ ...participant, accountId, publishName, guardianName }]);
      if (joined.size === 0) {
        const existing = await this.findWith(manager, accountId, contest.id);
        throw new DomainError('ALREADY_PARTICIPANT', { participantId: existing?.participantId ?? null });
      }
      const [purposes, versions] = [consents.map(({ purpose }) => purpose), consents.map(({ version }) => version)];
      await run(manager, sql.insertConsents, [accountId, contest.id, purposes, versions]);
      await appendAudit(manager, {
        actorId: accountId,
        action: 'participant.joined',
        subject: subjectOf(participant),
        after: { contestUnitId, audienceId, consents },
        requestId: wish.requestId ?? null,
      });
      return participant;
    });
  }

  /**
   * Moves a person to another unit of the contest, as long as nothing was started for the first one.
   * @throws DomainError CONTEST_NOT_FOUND, CONTEST_NOT_OPEN, NOT_A_PARTICIPANT, UNIT_NOT_FOUND, UNIT_NOT_INVITED, CONSENT_WITHDRAWN for who
   *   has left, UNIT_FIXED
   */
  async changeUnit(
    wish: ContestName & { accountId: string; contestUnitId: number; requestId?: string | null },
  ): Promise<Participant> {
    return this.dataSource.transaction(async (manager) => {
      const { accountId, contestUnitId } = wish;
      const contest = await this.openContest(manager, wish);
      const found = await this.findWith(manager, accountId, contest.id);
      if (!found) throw new DomainError('NOT_A_PARTICIPANT');
      await this.checkUnit(manager, contest, contestUnitId);
      const [quota] = await run(manager, sql.lockQuota, [contest.id, found.participantId]);
      // Read again under the lock: the unit that another request has set meanwhile is the one that is left.
      const [row] = await run(manager, sql.participantOfAccount, [accountId, contest.id]);
      if (row!.has_left) throw new DomainError('CONSENT_WITHDRAWN');
      if (quota && quota.attempt_count > 0) throw new DomainError('UNIT_FIXED');
      const before = participantOf(contest.id, row!);
      if (before.contestUnitId === contestUnitId) return before;
      await run(manager, sql.moveParticipant, [contest.id, found.participantId, contestUnitId]);
      await appendAudit(manager, {
        actorId: accountId,
        action: 'participant.unit_changed',
        subject: subjectOf(before),
        before: { contestUnitId: before.contestUnitId },
        after: { contestUnitId },
        requestId: wish.requestId ?? null,
      });
      return { ...before, contestUnitId };
    });
  }

  /** This account in this contest, or null. */
  find(accountId: string, contestId: number): Promise<Participant | null> {
    return this.findWith(this.dataSource.manager, accountId, contestId);
  }

  /** All contests that this account has joined, newest first, at most 100. */
  async participations(accountId: string): Promise<Participation[]> {
    const rows = await run(this.dataSource.manager, sql.participationsOf, [accountId]);
    return rows.map(participationOf);
  }

  /** How this account takes part in the contest of this address; null when it does not, or there is no such contest. */
  async participationIn(accountId: string, contestSlug: string): Promise<Participation | null> {
    const [row] = await run(this.dataSource.manager, sql.participationIn, [accountId, contestSlug]);
    return row ? participationOf(row) : null;
  }

  /**
   * Takes many people in at once as part of the caller's transaction, set-based: for sample data, replay and lists of an
   * organizer. No rule of the door is asked and no line is written into the audit trail; units and audiences must be of the
   * contest named. See `enrolMany` in enrolment.ts.
   */
  enrolMany(manager: EntityManager, rows: readonly EnrolmentRow[]): Promise<Enrolled[]> {
    return enrolMany(manager, rows, this.clock.now());
  }

  private async openContest(manager: EntityManager, name: ContestName) {
    const [slug, id] = 'contestSlug' in name ? [name.contestSlug, null] : [null, name.contestId];
    const [contest] = await run(manager, sql.contestToJoin, [slug, id]);
    if (!contest || contest.status === 'draft') throw new DomainError('CONTEST_NOT_FOUND');
    const isOver = contest.closes_at !== null && contest.closes_at.getTime() <= this.clock.now();
    if (contest.status === 'closed' || isOver) throw new DomainError('CONTEST_NOT_OPEN');
    return contest;
  }

  private async checkUnit(
    manager: EntityManager,
    contest: { id: number; invited_only: boolean },
    contestUnitId: number,
  ): Promise<void> {
    const [unit] = await run(manager, sql.unitOfContest, [contest.id, contestUnitId]);
    if (!unit) throw new DomainError('UNIT_NOT_FOUND');
    if (contest.invited_only && !unit.invited) throw new DomainError('UNIT_NOT_INVITED');
  }

  /** Nobody is put among the pupils or the officials by guess: with several audiences one has to be named. */
  private async audienceOf(manager: EntityManager, contestId: number, code: string | undefined): Promise<number> {
    const audiences = await run(manager, sql.audiencesOfContest, [contestId]);
    const fitting = code === undefined ? audiences : audiences.filter((audience) => audience.code === code);
    if (fitting.length !== 1) throw new DomainError('INVALID_INPUT', { field: 'audience' });
    return fitting[0]!.id;
  }

  private async accountOf(manager: EntityManager, accountId: string, birthDate: string | null) {
    checkBirthDate(birthDate, this.clock.now());
    if (birthDate !== null) await run(manager, sql.giveBirthDate, [accountId, birthDate]);
    const [account] = await run(manager, sql.accountToJoin, [accountId]);
    if (!account) throw new DomainError('SESSION_ENDED');
    return account;
  }

  private async findWith(manager: EntityManager, accountId: string, contestId: number): Promise<Participant | null> {
    const [row] = await run(manager, sql.participantOfAccount, [accountId, contestId]);
    return row ? participantOf(contestId, row) : null;
  }
}

function participantOf(contestId: number, row: sql.ParticipantRow): Participant {
  return {
    contestId,
    participantId: row.id,
    contestUnitId: row.contest_unit_id,
    audienceId: row.audience_id,
    fullName: row.full_name,
    birthDate: row.birth_date,
  };
}

function participationOf(row: sql.ParticipationRow): Participation {
  return {
    contestId: row.contest_id,
    contestSlug: row.slug,
    contestTitle: row.title,
    participantId: row.participant_id,
    contestUnitId: row.contest_unit_id,
    unitCode: row.unit_code,
    unitName: row.unit_name,
    parentName: row.parent_name,
    audience: row.audience_code,
    audienceTitle: row.audience_title,
    isUnitFixed: row.unit_fixed,
  };
}

const subjectOf = ({ contestId, participantId }: Participant): string => `participant/${contestId}-${participantId}`;
