import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, ContestRevisionEntity, run } from '#database';
import {
  BLANK_PAGE,
  completeRegulations,
  DomainError,
  isoInstant,
  localDay,
  serverRules,
  type ContestPage,
  type Regulations,
  type RuleFault,
} from '#domain';
import { Clock } from '#platform';
import { refuseFaults } from '../contest-draft.js';
import { ContestService, type RoundChange } from '../contest.service.js';
import { openingRounds } from '../opening.queries.js';
import { drawUpPool, type PoolOf } from '../plans/make-contest.js';
import { judged } from '../plans/plan-document.js';
import type { PlanWriter } from '../plans/plan-reach.js';
import { changesBetween, checkRevision, type RuleChange } from './revision-rules.js';
import * as sql from './revision.queries.js';

/** A revision of the thể lệ as everybody may read it. The first is the publication and has no note. */
export interface Revision {
  number: number;
  effectiveAt: string;
  note: string | null;
  /** Yet to hold, taken back before it did, or neither. */
  state: 'planned' | 'held' | 'withdrawn';
}

/** What the plan of a published contest would change. */
export interface RevisionDraft {
  planId: string;
  /** Of the plan; the revision is made from exactly this one. */
  version: number;
  /** The revision that holds now. */
  number: number;
  /** The one that is to hold; no other can be made until then, or until it is withdrawn. */
  planned: { number: number; effectiveAt: string } | null;
  faults: RuleFault[];
  changes: RuleChange[];
}

/** The thể lệ of published contests as they change: each change a revision of its own, with its moment and a public note. */
@Injectable()
export class RevisionService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly contests: ContestService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError CONTEST_NOT_FOUND, also for a draft */
  async list(slug: string): Promise<Revision[]> {
    const rows = await run(this.dataSource.manager, sql.listRevisions, [slug]);
    if (rows.length === 0) throw new DomainError('CONTEST_NOT_FOUND');
    return rows.map(({ number, effective_at, note, state }) => ({
      ...{ number, state },
      effectiveAt: isoInstant(effective_at.getTime()),
      note,
    }));
  }

  /** Where two revisions differ, in words. @throws DomainError REVISION_NOT_FOUND, also where a program made the rules */
  async compare(slug: string, from: number, to: number): Promise<RuleChange[]> {
    const rows = await run(this.dataSource.manager, sql.regulationsOf, [slug, [from, to]]);
    const at = (number: number) => rows.find((row) => row.number === number)?.regulations;
    if (at(from) === undefined || at(to) === undefined) throw new DomainError('REVISION_NOT_FOUND');
    return changesBetween(at(from), at(to));
  }

  /**
   * What the plan of a published contest would change now, and what stands against it.
   * @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED; PLAN_NOT_FOUND for a contest that was made without one
   */
  async draft(by: PlanWriter, slug: string): Promise<RevisionDraft> {
    const { manager } = this.dataSource;
    const row = this.reachedOf(by, (await run(manager, sql.readRevised, [slug]))[0]);
    const { faults, changes } = await this.judge(manager, row, this.clock.now());
    return {
      planId: row.plan_id,
      version: row.plan_version,
      number: row.revision,
      planned: plannedOf(row),
      faults,
      changes,
    };
  }

  /**
   * Makes what the plan says the thể lệ that holds from now on, or from an instant ahead. Attempts under way then keep the rules
   * that they were started under, rounds that are over then theirs. What is planned holds by the clock alone: the rules that
   * starts, grades and pages read follow it; `settle` brings title, contact, prizes and boards after it.
   *
   * @param wish.version of the plan as it was looked at
   * @param wish.note why, for everybody to read
   * @param wish.effectiveAt epoch ms; null = now
   * @returns `reranks`: boards have to be counted anew by the new rules, now
   * @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED, PLAN_NOT_FOUND, CONTEST_NOT_OPEN once closed, PLAN_CHANGED {version},
   *   NOTHING_TO_REVISE, REVISION_PLANNED {effectiveAt}, REVISION_TIME {latest}; IMPOSSIBLE_RULES with every fault by its path
   */
  async revise(
    by: PlanWriter,
    slug: string,
    wish: { version: number; note: string; effectiveAt: number | null },
    poolOf: PoolOf,
  ): Promise<{ contestId: number; number: number; reranks: boolean }> {
    return this.dataSource.transaction(async (manager) => {
      const [found] = await run(manager, sql.readRevised, [slug]);
      const settled = found ? await this.settle(manager, found.id) : [];
      const row = this.reachedOf(by, (await run(manager, sql.lockRevised, [slug]))[0]);
      if (row.status === 'closed') throw new DomainError('CONTEST_NOT_OPEN');
      if (row.plan_version !== wish.version) throw new DomainError('PLAN_CHANGED', { version: row.plan_version });
      const planned = plannedOf(row);
      if (planned) throw new DomainError('REVISION_PLANNED', { effectiveAt: planned.effectiveAt });
      const { effectiveAt } = wish;
      if (effectiveAt !== null) await this.refuseInstant(manager, row.id, effectiveAt);
      const at = effectiveAt ?? this.clock.now();
      const { faults, changes, before, after } = await this.judge(manager, row, at);
      refuseFaults(faults);
      if (changes.length === 0) throw new DomainError('NOTHING_TO_REVISE');
      const [was, is] = [serverRules(before), serverRules(after!)];
      const number = row.last + 1;
      const contestId = row.id;
      await manager.insert(ContestRevisionEntity, {
        ...{ contestId, revision: number, rules: is.rules as object, regulations: after as object, note: wish.note },
        ...(effectiveAt !== null && { effectiveAt: new Date(effectiveAt) }),
      });
      if (effectiveAt === null) await this.show(manager, { contestId, number, page: row.page, was, is });
      else await run(manager, sql.planRevision, [contestId, number, effectiveAt]);
      const rounds = await this.roundChanges(manager, { row, was, is, note: wish.note, at }, poolOf);
      await this.contests.reviseRounds(manager, contestId, rounds, by.accountId, effectiveAt);
      await appendAudit(manager, {
        actorId: by.accountId,
        action: 'contest.revised',
        subject: `contest/${contestId}`,
        before: { revision: row.revision },
        after: {
          ...{ revision: number, note: wish.note, places: changes.map(({ path }) => path) },
          ...(effectiveAt !== null && { effectiveAt: isoInstant(effectiveAt) }),
        },
        requestId: by.requestId,
      });
      return { contestId, number, reranks: settled.length > 0 || (effectiveAt === null && ranksAnew(was, is)) };
    });
  }

  /**
   * Takes back a revision that does not hold yet. It stays in the list of revisions, as withdrawn.
   * @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED; REVISION_NOT_PLANNED for any other revision, one that holds too
   */
  async withdraw(by: PlanWriter, slug: string, number: number): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const row = this.reachedOf(by, (await run(manager, sql.lockRevised, [slug]))[0]);
      const isPlanned = row.planned === number;
      const taken = isPlanned ? await run(manager, sql.withdrawPlanned, [row.id]) : [];
      if (taken.length === 0) throw new DomainError('REVISION_NOT_PLANNED');
      await appendAudit(manager, {
        actorId: by.accountId,
        action: 'contest.revision_withdrawn',
        subject: `contest/${row.id}`,
        before: { revision: number, effectiveAt: isoInstant(row.planned_ms!) },
        requestId: by.requestId,
      });
    });
  }

  /**
   * Lets what pages say beside the rules (title, contact, prizes, names of rounds) follow the revisions that hold by now.
   *
   * @param contestId null: of all contests
   * @returns the contests whose boards have to be counted anew
   */
  async settle(manager: EntityManager, contestId: number | null = null): Promise<number[]> {
    const due = await run(manager, sql.lockDue, [contestId]);
    const reranked: number[] = [];
    for (const { id, number, page, before, after } of due) {
      const [was, is] = [serverRules(before), serverRules(after)];
      await run(manager, sql.settleRounds, [id]);
      await this.show(manager, { contestId: id, number, page, was, is });
      await appendAudit(manager, {
        actorId: null,
        action: 'contest.revision_settled',
        subject: `contest/${id}`,
        after: { revision: number },
      });
      if (ranksAnew(was, is)) reranked.push(id);
    }
    return reranked;
  }

  private async show(
    manager: EntityManager,
    made: { contestId: number; number: number; page: ContestPage | null; was: Rules; is: Rules },
  ): Promise<void> {
    const { contestId, number, was, is } = made;
    const page = JSON.stringify(pageAfter(made.page, was.page, is.page));
    await run(manager, sql.setRevision, [contestId, number, is.title, is.hotline, page, is.retentionMonths]);
    for (const { id, title } of is.rounds) await run(manager, sql.renameRound, [contestId, id, title]);
  }

  /** Ahead, and while there is still a round that is not over. */
  private async refuseInstant(manager: EntityManager, contestId: number, at: number): Promise<void> {
    const latest = Math.max(...(await run(manager, openingRounds, [contestId])).map(({ closes_ms }) => closes_ms));
    if (at <= this.clock.now() || at >= latest) throw new DomainError('REVISION_TIME', { latest: isoInstant(latest) });
  }

  /** What changes in each round that is not over. The pool is drawn up anew where the paper or the days are others. */
  private async roundChanges(
    manager: EntityManager,
    { row, was, is, note, at }: { row: sql.RevisedRow; was: Rules; is: Rules; note: string; at: number },
    poolOf: PoolOf,
  ): Promise<Omit<RoundChange, 'contestId'>[]> {
    const held = new Map((await run(manager, openingRounds, [row.id])).map((one) => [one.number, one]));
    const changes: Omit<RoundChange, 'contestId'>[] = [];
    for (const [i, round] of is.rounds.entries()) {
      const before = was.rounds[i]!;
      const now = held.get(round.id)!;
      const moves = {
        ...(round.opensAt !== before.opensAt && { opensAt: round.opensAt }),
        ...(round.closesAt !== before.closesAt && { closesAt: round.closesAt }),
      };
      const isRuled = JSON.stringify(round.rules) !== JSON.stringify(before.rules);
      const isMoved = Object.keys(moves).length > 0;
      if (now.closes_ms <= at || !(isRuled || isMoved)) continue;
      const isDrawn = JSON.stringify(round.rules.paper) !== JSON.stringify(before.rules.paper) || isMoved;
      const window = { opensAt: now.opens_ms, closesAt: now.closes_ms, ...moves };
      const days = { first: localDay(window.opensAt), last: localDay(window.closesAt - 1) };
      const ask = { bankId: row.bank_id!, paper: round.rules.paper, audiences: is.audiences, days };
      const pool = isDrawn ? { pool: await drawUpPool(manager, ask, poolOf) } : {};
      changes.push({ roundId: round.id, note, ...moves, ...(isRuled && { rules: round.rules }), ...pool });
    }
    return changes;
  }

  private async judge(manager: EntityManager, row: sql.RevisedRow & { regulations: Regulations }, at: number) {
    const before = row.regulations;
    const { regulations: after, faults } = judged(row.plan_regulations);
    const held = new Map((await run(manager, openingRounds, [row.id])).map((one) => [one.number, one]));
    const windows = before.calendar.rounds.map((_, i) => {
      const one = held.get(i + 1)!;
      return { opensAt: one.opens_ms, closesAt: one.closes_ms };
    });
    const fixed = after === null ? [] : checkRevision(before, after, windows, at);
    const changes = changesBetween(before, after ?? completeRegulations(row.plan_regulations));
    return { before, after, faults: [...faults, ...fixed], changes };
  }

  private reachedOf(
    { reach }: PlanWriter,
    row: sql.RevisedRow | undefined,
  ): sql.RevisedRow & { plan_id: string; regulations: Regulations } {
    if (!row || row.status === 'draft') throw new DomainError('CONTEST_NOT_FOUND');
    if (reach !== 'all' && !reach.includes(row.id)) throw new DomainError('NOT_ALLOWED');
    if (row.plan_id === null || row.regulations === null) throw new DomainError('PLAN_NOT_FOUND');
    return { ...row, plan_id: row.plan_id, regulations: row.regulations };
  }
}

type Rules = ReturnType<typeof serverRules>;

const ranksAnew = (was: Rules, is: Rules): boolean => JSON.stringify(was.rules) !== JSON.stringify(is.rules);

const plannedOf = ({ planned, planned_ms }: sql.RevisedRow): RevisionDraft['planned'] =>
  planned === null ? null : { number: planned, effectiveAt: isoInstant(planned_ms!) };

/** The page with what the regulations change in it; what was put there by other means stays. */
function pageAfter(page: ContestPage | null, was: ContestPage, is: ContestPage): ContestPage {
  const changed = (Object.keys(is) as (keyof ContestPage)[]).filter(
    (key) => JSON.stringify(is[key]) !== JSON.stringify(was[key]),
  );
  return { ...BLANK_PAGE, ...page, ...Object.fromEntries(changed.map((key) => [key, is[key]])) };
}
