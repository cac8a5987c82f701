import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Server, type Socket as OpenSocket } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { AccountService, IdentityModule, SessionService } from '#identity';
import { Clock, ENV, LOGGER, sha256 } from '#platform';
import { LiveDoor } from '../../../apps/api/src/live/live.door.js';
import { LiveGateway } from '../../../apps/api/src/live/live.gateway.js';
import { startRooms, type Rooms } from '../../support/rooms.js';
import { Citizens } from '../api-identity/citizens.js';
import { admit } from './visitors.js';

let house: Citizens;
/** Another process on the same database. It has a corner of Redis for itself, so only the database tells of its deeds. */
let elsewhere: Rooms;
const sockets: Socket[] = [];

beforeAll(async () => {
  house = await Citizens.open();
  elsewhere = await startRooms(house.database, [IdentityModule]);
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});
afterAll(async () => {
  await elsewhere?.close();
  await house?.close();
});

const PHONE = '0935000007';
const PASSWORD = 'con trâu đi trước';

async function page(headers: Record<string, string>, url = house.api.url): Promise<Socket> {
  const settings = { forceNew: true, reconnection: false, extraHeaders: headers };
  const socket = io(url, { transports: ['websocket'], ...settings });
  sockets.push(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}
const cookie = (token: string) => ({ cookie: `theme=dark; sid=${token}` });

/** Waits for the end of a socket; the test's own limit ends a wait for what does not come. */
async function cut(socket: Socket): Promise<void> {
  while (socket.connected) await pause(20);
}

async function sessionOf(token: string): Promise<{ accountId: string; sessionId: string }> {
  return (await elsewhere.get(SessionService).resolve(token))!;
}

describe('a socket', () => {
  it.each([
    ['the cookie', cookie],
    ['a bearer token', (token: string) => ({ authorization: `Bearer ${token}` })],
  ])(
    'that came with a session in %s is cut when its person signs out; those of others stay',
    async (_what, headers) => {
      const [mine, other] = [await house.signUp(), await house.signUp()];
      const [own, theirs, nobodys] = [await page(headers(mine)), await page(headers(other)), await page({})];
      expect((await house.call('DELETE', '/sessions/current', { token: mine })).status).toBe(204);
      await cut(own);
      expect([theirs.connected, nobodys.connected]).toEqual([true, true]);
    },
  );

  it('is cut when another device ends its session, and only that one', async () => {
    const phone = await house.signUp({ phone: PHONE, password: PASSWORD });
    const desk = (await house.call('POST', '/sessions', { body: { phone: PHONE, password: PASSWORD } })).body.token;
    const [onPhone, onDesk] = [await page(cookie(phone)), await page(cookie(desk))];
    await elsewhere.get(SessionService).end((await sessionOf(phone)).sessionId);
    await cut(onPhone);
    expect(onDesk.connected).toBe(true);
  });

  it.each([
    ['by the house', (accountId: string) => elsewhere.get(AccountService).disable(accountId, null)],
    [
      'by hand',
      (accountId: string) =>
        house.owner.query('UPDATE account SET disabled_at = contest_clock() WHERE id = $1', [accountId]),
    ],
  ])('is cut when its account is disabled %s, and comes back as nobody', async (_how, disable) => {
    const token = await house.signUp();
    const own = await page(cookie(token));
    await disable((await sessionOf(token)).accountId);
    await cut(own);
    expect((await house.call('GET', '/me', { token })).status).toBe(401);
    const again = await page(cookie(token));
    expect(await again.timeout(3_000).emitWithAck('watch', { room: 'contest-1' })).toEqual({ ok: true });
  });

  it('is cut when its session has come to its end', async () => {
    const token = await house.signUp();
    await house.owner.query(`UPDATE session SET expires_at = contest_clock() + interval '1500 ms' WHERE id = $1`, [
      (await sessionOf(token)).sessionId,
    ]);
    await cut(await page(cookie(token)));
  });
});

describe('a socket of staff', () => {
  it('is cut when the desk was left for longer than the session may lie unused; it is no use of the session', async () => {
    const [[left], [used]] = [
      await admit(house.owner, [{ role: 'support' }]),
      await admit(house.owner, [{ role: 'support' }]),
    ];
    const seen = (token: string, ago: string) =>
      house.owner.query(
        `UPDATE session SET idle_ms = 60000, last_seen_at = contest_clock() - $2::interval WHERE token_hash = $1`,
        [sha256(token), ago],
      );
    for (const token of [left!, used!]) await seen(token, '0 seconds');
    const citizens = await page(cookie(await house.signUp()));
    const [gone, stays] = [await page(cookie(left!)), await page(cookie(used!))];
    await seen(left!, '59 seconds');
    await cut(gone);
    expect([stays.connected, citizens.connected]).toEqual([true, true]);
    // A process knows a session for three seconds without asking.
    while ((await house.call('GET', '/me', { token: left! })).status !== 401) await pause(100);
  });
});

describe('a packet that fails', () => {
  it('is told to its page and in the log under the number of the connection, which stays', async () => {
    const own = await page({});
    const { app } = house.api;
    const { server } = app.get(LiveGateway) as unknown as { server: Server };
    const theirs = server.sockets.sockets.get(own.id!)!;
    const lines: { err: Error; requestId: string; packet: string; times: number }[] = [];
    const log = jest.spyOn(app.get<Logger>(LOGGER), 'error').mockImplementation((line: unknown) => {
      lines.push(line as (typeof lines)[number]);
    });
    // The library, for it is what may fail here: our own part of a packet refuses and does not throw.
    const join = jest.spyOn(theirs as OpenSocket, 'join').mockImplementation(() => {
      throw new Error('no rooms left');
    });
    try {
      const told = new Promise<{ requestId: string }>((resolve) => own.once('exception', resolve));
      own.emit('watch', { room: 'contest-1' });
      const { requestId } = await told;
      expect(await told).toEqual({ status: 'error', code: 'INTERNAL', requestId: expect.stringMatching(/^\w{8}$/) });
      expect(lines).toEqual([{ err: expect.any(Error), requestId, packet: 'watch', times: 1 }]);
      expect(lines[0]!.err.message).toBe('no rooms left');
      join.mockRestore();
      expect(await own.timeout(3_000).emitWithAck('watch', { room: 'contest-1' })).toEqual({ ok: true });
      // A packet that is refused is answered under the same number.
      expect(await own.timeout(3_000).emitWithAck('watch', { room: 'elsewhere' })).toMatchObject({
        ok: false,
        requestId,
      });
    } finally {
      join.mockRestore();
      log.mockRestore();
    }
  });
});

describe('a socket that is recovered after a break', () => {
  let server: Server;
  let door: LiveDoor;
  let url: string;

  // The product recovers none: a page asks when it comes again. The door must hold for a server that does, too, and whose
  // recovered sockets go past everything that stands before the connection, as is the library's default.
  beforeAll(async () => {
    const http = createServer();
    server = new Server(http, { connectionStateRecovery: { skipMiddlewares: true } });
    const { app } = house.api;
    door = new LiveDoor(app.get(SessionService), app.get(AccountService), app.get(Clock), app.get(ENV));
    door.guard(server);
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(http.address() as { port: number }).port}`;
  });
  afterAll(async () => {
    door?.onModuleDestroy();
    await server?.close();
  });

  /** Connects, hears one message, loses the line and is back. What is done meanwhile is in `inTheBreak`. */
  async function recovered(token: string, inTheBreak: () => Promise<unknown>): Promise<Socket> {
    const own = await page(cookie(token), url);
    const heard = new Promise((resolve) => own.once('news', resolve));
    server.emit('news');
    await heard;
    const lost = new Promise((resolve) => own.once('disconnect', resolve));
    own.io.engine.close();
    await lost;
    await inTheBreak();
    const back = new Promise<void>((resolve) => own.once('connect', resolve));
    own.connect();
    await back;
    expect(own.recovered).toBe(true);
    return own;
  }

  it('stands behind the same session, and is cut with it', async () => {
    const token = await house.signUp();
    const own = await recovered(token, async () => undefined);
    const { sessionId } = await sessionOf(token);
    expect([...server.of('/').sockets.values()].map(({ data }) => data)).toEqual([
      expect.objectContaining({ sessionId }),
    ]);
    await house.call('DELETE', '/sessions/current', { token });
    await cut(own);
  });

  it('is cut when its session ended in the break', async () => {
    const token = await house.signUp();
    const own = await recovered(token, async () => {
      await house.call('DELETE', '/sessions/current', { token });
    });
    await cut(own);
  });
});
