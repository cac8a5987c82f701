import type { EntityManager } from 'typeorm';
import { run } from '#database';
import type { Rehearsed } from './rehearsal-gaps.js';
import { rehearsalCourse, rehearsalOfPlan } from './rehearsal.queries.js';

/** What was tried of a plan: in the rehearsal that is open, else in the last one; null when there was none. */
export async function rehearsedOf(
  manager: EntityManager,
  plan: { id: string; rehearsed: unknown },
): Promise<Rehearsed | null> {
  const [open] = await run(manager, rehearsalOfPlan, [plan.id]);
  if (!open) return plan.rehearsed as Rehearsed | null;
  const [course] = await run(manager, rehearsalCourse, [open.contest_id]);
  return { ...course!, version: open.plan_version };
}
