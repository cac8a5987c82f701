import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, isLockable, isLockedAt, isoInstant, labelAt } from '#domain';
import { refuseFaults } from '../contest-draft.js';
import { judged } from '../plans/plan-document.js';
import { reached, type NamedUnit, type PlanWriter } from '../plans/plan-reach.js';
import { livingUnits, lockPlan, readPlan } from '../plans/plan.queries.js';
import * as sql from './offer.queries.js';

/** A place that stays as it is offered, with the name that the form has for it. */
export interface LockedPlace {
  path: string;
  label: string;
}

/** A plan that units may begin a contest of their own from. */
export interface Offer {
  planId: string;
  title: string;
  /** To which unit with all below it; null = to every unit. */
  unit: NamedUnit | null;
  locked: LockedPlace[];
  /** Those of the caller's units that may take it. */
  forUnits: NamedUnit[];
  offeredAt: string;
  offeredByName: string | null;
}

/** What the province offers to its units, and what of it they may not change. */
@Injectable()
export class OfferService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** All offers for those who run all contests, else those that the own units may take; the newest first. */
  async list({ reach, units }: PlanWriter): Promise<Offer[]> {
    const rows = await run(this.dataSource.manager, sql.listOffers, [reach === 'all', units]);
    return rows.map(({ title, locked, offeredAt, ...row }) => ({
      ...row,
      title: title ?? '',
      locked: placesOf(locked),
      offeredAt: isoInstant(offeredAt.getTime()),
    }));
  }

  /** How a plan is offered; null when it is not. @throws DomainError NOT_ALLOWED, PLAN_NOT_FOUND */
  async read(by: PlanWriter, planId: string): Promise<Pick<Offer, 'unit' | 'locked'> | null> {
    const { manager } = this.dataSource;
    refuseUnits(by);
    reached(by, (await run(manager, readPlan, [planId]))[0]);
    const [offer] = await run(manager, sql.offerOfPlan, [planId]);
    return offer ? { unit: offer.unit, locked: placesOf(offer.locked) } : null;
  }

  /**
   * Offers a plan to a unit and all below it, or to every unit. What units made of it before stays as it is.
   *
   * @param wish.locked paths that stay as they are; each must stand without a fault, since nobody below could mend it
   * @throws DomainError NOT_ALLOWED, PLAN_NOT_FOUND, UNIT_NOT_FOUND; NOT_LOCKABLE {path}; OFFER_OF_A_UNIT for a plan that a
   *   unit runs; IMPOSSIBLE_RULES with the faults of the locked places
   */
  async offer(by: PlanWriter, planId: string, wish: { unitCode: string | null; locked: string[] }): Promise<void> {
    refuseUnits(by);
    const path = wish.locked.find((one) => !isLockable(one));
    if (path !== undefined) throw new DomainError('NOT_LOCKABLE', { path });
    // A place inside of another one is locked with it.
    const unique = [...new Set(wish.locked)].sort();
    const locked = unique.filter(
      (one) =>
        !isLockedAt(
          unique.filter((other) => other !== one),
          one,
        ),
    );
    await this.dataSource.transaction(async (manager) => {
      const plan = reached(by, (await run(manager, lockPlan, [planId]))[0]);
      if (plan.runByUnitCode !== null) throw new DomainError('OFFER_OF_A_UNIT');
      if (wish.unitCode !== null && (await run(manager, livingUnits, [[wish.unitCode]])).length === 0)
        throw new DomainError('UNIT_NOT_FOUND', { code: wish.unitCode });
      refuseFaults(judged(plan.regulations).faults.filter(({ path: at }) => isLockedAt(locked, at)));
      const [before] = await run(manager, sql.offerOfPlan, [planId]);
      await run(manager, sql.setOffer, [planId, wish.unitCode, locked, by.accountId]);
      await appendAudit(manager, {
        actorId: by.accountId,
        action: 'plan.offered',
        subject: `plan/${planId}`,
        ...(before && { before: { unitCode: before.unit?.code ?? null, locked: before.locked } }),
        after: { unitCode: wish.unitCode, locked },
        requestId: by.requestId,
      });
    });
  }

  /** Offers a plan no more; what units made of it stays. @throws DomainError NOT_ALLOWED, OFFER_NOT_FOUND */
  async withdraw(by: PlanWriter, planId: string): Promise<void> {
    refuseUnits(by);
    await this.dataSource.transaction(async (manager) => {
      if ((await run(manager, sql.withdrawOffer, [planId])).length === 0) throw new DomainError('OFFER_NOT_FOUND');
      const { accountId: actorId, requestId } = by;
      await appendAudit(manager, { actorId, action: 'plan.offer_withdrawn', subject: `plan/${planId}`, requestId });
    });
  }
}

const placesOf = (paths: readonly string[]): LockedPlace[] => paths.map((path) => ({ path, label: labelAt(path) }));

/** Only those who run all contests offer something. @throws DomainError NOT_ALLOWED */
function refuseUnits({ reach }: PlanWriter): void {
  if (reach !== 'all') throw new DomainError('NOT_ALLOWED');
}
