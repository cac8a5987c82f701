import type { EntityManager } from 'typeorm';
import { run } from '#database';
import {
  DomainError,
  localDay,
  partsAsked,
  questionsOf,
  serverRules,
  type PaperRules,
  type Regulations,
} from '#domain';
import type { RoundDraft } from '../contest-draft.js';
import type { ContestService, InvitedUnit } from '../contest.service.js';
import * as sql from './plan.queries.js';
import type { UnitWish } from './plan.queries.js';

/**
 * Asks the room of questions which item versions a round may draw from: published, of this part of the bank, in force on
 * all its local days. Given by whoever composes the rooms, since they do not know each other.
 */
export type PoolOf = (
  manager: EntityManager,
  bankId: number,
  wish: { subBank: string | null; days: { first: string; last: string } },
) => Promise<number[]>;

/** What a contest is made from. */
export interface ContestWish {
  /** Without faults. */
  regulations: Regulations;
  bankId: number;
  invited: readonly InvitedUnit[];
  /** Code of the unit that runs it, of whose subtree the invited ones must be. Left out: those who run all contests. */
  runByUnitCode?: string | null;
}

export interface MadeContest {
  contestId: number;
  invitedCount: number;
  /** For each round how many questions its papers have, and from how many they are drawn. */
  rounds: { title: string; questions: number; pool: number }[];
}

/**
 * Makes a draft of a contest with its rounds, their pools and its invited units, in the caller's transaction.
 *
 * @throws DomainError IMPOSSIBLE_RULES with every fault by its path, also what the bank cannot serve;
 *   UNIT_OUT_OF_REACH {code}
 */
export async function makeContest(
  manager: EntityManager,
  { regulations, bankId, invited, runByUnitCode }: ContestWish,
  compose: { contests: ContestService; poolOf: PoolOf },
  by: string | null = null,
): Promise<MadeContest> {
  const { rounds: _, ...rest } = serverRules(regulations);
  const rounds = await roundDrafts(manager, { regulations, bankId }, compose.poolOf);
  const draft = { ...rest, bankId, sample: false, regulations, rounds, runByUnitCode };
  const contestId = await compose.contests.create(manager, draft, by);
  const invitedCount = await compose.contests.inviteUnits(manager, contestId, invited);
  return {
    contestId,
    invitedCount,
    rounds: rounds.map(({ title, rules, pool }) => ({
      title,
      questions: questionsOf(rules.paper),
      pool: pool.length,
    })),
  };
}

/** The rounds of regulations with what the bank has for each on all of its days, so that nobody is asked what the law says no more. */
export async function roundDrafts(
  manager: EntityManager,
  { regulations, bankId }: Pick<ContestWish, 'regulations' | 'bankId'>,
  poolOf: PoolOf,
): Promise<RoundDraft[]> {
  const drafts: RoundDraft[] = [];
  const { rounds, audiences } = serverRules(regulations);
  for (const round of rounds) {
    const days = { first: localDay(round.opensAt), last: localDay(round.closesAt - 1) };
    const ask = { bankId, paper: round.rules.paper, audiences, days };
    drafts.push({ ...round, pool: await drawUpPool(manager, ask, poolOf) });
  }
  return drafts;
}

/**
 * What the bank has for the papers of all audiences on these local days. One pool: which part a paper is drawn from is said
 * by the rules, and which item is of which part is kept with the revision.
 */
export async function drawUpPool(
  manager: EntityManager,
  ask: {
    bankId: number;
    paper: PaperRules;
    audiences: readonly { id: number }[];
    days: { first: string; last: string };
  },
  poolOf: PoolOf,
): Promise<number[]> {
  const { bankId, paper, audiences, days } = ask;
  const pool = new Set<number>();
  const parts = partsAsked(
    paper,
    audiences.map(({ id }) => id),
  );
  for (const subBank of parts) for (const id of await poolOf(manager, bankId, { subBank, days })) pool.add(id);
  return [...pool].sort((a, b) => a - b);
}

/** The number of a bank. @throws DomainError BANK_NOT_FOUND {code} */
export async function bankIdOf(manager: EntityManager, code: string): Promise<number> {
  const [bank] = await run(manager, sql.bankOfCode, [code]);
  if (!bank) throw new DomainError('BANK_NOT_FOUND', { code });
  return bank.id;
}

/** The units of today by their codes, and the codes that no living unit has. */
export async function findUnits(
  manager: EntityManager,
  wishes: readonly UnitWish[],
): Promise<{ units: InvitedUnit[]; missing: string[] }> {
  const found = await run(manager, sql.livingUnits, [wishes.map(({ code }) => code)]);
  const since = new Map(found.map(({ code, valid_from }) => [code, valid_from]));
  const units = wishes.flatMap(({ code, headcount }): InvitedUnit[] => {
    const validFrom = since.get(code);
    const headcountNote = headcount === null ? null : 'Theo danh sách mời';
    return validFrom === undefined ? [] : [{ code, validFrom, headcount, headcountNote }];
  });
  return { units, missing: wishes.flatMap(({ code }) => (since.has(code) ? [] : [code])) };
}
