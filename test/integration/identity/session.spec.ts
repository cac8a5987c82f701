import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { AccountService, IdentityModule, SessionService, type OpenedSession } from '#identity';
import { REDIS_SUBSCRIBER } from '#platform';
import type { Redis } from 'ioredis';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect, HOUR, insertContest } from '../../support/insert.js';
import { startRooms, type Rooms } from '../../support/rooms.js';

/** Nobody listens there. */
const NO_REDIS = 'redis://127.0.0.1:9';

let database: TestDatabase;
let owner: DataSource;
let rooms: Rooms;
let sessions: SessionService;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
  rooms = await startRooms(database, [IdentityModule]);
  sessions = rooms.get(SessionService);
});

afterAll(async () => {
  await rooms.close();
  await owner.destroy();
  await database.drop();
});

async function insertAccount(fullName = 'Zơrâm'): Promise<string> {
  const id = randomUUID();
  await owner.query(`INSERT INTO account (id, full_name) VALUES ($1, $2)`, [id, fullName]);
  return id;
}

async function open(accountId?: string): Promise<OpenedSession> {
  const id = accountId ?? (await insertAccount());
  const dataSource = rooms.get(DataSource);
  return dataSource.transaction((manager) => sessions.start(manager, id));
}

/** Asks until the answer is as wished. The promise is three seconds; a busy test machine is given longer. */
async function comesTrue(isSo: () => boolean | Promise<boolean>): Promise<boolean> {
  for (let tries = 0; tries < 500; tries++) {
    if (await isSo()) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

describe('a session', () => {
  it('is told by its token alone, of which only the hash is stored', async () => {
    const accountId = await insertAccount('H’Hen Niê');
    const session = await open(accountId);
    expect(session.token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await sessions.resolve(session.token)).toEqual({
      accountId,
      sessionId: session.sessionId,
      fullName: 'H’Hen Niê',
      roles: [],
      waitingRoles: [],
    });
    const [row]: { token_hash: Buffer }[] = await owner.query(`SELECT token_hash FROM session WHERE id = $1`, [
      session.sessionId,
    ]);
    expect(row!.token_hash).toHaveLength(32);
    expect(row!.token_hash.toString('base64url')).not.toBe(session.token);
    const [line]: { action: string; actor_id: string }[] = await owner.query(
      `SELECT action, actor_id FROM audit WHERE subject = $1`,
      [`session/${session.sessionId}`],
    );
    expect(line).toEqual({ action: 'session.started', actor_id: accountId });
  });

  it('has a new token each time', async () => {
    const accountId = await insertAccount();
    const tokens = await Promise.all(Array.from({ length: 20 }, () => open(accountId)));
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(20);
  });

  it('carries the roles of its account', async () => {
    const accountId = await insertAccount();
    await owner.query(`INSERT INTO staff_role (account_id, role) VALUES ($1, 'host'), ($1, 'support')`, [accountId]);
    const identity = await sessions.resolve((await open(accountId)).token);
    expect(identity?.roles).toEqual([
      { role: 'host', contestId: null, contestUnitId: null },
      { role: 'support', contestId: null, contestUnitId: null },
    ]);
    expect(identity?.waitingRoles).toEqual([]);
  });

  it.each(['organizer', 'judge', 'auditor', 'administrator'])(
    'keeps the role of %s waiting until it has shown the second factor, then has it at once',
    async (role) => {
      const accountId = await insertAccount();
      await owner.query(`INSERT INTO staff_role (account_id, role) VALUES ($1, $2), ($1, 'host')`, [accountId, role]);
      const { token, sessionId } = await open(accountId);
      const held = (name: string) => ({ role: name, contestId: null, contestUnitId: null });
      expect(await sessions.resolve(token)).toMatchObject({ roles: [held('host')], waitingRoles: [held(role)] });
      await owner.query(`UPDATE session SET second_factor_at = contest_clock() WHERE id = $1`, [sessionId]);
      expect(await sessions.resolve(token)).toMatchObject({ roles: [held(role), held('host')], waitingRoles: [] });
      // Another sign-in starts without it.
      expect((await sessions.resolve((await open(accountId)).token))?.waitingRoles).toEqual([held(role)]);
    },
  );

  it('carries no role that has expired', async () => {
    const accountId = await insertAccount();
    await owner.query(
      `INSERT INTO staff_role (account_id, role, expires_at)
       VALUES ($1, 'author', contest_clock() - interval '1 ms'), ($1, 'host', contest_clock() + interval '1 hour')`,
      [accountId],
    );
    expect((await sessions.resolve((await open(accountId)).token))?.roles.map(({ role }) => role)).toEqual(['host']);
  });

  it.each([[''], ['x'.repeat(42)], ['x'.repeat(43)], ['x'.repeat(44)], ["' OR 1=1 --"], ['ồ'.repeat(43)]])(
    'is nobody for the token %j',
    async (token) => {
      expect(await sessions.resolve(token)).toBeNull();
    },
  );

  it('is over when it has expired, by the clock of the database', async () => {
    const session = await open();
    await owner.query(`UPDATE session SET expires_at = contest_clock() - interval '1 ms' WHERE id = $1`, [
      session.sessionId,
    ]);
    expect(await sessions.resolve(session.token)).toBeNull();
  });

  it.each([
    ['a citizen where nothing is going on', null, 7 * 24, null],
    ['a member of staff', "contest_clock() + interval '1 day'", 12, 60 * 60_000],
    ['somebody who was a member of staff', 'contest_clock()', 7 * 24, null],
  ])('of %s lasts its time', async (_who, roleEnds, hours, idleMs) => {
    const accountId = await insertAccount();
    if (roleEnds !== null)
      await owner.query(`INSERT INTO staff_role (account_id, role, expires_at) VALUES ($1, 'author', ${roleEnds})`, [
        accountId,
      ]);
    const { sessionId, lifetimeMs } = await open(accountId);
    expect(lifetimeMs).toBe(hours * 3_600_000);
    expect(await owner.query(`SELECT idle_ms FROM session WHERE id = $1`, [sessionId])).toEqual([{ idle_ms: idleMs }]);
  });

  it.each([
    ['a week longer than the last round that is going on or coming', 'published', [-3, 10], 17],
    ['a week when the contest is over', 'published', [-20, -2], 7],
    ['a week when the contest is a draft yet', 'draft', [3, 10], 7],
    ['45 days and no longer, however long the contest', 'published', [10, 60], 45],
  ] as const)('of a citizen lasts %s', async (_how, status, closings, days) => {
    const { id } = await insertContest(owner, {
      status,
      rounds: closings.map((inDays) => ({ closesAt: Date.now() + inDays * 24 * HOUR })),
    });
    const { lifetimeMs } = await open();
    await owner.query(`UPDATE contest SET status = 'closed' WHERE id = $1`, [id]);
    expect(lifetimeMs / (24 * HOUR)).toBeCloseTo(days, 1);
  });

  const unused = (sessionId: string, time: string) =>
    owner.query(`UPDATE session SET last_seen_at = contest_clock() - $2::interval WHERE id = $1`, [sessionId, time]);

  it('of a member of staff ends when it lies unused for an hour, and lives on when it is used', async () => {
    const accountId = await insertAccount();
    await owner.query(`INSERT INTO staff_role (account_id, role) VALUES ($1, 'author')`, [accountId]);
    const [used, left] = [await open(accountId), await open(accountId)];
    await unused(used.sessionId, '59 minutes');
    await unused(left.sessionId, '60 minutes');
    expect(await sessions.resolve(used.token)).not.toBeNull();
    expect(await sessions.resolve(left.token)).toBeNull();
    const [row] = await owner.query(
      `SELECT contest_clock() - last_seen_at < interval '1 minute' AS is_noted FROM session WHERE id = $1`,
      [used.sessionId],
    );
    expect(row).toEqual({ is_noted: true });
  });

  it('is noted as used at most once a minute', async () => {
    const accountId = await insertAccount();
    await owner.query(`INSERT INTO staff_role (account_id, role) VALUES ($1, 'administrator')`, [accountId]);
    // Roles that wait are asked for anew each time.
    const { sessionId, token } = await open(accountId);
    await unused(sessionId, '50 s');
    const seen = () => owner.query(`SELECT last_seen_at FROM session WHERE id = $1`, [sessionId]);
    const before = await seen();
    for (let n = 0; n < 5; n++) await sessions.resolve(token);
    expect(await seen()).toEqual(before);
    await unused(sessionId, '61 s');
    await Promise.all(Array.from({ length: 5 }, () => sessions.resolve(token)));
    expect((await seen())[0].last_seen_at.getTime()).toBeGreaterThanOrEqual(before[0].last_seen_at.getTime());
  });

  it('answers a thousand look-ups at once, each with its own', async () => {
    const accounts = await Promise.all(Array.from({ length: 40 }, (_, n) => insertAccount(`Người ${n}`)));
    const opened = await rooms.get(DataSource).transaction((manager) => sessions.startMany(manager, accounts));
    const asked = Array.from({ length: 1_000 }, (_, n) => (n % 5 === 4 ? null : opened[n % 40]!));
    const answers = await Promise.all(asked.map((one) => sessions.resolve(one?.token ?? 'z'.repeat(43))));
    expect(answers.map((identity) => identity?.sessionId ?? null)).toEqual(asked.map((one) => one?.sessionId ?? null));
  });
});

describe('the end of a session', () => {
  it('is known at once in this process, also to the memory of look-ups, and written down once', async () => {
    const session = await open();
    await sessions.resolve(session.token);
    await Promise.all([sessions.end(session.sessionId, 'R1'), sessions.end(session.sessionId, 'R2')]);
    expect(sessions.isEnded(session.sessionId)).toBe(true);
    expect(await sessions.resolve(session.token)).toBeNull();
    const lines: unknown[] = await owner.query(`SELECT FROM audit WHERE subject = $1 AND action = 'session.ended'`, [
      `session/${session.sessionId}`,
    ]);
    expect(lines).toHaveLength(1);
  });

  it('leaves the other sessions of the person alone', async () => {
    const accountId = await insertAccount();
    const [phone, desk] = [await open(accountId), await open(accountId)];
    await sessions.end(phone.sessionId);
    expect(await sessions.resolve(desk.token)).not.toBeNull();
    expect(sessions.isEnded(desk.sessionId)).toBe(false);
  });

  it('is told to another process at once by Redis', async () => {
    const other = await startRooms(database, [IdentityModule], { REDIS_PREFIX: rooms.env.REDIS_PREFIX });
    try {
      const elsewhere = other.get(SessionService);
      // Both listen when the publisher is told of two subscribers.
      const subscriber = other.get<Redis>(REDIS_SUBSCRIBER);
      await subscriber.subscribe(`${rooms.env.REDIS_PREFIX}:session-ended`);
      const session = await open();
      expect(await elsewhere.resolve(session.token)).not.toBeNull();
      await sessions.end(session.sessionId);
      expect(await comesTrue(() => elsewhere.isEnded(session.sessionId))).toBe(true);
      expect(await elsewhere.resolve(session.token)).toBeNull();
    } finally {
      await other.close();
    }
  });

  it('is known within three seconds to a process without Redis, ended there or here', async () => {
    const other = await startRooms(database, [IdentityModule], { REDIS_URL: NO_REDIS });
    try {
      const elsewhere = other.get(SessionService);
      const [here, there] = [await open(), await open()];
      expect(await elsewhere.resolve(here.token)).not.toBeNull();
      expect(await sessions.resolve(there.token)).not.toBeNull();
      await Promise.all([sessions.end(here.sessionId), elsewhere.end(there.sessionId)]);
      expect(elsewhere.isEnded(there.sessionId)).toBe(true);
      expect(await comesTrue(() => elsewhere.isEnded(here.sessionId) && sessions.isEnded(there.sessionId))).toBe(true);
      expect(await elsewhere.resolve(here.token)).toBeNull();
      expect(await sessions.resolve(there.token)).toBeNull();
    } finally {
      await other.close();
    }
  });

  it('is still known after the process has started again', async () => {
    const session = await open();
    await sessions.end(session.sessionId);
    const again = await startRooms(database, [IdentityModule]);
    try {
      expect(again.get(SessionService).isEnded(session.sessionId)).toBe(true);
    } finally {
      await again.close();
    }
  });

  it('comes with the shutting of the account, for all its sessions, once', async () => {
    const accountId = await insertAccount();
    const opened = [await open(accountId), await open(accountId)];
    await rooms.get(AccountService).disable(accountId, null);
    await rooms.get(AccountService).disable(accountId, null);
    for (const { sessionId, token } of opened) {
      expect(sessions.isEnded(sessionId)).toBe(true);
      expect(await sessions.resolve(token)).toBeNull();
    }
    expect(await sessions.resolve((await open(accountId)).token)).toBeNull();
    const lines: unknown[] = await owner.query(`SELECT FROM audit WHERE subject = $1`, [`account/${accountId}`]);
    expect(lines).toHaveLength(1);
  });

  it('comes within three seconds when the account is disabled by hand in the database', async () => {
    const accountId = await insertAccount();
    const session = await open(accountId);
    expect(await sessions.resolve(session.token)).not.toBeNull();
    await owner.query(`UPDATE account SET disabled_at = contest_clock() WHERE id = $1`, [accountId]);
    expect(
      await comesTrue(
        async () => sessions.isEnded(session.sessionId) && (await sessions.resolve(session.token)) === null,
      ),
    ).toBe(true);
  });

  it('is heard after messages that nobody can read', async () => {
    const session = await open();
    const redis = rooms.get<Redis>(REDIS_SUBSCRIBER).duplicate();
    const channel = `${rooms.env.REDIS_PREFIX}:session-ended`;
    await redis.publish(channel, '{"not": "a list"');
    await redis.publish(channel, JSON.stringify([{ id: 7 }]));
    await redis.publish(channel, JSON.stringify([{ id: session.sessionId, expiresAt: session.expiresAt }]));
    expect(await comesTrue(() => sessions.isEnded(session.sessionId))).toBe(true);
    redis.disconnect();
  });
});

describe('the look-up of sessions', () => {
  it('goes by the index of the tokens, however many sessions there are', async () => {
    await owner.query(
      `WITH a AS (INSERT INTO account (id, full_name) SELECT gen_random_uuid(), 'Người thử' FROM generate_series(1, 5000) RETURNING id)
       INSERT INTO session (id, account_id, token_hash, expires_at)
       SELECT gen_random_uuid(), a.id, sha256(n::text::bytea || a.id::text::bytea), contest_clock() + interval '1 day'
         FROM a, generate_series(1, 4) n`,
    );
    await owner.query('ANALYZE account, session, staff_role');
    const { livingSessions, endedSessionsSince } =
      await import('../../../libs/identity/src/sessions/session.queries.js');
    const plans = async (text: string, types: string, values: string): Promise<string> => {
      const client = owner.createQueryRunner();
      try {
        await client.query(`PREPARE asked (${types}) AS ${text}`);
        const rows: { 'QUERY PLAN': string }[] = await client.query(`EXPLAIN EXECUTE asked(${values})`);
        await client.query('DEALLOCATE asked');
        return rows.map((row) => row['QUERY PLAN']).join('\n');
      } finally {
        await client.release();
      }
    };
    const [some]: { hashes: string }[] = await owner.query(
      `SELECT quote_literal(array_agg(token_hash)) AS hashes FROM (SELECT token_hash FROM session LIMIT 20) s`,
    );
    const lookUp = await plans(livingSessions.text, 'bytea[]', some!.hashes);
    expect(lookUp).toContain('session_token_key');
    expect(lookUp).toContain('account_pkey');
    expect(lookUp).not.toMatch(/Seq Scan on (session|account)/);
    const reread = await plans(endedSessionsSince.text, 'timestamptz', `now() - interval '1 minute'`);
    expect(reread).toContain('session_ended_idx');
    expect(reread).toContain('account_disabled_idx');
    expect(reread).not.toMatch(/Seq Scan on (session|account)/);
  });
});
