import { randomUUID } from 'node:crypto';
import pino from 'pino';
import type { DataSource } from 'typeorm';
import { LotService, SettlementWork } from '#awards';
import { checkRegulations, serverRules, type Regulations } from '#domain';
import { TallyService } from '#results';
import { Settlements } from '../../../apps/worker/src/settling/settlements.js';
import {
  HOUR,
  insertContest,
  insertGradedAttempts,
  insertParticipants,
  OPENING,
  type AttemptPlan,
  type InsertedContest,
  type InsertedPerson,
  type PersonPlan,
} from '../../support/insert.js';
import type { Rooms } from '../../support/rooms.js';

/** One week, long over: three prizes by rank, two people must agree, three days to appeal. */
export function regulationsOf(changes: Record<string, unknown> = {}): Regulations {
  const { regulations, faults } = checkRegulations({
    schema: 1,
    slug: 'chot-ket-qua',
    title: 'Tìm hiểu cải cách hành chính',
    calendar: {
      phases: [],
      rounds: [{ code: 'tuan-1', title: 'Tuần 1', opensAt: '2019-05-06 08:00', closesAt: '2019-05-13 08:00' }],
    },
    paper: { blueprint: [{ topic: null, level: null, count: 15 }] },
    time: { kind: 'none' },
    prediction: {
      ...{ asked: 'after', subject: 'persons_all_correct', of: 'round', among: 'all', compare: 'nearest' },
      ...{ equalDistance: 'equal', changeUntil: 'submit', whichCounts: 'counted_attempt', min: 0, max: 1000 },
    },
    ranking: {
      ...{ criteria: ['score', 'prediction_distance', 'lot'], durationPrecision: 's' },
      ...{ sharedRank: false, byAudience: false },
    },
    prizes: {
      list: [
        { title: 'Giải Nhất', of: 'round', to: 'person', by: 'rank', quota: 1, amountVnd: 500_000 },
        { title: 'Giải Nhì', of: 'round', to: 'person', by: 'rank', quota: 2, amountVnd: 300_000 },
      ],
      ...{ onePerPerson: 'round', perUnitMax: null, onlyFullMarks: false, replacement: 'next_in_line' },
    },
    verification: { papers: ['CCCD'], claimDays: null, appealDays: 3, voidReasons: [], approvals: 2 },
    ...changes,
  });
  if (regulations === null) throw new Error(JSON.stringify(faults));
  return regulations;
}

export interface Settled {
  contest: InsertedContest;
  people: InsertedPerson[];
  attemptIds: string[];
}

/** A contest that is over, with an attempt of each person of these scores (in points) and predictions. */
export async function contestOver(
  owner: DataSource,
  plans: ({ score: number; guess?: number | null } & PersonPlan)[],
  regulations = regulationsOf(),
): Promise<Settled> {
  const { rules, rounds } = serverRules(regulations);
  const contest = await insertContest(owner, {
    slug: `chot-${randomUUID().slice(0, 8)}`,
    rules,
    phases: [],
    rounds: rounds.map((round) => ({ ...round, phase: null })),
    audiences: ['chung'],
  });
  await owner.query(`UPDATE contest_revision SET regulations = $2 WHERE contest_id = $1`, [
    contest.id,
    JSON.stringify(regulations),
  ]);
  const people = await insertParticipants(owner, contest, plans);
  const attemptIds = await attemptsOf(
    owner,
    contest,
    plans.map(({ score }, i) => ({
      ...{ person: people[i]!, score: score * 1000, durationMs: 300_000, startedAt: OPENING + (i + 1) * HOUR },
    })),
  );
  await owner.query(
    `UPDATE attempt t SET prediction = u.guess FROM unnest($2::uuid[], $3::int[]) AS u(id, guess)
      WHERE t.contest_id = $1 AND t.id = u.id`,
    [contest.id, attemptIds, plans.map(({ guess }) => guess ?? null)],
  );
  return { contest, people, attemptIds };
}

export async function attemptsOf(owner: DataSource, contest: InsertedContest, plans: AttemptPlan[]): Promise<string[]> {
  const ids = await insertGradedAttempts(owner, contest, plans, randomUUID());
  await owner.transaction((manager) => new TallyService().apply(manager, contest.id, ids));
  return ids;
}

export const workerOf = (rooms: Rooms): Settlements =>
  new Settlements(rooms.get(SettlementWork), rooms.get(LotService), pino({ level: 'silent' }));
