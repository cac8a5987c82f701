import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LIMITS } from '#domain';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { Citizens, type Reply } from './citizens.js';

const CODE = /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/;
const PASSWORD = 'mặt trời mọc đằng đông';

let citizens: Citizens;
let contest: ContestFixture;
let other: ContestFixture;
let support: string;

beforeAll(async () => {
  citizens = await Citizens.open();
});
afterAll(() => citizens.close());
beforeEach(async () => {
  [contest, other] = [await insertContest(citizens.owner), await insertContest(citizens.owner)];
  support = await citizens.signUpAs({ role: 'support', contestId: contest.contestId });
});

const e164 = (phone: string) => `+84${phone.slice(1)}`;
const claim = (phone: string, changes: object = {}): Promise<Reply> =>
  citizens.call('POST', '/phone-claims', {
    body: {
      ...{ contestSlug: contest.slug, phone, fullName: 'Lò Thị Ính', birthDate: '1988-02-29' },
      ...{ contestUnitId: contest.units[1], note: 'Số này tôi dùng từ năm 2010', ...changes },
    },
  });
const list = async (token = support, query = ''): Promise<Reply['body']> =>
  (await citizens.call('GET', `/contests/${contest.slug}/phone-claims${query}`, { token })).body;
const decide = (id: number, body: object, token = support): Promise<Reply> =>
  citizens.call('POST', `/contests/${contest.slug}/phone-claims/${id}/decision`, { token, body });
const codeAgain = (id: number): Promise<Reply> =>
  citizens.call('POST', `/contests/${contest.slug}/phone-claims/${id}/codes`, { token: support });
const reset = (phone: string, code: string): Promise<Reply> =>
  citizens.call('POST', '/password-resets', { body: { phone, code, password: PASSWORD } });

/** A phone with somebody's account, who takes part in a contest. */
async function taken(of = contest): Promise<{ phone: string; token: string }> {
  const phone = citizens.nextPhone();
  const token = await citizens.signUp({ phone });
  await citizens.join(of, token);
  return { phone, token };
}

/** The one open claim to a phone. */
async function openClaim(phone: string): Promise<number> {
  await claim(phone);
  return (await list()).claims.find((one: { phone: string }) => one.phone === e164(phone)).id;
}

describe('telling that a number is one’s own', () => {
  it('is answered alike whether the number has an account or not, and once while it is open', async () => {
    const { phone } = await taken();
    const free = citizens.nextPhone();
    const replies = [await claim(phone), await claim(free), await claim(phone)];
    for (const { status, body } of replies) expect([status, body]).toEqual([202, { received: true }]);
    const { counts, claims } = await list();
    expect(counts).toEqual({ open: 2, decided: 0 });
    expect(claims).toMatchObject([
      {
        phone: e164(phone),
        fullName: 'Lò Thị Ính',
        birthDate: '1988-02-29',
        unit: { name: 'Phường Vinh Phú' },
        note: 'Số này tôi dùng từ năm 2010',
        state: 'open',
        holder: { fullNameMasked: 'H’Hen N.', attempts: 0, isSameName: false, isSameBirthDate: false },
      },
      { phone: e164(free), holder: null },
    ]);
    await claim(phone, { fullName: 'H’HEN NIÊ', birthDate: '1992-05-08' });
    expect((await list()).claims.at(-1).holder).toMatchObject({ isSameName: true, isSameBirthDate: true });
  });

  it('is counted for a number in a day, and wants a contest and a unit of it', async () => {
    const phone = citizens.nextPhone();
    const statuses: number[] = [];
    for (let i = 0; i <= LIMITS.phoneClaimsPerPhoneMax; i++) statuses.push((await claim(phone)).status);
    expect(statuses).toEqual([...Array<number>(LIMITS.phoneClaimsPerPhoneMax).fill(202), 429]);
    const fresh = citizens.nextPhone();
    expect((await claim(fresh, { contestSlug: 'khong-co' })).body.code).toBe('CONTEST_NOT_FOUND');
    expect((await claim(fresh, { contestUnitId: other.units[0] })).body.code).toBe('UNIT_NOT_FOUND');
    for (const wrong of [{ birthDate: '1988-02-30' }, { phone: '123' }, { fullName: '' }, { more: 1 }])
      expect((await claim(fresh, wrong)).status).toBe(400);
    expect((await list()).counts.open).toBe(1);
  });

  it('is read by the desk of that contest alone, page by page, and each look is noted', async () => {
    for (let i = 0; i < 3; i++) await claim(citizens.nextPhone());
    const first = await list(support, '?limit=2');
    const rest = await list(support, `?limit=2&after=${first.next}`);
    expect([first.claims.length, rest.claims.length, rest.next]).toEqual([2, 1, null]);
    const path = `/contests/${contest.slug}/phone-claims`;
    const notes = await citizens.owner.query(`SELECT count(*)::int AS n FROM audit WHERE subject = $1`, [
      `/api${path}`,
    ]);
    expect(notes).toEqual([{ n: 2 }]);
    const strangers = [
      await citizens.signUp(),
      await citizens.signUpAs({ role: 'support', contestId: other.contestId }),
      await citizens.signUpAs({ role: 'unit_manager', contestId: contest.contestId, contestUnitId: contest.units[0]! }),
    ];
    for (const token of strangers) expect((await citizens.call('GET', path, { token })).status).toBe(403);
  });
});

describe('handing the number over', () => {
  it('takes it and its sessions from the old account, which keeps its attempts, and lets the person in by a code', async () => {
    const { phone, token } = await taken();
    const { body: attempt } = await citizens.start(contest, token);
    const id = await openClaim(phone);
    const reply = await decide(id, { decision: 'hand_over' });
    expect(reply).toMatchObject({ status: 200, body: { code: expect.stringMatching(CODE) } });
    expect((await citizens.call('GET', '/me', { token })).status).toBe(401);
    const back = { phone, password: 'con trâu đi trước' };
    expect((await citizens.call('POST', '/sessions', { body: back })).body.code).toBe('WRONG_CREDENTIALS');

    const came = await reset(phone, reply.body.code);
    expect(came).toMatchObject({ status: 201, body: { fullName: 'Lò Thị Ính' } });
    expect((await citizens.join(contest, came.body.token, 1)).status).toBe(201);
    const kept = await citizens.owner.query(
      `SELECT a.full_name, a.phone FROM attempt t JOIN participant p ON p.contest_id = t.contest_id AND p.id = t.participant_id
         JOIN account a ON a.id = p.account_id WHERE t.contest_id = $1 AND $2 LIKE '%' || t.id`,
      [contest.contestId, attempt.attemptId],
    );
    expect(kept).toEqual([{ full_name: 'H’Hen Niê', phone: null }]);

    expect(await decide(id, { decision: 'refuse' })).toMatchObject({
      status: 409,
      body: { code: 'PHONE_CLAIM_DECIDED' },
    });
    expect(await list(support, '?state=decided')).toMatchObject({
      counts: { open: 0, decided: 1 },
      claims: [{ id, state: 'handed_over', awaitsPassword: false, holder: null }],
    });
    const trail = await citizens.owner.query(
      `SELECT action FROM audit WHERE subject = $1 OR action = 'account.phone_taken_away' ORDER BY id`,
      [`phone-claim/${id}`],
    );
    expect(trail.map(({ action }: { action: string }) => action)).toEqual([
      'phone_claim.asked',
      'account.phone_taken_away',
      'phone_claim.handed_over',
    ]);
  });

  it('gives another code while the person has not come in, once an hour, and none afterwards', async () => {
    const { phone } = await taken();
    const id = await openClaim(phone);
    await decide(id, { decision: 'hand_over' });
    expect(await codeAgain(id)).toMatchObject({ status: 429, body: { code: 'RESET_CODE_LIMIT' } });
    await citizens.owner.query(`UPDATE reset_code SET issued_at = issued_at - interval '61 minutes'`);
    expect((await list(support, '?state=decided')).claims[0].awaitsPassword).toBe(true);
    const { status, body } = await codeAgain(id);
    expect([status, body.fullNameMasked]).toEqual([201, 'Lò T. Í.']);
    expect((await reset(phone, body.code)).status).toBe(201);
    expect((await codeAgain(id)).status).toBe(404);
  });

  it('is refused for a number of staff, and of somebody in a contest of others, whom an administrator can decide', async () => {
    const official = citizens.nextPhone();
    await citizens.signUp({ phone: official });
    await citizens.owner.query(
      `INSERT INTO staff_role (account_id, role) SELECT id, 'author' FROM account WHERE phone = $1`,
      [e164(official)],
    );
    const elsewhere = await taken(other);
    const administrator = await citizens.signUpAs({ role: 'administrator' });
    const hand = { decision: 'hand_over' };
    const [ofStaff, ofOthers] = [await openClaim(official), await openClaim(elsewhere.phone)];
    expect((await decide(ofStaff, hand, administrator)).body).toMatchObject({ details: { reason: 'staff' } });
    expect((await decide(ofOthers, hand)).body).toMatchObject({ details: { reason: 'other_contest' } });
    expect((await citizens.call('GET', '/me', { token: elsewhere.token })).status).toBe(200);
    expect((await list()).counts.open).toBe(2);
    expect((await decide(ofOthers, hand, administrator)).status).toBe(200);
  });

  it('happens once, however many decide at a time', async () => {
    const { phone } = await taken();
    const id = await openClaim(phone);
    const replies = await Promise.all(Array.from({ length: 4 }, () => decide(id, { decision: 'hand_over' })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const accounts = await citizens.owner.query(`SELECT full_name FROM account WHERE phone = $1`, [e164(phone)]);
    expect(accounts).toEqual([{ full_name: 'Lò Thị Ính' }]);
  });
});

describe('the other decisions', () => {
  it('keeps both: the person comes in by another number, which nobody must have', async () => {
    const { phone, token } = await taken();
    const id = await openClaim(phone);
    const busy = (await taken()).phone;
    expect((await decide(id, { decision: 'keep_both', phone: busy })).body.code).toBe('PHONE_TAKEN');
    const free = citizens.nextPhone();
    const { status, body } = await decide(id, { decision: 'keep_both', phone: free });
    expect(status).toBe(200);
    expect((await reset(free, body.code)).body.fullName).toBe('Lò Thị Ính');
    expect((await citizens.call('GET', '/me', { token })).status).toBe(200);
  });

  it('refuses: nothing changes, and the claim can be made again', async () => {
    const { phone, token } = await taken();
    const id = await openClaim(phone);
    expect(await decide(id, { decision: 'refuse' })).toMatchObject({
      status: 200,
      body: { code: null, expiresAt: null },
    });
    expect((await citizens.call('GET', '/me', { token })).status).toBe(200);
    await claim(phone);
    expect((await list()).counts).toEqual({ open: 1, decided: 1 });
  });

  it('is for the claims of one’s own contest alone', async () => {
    const id = await openClaim(citizens.nextPhone());
    const stranger = await citizens.signUpAs({ role: 'organizer', contestId: other.contestId });
    expect((await decide(id, { decision: 'refuse' }, stranger)).status).toBe(403);
    const path = `/contests/${other.slug}/phone-claims`;
    for (const [rest, body] of [
      [`${id}/decision`, { decision: 'refuse' }],
      [`${id}/codes`, undefined],
      ['abc/decision', { decision: 'refuse' }],
    ] as const)
      expect((await citizens.call('POST', `${path}/${rest}`, { token: stranger, body })).status).toBe(404);
    expect((await list()).counts.open).toBe(1);
  });
});
