import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError } from '#domain';
import { contestOfSlug } from './exclusion.queries.js';
import type { Identity } from '../identity.js';
import { reachIn } from '../staff/office.js';
import { lockQuota, participantOfAccount } from './participant.queries.js';
import { ParticipantService } from './participant.service.js';
import * as sql from './unit-correction.queries.js';

export type CorrectionState = sql.OwnCorrectionRow['state'];
export type { CorrectionUnit } from './unit-correction.queries.js';

/** What a person has asked, as the person sees it. */
export interface OwnCorrection {
  unit: sql.CorrectionUnit;
  reason: string | null;
  state: CorrectionState;
  askedAt: string;
  decidedAt: string | null;
  /** What the decider wrote. */
  note: string | null;
}

/** What a person has asked, as whoever decides sees it. */
export interface Correction extends Omit<OwnCorrection, 'unit'> {
  id: number;
  participantId: string;
  fullName: string;
  /** Started attempts, which would move along. */
  attempts: number;
  from: sql.CorrectionUnit;
  to: sql.CorrectionUnit;
  /** Asked again for a unit that has said no. */
  disputed: boolean;
}

/** What was decided in one go. `moves` are the people who stand for another unit from now on. */
export interface Decided {
  contestId: number;
  approved: number;
  refused: number;
  /** Not open any more, asked anew, of another unit, or the decider's own. */
  skipped: number[];
  moves: { participantId: string; contestUnitId: number }[];
}

/** Which unit somebody stands for, once it turns out to be the wrong one. */
@Injectable()
export class UnitCorrectionService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly participants: ParticipantService,
  ) {}

  /**
   * Moves a person who has started nothing; of everybody else it keeps a request, which the manager of the claimed unit
   * decides. A person has one open request: a new one takes the place of the old, one for the unit that they stand for
   * takes it back.
   *
   * @throws DomainError CONTEST_NOT_FOUND, CONTEST_NOT_OPEN, NOT_A_PARTICIPANT, UNIT_NOT_FOUND, CONSENT_WITHDRAWN
   */
  async ask(wish: {
    contestSlug: string;
    accountId: string;
    contestUnitId: number;
    reason: string | null;
    requestId: string | null;
  }): Promise<{ moved: boolean }> {
    try {
      await this.participants.changeUnit(wish);
      return { moved: true };
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'UNIT_FIXED') throw error;
    }
    await this.dataSource.transaction((manager) => this.keepRequest(manager, wish));
    return { moved: false };
  }

  /** What this account asked last in the contest of this address; null when nothing. */
  async own(contestSlug: string, accountId: string): Promise<OwnCorrection | null> {
    const [row] = await run(this.dataSource.manager, sql.lastCorrection, [contestSlug, accountId]);
    if (!row) return null;
    const { unit_id, unit_code, unit_name, parent_name } = row;
    return {
      unit: { contestUnitId: unit_id, code: unit_code, name: unit_name, parentName: parent_name },
      ...decisionOf(row),
    };
  }

  /**
   * A page of the requests that the caller may decide, oldest first, with how many there are.
   * @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED
   */
  async list(
    wish: { contestSlug: string; caller: Identity },
    page: { state: CorrectionState | 'disputed'; after: number; limit: number },
  ): Promise<{
    counts: { open: number; approved: number; refused: number; disputed: number };
    corrections: Correction[];
    next: number | null;
  }> {
    const { manager } = this.dataSource;
    const { contestId, units } = await this.reach(manager, wish);
    const [counts] = await run(manager, sql.correctionCounts, [contestId, units]);
    const rows = await run(manager, sql.corrections, [contestId, units, page.state, page.after, page.limit + 1]);
    const shown = rows.slice(0, page.limit);
    return {
      counts: counts!,
      corrections: shown.map((row) => ({
        id: row.id,
        participantId: row.participant_id,
        fullName: row.full_name,
        attempts: row.attempts,
        from: row.from_unit,
        to: row.to_unit,
        disputed: row.disputed,
        ...decisionOf(row),
      })),
      next: rows.length > page.limit ? shown.at(-1)!.id : null,
    };
  }

  /**
   * Decides many requests, as part of the caller's transaction. Who is approved stands for the claimed unit from now on
   * and starts nothing before the transaction ends; the caller moves their attempts and tallies. Nobody decides on the own
   * request.
   *
   * @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED, CONTEST_NOT_OPEN once the contest is closed: its figures stand
   */
  async decide(
    manager: EntityManager,
    wish: {
      contestSlug: string;
      caller: Identity;
      ids: readonly number[];
      approve: boolean;
      note: string | null;
      requestId: string | null;
    },
  ): Promise<Decided> {
    const { caller, ids, approve, note, requestId } = wish;
    const { contestId, units, status } = await this.reach(manager, wish);
    if (status === 'closed') throw new DomainError('CONTEST_NOT_OPEN');
    const askers = (await run(manager, sql.askersOf, [contestId, ids])).map((row) => row.participant_id);
    await run(manager, sql.lockQuotasOfPeople, [contestId, askers]);
    const state: CorrectionState = approve ? 'approved' : 'refused';
    const decided = await run(manager, sql.decideCorrections, [contestId, units, ids, state, caller.accountId, note]);
    for (const { id, participant_id, from_unit_id, to_unit_id } of decided) {
      await appendAudit(manager, {
        actorId: caller.accountId,
        action: approve ? 'participant.unit_corrected' : 'participant.unit_correction_refused',
        subject: `participant/${contestId}-${participant_id}`,
        before: { contestUnitId: from_unit_id },
        after: { correction: id, contestUnitId: approve ? to_unit_id : from_unit_id, claimed: to_unit_id },
        requestId,
      });
    }
    const moves = approve
      ? decided.map((row) => ({ participantId: row.participant_id, contestUnitId: row.to_unit_id }))
      : [];
    if (moves.length > 0) {
      await run(manager, sql.moveParticipants, [
        contestId,
        moves.map(({ participantId }) => participantId),
        moves.map(({ contestUnitId }) => contestUnitId),
      ]);
    }
    const done = new Set(decided.map(({ id }) => id));
    return {
      contestId,
      approved: approve ? decided.length : 0,
      refused: approve ? 0 : decided.length,
      skipped: [...new Set(ids)].filter((id) => !done.has(id)),
      moves,
    };
  }

  /** Contest, unit and participation were judged by `changeUnit`, and a started attempt never goes away. */
  private async keepRequest(
    manager: EntityManager,
    wish: {
      contestSlug: string;
      accountId: string;
      contestUnitId: number;
      reason: string | null;
      requestId: string | null;
    },
  ): Promise<void> {
    const { accountId, contestUnitId, reason, requestId } = wish;
    const [contest] = await run(manager, contestOfSlug, [wish.contestSlug]);
    const [found] = await run(manager, participantOfAccount, [accountId, contest!.id]);
    await run(manager, lockQuota, [contest!.id, found!.id]);
    // Read again under the lock: a decision may have moved the person meanwhile, or the person has left.
    const [person] = await run(manager, participantOfAccount, [accountId, contest!.id]);
    if (person!.has_left) throw new DomainError('CONSENT_WITHDRAWN');
    const [replaced] = await run(manager, sql.deleteOpenCorrection, [contest!.id, person!.id]);
    const isWanted = person!.contest_unit_id !== contestUnitId;
    const values = [contest!.id, person!.id, person!.contest_unit_id, contestUnitId, reason];
    const [asked] = isWanted ? await run(manager, sql.insertCorrection, values) : [];
    if (!asked && !replaced) return;
    await appendAudit(manager, {
      actorId: accountId,
      action: asked ? 'participant.unit_correction_asked' : 'participant.unit_correction_taken_back',
      subject: `participant/${contest!.id}-${person!.id}`,
      before: replaced && { correction: replaced.id },
      after: asked && { correction: asked.id, claimed: contestUnitId },
      requestId,
    });
  }

  private async reach(manager: EntityManager, { contestSlug, caller }: { contestSlug: string; caller: Identity }) {
    const [contest] = await run(manager, contestOfSlug, [contestSlug]);
    if (!contest) throw new DomainError('CONTEST_NOT_FOUND');
    return { contestId: contest.id, status: contest.status, units: reachIn(caller, contest.id) };
  }
}

function decisionOf(row: Pick<sql.OwnCorrectionRow, 'reason' | 'state' | 'asked_at' | 'decided_at' | 'note'>) {
  return {
    reason: row.reason,
    state: row.state,
    askedAt: row.asked_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
    note: row.note,
  };
}
