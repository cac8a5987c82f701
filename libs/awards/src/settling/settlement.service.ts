import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, type OutReason } from '#domain';
import { tableQueue, type TableQueue } from '#platform';
import { contestById, fieldNamed, fieldOf, fieldsOf, type AwardedContest, type AwardedField } from '../field.js';
import { LotService, type PublicLot } from '../lots/lot.service.js';
import { readPublications } from '../published/published.queries.js';
import { obstaclesOf, type Obstacle } from './obstacles.js';
import * as sql from './settlement.queries.js';
import type { KeysOpen } from './settlement-work.js';

const SETTLEMENTS_SHOWN = 200;

/** Who does it, in which contest, in answer to which request. Whether somebody may is the caller's to judge. */
export interface SettlementAct {
  contestId: number;
  by: string;
  requestId: string | null;
}

/** One field of a contest: what stands in its way, and what was made of it. */
export interface FieldState {
  field: AwardedField;
  obstacles: Obstacle[];
  lot: PublicLot | null;
  settlements: sql.SettlementRow[];
}

/** What somebody decides of people or of units of a settlement. */
export interface DecisionWish {
  /** Made by whoever decides: the same id is the same decision, however often it arrives. */
  id: string;
  kind: sql.DecisionRow['kind'];
  numbers: number[];
  contestUnitIds: number[];
  line: number | null;
  outReason: OutReason | null;
  reason: string;
}

/** A version as somebody saw it: what is agreed to is this and nothing newer. */
export interface SeenVersion {
  version: number;
  hash: string;
}

/**
 * Takes the wish to fix the results of a field, what people decide on the way, and their yes. It reads no attempts: the row
 * is the job, and the worker answers in it.
 */
@Injectable()
export class SettlementService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly lots: LotService,
  ) {}

  /** Every field of a contest with all that was made of it, newest first. */
  async fields(contestId: number, keysOpen: KeysOpen): Promise<{ contest: AwardedContest; fields: FieldState[] }> {
    const { manager } = this.dataSource;
    const contest = await contestById(manager, contestId);
    const rows = await run(manager, sql.readSettlements, [contestId, SETTLEMENTS_SHOWN]);
    const lots = await this.lots.read(manager, contest);
    const keys = await keysOpen(manager, contestId);
    const fields: FieldState[] = [];
    for (const field of fieldsOf(contest)) {
      const lot = lots.get(field.name) ?? null;
      fields.push({
        field,
        lot,
        obstacles: await obstaclesOf(manager, contest, field, { keysOpen: keys, lot }),
        settlements: rows.filter((row) => row.scope_kind === field.scope.kind && row.scope_id === field.scope.id),
      });
    }
    return { contest, fields };
  }

  /**
   * Asks for the results of a field to be frozen. The same id again changes nothing.
   *
   * @param wish.reason why open signals are no reason to wait; needed where there are any
   * @throws DomainError ROUND_NOT_FOUND, SETTLEMENT_CONFLICT (the id stands for another field), SETTLEMENT_OPEN, and what
   *   stands in the way by its code {count}
   */
  async ask(
    { contestId, by, requestId }: SettlementAct,
    wish: { id: string; field: string; reason: string | null },
    keysOpen: KeysOpen,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const contest = await contestById(manager, contestId);
      const field = fieldNamed(contest, wish.field);
      const { kind, id: scopeId } = field.scope;
      const [known] = await run(manager, sql.readSettlement, [contestId, wish.id]);
      if (known) {
        if (known.scope_kind !== kind || known.scope_id !== scopeId) throw new DomainError('SETTLEMENT_CONFLICT');
        return;
      }
      const lot = (await this.lots.read(manager, contest)).get(field.name) ?? null;
      const facts = { keysOpen: await keysOpen(manager, contestId), lot };
      const obstacles = await obstaclesOf(manager, contest, field, facts);
      const obstacle = obstacles.find(({ isPassable }) => !isPassable || wish.reason === null);
      if (obstacle) throw new DomainError(obstacle.code, { count: obstacle.count });
      const signals = obstacles.find(({ code }) => code === 'SETTLEMENT_SIGNALS_OPEN')?.count ?? 0;
      const row = [contestId, wish.id, kind, scopeId, by, signals, wish.reason];
      const [made] = await run(manager, sql.insertSettlement, row);
      if (!made) throw new DomainError('SETTLEMENT_OPEN');
      const after = { field: field.name, signals };
      await this.note(manager, { contestId, by, requestId }, wish.id, { action: 'settlement.asked', after });
    });
  }

  /**
   * Writes what people decided. What takes somebody out, gives a prize or puts equals in order makes the worker owe another
   * version, from the same frozen input; a confirmation of papers changes nothing.
   *
   * @throws DomainError NOT_FOUND, SETTLEMENT_BUSY while a version is being made, SETTLEMENT_CLOSED, SETTLEMENT_CHANGED,
   *   SETTLEMENT_OPEN (another one of the field is being settled), DECISION_UNFIT (whom or what it names is not there)
   */
  async decide(act: SettlementAct, id: string, version: number, decisions: readonly DecisionWish[]): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const settlement = await this.hold(manager, act, id, version);
      await this.checkNamed(manager, act.contestId, settlement, decisions);
      let isOther = false;
      for (const one of decisions) {
        const { kind, numbers, contestUnitIds, line, outReason, reason } = one;
        const row = [act.contestId, id, one.id, kind, numbers, contestUnitIds, line, outReason, reason, act.by];
        const [isNew] = await run(manager, sql.insertDecision, row);
        if (!isNew) continue;
        isOther ||= kind !== 'confirmed';
        // Numbers of the published file, never a name; the words stand in the row.
        const after = { kind, numbers, contestUnitIds, line, outReason };
        await this.note(manager, act, id, { action: 'settlement.decided', after });
      }
      if (isOther) await this.owe(manager, act.contestId, settlement);
    });
  }

  /** Takes a decision back; it stays in the list. @throws DomainError as `decide`; NOT_FOUND for a decision taken back before */
  async takeBack(act: SettlementAct, id: string, decisionId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const settlement = await this.hold(manager, act, id, null);
      const [gone] = await run(manager, sql.takeBackDecision, [act.contestId, id, decisionId, act.by]);
      if (!gone) throw new DomainError('NOT_FOUND');
      await this.note(manager, act, id, {
        action: 'settlement.decision_taken_back',
        after: { decisionId, kind: gone.kind },
      });
      if (gone.kind !== 'confirmed') await this.owe(manager, act.contestId, settlement);
    });
  }

  /**
   * One person's yes to a version. Nobody says it twice, and another version needs it anew.
   *
   * @throws DomainError NOT_FOUND, SETTLEMENT_BUSY, SETTLEMENT_CLOSED, SETTLEMENT_CHANGED, PUBLISHED_BEFORE,
   *   SETTLEMENT_TIES_OPEN {count}, APPROVED_BEFORE
   */
  async approve(act: SettlementAct, id: string, seen: SeenVersion): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const settlement = await this.holdSeen(manager, act, id, seen);
      const ties = settlement.summary?.ties.length ?? 0;
      if (ties > 0) throw new DomainError('SETTLEMENT_TIES_OPEN', { count: ties });
      const row = [act.contestId, id, seen.version, act.by, seen.hash];
      const [isNew] = await run(manager, sql.insertApproval, row);
      if (!isNew) throw new DomainError('APPROVED_BEFORE');
      await this.note(manager, act, id, { action: 'settlement.approved', after: { ...seen } });
    });
  }

  /**
   * Publishes a version that enough people agreed to. What was published before stays, under its number.
   *
   * @param wish.reason for everybody, where something was published of this field before
   * @throws DomainError as `approve`; APPROVALS_MISSING {given, needed}, PUBLICATION_REASON_NEEDED
   */
  async publish(act: SettlementAct, id: string, wish: SeenVersion & { reason: string | null }): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const settlement = await this.holdSeen(manager, act, id, wish);
      const contest = await contestById(manager, act.contestId);
      const { approvals: needed, appealDays } = contest.regulations!.verification;
      const given = await run(manager, sql.readApprovals, [act.contestId, id, wish.version]);
      const count = given.filter(({ hash }) => hash === wish.hash).length;
      if (count < needed) throw new DomainError('APPROVALS_MISSING', { given: count, needed });
      const { scope_kind: kind, scope_id: scopeId, input_hash: inputHash } = settlement;
      const [before] = await run(manager, sql.lastPublication, [act.contestId, kind, scopeId]);
      if (before && wish.reason === null) throw new DomainError('PUBLICATION_REASON_NEEDED');
      const reason = before ? wish.reason : null;
      const row = [act.contestId, kind, scopeId, id, wish.version, wish.hash, inputHash, reason, act.by, appealDays];
      const [made] = await run(manager, sql.insertPublication, row);
      await run(manager, sql.markPublished, [act.contestId, id, kind, scopeId]);
      const after = { publication: made!.number, version: wish.version, hash: wish.hash };
      await this.note(manager, act, id, { action: 'settlement.published', after });
      return made!.number;
    });
  }

  /** Gives up what was not published: the field can be frozen anew. @throws DomainError NOT_FOUND, SETTLEMENT_CLOSED */
  async withdraw(act: SettlementAct, id: string, reason: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [settlement] = await run(manager, sql.lockSettlement, [act.contestId, id]);
      if (!settlement) throw new DomainError('NOT_FOUND');
      if (settlement.state !== 'asked' && settlement.state !== 'computed') throw new DomainError('SETTLEMENT_CLOSED');
      await run(manager, sql.withdrawSettlement, [act.contestId, id, act.by, reason]);
      await this.note(manager, act, id, { action: 'settlement.withdrawn', after: {} });
    });
  }

  /** The results of all contests that are owed, and those that could not be made. @param now epoch ms of contest time */
  async queue(now: number): Promise<TableQueue> {
    return tableQueue(await run(this.dataSource.manager, sql.openSettlements, []), now);
  }

  /**
   * Has the worker make once more what it could not: from what is there now where nothing was frozen yet, else from the same
   * frozen input. Asked again meanwhile it changes nothing.
   *
   * @throws DomainError NOT_FOUND, SETTLEMENT_CLOSED where it did not fail, SETTLEMENT_OPEN (another one of the field is being
   *   settled)
   */
  async retry(act: SettlementAct, id: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [settlement] = await run(manager, sql.lockSettlement, [act.contestId, id]);
      if (!settlement) throw new DomainError('NOT_FOUND');
      if (settlement.state === 'asked') return;
      if (settlement.state !== 'failed') throw new DomainError('SETTLEMENT_CLOSED');
      const { scope_kind: kind, scope_id: scopeId } = settlement;
      const [other] = await run(manager, sql.openOfField, [act.contestId, kind, scopeId, id]);
      if (other) throw new DomainError('SETTLEMENT_OPEN');
      await run(manager, sql.retrySettlement, [act.contestId, id]);
      await this.note(manager, act, id, { action: 'settlement.retried', after: {} });
    });
  }

  /** Fills in what the document office gave the decision on paper; the trail keeps what stood there before. @throws DomainError NOT_FOUND before anything is published */
  async putPaper(
    act: SettlementAct,
    id: string,
    paper: { number: string; date: string; signer: string },
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const was = (await run(manager, readPublications, [act.contestId])).find((one) => one.settlement_id === id);
      const values = [act.contestId, id, paper.number, paper.date, paper.signer];
      const [row] = await run(manager, sql.putPaper, values);
      if (!row) throw new DomainError('NOT_FOUND');
      const before = { publication: was!.number, number: was!.decision_number, date: was!.decision_date };
      const after = { publication: row.number, number: paper.number, date: paper.date };
      await this.note(manager, act, id, { action: 'settlement.paper_filled_in', before, after });
    });
  }

  /** Holds a settlement that people may decide on. */
  private async hold(
    manager: EntityManager,
    { contestId }: SettlementAct,
    id: string,
    version: number | null,
  ): Promise<sql.LockedSettlement> {
    const [settlement] = await run(manager, sql.lockSettlement, [contestId, id]);
    if (!settlement) throw new DomainError('NOT_FOUND');
    if (settlement.state === 'asked') throw new DomainError('SETTLEMENT_BUSY');
    if (settlement.state !== 'computed' && settlement.state !== 'published') throw new DomainError('SETTLEMENT_CLOSED');
    if (version !== null && version !== settlement.version) throw new DomainError('SETTLEMENT_CHANGED');
    return settlement;
  }

  private async holdSeen(manager: EntityManager, act: SettlementAct, id: string, { version, hash }: SeenVersion) {
    const settlement = await this.hold(manager, act, id, version);
    if (settlement.state === 'published') throw new DomainError('PUBLISHED_BEFORE');
    if (settlement.hash !== hash) throw new DomainError('SETTLEMENT_CHANGED');
    return settlement;
  }

  private async owe(manager: EntityManager, contestId: number, settlement: sql.LockedSettlement): Promise<void> {
    const { id, scope_kind: kind, scope_id: scopeId } = settlement;
    const [other] = await run(manager, sql.openOfField, [contestId, kind, scopeId, id]);
    if (other) throw new DomainError('SETTLEMENT_OPEN');
    await run(manager, sql.askAgain, [contestId, id]);
  }

  private async checkNamed(
    manager: EntityManager,
    contestId: number,
    { id, scope_kind: kind, scope_id: scopeId }: sql.LockedSettlement,
    decisions: readonly DecisionWish[],
  ): Promise<void> {
    const field = fieldOf(await contestById(manager, contestId), { kind, id: scopeId });
    if (decisions.some(({ line }) => line !== null && !field.prizeLines.includes(line))) {
      throw new DomainError('DECISION_UNFIT', { field: 'line' });
    }
    const numbers = [...new Set(decisions.flatMap((one) => one.numbers))];
    const units = [...new Set(decisions.flatMap((one) => one.contestUnitIds))];
    const people = await run(manager, sql.numbersThere, [contestId, id, numbers]);
    if (people.length < numbers.length) throw new DomainError('DECISION_UNFIT', { field: 'persons' });
    const known = await run(manager, sql.unitsThere, [contestId, units]);
    if (known.length < units.length) throw new DomainError('DECISION_UNFIT', { field: 'units' });
  }

  private note(
    manager: EntityManager,
    { contestId, by, requestId }: SettlementAct,
    id: string,
    done: { action: string; before?: Record<string, unknown>; after: Record<string, unknown> },
  ): Promise<void> {
    return appendAudit(manager, { actorId: by, subject: `contest/${contestId}/settlement/${id}`, requestId, ...done });
  }
}
