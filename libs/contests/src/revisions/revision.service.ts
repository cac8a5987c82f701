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
}

/** What the plan of a published contest would change. */
export interface RevisionDraft {
  planId: string;
  /** Of the plan; the revision is made from exactly this one. */
  version: number;
  /** The revision that holds now. */
  number: number;
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
    return rows.map(({ number, effective_at, note }) => ({
      number,
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
    const { faults, changes } = await this.judge(manager, row);
    return { planId: row.plan_id, version: row.plan_version, number: row.revision, faults, changes };
  }

  /**
   * Makes what the plan says the thể lệ that holds from now on. Attempts under way keep the rules that they were started
   * under, rounds that are over theirs.
   *
   * @param wish.version of the plan as it was looked at
   * @param wish.note why, for everybody to read
   * @returns `reranks`: boards have to be counted anew by the new rules
   * @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED, PLAN_NOT_FOUND, CONTEST_NOT_OPEN once closed, PLAN_CHANGED {version},
   *   NOTHING_TO_REVISE; IMPOSSIBLE_RULES with every fault by its path
   */
  async revise(
    by: PlanWriter,
    slug: string,
    wish: { version: number; note: string },
    poolOf: PoolOf,
  ): Promise<{ contestId: number; number: number; reranks: boolean }> {
    return this.dataSource.transaction(async (manager) => {
      const row = this.reachedOf(by, (await run(manager, sql.lockRevised, [slug]))[0]);
      if (row.status === 'closed') throw new DomainError('CONTEST_NOT_OPEN');
      if (row.plan_version !== wish.version) throw new DomainError('PLAN_CHANGED', { version: row.plan_version });
      const { faults, changes, before, after } = await this.judge(manager, row);
      refuseFaults(faults);
      if (changes.length === 0) throw new DomainError('NOTHING_TO_REVISE');
      const [was, is] = [serverRules(before), serverRules(after!)];
      const number = row.revision + 1;
      const contestId = row.id;
      await manager.insert(ContestRevisionEntity, {
        ...{ contestId, revision: number, rules: is.rules as object, regulations: after as object, note: wish.note },
      });
      const page = JSON.stringify(pageAfter(row.page, was.page, is.page));
      await run(manager, sql.setRevision, [contestId, number, is.title, is.hotline, page, is.retentionMonths]);
      const rounds = await this.roundChanges(manager, { row, was, is, note: wish.note }, poolOf);
      await this.contests.reviseRounds(manager, contestId, rounds, by.accountId);
      for (const { id, title } of is.rounds) await run(manager, sql.renameRound, [contestId, id, title]);
      await appendAudit(manager, {
        actorId: by.accountId,
        action: 'contest.revised',
        subject: `contest/${contestId}`,
        before: { revision: row.revision },
        after: { revision: number, note: wish.note, places: changes.map(({ path }) => path) },
        requestId: by.requestId,
      });
      return { contestId, number, reranks: JSON.stringify(was.rules) !== JSON.stringify(is.rules) };
    });
  }

  /** What changes in each round that is not over. The pool is drawn up anew where the paper or the days are others. */
  private async roundChanges(
    manager: EntityManager,
    { row, was, is, note }: { row: sql.RevisedRow; was: Rules; is: Rules; note: string },
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
      if (now.closes_ms <= this.clock.now() || !(isRuled || isMoved)) continue;
      const isDrawn = JSON.stringify(round.rules.paper) !== JSON.stringify(before.rules.paper) || isMoved;
      const window = { opensAt: now.opens_ms, closesAt: now.closes_ms, ...moves };
      const days = { first: localDay(window.opensAt), last: localDay(window.closesAt - 1) };
      const ask = { bankId: row.bank_id!, paper: round.rules.paper, audiences: is.audiences, days };
      const pool = isDrawn ? { pool: await drawUpPool(manager, ask, poolOf) } : {};
      changes.push({ roundId: round.id, note, ...moves, ...(isRuled && { rules: round.rules }), ...pool });
    }
    return changes;
  }

  private async judge(manager: EntityManager, row: sql.RevisedRow & { regulations: Regulations }) {
    const before = row.regulations;
    const { regulations: after, faults } = judged(row.plan_regulations);
    const held = new Map((await run(manager, openingRounds, [row.id])).map((one) => [one.number, one]));
    const windows = before.calendar.rounds.map((_, i) => {
      const one = held.get(i + 1)!;
      return { opensAt: one.opens_ms, closesAt: one.closes_ms };
    });
    const fixed = after === null ? [] : checkRevision(before, after, windows, this.clock.now());
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

/** The page with what the regulations change in it; what was put there by other means stays. */
function pageAfter(page: ContestPage | null, was: ContestPage, is: ContestPage): ContestPage {
  const changed = (Object.keys(is) as (keyof ContestPage)[]).filter(
    (key) => JSON.stringify(is[key]) !== JSON.stringify(was[key]),
  );
  return { ...BLANK_PAGE, ...page, ...Object.fromEntries(changed.map((key) => [key, is[key]])) };
}
