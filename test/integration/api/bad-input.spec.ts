import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { controllers } from '../../../apps/api/src/controllers.js';
import { listRoutes } from '../../../apps/api/src/routes.js';
import { startApi, type TestApi } from '../../support/app.js';
import { CONSENTS, insertContest, type ContestFixture } from '../../support/contest.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let owner: DataSource;
let api: TestApi;
let contest: ContestFixture;
let other: ContestFixture;
let session: string;
let held: { attemptId: string; token: string; writer: string };

async function send(method: string, path: string, body?: string, headers: Record<string, string> = {}) {
  const init: RequestInit = { method, headers: { authorization: `Bearer ${session}`, ...headers } };
  if (body !== undefined) {
    init.body = body;
    init.headers = { 'content-type': 'application/json', ...init.headers };
  }
  const reply = await fetch(`${api.url}${path}`, init);
  return { status: reply.status, text: await reply.text(), type: reply.headers.get('content-type') };
}

beforeAll(async () => {
  database = await createTestDatabase();
  owner = createDataSource({ url: database.ownerUrl, poolMax: 2, applicationName: 'test' });
  await owner.initialize();
  contest = await insertContest(owner);
  other = await insertContest(owner);
  api = await startApi(database, { DOOR_REQUESTS_PER_TEN_SECONDS: 100_000 });
  session = '';
  const person = {
    phone: '0912000001',
    password: 'song-Lam-2019-xanh',
    fullName: 'Vàng A Sử',
    birthDate: '1990-01-01',
  };
  session = (JSON.parse((await send('POST', '/api/accounts', JSON.stringify(person))).text) as { token: string }).token;
  await send(
    'POST',
    `/api/contests/${contest.slug}/participants`,
    JSON.stringify({ contestUnitId: contest.units[0], consents: CONSENTS }),
  );
  const started = await send('POST', `/api/rounds/${contest.contestId}-1/attempts`, undefined, {
    'idempotency-key': randomUUID(),
  });
  held = JSON.parse(started.text) as typeof held;
}, 30_000);

afterAll(async () => {
  await api.close();
  await owner.destroy();
  await database.drop();
});

/** What a hostile or broken client may send: one row per kind. */
const BODIES: [string, string][] = [
  ['nothing', ''],
  ['null', 'null'],
  ['a number', '1'],
  ['a text', '"x"'],
  ['an array', '[]'],
  ['an empty object', '{}'],
  ['an unknown field', '{"isAdmin":true,"score":15000}'],
  ['a prototype', '{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}}}'],
  ['deep nesting', `{"changes":${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
  ['text cut off', '{"writer":"'],
  ['a lone surrogate', '{"phone":"\\ud800","password":"12345678","fullName":"\\ud800","number":"\\ud800"}'],
  [
    'NUL',
    '{"phone":"0912\\u0000","password":"\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000","fullName":"a\\u0000b","number":"\\u0000","token":"\\u0000"}',
  ],
  ['huge numbers', '{"writer":1e309,"seq":1e309,"changes":1e309,"contestUnitId":1e309}'],
  ['operators', '{"phone":{"$ne":null},"password":{"$gt":""},"token":{"$ne":1}}'],
  ['a key twice', '{"phone":"0912345678","phone":["0912345678"],"writer":"x","writer":{},"token":"a","token":[]}'],
  [
    'arrays for texts',
    '{"phone":["0912000009"],"password":["song-Lam-2019-xanh"],"fullName":["An"],"token":["x"],"text":["x"],"number":["x"]}',
  ],
  ['names of the language', '{"toString":1,"hasOwnProperty":1,"valueOf":{},"__defineGetter__":1,"length":-1}'],
  ['a deep prototype', '{"changes":[{"__proto__":{"position":1}}],"consents":[{"__proto__":{"purpose":"contest"}}]}'],
  ['numbers that are none', '{"seq":NaN,"contestUnitId":Infinity}'],
  ['numbers beyond exactness', '{"seq":9007199254740993,"contestUnitId":-0,"writer":1e-400}'],
  ['a byte order mark', '\ufeff{}'],
  ['a comment', '{/* x */}'],
  ['sixty thousand levels', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
  ['SQL', `{"phone":"' OR 1=1 --","password":"'; DROP TABLE account; --"}`],
  ['a long text', JSON.stringify({ phone: 'x'.repeat(60_000), password: 'x'.repeat(60_000) })],
];

async function imprint(): Promise<string> {
  const rows: unknown[] = await owner.query(
    `SELECT (SELECT count(*) FROM account) AS accounts, (SELECT count(*) FROM participant) AS participants,
            (SELECT md5(coalesce(string_agg(a::text, '|' ORDER BY attempt_id), '')) FROM answers a) AS answers,
            (SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY id), '')) FROM attempt t) AS attempts,
            (SELECT md5(coalesce(string_agg(u::text, '|' ORDER BY id), '')) FROM contest_unit u) AS units`,
  );
  return JSON.stringify(rows);
}

describe('bad input of every kind', () => {
  const writes = listRoutes(controllers).filter(
    ({ method, path }) => method !== 'GET' && !path.endsWith('/sessions/current'),
  );

  it.each(writes.map(({ method, path }) => [`${method} ${path}`, method, path]))(
    '%s answers 4xx and changes nothing',
    async (_title, method, path) => {
      const address = path
        .replace(':attemptId', held.attemptId)
        .replace(':slug', contest.slug)
        .replace(':roundId', `${contest.contestId}-1`);
      const isBodyRead = !/attempts$|resume$|me\/sessions$/.test(path);
      const before = await imprint();
      for (const [kind, body] of BODIES) {
        const reply = await send(method, address, body, { 'x-attempt-token': held.token });
        if (!isBodyRead && reply.status < 400) continue;
        expect({ kind, text: reply.text }).toMatchObject({ kind, text: expect.stringContaining('"code"') });
        expect({ kind, is4xx: reply.status >= 400 && reply.status < 500 }).toEqual({ kind, is4xx: true });
      }
      if (isBodyRead) expect(await imprint()).toBe(before);
      expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    },
  );

  it.each([
    ['an attempt that does not exist', `/api/attempts/1-0199c0de-0000-7000-8000-000000000000`, 404],
    ['an attempt address of nonsense', `/api/attempts/%00`, 404],
    ['a path that climbs', '/api/attempts/..%2f..%2fetc%2fpasswd', 404],
    ['a contest of nonsense', `/api/contests/%27%20OR%201=1`, 404],
    ['a board with an array for a text', `/api/contests/SLUG/board?scope=round&scope=contest`, 400],
    ['a board with an object for a text', `/api/contests/SLUG/board?scope[a]=1`, 400],
    ['a board with an unknown parameter', `/api/contests/SLUG/board?order=password_hash`, 400],
    ['a board with a forged cursor', `/api/contests/SLUG/board?after=AAAA`, 400],
    ['a page that is too long', `/api/contests/SLUG/board?limit=100000`, 400],
    ['a table sorted by a column of ours', `/api/contests/SLUG/unit-table?sort=headcount;drop`, 400],
    ['a wait of an hour', `/api/attempts/ATTEMPT/result?wait=3600s`, 400],
  ])('%s is refused', async (_title, path, status) => {
    const reply = await send('GET', path.replace('SLUG', contest.slug).replace('ATTEMPT', held.attemptId));
    expect({ status: reply.status, type: reply.type }).toEqual({
      status,
      type: 'application/problem+json; charset=utf-8',
    });
  });

  it('a unit of another contest, a round of another contest and a foreign writer are refused', async () => {
    const joined = await send(
      'POST',
      `/api/contests/${other.slug}/participants`,
      JSON.stringify({ contestUnitId: contest.units[0] }),
    );
    expect(joined).toMatchObject({ status: 404, text: expect.stringContaining('UNIT_NOT_FOUND') });
    const started = await send('POST', `/api/rounds/${other.contestId}-1/attempts`, undefined, {
      'idempotency-key': randomUUID(),
    });
    expect(started).toMatchObject({ status: 403, text: expect.stringContaining('NOT_A_PARTICIPANT') });
    const body = JSON.stringify({ writer: randomUUID(), seq: 1, changes: [{ position: 1, options: [1] }] });
    const saved = await send('PUT', `/api/attempts/${held.attemptId}/answers`, body, { 'x-attempt-token': held.token });
    expect(saved).toMatchObject({ status: 409, text: expect.stringContaining('ATTEMPT_TAKEN_OVER') });
  });

  it('a name typed with decomposed accents is stored composed', async () => {
    const name = 'Nguyễn Thị Hồng Ánh';
    const person = { phone: '0912000002', password: 'song-Lam-2019-xanh', fullName: name.normalize('NFD') };
    const reply = await send('POST', '/api/accounts', JSON.stringify(person));
    expect(reply).toMatchObject({ status: 201, text: expect.stringContaining(name.normalize('NFC')) });
    const rows: unknown[] = await owner.query('SELECT FROM account WHERE full_name = $1', [name.normalize('NFC')]);
    expect(rows).toHaveLength(1);
  });

  it('any JSON at all as a save is a 4xx or a lawful save, never a 5xx', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 4 }), async (body) => {
        const reply = await send('PUT', `/api/attempts/${held.attemptId}/answers`, body, {
          'x-attempt-token': held.token,
        });
        expect(reply.status).toBeLessThan(500);
      }),
      { numRuns: 150 },
    );
  });
});
