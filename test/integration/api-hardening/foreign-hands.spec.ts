import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { controllers } from '../../../apps/api/src/controllers.js';
import { listRoutes } from '../../../apps/api/src/routes.js';
import { startApi, type TestApi } from '../../support/app.js';
import { CONSENTS, insertContest, type ContestFixture } from '../../support/contest.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect } from '../../support/insert.js';

let database: TestDatabase;
let owner: DataSource;
let api: TestApi;
let contest: ContestFixture;
let cookie: string;
let attempt: { attemptId: string; token: string };
const routes = listRoutes(controllers);
const writes = routes.filter(({ method }) => method !== 'GET');

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
  contest = await insertContest(owner);
  api = await startApi(database, { DOOR_REQUESTS_PER_TEN_SECONDS: 100_000 });
  const json = { 'content-type': 'application/json' };
  const person = { phone: '0939000001', password: 'con trâu đi trước', fullName: 'Vàng A Sử', birthDate: '1990-01-01' };
  const signedUp = await send('POST', '/api/accounts', { headers: json, body: JSON.stringify(person) });
  cookie = `sid=${(JSON.parse(signedUp.text) as { token: string }).token}`;
  const joining = JSON.stringify({ contestUnitId: contest.units[0], consents: CONSENTS });
  await send('POST', `/api/contests/${contest.slug}/participants`, { headers: { ...json, cookie }, body: joining });
  const started = await send('POST', `/api/rounds/${contest.contestId}-1/attempts`, {
    headers: { cookie, 'idempotency-key': randomUUID() },
  });
  attempt = JSON.parse(started.text) as typeof attempt;
}, 30_000);
afterAll(async () => {
  await api?.close();
  await owner?.destroy();
  await database?.drop();
});

async function send(method: string, path: string, init: RequestInit = {}, base = api.url) {
  const reply = await fetch(`${base}${path}`, { method, redirect: 'manual', ...init });
  return { status: reply.status, headers: reply.headers, text: await reply.text() };
}

const addressOf = (path: string): string =>
  path
    .replace(':attemptId', attempt.attemptId)
    .replace(':slug', contest.slug)
    .replace(':contestId', String(contest.contestId))
    .replace(':roundId', `${contest.contestId}-1`)
    .replace(/:\w+/g, '1');

/** A print of all that is stored; lines of the audit trail tell of looks too, and a session of its last use. */
async function imprint(): Promise<unknown> {
  const tables: { name: string }[] = await owner.query(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND c.relname NOT IN ('audit', 'audit_seal', 'session') ORDER BY 1`,
  );
  const prints = tables.map(
    ({ name }) => `SELECT '${name}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM ${name} t`,
  );
  // In an order of its own: parts of a union may be read side by side.
  return owner.query(`${prints.join(' UNION ALL ')} ORDER BY 1`);
}

describe('what another site can make a browser send', () => {
  it('by an address alone (GET) changes nothing, signed in or not', async () => {
    const before = await imprint();
    for (const { path } of routes) {
      for (const address of [addressOf(path), `${addressOf(path)}?_method=DELETE`]) {
        const headers = { cookie, 'x-http-method-override': 'DELETE', 'x-method-override': 'POST' };
        const reply = await send('GET', address, { headers });
        expect([address, reply.status < 500]).toEqual([address, true]);
      }
    }
    expect(await imprint()).toEqual(before);
    expect((await send('GET', '/api/me', { headers: { cookie } })).status).toBe(200);
  });

  it.each([
    ['text that is JSON', 'text/plain', '{"contestUnitId":1,"password":"x"}'],
    ['text with a charset', 'text/plain; charset=utf-8', '{"a":1}'],
    ['a form', 'application/x-www-form-urlencoded', 'contestUnitId=1&password=x'],
    [
      'a form with files',
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--',
    ],
    ['a type that only looks like JSON', 'application/jsonp', '{"a":1}'],
    ['two types', 'text/plain, application/json', '{"a":1}'],
  ])('as %s is refused by every route', async (_kind, type, body) => {
    const before = await imprint();
    for (const { method, path } of writes) {
      const reply = await send(method, addressOf(path), { headers: { cookie, 'content-type': type }, body });
      expect([method, path, reply.status]).toEqual([method, path, 400]);
    }
    expect(await imprint()).toEqual(before);
  });

  it('under its own name is refused by every route before anything else', async () => {
    const before = await imprint();
    for (const { method, path } of writes) {
      for (const origin of ['https://la.example.com', 'null', `${api.url}.la.example.com`, 'file://']) {
        const headers = { cookie, origin, 'content-type': 'application/json' };
        const reply = await send(method, addressOf(path), { headers, body: '{}' });
        expect([method, path, origin, reply.status]).toEqual([method, path, origin, 403]);
        expect(reply.headers.get('access-control-allow-origin')).toBeNull();
      }
    }
    expect(await imprint()).toEqual(before);
  });
});

describe('what a client writes about itself into headers', () => {
  let nextPhone = 10_000;
  const knock = (base: string, forwarded: string) => {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': forwarded, 'x-real-ip': forwarded };
    return send(
      'POST',
      '/api/sessions',
      { headers, body: JSON.stringify({ phone: `09395${nextPhone++}`, password: 'x' }) },
      base,
    );
  };
  const refused = async (base: string, forwarded: (i: number) => string): Promise<number> => {
    const replies = await Promise.all(Array.from({ length: 8 }, (_, i) => knock(base, forwarded(i))));
    return replies.filter(({ status }) => status === 429).length;
  };

  it('does not make it another visitor, with a front door of ours before the api or without', async () => {
    const direct = await startApi(database, { DOOR_REQUESTS_PER_TEN_SECONDS: 5 });
    const behind = await startApi(database, { DOOR_REQUESTS_PER_TEN_SECONDS: 5, TRUST_PROXY: '1' });
    try {
      expect(await refused(direct.url, (i) => `203.0.113.${i}`)).toBe(3);
      // The front door adds the address it sees; what stood before it was written by the client.
      expect(await refused(behind.url, (i) => `198.51.100.${i}, 203.0.113.9`)).toBe(3);
      expect(await refused(behind.url, (i) => `203.0.113.${100 + i}`)).toBe(0);
    } finally {
      await direct.close();
      await behind.close();
    }
  });

  it('makes it nobody else, changes no link and no cookie', async () => {
    const behind = await startApi(database, { TRUST_PROXY: '1', PUBLIC_URL: 'http://thi.example.vn' });
    try {
      const forged = {
        'x-forwarded-host': 'la.example.com',
        'x-forwarded-proto': 'https',
        'x-forwarded-port': '444',
        'x-forwarded-prefix': '/la',
        'x-forwarded-user': 'administrator',
        'x-remote-user': 'administrator',
        'x-original-url': '/api/docs',
        'x-rewrite-url': '/api/me',
        forwarded: 'for=127.0.0.1;host=la.example.com;proto=https',
      };
      const html = { accept: 'text/html' };
      for (const path of ['/', `/cuoc-thi/${contest.slug}`, '/sitemap.xml', '/robots.txt']) {
        const lawful = await send('GET', path, { headers: html }, behind.url);
        const reply = await send('GET', path, { headers: { ...html, ...forged } }, behind.url);
        expect(reply.status).toBe(lawful.status);
        expect(reply.text).not.toContain('la.example.com');
        expect(reply.headers.get('strict-transport-security')).toBeNull();
      }
      expect((await send('GET', '/api/me', { headers: forged }, behind.url)).status).toBe(401);
      const person = { phone: '0939000003', password: 'con trâu đi trước', fullName: 'Lò Thị Ính' };
      const headers = { ...forged, 'content-type': 'application/json' };
      const signedUp = await send('POST', '/api/accounts', { headers, body: JSON.stringify(person) }, behind.url);
      expect(signedUp.headers.getSetCookie()).toEqual(
        ['sid', 'device'].map((name) =>
          expect.stringMatching(`^${name}=[^;]+; Path=/; HttpOnly; SameSite=Lax; Max-Age=\\d+$`),
        ),
      );
    } finally {
      await behind.close();
    }
  });
});
