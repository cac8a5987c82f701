import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { SignInLinkService } from '#identity';
import { startApi, type TestApi } from '../../support/app.js';
import { CONSENTS, insertContest, type ContestFixture } from '../../support/contest.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect } from '../../support/insert.js';

const PASSWORD = 'con trâu đi trước';

let database: TestDatabase;
let owner: DataSource;
let api: TestApi;
let contest: ContestFixture;
let nextPhone = 935_000_000;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
  api = await startApi(database, { DOOR_REQUESTS_PER_TEN_SECONDS: 100_000 });
  contest = await insertContest(owner);
});

afterAll(async () => {
  await api.close();
  await owner.destroy();
  await database.drop();
});

interface Reply {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

async function call(
  method: string,
  path: string,
  options: { body?: unknown; token?: string; headers?: Record<string, string>; url?: string } = {},
): Promise<Reply> {
  const headers: Record<string, string> = { ...options.headers };
  if (options.token) headers['authorization'] = `Bearer ${options.token}`;
  if (options.body !== undefined) headers['content-type'] ??= 'application/json';
  const text = typeof options.body === 'string' ? options.body : JSON.stringify(options.body);
  const response = await fetch(`${options.url ?? api.url}/api${path}`, {
    method,
    headers,
    ...(options.body === undefined ? {} : { body: text }),
  });
  const answer = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: answer === '' ? {} : (JSON.parse(answer) as Record<string, unknown>),
  };
}

const buildSignUp = (changes: object = {}) => ({
  phone: `0${nextPhone++}`,
  password: PASSWORD,
  fullName: 'H’Hen Niê',
  birthDate: '1992-05-08',
  ...changes,
});

async function signUp(changes: object = {}): Promise<{ token: string; accountId: string; phone: string }> {
  const body = buildSignUp(changes);
  const reply = await call('POST', '/accounts', { body });
  expect(reply.status).toBe(201);
  return { ...(reply.body as { token: string; accountId: string }), phone: body.phone };
}

const countAccounts = async (): Promise<number> => {
  const [row]: { count: number }[] = await owner.query(`SELECT count(*)::int AS count FROM account`);
  return row!.count;
};

describe('POST /api/accounts', () => {
  it('signs up and in: token for programs, cookie that no script can read for browsers', async () => {
    const reply = await call('POST', '/accounts', { body: buildSignUp() });
    expect(reply.status).toBe(201);
    expect(reply.body).toEqual({
      accountId: expect.any(String),
      fullName: 'H’Hen Niê',
      token: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      recoveryCode: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){4}$/),
    });
    expect(reply.headers.get('cache-control')).toBe('no-store');
    const [cookie, ...others] = reply.headers.getSetCookie() as [string, ...string[]];
    // To the end of the contest and a week more, a little of which has passed.
    expect(cookie).toMatch(/^sid=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
    expect(cookie).toContain(`sid=${String(reply.body['token'])};`);
    expect(others).toEqual([expect.stringMatching(/^device=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/)]);
    const me = await call('GET', '/me', { headers: { cookie: cookie.split(';')[0]! } });
    expect(me.status).toBe(200);
  });

  it('stores the name in NFC however it was typed', async () => {
    const { accountId } = await signUp({ fullName: ' Nguyễn  Thị Ngọc Ánh '.normalize('NFD') });
    const [row]: { full_name: string }[] = await owner.query(`SELECT full_name FROM account WHERE id = $1`, [
      accountId,
    ]);
    expect(row!.full_name).toBe('Nguyễn Thị Ngọc Ánh'.normalize('NFC'));
  });

  it('knows a phone in all its spellings', async () => {
    const { phone } = await signUp();
    const international = `+84 ${phone.slice(1, 4)}.${phone.slice(4, 7)}-${phone.slice(7)}`;
    const reply = await call('POST', '/accounts', { body: buildSignUp({ phone: international }) });
    expect(reply).toMatchObject({ status: 409, body: { code: 'PHONE_TAKEN' } });
  });

  it.each<[string, unknown]>([
    ['nothing', ''],
    ['no object', '[]'],
    ['no JSON', '{"phone": '],
    ['null', 'null'],
    ['an empty object', {}],
    ['a phone that is none', buildSignUp({ phone: '12345' })],
    ['a phone of another country', buildSignUp({ phone: '+1 202 555 0100' })],
    ['a number for a phone', buildSignUp({ phone: 912345678 })],
    ['a list for a phone', buildSignUp({ phone: ['0912345678'] })],
    ['an object for a password', buildSignUp({ password: { $ne: null } })],
    ['a password beyond all measure', buildSignUp({ password: 'ab cd '.repeat(5_000) })],
    ['a short password', buildSignUp({ password: 'x7Kq-92' })],
    ['a password that everybody guesses', buildSignUp({ password: 'NgheAn@2026' })],
    ['the phone as password', buildSignUp({ phone: '0912000111', password: '0912000111' })],
    ['no name', buildSignUp({ fullName: '   ' })],
    ['markup for a name', buildSignUp({ fullName: '<img src=x onerror=alert(1)>' })],
    ['an endless name', buildSignUp({ fullName: 'An '.repeat(200) })],
    ['a name with a zero-width space', buildSignUp({ fullName: 'Nguyễn\u200bAn' })],
    ['a name with NUL', buildSignUp({ fullName: 'Nguyễn\u0000An' })],
    ['a name turned around', buildSignUp({ fullName: 'An \u202e nễyugN' })],
    ['a lone surrogate', buildSignUp({ fullName: 'An \ud800' })],
    ['a day that does not exist', buildSignUp({ birthDate: '2001-02-29' })],
    ['a birthday to come', buildSignUp({ birthDate: '2990-01-01' })],
    ['a date of another form', buildSignUp({ birthDate: '08/05/1992' })],
    ['a field too many', buildSignUp({ role: 'administrator' })],
    ['a sample flag', buildSignUp({ sample: true })],
    [
      'a prototype',
      `{"__proto__": {"sample": true}, "phone": "0912345678", "password": "${PASSWORD}", "fullName": "An"}`,
    ],
    ['ten thousand levels', '{"phone":'.repeat(5_000) + '1' + '}'.repeat(5_000)],
  ])('answers %s with 400 in words, and changes nothing', async (_what, body) => {
    const before = await countAccounts();
    const reply = await call('POST', '/accounts', { body });
    expect(reply.status).toBe(400);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(['INVALID_INPUT', 'PASSWORD_TOO_WEAK']).toContain(reply.body['code']);
    expect(String(reply.body['title'])).toMatch(/\p{L}{2,}/u);
    expect(JSON.stringify(reply.body)).not.toContain(PASSWORD);
    expect(await countAccounts()).toBe(before);
  });

  it('refuses ten megabytes and other media without reading on', async () => {
    const large = await call('POST', '/accounts', { body: `"${'x'.repeat(10_000_000)}"` }).catch(() => ({
      status: 413,
    }));
    expect(large.status).toBe(413);
    const form = await call('POST', '/accounts', {
      body: 'phone=0912345678',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(form).toMatchObject({ status: 400, body: { code: 'UNSUPPORTED_MEDIA' } });
  });

  it('refuses a write that a page of another site has sent', async () => {
    const before = await countAccounts();
    const reply = await call('POST', '/accounts', {
      body: buildSignUp(),
      headers: { origin: 'https://la.example.com' },
    });
    expect(reply).toMatchObject({ status: 403, body: { code: 'NOT_ALLOWED' } });
    expect(await countAccounts()).toBe(before);
  });
});

describe('POST /api/sessions', () => {
  it('signs in with a new token, and the earlier one goes on', async () => {
    const first = await signUp();
    const reply = await call('POST', '/sessions', {
      body: { phone: first.phone, password: PASSWORD.normalize('NFD') },
    });
    expect(reply.status).toBe(201);
    expect(reply.body['token']).not.toBe(first.token);
    expect(reply.headers.get('set-cookie')).toContain(String(reply.body['token']));
    expect((await call('GET', '/me', { token: first.token })).status).toBe(200);
  });

  it('does not take over a token that the browser brought along', async () => {
    const { phone } = await signUp();
    const planted = 'p'.repeat(43);
    const reply = await call('POST', '/sessions', {
      body: { phone, password: PASSWORD },
      headers: { cookie: `sid=${planted}` },
    });
    expect(reply.status).toBe(201);
    expect(reply.body['token']).not.toBe(planted);
    expect((await call('GET', '/me', { token: planted })).status).toBe(401);
  });

  it('says the same of an unknown phone as of a wrong password', async () => {
    const { phone } = await signUp();
    const known = await call('POST', '/sessions', { body: { phone, password: 'sai mật khẩu rồi' } });
    const unknown = await call('POST', '/sessions', { body: { phone: '0936999999', password: 'sai mật khẩu rồi' } });
    expect(known).toMatchObject({ status: 401, body: { code: 'WRONG_CREDENTIALS' } });
    expect({ ...unknown.body, requestId: '' }).toEqual({ ...known.body, requestId: '' });
    expect(known.headers.get('set-cookie')).toBeNull();
  });

  it('stops guessing after ten failures and says how long', async () => {
    const { phone } = await signUp();
    for (let i = 0; i < 10; i++) {
      expect((await call('POST', '/sessions', { body: { phone, password: `đoán lần ${i}` } })).status).toBe(401);
    }
    const reply = await call('POST', '/sessions', { body: { phone, password: PASSWORD } });
    expect(reply).toMatchObject({ status: 429, body: { code: 'TOO_MANY_REQUESTS' } });
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(800);
  });

  it('is counted together with sign-up for one address', async () => {
    const strict = await startApi(database, { DOOR_REQUESTS_PER_TEN_SECONDS: 5 });
    try {
      const bad = { body: { phone: '0937000000', password: 'x' }, url: strict.url };
      const statuses = await Promise.all([
        ...Array.from({ length: 4 }, () => call('POST', '/sessions', bad)),
        ...Array.from({ length: 4 }, () =>
          call('POST', '/sign-in-links/redeem', { body: { token: 'x' }, url: strict.url }),
        ),
      ]);
      const refused = statuses.filter(({ status }) => status === 429);
      expect(refused).toHaveLength(3);
      expect(Number(refused[0]!.headers.get('retry-after'))).toBeLessThanOrEqual(10);
      // Whoever is inside is not stopped at the door.
      const { token } = await signUp();
      expect((await call('GET', '/me', { token, url: strict.url })).status).toBe(200);
    } finally {
      await strict.close();
    }
  });
});

describe('the session', () => {
  it.each<[string, string, unknown]>([
    ['GET', '/me', undefined],
    ['DELETE', '/sessions/current', undefined],
    ['POST', '/contests/x/participants', { contestUnitId: 1 }],
    ['PATCH', '/contests/x/participants/me', { contestUnitId: 1 }],
  ])('is asked for by %s %s', async (method, path, body) => {
    const none = await call(method, path, { body });
    expect(none).toMatchObject({ status: 401, body: { code: 'NOT_SIGNED_IN' } });
    const unknown = await call(method, path, { body, token: 'x'.repeat(43) });
    expect(unknown).toMatchObject({ status: 401, body: { code: 'SESSION_ENDED' } });
  });

  it('is never taken from the address', async () => {
    const { token } = await signUp();
    for (const name of ['token', 'access_token', 'sid']) {
      expect((await call('GET', `/me?${name}=${token}`)).status).toBe(401);
    }
  });

  it('ends at once here and within three seconds in another process, with the cookie', async () => {
    const other = await startApi(database, { REDIS_URL: 'redis://127.0.0.1:9' });
    try {
      const { token } = await signUp();
      expect((await call('GET', '/me', { token, url: other.url })).status).toBe(200);
      const out = await call('DELETE', '/sessions/current', { token });
      expect(out.status).toBe(204);
      expect(out.headers.get('set-cookie')).toContain('sid=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0');
      expect(await call('GET', '/me', { token })).toMatchObject({ status: 401, body: { code: 'SESSION_ENDED' } });
      let status = 200;
      // The promise is three seconds; a busy test machine is given ten.
      for (let tries = 0; status === 200 && tries < 200; tries++) {
        status = (await call('GET', '/me', { token, url: other.url })).status;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      expect(status).toBe(401);
    } finally {
      await other.close();
    }
  });

  it('has a cookie that only https carries when the address is https', async () => {
    const secure = await startApi(database, { PUBLIC_URL: 'https://thi.example.vn' });
    try {
      const { phone } = await signUp();
      const reply = await call('POST', '/sessions', { body: { phone, password: PASSWORD }, url: secure.url });
      const cookie = reply.headers.get('set-cookie')!;
      expect(cookie).toMatch(/^__Host-sid=/);
      expect(cookie).toMatch(/; Secure$/);
      const me = await call('GET', '/me', { headers: { cookie: cookie.split(';')[0]! }, url: secure.url });
      expect(me.status).toBe(200);
    } finally {
      await secure.close();
    }
  });
});

describe('POST /api/contests/:slug/participants', () => {
  it('joins once, is shown by /api/me, and may change the unit until the first attempt', async () => {
    const { token, accountId } = await signUp();
    const path = `/contests/${contest.slug}/participants`;
    const joined = await call('POST', path, { token, body: { contestUnitId: contest.units[0], consents: CONSENTS } });
    expect(joined).toMatchObject({
      status: 201,
      body: {
        contestId: contest.contestId,
        contestUnitId: contest.units[0],
        fullName: 'H’Hen Niê',
        birthDate: '1992-05-08',
      },
    });
    const again = await call('POST', path, { token, body: { contestUnitId: contest.units[1], consents: CONSENTS } });
    expect(again).toMatchObject({
      status: 409,
      body: { code: 'ALREADY_PARTICIPANT', details: { participantId: joined.body['participantId'] } },
    });
    const moved = await call('PATCH', `${path}/me`, { token, body: { contestUnitId: contest.units[1] } });
    expect(moved).toMatchObject({ status: 200, body: { contestUnitId: contest.units[1] } });

    const me = await call('GET', '/me', { token });
    expect(me.headers.get('cache-control')).toBe('no-store');
    expect(me.body).toEqual({
      account: {
        accountId,
        fullName: 'H’Hen Niê',
        phone: expect.stringMatching(/^09xx xxx \d{3}$/),
        birthDate: '1992-05-08',
        sample: false,
        roles: [],
      },
      session: { expiresAt: expect.any(String) },
      participations: [
        {
          contestId: contest.contestId,
          contestSlug: contest.slug,
          contestTitle: 'Cuộc thi thử',
          participantId: joined.body['participantId'],
          contestUnitId: contest.units[1],
          unitCode: expect.any(String),
          unitName: 'Phường Vinh Phú',
          parentName: null,
          audience: 'chung',
          audienceTitle: 'Chung',
          isUnitFixed: false,
        },
      ],
    });

    await owner.query(`UPDATE attempt_quota SET attempt_count = 1 WHERE participant_id = $1`, [
      joined.body['participantId'],
    ]);
    const fixed = await call('PATCH', `${path}/me`, { token, body: { contestUnitId: contest.units[0] } });
    expect(fixed).toMatchObject({ status: 409, body: { code: 'UNIT_FIXED' } });
  });

  it('takes nobody without the consent that the house publishes', async () => {
    const texts = await call('GET', '/consents/current');
    expect(texts.headers.get('cache-control')).toBe('public, max-age=60');
    const shown = { version: expect.any(Number), text: expect.stringContaining('Quyền của tôi') };
    expect(texts.body['texts']).toEqual([
      { ...shown, purpose: 'contest', required: true },
      { ...shown, purpose: 'publish_name', required: false },
      { ...shown, purpose: 'contact_later', required: false },
    ]);
    const [{ purpose, version }] = texts.body['texts'] as [{ purpose: string; version: number }];
    const { token, accountId } = await signUp();
    const join = (consents?: unknown) =>
      call('POST', `/contests/${contest.slug}/participants`, {
        token,
        body: { contestUnitId: contest.units[0], consents },
      });
    for (const consents of [undefined, [], [{ purpose, version: version + 1 }]]) {
      expect(await join(consents)).toMatchObject({
        status: 400,
        body: { code: 'CONSENT_REQUIRED', details: { purpose, version } },
      });
    }
    for (const consents of [true, [{ purpose }], [{ purpose: 'advertising', version }], [{ purpose, version: '1' }]]) {
      expect(await join(consents)).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
    }
    expect(await owner.query('SELECT FROM consent WHERE account_id = $1', [accountId])).toHaveLength(0);
    expect((await join([{ purpose, version }])).status).toBe(201);
    expect(await owner.query('SELECT purpose, version FROM consent WHERE account_id = $1', [accountId])).toEqual([
      { purpose, version },
    ]);
  });

  it.each<[string, unknown, string]>([
    ['INVALID_INPUT', {}, 'own'],
    ['INVALID_INPUT', { contestUnitId: '1' }, 'own'],
    ['INVALID_INPUT', { contestUnitId: 1.5 }, 'own'],
    ['INVALID_INPUT', { contestUnitId: -1 }, 'own'],
    ['INVALID_INPUT', '{"contestUnitId": 1e309}', 'own'],
    ['INVALID_INPUT', { contestUnitId: 9_999_999_999 }, 'own'],
    ['INVALID_INPUT', { contestUnitId: 1, participantId: 'x' }, 'own'],
    ['INVALID_INPUT', { contestUnitId: 1, audience: 'x'.repeat(81) }, 'own'],
    ['UNIT_NOT_FOUND', { contestUnitId: 2_147_483_647 }, 'own'],
    ['CONTEST_NOT_FOUND', { contestUnitId: 1 }, 'khong-co'],
    ['CONTEST_NOT_FOUND', { contestUnitId: 1 }, encodeURIComponent("' OR 1=1 --")],
    ['CONTEST_NOT_FOUND', { contestUnitId: 1 }, encodeURIComponent('Cuộc thi')],
    ['CONTEST_NOT_FOUND', { contestUnitId: 1 }, '%00'],
  ])('refuses with %s the body %j for the contest %s', async (code, body, slug) => {
    const { token, accountId } = await signUp();
    const reply = await call('POST', `/contests/${slug === 'own' ? contest.slug : slug}/participants`, { token, body });
    expect(reply.body['code']).toBe(code);
    expect(reply.status).toBeLessThan(500);
    expect(await owner.query(`SELECT FROM participant WHERE account_id = $1`, [accountId])).toHaveLength(0);
  });
});

describe('POST /api/sign-in-links/redeem', () => {
  it('signs in as a sample account, once', async () => {
    const accountId = randomUUID();
    await owner.query(`INSERT INTO account (id, full_name, sample) VALUES ($1, 'Vàng A Sử', true)`, [accountId]);
    await owner.query(`INSERT INTO staff_role (account_id, role, contest_id) VALUES ($1, 'organizer', $2)`, [
      accountId,
      contest.contestId,
    ]);
    const token = await api.app.get(SignInLinkService).issueFor(accountId);
    const reply = await call('POST', '/sign-in-links/redeem', { body: { token } });
    expect(reply).toMatchObject({ status: 201, body: { accountId, fullName: 'Vàng A Sử' } });
    const me = await call('GET', '/me', { token: String(reply.body['token']) });
    expect(me.body['account']).toMatchObject({
      phone: null,
      sample: true,
      roles: [{ role: 'organizer', contestId: contest.contestId, contestUnitId: null }],
    });
    const again = await call('POST', '/sign-in-links/redeem', { body: { token } });
    expect(again).toMatchObject({ status: 401, body: { code: 'SIGN_IN_LINK_INVALID' } });
  });
});
