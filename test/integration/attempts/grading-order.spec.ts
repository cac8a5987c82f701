import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource, type QueryRunner } from 'typeorm';
import {
  AttemptTokens,
  GradingQueue,
  GradingService,
  parseAttemptAddress,
  StartService,
  SweepService,
  WriteService,
} from '#attempts';
import {
  BACKLOG_QUEUE,
  Clock,
  GRADING_QUEUE,
  gradingJobId,
  LOGGER,
  Metrics,
  REDIS,
  REDIS_SUBSCRIBER,
  type GradingJob,
} from '#platform';
import { TallyService } from '#results';
import { GradingProcessor } from '../../../apps/worker/src/grading.processor.js';
import { Sweeper } from '../../../apps/worker/src/sweeper.js';
import { insertContest, insertPeople, type ContestFixture, type PersonFixture } from '../../support/contest.js';
import { startEngine, wipeRedis, type Engine } from '../../support/engine.js';

/** Attempts of the backlog, a job each: far more than a worker has in hand at once. */
const OLD = 60;
const CONCURRENCY = 4;

let engine: Engine;
let redis: Redis;
let queue: GradingQueue;
let backlog: Queue<GradingJob>;
let grader: GradingProcessor;
let sweeper: Sweeper;
let contest: ContestFixture;
let people: PersonFixture[];
let holder: QueryRunner;

beforeAll(async () => {
  engine = await startEngine();
  const { get, env } = engine;
  redis = get<Redis>(REDIS);
  queue = get(GradingQueue);
  backlog = new Queue(BACKLOG_QUEUE, { connection: redis, prefix: env.REDIS_PREFIX });
  const [source, logger] = [get(DataSource), get(LOGGER)];
  sweeper = new Sweeper(source, get(SweepService), queue, get(Clock), env, logger, new Metrics());
});
afterAll(async () => {
  await backlog.close();
  await engine.close();
});

beforeEach(async () => {
  const { get, env } = engine;
  contest = await insertContest(engine.owner);
  people = await insertPeople(engine.owner, contest, OLD + 1);
  grader = new GradingProcessor(
    get(DataSource),
    get(GradingService),
    get(TallyService),
    redis,
    get<Redis>(REDIS_SUBSCRIBER),
    { ...env, GRADING_CONCURRENCY: CONCURRENCY },
    get(LOGGER),
    new Metrics(),
  );
  holder = engine.owner.createQueryRunner();
});
afterEach(async () => {
  await letGo();
  await holder.release();
  await grader.onApplicationShutdown();
  await wipeRedis(engine);
});

const count = async (sql: string): Promise<number> => {
  const rows: { n: number }[] = await engine.owner.query(sql, [contest.contestId]);
  return rows[0]!.n;
};
const graded = () => count('SELECT count(*)::int AS n FROM grade WHERE contest_id = $1');
const settled = async (isSo: () => Promise<boolean>) => {
  while (!(await isSo())) await pause(10);
};

/** Attempts of this contest, in the order in which they will be taken. */
const inBacklog = async () => {
  const jobs = (await backlog.getWaiting()).filter(({ data }) => data.contestId === contest.contestId);
  return jobs.flatMap(({ data }) => data.attemptIds);
};

/** While it is held, groups are marked and wait for their tally. */
const hold = () => holder.query(`SELECT pg_advisory_lock(hashtextextended('tally', $1::int))`, [contest.contestId]);
const letGo = () => holder.query('SELECT pg_advisory_unlock_all()');

/** @returns the attempt, when the queue knows of it */
async function handIn({ accountId, sessionId }: PersonFixture): Promise<string> {
  const clock = engine.get(Clock);
  const who = { contestId: contest.contestId, roundId: 1, accountId, sessionId };
  const view = await engine.get(StartService).start({ ...who, startKey: randomUUID(), receivedAt: clock.now() });
  const claims = engine.get(AttemptTokens).read(view.token!);
  await engine.get(WriteService).submit(claims, { writer: view.writer!, seq: 1, changes: [], receivedAt: clock.now() });
  const { attemptId } = parseAttemptAddress(view.attemptId);
  await settled(async () => (await redis.exists(jobKey(GRADING_QUEUE, attemptId))) === 1);
  return attemptId;
}
const jobKey = (name: string, attemptId: string) =>
  `${engine.env.REDIS_PREFIX}:${name}:${gradingJobId({ contestId: contest.contestId, attemptIds: [attemptId] })}`;

async function handInAll(): Promise<string[]> {
  const ids: string[] = [];
  for (const person of people.slice(0, OLD)) ids.push(await handIn(person));
  return ids;
}

/** Starts the worker; when it has its hands full, one more person hands in. @returns how many were graded before that one */
async function gradedBeforeOneWhoComesNow(jobsInHand: number): Promise<number> {
  await hold();
  grader.onApplicationBootstrap();
  await settled(async () => (await queue.counts()).active === jobsInHand);
  const now = await handIn(people[OLD]!);
  await letGo();
  await settled(async () => (await graded()) === OLD + 1);
  const rows: { attempt_id: string }[] = await engine.owner.query(
    'SELECT attempt_id FROM grade WHERE contest_id = $1 ORDER BY graded_at',
    [contest.contestId],
  );
  return rows.findIndex((row) => row.attempt_id === now);
}

describe('whoever hands in now is graded before most of', () => {
  it('those who handed in while no worker was there', async () => {
    const ids = await handInAll();
    const minuteAgo = Number((await redis.time())[0]) * 1_000 - 60_000;
    for (const id of ids) await redis.hset(jobKey(GRADING_QUEUE, id), 'timestamp', minuteAgo);
    expect(await gradedBeforeOneWhoComesNow(CONCURRENCY)).toBeLessThan(OLD / 2);
  });

  it('what was found in the database', async () => {
    const { contestId } = contest;
    const ids = await handInAll();
    await wipeRedis(engine);
    for (const id of ids) await queue.enqueueOwed({ contestId, attemptIds: [id] });
    expect(await gradedBeforeOneWhoComesNow(24)).toBeLessThan(OLD / 2);
  });
});

it('finds what was forgotten, the oldest first, whenever it was started', async () => {
  const ids = await handInAll();
  await wipeRedis(engine);
  // Neither the order of their ids nor its reverse.
  const submittedBefore = (n: number) => 60 + ((n * 7) % OLD);
  await engine.owner.query(
    `UPDATE attempt t SET submitted_at = contest_clock() - u.seconds * interval '1 s'
       FROM unnest($2::uuid[], $3::int[]) AS u(id, seconds) WHERE t.contest_id = $1 AND t.id = u.id`,
    [contest.contestId, ids, ids.map((_, n) => submittedBefore(n))],
  );
  await sweeper.sweep();
  const found = await inBacklog();
  const oldest = ids.map((id, n) => ({ id, age: submittedBefore(n) })).sort((one, other) => other.age - one.age);
  expect(found).toEqual(oldest.map(({ id }) => id));
});

it('does not find again what waits in plenty, but goes on closing what ran out of time', async () => {
  const { contestId } = contest;
  const [forgotten, overdue] = [await handIn(people[0]!), await handIn(people[1]!)];
  await wipeRedis(engine);
  const moveBack = `UPDATE attempt SET started_at = contest_clock() - interval '2 h', deadline_at = contest_clock() - interval '1 h'`;
  await engine.owner.query(
    `${moveBack}, submitted_at = contest_clock() - interval '1 h' WHERE contest_id = $1 AND id = $2`,
    [contestId, forgotten],
  );
  await engine.owner.query(
    `${moveBack}, state = 'in_progress', submitted_at = NULL, receipt_number = NULL, closed_by = NULL, late_ms = NULL,
       elapsed_ms = NULL WHERE contest_id = $1 AND id = $2`,
    [contestId, overdue],
  );
  await engine.owner.query('UPDATE answers SET sealed = false WHERE contest_id = $1 AND attempt_id = $2', [
    contestId,
    overdue,
  ]);
  const others = Array.from({ length: 50 }, () => ({ contestId, attemptIds: [randomUUID()] }));
  for (const job of others) await queue.enqueueOwed(job);

  await sweeper.sweep();
  expect((await inBacklog()).slice(50)).toEqual([overdue]);

  await backlog.drain();
  await sweeper.sweep();
  expect((await inBacklog()).sort()).toEqual([forgotten, overdue].sort());
});

it('grades once what waits in both queues', async () => {
  const { contestId } = contest;
  const ids = await handInAll();
  for (const id of ids) await queue.enqueueOwed({ contestId, attemptIds: [id] });
  grader.onApplicationBootstrap();
  await settled(async () => (await queue.depth()) === 0);
  expect(await graded()).toBe(OLD);
  expect(
    await count(`SELECT sum(attempts)::int AS n FROM unit_counter WHERE contest_id = $1 AND scope_kind = 'contest'`),
  ).toBe(OLD);
});
