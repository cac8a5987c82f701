import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { UnitService, type TreeRow } from '#units';
import { Citizens, type Reply } from '../api-identity/citizens.js';

let citizens: Citizens;
let administrator: string;
let organizer: string;

const unit = (code: string, fullName: string, more: Partial<TreeRow> = {}): TreeRow => ({
  ...{ code, parentCode: '40', level: 'commune', kind: 'territorial', name: fullName, fullName },
  ...{ validFrom: '2025-07-01', validTo: null, ...more },
});
const old = { validFrom: '2019-01-01', validTo: '2025-07-01' };

beforeAll(async () => {
  citizens = await Citizens.open();
  administrator = await citizens.signUpAs({ role: 'administrator' });
  organizer = await citizens.signUpAs({ role: 'organizer' });
});
afterAll(() => citizens?.close());

beforeEach(async () => {
  await citizens.owner.query(
    'TRUNCATE unit_change, unit_succession; UPDATE unit SET parent_id = NULL; DELETE FROM unit',
  );
  const units = new UnitService();
  await units.importTree(
    citizens.owner.manager,
    [
      unit('40', 'Tỉnh Nghệ An', { parentCode: null, level: 'province', validFrom: '2019-01-01' }),
      unit('412', 'Thành phố Vinh', { level: 'district', ...old }),
      unit('16663', 'Phường Đông Vĩnh', { parentCode: '412', ...old }),
      unit('16681', 'Phường Thành Vinh'),
      unit('17357', 'Xã Anh Sơn'),
      unit('17358', 'Xã Yên Xuân'),
      unit('17357-1', 'Văn phòng xã Anh Sơn', { parentCode: '17357', level: 'office', kind: 'agency' }),
    ],
    { sample: false },
  );
  await units.importSuccessions(citizens.owner.manager, [
    {
      ...{ oldCode: '16663', newCode: '16681', relation: 'merged', effectiveOn: '2025-07-01' },
      legalBasis: '1678/NQ-UBTVQH15',
    },
  ]);
});

const tree = async (query: string, token = organizer): Promise<Reply['body']> => {
  const { status, body } = await citizens.call('GET', `/unit-tree${query}`, { token });
  expect(status).toBe(200);
  return body;
};
const namesBelow = async (parent: string, on: string): Promise<string[]> =>
  (await tree(`?parent=${parent}&on=${on}`)).units.map(({ name }: { name: string }) => name);
const idOf = async (code: string, on = '2026-01-01'): Promise<number> => {
  const [row]: { id: number }[] = await citizens.owner.query(
    `SELECT id FROM unit WHERE code = $1 AND valid_from <= $2 AND coalesce(valid_to, 'infinity') > $2`,
    [code, on],
  );
  return row!.id;
};
const NEXT_YEAR = `${new Date().getFullYear() + 1}-01-01`;
const LATER = `${new Date().getFullYear() + 1}-06-01`;
const terms = { effectiveOn: NEXT_YEAR, legalBasis: '30/2026/QH16' };
const make = (change: object, more: object = {}, token = administrator): Promise<Reply> =>
  citizens.call('POST', '/unit-tree/changes', { token, body: { ...terms, ...more, change } });
const preview = async (change: object, more: object = {}): Promise<Reply['body']> => {
  const body = { ...terms, ...more, change };
  const reply = await citizens.call('POST', '/unit-tree/change-previews', { token: administrator, body });
  expect(reply.status).toBe(200);
  return reply.body;
};
const undo = (id: number) => citizens.call('POST', '/unit-tree/undone-changes', { token: administrator, body: { id } });
const rows = () =>
  citizens.owner.query<object[]>(
    `SELECT u.code, u.full_name, u.valid_from::text, u.valid_to::text, p.full_name AS parent
       FROM unit u LEFT JOIN unit p ON p.id = u.parent_id ORDER BY u.code, u.valid_from`,
  );

describe('the tree', () => {
  it('is opened branch by branch, as of a day', async () => {
    expect(await tree('?on=2026-01-01')).toMatchObject({
      on: '2026-01-01',
      units: [{ code: '40', name: 'Tỉnh Nghệ An', childCount: 3 }],
      next: null,
    });
    expect(await namesBelow('40', '2026-01-01')).toEqual(['Phường Thành Vinh', 'Xã Anh Sơn', 'Xã Yên Xuân']);
    expect(await namesBelow('40', '2020-01-01')).toEqual(['Thành phố Vinh']);
    expect(await namesBelow('412', '2020-01-01')).toEqual(['Phường Đông Vĩnh']);
    const first = await tree('?parent=40&on=2026-01-01&limit=2');
    expect(first.units).toHaveLength(2);
    const { afterName, afterId } = first.next;
    const second = await tree(
      `?parent=40&on=2026-01-01&limit=2&afterName=${encodeURIComponent(afterName)}&afterId=${afterId}`,
    );
    expect(second).toMatchObject({ units: [{ code: '17358' }], next: null });
  });

  it('is searched without accents, by code, and by the name that a unit had before', async () => {
    const find = async (words: string) =>
      (await tree(`?on=2026-01-01&search=${encodeURIComponent(words)}`)).units.map(
        ({ name, parentName, now }: { name: string; parentName: string; now: { name: string }[] | null }) =>
          `${name} · ${parentName}${now ? ` → ${now.map((one) => one.name).join(', ')}` : ''}`,
      );
    expect(await find('anh son')).toEqual(['Văn phòng xã Anh Sơn · Xã Anh Sơn', 'Xã Anh Sơn · Tỉnh Nghệ An']);
    expect(await find('17358')).toEqual(['Xã Yên Xuân · Tỉnh Nghệ An']);
    expect(await find('Đông Vĩnh'.normalize('NFD'))).toEqual(['Phường Đông Vĩnh · Thành phố Vinh → Phường Thành Vinh']);
    expect(await find('%')).toEqual([]);
  });

  it('tells of one unit what is above it, where it came from, and what it has become', async () => {
    const story = await tree('/unit?code=16663&from=2019-01-01&on=2026-01-01');
    expect(story).toMatchObject({
      on: '2025-06-30',
      unit: { name: 'Phường Đông Vĩnh', parentName: 'Thành phố Vinh' },
      above: [{ name: 'Tỉnh Nghệ An' }, { name: 'Thành phố Vinh' }],
      steps: [{ isFrom: false, relation: 'merged', legalBasis: '1678/NQ-UBTVQH15', name: 'Phường Thành Vinh' }],
    });
    expect((await tree('/unit?code=16681&from=2025-07-01')).steps).toMatchObject([
      { isFrom: true, name: 'Phường Đông Vĩnh', parentName: 'Thành phố Vinh' },
    ]);
    expect(await citizens.call('GET', '/unit-tree/unit?code=1&from=2025-07-01', { token: organizer })).toMatchObject({
      status: 404,
      body: { code: 'UNIT_NOT_FOUND' },
    });
  });
});

describe('a change by hand', () => {
  it('renames a unit from its day on; below it nothing moves, and the old name is found', async () => {
    const change = {
      ...{ kind: 'renamed', unitId: await idOf('40'), name: 'Nghệ An', fullName: 'Thành phố Nghệ An' },
      level: 'province',
    };
    expect(await preview(change)).toEqual({
      ...{ before: ['Tỉnh Nghệ An (40)'], after: ['Thành phố Nghệ An (40)'], followers: 0, isPast: false, faults: [] },
    });
    expect((await make(change)).status).toBe(201);
    expect((await tree('?on=2026-01-01')).units[0].name).toBe('Tỉnh Nghệ An');
    const later = await tree(`?on=${LATER}`);
    expect(later.units).toMatchObject([{ name: 'Thành phố Nghệ An', childCount: 3 }]);
    expect(await namesBelow('40', LATER)).toEqual(['Phường Thành Vinh', 'Xã Anh Sơn', 'Xã Yên Xuân']);
    const story = await tree(`/unit?code=17357&from=2025-07-01&on=${LATER}`);
    expect(story.above).toMatchObject([{ name: 'Thành phố Nghệ An' }]);
    expect((await tree(`?on=${LATER}&search=tinh%20nghe%20an`)).units).toMatchObject([
      { name: 'Tỉnh Nghệ An', now: [{ name: 'Thành phố Nghệ An' }] },
    ]);
    const [audit] = await citizens.owner.query(`SELECT after FROM audit WHERE action = 'unit_tree.changed'`);
    expect(audit.after).toMatchObject({ kind: 'renamed', legalBasis: '30/2026/QH16' });
  });

  it('merges units with all that hangs below them, and is taken back whole', async () => {
    const before = await rows();
    const change = {
      kind: 'merged',
      unitIds: [await idOf('17357'), await idOf('17358')],
      into: {
        unit: {
          ...{ code: '17360', level: 'commune', kind: 'territorial', name: 'Anh Yên', fullName: 'Xã Anh Yên' },
          parentId: await idOf('40'),
        },
      },
    };
    expect(await preview(change)).toMatchObject({ after: ['Xã Anh Yên (17360)'], followers: 1, faults: [] });
    const { body } = await make(change);
    expect(await namesBelow('40', LATER)).toEqual(['Phường Thành Vinh', 'Xã Anh Yên']);
    expect(await namesBelow('17360', LATER)).toEqual(['Văn phòng xã Anh Sơn']);
    expect(await namesBelow('17357', '2026-01-01')).toEqual(['Văn phòng xã Anh Sơn']);
    const story = await tree('/unit?code=17357&from=2025-07-01');
    expect(story.changes).toMatchObject([{ id: body.id, kind: 'merged', canUndo: true }]);
    expect((await make({ kind: 'retired', unitId: await idOf('17358') })).body).toMatchObject({
      code: 'UNIT_CHANGE_IMPOSSIBLE',
      details: { reason: 'ended' },
    });
    expect((await undo(body.id)).status).toBe(204);
    expect(await rows()).toEqual(before);
    expect((await undo(body.id)).body).toMatchObject({ code: 'UNIT_CHANGE_SETTLED', details: { reason: 'undone' } });
  });

  it('moves, splits, retires and adds', async () => {
    const [office, anhSon, yenXuan] = [await idOf('17357-1'), await idOf('17357'), await idOf('17358')];
    expect((await make({ kind: 'moved', unitId: office, parentId: yenXuan })).status).toBe(201);
    expect(await namesBelow('17358', LATER)).toEqual(['Văn phòng xã Anh Sơn']);
    expect(await namesBelow('17357', LATER)).toEqual([]);
    const part = (code: string, fullName: string) => ({
      ...{ code, level: 'commune', kind: 'territorial', name: fullName, fullName },
    });
    const parentId = await idOf('40');
    const parts = [
      { ...part('17357', 'Xã Anh Sơn'), parentId },
      { ...part('17361', 'Xã Đỉnh Sơn'), parentId },
    ];
    expect((await make({ kind: 'split', unitId: anhSon, parts })).status).toBe(201);
    expect((await make({ kind: 'retired', unitId: await idOf('16681') })).status).toBe(201);
    const added = { kind: 'added', unit: { ...part('NA-S99', 'Sở Ngoại vụ'), kind: 'agency', parentId } };
    expect((await make(added)).status).toBe(201);
    expect(await namesBelow('40', LATER)).toEqual(['Sở Ngoại vụ', 'Xã Anh Sơn', 'Xã Đỉnh Sơn', 'Xã Yên Xuân']);
    const { changes } = await tree('/changes');
    expect(changes.map(({ kind }: { kind: string }) => kind)).toEqual(['added', 'retired', 'split', 'moved']);
  });

  it('is refused with each reason, and then nothing is written', async () => {
    const before = await rows();
    const [province, anhSon, office] = [await idOf('40'), await idOf('17357'), await idOf('17357-1')];
    const faultsOf = async (change: object, more: object = {}) =>
      (await preview(change, more)).faults.map(({ code }: { code: string }) => code);
    expect(await faultsOf({ kind: 'retired', unitId: anhSon })).toEqual(['has_children']);
    expect(await faultsOf({ kind: 'moved', unitId: anhSon, parentId: office })).toEqual(['below_itself']);
    expect(await faultsOf({ kind: 'moved', unitId: anhSon, parentId: province })).toEqual(['same']);
    expect(await faultsOf({ kind: 'merged', unitIds: [anhSon], into: { unitId: anhSon } })).toEqual(['into_itself']);
    const unitBody = { code: '16681', level: 'commune', kind: 'territorial', name: 'A', fullName: 'A', parentId: null };
    expect(await faultsOf({ kind: 'added', unit: unitBody })).toEqual(['code_taken']);
    expect(await faultsOf({ kind: 'retired', unitId: office }, { effectiveOn: '2025-07-01' })).toEqual(['not_begun']);
    const gone = await idOf('412', '2020-01-01');
    expect(await faultsOf({ kind: 'moved', unitId: office, parentId: gone })).toEqual(['parent_not_in_force']);
    expect((await make({ kind: 'retired', unitId: anhSon })).status).toBe(400);
    expect((await make({ kind: 'retired', unitId: 999_999 })).body).toMatchObject({ code: 'UNIT_NOT_FOUND' });
    expect(await rows()).toEqual(before);
  });

  it('stays once its day is over, or a contest stands on it', async () => {
    const change = { kind: 'retired', unitId: await idOf('17358') };
    expect((await preview(change, { effectiveOn: '2026-01-01' })).isPast).toBe(true);
    const past = await make(change, { effectiveOn: '2026-01-01' });
    expect((await undo(past.body.id)).body).toMatchObject({ code: 'UNIT_CHANGE_SETTLED', details: { reason: 'past' } });
    const parentId = await idOf('40');
    const { body } = await make({
      kind: 'added',
      unit: { code: '9', level: 'commune', kind: 'territorial', name: 'A', fullName: 'Xã A', parentId },
    });
    await citizens.owner.query(
      `WITH made AS (INSERT INTO contest (slug, title) VALUES ('dung-tren-xa-a', 'Cuộc thi') RETURNING id)
       INSERT INTO contest_unit (contest_id, unit_id, code, name, level, kind, search_key, invited)
       SELECT made.id, u.id, u.code, u.full_name, u.level, u.kind, u.search_key, true FROM made, unit u WHERE u.code = '9'`,
    );
    expect((await undo(body.id)).body).toMatchObject({ code: 'UNIT_CHANGE_SETTLED', details: { reason: 'in_use' } });
    await citizens.owner.query(`DELETE FROM contest_unit; DELETE FROM contest WHERE slug = 'dung-tren-xa-a'`);
  });

  it('is for whoever administers the whole installation', async () => {
    const change = { kind: 'retired', unitId: await idOf('17358') };
    expect((await make(change, {}, organizer)).status).toBe(403);
    const [{ id }]: [{ id: number }] = await citizens.owner.query(
      `INSERT INTO contest (slug, title) VALUES ('mot-cuoc-thi', 'Cuộc thi') RETURNING id`,
    );
    const ofOne = await citizens.signUpAs({ role: 'administrator', contestId: id });
    expect((await make(change, {}, ofOne)).status).toBe(403);
    expect((await citizens.call('GET', '/unit-tree', { token: await citizens.signUp() })).status).toBe(403);
  });
});
