import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { Citizens } from './citizens.js';

let citizens: Citizens;
let contest: ContestFixture;
let other: ContestFixture;
let organizer: string;

beforeAll(async () => {
  citizens = await Citizens.open();
});
afterAll(() => citizens.close());
beforeEach(async () => {
  [contest, other] = [await insertContest(citizens.owner), await insertContest(citizens.owner)];
  await citizens.owner.query(`UPDATE contest SET hotline = '0238 111 222' WHERE id = $1`, [contest.contestId]);
  organizer = await citizens.signUpAs({ role: 'organizer', contestId: contest.contestId });
});

const path = (of = contest) => `/contests/${of.slug}/exclusions`;
const declare = (rows: object[], of = contest) => citizens.call('POST', path(of), { token: organizer, body: { rows } });
const list = async (query = '') => (await citizens.call('GET', `${path()}${query}`, { token: organizer })).body;

const TOLD = {
  status: 403,
  body: {
    code: 'EXCLUDED',
    title:
      'Bạn có tên trong danh sách không được dự thi: giám khảo. Nếu có nhầm lẫn, hãy hỏi ban tổ chức, số 0238 111 222.',
    details: { reason: 'jury', hotline: '0238 111 222' },
  },
};

describe('somebody on the list of a contest', () => {
  it('cannot join it, is told whom to ask, and joins another', async () => {
    const phone = citizens.nextPhone();
    expect(await declare([{ phone, reason: 'jury' }])).toMatchObject({ status: 201, body: { added: 1, known: 0 } });
    const token = await citizens.signUp({ phone });
    expect(await citizens.join(contest, token)).toMatchObject(TOLD);
    expect(await list()).toMatchObject({ exclusions: [{ fullName: null, unitName: null, attempts: [] }] });
    expect((await citizens.join(other, token)).status).toBe(201);
    expect((await citizens.start(other, token)).status).toBe(201);
  });

  it('who joined before cannot start, finishes the open attempt, and the attempts stay and are listed', async () => {
    const phone = citizens.nextPhone();
    const token = await citizens.signUp({ phone });
    await citizens.join(contest, token, 1);
    const { body: open } = await citizens.start(contest, token);
    await declare([{ phone, reason: 'jury' }]);
    expect((await citizens.start(contest, token)).body.attemptId).toBe(open.attemptId);
    expect((await citizens.submit(open)).status).toBe(200);

    expect(await citizens.start(contest, token)).toMatchObject(TOLD);
    const { body: place } = await citizens.call('GET', `/contests/${contest.slug}/participants/me`, { token });
    expect(place.rounds).toMatchObject([{ canStart: false, refusal: TOLD.body }]);
    expect(await list()).toEqual({
      exclusions: [
        {
          id: expect.any(Number),
          phone: expect.stringMatching(/^09xx xxx \d{3}$/),
          reason: 'jury',
          declaredAt: expect.any(String),
          fullName: 'H’Hen Niê',
          unitName: 'Phường Vinh Phú',
          attempts: [
            {
              attemptId: open.attemptId,
              roundTitle: 'Tuần 1',
              startedAt: open.startedAt,
              state: 'submitted',
              voided: false,
            },
          ],
        },
      ],
      next: null,
    });
  });

  it('without a phone is named by the place in the contest, and cannot start either', async () => {
    const [phoneless, token] = [await citizens.signUp(), await citizens.signUp()];
    const joined = (await citizens.join(contest, phoneless)).body;
    const { participantId } = (await citizens.join(contest, token)).body;
    await citizens.owner.query(
      `UPDATE account SET phone = NULL WHERE id = (SELECT account_id FROM participant WHERE contest_id = $1 AND id = $2)`,
      [contest.contestId, joined.participantId],
    );
    const rows = [joined.participantId, participantId, joined.participantId].map((id) => ({
      participantId: id as string,
      reason: 'jury',
    }));
    expect(await declare(rows)).toMatchObject({ status: 201, body: { added: 2, known: 1 } });
    expect((await declare(rows)).body).toEqual({ added: 0, known: 3 });
    for (const who of [phoneless, token]) expect(await citizens.start(contest, who)).toMatchObject(TOLD);
    const { exclusions } = await list();
    expect(exclusions.map(({ phone }: { phone: string | null }) => phone).sort()).toEqual([
      expect.stringMatching(/^09xx xxx \d{3}$/),
      null,
    ]);
    expect(exclusions.map(({ fullName }: { fullName: string }) => fullName)).toEqual(['H’Hen Niê', 'H’Hen Niê']);
    const [line] = exclusions.filter(({ phone }: { phone: string | null }) => phone === null);
    expect((await citizens.call('DELETE', `${path()}/${line.id}`, { token: organizer })).status).toBe(204);
    expect((await citizens.start(contest, phoneless)).status).toBe(201);
  });

  it('is somebody of this contest when named so, else nobody of the list is put on it', async () => {
    const { participantId } = (await citizens.join(other, await citizens.signUp())).body;
    const rows = [
      { phone: citizens.nextPhone(), reason: 'jury' },
      { participantId, reason: 'jury' },
    ];
    expect(await declare(rows)).toMatchObject({ status: 404, body: { code: 'PERSON_NOT_MATCHED' } });
    expect((await list()).exclusions).toEqual([]);
  });

  it('may join and start again once the line is taken away', async () => {
    const phone = citizens.nextPhone();
    await declare([{ phone, reason: 'relative' }]);
    const [line] = (await list()).exclusions;
    const token = await citizens.signUp({ phone });
    expect((await citizens.join(contest, token)).status).toBe(403);
    const lift = () => citizens.call('DELETE', `${path()}/${line.id}`, { token: organizer });
    expect((await lift()).status).toBe(204);
    expect(await lift()).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    expect((await citizens.join(contest, token)).status).toBe(201);
    expect((await citizens.start(contest, token)).status).toBe(201);
  });
});

describe('the list', () => {
  it('takes a phone once, however it is written, and is read page by page', async () => {
    const phones = Array.from({ length: 5 }, () => citizens.nextPhone());
    const rows = phones.map((phone) => ({ phone, reason: 'organizer' }));
    expect((await declare([...rows, { ...rows[0], phone: `+84 ${phones[0]!.slice(1)}` }])).body).toEqual({
      added: 5,
      known: 1,
    });
    expect((await declare(rows.slice(3))).body).toEqual({ added: 0, known: 2 });
    const first = await list('?limit=3');
    const rest = await list(`?limit=3&after=${first.next}`);
    expect([...first.exclusions, ...rest.exclusions].map(({ phone }) => phone.slice(-3))).toEqual(
      phones.map((phone) => phone.slice(-3)),
    );
    expect([first.exclusions.length, rest.next]).toEqual([3, null]);
  });

  it.each([
    ['no rows', { rows: [] }],
    ['a phone that is none', { rows: [{ phone: '123', reason: 'jury' }] }],
    ['a reason that is none', { rows: [{ phone: '0912345678', reason: 'friend' }] }],
    ['too many rows', { rows: Array.from({ length: 501 }, () => ({ phone: '0912345678', reason: 'jury' })) }],
  ])('refuses %s', async (_what, body) => {
    const reply = await citizens.call('POST', path(), { token: organizer, body });
    expect(reply).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
  });

  it('is for those who run this contest alone', async () => {
    await declare([{ phone: citizens.nextPhone(), reason: 'jury' }]);
    const [{ id }] = (await list()).exclusions;
    const calls: [string, string, unknown?][] = [
      ['GET', path()],
      ['POST', path(), { rows: [{ phone: '0912345678', reason: 'jury' }] }],
      ['DELETE', `${path()}/${id}`],
    ];
    const strangers = [
      await citizens.signUp(),
      await citizens.signUpAs({ role: 'organizer', contestId: other.contestId }),
      await citizens.signUpAs({ role: 'auditor' }),
      await citizens.signUpAs({ role: 'unit_manager', contestId: contest.contestId, contestUnitId: contest.units[0]! }),
    ];
    for (const [method, where, body] of calls) {
      for (const token of strangers) {
        const reply = await citizens.call(method, where, { token, ...(body !== undefined && { body }) });
        expect(reply).toMatchObject({ status: 403, body: { code: 'NOT_ALLOWED' } });
      }
    }
    // The line of one contest is not in reach from the address of another, where one has the right.
    const elsewhere = await citizens.signUpAs({ role: 'organizer', contestId: other.contestId });
    const reply = await citizens.call('DELETE', `${path(other)}/${id}`, { token: elsewhere });
    expect(reply).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    expect((await list()).exclusions).toHaveLength(1);
  });

  it('leaves a line in the audit trail for each change, without phones', async () => {
    const phone = citizens.nextPhone();
    await declare([{ phone, reason: 'technician' }]);
    const [{ id }] = (await list()).exclusions;
    await citizens.call('DELETE', `${path()}/${id}`, { token: organizer });
    const rows = await citizens.owner.query(
      `SELECT action, before, after FROM audit WHERE subject = $1 AND action LIKE 'exclusion.%' ORDER BY id`,
      [`contest/${contest.contestId}`],
    );
    const line = { id, reason: 'technician' };
    expect(rows).toEqual([
      { action: 'exclusion.declared', before: null, after: { lines: [line] } },
      { action: 'exclusion.lifted', before: line, after: null },
    ]);
    expect(JSON.stringify(rows)).not.toContain(phone.slice(1));
  });
});

describe('where only people of invited units take part', () => {
  const TOLD_OUTSIDE = {
    status: 403,
    body: {
      code: 'UNIT_NOT_INVITED',
      title: 'Cuộc thi chỉ dành cho người của các đơn vị được mời. Hãy chọn đơn vị khác, hoặc hỏi ban tổ chức.',
    },
  };

  it('who was in before that was said starts nothing more, finishes the open attempt, and stays where they were', async () => {
    const token = await citizens.signUp();
    const outside = contest.units.length - 1;
    await citizens.join(contest, token, outside);
    const { body: open } = await citizens.start(contest, token);
    await citizens.owner.query(
      `INSERT INTO contest_revision (contest_id, revision, rules)
       SELECT contest_id, 2, rules || '{"invitedOnly": true}' FROM contest_revision WHERE contest_id = $1`,
      [contest.contestId],
    );
    await citizens.owner.query(`UPDATE contest SET settled_revision = 2 WHERE id = $1`, [contest.contestId]);
    expect((await citizens.start(contest, token)).body.attemptId).toBe(open.attemptId);
    expect((await citizens.submit(open)).status).toBe(200);
    expect(await citizens.start(contest, token)).toMatchObject(TOLD_OUTSIDE);
    const { body: place } = await citizens.call('GET', `/contests/${contest.slug}/participants/me`, { token });
    expect(place.rounds).toMatchObject([{ canStart: false, refusal: TOLD_OUTSIDE.body }]);

    const newcomer = await citizens.signUp();
    expect(await citizens.join(contest, newcomer, outside)).toMatchObject(TOLD_OUTSIDE);
    expect((await citizens.join(contest, newcomer)).status).toBe(201);
    expect((await citizens.start(contest, newcomer)).status).toBe(201);
  });
});
