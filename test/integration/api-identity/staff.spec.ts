import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { inviteFirstAdministrator, SignInLinkService } from '#identity';
import { startApi, type TestApi } from '../../support/app.js';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect } from '../../support/insert.js';
import { codeOf, secretOf } from '../../support/staff.js';

const PASSWORD = 'con trâu đi trước';

let database: TestDatabase;
let owner: DataSource;
let api: TestApi;
let contest: ContestFixture;
let other: ContestFixture;
let nextPhone = 912_300_000;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
  api = await startApi(database, { DOOR_REQUESTS_PER_TEN_SECONDS: 100_000 });
  contest = await insertContest(owner);
  other = await insertContest(owner);
});

afterAll(async () => {
  await api.close();
  await owner.destroy();
  await database.drop();
});

interface Reply {
  status: number;
  code?: unknown;
  body: Record<string, unknown>;
  headers: Headers;
}

async function call(method: string, path: string, token?: string, body?: unknown): Promise<Reply> {
  const response = await fetch(`${api.url}/api${path}`, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  return { status: response.status, code: answer['code'], body: answer, headers: response.headers };
}

const freshPhone = () => `0${nextPhone++}`;
const e164 = (phone: string) => phone.replace(/^0/, '+84');

async function signUp(phone = freshPhone()): Promise<{ token: string; accountId: string; phone: string }> {
  const person = { phone, password: PASSWORD, fullName: 'H’Hen Niê', birthDate: '1992-05-08' };
  const { status, body } = await call('POST', '/accounts', undefined, person);
  expect(status).toBe(201);
  return { ...(body as { token: string; accountId: string }), phone };
}

const signIn = async (phone: string, password = PASSWORD): Promise<string> => {
  const { body } = await call('POST', '/sessions', undefined, { phone, password });
  return String(body['token']);
};

/** Somebody with a role, signed in by password alone. */
async function holder(role: string, contestId: number | null = null, contestUnitId: number | null = null) {
  const { accountId, phone } = await signUp();
  await owner.query(`INSERT INTO staff_role (account_id, role, contest_id, contest_unit_id) VALUES ($1, $2, $3, $4)`, [
    accountId,
    role,
    contestId,
    contestUnitId,
  ]);
  return { accountId, phone, token: await signIn(phone) };
}

/** Sets the second factor up. No code counts as used yet, so that a test need not wait for the next one. */
async function setUp(token: string): Promise<{ secret: string; recoveryCodes: string[] }> {
  const offered = await call('POST', '/me/second-factor', token, { password: PASSWORD });
  expect(offered.status).toBe(201);
  const secret = String(offered.body['secret']);
  const taken = await call('PUT', '/me/second-factor', token, { code: codeOf(secret) });
  expect(taken.status).toBe(200);
  await owner.query(`UPDATE second_factor SET last_step = 0`);
  return { secret, recoveryCodes: taken.body['recoveryCodes'] as string[] };
}

/** Somebody with a role in effect. */
async function staff(role: string, contestId: number | null = null) {
  const person = await holder(role, contestId);
  return { ...person, ...(await setUp(person.token)) };
}

const auditOf = async (accountId: string): Promise<string[]> => {
  const rows: { action: string }[] = await owner.query(`SELECT action FROM audit WHERE subject = $1 ORDER BY id`, [
    `account/${accountId}`,
  ]);
  return rows.map(({ action }) => action);
};

describe('the second factor', () => {
  it('is asked of an administrator before anything opens, and opens at once when it is set up', async () => {
    const { token, accountId } = await holder('administrator');
    expect(await call('GET', '/staff', token)).toMatchObject({ status: 403, code: 'SECOND_FACTOR_NEEDED' });
    const before = await call('GET', '/sessions/current', token);
    expect(before.body['account']).toMatchObject({ roles: [], secondFactor: 'to_set_up' });

    const offered = await call('POST', '/me/second-factor', token, { password: PASSWORD });
    const { secret, otpauthUri, qrSvg } = offered.body as Record<string, string>;
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(otpauthUri).toContain(`?secret=${secret}&issuer=Thi%20CCHC`);
    expect(qrSvg).toMatch(/^<svg /);
    expect(offered.headers.get('cache-control')).toBe('no-store');
    const taken = await call('PUT', '/me/second-factor', token, { code: codeOf(secret!) });
    const codes = taken.body['recoveryCodes'] as string[];
    expect(new Set(codes).size).toBe(8);
    for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);

    expect((await call('GET', '/staff', token)).status).toBe(200);
    const after = await call('GET', '/sessions/current', token);
    expect(after.body['account']).toMatchObject({ roles: [{ role: 'administrator' }], secondFactor: 'not_needed' });
    expect(await auditOf(accountId)).toContain('second_factor.set_up');
  });

  it('is asked before the account of a member of staff is deleted', async () => {
    const { phone, secret } = await staff('organizer', contest.contestId);
    const token = await signIn(phone);
    const remove = () => call('DELETE', '/me', token, { password: PASSWORD });
    expect(await remove()).toMatchObject({ status: 403, code: 'SECOND_FACTOR_NEEDED' });
    await call('POST', '/sessions/current/second-factor', token, { code: codeOf(secret) });
    expect((await remove()).status).toBe(204);
  });

  it('is asked again in each session, and each code opens once', async () => {
    const { phone, secret } = await staff('organizer', contest.contestId);
    const [first, second] = [await signIn(phone), await signIn(phone)];
    const current = await call('GET', '/sessions/current', first);
    expect(current.body['account']).toMatchObject({ roles: [], secondFactor: 'to_show' });
    expect((await call('GET', '/staff', first)).code).toBe('SECOND_FACTOR_NEEDED');
    const code = codeOf(secret);
    expect((await call('POST', '/sessions/current/second-factor', first, { code })).status).toBe(204);
    expect((await call('GET', '/staff', first)).status).toBe(200);
    const again = await call('POST', '/sessions/current/second-factor', second, { code });
    expect(again).toMatchObject({ status: 403, code: 'SECOND_FACTOR_WRONG' });
    expect((await call('GET', '/staff', second)).code).toBe('SECOND_FACTOR_NEEDED');
  });

  it('takes one of two that bring the same code at the same moment', async () => {
    const { phone, secret } = await staff('auditor');
    const tokens = [await signIn(phone), await signIn(phone), await signIn(phone)];
    const body = { code: codeOf(secret, 1) };
    const replies = await Promise.all(
      tokens.map((token) => call('POST', '/sessions/current/second-factor', token, body)),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([204, 403, 403]);
  });

  it('takes a recovery code in place of the app, once, however it is typed', async () => {
    const { phone, recoveryCodes } = await staff('judge', contest.contestId);
    const code = recoveryCodes[3]!.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    const token = await signIn(phone);
    expect((await call('POST', '/sessions/current/second-factor', token, { code })).status).toBe(204);
    const account = (await call('GET', '/sessions/current', token)).body['account'];
    expect(account).toMatchObject({ roles: [{ role: 'judge' }] });
    const other = await signIn(phone);
    const again = await call('POST', '/sessions/current/second-factor', other, { code: recoveryCodes[3] });
    expect(again.code).toBe('SECOND_FACTOR_WRONG');
  });

  it('lets nobody guess: after five wrong codes the right one waits, too', async () => {
    const { phone, secret } = await staff('administrator');
    const token = await signIn(phone);
    for (let n = 0; n < 5; n++) {
      const wrong = await call('POST', '/sessions/current/second-factor', token, { code: `00000${n}` });
      expect(wrong.code).toBe('SECOND_FACTOR_WRONG');
    }
    const right = await call('POST', '/sessions/current/second-factor', await signIn(phone), { code: codeOf(secret) });
    expect(right).toMatchObject({ status: 429, code: 'TOO_MANY_REQUESTS' });
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(60);
  });

  it('is not replaced by whoever knows the password alone', async () => {
    const { phone, secret } = await staff('administrator');
    const token = await signIn(phone);
    const offered = await call('POST', '/me/second-factor', token, { password: PASSWORD });
    expect(offered.code).toBe('SECOND_FACTOR_NEEDED');
    expect((await call('PUT', '/me/second-factor', token, { code: codeOf(secret) })).code).toBe(
      'SECOND_FACTOR_NOT_SET_UP',
    );
    await call('POST', '/sessions/current/second-factor', token, { code: codeOf(secret) });
    expect((await call('POST', '/me/second-factor', token, { password: 'not the password' })).code).toBe(
      'WRONG_CREDENTIALS',
    );
  });

  it('holds until the new one is confirmed, which the other sessions have to show anew', async () => {
    const { token, phone, secret } = await staff('administrator');
    const elsewhere = await signIn(phone);
    await call('POST', '/sessions/current/second-factor', elsewhere, { code: codeOf(secret) });
    const offered = await call('POST', '/me/second-factor', token, { password: PASSWORD });
    const renewed = String(offered.body['secret']);
    expect((await call('PUT', '/me/second-factor', token, { code: codeOf(secret, 1) })).code).toBe(
      'SECOND_FACTOR_WRONG',
    );
    const third = await signIn(phone);
    expect((await call('POST', '/sessions/current/second-factor', third, { code: codeOf(secret, 1) })).status).toBe(
      204,
    );
    expect((await call('PUT', '/me/second-factor', token, { code: codeOf(renewed) })).status).toBe(200);
    const rows = await owner.query(
      `SELECT count(*) FILTER (WHERE second_factor_at IS NOT NULL)::int AS shown FROM session s JOIN account a ON a.id = s.account_id WHERE a.phone = $1`,
      [e164(phone)],
    );
    expect(rows).toEqual([{ shown: 1 }]);
    const fourth = await signIn(phone);
    expect((await call('POST', '/sessions/current/second-factor', fourth, { code: codeOf(secret, 1) })).code).toBe(
      'SECOND_FACTOR_WRONG',
    );
  });

  it('is nothing for citizens, nor for what cannot be', async () => {
    const { token } = await signUp();
    expect((await call('POST', '/me/second-factor', token, { password: PASSWORD })).code).toBe('NOT_ALLOWED');
    expect((await call('POST', '/sessions/current/second-factor', token, { code: '123456' })).code).toBe(
      'SECOND_FACTOR_NOT_SET_UP',
    );
    for (const body of [{}, { code: '' }, { code: 123456 }, { code: '1'.repeat(41) }, { code: '1', role: 'x' }])
      expect((await call('PUT', '/me/second-factor', token, body)).code).toBe('INVALID_INPUT');
    expect((await call('PUT', '/me/second-factor', undefined, { code: '123456' })).status).toBe(401);
  });

  it('leaves no secret and no recovery code readable in the tables', async () => {
    const { accountId, secret, recoveryCodes } = await staff('organizer');
    const [row]: { secret: Buffer; recovery_hashes: Buffer[] }[] = await owner.query(
      `SELECT secret, recovery_hashes FROM second_factor WHERE account_id = $1`,
      [accountId],
    );
    expect(row!.secret.includes(secretOf(secret))).toBe(false);
    expect(row!.recovery_hashes).toHaveLength(8);
    for (const code of recoveryCodes) {
      for (const hash of row!.recovery_hashes) expect(hash.toString()).not.toContain(code.replaceAll('-', ''));
    }
    const trail = JSON.stringify(await owner.query(`SELECT * FROM audit WHERE actor_id = $1`, [accountId]));
    for (const hidden of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))])
      expect(trail).not.toContain(hidden);
  });

  it('counts as shown in the session of a sample link', async () => {
    const accountId = randomUUID();
    await owner.query(`INSERT INTO account (id, full_name, sample) VALUES ($1, 'Vàng A Sử', true)`, [accountId]);
    await owner.query(`INSERT INTO staff_role (account_id, role) VALUES ($1, 'administrator')`, [accountId]);
    const link = await api.app.get(SignInLinkService).issueFor(accountId);
    const { body } = await call('POST', '/sign-in-links/redeem', undefined, { token: link });
    expect((await call('GET', '/staff', String(body['token']))).status).toBe(200);
  });
});

describe('the first administrator', () => {
  const invite = (phone: string, again = false) =>
    owner.transaction((manager) =>
      inviteFirstAdministrator(manager, { fullName: 'Quàng Thị Ín', phone: e164(phone) }, again),
    );
  const redeem = (token: string, password = PASSWORD) =>
    call('POST', '/staff-invitations/redeem', undefined, { token, password });

  it('comes by a link that opens once, sets password and second factor, and then has the house', async () => {
    const phone = freshPhone();
    const { token } = await invite(phone, true);
    const offer = await call('POST', '/staff-invitations/read', undefined, { token });
    expect(offer).toMatchObject({
      status: 200,
      body: { fullName: 'Quàng Thị Ín', role: 'administrator', contestTitle: null, keepsPassword: false },
    });
    expect(JSON.stringify(offer.body)).not.toContain(phone.slice(1));
    expect(await redeem(token, '12345678')).toMatchObject({ status: 400, code: 'PASSWORD_TOO_WEAK' });
    const replies = await Promise.all([redeem(token), redeem(token)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 401]);
    const session = String(replies.find(({ status }) => status === 201)!.body['token']);
    expect((await redeem(token)).code).toBe('STAFF_INVITATION_INVALID');
    expect((await call('POST', '/staff-invitations/read', undefined, { token })).code).toBe('STAFF_INVITATION_INVALID');
    expect((await call('GET', '/staff', session)).code).toBe('SECOND_FACTOR_NEEDED');
    await setUp(session);
    expect((await call('GET', '/staff', session)).status).toBe(200);
    await expect(invite(freshPhone())).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });

  it('who lost everything is let in again by the operator, and only the new ways open then', async () => {
    const { phone, token: old, secret } = await staff('administrator');
    const { token } = await invite(phone, true);
    const { status, body } = await redeem(token, 'một mật khẩu khác hẳn');
    expect(status).toBe(201);
    expect((await call('GET', '/me', old)).status).toBe(401);
    expect((await call('POST', '/sessions', undefined, { phone, password: PASSWORD })).code).toBe('WRONG_CREDENTIALS');
    const again = String(body['token']);
    expect((await call('POST', '/sessions/current/second-factor', again, { code: codeOf(secret) })).code).toBe(
      'SECOND_FACTOR_NOT_SET_UP',
    );
  });

  it('has a day for it', async () => {
    const { token } = await invite(freshPhone(), true);
    const [row] = await owner.query(
      `SELECT round(extract(epoch FROM expires_at - contest_clock()) / 3600)::int AS hours
         FROM staff_invitation ORDER BY expires_at DESC LIMIT 1`,
    );
    expect(row).toEqual({ hours: 24 });
    await owner.query(`UPDATE staff_invitation SET expires_at = contest_clock()`);
    expect((await redeem(token)).code).toBe('STAFF_INVITATION_INVALID');
  });
});

describe('an invitation', () => {
  const wish = (changes: object = {}) => ({
    role: 'author',
    fullName: 'Lò Thị Mai',
    phone: freshPhone(),
    contestSlug: contest.slug,
    contestUnitId: null,
    expiresAt: null,
    ...changes,
  });
  const invite = (token: string, changes: object = {}) => call('POST', '/staff/invitations', token, wish(changes));
  const tokenIn = ({ body }: Reply): string => String(body['link']).split('#')[1]!;
  const redeem = (token: string, password = PASSWORD) =>
    call('POST', '/staff-invitations/redeem', undefined, { token, password });

  it('makes an account with the role, signed in for a working day', async () => {
    const { token, accountId: inviter } = await staff('organizer', contest.contestId);
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const reply = await invite(token, { role: 'reviewer', expiresAt });
    expect(reply.status).toBe(201);
    expect(String(reply.body['link'])).toMatch(/^http:\/\/[^/]+\/quan-tri\/thiet-lap#[A-Za-z0-9_-]{43}$/);
    const days = (Date.parse(String(reply.body['expiresAt'])) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(7);

    const taken = await redeem(tokenIn(reply));
    expect(taken).toMatchObject({ status: 201, body: { fullName: 'Lò Thị Mai' } });
    const cookie = taken.headers.get('set-cookie');
    expect(Number(/Max-Age=(\d+)/.exec(cookie!)![1])).toBe(12 * 3600);
    const accountId = String(taken.body['accountId']);
    const [row] = await owner.query(
      `SELECT role, contest_id, granted_by, expires_at FROM staff_role WHERE account_id = $1`,
      [accountId],
    );
    expect(row).toEqual({
      role: 'reviewer',
      contest_id: contest.contestId,
      granted_by: inviter,
      expires_at: new Date(expiresAt),
    });
    expect(await auditOf(accountId)).toEqual(['account.created', 'staff.role_granted']);
  });

  it('gives the role to the account that the phone has, for its password, and ends its longer sessions', async () => {
    const { token } = await staff('administrator');
    const citizen = await signUp();
    const invitation = tokenIn(await invite(token, { role: 'support', contestSlug: null, phone: citizen.phone }));
    const offer = await call('POST', '/staff-invitations/read', undefined, { token: invitation });
    expect(offer.body).toMatchObject({ keepsPassword: true, contestTitle: null });
    expect(await redeem(invitation, 'not the password')).toMatchObject({ status: 401, code: 'WRONG_CREDENTIALS' });
    const { body, status } = await redeem(invitation);
    expect(status).toBe(201);
    expect(body).toMatchObject({ accountId: citizen.accountId, fullName: 'H’Hen Niê' });
    expect((await call('GET', '/me', citizen.token)).status).toBe(401);
    const account = (await call('GET', '/sessions/current', String(body['token']))).body['account'];
    expect(account).toMatchObject({ roles: [{ role: 'support', contestId: null }] });
  });

  it('makes an earlier one of the same person to the same role worthless', async () => {
    const { token } = await staff('administrator');
    const phone = freshPhone();
    const [first, second] = [await invite(token, { phone }), await invite(token, { phone })];
    expect((await redeem(tokenIn(first))).code).toBe('STAFF_INVITATION_INVALID');
    expect((await redeem(tokenIn(second))).status).toBe(201);
  });

  it('is worth nothing when its giver has lost the role or the account', async () => {
    const administrator = await staff('administrator');
    const [gone, shut] = [await staff('organizer', contest.contestId), await staff('organizer', contest.contestId)];
    const invitations = [tokenIn(await invite(gone.token)), tokenIn(await invite(shut.token))];
    const [role] = await owner.query(`SELECT id FROM staff_role WHERE account_id = $1`, [gone.accountId]);
    expect((await call('DELETE', `/staff/roles/${role.id}`, administrator.token)).status).toBe(204);
    expect((await call('POST', `/staff/${shut.accountId}/disable`, administrator.token)).status).toBe(204);
    for (const invitation of invitations) expect((await redeem(invitation)).code).toBe('STAFF_INVITATION_INVALID');
  });

  it('is worth nothing when its giver may not give that role any more: expired, lowered, or deleted the account', async () => {
    const give = async (change: (accountId: string) => Promise<unknown>): Promise<string> => {
      const giver = await staff('organizer', contest.contestId);
      const invitation = tokenIn(await invite(giver.token));
      await change(giver.accountId);
      return invitation;
    };
    const invitations = [
      await give((id) =>
        owner.query(`UPDATE staff_role SET expires_at = contest_clock() - interval '1 s' WHERE account_id = $1`, [id]),
      ),
      await give((id) => owner.query(`UPDATE staff_role SET role = 'reviewer' WHERE account_id = $1`, [id])),
      await give((id) =>
        owner.query(`UPDATE staff_role SET contest_id = $2 WHERE account_id = $1`, [id, other.contestId]),
      ),
      await give((id) => owner.query(`DELETE FROM staff_role WHERE account_id = $1`, [id])),
    ];
    for (const invitation of invitations) {
      const read = await call('POST', '/staff-invitations/read', undefined, { token: invitation });
      expect([read.code, (await redeem(invitation)).code]).toEqual([
        'STAFF_INVITATION_INVALID',
        'STAFF_INVITATION_INVALID',
      ]);
    }
    expect((await redeem(await give(async () => undefined))).status).toBe(201);
  });

  describe('that nobody has taken up', () => {
    interface Pending {
      id: string;
      fullName: string;
      [key: string]: unknown;
    }
    const pending = async (token: string) =>
      (await call('GET', '/staff/invitations', token)).body['invitations'] as Pending[];
    const named = async (token: string, fullName: string) =>
      (await pending(token)).find((one) => one.fullName === fullName);

    it('stands in the list of those who may give the role, without its link, until it is taken up', async () => {
      const { token } = await staff('organizer', contest.contestId);
      const elsewhere = await staff('organizer', other.contestId);
      const link = tokenIn(await invite(token, { fullName: 'Chờ Thị Nhận', phone: '0935111222' }));
      expect(await named(token, 'Chờ Thị Nhận')).toEqual({
        ...{ id: expect.any(String), role: 'author', fullName: 'Chờ Thị Nhận', phone: '09xx xxx 222' },
        ...{ contestSlug: contest.slug, unitName: null, invitedByName: 'H’Hen Niê', expiresAt: expect.any(String) },
        ...{ isExpired: false, mayChange: true },
      });
      expect(await named(elsewhere.token, 'Chờ Thị Nhận')).toBeUndefined();
      expect((await call('GET', '/staff/invitations', (await holder('author', contest.contestId)).token)).status).toBe(
        403,
      );
      await redeem(link);
      expect(await named(token, 'Chờ Thị Nhận')).toBeUndefined();
    });

    it('gets a new link, and the old one opens nothing', async () => {
      const { token, accountId } = await staff('organizer', contest.contestId);
      const elsewhere = await staff('organizer', other.contestId);
      const old = tokenIn(await invite(token, { fullName: 'Gửi Lại' }));
      await owner.query(`UPDATE staff_invitation SET expires_at = contest_clock() WHERE full_name = 'Gửi Lại'`);
      const { id, isExpired } = (await named(token, 'Gửi Lại'))!;
      expect(isExpired).toBe(true);
      const again = (by: string) => call('POST', `/staff/invitations/${id}/renewal`, by);
      expect((await again(elsewhere.token)).code).toBe('NOT_ALLOWED');
      const between = await again(token);
      const reply = await again(token);
      expect([between.status, reply.status]).toEqual([201, 201]);
      for (const link of [old, tokenIn(between)]) expect((await redeem(link)).code).toBe('STAFF_INVITATION_INVALID');
      expect(await named(token, 'Gửi Lại')).toMatchObject({ isExpired: false });
      expect((await redeem(tokenIn(reply))).status).toBe(201);
      const lines = await owner.query(`SELECT FROM audit WHERE action = 'staff.invited' AND actor_id = $1`, [
        accountId,
      ]);
      expect(lines).toHaveLength(3);
      expect((await again(token)).code).toBe('NOT_FOUND');
    });

    it('is withdrawn, once, with a line in the trail', async () => {
      const { token, accountId } = await staff('organizer', contest.contestId);
      const link = tokenIn(await invite(token, { fullName: 'Rút Lại' }));
      const { id } = (await named(token, 'Rút Lại'))!;
      const withdraw = (by: string) => call('DELETE', `/staff/invitations/${id}`, by);
      expect((await withdraw((await staff('organizer', other.contestId)).token)).code).toBe('NOT_ALLOWED');
      expect((await withdraw(token)).status).toBe(204);
      expect((await withdraw(token)).code).toBe('NOT_FOUND');
      expect((await redeem(link)).code).toBe('STAFF_INVITATION_INVALID');
      const [line] = await owner.query(
        `SELECT before FROM audit WHERE action = 'staff.invitation_withdrawn' AND actor_id = $1`,
        [accountId],
      );
      expect(line.before).toEqual({ role: 'author', contestId: contest.contestId, contestUnitId: null });
    });

    it('of a role above one’s own is changed by nobody below, and never for oneself', async () => {
      const administrator = await staff('administrator');
      const organizer = await staff('organizer', contest.contestId);
      await invite(administrator.token, { role: 'judge', fullName: 'Chính Mình', phone: organizer.phone });
      await invite(administrator.token, { role: 'auditor', fullName: 'Giám Sát' });
      const [own, above] = [await named(organizer.token, 'Chính Mình'), await named(organizer.token, 'Giám Sát')];
      expect(above).toMatchObject({ mayChange: false });
      for (const { id } of [own!, above!])
        expect((await call('POST', `/staff/invitations/${id}/renewal`, organizer.token)).code).toBe('NOT_ALLOWED');
      for (const id of ['x', randomUUID()])
        expect((await call('DELETE', `/staff/invitations/${id}`, organizer.token)).code).toBe('NOT_FOUND');
    });
  });

  it('is refused above one’s own role and outside one’s own contest', async () => {
    const { token } = await staff('organizer', contest.contestId);
    for (const changes of [
      { role: 'organizer' },
      { role: 'auditor' },
      { role: 'administrator', contestSlug: null },
      { contestSlug: null },
      { contestSlug: other.slug },
    ])
      expect(await invite(token, changes)).toMatchObject({ status: 403, code: 'NOT_ALLOWED' });
    for (const role of ['author', 'host', 'support', 'judge', 'unit_manager', 'auditor'])
      expect((await invite((await holder(role, contest.contestId)).token)).status).toBe(403);
    expect((await invite((await signUp()).token)).code).toBe('NOT_ALLOWED');
  });

  it.each<[string, string, object]>([
    ['CONTEST_NOT_FOUND', 'an unknown contest', { contestSlug: 'khong-co' }],
    ['INVALID_INPUT', 'a unit manager without a unit', { role: 'unit_manager' }],
    ['INVALID_INPUT', 'an author with a unit', { contestUnitId: 1 }],
    ['INVALID_INPUT', 'an administrator of one contest', { role: 'administrator' }],
    ['INVALID_INPUT', 'an end that is over', { expiresAt: '2020-01-01T00:00:00Z' }],
    ['INVALID_INPUT', 'no instant', { expiresAt: 'mai' }],
    ['INVALID_INPUT', 'an unknown role', { role: 'root' }],
    ['INVALID_INPUT', 'a name of signs', { fullName: '=1+1' }],
    ['INVALID_INPUT', 'no phone', { phone: '12' }],
    ['INVALID_INPUT', 'a field too many', { accountId: randomUUID() }],
    ['UNIT_NOT_FOUND', 'an unknown unit', { role: 'unit_manager', contestUnitId: 2_147_483_647 }],
  ])('is refused with %s for %s', async (code, _what, changes) => {
    const { token } = await staff('administrator');
    expect((await invite(token, changes)).code).toBe(code);
  });

  it('lifts nobody who sends it: the own phone is refused, however it is written', async () => {
    const administrator = await staff('administrator');
    const organizer = await staff('organizer', contest.contestId);
    for (const [{ token, phone }, changes] of [
      [administrator, { role: 'auditor', contestSlug: null }],
      [administrator, { role: 'administrator', contestSlug: null, expiresAt: '2099-01-01T00:00:00Z' }],
      [organizer, { role: 'judge' }],
    ] as const)
      for (const written of [phone, e164(phone), phone.replace(/(...)$/, ' $1')]) {
        const reply = await invite(token, { ...changes, phone: written });
        expect(reply).toMatchObject({ status: 403, code: 'NOT_ALLOWED' });
      }
  });

  it('to a unit is for a unit of that contest', async () => {
    const { token } = await staff('administrator');
    const [unit] = await owner.query(`SELECT id, name FROM contest_unit WHERE contest_id = $1 ORDER BY id LIMIT 1`, [
      other.contestId,
    ]);
    const changes = { role: 'unit_manager', contestUnitId: unit.id };
    expect((await invite(token, changes)).code).toBe('UNIT_NOT_FOUND');
    const reply = await invite(token, { ...changes, contestSlug: other.slug });
    expect((await call('POST', '/staff-invitations/read', undefined, { token: tokenIn(reply) })).body).toMatchObject({
      unitName: unit.name,
    });
  });

  it.each(['', 'x', 'z'.repeat(43), "' OR 1=1 --"])('is nothing by the token %j', async (token) => {
    expect((await redeem(token)).status).toBeGreaterThanOrEqual(400);
    expect((await redeem(token)).status).toBeLessThan(500);
  });
});

describe('the list of staff', () => {
  type Line = { id: number; accountId: string; role: string; phone: string; contestSlug: string | null };
  const list = async (token: string, query = '') => {
    const { body } = await call('GET', `/staff${query}`, token);
    return body as { roles: Line[]; nextAfter: number | null };
  };

  it('shows an administrator all, page by page, and phones masked', async () => {
    const { token, accountId, phone } = await staff('administrator');
    const whole = await list(token, '?limit=500');
    expect(whole.nextAfter).toBeNull();
    expect(whole.roles.find((line) => line.accountId === accountId)).toMatchObject({
      role: 'administrator',
      contestSlug: null,
      hasSecondFactor: true,
      isExpired: false,
    });
    expect(JSON.stringify(whole)).not.toContain(phone.slice(1, 8));
    const pages: Line[] = [];
    for (let after: number | null = null; ;) {
      const page = await list(token, `?limit=2${after === null ? '' : `&after=${after}`}`);
      pages.push(...page.roles);
      after = page.nextAfter;
      if (after === null) break;
    }
    expect(pages).toEqual(whole.roles);
  });

  it('shows an organizer the own contests, whatever is asked for', async () => {
    await holder('author', other.contestId);
    const { token } = await staff('organizer', contest.contestId);
    for (const query of ['', `?contestSlug=${contest.slug}`]) {
      const { roles } = await list(token, query);
      expect(new Set(roles.map(({ contestSlug }) => contestSlug))).toEqual(new Set([contest.slug]));
    }
    expect((await list(token, `?contestSlug=${other.slug}`)).roles).toEqual([]);
    expect((await list(token, '?role=administrator')).roles).toEqual([]);
  });

  it('is searched by letters of the name, without accents too, or by a whole phone, and put in order', async () => {
    const { token } = await staff('administrator');
    const people = [
      ['Lò Văn Ước', 'author', '2099-01-01'],
      ['Đặng Thị Ớt', 'author', null],
      ['100%_của ai', 'support', '2098-01-01'],
    ] as const;
    for (const [name, role, ends] of people) {
      const { accountId, phone } = await holder(role);
      await owner.query(`UPDATE account SET full_name = $2 WHERE id = $1`, [accountId, name]);
      await owner.query(`UPDATE staff_role SET expires_at = $2 WHERE account_id = $1`, [accountId, ends]);
      const found = await list(token, `?search=${encodeURIComponent(phone)}`);
      expect(found.roles.map(({ accountId: id }) => id)).toEqual([accountId]);
    }
    type Named = Line & { fullName: string };
    const names = async (query: string) => (await list(token, query)).roles.map((line) => (line as Named).fullName);
    expect(await names('?search=dang%20thi')).toEqual(['Đặng Thị Ớt']);
    expect(await names('?search=%C6%AF%E1%BB%9BC')).toEqual(['Lò Văn Ước']);
    expect(await names('?search=%25')).toEqual(['100%_của ai']);
    expect(await names('?search=%25%5F')).toEqual(['100%_của ai']);
    expect(await names('?search=khong%20co')).toEqual([]);
    const all = await names('?limit=500');
    const byName = await names('?sort=name&limit=500');
    expect(byName).toHaveLength(all.length);
    expect(byName.slice(0, 1)).toEqual(['100%_của ai']);
    const ours = async (query: string) =>
      (await names(`${query}&limit=500`)).filter((name) => people.some(([known]) => known === name));
    // Without an end they stay longest.
    expect(await ours('?sort=expires')).toEqual(['100%_của ai', 'Lò Văn Ước', 'Đặng Thị Ớt']);
    expect((await ours('?sort=-expires')).slice(0, 2)).toEqual(['Lò Văn Ước', '100%_của ai']);
    expect((await names('?sort=-granted&limit=1'))[0]).toBe('100%_của ai');
    expect((await call('GET', '/staff?sort=phone', token)).code).toBe('INVALID_INPUT');
  });

  it('says which of them the caller may end: none of the own, none above', async () => {
    const administrator = await staff('administrator');
    const organizer = await staff('organizer', contest.contestId);
    const author = await holder('author', contest.contestId);
    const ends = async (token: string, id: string) =>
      (await list(token, '?limit=500')).roles
        .filter(({ accountId }) => accountId === id)
        .map((line) => line['mayEnd' as 'id']);
    expect(await ends(administrator.token, administrator.accountId)).toEqual([false]);
    expect(await ends(administrator.token, organizer.accountId)).toEqual([true]);
    expect(await ends(organizer.token, organizer.accountId)).toEqual([false]);
    expect(await ends(organizer.token, author.accountId)).toEqual([true]);
  });

  it('is shut to everybody else', async () => {
    for (const role of ['author', 'support', 'unit_manager'])
      expect((await call('GET', '/staff', (await holder(role)).token)).status).toBe(403);
    expect((await call('GET', '/staff')).status).toBe(401);
  });
});

describe('taking away', () => {
  const roleIdOf = async (accountId: string): Promise<number> =>
    (await owner.query(`SELECT id FROM staff_role WHERE account_id = $1`, [accountId]))[0].id;

  it('of a role leaves the person a citizen, and a line in the trail', async () => {
    const { token } = await staff('organizer', contest.contestId);
    const author = await holder('author', contest.contestId);
    expect((await call('DELETE', `/staff/roles/${await roleIdOf(author.accountId)}`, token)).status).toBe(204);
    const account = (await call('GET', '/sessions/current', await signIn(author.phone))).body['account'];
    expect(account).toMatchObject({ roles: [] });
    expect(await auditOf(author.accountId)).toContain('staff.role_removed');
  });

  it('reaches no role of another contest, above, one’s own, or that does not exist', async () => {
    const { token, accountId } = await staff('organizer', contest.contestId);
    const administrator = await staff('administrator');
    const foreign = await holder('author', other.contestId);
    const remove = async (id: unknown, by = token) => (await call('DELETE', `/staff/roles/${String(id)}`, by)).code;
    expect(await remove(await roleIdOf(foreign.accountId))).toBe('NOT_ALLOWED');
    expect(await remove(await roleIdOf(administrator.accountId))).toBe('NOT_ALLOWED');
    expect(await remove(await roleIdOf(accountId))).toBe('NOT_ALLOWED');
    expect(await remove(await roleIdOf(administrator.accountId), administrator.token)).toBe('NOT_ALLOWED');
    for (const id of [2_147_483_647, 2_147_483_648, 0, -1, 'x', '1.5', "1'--"])
      expect(await remove(id)).toBe('NOT_FOUND');
  });

  it('by disabling ends everything of a member of staff, and is the administrator’s alone', async () => {
    const administrator = await staff('administrator');
    const organizer = await staff('organizer', contest.contestId);
    const citizen = await signUp();
    const disable = async (id: string, by: string) => call('POST', `/staff/${id}/disable`, by);
    expect((await disable(administrator.accountId, organizer.token)).code).toBe('NOT_ALLOWED');
    expect((await disable(administrator.accountId, administrator.token)).code).toBe('NOT_ALLOWED');
    expect((await disable(citizen.accountId, administrator.token)).code).toBe('NOT_FOUND');
    expect((await disable('x', administrator.token)).code).toBe('NOT_FOUND');
    expect((await disable(organizer.accountId, administrator.token)).status).toBe(204);
    expect((await call('GET', '/staff', organizer.token)).status).toBe(401);
    const again = await call('POST', '/sessions', undefined, { phone: organizer.phone, password: PASSWORD });
    expect(again.code).toBe('WRONG_CREDENTIALS');
  });

  it('is opened again, with the roles that are left, and a line in the trail', async () => {
    const administrator = await staff('administrator');
    const author = await holder('author', contest.contestId);
    const enable = (id: string, by: string) => call('POST', `/staff/${id}/enable`, by);
    await call('POST', `/staff/${author.accountId}/disable`, administrator.token);
    expect((await call('POST', '/sessions', undefined, { phone: author.phone, password: PASSWORD })).status).not.toBe(
      201,
    );
    const organizer = await staff('organizer', contest.contestId);
    expect((await enable(author.accountId, organizer.token)).code).toBe('NOT_ALLOWED');
    expect((await enable(randomUUID(), administrator.token)).code).toBe('NOT_FOUND');
    expect((await enable(author.accountId, administrator.token)).status).toBe(204);
    // Once more changes nothing, and writes nothing.
    expect((await enable(author.accountId, administrator.token)).status).toBe(204);
    const back = await call('POST', '/sessions', undefined, { phone: author.phone, password: PASSWORD });
    expect(back.status).toBe(201);
    // The sessions of before stay closed.
    expect((await call('GET', '/me', author.token)).status).toBe(401);
    expect((await auditOf(author.accountId)).filter((action) => action === 'account.enabled')).toHaveLength(1);
  });

  it('reaches nobody who also works where one has no right', async () => {
    // The rules give an administrator the whole house; a row of an older table or by hand may say less.
    const { accountId, token } = await staff('administrator');
    await owner.query(`UPDATE staff_role SET contest_id = $2 WHERE account_id = $1`, [accountId, contest.contestId]);
    await new Promise((resolve) => setTimeout(resolve, 3_100));
    const [own, foreign, both] = [
      await holder('author', contest.contestId),
      await holder('author', other.contestId),
      await holder('author', contest.contestId),
    ];
    await owner.query(`INSERT INTO staff_role (account_id, role, contest_id) VALUES ($1, 'host', $2)`, [
      both.accountId,
      other.contestId,
    ]);
    const everywhere = await holder('author');
    for (const { accountId: id } of [foreign, both, everywhere]) {
      expect((await call('POST', `/staff/${id}/disable`, token)).code).toBe('NOT_ALLOWED');
      expect((await call('DELETE', `/staff/${id}/second-factor`, token)).code).toBe('NOT_ALLOWED');
    }
    expect((await call('POST', `/staff/${own.accountId}/disable`, token)).status).toBe(204);
  });

  it('of a lost second factor lets its owner set up another, after signing in anew', async () => {
    const administrator = await staff('administrator');
    const organizer = await staff('organizer', contest.contestId);
    const path = `/staff/${organizer.accountId}/second-factor`;
    expect((await call('DELETE', path, organizer.token)).code).toBe('NOT_ALLOWED');
    expect((await call('DELETE', path, administrator.token)).status).toBe(204);
    expect((await call('GET', '/staff', organizer.token)).status).toBe(401);
    const token = await signIn(organizer.phone);
    await setUp(token);
    expect((await call('GET', '/staff', token)).status).toBe(200);
  });
});

describe('the end of a role', () => {
  const roleIdOf = async (accountId: string): Promise<number> =>
    (await owner.query(`SELECT id FROM staff_role WHERE account_id = $1`, [accountId]))[0].id;
  const setEnd = async (id: number, by: string, expiresAt: string | null) =>
    call('PATCH', `/staff/roles/${id}`, by, { expiresAt });

  it('is put off or brought nearer by whoever may give the role, with a line in the trail', async () => {
    const { token } = await staff('organizer', contest.contestId);
    const deputy = await holder('support', contest.contestId);
    const id = await roleIdOf(deputy.accountId);
    const line = async () =>
      (await call('GET', '/staff?limit=500', token)).body['roles'] as { id: number; expiresAt: string | null }[];
    for (const expiresAt of ['2099-12-31T16:59:59.000Z', null]) {
      expect((await setEnd(id, token, expiresAt)).status).toBe(204);
      expect((await line()).find((one) => one.id === id)!.expiresAt).toBe(expiresAt);
    }
    expect(await auditOf(deputy.accountId)).toContain('staff.role_end_changed');
    expect((await setEnd(id, token, '2020-01-01T00:00:00Z')).code).toBe('INVALID_INPUT');
    expect((await setEnd(2_147_483_647, token, null)).code).toBe('NOT_FOUND');
  });

  it('is no way to lengthen the own role, nor one above or in another contest', async () => {
    const organizer = await staff('organizer', contest.contestId);
    const administrator = await staff('administrator');
    const foreign = await holder('support', other.contestId);
    for (const accountId of [organizer.accountId, administrator.accountId, foreign.accountId])
      expect((await setEnd(await roleIdOf(accountId), organizer.token, null)).code).toBe('NOT_ALLOWED');
    const own = await roleIdOf(administrator.accountId);
    expect((await setEnd(own, administrator.token, null)).code).toBe('NOT_ALLOWED');
  });
});

describe('the last administrator', () => {
  const roleIdOf = async (accountId: string): Promise<number> =>
    (await owner.query(`SELECT id FROM staff_role WHERE account_id = $1`, [accountId]))[0].id;
  /** Those of the tests before are no administrators any more. */
  beforeEach(() => owner.query(`DELETE FROM staff_role WHERE role = 'administrator'`));

  const deputy = async () => {
    const person = await staff('administrator');
    await owner.query(`UPDATE staff_role SET expires_at = '2099-01-01' WHERE account_id = $1`, [person.accountId]);
    return person;
  };

  it('who stays is neither ended nor disabled, nor given an end, by one who stays for a while', async () => {
    const [lasting, { token }] = [await staff('administrator'), await deputy()];
    const id = await roleIdOf(lasting.accountId);
    const tries = () =>
      Promise.all([
        call('DELETE', `/staff/roles/${id}`, token),
        call('PATCH', `/staff/roles/${id}`, token, { expiresAt: '2099-01-01T00:00:00Z' }),
        call('POST', `/staff/${lasting.accountId}/disable`, token),
      ]);
    for (const reply of await tries()) expect(reply).toMatchObject({ status: 409, code: 'LAST_ADMINISTRATOR' });
    expect((await call('GET', '/staff', lasting.token)).status).toBe(200);

    // A disabled one does not count; one more who stays does.
    await owner.query(`UPDATE account SET disabled_at = contest_clock() WHERE id = $1`, [
      (await staff('administrator')).accountId,
    ]);
    for (const reply of await tries()) expect(reply.code).toBe('LAST_ADMINISTRATOR');
    await staff('administrator');
    expect((await call('DELETE', `/staff/roles/${id}`, token)).status).toBe(204);
  });

  it('cannot leave by deleting the own account', async () => {
    const lasting = await staff('administrator');
    const leave = () => call('DELETE', '/me', lasting.token, { password: PASSWORD });
    expect(await leave()).toMatchObject({ status: 409, code: 'LAST_ADMINISTRATOR' });
    await staff('administrator');
    expect((await leave()).status).toBe(204);
  });

  it('is left when two take the role from each other at once', async () => {
    for (let round = 0; round < 5; round++) {
      await owner.query(`DELETE FROM staff_role WHERE role = 'administrator'`);
      const [one, two] = [await staff('administrator'), await staff('administrator')];
      const replies = await Promise.all([
        call('DELETE', `/staff/roles/${await roleIdOf(two.accountId)}`, one.token),
        call('POST', `/staff/${one.accountId}/disable`, two.token),
      ]);
      const [{ left }] = await owner.query(
        `SELECT count(*)::integer AS left FROM staff_role r JOIN account a ON a.id = r.account_id
          WHERE r.role = 'administrator' AND a.disabled_at IS NULL`,
      );
      expect(left).toBe(1);
      expect(replies.map(({ status }) => status).sort()[0]).toBe(204);
    }
  });
});
