import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, localDay } from '#domain';
import { Clock } from '#platform';
import { FIRST_MADE, planChange, type ChangeFault, type ChangePlan, type ChangeWish } from './unit-change.js';
import * as sql from './unit-change.queries.js';

/** From when a change holds, and which resolution says so. */
export interface ChangeTerms {
  /** 'YYYY-MM-DD' */
  effectiveOn: string;
  legalBasis: string;
}

/** What a change would do. Units in words, with their codes. */
export interface ChangePreview {
  before: string[];
  after: string[];
  /** Units below those of the change that hang elsewhere by it. */
  followers: number;
  /** Whether its day is over: then it cannot be taken back. */
  isPast: boolean;
  faults: ChangeFault[];
}

export interface Actor {
  accountId: string;
  requestId: string | null;
}

const CHANGES_SHOWN_MAX = 100;

/** Changes of the tree by hand: each from a day on, by a resolution, and to be taken back until its day is over. */
@Injectable()
export class UnitChangeService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** What would happen. @throws DomainError UNIT_NOT_FOUND */
  async preview(wish: ChangeWish, terms: ChangeTerms): Promise<ChangePreview> {
    const plan = await this.plan(this.dataSource.manager, wish, terms);
    return { ...told(plan), faults: plan.faults, isPast: this.isOver(terms.effectiveOn) };
  }

  /**
   * Makes a change, whole or not at all.
   *
   * @returns its number
   * @throws DomainError UNIT_NOT_FOUND; UNIT_CHANGE_IMPOSSIBLE {faults: how many, reason: the first}
   */
  async make(wish: ChangeWish, terms: ChangeTerms, { accountId, requestId }: Actor): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      await run(manager, sql.lockTree, []);
      const plan = await this.plan(manager, wish, terms);
      const [fault] = plan.faults;
      if (fault) throw new DomainError('UNIT_CHANGE_IMPOSSIBLE', { faults: plan.faults.length, reason: fault.code });
      const { effectiveOn, legalBasis } = terms;
      const ended = plan.end.map(({ id }) => id);
      await run(manager, sql.endUnits, [ended, effectiveOn]);
      const made: number[] = [];
      for (const { code, level, kind, name, fullName, parentId } of plan.make) {
        const parent = parentId === FIRST_MADE ? made[0] : parentId;
        const [unit] = await run(manager, sql.makeUnit, [code, level, kind, name, fullName, parent, effectiveOn]);
        made.push(unit!.id);
      }
      const ends = plan.steps.map(({ to }) => ('id' in to ? to.id : made[to.place]!));
      const from = plan.steps.map((step) => step.from);
      const relations = plan.steps.map(({ relation }) => relation);
      await run(manager, sql.drawSteps, [from, ends, relations, effectiveOn, legalBasis]);
      const { before, after } = told(plan);
      const values = [wish.kind, effectiveOn, legalBasis, before, after, made, ended];
      const [change] = await run(manager, sql.noteChange, values);
      await appendAudit(manager, {
        ...{ actorId: accountId, requestId, action: 'unit_tree.changed', subject: `unit-change/${change!.id}` },
        ...{ before: { units: before }, after: { kind: wish.kind, effectiveOn, legalBasis, units: after } },
      });
      return change!.id;
    });
  }

  /**
   * Takes a change back: its rows go, and what it ended goes on. Only until its day is over, and while nothing rests on it.
   *
   * @throws DomainError NOT_FOUND; UNIT_CHANGE_SETTLED {reason: 'past' | 'undone' | 'in_use'}
   */
  async undo(id: number, { accountId, requestId }: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await run(manager, sql.lockTree, []);
      const [change] = await run(manager, sql.lockChange, [id]);
      if (!change) throw new DomainError('NOT_FOUND');
      const settled = (reason: string) => new DomainError('UNIT_CHANGE_SETTLED', { reason });
      if (change.undoneAt !== null) throw settled('undone');
      if (this.isOver(change.effectiveOn)) throw settled('past');
      const { made, ended, effectiveOn } = change;
      const [resting] = await run(manager, sql.restingOn, [made]);
      if (resting!.n > 0) throw settled('in_use');
      await run(manager, sql.eraseSteps, [made, ended, effectiveOn]);
      await run(manager, sql.eraseUnits, [made]);
      await run(manager, sql.endUnits, [ended, null]);
      await run(manager, sql.noteUndone, [id]);
      await appendAudit(manager, {
        ...{ actorId: accountId, requestId, action: 'unit_tree.change_undone', subject: `unit-change/${id}` },
        after: { kind: change.kind, effectiveOn },
      });
    });
  }

  /** Changes by hand, the newest first. `canUndo` while its day is not over; whether something rests on it shows then. */
  async list(
    after: number | null,
  ): Promise<{ changes: (sql.ChangeRow & { canUndo: boolean })[]; next: number | null }> {
    const rows = await run(this.dataSource.manager, sql.listChanges, [after, CHANGES_SHOWN_MAX + 1]);
    const changes = rows.slice(0, CHANGES_SHOWN_MAX).map((row) => ({ ...row, canUndo: this.canUndo(row) }));
    return { changes, next: rows.length > CHANGES_SHOWN_MAX ? changes.at(-1)!.id : null };
  }

  canUndo({ effectiveOn, undoneAt }: Pick<sql.ChangeRow, 'effectiveOn' | 'undoneAt'>): boolean {
    return undoneAt === null && !this.isOver(effectiveOn);
  }

  /** On the day itself a change can still be taken back. */
  private isOver(effectiveOn: string): boolean {
    return localDay(this.clock.now()) > effectiveOn;
  }

  private async plan(manager: EntityManager, wish: ChangeWish, { effectiveOn }: ChangeTerms): Promise<ChangePlan> {
    const made = newUnits(wish);
    const ids = [...unitIds(wish), ...made.flatMap(({ parentId }) => (parentId === null ? [] : [parentId]))];
    const units = await run(manager, sql.knownUnits, [ids, effectiveOn]);
    const byId = new Map(units.map((unit) => [unit.id, unit]));
    if (ids.some((id) => !byId.has(id))) throw new DomainError('UNIT_NOT_FOUND');
    const below = await run(manager, sql.childrenOf, [units.map(({ code }) => code), effectiveOn]);
    const wanted = [...made, ...units, ...below].map(({ code }) => code);
    const codes = await run(manager, sql.bearersOf, [wanted, effectiveOn]);
    return planChange(wish, { effectiveOn, units: byId, children: below, codes });
  }
}

function newUnits(wish: ChangeWish) {
  if (wish.kind === 'added') return [wish.unit];
  if (wish.kind === 'split') return wish.parts;
  return wish.kind === 'merged' && 'unit' in wish.into ? [wish.into.unit] : [];
}

function unitIds(wish: ChangeWish): number[] {
  switch (wish.kind) {
    case 'added':
      return [];
    case 'merged':
      return [...wish.unitIds, ...('unitId' in wish.into ? [wish.into.unitId] : [])];
    case 'moved':
      return [wish.unitId, ...(wish.parentId === null ? [] : [wish.parentId])];
    default:
      return [wish.unitId];
  }
}

const words = ({ fullName, code }: { fullName: string; code: string }): string => `${fullName} (${code})`;

function told(plan: ChangePlan): Pick<ChangePreview, 'before' | 'after' | 'followers'> {
  const { end, make, into, followers } = plan;
  const after = [...(into ? [into] : []), ...make.slice(0, make.length - followers)];
  return { before: end.slice(0, end.length - followers).map(words), after: after.map(words), followers };
}
