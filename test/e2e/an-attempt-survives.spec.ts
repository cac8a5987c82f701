import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { CONSENTS, insertContest, type ContestFixture } from '../support/contest.js';

/** Two front doors behind a round robin and a worker, as processes of their own, on their own PostgreSQL and Redis. */
let stack: Stack;
let owner: DataSource;
let contest: ContestFixture;
/** Every byte that a candidate ever got, searched for the canary at the end. */
const seen: string[] = [];
let turn = 0;

beforeAll(async () => {
  stack = await startStack({
    apis: 2,
    workers: 1,
    prepare: 'empty',
    extraEnv: { GRADING_SWEEP_SECONDS: '1', GRADING_FORGOTTEN_SECONDS: '3', LOG_LEVEL: 'trace' },
  });
  owner = createDataSource({ url: stack.env['DATABASE_OWNER_URL']!, poolMax: 2, applicationName: 'story' });
  await owner.initialize();
  contest = await insertContest(owner);
});

afterAll(async () => {
  await owner?.destroy();
  await stack?.stop();
}, 30_000);

interface Reply {
  status: number;
  body: Record<string, never> & { [key: string]: unknown };
}

/** What names a person or opens a door, of everybody who came. */
const secrets = new Set(['H’Hen Niê', 'nguoi-xu-Nghe-2019']);

async function call(
  method: string,
  path: string,
  options: { token?: string; attempt?: string; key?: string; body?: unknown } = {},
): Promise<Reply> {
  const headers: Record<string, string> = {};
  if (options.token) headers['authorization'] = `Bearer ${options.token}`;
  if (options.attempt) headers['x-attempt-token'] = options.attempt;
  if (options.key) headers['idempotency-key'] = options.key;
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  const init: RequestInit = { method, headers };
  if (options.body !== undefined) init.body = JSON.stringify(options.body);
  const url = stack.urls[turn++ % stack.urls.length]!;
  const reply = await fetch(`${url}/api${path}`, init);
  const text = await reply.text();
  seen.push(text);
  return { status: reply.status, body: text === '' ? {} : JSON.parse(text) };
}

interface Person {
  token: string;
  phone: string;
}

let people = 0;
async function signUp(): Promise<Person> {
  const phone = `09${String(12_000_000 + people++).padStart(8, '0')}`;
  const { status, body } = await call('POST', '/accounts', {
    body: { phone, password: 'nguoi-xu-Nghe-2019', fullName: 'H’Hen Niê', birthDate: '1990-02-28' },
  });
  expect({ status, body }).toMatchObject({ status: 201 });
  for (const secret of [phone.slice(1), String(body['token'])]) secrets.add(secret);
  return { token: String(body['token']), phone };
}

interface Held {
  attemptId: string;
  token: string;
  writer: string;
  positions: number;
}

async function startAttempt(person: Person): Promise<Held> {
  const { status, body } = await call('POST', `/rounds/${contest.contestId}-1/attempts`, {
    token: person.token,
    key: randomUUID(),
  });
  expect({ status, body }).toMatchObject({ status: 201 });
  const view = body as unknown as { attemptId: string; token: string; writer: string; questions: unknown[] };
  secrets.add(view.token);
  return { attemptId: view.attemptId, token: view.token, writer: view.writer, positions: view.questions.length };
}

async function joined(): Promise<Person> {
  const person = await signUp();
  const reply = await call('POST', `/contests/${contest.slug}/participants`, {
    token: person.token,
    body: { contestUnitId: contest.units[0], consents: CONSENTS },
  });
  expect(reply).toMatchObject({ status: 201 });
  return person;
}

const submit = (held: Held, seq = 1) =>
  call('POST', `/attempts/${held.attemptId}/submit`, {
    attempt: held.token,
    body: { writer: held.writer, seq, changes: [{ position: 1, options: [1] }] },
  });

async function gradedResult(held: Held, seconds: number): Promise<Reply> {
  for (let i = 0; i < seconds; i += 2) {
    const reply = await call('GET', `/attempts/${held.attemptId}/result?wait=2s`, { attempt: held.token });
    if (reply.body['state'] === 'graded') return reply;
  }
  throw new Error('not graded in time');
}

describe('a citizen takes a round', () => {
  it('from sign-up to the result and the board, through two front doors', async () => {
    const person = await joined();
    const held = await startAttempt(person);
    for (let position = 1; position <= held.positions; position++) {
      const saved = await call('PUT', `/attempts/${held.attemptId}/answers`, {
        attempt: held.token,
        body: { writer: held.writer, seq: position, changes: [{ position, options: [2] }] },
      });
      expect(saved).toMatchObject({ status: 200, body: { answered: position } });
    }
    const receipt = await submit(held, 100);
    expect(receipt).toMatchObject({ status: 200, body: { answered: held.positions } });
    const result = await gradedResult(held, 10);
    expect(result.body).toMatchObject({ state: 'graded', maxScore: 5000, receiptNumber: receipt.body['number'] });
    const board = await call('GET', `/contests/${contest.slug}/board?scope=contest`, { token: person.token });
    expect(board).toMatchObject({ status: 200, body: { own: { rank: 1 } } });
    expect(JSON.stringify(board.body)).not.toContain('H’Hen Niê');
    const review = await call('GET', `/attempts/${held.attemptId}/review`, { attempt: held.token });
    const unreleased = expect.objectContaining({ mark: null, correct: null, explanation: null });
    expect(review).toMatchObject({ status: 200, body: { questions: Array(held.positions).fill(unreleased) } });
    const known = await call('POST', `/contests/${contest.slug}/receipts/verify`, {
      body: { number: receipt.body['number'] },
    });
    expect(known).toMatchObject({ status: 200, body: { known: true, state: 'graded', answered: held.positions } });
  });

  it('signs out, and the attempt token of that session opens nothing any more', async () => {
    const person = await joined();
    const held = await startAttempt(person);
    expect(await call('DELETE', '/sessions/current', { token: person.token })).toMatchObject({ status: 204 });
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    for (let i = 0; i < 2; i++)
      expect(await submit(held)).toMatchObject({ status: 401, body: { code: 'SESSION_ENDED' } });
    // The attempt is not lost: who signs in again goes on with it.
    const again = await call('POST', '/sessions', { body: { phone: person.phone, password: 'nguoi-xu-Nghe-2019' } });
    const back = await call('POST', `/attempts/${held.attemptId}/resume`, { token: String(again.body['token']) });
    expect(back).toMatchObject({ status: 200, body: { attemptId: held.attemptId, state: 'in_progress' } });
  });

  it('never reads the attempt of somebody else', async () => {
    const [mine, other] = [await joined(), await joined()];
    const held = await startAttempt(mine);
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/resume'],
      ['GET', '/result'],
    ]) {
      const reply = await call(method!, `/attempts/${held.attemptId}${path}`, { token: other.token });
      expect(reply).toMatchObject({ status: 403, body: { code: 'NOT_YOUR_ATTEMPT' } });
    }
    const theirs = await startAttempt(other);
    const crossed = await call('GET', `/attempts/${held.attemptId}/result`, { attempt: theirs.token });
    expect(crossed).toMatchObject({ status: 403, body: { code: 'NOT_YOUR_ATTEMPT' } });
  });
});

describe('what was acknowledged is graded', () => {
  it('when the worker was killed in the middle', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, joined));
    const held = await Promise.all(people.map(startAttempt));
    await stack.halt('worker-1', 'SIGKILL');
    expect((await Promise.all(held.map((h) => submit(h)))).map((r) => r.status)).toEqual(Array(20).fill(200));
    expect(
      await call('GET', `/attempts/${held[0]!.attemptId}/result?wait=1s`, { attempt: held[0]!.token }),
    ).toMatchObject({
      status: 202,
      body: { state: 'submitted', score: null },
    });
    await stack.resume('worker-1');
    for (const h of held) expect((await gradedResult(h, 20)).status).toBe(200);
  });

  it('when Redis was gone: submits are taken, and graded after its return without a restart', async () => {
    const people = await Promise.all(Array.from({ length: 5 }, joined));
    const held = await Promise.all(people.map(startAttempt));
    await stack.halt('redis', 'SIGKILL');
    const replies = await Promise.all(held.map((h) => submit(h)));
    expect(replies.map((r) => r.status)).toEqual(Array(5).fill(200));
    await stack.resume('redis');
    for (const h of held) await gradedResult(h, 50);
    const grades: { n: number }[] = await owner.query(
      'SELECT count(*)::int AS n FROM grade WHERE contest_id = $1 AND effective GROUP BY attempt_id HAVING count(*) > 1',
      [contest.contestId],
    );
    expect(grades).toEqual([]);
  }, 90_000);
});

it('no byte that a candidate got told a key or an explanation', () => {
  const text = seen.join('\n');
  expect(text.length).toBeGreaterThan(10_000);
  expect(text).not.toMatch(/bí mật|key_mask|keyMask|"explanation":"|"right"|"correct":\[/);
});

describe('the logs of all this', () => {
  const lines = () =>
    ['api-1', 'api-2', 'worker-1'].flatMap((name) =>
      readFileSync(stack.logOf(name), 'utf8').split('\n').filter(Boolean),
    );

  it('hold nobody: no name, phone, password or key', () => {
    expect(lines().length).toBeGreaterThan(10);
    expect(lines().filter((line) => [...secrets].some((secret) => line.includes(secret)))).toEqual([]);
  });

  it('are found again by the number of the request that somebody reads out', async () => {
    const person = await signUp();
    await owner.query('ALTER TABLE participant RENAME TO participant_away');
    const broken = await call('POST', `/contests/${contest.slug}/participants`, {
      token: person.token,
      body: { contestUnitId: contest.units[0], consents: CONSENTS },
    });
    await owner.query('ALTER TABLE participant_away RENAME TO participant');
    expect(broken.status).toBe(500);
    const told = lines().filter((line) => line.includes(String(broken.body['requestId'])));
    expect(told.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ level: 50, msg: 'bug', route: '/api/contests/:slug/participants' }),
    ]);
    expect(told.join('')).not.toMatch(new RegExp([...secrets].join('|')));
  });
});
