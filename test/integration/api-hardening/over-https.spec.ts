import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:https';
import { io } from 'socket.io-client';
import { startApi, type TestApi } from '../../support/app.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { openTlsDoor, type TlsDoor } from '../../support/tls.js';

const PASSWORD = 'con trâu đi trước';

let database: TestDatabase;
let door: TlsDoor;
let api: TestApi;
let nextPhone = 938_000_000;

beforeAll(async () => {
  database = await createTestDatabase();
  door = await openTlsDoor(() => Number(new URL(api.url).port));
  api = await startApi(database, { PUBLIC_URL: door.url, TRUST_PROXY: '1' });
}, 30_000);
afterAll(async () => {
  await door?.close();
  await api?.close();
  await database?.drop();
});

interface Answer {
  status: number;
  cookies: string[];
  location: string | undefined;
  body: Record<string, unknown>;
}

function call(method: string, path: string, headers: Record<string, string> = {}, body?: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const all = { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) };
    const sent = request(`${door.url}${path}`, { method, headers: all, ca: door.ca, agent: false }, (reply) => {
      let text = '';
      reply.on('data', (piece) => (text += String(piece)));
      reply.on('end', () => {
        const isJson = reply.headers['content-type']?.includes('json') === true && text !== '';
        resolve({
          status: reply.statusCode!,
          cookies: reply.headers['set-cookie'] ?? [],
          location: reply.headers.location,
          body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
        });
      });
    });
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

async function signUp(headers: Record<string, string> = {}) {
  const person = { phone: `0${nextPhone++}`, password: PASSWORD, fullName: 'H’Hen Niê', birthDate: '1992-05-08' };
  const reply = await call('POST', '/api/accounts', headers, person);
  expect(reply.status).toBe(201);
  return { cookies: reply.cookies, token: String(reply.body['token']) };
}

function connects(origin?: string): Promise<boolean> {
  const socket = io(door.url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    ca: door.ca,
    ...(origin !== undefined && { extraHeaders: { origin } }),
  });
  return new Promise((resolve) => {
    socket.once('connect', () => (socket.disconnect(), resolve(true)));
    socket.once('connect_error', () => resolve(false));
  });
}

describe('behind a TLS front door', () => {
  it('the session is a cookie of this host alone, out of reach of scripts and of plain http', async () => {
    const { cookies, token } = await signUp();
    // What browsers demand of the prefix __Host-: Secure, Path=/ and no Domain.
    expect(cookies).toEqual(
      [token, '[^;]+'].map((value, i) =>
        expect.stringMatching(
          `^__Host-${['sid', 'device'][i]}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=\\d+; Secure$`,
        ),
      ),
    );
    const cookie = cookies[0]!.split(';')[0]!;
    expect((await call('GET', '/api/me', { cookie })).status).toBe(200);
    expect((await call('GET', '/api/me', { cookie: `a=1; ${cookie}; b=2` })).status).toBe(200);

    const out = await call('DELETE', '/api/sessions/current', { cookie, origin: door.url });
    expect(out.status).toBe(204);
    expect(out.cookies).toEqual(['__Host-sid=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure']);
    expect((await call('GET', '/api/me', { cookie })).status).toBe(401);
  });

  it('a cookie that a neighbouring host could have planted is not listened to', async () => {
    const stranger = await signUp();
    for (const name of ['sid', 'cchc', '__Secure-sid', '__host-sid', 'x__Host-sid']) {
      const cookie = `${name}=${stranger.token}`;
      expect([name, (await call('GET', '/api/me', { cookie })).status]).toEqual([name, 401]);
    }
    const own = await signUp();
    const both = `sid=${stranger.token}; ${own.cookies[0]!.split(';')[0]}`;
    const me = await call('GET', '/api/me', { cookie: both });
    const alone = await call('GET', '/api/me', { cookie: own.cookies[0]!.split(';')[0]! });
    expect(me.body['account']).toEqual(alone.body['account']);
  });

  it('writes come from its own origin, not from plain http of the same name or from next door', async () => {
    const { cookies } = await signUp({ origin: door.url });
    const cookie = cookies[0]!.split(';')[0]!;
    const { hostname } = new URL(door.url);
    const foreign = [door.url.replace('https', 'http'), `https://${hostname}`, `https://x.${hostname}`, 'null', 'x'];
    for (const origin of foreign) {
      const reply = await call('DELETE', '/api/sessions/current', { cookie, origin });
      expect({ origin, status: reply.status, code: reply.body['code'] }).toEqual({
        origin,
        status: 403,
        code: 'NOT_ALLOWED',
      });
    }
    expect((await call('GET', '/api/me', { cookie })).status).toBe(200);
  });

  it('sockets open for its own pages and for programs, for no other page', async () => {
    expect(await connects()).toBe(true);
    expect(await connects(door.url)).toBe(true);
    expect(await connects(door.url.replace('https', 'http'))).toBe(false);
    expect(await connects('https://la.example.com')).toBe(false);
  });

  it('a redirection stays at the address that was typed', async () => {
    const { status, location } = await call('GET', '/dang-nhap/', { accept: 'text/html' });
    expect({ status, location }).toEqual({ status: 308, location: '/dang-nhap' });
  });
});
