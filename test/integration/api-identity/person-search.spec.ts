import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LIMITS } from '#domain';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { Citizens, type Reply } from './citizens.js';

let citizens: Citizens;
let contest: ContestFixture;
let other: ContestFixture;
let support: string;

beforeAll(async () => {
  citizens = await Citizens.open();
});
afterAll(() => citizens.close());
/** A contest for each test: its third unit stands below its first. */
beforeEach(async () => {
  [contest, other] = [await insertContest(citizens.owner), await insertContest(citizens.owner)];
  const [above, , below] = contest.units;
  await citizens.owner.query(`UPDATE contest_unit SET parent_id = $1 WHERE id = $2`, [above, below]);
  support = await citizens.signUpAs({ role: 'support', contestId: contest.contestId });
});

const search = (body: object, token = support, of = contest): Promise<Reply> =>
  citizens.call('POST', `/contests/${of.slug}/person-searches`, { token, body });

async function person(fullName: string, unit = 0, of = contest) {
  const phone = citizens.nextPhone();
  const token = await citizens.signUp({ phone, fullName });
  const { body } = await citizens.join(of, token, unit);
  return { phone, token, participantId: String(body.participantId) };
}

describe('looking for a person at the desk', () => {
  it('finds by phone and by receipt number, as typed, and shows nothing whole', async () => {
    const { phone, token, participantId } = await person('Nguyễn Văn An');
    const { body: receipt } = await citizens.submit((await citizens.start(contest, token)).body);
    const byPhone = await search({ phone: `+84 ${phone.slice(1)}` });
    const found = {
      participantId,
      fullNameMasked: 'Nguyễn V. A.',
      phoneMasked: `09xx xxx ${phone.slice(-3)}`,
      unit: { contestUnitId: contest.units[0], code: expect.any(String), name: expect.any(String), parentName: null },
      joinedAt: expect.any(String),
      attempts: 1,
      noCode: null,
    };
    expect([byPhone.status, byPhone.body]).toEqual([200, { people: [found], hasMore: false }]);
    expect((await search({ receiptNumber: String(receipt.number).toLowerCase() })).body.people).toEqual([found]);
    expect(JSON.stringify(byPhone.body)).not.toContain(phone.slice(1));
    for (const nobody of [{ phone: '0912345678' }, { receiptNumber: '000000000012' }, { receiptNumber: 'abc' }])
      expect((await search(nobody)).body).toEqual({ people: [], hasMore: false });
  });

  it('finds by some words of the name within a unit and those below it, accents and capitals apart', async () => {
    const [own, below] = [await person('Nguyễn Văn An'), await person('Nguyễn Thị An', 2)];
    await person('Nguyễn Văn An', 1);
    await person('Trần Văn Bình');
    const ids = async (fullName: string, unit = 0) =>
      (await search({ fullName, contestUnitId: contest.units[unit] })).body.people
        .map((found: { participantId: string }) => found.participantId)
        .sort();
    expect(await ids('nguyen an')).toEqual([own.participantId, below.participantId].sort());
    expect(await ids('AN NGUYEN', 2)).toEqual([below.participantId]);
    expect(await ids('%')).toEqual([]);
    expect((await search({ fullName: 'an' })).status).toBe(400);
    expect((await search({ fullName: 'an', contestUnitId: other.units[0] })).body.people).toEqual([]);
  });

  it('shows so many and says that there are more', async () => {
    await citizens.owner.query(
      `WITH made AS (INSERT INTO account (id, full_name) SELECT gen_random_uuid(), 'Lê Văn ' || n FROM generate_series(1, $1::int) n RETURNING id, full_name),
            joined AS (INSERT INTO participant (contest_id, id, account_id, contest_unit_id, audience_id, full_name)
                       SELECT $2, id, id, $3, (SELECT min(id) FROM audience WHERE contest_id = $2), full_name FROM made RETURNING id)
       INSERT INTO attempt_quota (contest_id, participant_id) SELECT $2, id FROM joined`,
      [LIMITS.foundPeopleMax + 1, contest.contestId, contest.units[0]],
    );
    const { body } = await search({ fullName: 'le van', contestUnitId: contest.units[0] });
    expect([body.people.length, body.hasMore, body.people[0].noCode]).toEqual([
      LIMITS.foundPeopleMax,
      true,
      'no_phone',
    ]);
  });

  it('reaches people of the own contest alone; each look is noted, without what was looked for', async () => {
    const elsewhere = await person('Nguyễn Văn An', 0, other);
    expect((await search({ phone: elsewhere.phone })).body.people).toEqual([]);
    expect((await search({ phone: elsewhere.phone }, support, other)).status).toBe(403);
    const manager = { role: 'unit_manager', contestId: contest.contestId, contestUnitId: contest.units[0]! };
    for (const token of [await citizens.signUp(), await citizens.signUpAs(manager)])
      expect((await search({ phone: elsewhere.phone }, token)).status).toBe(403);
    const lines = await citizens.owner.query(
      `SELECT subject, before, after FROM audit WHERE action = 'people.searched' AND subject LIKE '%' || $1 || '%'`,
      [contest.slug],
    );
    expect(lines).toEqual([{ subject: `/api/contests/${contest.slug}/person-searches`, before: null, after: null }]);
  });

  it('says of staff, shut accounts and those without a phone that no code can be given', async () => {
    const [official, shut] = [await person('Hồ Thị Ba'), await person('Hồ Thị Tư')];
    await citizens.owner.query(
      `INSERT INTO staff_role (account_id, role) SELECT id, 'author' FROM account WHERE phone = $1`,
      [`+84${official.phone.slice(1)}`],
    );
    await citizens.owner.query(`UPDATE account SET disabled_at = contest_clock() WHERE phone = $1`, [
      `+84${shut.phone.slice(1)}`,
    ]);
    expect((await search({ phone: official.phone })).body.people[0].noCode).toBe('staff');
    expect((await search({ phone: shut.phone })).body.people[0].noCode).toBe('disabled');
  });

  it('puts who was found on the list of those who may not take part', async () => {
    const { participantId, token, phone } = await person('Nguyễn Văn An');
    const organizer = await citizens.signUpAs({ role: 'organizer', contestId: contest.contestId });
    const declare = (rows: object[]) =>
      citizens.call('POST', `/contests/${contest.slug}/exclusions`, { token: organizer, body: { rows } });
    const elsewhere = await person('Trần Văn Bình', 0, other);
    const wrong = await declare([
      { participantId, reason: 'jury' },
      { participantId: elsewhere.participantId, reason: 'jury' },
    ]);
    expect(wrong).toMatchObject({ status: 404, body: { code: 'PERSON_NOT_MATCHED' } });
    expect((await citizens.start(contest, token)).status).toBe(201);
    expect((await declare([{ participantId, reason: 'relative' }])).body).toEqual({ added: 1, known: 0 });
    expect((await declare([{ phone, reason: 'jury' }])).body).toEqual({ added: 0, known: 1 });
    const list = await citizens.call('GET', `/contests/${contest.slug}/exclusions`, { token: organizer });
    expect(list.body.exclusions).toMatchObject([{ reason: 'relative', phone: `09xx xxx ${phone.slice(-3)}` }]);
  });
});
