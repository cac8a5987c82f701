import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, isoInstant, labelAt, LIMITS, lockedChanges, serverRules, type RuleFault } from '#domain';
import { Clock, uuidv7 } from '#platform';
import { refuseFaults, type RoundDraft } from '../contest-draft.js';
import { ContestService } from '../contest.service.js';
import { readPoolItems } from '../contest.queries.js';
import { outsideSubtree } from '../delegation/subtree.queries.js';
import type { InvitedRow } from '../invited-list.js';
import { bankIdOf, findUnits, makeContest, roundDrafts, type PoolOf } from './make-contest.js';
import { openingChecks, type OpeningCheck } from './opening-checks.js';
import { judge, judged, storable, type PlanVerdict } from './plan-document.js';
import { newDocument, readOrigin, type PlanOrigin } from './plan-origin.js';
import { reached, stateOf, type NamedUnit, type PlanState, type PlanWriter } from './plan-reach.js';
import * as sql from './plan.queries.js';
import { rehearsedOf } from './rehearsed.js';
import { builtInTemplates, type Template } from './templates.js';

export interface PlanSummary {
  id: string;
  title: string;
  slug: string;
  state: PlanState;
  contestSlug: string | null;
  /** The unit that runs it; null = those who run all contests. */
  runBy: NamedUnit | null;
  isOffered: boolean;
  /** Nobody may start in its contest. */
  isStopped: boolean;
  updatedAt: string;
  updatedByName: string | null;
}

export interface Plan {
  id: string;
  version: number;
  state: PlanState;
  contestSlug: string | null;
  /** As it was last saved: whole or not, right or wrong. */
  regulations: unknown;
  bankCode: string | null;
  /** How many units it is to invite, and how many of their codes no living unit has. */
  invited: { count: number; missing: number };
  runBy: NamedUnit | null;
  /** Paths that stay as the province has offered them, for whoever runs the contest of a unit. */
  locked: string[];
  /** The bank that was given with an offer: what papers may be drawn from, and no question. */
  lentBank: sql.LentBank | null;
  updatedAt: string;
  updatedByName: string | null;
}

/** What a list of units comes to. */
export interface InvitedVerdict {
  count: number;
  /** People of the units whose head-count is known. */
  headcount: number;
  faultCount: number;
  faults: { row: number; message: string }[];
}

/** The same person saving again and again within this time is one sitting, with one line in the trail, which never shrinks. */
const SITTING_MS = 15 * 60_000;
const FAULTS_TOLD_MAX = 100;

/** The working documents of contests, before they are made and after. */
@Injectable()
export class PlanService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly contests: ContestService,
    private readonly clock: Clock,
  ) {}

  /** What a new plan can begin from. */
  templates(): Template[] {
    return builtInTemplates();
  }

  /**
   * A page of the plans in reach, the last changed first.
   *
   * @param find.q words of the title or address in any order, without accents; '' finds all
   * @param find.unitCode only those that this unit runs, or one below it; null: all
   */
  async list(
    { reach, units }: PlanWriter,
    find: { q: string; unitCode: string | null; after: string | null; limit: number },
  ): Promise<{ plans: PlanSummary[]; next: string | null }> {
    const [isAll, contestIds] = reach === 'all' ? [true, []] : [false, reach];
    const values = [isAll, contestIds, find.q.trim(), find.after, find.limit + 1, units, find.unitCode];
    const found = await run(this.dataSource.manager, sql.listPlans, values);
    const plans = found.slice(0, find.limit).map(({ status, title, slug, updatedAt, ...row }) => ({
      ...row,
      title: title ?? '',
      slug: slug ?? '',
      state: stateOf(status),
      updatedAt: isoInstant(updatedAt.getTime()),
    }));
    return { plans, next: found.length > find.limit ? plans.at(-1)!.id : null };
  }

  /**
   * Begins a plan from a template, from another plan or a contest, or from regulations as a file has them. Days that are over
   * move on to next week; the address is made from the title when none is given, and is one that nobody has.
   *
   * @throws DomainError NOT_ALLOWED for whoever runs single contests only, and for another unit; TEMPLATE_NOT_FOUND,
   *   PLAN_NOT_FOUND, CONTEST_NOT_FOUND, OFFER_NOT_FOUND
   */
  async create(
    by: PlanWriter,
    from: PlanOrigin,
    names: { title?: string | undefined; slug?: string | undefined },
  ): Promise<{ id: string; version: number }> {
    return this.dataSource.transaction(async (manager) => {
      const origin = await readOrigin(manager, by, from);
      const now = this.clock.now();
      const regulations = await newDocument(manager, origin, names, now);
      const id = uuidv7(now);
      const { runByUnitCode, locked } = origin;
      const bankCode = origin.bankCode ?? (await run(manager, sql.onlyBank, []))[0]!.code;
      const invited = origin.invited === null ? null : JSON.stringify(origin.invited);
      const values = [id, JSON.stringify(regulations), bankCode, invited, by.accountId, runByUnitCode, locked];
      await run(manager, sql.addPlan, values);
      await this.note(manager, by, 'plan.created', id, { from: 'regulations' in from ? 'file' : from });
      return { id, version: 1 };
    });
  }

  /** @throws DomainError PLAN_NOT_FOUND, also for one out of reach */
  async read(by: PlanWriter, id: string): Promise<Plan> {
    const { manager } = this.dataSource;
    const row = reached(by, (await run(manager, sql.readPlan, [id]))[0]);
    const { missing } = await findUnits(manager, row.invited ?? []);
    return {
      id,
      version: row.version,
      state: stateOf(row.status),
      contestSlug: row.contestSlug,
      regulations: row.regulations,
      bankCode: row.bankCode,
      invited: { count: row.invited?.length ?? 0, missing: missing.length },
      runBy: row.runBy,
      locked: by.reach === 'all' ? [] : row.locked,
      lentBank: row.runBy && ((await run(manager, sql.lentBank, [row.bankCode]))[0] ?? null),
      updatedAt: isoInstant(row.updatedAt.getTime()),
      updatedByName: row.updatedByName,
    };
  }

  /**
   * Stores what an editor wrote, with faults or without. Of a published contest it is the draft of its next revision: what
   * holds stays as it is.
   *
   * @param written.version the version that the editor began from
   * @param written.bankCode left out: stays
   * @throws DomainError PLAN_NOT_FOUND; PLAN_CHANGED {version, changedByName, changedAt} when somebody else saved
   *   meanwhile; PLAN_PUBLISHED once the contest is closed; PLAN_LOCKED {path, place} for what the province has locked
   */
  async save(
    by: PlanWriter,
    id: string,
    written: { version: number; regulations: unknown; bankCode?: string | null | undefined },
  ): Promise<{ version: number } & PlanVerdict> {
    const document = storable(written.regulations);
    const verdict = judge(document);
    return this.dataSource.transaction(async (manager) => {
      const before = await this.lock(manager, by, id, written.version, 'also_published');
      const bankCode = written.bankCode === undefined ? before.bankCode : written.bankCode;
      if (by.reach !== 'all') refuseLocked(before, { regulations: document, bankCode });
      const [saved] = await run(manager, sql.savePlan, [id, JSON.stringify(document), bankCode, by.accountId]);
      const isSitting = before.updatedBy === by.accountId && this.clock.now() - before.updatedAt.getTime() < SITTING_MS;
      if (!isSitting) await this.note(manager, by, 'plan.saved', id, { version: saved!.version });
      return { version: saved!.version, ...verdict };
    });
  }

  /**
   * Sets the units that the contest is to invite, in place of those set before.
   *
   * @param units rows of a list with its faults, or all living units below one
   * @param dryRun only tells what the list comes to
   * @throws DomainError PLAN_NOT_FOUND, PLAN_PUBLISHED; UNIT_NOT_FOUND when no living unit has the code;
   *   INVITED_LIST_FAULTY {faults, row, message} unless it is a dry run
   */
  async invite(
    by: PlanWriter,
    id: string,
    units: { rows: InvitedRow[]; faults: { row: number; message: string }[] } | { under: string },
    dryRun: boolean,
  ): Promise<InvitedVerdict> {
    return this.dataSource.transaction(async (manager) => {
      const before = await this.lock(manager, by, id, null);
      const list = 'under' in units ? await this.below(manager, units.under) : units;
      const { missing } = await findUnits(manager, list.rows);
      const unknown = new Set(missing);
      const foreign = await this.foreign(manager, before, list.rows);
      const faults = [
        ...list.faults,
        ...list.rows.flatMap(({ row, code }) =>
          unknown.has(code)
            ? [{ row, message: `Cây đơn vị không có đơn vị mang mã ${code} đang hoạt động.` }]
            : foreign.has(code)
              ? [{ row, message: `Đơn vị ${code} không thuộc ${before.runBy!.name}.` }]
              : [],
        ),
      ].sort((a, b) => a.row - b.row);
      const invited = list.rows
        .filter(({ code }) => !unknown.has(code) && !foreign.has(code))
        .map(({ code, headcount }) => ({ code, headcount }));
      const verdict = {
        count: invited.length,
        headcount: invited.reduce((sum, { headcount }) => sum + (headcount ?? 0), 0),
        faultCount: faults.length,
        faults: faults.slice(0, FAULTS_TOLD_MAX),
      };
      if (dryRun) return verdict;
      if (faults.length > 0) throw new DomainError('INVITED_LIST_FAULTY', { faults: faults.length, ...faults[0] });
      await run(manager, sql.setInvited, [id, JSON.stringify(invited)]);
      const change = { before: before.invited?.length ?? 0, after: invited.length };
      await this.note(manager, by, 'plan.units_invited', id, change);
      return verdict;
    });
  }

  /** What should be looked at before the contest opens. @throws DomainError PLAN_NOT_FOUND */
  async openingChecks(by: PlanWriter, id: string, poolOf: PoolOf): Promise<OpeningCheck[]> {
    const { manager } = this.dataSource;
    const plan = reached(by, (await run(manager, sql.readPlan, [id]))[0]);
    const { regulations, faults } = judged(plan.regulations);
    const taken = regulations ? await this.isTaken(manager, regulations.slug, plan.contestSlug) : false;
    const bankId = await this.bankOf(manager, plan.bankCode);
    const rounds =
      bankId === null ? null : regulations === null ? [] : await roundDrafts(manager, { regulations, bankId }, poolOf);
    const invited = plan.invited ?? [];
    const [without] = plan.contestId === null ? [] : await run(manager, sql.unitsWithoutManager, [plan.contestId]);
    return openingChecks({
      now: this.clock.now(),
      faults,
      regulations,
      slugTaken: taken,
      rounds,
      items: await poolItems(manager, rounds ?? []),
      units: {
        invited: invited.length,
        missing: (await findUnits(manager, invited)).missing,
        withoutHeadcount: invited.filter(({ headcount }) => headcount === null).length,
      },
      unitsWithoutManager: without?.units ?? null,
      rehearsed: await rehearsedOf(manager, plan),
      version: plan.version,
    });
  }

  /**
   * Makes the contest of a plan and opens it to everybody, in one transaction.
   *
   * @returns its name in addresses
   * @throws DomainError PLAN_NOT_FOUND, PLAN_CHANGED, PLAN_PUBLISHED; IMPOSSIBLE_RULES with every fault by its path;
   *   UNIT_OUT_OF_REACH {code} for a unit that has left the one that runs it
   */
  async publish(by: PlanWriter, id: string, version: number, poolOf: PoolOf): Promise<{ contestSlug: string }> {
    return this.dataSource.transaction(async (manager) => {
      const plan = await this.lock(manager, by, id, version);
      if (plan.contestId !== null) {
        await this.contests.publish(manager, plan.contestId, by.accountId);
        return { contestSlug: plan.contestSlug! };
      }
      const { regulations, faults } = judged(plan.regulations);
      refuseFaults(faults);
      if (plan.bankCode === null) refuseFaults([NO_BANK]);
      if (serverRules(regulations!).rounds[0]!.closesAt <= this.clock.now()) refuseFaults([OVER]);
      const bankId = await bankIdOf(manager, plan.bankCode!);
      const { units, missing } = await findUnits(manager, plan.invited ?? []);
      refuseFaults(
        missing.map((code) => ({
          path: `units.${code}`,
          code: 'UNIT_GONE',
          message: `Không còn đơn vị mang mã ${code}.`,
        })),
      );
      const wish = { regulations: regulations!, bankId, invited: units, runByUnitCode: plan.runByUnitCode };
      const { contestId } = await makeContest(manager, wish, { contests: this.contests, poolOf }, by.accountId);
      await this.contests.publish(manager, contestId, by.accountId);
      await run(manager, sql.setContest, [id, contestId, by.accountId]);
      await this.note(manager, by, 'plan.published', id, { contestId });
      return { contestSlug: regulations!.slug };
    });
  }

  /** Locks a plan that may still be written. `version` null: whatever it is. */
  private async lock(
    manager: EntityManager,
    by: PlanWriter,
    id: string,
    version: number | null,
    stage: 'unpublished' | 'also_published' = 'unpublished',
  ): Promise<sql.PlanRow> {
    const plan = reached(by, (await run(manager, sql.lockPlan, [id]))[0]);
    const isLate = plan.status === 'closed' || (plan.status === 'published' && stage === 'unpublished');
    if (isLate) throw new DomainError('PLAN_PUBLISHED');
    if (version !== null && version !== plan.version)
      throw new DomainError('PLAN_CHANGED', {
        version: plan.version,
        changedByName: plan.updatedByName,
        changedAt: isoInstant(plan.updatedAt.getTime()),
      });
    return plan;
  }

  private async isTaken(manager: EntityManager, slug: string, own: string | null): Promise<boolean> {
    return slug !== own && (await run(manager, sql.contestAsPlan, [slug])).length > 0;
  }

  private async bankOf(manager: EntityManager, code: string | null): Promise<number | null> {
    const [bank] = code === null ? [] : await run(manager, sql.bankOfCode, [code]);
    return bank?.id ?? null;
  }

  /** Which units the one that runs the contest may not invite. */
  private async foreign(manager: EntityManager, { runByUnitCode }: sql.PlanRow, rows: readonly { code: string }[]) {
    const codes = rows.map(({ code }) => code);
    const outside = runByUnitCode === null ? [] : await run(manager, outsideSubtree, [runByUnitCode, codes]);
    return new Set(outside.map(({ code }) => code));
  }

  private async below(manager: EntityManager, code: string) {
    const units = await run(manager, sql.unitsBelow, [code, LIMITS.invitationRowsMax + 1]);
    if (units.length === 0) throw new DomainError('UNIT_NOT_FOUND');
    if (units.length > LIMITS.invitationRowsMax) throw new DomainError('FILE_NOT_READABLE', { reason: 'rows' });
    return { rows: units.map((unit, i) => ({ row: i + 1, code: unit.code, headcount: null })), faults: [] };
  }

  private async note(
    manager: EntityManager,
    by: PlanWriter,
    action: string,
    id: string,
    after: unknown,
  ): Promise<void> {
    const { accountId: actorId, requestId } = by;
    await appendAudit(manager, { actorId, action, subject: `plan/${id}`, after, requestId });
  }
}

const BANK = 'Ngân hàng câu hỏi';
const NO_BANK: RuleFault = { path: 'bank', code: 'NO_BANK', message: 'Chưa chọn ngân hàng câu hỏi.' };
const OVER: RuleFault = { path: 'calendar.rounds[0].closesAt', code: 'OVER', message: 'Đợt đầu đã đóng từ trước.' };

/** @throws DomainError PLAN_LOCKED {path, place} for the first locked place that would change */
function refuseLocked(before: sql.PlanRow, after: { regulations: unknown; bankCode: string | null }): void {
  if (before.runByUnitCode === null) return;
  if (before.bankCode !== after.bankCode) throw new DomainError('PLAN_LOCKED', { path: 'bank', place: BANK });
  const [path] = lockedChanges(before.regulations, after.regulations, before.locked);
  if (path !== undefined) throw new DomainError('PLAN_LOCKED', { path, place: labelAt(path) });
}

async function poolItems(manager: EntityManager, rounds: readonly RoundDraft[]) {
  const items = await run(manager, readPoolItems, [[...new Set(rounds.flatMap(({ pool }) => pool))]]);
  return new Map(items.map((item) => [item.id, item]));
}
