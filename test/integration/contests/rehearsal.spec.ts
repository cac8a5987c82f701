import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ContestFixture } from '../../support/contest.js';
import { Citizens } from '../api-identity/citizens.js';
import { makeBank, makeTree } from './room.js';

// Trying a contest before it opens: a hidden contest for invited testers, over HTTP, and what is left of it.

let house: Citizens;
let organizer: string;
let plan: string;

beforeAll(async () => {
  house = await Citizens.open();
  await makeTree(house.owner);
  await house.owner.transaction((manager) => makeBank(manager, 'cchc', 60));
  organizer = await house.signUpAs({ role: 'organizer' });
  const made = await call('POST', '/contest-plans', { from: { template: 'don-vi' }, title: 'Thi trong sở' });
  plan = made.body.id;
  const { regulations } = (await call('GET', `/contest-plans/${plan}`)).body;
  const decided = {
    ...regulations,
    time: { ...regulations.time, atRoundEnd: 'cut' },
    ranking: { criteria: ['score', 'duration', 'lot'] },
  };
  await call('PUT', `/contest-plans/${plan}`, { version: 1, regulations: decided });
  await call('PUT', `/contest-plans/${plan}/invited`, { from: 'all', under: '40' });
}, 60_000);
afterAll(() => house?.close());

const call = (method: string, path: string, body?: unknown) => house.call(method, path, { token: organizer, body });
const rehearsal = async () => (await call('GET', `/contest-plans/${plan}/rehearsal`)).body;
const checkOf = async (code: string) => {
  const { checks } = (await call('GET', `/contest-plans/${plan}/opening-checks`)).body;
  return checks.find((one: { code: string }) => one.code === code);
};

/** The hidden contest as the helpers of tests know a contest. */
async function fixture(): Promise<ContestFixture> {
  const [contest] = await house.owner.query(`SELECT id, slug FROM contest WHERE slug = 'thi-trong-so-chay-thu'`);
  const units: { id: number }[] = await house.owner.query(
    `SELECT id FROM contest_unit WHERE contest_id = $1 AND code IN ('16681', 'NA-S01') ORDER BY code`,
    [contest.id],
  );
  return { contestId: contest.id, slug: contest.slug, roundId: 1, units: units.map(({ id }) => id) } as ContestFixture;
}

describe('a rehearsal', () => {
  it('is a contest that only its testers join, and that stands in no list', async () => {
    expect(await checkOf('REHEARSAL')).toMatchObject({ state: 'warn', message: expect.stringContaining('Chưa chạy') });
    expect((await call('POST', `/contest-plans/${plan}/rehearsal`, {})).status).toBe(400);
    const phone = house.nextPhone();
    const invited = { phones: [phone], unitCodes: ['NA-S01'] };
    const opened = await call('POST', `/contest-plans/${plan}/rehearsal`, invited);
    expect([opened.status, opened.body]).toEqual([201, { contestSlug: 'thi-trong-so-chay-thu' }]);
    const again = await call('POST', `/contest-plans/${plan}/rehearsal`, invited);
    expect([again.status, again.body.code]).toEqual([409, 'REHEARSAL_EXISTS']);

    const { body: contest } = await house.call('GET', '/contests/thi-trong-so-chay-thu');
    expect(contest).toMatchObject({ title: 'Chạy thử: Thi trong sở', state: 'running' });
    expect((await house.call('GET', '/contests')).body.contests).toEqual([]);
    expect((await house.call('GET', '/units/16681/contests')).body.contests).toEqual([]);
    expect(await (await fetch(`${house.api.url}/sitemap.xml`)).text()).not.toContain('chay-thu');
    expect((await call('GET', '/contest-plans')).body.plans).toHaveLength(1);

    const { contestId, slug, units } = await fixture();
    const join = async (token: string, contestUnitId: number) =>
      (await house.join({ contestId, slug, units: [contestUnitId] } as ContestFixture, token)).body;
    const stranger = await house.signUp();
    expect(await join(stranger, units[0]!)).toMatchObject({ code: 'REHEARSAL_INVITED_ONLY' });
    expect(await join(stranger, units[1]!)).toHaveProperty('participantId');
    expect(await join(await house.signUp({ phone }), units[0]!)).toHaveProperty('participantId');
  });

  it('tells what it did not cover, and is removed whole with its count', async () => {
    const contest = await fixture();
    const tester = await house.signUp();
    await house.join({ ...contest, units: [contest.units[1]!] }, tester);
    expect((await house.start(contest, tester)).status).toBe(201);
    expect(await rehearsal()).toMatchObject({
      open: { contestSlug: 'thi-trong-so-chay-thu', phones: 1, unitCodes: ['NA-S01'] },
      course: { attempts: 1, persons: 1, submitted: 0, units: 1 },
      gaps: expect.arrayContaining(['nộp bài', 'để hết giờ', 'trên điện thoại']),
    });
    expect((await checkOf('REHEARSAL')).message).toContain('Lần chạy thử chưa thử: nộp bài;');

    const removed = await call('DELETE', `/contest-plans/${plan}/rehearsal`);
    expect([removed.status, removed.body]).toEqual([200, { attempts: 1 }]);
    const left: { name: string; n: number }[] = await house.owner.query(
      `SELECT 'contest' AS name, count(*)::int AS n FROM contest
       UNION ALL SELECT 'attempt', count(*)::int FROM attempt UNION ALL SELECT 'participant', count(*)::int FROM participant
       UNION ALL SELECT 'contest_unit', count(*)::int FROM contest_unit UNION ALL SELECT 'answers', count(*)::int FROM answers`,
    );
    expect(left.filter(({ n }) => n > 0)).toEqual([]);
    expect(await rehearsal()).toMatchObject({ open: null, course: { attempts: 1 }, gaps: expect.any(Array) });
    expect((await call('DELETE', `/contest-plans/${plan}/rehearsal`)).body.code).toBe('REHEARSAL_NOT_FOUND');
    const trail: { action: string }[] = await house.owner.query(
      `SELECT action FROM audit WHERE subject = $1 AND action LIKE 'rehearsal.%' ORDER BY id`,
      [`plan/${plan}`],
    );
    expect(trail.map(({ action }) => action)).toEqual(['rehearsal.opened', 'rehearsal.removed']);
  });

  it('never takes a real contest away', async () => {
    const published = await call('POST', `/contest-plans/${plan}/publication`, { version: 2 });
    expect(published.status).toBe(201);
    const [{ id }] = await house.owner.query('SELECT id FROM contest');
    await expect(house.owner.query('SELECT remove_rehearsal($1)', [id])).rejects.toThrow('is no rehearsal');
    const shorter = await call('POST', `/contest-plans/${plan}/rehearsal`, { unitCodes: ['NA-S01'], roundHours: 2 });
    expect(shorter.status).toBe(201);
    const { body } = await house.call('GET', '/contests/thi-trong-so-chay-thu');
    expect(Date.parse(body.closesAt) - Date.parse(body.opensAt)).toBe(2 * 3_600_000);
    expect((await house.call('GET', '/contests')).body.contests).toHaveLength(1);
    expect((await call('DELETE', `/contest-plans/${plan}/rehearsal`)).body).toEqual({ attempts: 0 });
    expect(await house.owner.query('SELECT slug FROM contest')).toEqual([{ slug: 'thi-trong-so' }]);
  });
});
