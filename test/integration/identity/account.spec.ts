import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { DataSource } from 'typeorm';
import { type DomainError, LIMITS } from '#domain';
import { AccountService, IdentityModule, SessionService, type NewAccount } from '#identity';
import { REDIS } from '#platform';
import { PasswordHasher } from '../../../libs/identity/src/accounts/password-hasher.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect } from '../../support/insert.js';
import { solve } from '../../support/proof.js';
import { startRooms, type Rooms } from '../../support/rooms.js';

const PASSWORD = 'con trâu đi trước';
const visitor = { ip: '203.113.1.1', requestId: 'ABCD1234' };

let database: TestDatabase;
let owner: DataSource;
let rooms: Rooms;
let accounts: AccountService;
let nextPhone = 912_000_000;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
  rooms = await startRooms(database, [IdentityModule]);
  accounts = rooms.get(AccountService);
});

afterAll(async () => {
  await rooms.close();
  await owner.destroy();
  await database.drop();
});

const buildPerson = (changes: Partial<NewAccount> = {}): NewAccount => ({
  phone: `+84${nextPhone++}`,
  password: PASSWORD,
  fullName: 'Y Bhiŏ Mlô',
  birthDate: '1990-04-23',
  ...changes,
});

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'accepted',
    (error: { code?: string }) => error.code ?? error,
  );

describe('signing up', () => {
  it('makes an account with a hashed password and a session, and writes neither name nor phone into the audit', async () => {
    const person = buildPerson();
    const signedIn = await accounts.signUp(person, visitor);
    const [row]: Record<string, unknown>[] = await owner.query(
      `SELECT phone, password_hash, full_name, birth_date::text, sample, disabled_at FROM account WHERE id = $1`,
      [signedIn.accountId],
    );
    expect(row).toMatchObject({
      phone: person.phone,
      full_name: 'Y Bhiŏ Mlô',
      birth_date: '1990-04-23',
      sample: false,
      disabled_at: null,
    });
    expect(String(row!['password_hash'])).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await rooms.get(SessionService).resolve(signedIn.token)).toMatchObject({ accountId: signedIn.accountId });
    const lines: Record<string, unknown>[] = await owner.query(
      `SELECT action, subject, request_id, before, after FROM audit WHERE actor_id = $1 ORDER BY id`,
      [signedIn.accountId],
    );
    expect(lines.map((line) => line['action'])).toEqual(['account.created', 'session.started']);
    expect(lines[0]!['request_id']).toBe('ABCD1234');
    expect(JSON.stringify(lines)).not.toContain('Mlô');
    expect(JSON.stringify(lines)).not.toContain(person.phone.slice(3));
  });

  it('gives a phone to one of two who come at the same moment', async () => {
    const person = buildPerson();
    const codes = await Promise.all([1, 2, 3].map(() => codeOf(accounts.signUp(person, visitor))));
    expect(codes.sort()).toEqual(['PHONE_TAKEN', 'PHONE_TAKEN', 'accepted']);
    const rows: unknown[] = await owner.query(`SELECT FROM account WHERE phone = $1`, [person.phone]);
    expect(rows).toHaveLength(1);
  });

  it.each([
    ['PASSWORD_TOO_WEAK', { password: 'nghean2026' }],
    ['PASSWORD_TOO_WEAK', { password: 'x7Kq-92' }],
    ['INVALID_INPUT', { birthDate: '2999-01-01' }],
    ['INVALID_INPUT', { birthDate: '1850-01-01' }],
  ])('refuses with %s for %j and leaves nothing behind', async (code, changes) => {
    const person = buildPerson(changes);
    expect(await codeOf(accounts.signUp(person, visitor))).toBe(code);
    const rows: unknown[] = await owner.query(`SELECT FROM account WHERE phone = $1`, [person.phone]);
    expect(rows).toHaveLength(0);
  });
});

describe('the doors together', () => {
  it('let 500 people behind one address in at once, each with a second try, and only then ask for ten seconds', async () => {
    const strict = await startRooms(database, [IdentityModule]);
    try {
      const strictAccounts = strict.get(AccountService);
      // A weak password is refused right behind the door, which keeps the hashing out of this count.
      const knock = () =>
        strictAccounts.signUp(buildPerson({ password: '12345678' }), visitor).catch((e: unknown) => e);
      const refusals = await Promise.all(Array.from({ length: 1_200 }, knock));
      const late = refusals.filter((one) => (one as { code: string }).code === 'TOO_MANY_REQUESTS');
      expect(strict.env.DOOR_REQUESTS_PER_TEN_SECONDS).toBe(2 * 500);
      expect(refusals.length - late.length).toBe(2 * 500);
      for (const one of late) {
        const { retryAfterSeconds } = (one as { details: { retryAfterSeconds: number } }).details;
        expect(retryAfterSeconds).toBeGreaterThanOrEqual(1);
        expect(retryAfterSeconds).toBeLessThanOrEqual(10);
      }
      const elsewhere = await strictAccounts
        .signUp(buildPerson({ password: '12345678' }), { ...visitor, ip: '203.113.1.2' })
        .catch((e: unknown) => e);
      expect(elsewhere).toMatchObject({ code: 'PASSWORD_TOO_WEAK' });
      // The window ends by itself.
      const keys = await strict.get<Redis>(REDIS).keys(`${strict.env.REDIS_PREFIX}:door:visit:*`);
      for (const key of keys) expect(await strict.get<Redis>(REDIS).pttl(key)).toBeLessThanOrEqual(10_000);
    } finally {
      await strict.close();
    }
  });

  it('ask work of the later ones of 500 people behind one address, who do it and are all let in', async () => {
    const strict = await startRooms(database, [IdentityModule], { PROOF_OF_WORK: 'when_needed' });
    try {
      const strictAccounts = strict.get(AccountService);
      // A weak password is refused right behind the door: that refusal is being let in.
      const person = buildPerson({ password: '12345678' });
      const knock = (proof: string | null) =>
        strictAccounts.signUp(person, { ...visitor, proof }).catch((error: unknown) => error as DomainError);
      const firsts = (await Promise.all(Array.from({ length: 500 }, () => knock(null)))) as DomainError[];
      const asked = firsts.filter(({ code }) => code === 'PROOF_NEEDED');
      expect(firsts.filter(({ code }) => code === 'PASSWORD_TOO_WEAK')).toHaveLength(LIMITS.freeSignUpsPerAddressMax);
      expect(asked).toHaveLength(500 - LIMITS.freeSignUpsPerAddressMax);
      const seconds = await Promise.all(
        asked.map(async ({ details }) => (await knock(await solve(details['challenge'] as string))) as DomainError),
      );
      expect(seconds.map(({ code }) => code)).toEqual(seconds.map(() => 'PASSWORD_TOO_WEAK'));
      // Who goes on without working gets nowhere, and another address is not asked.
      expect(await codeOf(strictAccounts.signUp(person, visitor))).toBe('PROOF_NEEDED');
      expect(await codeOf(strictAccounts.signUp(person, { ...visitor, ip: '203.113.1.2' }))).toBe('PASSWORD_TOO_WEAK');
    } finally {
      await strict.close();
    }
  });

  it('count in the memory of the process while Redis is gone', async () => {
    const alone = await startRooms(database, [IdentityModule], {
      REDIS_URL: 'redis://127.0.0.1:9',
      DOOR_REQUESTS_PER_TEN_SECONDS: 30,
    });
    try {
      const aloneAccounts = alone.get(AccountService);
      const person = buildPerson();
      await aloneAccounts.signUp(person, visitor);
      const guess = (ip: string, password: string) =>
        codeOf(aloneAccounts.signIn({ phone: person.phone, password }, { ...visitor, ip }));
      expect(await guess('10.0.0.1', PASSWORD)).toBe('accepted');
      for (let i = 0; i < 10; i++) expect(await guess(`10.0.1.${i}`, 'không phải đâu')).toBe('WRONG_CREDENTIALS');
      expect(await guess('10.0.0.1', PASSWORD)).toBe('TOO_MANY_REQUESTS');
      const codes = await Promise.all(
        Array.from({ length: 35 }, () =>
          codeOf(aloneAccounts.signUp(buildPerson({ password: '12345678' }), { ...visitor, ip: '10.9.9.9' })),
        ),
      );
      expect(codes.filter((code) => code === 'TOO_MANY_REQUESTS')).toHaveLength(5);
    } finally {
      await alone.close();
    }
  });
});

describe('signing in', () => {
  it('takes the password however its accents were typed, and opens a new session each time', async () => {
    const person = buildPerson({ password: PASSWORD.normalize('NFD') });
    const first = await accounts.signUp(person, visitor);
    const again = await accounts.signIn({ phone: person.phone, password: PASSWORD }, visitor);
    expect(again).toMatchObject({ accountId: first.accountId, fullName: person.fullName });
    expect(again.token).not.toBe(first.token);
    expect(await rooms.get(SessionService).resolve(first.token)).not.toBeNull();
  });

  it('refuses a wrong password, an unknown phone, an account without password and a disabled one alike', async () => {
    const person = buildPerson();
    await accounts.signUp(person, visitor);
    const shut = buildPerson();
    await accounts.disable((await accounts.signUp(shut, visitor)).accountId, null);
    const bare = buildPerson();
    await owner.query(`INSERT INTO account (id, phone, full_name) VALUES ($1, $2, 'Không mật khẩu')`, [
      randomUUID(),
      bare.phone,
    ]);
    const refusals = await Promise.all(
      [
        { phone: person.phone, password: PASSWORD.toUpperCase() },
        { phone: buildPerson().phone, password: PASSWORD },
        { phone: bare.phone, password: PASSWORD },
        { phone: shut.phone, password: PASSWORD },
      ].map((credentials) => accounts.signIn(credentials, visitor).catch((error: unknown) => error)),
    );
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ code: 'WRONG_CREDENTIALS', details: {} });
    }
  });

  it('does the same work for an unknown phone as for a wrong password, so that no time tells who has an account', async () => {
    const person = buildPerson();
    await accounts.signUp(person, visitor);
    // Watched, not replaced: the hash is really made.
    const watched = jest.spyOn(rooms.get(PasswordHasher), 'verify');
    try {
      for (const phone of [person.phone, buildPerson().phone]) {
        expect(await codeOf(accounts.signIn({ phone, password: 'sai mật khẩu rồi' }, visitor))).toBe(
          'WRONG_CREDENTIALS',
        );
      }
      expect(watched.mock.calls.map(([stored]) => stored === null)).toEqual([false, true]);
    } finally {
      watched.mockRestore();
    }
  });

  it('shuts a phone for a quarter of an hour after ten failures, also to the right password and to a phone unknown', async () => {
    const person = buildPerson();
    await accounts.signUp(person, visitor);
    for (const phone of [person.phone, buildPerson().phone]) {
      // From a new address each: guessing is stopped wherever it comes from.
      const guess = (i: number) =>
        codeOf(accounts.signIn({ phone, password: `đoán lần ${i}` }, { ...visitor, ip: `203.113.2.${i}` }));
      const codes = await Promise.all(Array.from({ length: 14 }, (_, i) => guess(i)));
      expect(codes.filter((code) => code === 'WRONG_CREDENTIALS')).toHaveLength(10);
      expect(codes.filter((code) => code === 'TOO_MANY_REQUESTS')).toHaveLength(4);
      const refusal: unknown = await accounts
        .signIn({ phone, password: PASSWORD }, visitor)
        .catch((error: unknown) => error);
      expect(refusal).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
      const { retryAfterSeconds } = (refusal as { details: { retryAfterSeconds: number } }).details;
      expect(retryAfterSeconds).toBeGreaterThan(880);
      expect(retryAfterSeconds).toBeLessThanOrEqual(900);
    }
  });

  it('forgets the failures of a phone when its owner comes in, and leaves other phones alone', async () => {
    const [person, other] = [buildPerson(), buildPerson()];
    await accounts.signUp(person, visitor);
    await accounts.signUp(other, visitor);
    const fail = () => codeOf(accounts.signIn({ phone: person.phone, password: 'không phải đâu' }, visitor));
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 9; i++) expect(await fail()).toBe('WRONG_CREDENTIALS');
      expect(await codeOf(accounts.signIn({ phone: person.phone, password: PASSWORD }, visitor))).toBe('accepted');
    }
    expect(await codeOf(accounts.signIn({ phone: other.phone, password: PASSWORD }, visitor))).toBe('accepted');
  });

  it.each([
    ['the password was changed', `password_hash = 'another'`],
    ['the account was disabled', 'disabled_at = contest_clock()'],
  ])('opens no session when, while the password was judged, %s', async (_what, change) => {
    const person = buildPerson();
    const { accountId } = await accounts.signUp(person, visitor);
    const other = owner.createQueryRunner();
    try {
      await other.startTransaction();
      await other.query(`UPDATE account SET ${change} WHERE id = $1`, [accountId]);
      let settled = false;
      const signingIn = codeOf(accounts.signIn({ phone: person.phone, password: PASSWORD }, visitor)).finally(() => {
        settled = true;
      });
      // Judged by the row of before the change, it comes to the lock of the change.
      for (let isWaiting = false; !isWaiting && !settled;) {
        const rows: unknown[] = await owner.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        isWaiting = rows.length > 0;
      }
      await other.commitTransaction();
      expect(await signingIn).toBe('WRONG_CREDENTIALS');
    } finally {
      await other.release();
    }
    const living: unknown[] = await owner.query(`SELECT FROM session WHERE account_id = $1`, [accountId]);
    expect(living).toHaveLength(1);
  });

  it('leaves no phone number in Redis', async () => {
    const phone = buildPerson().phone;
    await codeOf(accounts.signIn({ phone, password: 'không phải đâu' }, visitor));
    const keys = await rooms.get<Redis>(REDIS).keys(`${rooms.env.REDIS_PREFIX}:*`);
    expect(keys.some((key) => key.includes(':door:failures:'))).toBe(true);
    expect(keys.join('\n')).not.toContain(phone.slice(3));
  });

  it('does not count a try that could not be judged', async () => {
    const person = buildPerson();
    const { accountId } = await accounts.signUp(person, visitor);
    const swap = (hash: string) =>
      owner.query(`UPDATE account SET password_hash = $2 WHERE id = $1`, [accountId, hash]);
    const [row]: { password_hash: string }[] = await owner.query(`SELECT password_hash FROM account WHERE id = $1`, [
      accountId,
    ]);
    await swap('what no hasher can read');
    const signIn = () => codeOf(accounts.signIn({ phone: person.phone, password: PASSWORD }, visitor));
    for (let i = 0; i < 12; i++) expect(await signIn()).toBe('InvalidArg');
    await swap(row!.password_hash);
    expect(await signIn()).toBe('accepted');
  });
});

describe('the own account', () => {
  it('shows the phone masked and when the session ends', async () => {
    const signedIn = await accounts.signUp(buildPerson({ phone: '+84987654321' }), visitor);
    const identity = (await rooms.get(SessionService).resolve(signedIn.token))!;
    expect(await accounts.own(identity)).toEqual({
      accountId: signedIn.accountId,
      fullName: 'Y Bhiŏ Mlô',
      phone: '09xx xxx 321',
      birthDate: '1990-04-23',
      sample: false,
      hasSecondFactor: false,
      sessionExpiresAt: signedIn.expiresAt,
      sessionHasIdleLimit: false,
    });
  });
});
