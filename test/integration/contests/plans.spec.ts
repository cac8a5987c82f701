import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Citizens } from '../api-identity/citizens.js';
import { makeBank, makeTree } from './room.js';

// The working document of a contest over HTTP, from a template to a published contest.

let house: Citizens;
/** Organizers of every contest. */
let lan: string;
let minh: string;

beforeAll(async () => {
  house = await Citizens.open();
  await makeTree(house.owner);
  await house.owner.transaction((manager) => makeBank(manager, 'cchc', 60));
  [lan, minh] = [await house.signUpAs({ role: 'organizer' }), await house.signUpAs({ role: 'administrator' })];
});
afterAll(() => house?.close());

const call = (method: string, path: string, body?: unknown, token = lan) => house.call(method, path, { token, body });
const begin = async (title: string, template = 'hang-tuan'): Promise<string> => {
  const { status, body } = await call('POST', '/contest-plans', { from: { template }, title });
  expect([status, body.version]).toEqual([201, 1]);
  return body.id;
};
/** What the templates leave to the organizer. */
const decided = <Document extends Record<string, object>>(regulations: Document) => ({
  ...regulations,
  host: { agency: 'Sở Nội vụ' },
  time: { ...regulations['time'], atRoundEnd: 'cut' },
  ranking: { criteria: ['score', ...(regulations['prediction'] ? ['prediction_distance'] : []), 'duration', 'lot'] },
  ...(regulations['prediction'] && {
    prediction: { ...regulations['prediction'], whichCounts: 'counted_attempt' },
  }),
});
const read = async (id: string) => (await call('GET', `/contest-plans/${id}`)).body;
const inviteFile = (id: string, csv: string, dryRun: boolean) =>
  fetch(`${house.api.url}/api/contest-plans/${id}/invited?dryRun=${dryRun}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${lan}`, 'content-type': 'text/csv' },
    body: csv,
  }).then(async (response) => ({ status: response.status, body: (await response.json()) as Record<string, unknown> }));
const states = async (id: string) => {
  const { body } = await call('GET', `/contest-plans/${id}/opening-checks`);
  return Object.fromEntries(body.checks.map(({ code, state }: Record<string, string>) => [code, state]));
};

describe('a plan from a template', () => {
  it('becomes an open contest with a title, an agency and its units', async () => {
    const templates = await call('GET', '/contest-templates');
    expect(templates.body.templates[0]).toMatchObject({ code: 'hang-tuan' });
    const id = await begin('Tìm hiểu cải cách hành chính');
    const plan = await read(id);
    expect(plan).toMatchObject({
      ...{ version: 1, state: 'drafting', contestSlug: null, bankCode: 'cchc', updatedByName: 'H’Hen Niê' },
      regulations: { slug: 'tim-hieu-cai-cach-hanh-chinh', title: 'Tìm hiểu cải cách hành chính' },
      invited: { count: 0, missing: 0 },
    });
    expect(Date.parse(`${plan.regulations.calendar.rounds[0].opensAt.replace(' ', 'T')}+07:00`)).toBeGreaterThan(
      Date.now(),
    );
    expect(await states(id)).toMatchObject({
      RULES_VALID: 'stop',
      UNITS_INVITED: 'stop',
    });

    const regulations = decided(plan.regulations);
    const saved = await call('PUT', `/contest-plans/${id}`, { version: 1, regulations });
    expect(saved.body).toMatchObject({ version: 2, faults: [], leftToPeople: expect.any(Array) });
    const all = await call('PUT', `/contest-plans/${id}/invited`, { from: 'all', under: '40' });
    expect(all.body).toEqual({ count: 4, headcount: 0, faultCount: 0, faults: [] });
    const checks = await states(id);
    expect(Object.values(checks)).not.toContain('stop');
    expect(checks).toMatchObject({ BANK_SERVES: 'good', HEADCOUNTS: 'warn', HOTLINE: 'warn', CONSENT_TEXT: 'good' });

    const published = await call('POST', `/contest-plans/${id}/publication`, { version: 2 });
    expect([published.status, published.body]).toEqual([201, { contestSlug: 'tim-hieu-cai-cach-hanh-chinh' }]);
    const contest = await house.call('GET', '/contests/tim-hieu-cai-cach-hanh-chinh');
    expect(contest.body).toMatchObject({ state: 'coming', rounds: 4, units: { invited: 4 }, hasRegulations: true });
    expect(await read(id)).toMatchObject({ state: 'published', contestSlug: 'tim-hieu-cai-cach-hanh-chinh' });

    for (const [method, path, body] of [
      ['PUT', '/invited', { from: 'all', under: '40' }],
      ['POST', '/publication', { version: 2 }],
    ] as const) {
      const { status, body: refusal } = await call(method, `/contest-plans/${id}${path}`, body);
      expect([status, refusal.code]).toEqual([409, 'PLAN_PUBLISHED']);
    }
    const trail: { action: string }[] = await house.owner.query(
      `SELECT action FROM audit WHERE subject = $1 ORDER BY id`,
      [`plan/${id}`],
    );
    expect(trail.map(({ action }) => action)).toEqual(['plan.created', 'plan.units_invited', 'plan.published']);
  });

  it('is given an address that nobody has, and one of its own when it is copied', async () => {
    const [first, second] = [await begin('Thi trùng tên'), await begin('Thi trùng tên')];
    expect((await read(first)).regulations.slug).toBe('thi-trung-ten');
    expect((await read(second)).regulations.slug).toBe('thi-trung-ten-2');
    const copy = await call('POST', '/contest-plans', { from: { plan: first } });
    expect((await read(copy.body.id)).regulations).toMatchObject({ title: 'Thi trùng tên', slug: 'thi-trung-ten-3' });
    const again = await call('POST', '/contest-plans', { from: { contest: 'tim-hieu-cai-cach-hanh-chinh' } });
    expect(await read(again.body.id)).toMatchObject({
      regulations: { slug: 'tim-hieu-cai-cach-hanh-chinh-2' },
      ...{ bankCode: 'cchc', invited: { count: 4 }, state: 'drafting' },
    });
    for (const [from, code] of [
      [{ template: 'khong-co' }, 'TEMPLATE_NOT_FOUND'],
      [{ contest: 'khong-co' }, 'CONTEST_NOT_FOUND'],
      [{ plan: '0199a0b0-0000-7000-8000-000000000000' }, 'PLAN_NOT_FOUND'],
    ] as const) {
      expect((await call('POST', '/contest-plans', { from })).body.code).toBe(code);
    }
  });
});

describe('a draft', () => {
  it('is kept with its faults, and they are told with their places', async () => {
    const id = await begin('Còn thiếu');
    const { regulations } = await read(id);
    const wrong = { ...decided(regulations), ranking: {}, thua: true };
    const { body } = await call('PUT', `/contest-plans/${id}`, { version: 1, regulations: wrong, bankCode: null });
    expect(body.faults.map(({ path }: { path: string }) => path)).toEqual(['ranking.criteria', 'thua']);
    expect(body.leftToPeople).toEqual([]);
    expect(await read(id)).toMatchObject({ version: 2, bankCode: null, regulations: { thua: true } });
    expect(await states(id)).toMatchObject({ RULES_VALID: 'stop', BANK_SERVES: 'stop' });
    const refused = await call('POST', `/contest-plans/${id}/publication`, { version: 2 });
    expect([refused.status, refused.body.code]).toEqual([400, 'IMPOSSIBLE_RULES']);
    expect(refused.body.details).toHaveProperty(['ranking.criteria']);
  });

  it.each([
    ['a sign of no character', { title: 'a\u0000' }, 400],
    ['half a character', { title: 'a\ud800' }, 400],
    ['a backslash that looks like one', { title: 'a\\u0000' }, 200],
    ['a list for a document', [], 400],
  ])('with %s is never a broken page', async (_what, regulations, status) => {
    const id = await begin('Ký tự lạ');
    expect((await call('PUT', `/contest-plans/${id}`, { version: 1, regulations })).status).toBe(status);
  });

  it('is not written over by whoever began from an older version', async () => {
    const id = await begin('Hai người sửa');
    const { regulations } = await read(id);
    expect((await call('PUT', `/contest-plans/${id}`, { version: 1, regulations }, minh)).status).toBe(200);
    const late = await call('PUT', `/contest-plans/${id}`, { version: 1, regulations: { ...regulations, about: 'x' } });
    expect(late).toMatchObject({
      status: 409,
      body: {
        code: 'PLAN_CHANGED',
        details: { version: 2, changedByName: 'H’Hen Niê', changedAt: expect.stringMatching(/^\d{4}-.*Z$/) },
      },
    });
    expect((await read(id)).regulations.about).toBeUndefined();
    expect((await call('POST', `/contest-plans/${id}/publication`, { version: 1 })).body.code).toBe('PLAN_CHANGED');
  });

  it('cannot open a round that is over, nor with units that are gone or a bank that is not', async () => {
    const id = await begin('Quá hạn', 'don-vi');
    const regulations = decided(
      (await read(id)).regulations as Record<string, object> & { calendar: { rounds: object[] } },
    );
    await call('PUT', `/contest-plans/${id}`, { version: 1, regulations, bankCode: 'khong' });
    await call('PUT', `/contest-plans/${id}/invited`, { from: 'all', under: 'NA-S01' });
    const publish = (version: number) => call('POST', `/contest-plans/${id}/publication`, { version });
    expect((await publish(2)).body.code).toBe('BANK_NOT_FOUND');
    const [round] = regulations.calendar.rounds;
    const over = { ...round!, opensAt: '2024-01-01 08:00', closesAt: '2024-01-02 08:00' };
    regulations.calendar.rounds = [over];
    await call('PUT', `/contest-plans/${id}`, { version: 2, regulations, bankCode: 'cchc' });
    expect((await states(id))['DATES_AHEAD']).toBe('stop');
    expect((await publish(3)).body.details).toHaveProperty(['calendar.rounds[0].closesAt']);
    regulations.calendar.rounds = [round!];
    await call('PUT', `/contest-plans/${id}`, { version: 3, regulations });
    await house.owner.query(`UPDATE contest_plan SET invited = '[{"code":"X","headcount":null}]' WHERE id = $1`, [id]);
    expect((await read(id)).invited).toEqual({ count: 1, missing: 1 });
    expect((await states(id))['UNITS_INVITED']).toBe('stop');
    expect((await publish(4)).body.details).toHaveProperty(['units.X']);
  });
});

describe('the units of a plan', () => {
  it('come from a list that is tried first and taken whole or not at all', async () => {
    const id = await begin('Danh sách mời');
    const faulty = 'Danh sách;;\nMã đơn vị;Số người\n16681;120\n999;5\n17357;1.200\n';
    const seen = await inviteFile(id, faulty, true);
    expect(seen.body).toMatchObject({ count: 1, headcount: 120, faultCount: 2, faults: [{ row: 4 }, { row: 5 }] });
    expect((await inviteFile(id, faulty, false)).body).toMatchObject({
      code: 'INVITED_LIST_FAULTY',
      details: { row: 4 },
    });
    expect((await read(id)).invited.count).toBe(0);
    const taken = await inviteFile(id, 'Mã đơn vị,Số người\n16681,120\n17357,\n', false);
    expect(taken.body).toMatchObject({ count: 2, headcount: 120, faultCount: 0 });
    expect((await read(id)).invited).toEqual({ count: 2, missing: 0 });
    expect((await inviteFile(id, 'Tên\nBình\n', true)).body).toMatchObject({ count: 0, faultCount: 1 });
    const unknown = await call('PUT', `/contest-plans/${id}/invited`, { from: 'all', under: 'XX' });
    expect(unknown.body.code).toBe('UNIT_NOT_FOUND');
    const leaf = await call('PUT', `/contest-plans/${id}/invited`, { from: 'all', under: '16681' });
    expect(leaf.body.count).toBe(1);
  });
});

describe('plans', () => {
  it('are listed by whoever runs all contests, the last changed first, page by page', async () => {
    const id = await begin('Cuộc thi Đổi mới Sáng tạo');
    const found = await call('GET', `/contest-plans?q=${encodeURIComponent('sang tao doi')}`);
    expect(found.body).toMatchObject({
      plans: [{ id, state: 'drafting', slug: 'cuoc-thi-doi-moi-sang-tao' }],
      next: null,
    });
    const seen: string[] = [];
    for (let after = ''; ;) {
      const { body } = await call('GET', `/contest-plans?limit=3${after}`);
      seen.push(...body.plans.map((plan: { id: string }) => plan.id));
      if (body.next === null) break;
      after = `&after=${body.next}`;
    }
    const [{ n }] = await house.owner.query('SELECT count(*)::int AS n FROM contest_plan');
    expect([seen[0], seen.length, new Set(seen).size]).toEqual([id, n, n]);
  });

  it('of other contests are out of reach for whoever runs one, and new ones as well', async () => {
    const [{ contest_id: contestId, id }] = await house.owner.query(
      'SELECT contest_id, id FROM contest_plan WHERE contest_id IS NOT NULL',
    );
    const [own, other] = [await house.signUpAs({ role: 'organizer', contestId }), await begin('Của người khác')];
    expect((await call('GET', `/contest-plans/${id}`, undefined, own)).status).toBe(200);
    expect((await call('GET', '/contest-plans', undefined, own)).body.plans).toHaveLength(1);
    expect((await call('GET', `/contest-plans/${other}`, undefined, own)).body.code).toBe('PLAN_NOT_FOUND');
    expect((await call('GET', '/contest-plans/khong-co', undefined, own)).body.code).toBe('PLAN_NOT_FOUND');
    const made = await call('POST', '/contest-plans', { from: { template: 'hang-tuan' } }, own);
    expect([made.status, made.body.code]).toEqual([403, 'NOT_ALLOWED']);
    expect((await call('GET', '/contest-plans', undefined, await house.signUpAs({ role: 'support' }))).status).toBe(
      403,
    );
  });
});
