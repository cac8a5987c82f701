import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { DataSource } from 'typeorm';
import { gradedChannel } from '#platform';
import { TallyService } from '#results';
import { startApi, type TestApi } from '../../support/app.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect, insertContest, insertGradedAttempts, insertParticipants } from '../../support/insert.js';

let database: TestDatabase;
let db: DataSource;
let api: TestApi;
let redis: Redis;
const sockets: Socket[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  db = await connect(database.appUrl);
  api = await startApi(database);
  redis = new Redis(api.env.REDIS_URL!);
});

afterAll(async () => {
  for (const socket of sockets) socket.disconnect();
  redis?.disconnect();
  await api?.close();
  await db?.destroy();
  await database?.drop();
});

async function page(options: { origin?: string; transport?: 'websocket' | 'polling' } = {}): Promise<Socket> {
  const socket = io(api.url, {
    transports: [options.transport ?? 'websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: options.origin ? { origin: options.origin } : {},
  });
  sockets.push(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

const ask = (socket: Socket, event: string, body: unknown): Promise<{ ok: boolean }> =>
  socket.timeout(3_000).emitWithAck(event, body);

const REFUSED = { ok: false, code: 'INVALID_INPUT', requestId: expect.stringMatching(/^[0-9A-F]{8}$/) };

/** Everything the socket is told, with the moment. */
function heard(socket: Socket): { at: number; message: Record<string, unknown> }[] {
  const list: { at: number; message: Record<string, unknown> }[] = [];
  socket.on('board-changed', (message: Record<string, unknown>) => list.push({ at: performance.now(), message }));
  return list;
}

/** Waits for what must come; the test's own limit ends a wait for what does not. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(20);
}

const graded = (contestId: number, roundIds: number[]) =>
  redis.publish(
    gradedChannel(api.env.REDIS_PREFIX),
    JSON.stringify({ contestId, attemptIds: ['01990000-0000-7000-8000-000000000000'], roundIds }),
  );

describe('announcements', () => {
  it.each(['websocket', 'polling'] as const)(
    'tell the rooms of a contest that something changed, by %s',
    async (transport) => {
      const contest = await insertContest(db);
      const people = await insertParticipants(db, contest, [{}]);
      const ids = await insertGradedAttempts(db, contest, [{ person: people[0]! }]);
      await db.transaction((manager) => new TallyService().apply(manager, contest.id, ids));
      const socket = await page({ transport });
      const messages = heard(socket);
      expect(await ask(socket, 'watch', { room: `round-${contest.id}-1` })).toEqual({ ok: true });
      expect(await ask(socket, 'watch', { room: `contest-${contest.id}` })).toEqual({ ok: true });
      await graded(contest.id, [1, 2]);
      await until(() => messages.length >= 2);
      // The version and figures that the contest has now, and nothing of a board; nothing of rooms that are not watched.
      const figures = {
        ...{ persons: 1, attempts: 1, unitsTakingPart: 1, unitsInvited: 2, version: 1 },
        updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      };
      expect(messages.map(({ message }) => message)).toEqual([
        { room: `contest-${contest.id}`, contestId: contest.id, roundId: null, version: 1, figures },
        { room: `round-${contest.id}-1`, contestId: contest.id, roundId: 1, version: 1, figures },
      ]);
    },
  );

  it('come at most once a second, and after the last change', async () => {
    const contest = await insertContest(db);
    const socket = await page();
    const messages = heard(socket);
    await ask(socket, 'watch', { room: `contest-${contest.id}` });
    for (let i = 0; i < 18; i++) {
      await graded(contest.id, [1]);
      await pause(100);
    }
    const before = performance.now();
    await graded(contest.id, [1]);
    await until(() => (messages.at(-1)?.at ?? 0) > before);
    const instants = messages.map(({ at }) => at);
    // A little less than a second, because a busy machine may hand one over late and the next in time.
    for (let i = 1; i < instants.length; i++) expect(instants[i]! - instants[i - 1]!).toBeGreaterThan(800);
    expect(instants.length).toBeGreaterThanOrEqual(2);
  });

  it('say nothing of a contest that nobody may see yet', async () => {
    const [draft, contest] = [await insertContest(db, { status: 'draft' }), await insertContest(db)];
    const socket = await page();
    const messages = heard(socket);
    for (const { id } of [draft, contest]) await ask(socket, 'watch', { room: `contest-${id}` });
    for (const { id } of [draft, contest]) await graded(id, [1]);
    await until(() => messages.length > 0);
    expect(messages.map(({ message }) => message['contestId'])).toEqual([contest.id]);
  });

  it('stop when the page watches no more', async () => {
    const contest = await insertContest(db);
    const [leaver, stayer] = [await page(), await page()];
    const [left, stayed] = [heard(leaver), heard(stayer)];
    for (const socket of [leaver, stayer]) await ask(socket, 'watch', { room: `contest-${contest.id}` });
    await ask(leaver, 'unwatch', { room: `contest-${contest.id}` });
    await graded(contest.id, [1]);
    await until(() => stayed.length > 0);
    expect(left).toEqual([]);
  });

  it('survive messages that cannot be read', async () => {
    const contest = await insertContest(db);
    const socket = await page();
    const messages = heard(socket);
    await ask(socket, 'watch', { room: `contest-${contest.id}` });
    for (const contestId of ['x', -1, null, 1.5]) {
      await redis.publish(
        gradedChannel(api.env.REDIS_PREFIX),
        JSON.stringify({ contestId, attemptIds: [], roundIds: [1] }),
      );
    }
    await redis.publish(
      gradedChannel(api.env.REDIS_PREFIX),
      JSON.stringify({ contestId: contest.id, attemptIds: [], roundIds: ['1'] }),
    );
    await graded(contest.id, []);
    await until(() => messages.length > 0);
    expect(messages).toHaveLength(1);
  });
});

describe('what a page may watch', () => {
  it('is a room by its name, and at most ten', async () => {
    const socket = await page();
    for (const room of [
      '',
      'contest-',
      'contest-0',
      'round-1',
      'round-1-2-3',
      'attempt-1',
      'contest-1; DROP',
      socket.id,
      7,
      null,
      {},
    ]) {
      expect([room, await ask(socket, 'watch', { room })]).toEqual([room, REFUSED]);
    }
    for (const body of [null, 'contest-1', [], undefined, { rooms: ['contest-1'] }]) {
      expect(await ask(socket, 'watch', body)).toEqual(REFUSED);
    }
    for (let n = 1; n <= 10; n++) expect(await ask(socket, 'watch', { room: `contest-${n}` })).toEqual({ ok: true });
    expect(await ask(socket, 'watch', { room: 'contest-11' })).toEqual({ ...REFUSED, code: 'TOO_MANY_REQUESTS' });
    // Watched already: asking again is no eleventh room.
    expect(await ask(socket, 'watch', { room: 'contest-10' })).toEqual({ ok: true });
    await ask(socket, 'unwatch', { room: 'contest-1' });
    expect(await ask(socket, 'watch', { room: 'contest-11' })).toEqual({ ok: true });
  });

  it('is asked for in few words: a long message ends the connection', async () => {
    const socket = await page();
    const ended = new Promise((resolve) => socket.once('disconnect', resolve));
    socket.emit('watch', { room: 'x'.repeat(5_000) });
    await expect(ended).resolves.toBeDefined();
  });

  it('is open to pages of this address and to programs, to pages of other sites not', async () => {
    await expect(page({ origin: 'https://evil.example' })).rejects.toThrow();
    await expect(page({ origin: 'null' })).rejects.toThrow();
    await expect(page({ origin: api.url })).resolves.toBeDefined();
    await expect(page({ origin: api.env.PUBLIC_URL })).resolves.toBeDefined();
  });
});
