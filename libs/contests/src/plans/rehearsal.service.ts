import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import {
  DomainError,
  isoInstant,
  LIMITS,
  localTime,
  parseLocalTime,
  REHEARSAL_ENDING,
  type Regulations,
} from '#domain';
import { Clock } from '#platform';
import { refuseFaults } from '../contest-draft.js';
import { ContestService } from '../contest.service.js';
import { bankIdOf, findUnits, makeContest, type PoolOf } from './make-contest.js';
import { readPlan } from './plan.queries.js';
import { judged } from './plan-document.js';
import { reached, type PlanWriter } from './plan-reach.js';
import { rehearsalGaps, type RehearsalCourse, type Rehearsed } from './rehearsal-gaps.js';
import { rehearsedOf } from './rehearsed.js';
import * as sql from './rehearsal.queries.js';

/** Who may join a rehearsal, and how long its rounds are. */
export interface RehearsalWish {
  /** E.164 */
  phones: string[];
  /** Codes of invited units whose people may all join. */
  unitCodes: string[];
  /** All rounds one after the other, so long each; null = as long as they are to be. */
  roundHours: number | null;
}

/** The rehearsal of a plan: the one that is open, else what was kept of the last. */
export interface RehearsalState {
  open: { contestSlug: string; madeAt: string; phones: number; unitCodes: string[] } | null;
  /** Null: nothing was ever tried. */
  course: RehearsalCourse | null;
  gaps: string[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Trying a contest on the real pages before it opens: a hidden contest for invited testers, which is removed whole. */
@Injectable()
export class RehearsalService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly contests: ContestService,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes the hidden contest of a plan, its first round open at once.
   *
   * @throws DomainError PLAN_NOT_FOUND; REHEARSAL_EXISTS; IMPOSSIBLE_RULES with every fault by its path; BANK_NOT_FOUND
   */
  async open(by: PlanWriter, planId: string, wish: RehearsalWish, poolOf: PoolOf): Promise<{ contestSlug: string }> {
    return this.dataSource.transaction(async (manager) => {
      const plan = reached(by, (await run(manager, readPlan, [planId]))[0]);
      if ((await run(manager, sql.rehearsalOfPlan, [planId])).length > 0) throw new DomainError('REHEARSAL_EXISTS');
      const { regulations, faults } = judged(plan.regulations);
      refuseFaults(faults);
      if (plan.bankCode === null) throw new DomainError('BANK_NOT_FOUND');
      const bankId = await bankIdOf(manager, plan.bankCode);
      const { units } = await findUnits(manager, plan.invited ?? []);
      const tried = asRehearsal(regulations!, this.clock.now(), wish.roundHours);
      const made = { regulations: tried, bankId, invited: units, runByUnitCode: plan.runByUnitCode };
      const { contestId } = await makeContest(manager, made, { contests: this.contests, poolOf }, by.accountId);
      await this.contests.publish(manager, contestId, by.accountId);
      const added = await run(manager, sql.addRehearsal, [
        ...[contestId, planId, plan.version],
        ...[wish.phones, wish.unitCodes],
      ]);
      if (added.length === 0) throw new DomainError('REHEARSAL_EXISTS');
      const after = { contestId, phones: wish.phones.length, unitCodes: wish.unitCodes };
      await this.note(manager, by, 'rehearsal.opened', planId, after);
      return { contestSlug: tried.slug };
    });
  }

  /** @throws DomainError PLAN_NOT_FOUND */
  async read(by: PlanWriter, planId: string): Promise<RehearsalState> {
    const { manager } = this.dataSource;
    const plan = reached(by, (await run(manager, readPlan, [planId]))[0]);
    const [open] = await run(manager, sql.rehearsalOfPlan, [planId]);
    const done = await rehearsedOf(manager, plan);
    const { regulations } = judged(plan.regulations);
    return {
      open: open
        ? {
            contestSlug: open.slug,
            madeAt: isoInstant(open.made_at.getTime()),
            phones: open.phones.length,
            unitCodes: open.unit_codes,
          }
        : null,
      course: done && courseOf(done),
      gaps: done && regulations ? rehearsalGaps(done, { version: plan.version, regulations }) : [],
    };
  }

  /**
   * Removes the hidden contest with everything that people did in it; what was tried is kept in numbers.
   *
   * @returns how many attempts went
   * @throws DomainError PLAN_NOT_FOUND; REHEARSAL_NOT_FOUND
   */
  async remove(by: PlanWriter, planId: string): Promise<{ attempts: number }> {
    const { manager: outside } = this.dataSource;
    const plan = reached(by, (await run(outside, readPlan, [planId]))[0]);
    const [open] = await run(outside, sql.rehearsalOfPlan, [planId]);
    if (!open) throw new DomainError('REHEARSAL_NOT_FOUND');
    // First nobody may start any more, so that nothing comes in while it is emptied.
    await this.dataSource.transaction((manager) => this.contests.close(manager, open.contest_id, by.accountId));
    return this.dataSource.transaction(async (manager) => {
      const done = await rehearsedOf(manager, plan);
      await run(manager, sql.keepCourse, [planId, JSON.stringify(done)]);
      const [removed] = await run(manager, sql.removeRehearsal, [open.contest_id]);
      const attempts = removed!.attempts;
      await this.note(manager, by, 'rehearsal.removed', planId, { contestId: open.contest_id, attempts });
      return { attempts };
    });
  }

  private async note(
    manager: EntityManager,
    { accountId: actorId, requestId }: PlanWriter,
    action: string,
    planId: string,
    after: unknown,
  ): Promise<void> {
    await appendAudit(manager, { actorId, action, subject: `plan/${planId}`, after, requestId });
  }
}

const courseOf = ({ version: _, ...course }: Rehearsed): RehearsalCourse => course;

/**
 * Regulations as they are tried: under a name that says so wherever it stands, and from this minute on. Rounds keep their
 * distance, or follow each other when their length is given.
 */
function asRehearsal(regulations: Regulations, now: number, roundHours: number | null): Regulations {
  const { slug, title, calendar } = regulations;
  const start = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  const first = parseLocalTime(calendar.rounds[0]!.opensAt)!;
  const moved = (text: string) => localTime(parseLocalTime(text)! - first + start);
  return {
    ...regulations,
    slug: `${slug.slice(0, LIMITS.codeLengthMax - REHEARSAL_ENDING.length)}${REHEARSAL_ENDING}`,
    title: `Chạy thử: ${title}`.slice(0, LIMITS.pageLineLengthMax),
    calendar: {
      ...calendar,
      rounds: calendar.rounds.map((round, i) => ({
        ...round,
        opensAt: roundHours === null ? moved(round.opensAt) : localTime(start + i * roundHours * HOUR_MS),
        closesAt: roundHours === null ? moved(round.closesAt) : localTime(start + (i + 1) * roundHours * HOUR_MS),
      })),
    },
  };
}
