import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { StartRoom } from '#attempts';
import { askForTurn, EMPTY_BOOK, type StartAnswer, type StartPlace } from '#domain';
import { Clock, connectRedis, REDIS } from '#platform';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { Citizens } from '../api-identity/citizens.js';

let citizens: Citizens;
let contest: ContestFixture;
let room: StartRoom;
let redis: Redis;
let clock: Clock;

beforeAll(async () => {
  citizens = await Citizens.open({ STARTS_PER_SECOND: 1 });
  const { app } = citizens.api;
  [room, redis, clock] = [app.get(StartRoom), app.get<Redis>(REDIS), app.get(Clock)];
});
afterAll(() => citizens.close());
beforeEach(async () => {
  contest = await insertContest(citizens.owner);
  await forget();
});

const keys = () => redis.keys(`${citizens.api.env.REDIS_PREFIX}:starts:*`);
async function forget(): Promise<void> {
  for (const key of await keys()) await redis.del(key);
}
/** As if so much time had passed for everybody who waits. */
async function letPass(ms: number): Promise<void> {
  for (const key of await keys())
    for (const field of ['t', 'a', 'p']) {
      const at = await redis.hget(key, field);
      if (at !== null) await redis.hset(key, field, Number(at) - ms);
    }
}
/** So many others ask to start at once, at one a second. */
async function crowd(people: number): Promise<void> {
  const now = clock.now();
  for (let n = 0; n < people; n++) {
    const startKey = randomUUID();
    await room.ask('all', randomUUID(), { now, startsPerSecond: 1, startKey, queueUntil: now + 1e9 });
  }
}
async function joined(): Promise<string> {
  const token = await citizens.signUp({ phone: citizens.nextPhone() });
  await citizens.join(contest, token);
  return token;
}
const start = (token: string, key = randomUUID()) =>
  citizens.call('POST', `/rounds/${contest.contestId}-${contest.roundId}/attempts`, {
    token,
    headers: { 'idempotency-key': key },
  });

describe('the queue before a start', () => {
  it('gives a place that stays, tells how long, and lets in when the turn has come', async () => {
    const token = await joined();
    await crowd(100);
    const key = randomUUID();
    const first = await start(token, key);
    expect(first).toMatchObject({ status: 503, body: { code: 'START_QUEUED', details: { retryAfterSeconds: 20 } } });
    expect(first.headers.get('retry-after')).toBe('20');
    const { ahead, waitSeconds } = first.body.details;
    expect(waitSeconds).toBeGreaterThan(60);
    expect(waitSeconds).toBeLessThanOrEqual(99);
    expect(ahead).toBe(waitSeconds);
    expect(first.body.title).toContain(`Trước bạn còn khoảng ${ahead} người`);
    // Whoever asks more often, under whatever key, keeps the place; whoever comes later stands behind it.
    for (let n = 0; n < 5; n++) await start(token);
    const next = await start(await joined());
    const again = await start(token, key);
    expect(again.body.details.waitSeconds).toBeLessThanOrEqual(waitSeconds);
    expect(next.body.details.waitSeconds).toBeGreaterThan(again.body.details.waitSeconds);

    await letPass(100_000);
    const begun = await start(token, key);
    expect(begun.status).toBe(201);
    // The answer may have been lost: the same start passes again, and nobody waits for it.
    await crowd(10);
    expect((await start(token, key)).body.attemptId).toBe(begun.body.attemptId);
  });

  it('never holds up who has an attempt in hand', async () => {
    const token = await joined();
    const { body: attempt } = await start(token);
    await crowd(100);
    expect(await start(token)).toMatchObject({ status: 201, body: { attemptId: attempt.attemptId } });
    const resumed = await citizens.call('POST', `/attempts/${attempt.attemptId}/resume`, { token });
    expect(resumed.status).toBe(200);
    expect((await citizens.submit(resumed.body)).status).toBe(200);
    expect(await start(token)).toMatchObject({ status: 503, body: { code: 'START_QUEUED' } });
  });

  it('says at once what the start would refuse, and takes no place for it', async () => {
    contest = await insertContest(citizens.owner, { closesInMs: 120_000 });
    await crowd(300);
    const stranger = await citizens.signUp({ phone: citizens.nextPhone() });
    const before = await room.waitOf('all', 0);
    expect(await start(stranger)).toMatchObject({ status: 403, body: { code: 'NOT_A_PARTICIPANT' } });
    const token = await joined();
    const late = await start(token);
    expect(late).toMatchObject({ status: 409, body: { code: 'START_TOO_LATE' } });
    expect(late.body.title).toContain('đóng lúc');
    expect(await room.waitOf('all', 0)).toBe(before);
  });

  it('lets people queue anew when Redis was wiped', async () => {
    const [one, two] = [await joined(), await joined()];
    await crowd(100);
    expect((await start(one)).status).toBe(503);
    await forget();
    expect((await start(two)).status).toBe(201);
    expect((await start(one)).status).toBe(201);
  });

  it('goes on in each process by itself while Redis is gone', async () => {
    const gone = connectRedis({ REDIS_URL: 'redis://127.0.0.1:1', REDIS_CLUSTER: '0' }, 'producer');
    try {
      const alone = new StartRoom(gone, citizens.api.env);
      const ask = (who: string) =>
        alone.ask('all', who, { now: 5_000, startsPerSecond: 1, startKey: who, queueUntil: 1e9 });
      const told: StartAnswer[] = [];
      for (const who of ['a', 'b', 'c', 'd', 'd']) told.push(await ask(who));
      const wait = (waitMs: number) => ({ answer: 'wait', waitMs });
      expect(told).toEqual([{ answer: 'in' }, { answer: 'in' }, wait(1_000), wait(2_000), wait(2_000)]);
      expect(await alone.waitOf('all', 5_000)).toBe(3_000);
    } finally {
      gone.disconnect();
    }
  });

  it('answers in Redis as the rule in domain does', async () => {
    const visit = fc.record({
      who: fc.nat(8),
      after: fc.nat(3_000),
      key: fc.nat(1),
      until: fc.option(fc.nat(9_000), { nil: null }),
    });
    const sequence = fc.array(visit, { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 7 }), sequence, async (startsPerSecond, visits) => {
        const name = randomUUID();
        let [now, book] = [Date.parse('2026-11-20T12:00:00Z'), { ...EMPTY_BOOK }];
        const places = new Map<number, StartPlace>();
        for (const { who, after, key, until } of visits) {
          now += after;
          const queueUntil = until === null ? null : now + until;
          const ask = { now, startsPerSecond, startKey: `key-${key}`, queueUntil };
          const { book: written, place, ...answer } = askForTurn(book, places.get(who) ?? null, ask);
          book = written;
          if (place) places.set(who, place);
          expect(await room.ask(name, String(who), ask)).toEqual(answer);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('the pace of starts', () => {
  const path = () => `/contests/${contest.slug}/start-pace`;

  it('is seen by those who run the contest, who slow it down or give it a queue of its own', async () => {
    const token = await citizens.signUpAs({ role: 'organizer', contestId: contest.contestId });
    await crowd(100);
    const seen = await citizens.call('GET', path(), { token });
    expect(seen).toMatchObject({ status: 200, body: { own: null, server: 1, most: 1 } });
    expect(seen.body.waiting).toBeGreaterThan(60);
    expect(seen.body.waitMs).toBeGreaterThan(60_000);

    const fast = await citizens.call('PUT', path(), { token, body: { startsPerSecond: 2 } });
    expect(fast).toMatchObject({ status: 409, body: { code: 'START_PACE_TOO_HIGH', details: { most: 1 } } });
    const own = await citizens.call('PUT', path(), { token, body: { startsPerSecond: 1 } });
    expect(own).toMatchObject({ status: 200, body: { own: 1, waiting: 0, waitMs: 0 } });
    expect((await start(await joined())).status).toBe(201);

    const administrator = await citizens.signUpAs({ role: 'administrator' });
    const raised = await citizens.call('PUT', path(), { token: administrator, body: { startsPerSecond: 500 } });
    expect(raised.body).toMatchObject({ own: 500, most: 10_000 });
    const back = await citizens.call('PUT', path(), { token, body: { startsPerSecond: null } });
    expect(back.body).toMatchObject({ own: null, server: 1 });
    const lines = await citizens.owner.query(
      `SELECT after ->> 'startsPerSecond' AS pace FROM audit WHERE action = 'contest.start_pace' AND subject = $1 ORDER BY id`,
      [`contest/${contest.contestId}`],
    );
    expect(lines).toEqual([{ pace: '1' }, { pace: '500' }, { pace: null }]);
  });

  it.each([[0], [10_001], ['5'], [1.5], [undefined]])('refuses %p', async (startsPerSecond) => {
    const token = await citizens.signUpAs({ role: 'organizer', contestId: contest.contestId });
    const reply = await citizens.call('PUT', path(), { token, body: { startsPerSecond } });
    expect(reply).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
  });
});
