import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { Module } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { tidyDoor } from '#identity';
import { Tidier } from '../../../apps/worker/src/tidier.js';
import { WorkerModule } from '../../../apps/worker/src/worker.module.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect, insertContest } from '../../support/insert.js';
import { startRooms } from '../../support/rooms.js';

@Module({ providers: [Tidier] })
class TidierModule {}

let database: TestDatabase;
let owner: DataSource;
let app: DataSource;
let accountId: string;
let contestId: number;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
  app = await connect(database.appUrl);
  ({ id: contestId } = await insertContest(owner));
  accountId = randomUUID();
  await owner.query(`INSERT INTO account (id, full_name) VALUES ($1, 'Zơrâm')`, [accountId]);
});

beforeEach(async () => {
  await owner.query(`DELETE FROM session; DELETE FROM sign_in_link; DELETE FROM reset_code`);
});

afterAll(async () => {
  await app.destroy();
  await owner.destroy();
  await database.drop();
});

/** A session, by the days from now to its end and to when it was ended. */
async function session(expiresInDays: number, endedInDays: number | null): Promise<string> {
  const id = randomUUID();
  await owner.query(
    `INSERT INTO session (id, account_id, token_hash, expires_at, ended_at)
     VALUES ($1, $2, $3, contest_clock() + $4 * interval '1 day', contest_clock() + $5 * interval '1 day')`,
    [id, accountId, randomBytes(32), expiresInDays, endedInDays],
  );
  return id;
}

/** A link or code, by the minutes from now to its end. */
async function link(expiresInMinutes: number, isUsed: boolean): Promise<void> {
  await owner.query(
    `INSERT INTO sign_in_link (token_hash, account_id, expires_at, used_at)
     VALUES ($1, $2, contest_clock() + $3 * interval '1 minute', CASE WHEN $4 THEN contest_clock() END)`,
    [randomBytes(32), accountId, expiresInMinutes, isUsed],
  );
}

async function code(issuedHoursAgo: number): Promise<void> {
  await owner.query(
    `INSERT INTO reset_code (code_hash, account_id, contest_id, issued_by, issued_at, expires_at)
     SELECT $1, $2, $3, $2, at, at + interval '15 minutes' FROM (SELECT contest_clock() - $4 * interval '1 hour' AS at) t`,
    [randomBytes(32), accountId, contestId, issuedHoursAgo],
  );
}

/** A contest whose only round ended so many months ago; it keeps names for 24. */
async function contestOver(monthsAgo: number): Promise<number> {
  const closesAt = Date.now() - monthsAgo * 30.5 * 24 * 3_600_000;
  return (await insertContest(owner, { rounds: [{ opensAt: closesAt - 3_600_000, closesAt }] })).id;
}

const NOTHING = { sessions: 0, links: 0, codes: 0, invitees: 0, papers: 0, claims: 0, offers: 0, exclusions: 0 };

describe('tidying at the door', () => {
  it('takes sessions that are over for 30 days and leaves the others', async () => {
    const kept = [
      await session(45, null),
      await session(-29, null),
      await session(-1, -29),
      // Ended long ago, and not yet past its own end: an attempt token may still name it.
      await session(10, -31),
    ];
    await session(-31, null);
    await session(-1, -31);
    expect(await tidyDoor(app)).toEqual({ ...NOTHING, sessions: 2 });
    const rows: { id: string }[] = await owner.query(`SELECT id FROM session`);
    expect(rows.map(({ id }) => id).sort()).toEqual([...kept].sort());
  });

  it('takes links that open nothing, and codes that no limit counts', async () => {
    await link(10, false);
    await link(10, true);
    await link(-1, false);
    await code(0);
    await code(23);
    await code(25);
    await owner.query(
      `INSERT INTO phone_code (account_id, code_hash, expires_at) VALUES ($1, '\\x00', contest_clock() - interval '1 second')`,
      [accountId],
    );
    expect(await tidyDoor(app)).toEqual({ ...NOTHING, links: 2, codes: 2 });
    expect(await tidyDoor(app)).toEqual(NOTHING);
  });

  it('takes claims to a phone number a month after the decision, and those that nobody decided in half a year', async () => {
    const claims = (days: string) =>
      `SELECT 1, n, contest_clock() - n * interval '1 day' FROM unnest(ARRAY[${days}]) n`;
    await owner.query(
      `INSERT INTO contest_unit (id, contest_id, code, name, level, kind, search_key, invited) VALUES (900, $1, 'x', 'X', 'virtual', 'virtual', 'x', true)`,
      [contestId],
    );
    await owner.query(
      `WITH open (one, days, at) AS (${claims('179, 181')}), decided (one, days, at) AS (${claims('29, 31, 200')})
       INSERT INTO phone_claim (contest_id, phone, full_name, birth_date, contest_unit_id, state, asked_at, decided_at)
       SELECT $1::int, '+84912345678', days::text, date '1988-02-29', 900, 'open', at, NULL FROM open
       UNION ALL SELECT $1, '+84912345678', days::text, date '1988-02-29', 900, 'refused', at, at FROM decided`,
      [contestId],
    );
    expect((await tidyDoor(app)).claims).toBe(3);
    const left = await owner.query(`SELECT full_name AS days, state FROM phone_claim ORDER BY state`);
    expect(left).toEqual([
      { days: '179', state: 'open' },
      { days: '29', state: 'refused' },
    ]);
  });

  it('takes invitations of staff that are too old, used or not', async () => {
    for (const [days, isUsed] of [
      [-1, false],
      [-1, true],
      [1, false],
      [1, true],
    ])
      await owner.query(
        `INSERT INTO staff_invitation (id, token_hash, role, full_name, phone, expires_at, used_at)
         VALUES (gen_random_uuid(), $1, 'author', 'Zơrâm', '+84912345678', contest_clock() + $2 * interval '1 day', CASE WHEN $3 THEN contest_clock() END)`,
        [randomBytes(32), days, isUsed],
      );
    expect(await tidyDoor(app)).toEqual({ ...NOTHING, offers: 2 });
    const rows: object[] = await owner.query(`SELECT FROM staff_invitation WHERE expires_at > contest_clock()`);
    expect(rows).toHaveLength(2);
  });

  it('takes the excluded of contests that keep names no longer', async () => {
    const [over, lately] = [await contestOver(25), await contestOver(23)];
    for (const contest of [over, lately])
      await owner.query(
        `INSERT INTO exclusion (contest_id, phone, reason, declared_by) VALUES ($1, '+84912345678', 'jury', $2)`,
        [contest, accountId],
      );
    expect(await tidyDoor(app)).toEqual({ ...NOTHING, exclusions: 1 });
    expect(await owner.query(`SELECT contest_id FROM exclusion`)).toEqual([{ contest_id: lately }]);
  });

  it('goes on until all are gone, and shares the work between two', async () => {
    await owner.query(
      `INSERT INTO session (id, account_id, token_hash, expires_at)
       SELECT gen_random_uuid(), $1, sha256(n::text::bytea), contest_clock() - interval '40 days'
         FROM generate_series(1, 12000) n`,
      [accountId],
    );
    const shares = await Promise.all([tidyDoor(app), tidyDoor(app)]);
    expect(shares[0].sessions + shares[1].sessions).toBe(12_000);
    expect(await owner.query(`SELECT FROM session`)).toHaveLength(0);
  });

  it('is done by a worker that starts', async () => {
    await session(-31, null);
    const worker = await startRooms(database, [TidierModule]);
    try {
      expect(WorkerModule.forRoot(worker.env).providers).toContain(Tidier);
      for (let tries = 0; tries < 500; tries++) {
        const rows: unknown[] = await owner.query(`SELECT FROM session`);
        if (rows.length === 0) break;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      expect(await owner.query(`SELECT FROM session`)).toHaveLength(0);
    } finally {
      await worker.close();
    }
  });
});
