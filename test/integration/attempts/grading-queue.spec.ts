import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Worker } from 'bullmq';
import { randomUUID } from 'node:crypto';
import { GradingQueue } from '#attempts';
import { GRADING_QUEUE, REDIS_SUBSCRIBER, type GradingJob } from '#platform';
import type { Redis } from 'ioredis';
import { startEngine, type Engine } from '../../support/engine.js';

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
  const worker = new Worker(GRADING_QUEUE, () => Promise.reject(new Error('ECONNRESET')), {
    connection,
    prefix: engine.env.REDIS_PREFIX,
  });
  worker.on('error', () => undefined);
  const failed = new Promise<void>((resolve) => {
    worker.on('failed', (tried) => tried && tried.attemptsMade >= (tried.opts.attempts ?? 1) && resolve());
  });
  await queue.enqueue(job);
  await failed;
  await worker.close();
  connection.disconnect();
  expect(await queue.depth()).toBe(0);

  await queue.enqueue(job, 'sweep-1');
  await queue.enqueue(job, 'sweep-1');
  expect(await queue.depth()).toBe(1);
});
