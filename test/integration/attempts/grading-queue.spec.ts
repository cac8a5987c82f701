import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Worker } from 'bullmq';
import { randomUUID } from 'node:crypto';
import { GradingQueue } from '#attempts';
import { BACKLOG_QUEUE, GRADING_QUEUE, gradingJobId, REDIS, REDIS_SUBSCRIBER, type GradingJob } from '#platform';
import type { Redis } from 'ioredis';
import { startEngine, wipeRedis, type Engine } from '../../support/engine.js';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

it('takes what the sweeper finds again, though an earlier job for it failed for good and is kept to be looked at', async () => {
  const queue = engine.get(GradingQueue);
  const job: GradingJob = { contestId: 1, attemptIds: [randomUUID()] };
  // A worker whose database is away for longer than the tries of a job last.
  const connection = engine.get<Redis>(REDIS_SUBSCRIBER).duplicate();
  const worker = new Worker(BACKLOG_QUEUE, () => Promise.reject(new Error('ECONNRESET')), {
    connection,
    prefix: engine.env.REDIS_PREFIX,
  });
  worker.on('error', () => undefined);
  const failed = new Promise<void>((resolve) => {
    worker.on('failed', (tried) => tried && tried.attemptsMade >= (tried.opts.attempts ?? 1) && resolve());
  });
  await queue.enqueueOwed(job);
  await failed;
  await worker.close();
  connection.disconnect();
  expect(await queue.depth()).toBe(0);

  await queue.enqueueOwed(job, 'sweep-1');
  await queue.enqueueOwed(job, 'sweep-1');
  expect(await queue.depth()).toBe(1);
});

it('tells of both queues how many jobs there are and since when the eldest waits, at whichever end it lies', async () => {
  const queue = engine.get(GradingQueue);
  const redis = engine.get<Redis>(REDIS);
  await wipeRedis(engine);
  expect(await queue.oldestMs()).toBe(0);
  const jobs = Array.from({ length: 6 }, (): GradingJob => ({ contestId: 1, attemptIds: [randomUUID()] }));
  for (const job of jobs.slice(0, 3)) await queue.enqueue(job);
  for (const job of jobs.slice(3)) await queue.enqueueOwed(job);
  expect(await queue.counts()).toEqual({ waiting: 6, active: 0, delayed: 0, failed: 0 });
  expect(await queue.depth()).toBe(6);
  expect(await queue.backlogWaiting()).toBe(3);

  const now = Number((await redis.time())[0]) * 1_000;
  let minutes = 0;
  for (const [name, n] of [
    [GRADING_QUEUE, 2],
    [GRADING_QUEUE, 0],
    [BACKLOG_QUEUE, 5],
    [BACKLOG_QUEUE, 3],
  ] as const) {
    minutes += 10;
    const key = `${engine.env.REDIS_PREFIX}:${name}:${gradingJobId(jobs[n]!)}`;
    await redis.hset(key, 'timestamp', now - minutes * 60_000);
    expect(Math.floor((await queue.oldestMs()) / 600_000)).toBe(minutes / 10);
  }
});
