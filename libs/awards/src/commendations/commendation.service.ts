import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, LIMITS, type CommendationForm } from '#domain';
import { contestById, fieldNamed } from '../field.js';
import type { SettlementAct } from '../settling/settlement.service.js';
import { candidatesOf, type StandingsOf } from './candidates.js';
import * as sql from './commendation.queries.js';

/** What a list asks for, and of whom. */
export interface ProposalWish {
  form: CommendationForm;
  /** How another form is called; null for the others. */
  formWords: string | null;
  /** Who decides: 'Chủ tịch Ủy ban nhân dân tỉnh'. */
  authority: string;
}

/** Whom to add, from a field. */
export interface LinesWish {
  /** 'dot-1', 'giai-doan-2', 'tat-ca'. */
  field: string;
  participantIds: readonly string[];
  contestUnitIds: readonly number[];
}

/** The decision as the document office gave it. */
export interface DecisionWish {
  number: string;
  /** 'YYYY-MM-DD' */
  date: string;
  signer: string;
  /** Why what was recorded before is wrong; null for the first. */
  reason: string | null;
}

/**
 * Lists of who is proposed for a formal commendation (bằng khen, giấy khen), each for one form and authority. What is true
 * of a line when it is added is frozen with it, and a later publication changes nothing there: it is only told (see
 * `CommendationReader`). Once a decision is recorded the list stays as it was decided on.
 */
@Injectable()
export class CommendationService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Makes an empty list; the same id again changes nothing. @throws DomainError CONTEST_NOT_FOUND, COMMENDATION_FULL {max} */
  async make(act: SettlementAct, id: string, { form, formWords, authority }: ProposalWish): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await contestById(manager, act.contestId);
      const [{ proposals }] = (await run(manager, sql.countProposals, [act.contestId])) as [{ proposals: number }];
      const max = LIMITS.commendationsMax;
      const row = [act.contestId, id, form, formWords, authority, act.by];
      const [made] = await run(manager, sql.insertProposal, row);
      if (!made) return;
      if (proposals >= max) throw new DomainError('COMMENDATION_FULL', { max });
      await this.note(manager, act, id, { action: 'commendation.made', after: { form, formWords, authority } });
    });
  }

  /** Another form or authority. @throws DomainError COMMENDATION_NOT_FOUND, COMMENDATION_CLOSED, COMMENDATION_CHANGED */
  async change(act: SettlementAct, id: string, version: number, wish: ProposalWish): Promise<void> {
    await this.changing(act, id, version, async (manager, held) => {
      await run(manager, sql.updateProposal, [act.contestId, id, wish.form, wish.formWords, wish.authority]);
      const before = { form: held.form, formWords: held.form_words, authority: held.authority };
      return { action: 'commendation.changed', before, after: { ...wish } };
    });
  }

  /**
   * Adds people and units with what is true of them now. Who stands in the list already stays as is.
   *
   * @returns how many were added
   * @throws DomainError ROUND_NOT_FOUND, COMMENDATION_NOT_FOUND, COMMENDATION_CLOSED, COMMENDATION_FULL {max},
   *   COMMENDATION_UNFIT for who holds no published prize in the field, and for a unit that did not take part
   */
  async add(act: SettlementAct, id: string, wish: LinesWish, standingsOf: StandingsOf): Promise<number> {
    const { contestId } = act;
    const contest = await contestById(this.dataSource.manager, contestId);
    const field = fieldNamed(contest, wish.field);
    const standings = await standingsOf(contestId, field.scope);
    let added = 0;
    await this.changing(act, id, null, async (manager, held) => {
      const candidates = await candidatesOf(manager, contest, field, standings);
      const people = new Map(candidates.map((one) => [one.participantId, one]));
      const units = new Map(
        candidates.flatMap((one) => (one.participantId === null ? [[one.contestUnitId, one]] : [])),
      );
      const chosen = [
        ...[...new Set(wish.participantIds)].map((person) => people.get(person)),
        ...[...new Set(wish.contestUnitIds)].map((unit) => units.get(unit)),
      ];
      const lines: string[] = [];
      for (const one of chosen) {
        if (!one) throw new DomainError('COMMENDATION_UNFIT');
        const { participantId, contestUnitId, facts } = one;
        const row = [contestId, id, randomUUID(), participantId, contestUnitId, JSON.stringify(facts), act.by];
        const [line] = await run(manager, sql.insertLine, row);
        if (line) lines.push(line.id);
      }
      added = lines.length;
      const max = LIMITS.commendationLinesMax;
      if (held.lines + added > max) throw new DomainError('COMMENDATION_FULL', { max });
      return added === 0 ? null : { action: 'commendation.lines_added', after: { field: wish.field, lines } };
    });
    return added;
  }

  /**
   * Post and achievement in the organizers' words; null: no post, the achievement as it follows from what was frozen.
   * @throws DomainError COMMENDATION_NOT_FOUND, COMMENDATION_CLOSED, COMMENDATION_CHANGED
   */
  async word(
    act: SettlementAct,
    { id, line, version }: { id: string; line: string; version: number },
    { post, reason }: { post: string | null; reason: string | null },
  ): Promise<void> {
    await this.changing(act, id, version, async (manager) => {
      const [worded] = await run(manager, sql.wordLine, [act.contestId, id, line, post, reason]);
      if (!worded) throw new DomainError('COMMENDATION_NOT_FOUND');
      // Without the words: they are of a person, and no line of the trail can be taken out again.
      return { action: 'commendation.line_worded', after: { line, isOwnReason: reason !== null } };
    });
  }

  /** Takes a line off; it can be put back. @throws DomainError COMMENDATION_NOT_FOUND, COMMENDATION_CLOSED */
  async remove(act: SettlementAct, id: string, line: string): Promise<void> {
    await this.changing(act, id, null, async (manager) => {
      const [removed] = await run(manager, sql.removeLine, [act.contestId, id, line, act.by]);
      if (removed) return { action: 'commendation.line_removed', after: { line } };
      const [known] = await run(manager, sql.knowsLine, [act.contestId, id, line]);
      if (!known) throw new DomainError('COMMENDATION_NOT_FOUND');
      return null;
    });
  }

  /**
   * Puts a line back that was taken off, with what was true of it when it was added.
   * @throws DomainError COMMENDATION_NOT_FOUND, COMMENDATION_CLOSED, COMMENDATION_LINE_THERE
   */
  async restore(act: SettlementAct, id: string, line: string): Promise<void> {
    await this.changing(act, id, null, async (manager) => {
      const [restored] = await run(manager, sql.restoreLine, [act.contestId, id, line]);
      if (restored) return { action: 'commendation.line_restored', after: { line } };
      const [known] = await run(manager, sql.knowsLine, [act.contestId, id, line]);
      if (!known) throw new DomainError('COMMENDATION_NOT_FOUND');
      if (known.is_removed) throw new DomainError('COMMENDATION_LINE_THERE');
      return null;
    });
  }

  /**
   * Puts the lines in another order.
   * @param lines all that stand in the list, each once
   * @throws DomainError COMMENDATION_NOT_FOUND, COMMENDATION_CLOSED; COMMENDATION_CHANGED also where they are not all
   */
  async order(act: SettlementAct, id: string, version: number, lines: readonly string[]): Promise<void> {
    await this.changing(act, id, version, async (manager) => {
      const kept = new Set((await run(manager, sql.keptLines, [act.contestId, id])).map((line) => line.id));
      const isWhole =
        new Set(lines).size === kept.size && lines.length === kept.size && lines.every((one) => kept.has(one));
      if (!isWhole) throw new DomainError('COMMENDATION_CHANGED');
      await run(manager, sql.orderLines, [act.contestId, id, lines]);
      return { action: 'commendation.ordered', after: { lines: lines.length } };
    });
  }

  /**
   * Records the decision on a list, or corrects what was recorded: every entry stays, the last one holds.
   *
   * @throws DomainError COMMENDATION_NOT_FOUND, COMMENDATION_CHANGED, COMMENDATION_EMPTY, COMMENDATION_REASON_NEEDED,
   *   COMMENDATION_CLOSED for a list that was given up
   */
  async decide(act: SettlementAct, id: string, version: number, wish: DecisionWish): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const held = await this.hold(manager, act, id, version);
      if (held.is_withdrawn) throw new DomainError('COMMENDATION_CLOSED');
      if (held.kept === 0) throw new DomainError('COMMENDATION_EMPTY');
      const isFirst = held.entry === 0;
      if (!isFirst && wish.reason === null) throw new DomainError('COMMENDATION_REASON_NEEDED');
      const { number, date, signer } = wish;
      const reason = isFirst ? null : wish.reason;
      await run(manager, sql.insertDecision, [act.contestId, id, held.entry + 1, number, date, signer, reason, act.by]);
      await run(manager, sql.raiseVersion, [act.contestId, id]);
      const action = isFirst ? 'commendation.decided' : 'commendation.decision_corrected';
      await this.note(manager, act, id, { action, after: { entry: held.entry + 1, number, date, reason } });
    });
  }

  /** Gives a list up. @throws DomainError COMMENDATION_NOT_FOUND, COMMENDATION_CLOSED once it was decided on */
  async withdraw(act: SettlementAct, id: string): Promise<void> {
    await this.changing(act, id, null, async (manager) => {
      await run(manager, sql.withdrawProposal, [act.contestId, id, act.by]);
      return { action: 'commendation.withdrawn', after: {} };
    });
  }

  /** Takes out what was written of these people: they are nobody any more. @param contestId one contest, or all */
  async forget(manager: EntityManager, accountIds: readonly string[], contestId: number | null = null): Promise<void> {
    await run(manager, sql.forgetProposed, [accountIds, contestId]);
  }

  /** Does something to a list that is still open, in one transaction with its line in the trail; null: nothing was done. */
  private async changing(
    act: SettlementAct,
    id: string,
    version: number | null,
    work: (manager: EntityManager, held: sql.HeldProposal) => Promise<Done | null>,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const held = await this.hold(manager, act, id, version);
      if (held.is_withdrawn || held.entry > 0) throw new DomainError('COMMENDATION_CLOSED');
      const done = await work(manager, held);
      if (!done) return;
      await run(manager, sql.raiseVersion, [act.contestId, id]);
      await this.note(manager, act, id, done);
    });
  }

  private async hold(
    manager: EntityManager,
    { contestId }: SettlementAct,
    id: string,
    version: number | null,
  ): Promise<sql.HeldProposal> {
    const [held] = await run(manager, sql.lockProposal, [contestId, id]);
    if (!held) throw new DomainError('COMMENDATION_NOT_FOUND');
    if (version !== null && version !== held.version) throw new DomainError('COMMENDATION_CHANGED');
    return held;
  }

  private note(
    manager: EntityManager,
    { contestId, by, requestId }: SettlementAct,
    id: string,
    done: Done,
  ): Promise<void> {
    return appendAudit(manager, {
      actorId: by,
      subject: `contest/${contestId}/commendation/${id}`,
      requestId,
      ...done,
    });
  }
}

interface Done {
  action: string;
  before?: Record<string, unknown>;
  after: Record<string, unknown>;
}
