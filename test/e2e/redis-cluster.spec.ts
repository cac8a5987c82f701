import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { CONSENTS, insertContest, type ContestFixture } from '../support/contest.js';
import { startRedisCluster, type RedisCluster } from '../support/redis-cluster.js';

/** Two front doors and a worker, as processes of their own, on a Redis Cluster of three nodes. */
let cluster: RedisCluster;
let stack: Stack;
let owner: DataSource;
let contest: ContestFixture;
const sockets: Socket[] = [];

beforeAll(async () => {
  cluster = await startRedisCluster();
  stack = await startStack({
    ...{ apis: 2, workers: 1, prepare: 'empty', redisUrl: cluster.url, redisCluster: true },
    extraEnv: {
      GRADING_SWEEP_SECONDS: '1',
      GRADING_FORGOTTEN_SECONDS: '3',
      // Starts wait in a queue of their own, whose script has two keys.
      STARTS_PER_SECOND: '1000',
    },
  });
  owner = createDataSource({ url: stack.env['DATABASE_OWNER_URL']!, poolMax: 2, applicationName: 'story' });
  await owner.initialize();
  contest = await insertContest(owner);
});

afterAll(async () => {
  for (const socket of sockets) socket.disconnect();
  await owner?.destroy();
  await stack?.stop();
  await cluster?.close();
}, 30_000);

interface Reply {
  status: number;
  body: { [key: string]: unknown };
}
interface Options {
  api?: number;
  token?: string;
  attempt?: string;
  key?: string;
  body?: unknown;
}

async function call(
  method: string,
  path: string,
  { api = 0, token, attempt, key, body }: Options = {},
): Promise<Reply> {
  const headers: Record<string, string> = {
    ...(token && { authorization: `Bearer ${token}` }),
    ...(attempt && { 'x-attempt-token': attempt }),
    ...(key && { 'idempotency-key': key }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
  const init: RequestInit = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
  const reply = await fetch(`${stack.urls[api]}/api${path}`, init);
  return { status: reply.status, body: (await reply.json()) as Reply['body'] };
}

let people = 0;
/** Signs up, joins and starts. */
async function started(): Promise<{ attemptId: string; token: string; writer: string }> {
  const account = await call('POST', '/accounts', {
    body: {
      ...{ phone: `09${String(34_000_000 + people++).padStart(8, '0')}`, password: 'nguoi-xu-Nghe-2019' },
      ...{ fullName: 'H’Hen Niê', birthDate: '1990-02-28' },
    },
  });
  const token = String(account.body['token']);
  const joined = { contestUnitId: contest.units[0], consents: CONSENTS };
  await call('POST', `/contests/${contest.slug}/participants`, { token, body: joined });
  const start = await call('POST', `/rounds/${contest.contestId}-1/attempts`, { token, key: randomUUID() });
  expect(start).toMatchObject({ status: 201 });
  return start.body as { attemptId: string; token: string; writer: string };
}

const submit = ({ attemptId, token, writer }: Awaited<ReturnType<typeof started>>, api = 0) =>
  call('POST', `/attempts/${attemptId}/submit`, {
    ...{ api, attempt: token },
    body: { writer, seq: 1, changes: [{ position: 1, options: [1] }] },
  });

async function graded({ attemptId, token }: Awaited<ReturnType<typeof started>>): Promise<void> {
  for (;;) {
    const { body } = await call('GET', `/attempts/${attemptId}/result?wait=2s`, { attempt: token });
    if (body['state'] === 'graded') return;
  }
}

/** A page at that front door which watches the contest; what it is told comes into the list. */
async function page(api: number): Promise<unknown[]> {
  const socket = io(stack.urls[api]!, { transports: ['websocket'], forceNew: true });
  sockets.push(socket);
  const told: unknown[] = [];
  socket.on('board-changed', (message: unknown) => told.push(message));
  await new Promise((resolve) => socket.once('connect', () => resolve(undefined)));
  const watched: unknown = await socket.timeout(3_000).emitWithAck('watch', { room: `contest-${contest.contestId}` });
  expect(watched).toEqual({ ok: true });
  return told;
}

const redisCheck = async (api = 0) => {
  const { body } = await call('GET', '/health/ready', { api });
  return (body['checks'] as Record<string, { ok: boolean; detail: string }>)['redis']!;
};

describe('on a Redis Cluster', () => {
  it('an attempt goes from its start to its grade, and pages at both front doors are told', async () => {
    const told = [await page(0), await page(1)];
    const held = await started();
    expect(await submit(held, 1)).toMatchObject({ status: 200 });
    await graded(held);
    while (told.some((list) => list.length === 0)) await pause(20);
    expect(told[0]![0]).toMatchObject({ contestId: contest.contestId, figures: { attempts: 1 } });
    const found: { n: number }[] = await owner.query(
      `SELECT count(*)::int AS n FROM attempt WHERE contest_id = $1 AND state = 'graded'`,
      [contest.contestId],
    );
    expect(found).toEqual([{ n: 1 }]);
  });

  it('keeps all keys of the queue on one node, and lets the others lie on any', async () => {
    const keys = await Promise.all(cluster.nodes.map((node) => node.keys('*')));
    const ofQueue = keys.map((list) => list.filter((key) => key.startsWith('{cchc}:grading:')));
    expect(ofQueue.filter((list) => list.length > 0)).toHaveLength(1);
    const others = keys.flat().filter((key) => !key.startsWith('{cchc}:'));
    expect(others.filter((key) => key.startsWith('cchc:starts:{'))).not.toEqual([]);
    expect(others.filter((key) => key.startsWith('cchc:door:'))).not.toEqual([]);
    expect(others.filter((key) => !/^cchc:(starts|door):/.test(key))).toEqual([]);
    // A book of starts and the places of those who wait: one step, one node.
    const homes = keys.filter((list) => list.some((key) => key.startsWith('cchc:starts:{')));
    expect(homes).toHaveLength(1);
  });

  it('says so when one node evicts, and that api which is started then refuses', async () => {
    expect(await redisCheck()).toEqual({ ok: true, detail: 'tốt' });
    await cluster.nodes[2]!.config('SET', 'maxmemory-policy', 'allkeys-lru');
    const port = cluster.nodes[2]!.options.port!;
    expect(await redisCheck()).toEqual({ ok: false, detail: expect.stringContaining(`${port}`) });
    await stack.halt('api-2');
    await expect(stack.resume('api-2')).rejects.toThrow(/noeviction/);
    await cluster.nodes[2]!.config('SET', 'maxmemory-policy', 'noeviction');
    await stack.resume('api-2');
    expect(await redisCheck(1)).toEqual({ ok: true, detail: 'tốt' });
  });

  it('takes what is handed in while a node is dead, and grades it after its return without a restart', async () => {
    const ofQueue = await Promise.all(cluster.nodes.map((node) => node.keys('{cchc}:*')));
    const home = ofQueue.findIndex((list) => list.length > 0);
    const held = await Promise.all([started(), started(), started()]);
    await cluster.kill(home);
    expect((await Promise.all(held.map((one) => submit(one)))).map(({ status }) => status)).toEqual([200, 200, 200]);
    while ((await redisCheck()).ok) await pause(100);
    // Nobody is kept out: limits and the queue of starts are then counted in each process.
    const meanwhile = await started();
    expect(await submit(meanwhile)).toMatchObject({ status: 200 });
    await cluster.revive(home);
    for (const one of [...held, meanwhile]) await graded(one);
    while (!(await redisCheck()).ok) await pause(100);
    const told = await page(1);
    const last = await started();
    await submit(last);
    await graded(last);
    while (told.length === 0) await pause(20);
  });
});
