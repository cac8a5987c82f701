import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { ContestDirectory, ContestService } from '#contests';
import { BLANK_PAGE } from '#domain';
import { FixedClock } from '#platform';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect, HOUR, OPENING, WEEK } from '../../support/insert.js';
import { draftOf, invite, makeBank, makeTree } from './room.js';

let database: TestDatabase;
let dataSource: DataSource;
let directory: ContestDirectory;
const clock = new FixedClock(OPENING);
const contests = new ContestService();

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await connect(database.appUrl);
  directory = new ContestDirectory(dataSource, clock);
  const { bankId, pool } = await dataSource.transaction((manager) => makeBank(manager, 'b', 8));
  await makeTree(dataSource);
  const make = (slug: string, shiftMs: number, publish: boolean) =>
    dataSource.transaction(async (manager) => {
      const draft = draftOf(slug, bankId, pool);
      const rounds = draft.rounds.map((one) => ({
        ...one,
        opensAt: one.opensAt + shiftMs,
        closesAt: one.closesAt + shiftMs,
      }));
      const id = await contests.create(manager, { ...draft, rounds });
      await contests.inviteUnits(manager, id, [invite('NA-S01'), invite('NA-S01-1'), invite('16681'), invite('17357')]);
      if (publish) await contests.publish(manager, id);
      return id;
    });
  await make('nhap', 0, false);
  await make('cu', -4 * WEEK, true);
  await make('nay', 0, true);
  await make('toi', 4 * WEEK, true);
  await make('xa', 8 * WEEK, true);
});
afterAll(async () => {
  await dataSource?.destroy();
  await database?.drop();
});

describe('the list of contests', () => {
  it('shows published ones: running, then coming soonest first, then finished', async () => {
    clock.ms = OPENING + HOUR;
    const list = await directory.list();
    expect(list.map(({ slug, state }) => `${slug} ${state}`)).toEqual([
      'nay running',
      'toi coming',
      'xa coming',
      'cu finished',
    ]);
    expect(list[0]).toMatchObject({
      opensAt: '2019-05-06T01:00:00.000Z',
      closesAt: '2019-05-20T01:00:00.000Z',
      rounds: 2,
      openRound: { title: 'Tuần 1', closesAt: '2019-05-13T01:00:00.000Z' },
    });
  });

  it('moves with the clock, to the very instant', async () => {
    const stateAt = async (ms: number) => {
      clock.ms = ms;
      const { state, openRound } = await directory.bySlug('nay');
      return `${state} ${openRound?.title ?? '–'}`;
    };
    expect(await stateAt(OPENING - 1)).toBe('coming –');
    expect(await stateAt(OPENING)).toBe('running Tuần 1');
    expect(await stateAt(OPENING + WEEK)).toBe('running Tuần 2');
    expect(await stateAt(OPENING + 2 * WEEK)).toBe('finished –');
  });
});

describe('the page of a contest', () => {
  it('says the rules and never what is in the pool', async () => {
    clock.ms = OPENING + HOUR;
    const page = await directory.bySlug('nay');
    expect(page).toMatchObject({
      hotline: '0238 3844 000',
      agency: null,
      managingAgency: null,
      colours: null,
      contact: { hotline: '0238 3844 000', zalo: null, hours: null },
      unitKind: 'workplace',
      unitExample: null,
      prizes: [],
      documents: [],
      units: { invited: 4 },
      retentionMonths: 24,
      audiences: [{ id: 1, code: 'tat-ca', title: 'Mọi người' }],
      rules: {
        counting: 'best',
        ranking: [
          { criterion: 'score', name: 'điểm cao hơn' },
          { criterion: 'prediction_distance', name: 'dự đoán gần đúng hơn' },
          { criterion: 'duration', name: 'thời gian làm bài ngắn hơn' },
          { criterion: 'lot', name: 'bốc thăm' },
        ],
      },
    });
    expect(page.roundList.map(({ id, state, questions, note }) => [id, state, questions, note])).toEqual([
      [`${page.id}-1`, 'running', 5, null],
      [`${page.id}-2`, 'coming', 5, null],
    ]);
    expect(JSON.stringify(page)).not.toMatch(/pool|key_mask|Câu hỏi thứ/);
  });

  it('is not there for a draft', async () => {
    await expect(directory.bySlug('nhap')).rejects.toMatchObject({ code: 'CONTEST_NOT_FOUND' });
    const find = { search: '', parent: null, code: null, after: null, limit: 10 };
    await expect(directory.units('nhap', find)).rejects.toMatchObject({ code: 'CONTEST_NOT_FOUND' });
  });

  it('says for which kind of unit people stand, also where its page was stored before anybody asked', async () => {
    const example = 'Ở xã Anh Sơn thì chọn Anh Sơn.';
    const keep = (page: object) =>
      dataSource.query(`UPDATE contest SET page = $1 WHERE slug = 'xa'`, [JSON.stringify(page)]);
    const { unitKind: _kind, unitExample: _example, ...older } = BLANK_PAGE;
    await keep({ ...older, agency: 'Sở Nội vụ' });
    expect(await directory.bySlug('xa')).toMatchObject({
      agency: 'Sở Nội vụ',
      unitKind: 'workplace',
      unitExample: null,
    });
    await keep({ ...BLANK_PAGE, unitKind: 'residence', unitExample: example });
    expect(await directory.bySlug('xa')).toMatchObject({ unitKind: 'residence', unitExample: example });
    await keep({ ...BLANK_PAGE, managingAgency: 'UBND tỉnh', accent: '#a61b1b' });
    expect(await directory.bySlug('xa')).toMatchObject({
      managingAgency: 'UBND tỉnh',
      colours: { 'own-accent': '#a61b1b' },
    });
    await keep(BLANK_PAGE);
  });
});

describe('the units of a contest', () => {
  const find = async (
    search: string,
    more: { parent?: number; code?: string; after?: number; limit?: number } = {},
  ) => {
    const page = await directory.units('nay', { search, parent: null, code: null, after: null, limit: 10, ...more });
    return { ...page, names: page.units.map(({ name, parentName }) => `${name} · ${parentName}`) };
  };

  it('are found by any words without accents, with their parent, and end with the row for everybody else', async () => {
    expect((await find('SON anh')).names).toEqual(['Xã Anh Sơn · Tỉnh Nghệ An']);
    expect((await find('thành')).names).toEqual(['Phường Thành Vinh · Tỉnh Nghệ An']);
    expect((await find('van  thu')).names).toEqual(['Chi cục Văn thư · Sở Nội vụ']);
    expect((await find('%')).names).toEqual([]);
    expect((await find('không có')).outside).toMatchObject({ code: 'NGOAI', name: 'Ngoài danh sách mời' });
    expect((await find('ngoai')).names).toEqual([]);
  });

  it('come in Vietnamese order, page by page, and by parent', async () => {
    const first = await find('', { limit: 3 });
    const second = await find('', { limit: 3, after: first.next! });
    expect([...first.names, ...second.names].map((name) => name.split(' · ')[0])).toEqual([
      'Chi cục Văn thư',
      'Phường Thành Vinh',
      'Sở Nội vụ',
      'Xã Anh Sơn',
    ]);
    expect(second.next).toBeNull();
    const office = first.units.find(({ name }) => name === 'Sở Nội vụ')!;
    expect((await find('', { parent: office.id })).names).toEqual(['Chi cục Văn thư · Sở Nội vụ']);
  });

  it('are one by its exact code', async () => {
    expect((await find('', { code: 'NA-S01' })).names).toEqual(['Sở Nội vụ · Tỉnh Nghệ An']);
    for (const code of ['na-s01', 'NA-S0', 'NGOAI', '%']) expect((await find('', { code })).names).toEqual([]);
  });
});

describe('the contests of a unit', () => {
  it('are the published ones that invited it, newest first', async () => {
    clock.ms = OPENING + HOUR;
    const { unit, contests } = await directory.contestsOfUnit('16681');
    expect(unit).toEqual({ code: '16681', name: 'Phường Thành Vinh', parentName: 'Tỉnh Nghệ An' });
    expect(contests.map(({ slug, state, unitName }) => [slug, state, unitName])).toEqual([
      ['xa', 'coming', 'Phường Thành Vinh'],
      ['toi', 'coming', 'Phường Thành Vinh'],
      ['nay', 'running', 'Phường Thành Vinh'],
      ['cu', 'finished', 'Phường Thành Vinh'],
    ]);
  });

  it('are none for a unit that was never invited; what is no unit is not found', async () => {
    expect(await directory.contestsOfUnit('40')).toMatchObject({ unit: { name: 'Tỉnh Nghệ An' }, contests: [] });
    for (const code of ['NGOAI', '99999', '']) {
      await expect(directory.contestsOfUnit(code)).rejects.toMatchObject({ code: 'UNIT_NOT_FOUND' });
    }
  });

  it('name a unit that the tree forgot as its newest contest does, and a new one as it is called now', async () => {
    await dataSource.transaction(async (manager) => {
      await manager.query(`UPDATE contest_unit SET code = 'CU-1' WHERE code = '17357'`);
      await manager.query(`UPDATE unit SET full_name = 'Phường Vinh Mới' WHERE code = '16681'`);
    });
    expect((await directory.contestsOfUnit('CU-1')).unit).toMatchObject({ name: 'Xã Anh Sơn', code: 'CU-1' });
    const renamed = await directory.contestsOfUnit('16681');
    expect(renamed.unit.name).toBe('Phường Vinh Mới');
    expect(renamed.contests[0]!.unitName).toBe('Phường Thành Vinh');
  });
});
