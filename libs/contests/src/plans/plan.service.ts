import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import {
  checkRegulations,
  DomainError,
  isoInstant,
  leftToPeople,
  LIMITS,
  movedAhead,
  serverRules,
  slugOf,
  undecided,
  type RuleFault,
} from '#domain';
import { Clock, uuidv7 } from '#platform';
import { refuseFaults, type RoundDraft } from '../contest-draft.js';
import { ContestService } from '../contest.service.js';
import { readPoolItems } from '../contest.queries.js';
import type { InvitedRow } from '../invited-list.js';
import { bankIdOf, findUnits, makeContest, roundDrafts, type PoolOf } from './make-contest.js';
import { openingChecks, type OpeningCheck } from './opening-checks.js';
import * as sql from './plan.queries.js';
import type { UnitWish } from './plan.queries.js';
import { rehearsedOf } from './rehearsed.js';
import { builtInTemplates, templateRegulations, type Template } from './templates.js';

/** Who writes plans, and of which contests: an office without a contest reaches all. */
export interface PlanWriter {
  accountId: string;
  requestId: string | null;
  reach: 'all' | number[];
}

/** Where a plan stands: written, made into a draft of a contest, open to everybody, over. */
export type PlanState = 'drafting' | 'made' | 'published' | 'closed';

export interface PlanSummary {
  id: string;
  title: string;
  slug: string;
  state: PlanState;
  contestSlug: string | null;
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
  updatedAt: string;
  updatedByName: string | null;
}

/** What a new plan begins from. */
export type PlanOrigin = { template: string } | { plan: string } | { contest: string } | { regulations: unknown };

/** What a document comes to: its faults, and what of it people have to do themselves. */
export interface PlanVerdict {
  faults: RuleFault[];
  leftToPeople: RuleFault[];
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
   */
  async list(
    { reach }: PlanWriter,
    find: { q: string; after: string | null; limit: number },
  ): Promise<{ plans: PlanSummary[]; next: string | null }> {
    const [isAll, contestIds] = reach === 'all' ? [true, []] : [false, reach];
    const values = [isAll, contestIds, find.q.trim(), find.after, find.limit + 1];
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
   * @throws DomainError NOT_ALLOWED for whoever runs single contests only; TEMPLATE_NOT_FOUND, PLAN_NOT_FOUND,
   *   CONTEST_NOT_FOUND
   */
  async create(
    by: PlanWriter,
    from: PlanOrigin,
    names: { title?: string | undefined; slug?: string | undefined },
  ): Promise<{ id: string; version: number }> {
    if (by.reach !== 'all') throw new DomainError('NOT_ALLOWED');
    return this.dataSource.transaction(async (manager) => {
      const origin = await this.readOrigin(manager, by, from);
      const now = this.clock.now();
      const given = storable(origin.regulations);
      const title = names.title ?? textOf(given, 'title');
      const slug =
        names.slug ??
        (await this.freeSlug(manager, names.title ? slugOf(names.title, SLUG_ROOM) : textOf(given, 'slug')));
      const named = { ...given, ...(title !== '' && { title }), ...(slug !== '' && { slug }) };
      const regulations = movedAhead(named, now);
      const id = uuidv7(now);
      const bankCode = origin.bankCode ?? (await run(manager, sql.onlyBank, []))[0]!.code;
      const invited = origin.invited === null ? null : JSON.stringify(origin.invited);
      await run(manager, sql.addPlan, [id, JSON.stringify(regulations), bankCode, invited, by.accountId]);
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
   *   meanwhile; PLAN_PUBLISHED once the contest is closed
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
      const faults = [
        ...list.faults,
        ...list.rows.flatMap(({ row, code }) =>
          unknown.has(code) ? [{ row, message: `Cây đơn vị không có đơn vị mang mã ${code} đang hoạt động.` }] : [],
        ),
      ].sort((a, b) => a.row - b.row);
      const invited = list.rows
        .filter(({ code }) => !unknown.has(code))
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
   * @throws DomainError PLAN_NOT_FOUND, PLAN_CHANGED, PLAN_PUBLISHED; IMPOSSIBLE_RULES with every fault by its path
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
      const wish = { regulations: regulations!, bankId, invited: units };
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

  private async readOrigin(
    manager: EntityManager,
    by: PlanWriter,
    from: PlanOrigin,
  ): Promise<{ regulations: unknown; bankCode: string | null; invited: UnitWish[] | null }> {
    if ('regulations' in from) return { regulations: from.regulations, bankCode: null, invited: null };
    if ('template' in from) return { regulations: templateRegulations(from.template), bankCode: null, invited: null };
    if ('plan' in from) return reached(by, (await run(manager, sql.readPlan, [from.plan]))[0]);
    const [contest] = await run(manager, sql.contestAsPlan, [from.contest]);
    if (!contest || contest.regulations === null) throw new DomainError('CONTEST_NOT_FOUND');
    return { regulations: contest.regulations, bankCode: contest.bank_code, invited: contest.invited };
  }

  /** The wished address, or with the first number behind it that makes it one of nobody. */
  private async freeSlug(manager: EntityManager, wished: string): Promise<string> {
    if (wished === '') return '';
    const taken = new Set((await run(manager, sql.takenSlugs, [wished, `${wished}-`])).map(({ slug }) => slug));
    if (!taken.has(wished)) return wished;
    let number = 2;
    while (taken.has(`${wished}-${number}`)) number += 1;
    return `${wished}-${number}`;
  }

  private async isTaken(manager: EntityManager, slug: string, own: string | null): Promise<boolean> {
    return slug !== own && (await run(manager, sql.contestAsPlan, [slug])).length > 0;
  }

  private async bankOf(manager: EntityManager, code: string | null): Promise<number | null> {
    const [bank] = code === null ? [] : await run(manager, sql.bankOfCode, [code]);
    return bank?.id ?? null;
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

/** Room for a number behind the name when another contest has it. */
const SLUG_ROOM = LIMITS.codeLengthMax - 4;
const NO_BANK: RuleFault = { path: 'bank', code: 'NO_BANK', message: 'Chưa chọn ngân hàng câu hỏi.' };
const OVER: RuleFault = { path: 'calendar.rounds[0].closesAt', code: 'OVER', message: 'Đợt đầu đã đóng từ trước.' };

/** A plan out of reach is as one that does not exist. */
export function reached({ reach }: PlanWriter, plan: sql.PlanRow | undefined): sql.PlanRow {
  if (!plan || (reach !== 'all' && (plan.contestId === null || !reach.includes(plan.contestId))))
    throw new DomainError('PLAN_NOT_FOUND');
  return plan;
}

function stateOf(status: sql.PlanRow['status']): PlanState {
  if (status === null) return 'drafting';
  return status === 'draft' ? 'made' : status;
}

/** The faults of a document beside what nobody has decided in it; null unless there are none of both. */
export function judged(document: unknown): ReturnType<typeof checkRegulations> {
  const { regulations, faults } = checkRegulations(document);
  const all = [...undecided(document), ...faults];
  return { regulations: all.length === 0 ? regulations : null, faults: all };
}

function judge(document: unknown): PlanVerdict {
  const { regulations, faults } = judged(document);
  return { faults, leftToPeople: regulations === null ? [] : leftToPeople(regulations) };
}

async function poolItems(manager: EntityManager, rounds: readonly RoundDraft[]) {
  const items = await run(manager, readPoolItems, [[...new Set(rounds.flatMap(({ pool }) => pool))]]);
  return new Map(items.map((item) => [item.id, item]));
}

/** What PostgreSQL cannot keep in JSON: the sign of no character, and half a character. */
const NO_TEXT = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/i;

/** A document as it is stored: in NFC, whatever else is wrong with it. @throws DomainError TEXT_HAS_CONTROL_CHARACTERS */
function storable(document: unknown): object {
  const text = JSON.stringify(document).normalize('NFC');
  if (NO_TEXT.test(text)) throw new DomainError('TEXT_HAS_CONTROL_CHARACTERS');
  const whole: unknown = JSON.parse(text);
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) throw new DomainError('INVALID_INPUT');
  return whole;
}

function textOf(document: object, field: 'title' | 'slug'): string {
  const value: unknown = (document as Record<string, unknown>)[field];
  return typeof value === 'string' ? value : '';
}
