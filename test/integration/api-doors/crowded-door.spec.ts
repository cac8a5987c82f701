import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { LIMITS } from '#domain';
import { startApi, type TestApi } from '../../support/app.js';
import { CONSENTS, insertContest } from '../../support/contest.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect } from '../../support/insert.js';
import { solve } from '../../support/proof.js';

let database: TestDatabase;
let owner: DataSource;
/** Asks for work when it is needed; behind a proxy, so that a test can come from any address. */
let usual: TestApi;
/** Asks everybody. */
let strict: TestApi;
let phones = 939_000_000;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
  usual = await startApi(database, { PROOF_OF_WORK: 'when_needed', TRUST_PROXY: '1' });
  strict = await startApi(database, { PROOF_OF_WORK: 'always' });
}, 30_000);

afterAll(async () => {
  await usual.close();
  await strict.close();
  await owner.destroy();
  await database.drop();
});

interface Reply {
  status: number;
  headers: Headers;
  // Tests look into answers of every shape.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

async function post(api: TestApi, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
  const reply = await fetch(`${api.url}/api${path}`, { ...init, body: JSON.stringify(body) });
  return { status: reply.status, headers: reply.headers, body: await reply.json() };
}

const newPerson = () => ({ phone: `0${phones++}`, password: 'con trâu đi trước', fullName: 'Cụt Văn Bình' });
/** Refused right behind the door, so that nothing is hashed. */
const knock = (headers: Record<string, string> = {}) =>
  post(usual, '/accounts', { ...newPerson(), password: '12345678' }, { 'x-forwarded-for': '203.0.113.1', ...headers });
const deviceOf = ({ headers }: Reply): string | undefined =>
  headers
    .getSetCookie()
    .map((cookie) => /^device=([^;]+)/.exec(cookie)?.[1])
    .find(Boolean);

describe('the cookie of a browser', () => {
  it('comes with the first session, stays, and cannot be read by scripts', async () => {
    const first = await post(usual, '/accounts', newPerson());
    expect(first.status).toBe(201);
    const cookie = first.headers.getSetCookie().find((one) => one.startsWith('device='))!;
    expect(cookie).toMatch(/^device=[\w-]{22}\.k\d\.[\w-]{22}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=15552000$/);
    expect(first.headers.getSetCookie()).toHaveLength(2);
    const again = await post(usual, '/accounts', newPerson(), { cookie: `device=${deviceOf(first)}` });
    expect([again.status, deviceOf(again)]).toEqual([201, undefined]);
    // Whoever gets no session gets no cookie.
    expect((await knock()).headers.getSetCookie()).toEqual([]);
  });

  it('makes one browser with many accounts work before its neighbours, from whichever address it comes', async () => {
    const device = deviceOf(await post(usual, '/accounts', newPerson()))!;
    const own = { cookie: `sid=x; device=${device}` };
    for (let n = 0; n < LIMITS.freeVisitsPerDeviceMax; n++)
      expect((await knock({ ...own, 'x-forwarded-for': `198.51.100.${n}` })).body.code).toBe('PASSWORD_TOO_WEAK');
    expect((await knock({ ...own, 'x-forwarded-for': '198.51.100.99' })).status).toBe(428);
    // Without the cookie, and with one that was made up, only the address counts.
    for (const cookie of ['', `device=${'A'.repeat(22)}.k1.${'A'.repeat(22)}`, `device=${device.slice(0, -1)}`])
      expect((await knock({ cookie })).body.code).toBe('PASSWORD_TOO_WEAK');
  });
});

describe('a crowded door', () => {
  it('asks for work in words, and lets in who brings it once', async () => {
    const refusal = await post(strict, '/accounts', newPerson());
    expect(refusal.status).toBe(428);
    expect(refusal.headers.get('cache-control')).toBe('no-store');
    expect(refusal.body).toMatchObject({ code: 'PROOF_NEEDED', details: { purpose: 'sign_up' } });
    expect(refusal.body.title).toBe('Cần kiểm tra thêm vài giây trước khi tiếp tục. Hãy thử lại.');
    const proof = { 'x-proof': await solve(refusal.body.details.challenge) };
    const person = newPerson();
    expect((await post(strict, '/accounts', person, proof)).status).toBe(201);
    expect((await post(strict, '/accounts', newPerson(), proof)).status).toBe(428);
    const { phone, password } = person;
    expect((await post(strict, '/sessions', { phone, password }, proof)).status).toBe(428);
  });

  it('takes a challenge that was fetched beforehand, for its purpose only', async () => {
    const person = newPerson();
    const signUp = await post(strict, '/accounts', person);
    await post(strict, '/accounts', person, { 'x-proof': await solve(signUp.body.details.challenge) });
    const fetched = await fetch(`${strict.url}/api/challenges/sign_in`);
    expect([fetched.status, fetched.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const proof = { 'x-proof': await solve(await fetched.text()) };
    const { phone, password } = person;
    expect((await post(strict, '/accounts', newPerson(), proof)).status).toBe(428);
    expect((await post(strict, '/sessions', { phone, password }, proof)).status).toBe(201);
    expect((await fetch(`${strict.url}/api/challenges/everything`)).status).toBe(404);
  });

  it('asks before a start and before a new password too; a start that is sent again is the same attempt', async () => {
    const contest = await insertContest(owner);
    const signUp = await post(strict, '/accounts', newPerson());
    const challenge = signUp.body.details.challenge as string;
    const { body } = await post(strict, '/accounts', newPerson(), { 'x-proof': await solve(challenge) });
    const own = { authorization: `Bearer ${body.token}`, 'idempotency-key': randomUUID() };
    const place = { contestUnitId: contest.units[0], consents: CONSENTS };
    expect((await post(strict, `/contests/${contest.slug}/participants`, place, own)).status).toBe(201);
    const path = `/rounds/${contest.contestId}-1/attempts`;
    const started: string[] = [];
    for (let times = 0; times < 2; times++) {
      const asked = await post(strict, path, {}, own);
      expect([asked.status, asked.body.details.purpose]).toEqual([428, 'start']);
      const proof = { 'x-proof': await solve(asked.body.details.challenge) };
      const reply = await post(strict, path, {}, { ...own, ...proof });
      expect(reply.status).toBe(201);
      started.push(reply.body.attemptId);
    }
    expect(started[1]).toBe(started[0]);
    const reset = { phone: '0912345678', code: '7777-7777-7777', password: 'cái cày theo sau' };
    expect((await post(strict, '/password-resets', reset)).body.details.purpose).toBe('recovery');
  });

  it('asks before somebody claims a number, and keeps no claim that came without the work', async () => {
    const contest = await insertContest(owner);
    const claim = {
      ...{ contestSlug: contest.slug, phone: '0987000111', fullName: 'Lò Thị Ính', birthDate: '1988-02-29' },
      contestUnitId: contest.units[0],
    };
    const asked = await post(strict, '/phone-claims', claim);
    expect([asked.status, asked.body.details.purpose]).toEqual([428, 'claim']);
    const kept = () => owner.query(`SELECT FROM phone_claim WHERE contest_id = $1`, [contest.contestId]);
    expect(await kept()).toEqual([]);
    const proof = { 'x-proof': await solve(asked.body.details.challenge) };
    expect((await post(strict, '/phone-claims', claim, proof)).status).toBe(202);
    expect((await post(strict, '/phone-claims', { ...claim, phone: '0987000112' }, proof)).status).toBe(428);
    expect(await kept()).toHaveLength(1);
    // An office with one address makes the first of them without any.
    const from = { 'x-forwarded-for': '203.0.113.77' };
    const answers: number[] = [];
    for (let n = 0; n <= LIMITS.freeClaimsPerAddressMax; n++)
      answers.push((await post(usual, '/phone-claims', { ...claim, phone: `09870002${10 + n}` }, from)).status);
    expect(answers).toEqual([...Array<number>(LIMITS.freeClaimsPerAddressMax).fill(202), 428]);
  });
});
