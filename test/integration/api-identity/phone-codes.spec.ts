import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Logger } from 'pino';
import { LIMITS } from '#domain';
import { LOGGER } from '#platform';
import { startApi } from '../../support/app.js';
import { TestGateway, takeIt } from '../../support/gateway.js';
import { Citizens, type Reply } from './citizens.js';

const NEW_PASSWORD = 'cái cày theo sau';

let citizens: Citizens;
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await TestGateway.open();
  citizens = await Citizens.open({
    CODE_SENDER: 'http',
    CODE_GATEWAY_URL: gateway.url,
    CODE_GATEWAY_SECRET: 'khoa-bi-mat',
    CODE_GATEWAY_ACCEPTED: '"success"',
  });
});

afterAll(async () => {
  await citizens.close();
  await gateway.close();
});

beforeEach(() => {
  gateway.messages.length = 0;
  gateway.answer = takeIt;
});

interface Person {
  phone: string;
  token: string;
  accountId: string;
}

async function signUp(): Promise<Person> {
  const phone = citizens.nextPhone();
  const body = { phone, password: 'con trâu đi trước', fullName: 'Vàng A Sử', birthDate: '1990-04-23' };
  return { phone, ...(await citizens.call('POST', '/accounts', { body })).body };
}

const ask = (phone: string): Promise<Reply> => citizens.call('POST', '/password-resets/codes', { body: { phone } });
const reset = (phone: string, code: string, password = NEW_PASSWORD): Promise<Reply> =>
  citizens.call('POST', '/password-resets', { body: { phone, code, password } });

/** Asks for a code and reads it on the phone. */
async function codeFor(phone: string): Promise<string> {
  const before = gateway.messages.length;
  expect((await ask(phone)).status).toBe(202);
  const { body } = (await gateway.received(before + 1))[before]!;
  return /\b\d{6}\b/.exec((JSON.parse(body) as { text: string }).text)![0];
}
const wrongOf = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('a code sent to a phone', () => {
  it('sets a new password, once, and ends the other sessions', async () => {
    const person = await signUp();
    const code = await codeFor(person.phone);
    expect(gateway.messages[0]!.headers['authorization']).toBe('Bearer khoa-bi-mat');
    expect(JSON.parse(gateway.messages[0]!.body)).toMatchObject({ to: `+84${person.phone.slice(1)}` });
    const reply = await reset(person.phone, ` ${code.slice(0, 3)} ${code.slice(3)} `);
    expect([reply.status, reply.body.accountId]).toEqual([201, person.accountId]);
    expect((await citizens.call('GET', '/me', { token: person.token })).status).toBe(401);
    expect((await reset(person.phone, code)).body.code).toBe('RESET_CODE_WRONG');
    const rows: { action: string; after: unknown }[] = await citizens.owner.query(
      `SELECT action, after FROM audit WHERE subject = $1 AND action IN ('phone_code.issued', 'account.password_reset') ORDER BY id`,
      [`account/${person.accountId}`],
    );
    expect(rows).toEqual([
      { action: 'phone_code.issued', after: null },
      { action: 'account.password_reset', after: { by: 'phone_code' } },
    ]);
  });

  it('is kept as a keyed hash, and stands with the phone in no audit line and no key of Redis', async () => {
    const person = await signUp();
    const code = await codeFor(person.phone);
    const [{ all }] = (await citizens.owner.query(
      `SELECT (SELECT jsonb_agg(c) FROM phone_code c)::text || (SELECT jsonb_agg(a) FROM audit a)::text AS all`,
    )) as [{ all: string }];
    expect(all).not.toContain(person.phone.slice(1));
    expect(all).not.toContain(`"${code}"`);
  });

  it('is refused after five tries, also the right one', async () => {
    const person = await signUp();
    const code = await codeFor(person.phone);
    const wrong = wrongOf(code);
    for (let n = 0; n < LIMITS.phoneCodeTriesMax; n++)
      expect((await reset(person.phone, wrong)).body.code).toBe('RESET_CODE_WRONG');
    expect((await reset(person.phone, code)).body.code).toBe('RESET_CODE_WRONG');
    // A new one has its own five.
    expect((await reset(person.phone, await codeFor(person.phone))).status).toBe(201);
  });

  it('counts tries that come at the same moment', async () => {
    const person = await signUp();
    const code = await codeFor(person.phone);
    const tries = Array.from({ length: 8 }, () => reset(person.phone, wrongOf(code)));
    await Promise.all(tries);
    const [row] = (await citizens.owner.query(`SELECT tries FROM phone_code WHERE account_id = $1`, [
      person.accountId,
    ])) as [{ tries: number }];
    expect(row.tries).toBe(LIMITS.phoneCodeTriesMax);
  });

  it('opens nothing too late, for another phone, or once a newer one is there', async () => {
    const [person, other] = [await signUp(), await signUp()];
    const old = await codeFor(person.phone);
    const code = await codeFor(person.phone);
    const others = await codeFor(other.phone);
    if (old !== code) expect((await reset(person.phone, old)).body.code).toBe('RESET_CODE_WRONG');
    if (others !== code) expect((await reset(person.phone, others)).body.code).toBe('RESET_CODE_WRONG');
    const [{ seconds }] = (await citizens.owner.query(
      `SELECT extract(epoch FROM expires_at - issued_at)::int AS seconds FROM phone_code WHERE account_id = $1`,
      [person.accountId],
    )) as [{ seconds: number }];
    expect(seconds).toBe(LIMITS.phoneCodeMinutes * 60);
    await citizens.owner.query(`UPDATE phone_code SET expires_at = contest_clock() WHERE account_id = $1`, [
      person.accountId,
    ]);
    expect((await reset(person.phone, code)).body.code).toBe('RESET_CODE_WRONG');
    expect((await reset(other.phone, others)).status).toBe(201);
  });

  it('is left as it is by a password that is refused, and gone with any other way to a new password', async () => {
    const person = await signUp();
    const code = await codeFor(person.phone);
    expect((await reset(person.phone, code, '12345678')).body.code).toBe('PASSWORD_TOO_WEAK');
    expect((await reset(person.phone, code)).status).toBe(201);
    const next = await codeFor(person.phone);
    const token = (await citizens.call('POST', '/sessions', { body: { phone: person.phone, password: NEW_PASSWORD } }))
      .body.token;
    const change = { password: NEW_PASSWORD, newPassword: 'hạt gạo làng ta' };
    expect((await citizens.call('PUT', '/me/password', { token, body: change })).status).toBe(204);
    expect((await reset(person.phone, next)).body.code).toBe('RESET_CODE_WRONG');
  });

  it('is asked for with the same answer for everybody, and sent to citizens with an account only', async () => {
    const { phone } = await signUp();
    const shut = await signUp();
    await citizens.owner.query(`UPDATE account SET disabled_at = contest_clock() WHERE id = $1`, [shut.accountId]);
    const clerk = await signUp();
    await citizens.owner.query(`INSERT INTO staff_role (account_id, role) VALUES ($1, 'support')`, [clerk.accountId]);
    const replies = [];
    for (const one of [citizens.nextPhone(), shut.phone, clerk.phone, phone]) replies.push(await ask(one));
    for (const reply of replies) {
      expect([reply.status, reply.body]).toEqual([202, { minutes: LIMITS.phoneCodeMinutes }]);
      expect(reply.headers.get('cache-control')).toBe('no-store');
    }
    // The last that was asked for is the first that came.
    expect((await gateway.received(1))[0]!.body).toContain(phone.slice(1));
    const [{ count }] = (await citizens.owner.query(
      `SELECT count(*)::int FROM phone_code WHERE account_id IN ($1, $2)`,
      [shut.accountId, clerk.accountId],
    )) as [{ count: number }];
    expect(count).toBe(0);
    expect(gateway.messages).toHaveLength(1);
  });

  it('is sent five times a day to one number, known or not', async () => {
    for (const phone of [(await signUp()).phone, citizens.nextPhone()]) {
      const codes: number[] = [];
      for (let n = 0; n <= LIMITS.phoneCodesPerDayMax; n++) codes.push((await ask(phone)).status);
      expect(codes).toEqual([...Array.from({ length: LIMITS.phoneCodesPerDayMax }, () => 202), 429]);
    }
  });
});

describe('a gateway in trouble', () => {
  let told: unknown[] = [];
  let logged: { mockRestore: () => void };

  beforeEach(() => {
    told = [];
    logged = jest.spyOn(citizens.api.app.get<Logger>(LOGGER), 'warn').mockImplementation((...line: unknown[]) => {
      told.push(line);
    });
  });
  afterEach(() => logged.mockRestore());

  /** Until the line about it is written. */
  async function lineOf(phone: string): Promise<string> {
    expect((await ask(phone)).status).toBe(202);
    while (told.length === 0) await new Promise((done) => setTimeout(done, 20));
    return JSON.stringify(told);
  }

  it.each([
    ['refused', (reply) => reply.writeHead(503).end()],
    ['not_accepted', (reply) => reply.end('{"status":"no money"}')],
    ['unreachable', (reply) => reply.destroy()],
    ['too_late', () => undefined],
  ] as [string, typeof takeIt][])(
    'is answered for as always and told to the operator (%s), without number or code',
    async (why, answer) => {
      gateway.answer = answer;
      const person = await signUp();
      const line = await lineOf(person.phone);
      expect(line).toContain(`"why":"${why}"`);
      expect(line).toContain('code not sent');
      expect(line).not.toContain(person.phone.slice(1));
      const code = /\b\d{6}\b/.exec((JSON.parse(gateway.messages[0]!.body) as { text: string }).text)![0];
      expect(line).not.toContain(code);
      // What reached the phone after all is good.
      expect((await reset(person.phone, code)).status).toBe(201);
    },
    15_000,
  );
});

describe('without a gateway', () => {
  it('pages are told so, and nothing can be asked for', async () => {
    expect((await citizens.call('GET', '/door')).body).toEqual({ codesByPhone: true });
    const bare = await startApi(citizens.database);
    try {
      const door = await fetch(`${bare.url}/api/door`);
      expect(await door.json()).toEqual({ codesByPhone: false });
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"phone":"0912345678"}' };
      expect((await fetch(`${bare.url}/api/password-resets/codes`, init)).status).toBe(404);
    } finally {
      await bare.close();
    }
  });
});
