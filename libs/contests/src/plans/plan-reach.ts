import { DomainError } from '#domain';
import type { PlanRow } from './plan.queries.js';

/** Who writes plans: an office without a contest reaches all, one in contests theirs, that of a unit what the unit runs. */
export interface PlanWriter {
  accountId: string;
  requestId: string | null;
  reach: 'all' | number[];
  /** Codes of the units whose contests they run. */
  units: readonly string[];
}

/** A unit of the tree with its name of today, or the last that it had. */
export interface NamedUnit {
  code: string;
  name: string;
}

/** Where a plan stands: written, made into a draft of a contest, open to everybody, over. */
export type PlanState = 'drafting' | 'made' | 'published' | 'closed';

export function stateOf(status: PlanRow['status']): PlanState {
  if (status === null) return 'drafting';
  return status === 'draft' ? 'made' : status;
}

/** A plan out of reach is as one that does not exist. @throws DomainError PLAN_NOT_FOUND */
export function reached({ reach, units }: PlanWriter, plan: PlanRow | undefined): PlanRow {
  const isReached =
    plan !== undefined &&
    (reach === 'all' ||
      (plan.contestId !== null && reach.includes(plan.contestId)) ||
      (plan.runByUnitCode !== null && units.includes(plan.runByUnitCode)));
  if (!isReached) throw new DomainError('PLAN_NOT_FOUND');
  return plan;
}
