import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { IdentityModule, SessionService, SignInLinkService } from '#identity';
import type { Env } from '#platform';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect } from '../../support/insert.js';
import { startRooms, type Rooms } from '../../support/rooms.js';

const visitor = { ip: '127.0.0.1', requestId: null };

let database: TestDatabase;
let owner: DataSource;
let rooms: Rooms;
let links: SignInLinkService;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
  rooms = await startRooms(database, [IdentityModule], { PUBLIC_URL: 'http://192.168.1.20:3000' });
  links = rooms.get(SignInLinkService);
});

afterAll(async () => {
  await rooms.close();
  await owner.destroy();
  await database.drop();
});

async function insertAccount(sample = true): Promise<string> {
  const id = randomUUID();
  await owner.query(`INSERT INTO account (id, full_name, sample) VALUES ($1, 'Vàng A Sử', $2)`, [id, sample]);
  return id;
}

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'accepted',
    (error: { code?: string }) => error.code ?? error,
  );

describe('a sign-in link', () => {
  it('signs in as its sample account, without a password', async () => {
    const accountId = await insertAccount();
    const token = await links.issueFor(accountId);
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const signedIn = await links.redeem(token, visitor);
    expect(signedIn).toMatchObject({ accountId, fullName: 'Vàng A Sử' });
    expect(signedIn.token).not.toBe(token);
    expect(await rooms.get(SessionService).resolve(signedIn.token)).toMatchObject({ accountId });
  });

  it('opens once, also when two come at the same moment', async () => {
    const token = await links.issueFor(await insertAccount());
    const codes = await Promise.all([1, 2, 3, 4].map(() => codeOf(links.redeem(token, visitor))));
    expect(codes.filter((code) => code === 'accepted')).toHaveLength(1);
    expect(codes.filter((code) => code === 'SIGN_IN_LINK_INVALID')).toHaveLength(3);
  });

  it('lasts 30 minutes, by the clock of the database', async () => {
    const accountId = await insertAccount();
    const token = await links.issueFor(accountId);
    const [row]: { minutes: string }[] = await owner.query(
      `SELECT extract(epoch FROM expires_at - contest_clock()) / 60 AS minutes FROM sign_in_link WHERE account_id = $1`,
      [accountId],
    );
    expect(Number(row!.minutes)).toBeCloseTo(30, 1);
    await owner.query(`UPDATE sign_in_link SET expires_at = contest_clock() - interval '1 ms' WHERE account_id = $1`, [
      accountId,
    ]);
    expect(await codeOf(links.redeem(token, visitor))).toBe('SIGN_IN_LINK_INVALID');
  });

  it('is stored as a hash, and swept away when it can be of no use any more', async () => {
    const accountId = await insertAccount();
    const token = await links.issueFor(accountId);
    const [row]: { token_hash: Buffer }[] = await owner.query(
      `SELECT token_hash FROM sign_in_link WHERE account_id = $1`,
      [accountId],
    );
    expect(row!.token_hash).toHaveLength(32);
    expect(row!.token_hash.toString('base64url')).not.toBe(token);
    await owner.query(`UPDATE sign_in_link SET expires_at = contest_clock() - interval '1 s'`);
    await links.issueFor(await insertAccount());
    expect(await owner.query(`SELECT FROM sign_in_link`)).toHaveLength(1);
  });

  it('is made for nobody real, nobody unknown, nobody disabled', async () => {
    const disabled = await insertAccount();
    await owner.query(`UPDATE account SET disabled_at = contest_clock() WHERE id = $1`, [disabled]);
    for (const accountId of [await insertAccount(false), randomUUID(), disabled]) {
      await expect(links.issueFor(accountId)).rejects.toMatchObject({
        code: 'NOT_ALLOWED',
        details: { reason: 'not_a_sample' },
      });
    }
  });

  it('opens nothing when the account was disabled, or is no sample any more, after it was made', async () => {
    for (const change of ['disabled_at = contest_clock()', 'sample = false']) {
      const accountId = await insertAccount();
      const token = await links.issueFor(accountId);
      await owner.query(`UPDATE account SET ${change} WHERE id = $1`, [accountId]);
      expect(await codeOf(links.redeem(token, visitor))).toBe('SIGN_IN_LINK_INVALID');
    }
  });

  it.each([[''], ['x'.repeat(43)], ['../../etc/passwd']])('is none: %j', async (token) => {
    expect(await codeOf(links.redeem(token, visitor))).toBe('SIGN_IN_LINK_INVALID');
  });

  it.each<[string, Partial<Env>]>([
    ['on a public address', { PUBLIC_URL: 'https://thi.nghean.gov.vn' }],
    ['in the image', { CCHC_IMAGE: '1', PUBLIC_URL: 'http://127.0.0.1:3000' }],
  ])('is neither made nor taken %s', async (_where, env) => {
    const accountId = await insertAccount();
    const token = await links.issueFor(accountId);
    const outside = await startRooms(database, [IdentityModule], env);
    try {
      await expect(outside.get(SignInLinkService).issueFor(accountId)).rejects.toMatchObject({
        code: 'NOT_ALLOWED',
        details: { reason: 'public_address' },
      });
      expect(await codeOf(outside.get(SignInLinkService).redeem(token, visitor))).toBe('SIGN_IN_LINK_INVALID');
    } finally {
      await outside.close();
    }
    expect(await codeOf(links.redeem(token, visitor))).toBe('accepted');
  });
});
