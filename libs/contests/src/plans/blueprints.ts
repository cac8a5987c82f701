import type { EntityManager } from 'typeorm';
import { run } from '#database';
import { blueprintFigures, checkBlueprint, localDay, preparePool, type CellFigures, type PaperRules } from '#domain';
import { readPoolItems } from '../contest.queries.js';
import { drawUpPool, roundDrafts, type PoolOf } from './make-contest.js';
import { bankOfCode, contestsOfBank, plansOfBank } from './plan.queries.js';
import { judged } from './plan-document.js';

/** A round against the bank as it is today. */
export interface RoundBlueprint {
  title: string;
  opensAt: Date;
  closesAt: Date;
  /** Items that it may draw from: published, of its part of the bank, in force on all its days. */
  pool: number;
  /** How many of these another round of the contest may draw as well. */
  shared: number;
  cells: CellFigures[];
  /** What cannot be filled, in words: also where lines want the same items. */
  faults: string[];
}

/** A plan, or a contest without one, that takes its questions from the bank. */
export interface PlanBlueprint {
  planId: string | null;
  title: string;
  isPublished: boolean;
  /** Null while the regulations have faults. Rounds that are over are left out. */
  rounds: RoundBlueprint[] | null;
}

interface Asking {
  title: string;
  /** Epoch ms. */
  opensAt: number;
  closesAt: number;
  paper: PaperRules;
  pool: readonly number[];
}

/**
 * What the plans and contests that use a bank ask of it, and what it has: by the pools that the opening checks look at. A
 * published round keeps the pool it has; the figures say what it would be given today. What is over asks nothing.
 *
 * @param now epoch ms
 */
export async function blueprintsOf(
  manager: EntityManager,
  bankCode: string,
  poolOf: PoolOf,
  now: number,
): Promise<PlanBlueprint[]> {
  const [bank] = await run(manager, bankOfCode, [bankCode]);
  if (!bank) return [];
  const bankId = bank.id;
  const found: (Omit<PlanBlueprint, 'rounds'> & { asking: Asking[] | null })[] = [];
  for (const { id: planId, regulations: document, title, status } of await run(manager, plansOfBank, [bankCode])) {
    const { regulations } = judged(document);
    const drafts = regulations && (await roundDrafts(manager, { regulations, bankId }, poolOf));
    const asking = drafts?.map(({ rules, ...round }) => ({ ...round, paper: rules.paper })) ?? null;
    found.push({ planId, title: title ?? '', isPublished: status === 'published', asking });
  }
  for (const { title, audiences, rounds } of await run(manager, contestsOfBank, [bankId])) {
    const asking: Asking[] = [];
    for (const { title: roundTitle, opens_ms: opensAt, closes_ms: closesAt, paper } of rounds) {
      const days = { first: localDay(opensAt), last: localDay(closesAt - 1) };
      const pool = await drawUpPool(manager, { bankId, paper, audiences, days }, poolOf);
      asking.push({ title: roundTitle, opensAt, closesAt, paper, pool });
    }
    found.push({ planId: null, title, isPublished: true, asking });
  }
  const coming = found.filter(({ asking }) => asking === null || asking.some(({ closesAt }) => closesAt > now));
  return Promise.all(
    coming.map(async ({ asking, ...plan }) => ({ ...plan, rounds: asking && (await against(manager, asking, now)) })),
  );
}

/** The rounds that are not over, each beside its pool. */
async function against(manager: EntityManager, rounds: readonly Asking[], now: number): Promise<RoundBlueprint[]> {
  const ids = [...new Set(rounds.flatMap(({ pool }) => pool))];
  const items = new Map((await run(manager, readPoolItems, [ids])).map((item) => [item.id, item]));
  return rounds.flatMap(({ title, opensAt, closesAt, pool, paper }, place): RoundBlueprint[] => {
    if (closesAt <= now) return [];
    const own = pool.flatMap((id) => items.get(id) ?? []);
    const others = new Set(rounds.flatMap((round, i) => (i === place ? [] : round.pool)));
    return [
      {
        ...{ title, opensAt: new Date(opensAt), closesAt: new Date(closesAt), pool: pool.length },
        shared: pool.filter((id) => others.has(id)).length,
        cells: blueprintFigures(own, paper),
        faults: checkBlueprint(preparePool(own), paper).map(({ message }) => message),
      },
    ];
  });
}
