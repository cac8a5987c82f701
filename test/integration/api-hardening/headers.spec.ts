import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect as openSocket } from 'node:net';
import { request } from 'node:http';
import type { DataSource } from 'typeorm';
import { startApi, type TestApi } from '../../support/app.js';
import { insertContest } from '../../support/contest.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect } from '../../support/insert.js';

let database: TestDatabase;
let owner: DataSource;
let plain: TestApi;
let secure: TestApi;
let slug: string;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
  ({ slug } = await insertContest(owner));
  plain = await startApi(database);
  secure = await startApi(database, { PUBLIC_URL: 'https://thi.example.vn' });
}, 30_000);
afterAll(async () => {
  await plain?.close();
  await secure?.close();
  await owner?.destroy();
  await database?.drop();
});

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** A request as it stands: nothing is tidied up on the way, as fetch would. */
function ask(api: TestApi, method: string, path: string, headers: Record<string, string> = {}, body = '') {
  return new Promise<Answer>((resolve, reject) => {
    const { hostname, port } = new URL(api.url);
    const sent = request({ hostname, port, method, path, headers, agent: false }, (reply) => {
      let text = '';
      reply.on('data', (piece) => (text += String(piece)));
      reply.on('end', () => resolve({ status: reply.statusCode!, headers: reply.headers, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Bytes as they stand, for what no client would send. */
function send(api: TestApi, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(api.url);
    const socket = openSocket(Number(port), hostname, () => socket.end(bytes));
    let text = '';
    socket.on('data', (piece) => (text += String(piece)));
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
}

const JSON_TYPE = { 'content-type': 'application/json' };
const BROWSER = { accept: 'text/html,*/*' };

/** Every kind of answer that the front door can give. */
const ANSWERS: [string, number, string, string, Record<string, string>?, string?][] = [
  ['an answer of the api', 200, 'GET', '/api/health/live'],
  ['a list', 200, 'GET', '/api/contests'],
  ['a refusal without a session', 401, 'GET', '/api/me'],
  ['an address of the api that is not there', 404, 'GET', '/api/nothing'],
  ['a method that nobody serves', 404, 'DELETE', '/api/contests'],
  ['a question of another site before a write', 403, 'OPTIONS', '/api/sessions', { origin: 'https://la.example.com' }],
  ['a write of another site', 403, 'POST', '/api/sessions', { ...JSON_TYPE, origin: 'https://la.example.com' }, '{}'],
  ['a write of no origin', 403, 'POST', '/api/sessions', { ...JSON_TYPE, origin: 'null' }, '{}'],
  ['a body that is no JSON', 400, 'POST', '/api/sessions', JSON_TYPE, '{"a":'],
  ['a body of another type', 400, 'POST', '/api/sessions', { 'content-type': 'text/plain' }, '{}'],
  ['a body too large', 413, 'POST', '/api/sessions', { ...JSON_TYPE, 'content-length': '70000' }, 'x'.repeat(70_000)],
  ['an address that cannot be read', 400, 'GET', '/api/contests/%ff'],
  ['an address beyond measure', 404, 'GET', `/api/contests/${'a'.repeat(500)}`],
  ['a page', 200, 'GET', '/', BROWSER],
  ['a page of a contest', 200, 'GET', '/cuoc-thi/SLUG', BROWSER],
  ['a page of a contest below it', 200, 'GET', '/cuoc-thi/SLUG/the-le', BROWSER],
  ['a page that is not there', 404, 'GET', '/khong-co', BROWSER],
  ['an address with a slash too many', 308, 'GET', '/dang-nhap/', BROWSER],
  ['a static file', 200, 'GET', '/ASSET'],
  ['a part of a static file', 206, 'GET', '/ASSET', { range: 'bytes=0-9' }],
  ['a static file that is not there', 404, 'GET', '/assets/khong-co.js'],
  ['a path that climbs', 404, 'GET', '/assets/..%2f..%2fpackage.json'],
  ['robots.txt', 200, 'GET', '/robots.txt'],
  ['a picture of a link card', 200, 'GET', '/og/SLUG.png'],
  ['a greeting of the sockets', 200, 'GET', '/socket.io/?EIO=4&transport=polling'],
  ['a greeting of the sockets that is none', 400, 'GET', '/socket.io/?EIO=4&transport=telegraph'],
  ['sockets for another site', 403, 'GET', '/socket.io/?EIO=4&transport=polling', { origin: 'https://la.example.com' }],
];

describe('every answer', () => {
  let asset: string;
  beforeAll(async () => {
    const { text } = await ask(plain, 'GET', '/', BROWSER);
    asset = /(assets\/[^"]+\.js)/.exec(text)![1]!;
  });

  it.each(ANSWERS)('%s (%i) has the headers that keep a browser safe', async (...row) => {
    const [, status, method, path, headers, body] = row;
    const address = path.replace('SLUG', slug).replace('ASSET', asset);
    for (const api of [plain, secure]) {
      const reply = await ask(api, method, address, headers, body);
      expect(reply.status).toBe(status);
      const policy = String(reply.headers['content-security-policy']);
      expect(policy).toContain("default-src 'self'");
      // The console shows the page of a contest in small; no other site ever may.
      const isFramed = path === '/cuoc-thi/SLUG';
      expect(policy).toContain(isFramed ? "frame-ancestors 'self'" : "frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe-|\*|https?:|ws:(?!\/)|wss:(?!\/)/);
      expect(reply.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': isFramed ? 'SAMEORIGIN' : 'DENY',
        'referrer-policy': 'same-origin',
        // Pictures of link cards are for other sites.
        'cross-origin-resource-policy': path.startsWith('/og/') ? 'cross-origin' : 'same-origin',
      });
      expect(reply.headers['strict-transport-security']).toBe(
        api === secure ? 'max-age=31536000; includeSubDomains' : undefined,
      );
      // No other site may read an answer, and nobody learns what the house is made of.
      const told = Object.keys(reply.headers).filter((name) => /^access-control-|^server$|^x-powered-by$/.test(name));
      expect(told).toEqual([]);
      // The number to read out on the telephone is that of the answer; two answers never share one.
      if (/problem\+json/.test(String(reply.headers['content-type'])))
        expect(reply.headers['x-request-id']).toBe((JSON.parse(reply.text) as { requestId: string }).requestId);
      if (reply.text !== '') expect(reply.headers['content-type']).toMatch(/charset=utf-8$|^image\/|json$/i);
      expect(reply.text).not.toMatch(/\bat .*\.(?:js|ts):\d+|node_modules/);
    }
  });

  it('lets a page talk to its own sockets and to nobody else', async () => {
    const sources = async (api: TestApi) =>
      /connect-src ([^;]*)/.exec(String((await ask(api, 'GET', '/', BROWSER)).headers['content-security-policy']))?.[1];
    expect(await sources(secure)).toBe("'self' wss://thi.example.vn");
    expect(await sources(plain)).toBe(`'self' ${plain.env.PUBLIC_URL.replace('http', 'ws')}`);
  });

  it.each([
    ['no HTTP at all', 'HELO thi.example.vn\r\n\r\n'],
    ['a header that is none', 'GET / HTTP/1.1\r\nhost: x\r\nbad header\r\n\r\n'],
    ['two lengths', 'POST /api/sessions HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ncontent-length: 9\r\n\r\n{}'],
    [
      'a length and pieces (smuggling)',
      'POST /api/sessions HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['headers beyond measure', `GET / HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(40_000)}\r\n\r\n`],
  ])('to %s is a refusal with the same headers, and the connection ends', async (_kind, bytes) => {
    const text = await send(secure, bytes);
    expect(text).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(text.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(text.toLowerCase()).toContain("frame-ancestors 'none'");
    expect(text.toLowerCase()).toContain('x-content-type-options: nosniff');
    expect(text).toMatch(/"code":"INVALID_INPUT"/);
  });

  const UPGRADE = 'host: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n';
  const KEY = 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
  it.each([
    ['of an unknown kind', '/socket.io/?EIO=4&transport=telegraph', UPGRADE + KEY],
    ['of another site', '/socket.io/?EIO=4&transport=websocket', `${UPGRADE}${KEY}origin: https://la.example.com\r\n`],
    ['of a session that is none', '/socket.io/?EIO=4&transport=websocket&sid=la', UPGRADE + KEY],
    ['without a key', '/socket.io/?EIO=4&transport=websocket', UPGRADE],
    ['with a key that is none', '/socket.io/?EIO=4&transport=websocket', `${UPGRADE}sec-websocket-key: la\r\n`],
  ])('to an upgrade %s is a refusal with the same headers', async (_kind, path, lines) => {
    const text = (await send(secure, `GET ${path} HTTP/1.1\r\n${lines}\r\n`)).toLowerCase();
    expect(text).toMatch(/^http\/1\.1 4\d\d /);
    for (const header of [
      "frame-ancestors 'none'",
      'x-content-type-options: nosniff',
      'strict-transport-security: max-age',
    ])
      expect(text).toContain(header);
    expect(text.match(/\r\n\r\n/g)).toHaveLength(1);
  });

  it('of the api is JSON that a browser never takes for a page', async () => {
    for (const path of ['/api/contests', `/api/contests/${slug}`, '/api/consents/current', '/api/nothing']) {
      const reply = await ask(plain, 'GET', path, BROWSER);
      expect(reply.headers['content-type']).toMatch(/^application\/(problem\+)?json; charset=utf-8$/);
    }
  });

  it.each(['/.git/config', '/.env', '/package.json', '/.vite/manifest.json', '/api/metrics', '/api/queues'])(
    'to %s is that there is nothing',
    async (path) => {
      expect((await ask(secure, 'GET', path)).status).toBe(404);
    },
  );

  it('to TRACE repeats nothing', async () => {
    const text = await send(plain, 'TRACE / HTTP/1.1\r\nhost: x\r\ncookie: sid=geheim\r\nconnection: close\r\n\r\n');
    expect(text).toMatch(/^HTTP\/1\.1 40[45] /);
    expect(text).not.toContain('geheim');
  });
});
