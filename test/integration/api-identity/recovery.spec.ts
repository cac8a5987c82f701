import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Citizens, type Reply } from './citizens.js';

const PASSWORD = 'con trâu đi trước';
const NEW_PASSWORD = 'cái cày theo sau';
const CODE = /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){4}$/;
const NOBODYS = '7777-7777-7777-7777-7777';

let citizens: Citizens;
let phones = 938_000_000;

beforeAll(async () => {
  citizens = await Citizens.open();
});

afterAll(async () => {
  await citizens.close();
});

interface Person {
  phone: string;
  token: string;
  accountId: string;
  recoveryCode: string;
}

async function signUp(headers: Record<string, string> = {}): Promise<Person> {
  const phone = `0${phones++}`;
  const body = { phone, password: PASSWORD, fullName: 'Vàng A Sử', birthDate: '1990-04-23' };
  const reply = await citizens.call('POST', '/accounts', { body, headers });
  expect(reply.status).toBe(201);
  return { phone, ...reply.body };
}

const signIn = (phone: string, password: string, headers: Record<string, string> = {}): Promise<Reply> =>
  citizens.call('POST', '/sessions', { body: { phone, password }, headers });
const reset = (phone: string, code: string, password = NEW_PASSWORD): Promise<Reply> =>
  citizens.call('POST', '/password-resets', { body: { phone, code, password } });
const statusOf = async (token: string): Promise<number> => (await citizens.call('GET', '/me', { token })).status;
const actionsOf = async (accountId: string): Promise<string[]> =>
  (await citizens.owner.query(`SELECT action FROM audit WHERE actor_id = $1 ORDER BY id`, [accountId])).map(
    (row: { action: string }) => row.action,
  );

describe('the recovery code', () => {
  it('is told at sign-up and kept only as a hash', async () => {
    const { accountId, recoveryCode } = await signUp();
    expect(recoveryCode).toMatch(CODE);
    const rows: object[] = await citizens.owner.query(`SELECT to_jsonb(a) AS account FROM account a WHERE id = $1`, [
      accountId,
    ]);
    const audit: object[] = await citizens.owner.query(`SELECT to_jsonb(a) AS row FROM audit a`);
    for (const code of [recoveryCode, recoveryCode.replaceAll('-', '')]) {
      expect(JSON.stringify([rows, audit])).not.toContain(code);
    }
    expect(rows[0]).toMatchObject({ account: { recovery_hash: expect.stringMatching(/^\\x[0-9a-f]{64}$/) } });
  });

  it('sets a new password, signs in, ends every other session and is replaced', async () => {
    const person = await signUp();
    const other = (await signIn(person.phone, PASSWORD)).body.token;
    const reply = await reset(person.phone, person.recoveryCode);
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({ accountId: person.accountId, fullName: 'Vàng A Sử' });
    expect(reply.body.recoveryCode).toMatch(CODE);
    expect(reply.body.recoveryCode).not.toBe(person.recoveryCode);
    expect(reply.headers.get('set-cookie')).toContain(`sid=${reply.body.token};`);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(await statusOf(reply.body.token)).toBe(200);
    expect(await statusOf(person.token)).toBe(401);
    expect(await statusOf(other)).toBe(401);
    expect((await signIn(person.phone, PASSWORD)).status).toBe(401);
    expect((await signIn(person.phone, NEW_PASSWORD)).status).toBe(201);
    expect((await reset(person.phone, person.recoveryCode)).body.code).toBe('RESET_CODE_WRONG');
    expect((await reset(person.phone, reply.body.recoveryCode, 'mặt trời mọc')).status).toBe(201);
    expect(await actionsOf(person.accountId)).toContain('account.password_reset');
  });

  it('is read however it is typed', async () => {
    const { phone, recoveryCode } = await signUp();
    const typed = ` ${recoveryCode.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
    expect((await reset(phone, typed)).status).toBe(201);
  });

  it('opens the door to one of two who come with it at the same moment', async () => {
    const { phone, recoveryCode } = await signUp();
    const replies = await Promise.all([1, 2, 3].map(() => reset(phone, recoveryCode)));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 401, 401]);
  });

  it('says the same of an unknown phone, a disabled account and a wrong code', async () => {
    const person = await signUp();
    const shut = await signUp();
    await citizens.owner.query(`UPDATE account SET disabled_at = contest_clock() WHERE id = $1`, [shut.accountId]);
    const replies = [
      await reset(person.phone, NOBODYS),
      await reset(person.phone, 'không nhớ'),
      await reset(person.phone, shut.recoveryCode),
      await reset('0939999999', person.recoveryCode),
      await reset(shut.phone, shut.recoveryCode),
    ];
    for (const { status, body, headers } of replies) {
      expect({ status, ...body, requestId: '' }).toEqual({ ...replies[0]!.body, status: 401, requestId: '' });
      expect(body.code).toBe('RESET_CODE_WRONG');
      expect(headers.get('set-cookie')).toBeNull();
    }
    expect(await statusOf(person.token)).toBe(200);
  });

  it('is not used up by a password that is refused', async () => {
    const { phone, recoveryCode } = await signUp();
    for (const weak of ['12345678', 'cchc2026', 'vangasu1990', '23041990', phone]) {
      expect((await reset(phone, recoveryCode, weak)).body.code).toBe('PASSWORD_TOO_WEAK');
    }
    expect((await reset(phone, recoveryCode)).status).toBe(201);
  });

  it('cannot be guessed at: after ten wrong ones the right one waits too, and signing in does not', async () => {
    const { phone, recoveryCode } = await signUp();
    for (let i = 0; i < 10; i++) expect((await reset(phone, NOBODYS)).status).toBe(401);
    const late = await reset(phone, recoveryCode);
    expect(late.body.code).toBe('TOO_MANY_REQUESTS');
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(800);
    expect((await signIn(phone, PASSWORD)).status).toBe(201);
  });

  it('lets in whoever was shut out by guessing at the password', async () => {
    const { phone, recoveryCode } = await signUp();
    for (let i = 0; i < 10; i++) await signIn(phone, `nhớ lại lần ${i}`);
    expect((await signIn(phone, PASSWORD)).status).toBe(429);
    expect((await reset(phone, recoveryCode)).status).toBe(201);
    expect((await signIn(phone, NEW_PASSWORD)).status).toBe(201);
  });

  it('is renewed with the password', async () => {
    const { phone, token, recoveryCode } = await signUp();
    const renew = (password: string) => citizens.call('POST', '/me/recovery-code', { token, body: { password } });
    expect((await renew('không phải đâu')).body.code).toBe('WRONG_CREDENTIALS');
    const reply = await renew(PASSWORD.normalize('NFD'));
    expect(reply.status).toBe(201);
    expect(reply.body).toEqual({ recoveryCode: expect.stringMatching(CODE) });
    expect((await reset(phone, recoveryCode)).status).toBe(401);
    expect((await reset(phone, reply.body.recoveryCode)).status).toBe(201);
  });

  it.each<[string, unknown]>([
    ['nothing', {}],
    ['an object for a code', { phone: '0912345678', code: { $ne: null }, password: NEW_PASSWORD }],
    ['an endless code', { phone: '0912345678', code: 'A'.repeat(61), password: NEW_PASSWORD }],
    ['a field too many', { phone: '0912345678', code: NOBODYS, password: NEW_PASSWORD, accountId: 'x' }],
  ])('answers %s with 400', async (_what, body) => {
    expect(await citizens.call('POST', '/password-resets', { body })).toMatchObject({
      status: 400,
      body: { code: 'INVALID_INPUT' },
    });
  });
});

describe('PUT /api/me/password', () => {
  const change = (token: string, password: string, newPassword = NEW_PASSWORD): Promise<Reply> =>
    citizens.call('PUT', '/me/password', { token, body: { password, newPassword } });

  it('changes the password and ends the other sessions', async () => {
    const { phone, token, accountId } = await signUp();
    const other = (await signIn(phone, PASSWORD)).body.token;
    expect(await change(token, PASSWORD)).toMatchObject({ status: 204, body: {} });
    expect(await statusOf(token)).toBe(200);
    expect(await statusOf(other)).toBe(401);
    expect((await signIn(phone, PASSWORD)).status).toBe(401);
    expect((await signIn(phone, NEW_PASSWORD)).status).toBe(201);
    expect(await actionsOf(accountId)).toContain('account.password_changed');
  });

  it('changes nothing without the old password, nor to a weak one', async () => {
    const { phone, token } = await signUp();
    const other = (await signIn(phone, PASSWORD)).body.token;
    expect((await change(token, 'không phải đâu')).body.code).toBe('WRONG_CREDENTIALS');
    expect((await change(token, PASSWORD, 'vangasu1990')).body).toMatchObject({
      code: 'PASSWORD_TOO_WEAK',
      details: { reason: 'personal' },
    });
    expect(await statusOf(other)).toBe(200);
    expect((await signIn(phone, PASSWORD)).status).toBe(201);
  });

  it('bounds the tries of somebody who found the phone unlocked', async () => {
    const { token } = await signUp();
    for (let i = 0; i < 10; i++) expect((await change(token, `đoán lần ${i}`)).status).toBe(401);
    expect((await change(token, PASSWORD)).status).toBe(429);
    expect((await citizens.call('POST', '/me/recovery-code', { token, body: { password: PASSWORD } })).status).toBe(
      429,
    );
  });

  it('lets one of two changes at once pass', async () => {
    const { phone, token } = await signUp();
    const wishes = ['cái cày theo sau 1', 'cái cày theo sau 2'];
    const statuses = (await Promise.all(wishes.map((wish) => change(token, PASSWORD, wish)))).map((r) => r.status);
    expect([...statuses].sort()).toEqual([204, 401]);
    const won = wishes[statuses.indexOf(204)]!;
    expect((await signIn(phone, won)).status).toBe(201);
  });
});

describe('the sessions of a person', () => {
  const ANDROID = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36';
  const list = async (token: string) =>
    (await citizens.call('GET', '/me/sessions', { token })).body.sessions as Record<string, unknown>[];

  it('are listed with the family of browser and system, newest first', async () => {
    const { phone, token } = await signUp({ 'user-agent': ANDROID });
    await signIn(phone, PASSWORD, { 'user-agent': 'curl/8.0' });
    expect(await list(token)).toEqual([
      {
        id: expect.any(String),
        startedAt: expect.any(String),
        expiresAt: expect.any(String),
        isCurrent: false,
        device: null,
      },
      {
        id: expect.any(String),
        startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        isCurrent: true,
        device: 'Chrome · Android',
      },
    ]);
  });

  it('are ended one by one, or all but the one that asks', async () => {
    const { phone, token, accountId } = await signUp();
    const others = [];
    for (let i = 0; i < 3; i++) others.push((await signIn(phone, PASSWORD)).body.token as string);
    const [newest] = await list(token);
    expect((await citizens.call('DELETE', `/me/sessions/${String(newest!['id'])}`, { token })).status).toBe(204);
    expect(await Promise.all(others.map(statusOf))).toEqual([200, 200, 401]);
    const again = await citizens.call('DELETE', `/me/sessions/${String(newest!['id'])}`, { token });
    expect(again).toMatchObject({ status: 404, body: { code: 'SESSION_NOT_FOUND' } });
    const rest = await citizens.call('DELETE', '/me/sessions', { token });
    expect(rest).toMatchObject({ status: 200, body: { ended: 2 } });
    expect(await Promise.all(others.map(statusOf))).toEqual([401, 401, 401]);
    expect(await list(token)).toMatchObject([{ isCurrent: true }]);
    expect((await citizens.call('DELETE', '/me/sessions', { token })).body).toEqual({ ended: 0 });
    expect(await actionsOf(accountId)).toEqual(expect.arrayContaining(['session.ended', 'session.others_ended']));
  });

  it('of somebody else are out of reach', async () => {
    const [one, other] = [await signUp(), await signUp()];
    const [session] = await list(other.token);
    for (const id of [String(session!['id']), 'x', '%00', '00000000-0000-0000-0000-000000000000']) {
      const reply = await citizens.call('DELETE', `/me/sessions/${id}`, { token: one.token });
      expect(reply).toMatchObject({ status: 404, body: { code: 'SESSION_NOT_FOUND' } });
    }
    expect(await statusOf(other.token)).toBe(200);
  });

  it('take the cookie along when the one that asks ends itself', async () => {
    const { token } = await signUp();
    const [session] = await list(token);
    const reply = await citizens.call('DELETE', `/me/sessions/${String(session!['id'])}`, { token });
    expect(reply.status).toBe(204);
    expect(reply.headers.get('set-cookie')).toContain('Max-Age=0');
    expect(await statusOf(token)).toBe(401);
  });
});
