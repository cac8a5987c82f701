import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { CONSENTS } from '../../support/contest.js';
import { Citizens, type Reply } from '../api-identity/citizens.js';
import { makeBank, makeTree } from './room.js';

// A unit runs a contest of its own from what the province offers, over HTTP: what it may see, write, invite, and who stops it.

let house: Citizens;
/** Administrator of the province; organizers of a department, of the office below it, of a commune. */
let province: string;
let department: string;
let office: string;
let commune: string;
/** Organizer of a contest of the province only. */
let stranger: string;

beforeAll(async () => {
  house = await Citizens.open();
  await makeTree(house.owner);
  await house.owner.transaction((manager) => makeBank(manager, 'cchc', 60));
  province = await house.signUpAs({ role: 'administrator' });
  department = await house.signUpAs({ role: 'unit_organizer', unitCode: 'NA-S01' });
  office = await house.signUpAs({ role: 'unit_organizer', unitCode: 'NA-S01-1' });
  commune = await house.signUpAs({ role: 'unit_organizer', unitCode: '17357' });
});
afterAll(() => house?.close());

const call = (token: string, method: string, path: string, body?: unknown): Promise<Reply> =>
  house.call(method, path, { token, body });
const codeOf = ({ status, body }: Reply) => [status, body.code];
const plansOf = async (token: string, query = '') =>
  (await call(token, 'GET', `/contest-plans${query}`)).body.plans.map(({ title }: { title: string }) => title);
const read = async (token: string, id: string) => (await call(token, 'GET', `/contest-plans/${id}`)).body;

/** A plan of the province that could be opened. Its first round is open by now when `isOpen`. */
async function templateOf(title: string, isOpen = false): Promise<string> {
  const { body } = await call(province, 'POST', '/contest-plans', { from: { template: 'mot-dot' }, title });
  const { regulations, version } = await read(province, body.id);
  const [round] = regulations.calendar.rounds;
  const decided = {
    ...regulations,
    host: { agency: 'Sở Nội vụ' },
    time: { ...regulations.time, atRoundEnd: 'cut' },
    ranking: { criteria: ['score', 'duration', 'lot'] },
    prediction: null,
    paper: { ...regulations.paper, blueprint: [{ topic: null, level: null, count: 5 }] },
    ...(isOpen && { calendar: { rounds: [{ ...round, opensAt: dayAt(-1), closesAt: dayAt(9) }] } }),
  };
  const saved = await call(province, 'PUT', `/contest-plans/${body.id}`, { version, regulations: decided });
  expect(saved.body.faults).toEqual([]);
  return body.id;
}

const dayAt = (days: number): string =>
  `${new Date(Date.now() + days * 86_400_000 + 7 * 3_600_000).toISOString().slice(0, 10)} 08:00`;
const offer = (id: string, unitCode: string | null, locked: string[] = ['time', 'scoring.wrongPenalty']) =>
  call(province, 'PUT', `/contest-plans/${id}/offer`, { unitCode, locked });
const clone = (token: string, id: string, unitCode: string, title = 'Thi của đơn vị') =>
  call(token, 'POST', '/contest-plans', { from: { offer: id, unitCode }, title });

/** A contest that a unit has opened from an offer. The session is looked up anew, as it is within seconds everywhere. */
async function contestOf(token: string, unitCode: string, title: string): Promise<{ slug: string; planId: string }> {
  const template = await templateOf(`Mẫu: ${title}`, true);
  // A calendar that is not locked would move on to next week.
  expect((await offer(template, null, ['calendar'])).status).toBe(204);
  const planId = (await clone(token, template, unitCode, title)).body.id;
  await call(token, 'PUT', `/contest-plans/${planId}/invited`, { from: 'all', under: unitCode });
  const { status, body } = await call(token, 'POST', `/contest-plans/${planId}/publication`, { version: 1 });
  expect([status, body]).toEqual([201, { contestSlug: expect.any(String) }]);
  for (let tries = 0; tries < 40; tries += 1) {
    if ((await call(token, 'GET', `/contests/${body.contestSlug}/running`)).status === 200) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return { slug: body.contestSlug, planId };
}

describe('an offer', () => {
  it('is seen by the units that it is for, by the province, and by nobody else', async () => {
    const [all, one] = [await templateOf('Mẫu cho mọi đơn vị'), await templateOf('Mẫu cho sở')];
    expect((await offer(all, null)).status).toBe(204);
    expect((await offer(one, 'NA-S01')).status).toBe(204);
    const seen = async (token: string) =>
      (await call(token, 'GET', '/contest-offers')).body.offers.map(
        ({ title, forUnits }: { title: string; forUnits: { code: string }[] }) => [
          title,
          forUnits.map(({ code }) => code),
        ],
      );
    expect(await seen(province)).toEqual([
      ['Mẫu cho sở', []],
      ['Mẫu cho mọi đơn vị', []],
    ]);
    expect(await seen(department)).toEqual([
      ['Mẫu cho sở', ['NA-S01']],
      ['Mẫu cho mọi đơn vị', ['NA-S01']],
    ]);
    expect(await seen(office)).toEqual([
      ['Mẫu cho sở', ['NA-S01-1']],
      ['Mẫu cho mọi đơn vị', ['NA-S01-1']],
    ]);
    expect(await seen(commune)).toEqual([['Mẫu cho mọi đơn vị', ['17357']]]);
    expect(codeOf(await call(await house.signUp(), 'GET', '/contest-offers'))).toEqual([403, 'NOT_ALLOWED']);

    expect((await call(province, 'GET', `/contest-plans/${one}/offer`)).body.offer).toEqual({
      unit: { code: 'NA-S01', name: 'Sở Nội vụ' },
      locked: [
        { path: 'scoring.wrongPenalty', label: expect.stringContaining('›') },
        { path: 'time', label: expect.any(String) },
      ],
    });
    expect((await call(province, 'DELETE', `/contest-plans/${one}/offer`)).status).toBe(204);
    expect((await call(province, 'DELETE', `/contest-plans/${all}/offer`)).status).toBe(204);
    expect(await seen(department)).toEqual([]);
    expect(codeOf(await clone(department, one, 'NA-S01'))).toEqual([404, 'OFFER_NOT_FOUND']);
  });

  it('locks what a contest has not to say for itself, and only what stands without a fault', async () => {
    const id = await templateOf('Mẫu có khóa');
    expect(codeOf(await offer(id, null, ['title']))).toEqual([400, 'NOT_LOCKABLE']);
    expect(codeOf(await offer(id, null, ['host']))).toEqual([400, 'NOT_LOCKABLE']);
    expect(codeOf(await offer(id, null, ['khong.co']))).toEqual([400, 'NOT_LOCKABLE']);
    expect(codeOf(await offer(id, 'XXX', []))).toEqual([404, 'UNIT_NOT_FOUND']);
    const { version, regulations } = await read(province, id);
    const { criteria: _, ...open } = regulations.ranking;
    await call(province, 'PUT', `/contest-plans/${id}`, { version, regulations: { ...regulations, ranking: open } });
    const refused = await offer(id, null, ['ranking']);
    expect(codeOf(refused)).toEqual([400, 'IMPOSSIBLE_RULES']);
    expect(refused.body.details).toHaveProperty(['ranking.criteria']);
    // What is left to the units may still be open.
    expect((await offer(id, null, ['time', 'time.seconds'])).status).toBe(204);
    expect((await call(province, 'GET', `/contest-plans/${id}/offer`)).body.offer.locked).toHaveLength(1);
  });
});

describe('a clone', () => {
  it('is the unit’s to write, but for what is locked', async () => {
    const template = await templateOf('Mẫu để sửa');
    await offer(template, '40', ['time', 'calendar']);
    expect(codeOf(await clone(commune, template, 'NA-S01'))).toEqual([403, 'NOT_ALLOWED']);
    expect(codeOf(await clone(stranger ?? (await house.signUp()), template, '17357'))).toEqual([403, 'NOT_ALLOWED']);
    const { id } = (await clone(commune, template, '17357', 'Anh Sơn thi')).body;
    const plan = await read(commune, id);
    expect(plan).toMatchObject({
      ...{ state: 'drafting', bankCode: 'cchc', invited: { count: 0 }, locked: ['calendar', 'time'] },
      runBy: { code: '17357', name: 'Xã Anh Sơn' },
      lentBank: { code: 'cchc', topics: [{ code: 'the-che' }], subBanks: [] },
      regulations: { title: 'Anh Sơn thi', slug: 'anh-son-thi' },
    });
    const save = (regulations: object, more: object = {}) =>
      call(commune, 'PUT', `/contest-plans/${id}`, { version: 1, regulations, ...more });
    const rules = plan.regulations;
    const locked = await save({ ...rules, time: { ...rules.time, seconds: 60 } });
    expect(codeOf(locked)).toEqual([409, 'PLAN_LOCKED']);
    expect(locked.body).toMatchObject({
      title: expect.stringContaining('Tỉnh đã khóa'),
      details: { path: 'time', place: expect.any(String) },
    });
    const [round] = rules.calendar.rounds;
    const ownTime = { ...round, differs: { paper: null, attempts: null, time: { ...rules.time, seconds: 60 } } };
    expect(codeOf(await save({ ...rules, calendar: { ...rules.calendar, rounds: [ownTime] } }))[1]).toBe('PLAN_LOCKED');
    expect(codeOf(await save(rules, { bankCode: null }))[1]).toBe('PLAN_LOCKED');
    const saved = await save({ ...rules, host: { agency: 'UBND xã Anh Sơn' }, attempts: { perContest: 1 } });
    expect(saved).toMatchObject({ status: 200, body: { version: 2 } });
    // The province set the lock, and is not bound by it.
    const byProvince = { ...rules, time: { ...rules.time, seconds: 1200 } };
    expect((await call(province, 'PUT', `/contest-plans/${id}`, { version: 2, regulations: byProvince })).status).toBe(
      200,
    );
    expect((await read(province, id)).locked).toEqual([]);
    expect(codeOf(await offer(id, null))).toEqual([409, 'OFFER_OF_A_UNIT']);

    // Later values of the template are not those of the clone.
    const changed = await read(province, template);
    const later = { ...changed.regulations, time: { ...changed.regulations.time, seconds: 1500 } };
    await call(province, 'PUT', `/contest-plans/${template}`, { version: changed.version, regulations: later });
    expect((await read(commune, id)).regulations.time.seconds).toBe(1200);
    // Who begins the next one from it takes its locks along; in the hands of the province there are none.
    const next = (await call(commune, 'POST', '/contest-plans', { from: { plan: id } })).body;
    expect(await read(commune, next.id)).toMatchObject({ runBy: { code: '17357' }, locked: ['calendar', 'time'] });
    const taken = (await call(province, 'POST', '/contest-plans', { from: { plan: id } })).body;
    expect(await read(province, taken.id)).toMatchObject({ runBy: null, locked: [] });
  });

  it('invites units of its own subtree only', async () => {
    const template = await templateOf('Mẫu để mời');
    await offer(template, null, []);
    const { id } = (await clone(department, template, 'NA-S01', 'Sở thi')).body;
    const invite = (under: string) => call(department, 'PUT', `/contest-plans/${id}/invited`, { from: 'all', under });
    expect(await invite('NA-S01')).toMatchObject({ status: 200, body: { count: 1, faultCount: 0 } });
    expect(codeOf(await invite('40'))).toEqual([400, 'INVITED_LIST_FAULTY']);
    const dry = await call(department, 'PUT', `/contest-plans/${id}/invited?dryRun=true`, { from: 'all', under: '40' });
    expect(dry.body).toMatchObject({ count: 2, faultCount: 2 });
    expect(dry.body.faults[0].message).toMatch(/không thuộc Sở Nội vụ/);
    expect((await read(department, id)).invited.count).toBe(1);
  });

  it('cannot be begun by who runs single contests, nor from what is not offered', async () => {
    const template = await templateOf('Chưa giao');
    expect(codeOf(await clone(commune, template, '17357'))).toEqual([404, 'OFFER_NOT_FOUND']);
    for (const from of [{ template: 'mot-dot' }, { regulations: {} }, { contest: 'khong-co' }])
      expect(codeOf(await call(commune, 'POST', '/contest-plans', { from }))).toEqual([403, 'NOT_ALLOWED']);
    expect(codeOf(await call(commune, 'POST', '/contest-plans', { from: { plan: template } }))[1]).toBe(
      'PLAN_NOT_FOUND',
    );
  });
});

describe('a contest that a unit runs', () => {
  let slug: string;
  let planId: string;

  beforeAll(async () => {
    ({ slug, planId } = await contestOf(department, 'NA-S01', 'Thi của Sở Nội vụ'));
    const { slug: other } = await contestOf(commune, '17357', 'Thi của Anh Sơn');
    const [row] = await house.owner.query('SELECT id FROM contest WHERE slug = $1', [other]);
    stranger = await house.signUpAs({ role: 'organizer', contestId: row.id });
  });

  it('is reached by its unit and the province, by no unit above, below or beside', async () => {
    const statuses = async (path: string) => {
      const found: number[] = [];
      for (const token of [province, department, office, commune, stranger])
        found.push((await call(token, 'GET', path)).status);
      return found;
    };
    expect(await statuses(`/contest-plans/${planId}`)).toEqual([200, 200, 404, 404, 404]);
    expect(await statuses(`/contests/${slug}/running`)).toEqual([200, 200, 403, 403, 403]);
    expect(await statuses(`/contests/${slug}/stop`)).toEqual([200, 200, 403, 403, 403]);
    expect(await statuses(`/contests/${slug}/invited-units`)).toEqual([200, 200, 403, 403, 403]);
    expect(await plansOf(department)).toEqual(expect.arrayContaining(['Thi của Sở Nội vụ', 'Sở thi']));
    expect(await plansOf(department)).not.toContain('Thi của Anh Sơn');
    expect(await plansOf(province, '?unit=NA-S01')).toEqual(['Thi của Sở Nội vụ', 'Sở thi']);
    expect(await plansOf(province, '?unit=40')).toEqual(
      expect.arrayContaining(['Thi của Sở Nội vụ', 'Thi của Anh Sơn']),
    );
    const session = await call(department, 'GET', '/sessions/current');
    expect(session.body.account.roles).toEqual([
      { role: 'unit_organizer', contestId: null, contestUnitId: null, unitCode: 'NA-S01' },
      { role: 'organizer', contestId: expect.any(Number), contestUnitId: null },
    ]);
  });

  it('shows its unit no question and no key of the bank that was lent', async () => {
    expect((await call(department, 'GET', '/banks')).body.banks).toEqual([]);
    expect((await call(province, 'GET', '/banks')).body.banks).toHaveLength(1);
    for (const path of [
      '/banks/cchc/items',
      '/banks/cchc/exports?format=gift',
      `/contests/${slug}/items`,
      `/contests/${slug}/key-corrections`,
      `/contests/${slug}/rounds/1/item-statistics`,
      `/contests/${slug}/rounds/1/item-statistics.xlsx`,
    ]) {
      expect([path, ...codeOf(await call(department, 'GET', path))]).toEqual([path, 403, 'NOT_ALLOWED']);
    }
    expect((await call(province, 'GET', `/contests/${slug}/items`)).status).toBe(200);
    expect((await call(province, 'GET', `/contests/${slug}/rounds/1/item-statistics`)).status).toBe(200);
  });

  it('takes in no unit of another subtree later, by hand or by list', async () => {
    const add = (code: string) =>
      call(department, 'POST', `/contests/${slug}/invited-unit-changes`, { kind: 'added', codes: [code] });
    expect(codeOf(await add('17357'))).toEqual([400, 'UNIT_OUT_OF_REACH']);
    expect((await add('NA-S01')).status).toBe(204);
  });

  it('gives those rights to whoever holds the office, and to nobody after it ended', async () => {
    const [deputy, gone] = [
      await house.signUpAs({ role: 'unit_organizer', unitCode: 'NA-S01' }),
      await house.signUpAs({ role: 'unit_organizer', unitCode: 'NA-S01' }),
    ];
    await house.owner.query(
      `UPDATE staff_role r SET expires_at = contest_clock() - interval '1 minute'
         FROM (SELECT max(id) AS id FROM staff_role) last WHERE r.id = last.id`,
    );
    expect((await call(deputy, 'GET', `/contests/${slug}/running`)).status).toBe(200);
    expect(codeOf(await call(gone, 'GET', `/contests/${slug}/running`))).toEqual([403, 'NOT_ALLOWED']);
    // Within the own contest an organizer of a unit hands on what any organizer may, and no more.
    const person = { fullName: 'Lò Văn Ín', contestUnitId: null, expiresAt: null };
    const wish = (role: string, contestSlug: string | null, more: object = {}) =>
      call(department, 'POST', '/staff/invitations', {
        ...person,
        phone: house.nextPhone(),
        role,
        contestSlug,
        ...more,
      });
    expect((await wish('support', slug)).status).toBe(201);
    expect(codeOf(await wish('support', null))).toEqual([403, 'NOT_ALLOWED']);
    expect(codeOf(await wish('unit_organizer', null, { unitCode: 'NA-S01' }))).toEqual([403, 'NOT_ALLOWED']);
  });

  it('is stopped by the province alone: nobody starts, who is at work finishes, everybody is told why', async () => {
    const [unit]: { id: number }[] = await house.owner.query(
      `SELECT u.id FROM contest_unit u JOIN contest c ON c.id = u.contest_id WHERE c.slug = $1 AND u.code = 'NA-S01-1'`,
      [slug],
    );
    const [contest] = await house.owner.query('SELECT id FROM contest WHERE slug = $1', [slug]);
    const joined = async () => {
      const token = await house.signUp();
      const body = { contestUnitId: unit!.id, consents: CONSENTS };
      expect((await call(token, 'POST', `/contests/${slug}/participants`, body)).status).toBe(201);
      return token;
    };
    const start = (token: string) =>
      house.call('POST', `/rounds/${contest.id}-1/attempts`, { token, headers: { 'idempotency-key': randomUUID() } });
    const [atWork, late] = [await joined(), await joined()];
    const attempt = await start(atWork);
    expect(attempt.status).toBe(201);

    const told = { reason: 'Chưa có kế hoạch được duyệt', publicNote: 'Cuộc thi dừng để rà soát kế hoạch.' };
    const path = `/contests/${slug}/stop`;
    expect(codeOf(await call(department, 'POST', path, told))).toEqual([403, 'NOT_ALLOWED']);
    expect(codeOf(await call(stranger, 'POST', path, told))).toEqual([403, 'NOT_ALLOWED']);
    const preview = await call(province, 'POST', `${path}?preview=true`, told);
    expect(preview.body).toEqual({
      ...{ runBy: { code: 'NA-S01', name: 'Sở Nội vụ' }, stop: null, underWay: 1, persons: 0, mayStop: true },
    });
    expect((await call(province, 'POST', path, told)).body.stop).toMatchObject(told);
    // Again: the first one holds.
    expect((await call(province, 'POST', path, { ...told, reason: 'khác' })).body.stop).toMatchObject(told);

    const refused = await start(late);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'CONTEST_STOPPED', title: `Cuộc thi đã bị dừng. ${told.publicNote}` },
    });
    expect((await house.call('GET', `/contests/${slug}/notices`)).body).toMatchObject({
      stop: { note: told.publicNote },
      pause: null,
    });
    expect((await call(department, 'GET', path)).body).toMatchObject({ stop: told, mayStop: false });
    const lines = (await call(department, 'GET', '/contest-plans')).body.plans;
    expect(lines.find(({ contestSlug }: { contestSlug: string }) => contestSlug === slug)).toMatchObject({
      isStopped: true,
    });
    expect((await house.submit(attempt.body)).status).toBe(200);

    expect(codeOf(await call(department, 'DELETE', path))).toEqual([403, 'NOT_ALLOWED']);
    expect((await call(province, 'DELETE', path)).body.stop).toBeNull();
    expect(codeOf(await call(province, 'DELETE', path))).toEqual([409, 'NOT_STOPPED']);
    expect((await start(late)).status).toBe(201);
    const trail = await house.owner.query(
      `SELECT action FROM audit WHERE subject = $1 AND action LIKE 'contest.stop%' ORDER BY id`,
      [`contest/${contest.id}`],
    );
    expect(trail).toEqual([{ action: 'contest.stopped' }, { action: 'contest.stop_lifted' }]);
  });
});
