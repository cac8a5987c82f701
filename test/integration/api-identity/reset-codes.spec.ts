import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LIMITS } from '#domain';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { passSecondFactor } from '../../support/staff.js';
import { Citizens, type Reply } from './citizens.js';

const NEW_PASSWORD = 'cái cày theo sau';
const CODE = /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/;

let citizens: Citizens;
let contest: ContestFixture;
let phones = 939_000_000;

beforeAll(async () => {
  citizens = await Citizens.open();
});

/** A contest for each test: its third unit stands below its first. */
beforeEach(async () => {
  contest = await insertContest(citizens.owner);
  await citizens.owner.query(`UPDATE contest_unit SET parent_id = $1 WHERE id = $2`, [
    contest.units[0],
    contest.units[2],
  ]);
});

afterAll(async () => {
  await citizens.close();
});

interface Person {
  phone: string;
  token: string;
  accountId: string;
  participantId: string;
}

async function account(): Promise<Omit<Person, 'participantId'>> {
  const phone = `0${phones++}`;
  const token = await citizens.signUp({ phone, fullName: 'Nguyễn Văn An', birthDate: '1990-04-23' });
  const [row] = await citizens.owner.query(`SELECT id FROM account WHERE phone = $1`, [`+84${phone.slice(1)}`]);
  return { phone, token, accountId: row.id as string };
}

/** A person who takes part for a unit, by its place in the contest. */
async function person(unit = 0): Promise<Person> {
  const made = await account();
  const joined = await citizens.join(contest, made.token, unit);
  return { ...made, participantId: String(joined.body.participantId) };
}

/** The token of somebody with an office; given before the session is first looked up. */
async function staff(role: string, office: { contestId?: number | null; unit?: number } = {}): Promise<string> {
  const { token, accountId } = await account();
  const { contestId = contest.contestId, unit } = office;
  await citizens.owner.query(
    `INSERT INTO staff_role (account_id, role, contest_id, contest_unit_id) VALUES ($1, $2, $3, $4)`,
    [accountId, role, contestId, unit === undefined ? null : contest.units[unit]],
  );
  await passSecondFactor(citizens.owner, accountId);
  return token;
}

const issue = (token: string | undefined, body: object, slug = contest.slug): Promise<Reply> =>
  citizens.call('POST', `/contests/${slug}/reset-codes`, { token, body });
const reset = (phone: string, code: string): Promise<Reply> =>
  citizens.call('POST', '/password-resets', { body: { phone, code, password: NEW_PASSWORD } });

async function receiptOf(token: string): Promise<string> {
  const started = await citizens.start(contest, token);
  const submitted = await citizens.submit(started.body);
  return String(submitted.body.number);
}

const factsOf = ({ phone }: Person, changes: object = {}) => ({
  phone,
  birthDate: '1990-04-23',
  contestUnitId: contest.units[0],
  ...changes,
});

describe('a code from the unit manager', () => {
  it('sets a new password once, and is kept only as a hash', async () => {
    const [manager, forgetful] = [await staff('unit_manager', { unit: 0 }), await person()];
    const reply = await issue(manager, { participantId: forgetful.participantId });
    expect(reply.status).toBe(201);
    expect(reply.body).toEqual({
      code: expect.stringMatching(CODE),
      expiresAt: expect.any(String),
      fullNameMasked: 'Nguyễn V. A.',
    });
    expect(reply.headers.get('cache-control')).toBe('no-store');
    const code = String(reply.body.code);
    const kept = await citizens.owner.query(
      `SELECT (SELECT jsonb_agg(r) FROM reset_code r)::text || (SELECT jsonb_agg(a) FROM audit a)::text AS all,
              (SELECT extract(epoch FROM expires_at - issued_at)::int FROM reset_code WHERE account_id = $1) AS seconds`,
      [forgetful.accountId],
    );
    expect(kept[0].seconds).toBe(15 * 60);
    expect(kept[0].all).not.toContain(code);
    expect(kept[0].all).not.toContain(code.replaceAll('-', ''));
    const back = await reset(forgetful.phone, code.toLowerCase());
    expect(back).toMatchObject({ status: 201, body: { accountId: forgetful.accountId } });
    expect((await citizens.call('GET', '/me', { token: forgetful.token })).status).toBe(401);
    expect((await reset(forgetful.phone, code)).body.code).toBe('RESET_CODE_WRONG');
    const trail = await citizens.owner.query(
      `SELECT action, after FROM audit WHERE subject = $1 AND action IN ('reset_code.issued', 'account.password_reset')
        ORDER BY id`,
      [`account/${forgetful.accountId}`],
    );
    expect(trail).toEqual([
      {
        action: 'reset_code.issued',
        after: { contestId: contest.contestId, participantId: forgetful.participantId, by: 'unit_manager' },
      },
      { action: 'account.password_reset', after: { by: 'reset_code' } },
    ]);
  });

  it('fits no other phone, and is of no use after 15 minutes', async () => {
    const manager = await staff('unit_manager', { unit: 0 });
    const [forgetful, other] = [await person(), await person()];
    const { code } = (await issue(manager, { participantId: forgetful.participantId })).body;
    expect((await reset(other.phone, code)).status).toBe(401);
    await citizens.owner.query(`UPDATE reset_code SET expires_at = contest_clock() WHERE account_id = $1`, [
      forgetful.accountId,
    ]);
    expect((await reset(forgetful.phone, code)).body.code).toBe('RESET_CODE_WRONG');
  });

  it('is of no use once the person has changed the password, or has become staff', async () => {
    const manager = await staff('unit_manager', { unit: 0 });
    const [changed, promoted] = [await person(), await person()];
    const first = (await issue(manager, { participantId: changed.participantId })).body.code;
    const wish = { password: 'con trâu đi trước', newPassword: 'mặt trời mọc đằng đông' };
    expect((await citizens.call('PUT', '/me/password', { token: changed.token, body: wish })).status).toBe(204);
    expect((await reset(changed.phone, first)).status).toBe(401);
    const second = (await issue(manager, { participantId: promoted.participantId })).body.code;
    await citizens.owner.query(`INSERT INTO staff_role (account_id, role) VALUES ($1, 'organizer')`, [
      promoted.accountId,
    ]);
    expect((await reset(promoted.phone, second)).status).toBe(401);
  });

  it('is for people of the own unit and those below it, by number or by facts; others do not exist', async () => {
    const manager = await staff('unit_manager', { unit: 0 });
    const [own, below, other] = [await person(0), await person(2), await person(1)];
    expect((await issue(manager, factsOf(own))).status).toBe(201);
    expect((await issue(manager, { participantId: below.participantId })).status).toBe(201);
    const refusals = [
      await issue(manager, { participantId: other.participantId }),
      await issue(manager, { participantId: '00000000-0000-4000-8000-000000000000' }),
      await issue(manager, factsOf(other, { contestUnitId: contest.units[1] })),
      await issue(manager, factsOf(own, { birthDate: '1990-04-24' })),
      await issue(manager, factsOf(own, { receiptNumber: '000000000012' })),
    ];
    for (const { status, body } of refusals) {
      expect({ ...body, requestId: '' }).toEqual({ ...refusals[0]!.body, requestId: '' });
      expect([status, body.code]).toEqual([404, 'PERSON_NOT_MATCHED']);
    }
    const lower = await staff('unit_manager', { unit: 2 });
    expect((await issue(lower, { participantId: own.participantId })).status).toBe(404);
  });

  it('is given to a person once an hour, whoever asks', async () => {
    const managers = [await staff('unit_manager', { unit: 0 }), await staff('unit_manager', { unit: 0 })];
    const { participantId, accountId } = await person();
    const replies = await Promise.all(managers.map((manager) => issue(manager, { participantId })));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 429]);
    const late = replies.find(({ status }) => status === 429)!;
    expect(late.body).toMatchObject({ code: 'RESET_CODE_LIMIT', details: { per: 'person' } });
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(3_500);
    await citizens.owner.query(
      `UPDATE reset_code SET issued_at = issued_at - interval '61 minutes' WHERE account_id = $1`,
      [accountId],
    );
    expect((await issue(managers[1], { participantId })).status).toBe(201);
  });

  it(`is one of ${LIMITS.resetCodesPerDayMax} in a day`, async () => {
    const manager = await staff('unit_manager', { unit: 0 });
    const [first, last] = [await person(), await person()];
    expect((await issue(manager, { participantId: first.participantId })).status).toBe(201);
    await citizens.owner.query(
      `INSERT INTO reset_code (code_hash, account_id, contest_id, issued_by, issued_at, expires_at)
       SELECT sha256(n::text::bytea), account_id, contest_id, issued_by, issued_at - interval '23 hours', expires_at
         FROM reset_code, generate_series(2, $2::int) n WHERE account_id = $1`,
      [first.accountId, LIMITS.resetCodesPerDayMax],
    );
    const late = await issue(manager, { participantId: last.participantId });
    expect(late).toMatchObject({ status: 429, body: { code: 'RESET_CODE_LIMIT', details: { per: 'day' } } });
    expect(Number(late.headers.get('retry-after'))).toBeLessThanOrEqual(3_600);
    await citizens.owner.query(`UPDATE reset_code SET issued_at = issued_at - interval '2 hours'`);
    expect((await issue(manager, { participantId: last.participantId })).status).toBe(201);
  });

  it('is not for who has left the contest: there is nobody of that name any more', async () => {
    const [manager, desk] = [await staff('unit_manager', { unit: 0 }), await staff('support')];
    const gone = await person();
    const receiptNumber = await receiptOf(gone.token);
    const body = { contestSlug: contest.slug, purpose: 'contest' };
    await citizens.call('POST', '/me/consents/withdrawals', { token: gone.token, body });
    for (const [token, asked] of [
      [manager, { participantId: gone.participantId }],
      [manager, factsOf(gone)],
      [desk, factsOf(gone, { receiptNumber })],
    ] as const)
      expect((await issue(token, asked)).body.code).toBe('PERSON_NOT_MATCHED');
  });

  it('is for nobody with an office, nor for accounts that are shut or have no phone', async () => {
    const manager = await staff('unit_manager', { unit: 0 });
    const [official, shut, phoneless] = [await person(), await person(), await person()];
    await citizens.owner.query(`INSERT INTO staff_role (account_id, role) VALUES ($1, 'author')`, [official.accountId]);
    await citizens.owner.query(`UPDATE account SET disabled_at = contest_clock() WHERE id = $1`, [shut.accountId]);
    await citizens.owner.query(`UPDATE account SET phone = NULL WHERE id = $1`, [phoneless.accountId]);
    for (const [{ participantId }, reason] of [
      [official, 'staff'],
      [shut, 'disabled'],
      [phoneless, 'no_phone'],
    ] as const) {
      const reply = await issue(manager, { participantId });
      expect(reply).toMatchObject({ status: 403, body: { code: 'NOT_ALLOWED', details: { reason } } });
    }
  });
});

describe('a code from support or the organizer', () => {
  it('asks for phone, birth date, unit and receipt, which must all fit', async () => {
    const organizer = await staff('organizer');
    const support = await staff('support');
    const [forgetful, other] = [await person(), await person()];
    const receiptNumber = await receiptOf(forgetful.token);
    const others = await receiptOf(other.token);
    const facts = factsOf(forgetful, { receiptNumber });
    for (const wrong of [
      { phone: other.phone },
      { birthDate: '1990-04-24' },
      { contestUnitId: contest.units[1] },
      { receiptNumber: others },
      { receiptNumber: 'abc' },
    ]) {
      const reply = await issue(organizer, { ...facts, ...wrong });
      expect(reply).toMatchObject({ status: 404, body: { code: 'PERSON_NOT_MATCHED' } });
    }
    for (const body of [factsOf(forgetful), { participantId: forgetful.participantId }]) {
      const reply = await issue(organizer, body);
      expect(reply).toMatchObject({ status: 400, body: { details: { field: 'receiptNumber' } } });
    }
    expect((await issue(support, factsOf(other))).status).toBe(400);
    expect((await issue(support, factsOf(other, { receiptNumber: others }))).status).toBe(201);
    const reply = await issue(organizer, { ...facts, receiptNumber: receiptNumber.toLowerCase() });
    expect(reply).toMatchObject({ status: 201, body: { fullNameMasked: 'Nguyễn V. A.' } });
    expect((await reset(forgetful.phone, String(reply.body.code))).status).toBe(201);
  });

  it('is of the own contest', async () => {
    const elsewhere = await insertContest(citizens.owner);
    const [organizer, administrator] = [
      await staff('organizer', { contestId: elsewhere.contestId }),
      await staff('administrator', { contestId: null }),
    ];
    const forgetful = await person();
    const facts = factsOf(forgetful, { receiptNumber: await receiptOf(forgetful.token) });
    expect(await issue(organizer, facts)).toMatchObject({ status: 403, body: { code: 'NOT_ALLOWED' } });
    expect((await issue(administrator, facts, elsewhere.slug)).status).toBe(404);
    expect((await issue(administrator, facts, 'khong-co')).body.code).toBe('CONTEST_NOT_FOUND');
    expect((await issue(administrator, facts)).status).toBe(201);
  });

  it('is not for citizens, other offices or passers-by to give', async () => {
    const { participantId, token } = await person();
    expect((await issue(undefined, { participantId })).status).toBe(401);
    expect((await issue(token, { participantId })).status).toBe(403);
    expect((await issue(await staff('author'), { participantId })).status).toBe(403);
    const nowhere = await staff('unit_manager');
    expect((await issue(nowhere, { participantId })).status).toBe(403);
  });
});
