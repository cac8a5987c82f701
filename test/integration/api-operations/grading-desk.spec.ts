import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Queue, Worker } from 'bullmq';
import { randomUUID } from 'node:crypto';
import { BACKLOG_QUEUE, connectRedis, GRADING_QUEUE, gradingJobId, type GradingJob } from '#platform';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { Citizens } from '../api-identity/citizens.js';

let citizens: Citizens;
let contest: ContestFixture;
let administrator: string;
let queue: Queue<GradingJob>;
let backlog: Queue<GradingJob>;

const redis = connectRedis({ REDIS_URL: process.env['TEST_REDIS_URL'], REDIS_CLUSTER: '0' }, 'consumer');
const settings = () => ({ connection: redis, prefix: citizens.api.env.REDIS_PREFIX });

beforeAll(async () => {
  citizens = await Citizens.open();
  contest = await insertContest(citizens.owner);
  administrator = await citizens.signUpAs({ role: 'administrator' });
  queue = new Queue(GRADING_QUEUE, settings());
  backlog = new Queue(BACKLOG_QUEUE, settings());
});
afterAll(async () => {
  for (const one of [queue, backlog]) {
    await one?.obliterate({ force: true });
    await one?.close();
  }
  redis.disconnect();
  await citizens?.close();
});

const look = async () => (await citizens.call('GET', '/grading', { token: administrator })).body;
const act = (method: string, path: string, body: unknown, token = administrator) =>
  citizens.call(method, `/grading/${path}`, { token, body });
const trail = async (action: string) =>
  citizens.owner.query(
    `SELECT subject, after, actor_id IS NOT NULL AS named FROM audit WHERE action = $1 ORDER BY id`,
    [action],
  );

/** Jobs of an attempt each, that a grader has given up on. */
async function failJobs(queue: Queue<GradingJob>, count: number): Promise<GradingJob[]> {
  const jobs = Array.from({ length: count }, () => ({ contestId: contest.contestId, attemptIds: [randomUUID()] }));
  let failed = 0;
  const worker = new Worker<GradingJob>(
    queue.name,
    () => Promise.reject(new Error('the key names an option that is not there')),
    settings(),
  );
  const all = new Promise<void>((resolve) => worker.on('failed', () => ++failed === count && resolve()));
  await queue.addBulk(jobs.map((data) => ({ name: 'grade', data, opts: { jobId: gradingJobId(data), attempts: 1 } })));
  await all;
  await worker.close();
  return jobs;
}

describe('the grading queue', () => {
  it('is for whoever keeps the whole system', async () => {
    const ofOneContest = await citizens.signUpAs({ role: 'administrator', contestId: contest.contestId });
    const organizer = await citizens.signUpAs({ role: 'organizer' });
    for (const token of [ofOneContest, organizer]) {
      expect((await citizens.call('GET', '/grading', { token })).status).toBe(403);
      expect((await act('PUT', 'pause', { isPaused: true }, token)).status).toBe(403);
    }
    expect(await queue.isPaused()).toBe(false);
  });

  it('shows failed jobs with their reason, and puts one or all of them back', async () => {
    const [first] = await failJobs(queue, 2);
    await failJobs(backlog, 1);
    const { queue: before } = await look();
    expect(before.counts).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 3 });
    expect(before.failed).toHaveLength(3);
    const id = gradingJobId(first!);
    expect(before.failed.find((job: { id: string }) => job.id === id)).toMatchObject({
      ...{ contestId: contest.contestId, attempts: 1, tries: 1 },
      reason: 'the key names an option that is not there',
    });

    expect((await act('POST', 'retries', { jobId: id })).body).toEqual({ count: 1 });
    expect((await look()).queue.counts).toMatchObject({ waiting: 1, failed: 2 });
    expect((await act('POST', 'retries', { jobId: id })).status).toBe(404);
    expect((await act('POST', 'retries', { jobId: null })).body).toEqual({ count: 2 });
    expect((await look()).queue.counts).toMatchObject({ waiting: 3, failed: 0 });
    expect(await trail('grading.retried')).toEqual([
      { subject: `grading/${id}`, after: { jobs: 1 }, named: true },
      { subject: 'grading/all', after: { jobs: 2 }, named: true },
    ]);
    for (const one of [queue, backlog]) await one.drain();
  });

  it('has attempts graded again that were given up on', async () => {
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    await citizens.owner.query(
      `INSERT INTO grading_failure (contest_id, attempt_id, reason, tries)
       SELECT $1, id, 'no such item version', 5 FROM unnest($2::uuid[]) AS id`,
      [contest.contestId, ids],
    );
    const { stuck } = await look();
    expect(stuck).toHaveLength(3);
    expect(stuck[0]).toMatchObject({ contest: 'Cuộc thi thử', reason: 'no such item version', tries: 5 });

    expect((await act('POST', 'repeats', { attemptId: ids[0] })).body).toEqual({ count: 1 });
    expect((await act('POST', 'repeats', { attemptId: ids[0] })).status).toBe(404);
    expect((await act('POST', 'repeats', { attemptId: null })).body).toEqual({ count: 2 });
    expect((await look()).stuck).toEqual([]);
    const queued = (await backlog.getWaiting()).flatMap(({ data }) => data.attemptIds);
    expect(queued.sort()).toEqual([...ids].sort());
    expect(await trail('grading.repeated')).toHaveLength(2);
    await backlog.drain();
  });

  it('stands still and goes on, each noted', async () => {
    expect((await act('PUT', 'pause', { isPaused: true })).body).toEqual({ isPaused: true });
    expect((await look()).queue.isPaused).toBe(true);
    expect(await Promise.all([queue.isPaused(), backlog.isPaused()])).toEqual([true, true]);
    await act('PUT', 'pause', { isPaused: false });
    expect((await look()).queue.isPaused).toBe(false);
    expect(await Promise.all([queue.isPaused(), backlog.isPaused()])).toEqual([false, false]);
    expect([...(await trail('grading.paused')), ...(await trail('grading.resumed'))]).toHaveLength(2);
  });

  it('tells what is owed', async () => {
    const token = await citizens.signUp();
    await citizens.join(contest, token);
    await citizens.submit((await citizens.start(contest, token)).body);
    const { owed, queue: told } = await look();
    expect(owed).toEqual({ attempts: 1, oldestMs: expect.any(Number) });
    expect(told.counts.waiting).toBe(1);
    expect(told.oldestMs).toBeGreaterThanOrEqual(0);
  });
});
