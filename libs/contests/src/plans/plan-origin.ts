import type { EntityManager } from 'typeorm';
import { run } from '#database';
import { DomainError, LIMITS, movedAhead, slugOf } from '#domain';
import { offerFor } from '../delegation/offer.queries.js';
import * as sql from './plan.queries.js';
import { storable, textOf } from './plan-document.js';
import { reached, type PlanWriter } from './plan-reach.js';
import { templateRegulations } from './templates.js';

/** What a new plan begins from. An offer is taken for a unit, which then runs the contest. */
export type PlanOrigin =
  | { template: string }
  | { plan: string }
  | { contest: string }
  | { regulations: unknown }
  | { offer: string; unitCode: string };

/** All that a new plan takes over. */
export interface Origin {
  regulations: unknown;
  bankCode: string | null;
  invited: sql.UnitWish[] | null;
  runByUnitCode: string | null;
  locked: string[];
}

/**
 * What somebody may begin a plan from: who runs all contests from anything, who runs those of a unit from what is offered
 * to it and from what it has made before.
 *
 * @throws DomainError NOT_ALLOWED, TEMPLATE_NOT_FOUND, PLAN_NOT_FOUND, CONTEST_NOT_FOUND, OFFER_NOT_FOUND
 */
export async function readOrigin(manager: EntityManager, by: PlanWriter, from: PlanOrigin): Promise<Origin> {
  if ('offer' in from) return readOffer(manager, by, from);
  if ('plan' in from) {
    const plan = reached(by, (await run(manager, sql.readPlan, [from.plan]))[0]);
    // In the hands of the province nothing is locked, whoever ran it before.
    if (by.reach === 'all') return { ...plan, runByUnitCode: null, locked: [] };
    if (plan.runByUnitCode === null || !by.units.includes(plan.runByUnitCode)) throw new DomainError('NOT_ALLOWED');
    return plan;
  }
  if (by.reach !== 'all') throw new DomainError('NOT_ALLOWED');
  const own = { runByUnitCode: null, locked: [] };
  if ('regulations' in from) return { regulations: from.regulations, bankCode: null, invited: null, ...own };
  if ('template' in from)
    return { regulations: templateRegulations(from.template), bankCode: null, invited: null, ...own };
  const [contest] = await run(manager, sql.contestAsPlan, [from.contest]);
  if (!contest || contest.regulations === null) throw new DomainError('CONTEST_NOT_FOUND');
  return { regulations: contest.regulations, bankCode: contest.bank_code, invited: contest.invited, ...own };
}

async function readOffer(
  manager: EntityManager,
  { units }: PlanWriter,
  { offer, unitCode }: { offer: string; unitCode: string },
): Promise<Origin> {
  if (!units.includes(unitCode)) throw new DomainError('NOT_ALLOWED');
  const [found] = await run(manager, offerFor, [offer, unitCode]);
  if (!found) throw new DomainError('OFFER_NOT_FOUND');
  return { ...found, invited: null, runByUnitCode: unitCode };
}

/** Room for a number behind the name when another contest has it. */
const SLUG_ROOM = LIMITS.codeLengthMax - 4;

/**
 * The document of a new plan: named, at an address that nobody has, and with days that are over moved on to next week,
 * unless the calendar is locked.
 */
export async function newDocument(
  manager: EntityManager,
  { regulations, locked }: Origin,
  names: { title?: string | undefined; slug?: string | undefined },
  now: number,
): Promise<object> {
  const given = storable(regulations);
  const title = names.title ?? textOf(given, 'title');
  const wished = names.title ? slugOf(names.title, SLUG_ROOM) : textOf(given, 'slug');
  const slug = names.slug ?? (await freeSlug(manager, wished));
  const named = { ...given, ...(title !== '' && { title }), ...(slug !== '' && { slug }) };
  return locked.some((path) => /^calendar\b/.test(path)) ? named : movedAhead(named, now);
}

/** The wished address, or with the first number behind it that makes it one of nobody. */
async function freeSlug(manager: EntityManager, wished: string): Promise<string> {
  if (wished === '') return '';
  const taken = new Set((await run(manager, sql.takenSlugs, [wished, `${wished}-`])).map(({ slug }) => slug));
  if (!taken.has(wished)) return wished;
  let number = 2;
  while (taken.has(`${wished}-${number}`)) number += 1;
  return `${wished}-${number}`;
}
