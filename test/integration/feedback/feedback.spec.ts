import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { FEEDBACK_TOPICS, LIMITS } from '#domain';
import { REDIS } from '#platform';
import { startApi, type TestApi } from '../../support/app.js';
import { CONSENTS, insertContest, type ContestFixture } from '../../support/contest.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let owner: DataSource;
let api: TestApi;
let contest: ContestFixture;
let people = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = createDataSource({ url: database.ownerUrl, poolMax: 2, applicationName: 'test' });
  await owner.initialize();
  contest = await insertContest(owner);
  api = await startApi(database, { DOOR_REQUESTS_PER_TEN_SECONDS: 100_000 });
}, 30_000);

afterAll(async () => {
  await api?.close();
  await owner?.destroy();
  await database?.drop();
});

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const init: RequestInit = { method, headers };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { 'content-type': 'application/json', ...headers };
  }
  const reply = await fetch(`${api.url}/api${path}`, init);
  const text = await reply.text();
  return { status: reply.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
}

interface Held {
  session: { authorization: string };
  attempt: { 'x-attempt-token': string };
  attemptId: string;
  writer: string;
}

/** A person of their own with an open attempt. */
async function started(): Promise<Held> {
  const phone = `09${String(55_000_000 + people++)}`;
  const person = { phone, password: 'song-Lam-2019-xanh', fullName: 'H’Hen Niê', birthDate: '1990-01-01' };
  const { token } = (await call('POST', '/accounts', person)).body as { token: string };
  const session = { authorization: `Bearer ${token}` };
  const joining = { contestUnitId: contest.units[0], consents: CONSENTS };
  await call('POST', `/contests/${contest.slug}/participants`, joining, session);
  const key = { 'idempotency-key': randomUUID(), ...session };
  const view = (await call('POST', `/rounds/${contest.contestId}-1/attempts`, undefined, key)).body as {
    attemptId: string;
    token: string;
    writer: string;
  };
  return { session, attempt: { 'x-attempt-token': view.token }, attemptId: view.attemptId, writer: view.writer };
}

async function submitted(): Promise<Held> {
  const held = await started();
  const body = { writer: held.writer, seq: 1, changes: [] };
  expect(await call('POST', `/attempts/${held.attemptId}/submit`, body, held.attempt)).toMatchObject({ status: 200 });
  return held;
}

const give = (held: Held, body: Record<string, unknown>, headers: Record<string, string> = held.session) =>
  call('POST', `/attempts/${held.attemptId}/feedback`, { id: randomUUID(), named: false, ...body }, headers);

async function rowsOf(id: string): Promise<Record<string, unknown>[]> {
  return owner.query(
    `SELECT contest_id, contest_unit_id, topic, text, satisfaction, given_at, account_id, participant_id, attempt_id,
            given_on = (contest_clock() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS today
       FROM feedback WHERE id = $1`,
    [id],
  );
}

describe('feedback after an attempt', () => {
  it('without a name keeps the words and the day, and nothing of the giver', async () => {
    const held = await submitted();
    const id = randomUUID();
    const words = {
      topic: 'dat-dai',
      contestUnitId: contest.units[1],
      text: 'Cấp sổ đỏ chậm.\nMong nhanh hơn.',
      satisfaction: 2,
    };
    expect(await give(held, { id, ...words })).toEqual({ status: 201, body: { received: true } });
    expect(await rowsOf(id)).toEqual([
      {
        contest_id: contest.contestId,
        contest_unit_id: contest.units[1],
        topic: 'dat-dai',
        text: 'Cấp sổ đỏ chậm.\nMong nhanh hơn.',
        satisfaction: 2,
        today: true,
        given_at: null,
        account_id: null,
        participant_id: null,
        attempt_id: null,
      },
    ]);
  });

  it('leaves no counter that names the attempt or the instant', async () => {
    const held = await submitted();
    expect(await give(held, { satisfaction: 4 })).toMatchObject({ status: 201 });
    const redis = api.app.get<Redis>(REDIS);
    const counters = await redis.keys(`${api.env.REDIS_PREFIX}:door:feedback:*`);
    expect(counters.length).toBeGreaterThan(0);
    expect(counters.join()).not.toContain(held.attemptId.slice(held.attemptId.indexOf('-') + 1));
    const days = await Promise.all(counters.map(async (key) => (Date.now() + (await redis.pttl(key))) / 86_400_000));
    // All end with a day, to a few seconds of the way from here to Redis.
    for (const day of days) expect(day).toBeCloseTo(Math.round(day), 3);
  });

  it('by name keeps who gave it, after which attempt and when; the attempt token is enough', async () => {
    const held = await submitted();
    const id = randomUUID();
    expect(await give(held, { id, named: true, satisfaction: 5 }, held.attempt)).toMatchObject({ status: 201 });
    const [attempt]: { participant_id: string; account_id: string }[] = await owner.query(
      `SELECT t.participant_id, p.account_id FROM attempt t JOIN participant p ON p.id = t.participant_id WHERE t.id = $1`,
      [held.attemptId.slice(held.attemptId.indexOf('-') + 1)],
    );
    const attempt_id = held.attemptId.slice(held.attemptId.indexOf('-') + 1);
    expect(await rowsOf(id)).toMatchObject([{ ...attempt, attempt_id, given_at: expect.any(Date), text: null }]);
  });

  it('cannot be kept half by name, whatever the program does', async () => {
    const half = owner.query(
      `INSERT INTO feedback (id, contest_id, satisfaction, given_on, given_at) VALUES ($1, $2, 3, '2026-11-22', now())`,
      [randomUUID(), contest.contestId],
    );
    await expect(half).rejects.toThrow('feedback_named_check');
  });

  it('is one when it is sent again, and stays as it was', async () => {
    const held = await submitted();
    const id = randomUUID();
    const replies = await Promise.all(['một', 'hai', 'ba'].map((text) => give(held, { id, text })));
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201]);
    const rows = await rowsOf(id);
    expect(rows).toHaveLength(1);
    await give(held, { id, text: 'khác' });
    expect(await rowsOf(id)).toEqual(rows);
  });

  it('is taken after the submit only, from the owner only', async () => {
    const open = await started();
    expect(await give(open, { text: 'sớm' })).toMatchObject({ status: 409, body: { code: 'ATTEMPT_NOT_SUBMITTED' } });
    const [mine, other] = [await submitted(), await submitted()];
    const foreign = await give(mine, { text: 'hộ' }, other.session);
    expect(foreign).toMatchObject({ status: 403, body: { code: 'NOT_YOUR_ATTEMPT' } });
    expect(await give(mine, { text: 'ai đó' }, {})).toMatchObject({ status: 401 });
  });

  it('stores decomposed accents composed', async () => {
    const held = await submitted();
    const id = randomUUID();
    await give(held, { id, text: '  Nghệ An rất tốt '.normalize('NFD') });
    expect(await rowsOf(id)).toMatchObject([{ text: 'Nghệ An rất tốt'.normalize('NFC') }]);
  });

  it('takes a thousand characters of text, not more, counted as people count', async () => {
    const held = await submitted();
    const longest = 'ệ'.repeat(LIMITS.feedbackTextLengthMax).normalize('NFD');
    expect(await give(held, { text: longest })).toMatchObject({ status: 201 });
    expect(await give(held, { text: 'a'.repeat(LIMITS.feedbackTextLengthMax + 1) })).toMatchObject({ status: 400 });
  });

  it.each([
    ['nothing said', {}],
    ['blanks for a text', { text: ' \n ' }],
    ['a topic that is none', { text: 'a', topic: 'khong-co' }],
    ['a mark of 0', { satisfaction: 0 }],
    ['a mark of 6', { satisfaction: 6 }],
    ['half a mark', { satisfaction: 2.5 }],
    ['an invisible character', { text: 'a\u200bb' }],
    ['an id that carries its instant', { text: 'a', id: '0199c0de-0000-7000-8000-000000000000' }],
    ['no word on the name', { text: 'a', named: undefined }],
    ['a field of ours', { text: 'a', accountId: randomUUID() }],
  ])('refuses %s', async (_title, body) => {
    const held = await submitted();
    expect(await give(held, body)).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
  });

  it('refuses a unit of another contest', async () => {
    const other = await insertContest(owner);
    const reply = await give(await submitted(), { text: 'a', contestUnitId: other.units[0] });
    expect(reply).toMatchObject({ status: 404, body: { code: 'UNIT_NOT_FOUND' } });
  });

  it('is taken ten times after one attempt, and the attempt of another person is free', async () => {
    const [held, other] = [await submitted(), await submitted()];
    const statuses: number[] = [];
    for (let i = 0; i <= LIMITS.feedbackPerAttemptMax; i++)
      statuses.push((await give(held, { satisfaction: 3 })).status);
    expect(statuses).toEqual([...Array<number>(LIMITS.feedbackPerAttemptMax).fill(201), 429]);
    expect(await give(other, { satisfaction: 3 })).toMatchObject({ status: 201 });
  });

  it('has its topics from the rules', async () => {
    expect(await call('GET', '/feedback-topics')).toEqual({ status: 200, body: { topics: [...FEEDBACK_TOPICS] } });
  });
});
