import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { UnitService, type TreeRow } from '#units';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let dataSource: DataSource;
const units = new UnitService();

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = createDataSource({ url: database.appUrl, poolMax: 4, applicationName: 'test' });
  await dataSource.initialize();
});
afterAll(async () => {
  await dataSource?.destroy();
  await database?.drop();
});
beforeEach(async () => {
  await dataSource.query('DELETE FROM unit_succession');
  await dataSource.query('UPDATE unit SET parent_id = NULL');
  await dataSource.query('DELETE FROM unit');
});

const unit = (code: string, fullName: string, more: Partial<TreeRow> = {}): TreeRow => ({
  code,
  parentCode: null,
  level: 'commune',
  kind: 'territorial',
  name: fullName,
  fullName,
  validFrom: '2025-07-01',
  validTo: null,
  ...more,
});
const province = unit('40', 'Tỉnh Nghệ An', { level: 'province', validFrom: '2004-01-01' });
const load = (rows: TreeRow[], sample = false) =>
  dataSource.transaction((manager) => units.importTree(manager, rows, { sample }));
const parents = () =>
  dataSource.query<{ name: string; parent: string | null }[]>(
    `SELECT u.full_name AS name, p.full_name AS parent FROM unit u LEFT JOIN unit p ON p.id = u.parent_id ORDER BY u.id`,
  );
const find = async (search: string, on = '2026-01-01') => {
  const found = await units.search(dataSource.manager, { search, on, after: null, limit: 20 });
  return found.map(({ name, parentName }) => `${name} · ${parentName}`);
};

describe('the unit tree', () => {
  it('takes rows in any order and finds parents in the list or in the tree', async () => {
    expect(await load([unit('1', 'Xã Anh Sơn', { parentCode: '40' }), province])).toEqual({ added: 2, changed: 0 });
    expect(await load([unit('2', 'Xã Yên Xuân', { parentCode: '40' })])).toEqual({ added: 1, changed: 0 });
    expect(await parents()).toEqual([
      { name: 'Xã Anh Sơn', parent: 'Tỉnh Nghệ An' },
      { name: 'Tỉnh Nghệ An', parent: null },
      { name: 'Xã Yên Xuân', parent: 'Tỉnh Nghệ An' },
    ]);
  });

  it('changes nothing when the same list comes again, and only what differs when another does', async () => {
    const list = [province, unit('1', 'Xã Anh Sơn', { parentCode: '40' })];
    await load(list);
    expect(await load(list)).toEqual({ added: 0, changed: 0 });
    expect(await load([province, unit('1', 'Phường Anh Sơn', { parentCode: '40' })])).toEqual({ added: 0, changed: 1 });
    expect(await find('phuong anh')).toEqual(['Phường Anh Sơn · Tỉnh Nghệ An']);
  });

  it('keeps two units of one code apart by the day they began, each under the parent of its time', async () => {
    await load([
      unit('15', 'Tỉnh Yên Bái', { level: 'province', validFrom: '2004-01-01', validTo: '2025-07-01' }),
      unit('15', 'Tỉnh Lào Cai', { level: 'province' }),
      unit('7', 'Xã Cũ', { parentCode: '15', validFrom: '2004-01-01', validTo: '2025-07-01' }),
      unit('8', 'Xã Mới', { parentCode: '15' }),
    ]);
    expect((await parents()).slice(2)).toEqual([
      { name: 'Xã Cũ', parent: 'Tỉnh Yên Bái' },
      { name: 'Xã Mới', parent: 'Tỉnh Lào Cai' },
    ]);
  });

  it('refuses a list with a parent that is nowhere, and keeps none of it', async () => {
    await expect(load([unit('1', 'Xã Lạc', { parentCode: '99' })])).rejects.toMatchObject({
      code: 'UNIT_NOT_FOUND',
      details: { code: '1' },
    });
    expect(await parents()).toEqual([]);
  });

  it('is no sample any more when a real list names it', async () => {
    await load([province], true);
    expect(await load([province], false)).toEqual({ added: 0, changed: 1 });
    await load([province], true);
    expect(await dataSource.query('SELECT sample FROM unit')).toEqual([{ sample: false }]);
  });

  it('finds names without accents, shows the parent, takes wildcards as letters, and pages on', async () => {
    const names = ['Xã Đô Lương', 'Phường Vinh Lộc', 'Xã Diễn Châu', 'Sở 100%'];
    await load([province, ...names.map((name, i) => unit(`c${i}`, name, { parentCode: '40' }))]);
    expect(await find('do luong')).toEqual(['Xã Đô Lương · Tỉnh Nghệ An']);
    expect(await find('DIỄN châu')).toEqual(['Xã Diễn Châu · Tỉnh Nghệ An']);
    expect(await find('%')).toEqual(['Sở 100% · Tỉnh Nghệ An']);
    expect(await find('c1')).toEqual(['Phường Vinh Lộc · Tỉnh Nghệ An']);
    expect(await find('vinh', '2024-01-01')).toEqual([]);
    const page = (after: { name: string; id: number } | null) =>
      units.search(dataSource.manager, { search: '', on: '2026-01-01', after, limit: 2 });
    const first = await page(null);
    const second = await page(first.at(-1)!);
    expect([...first, ...second].map(({ name }) => name)).toEqual([
      'Phường Vinh Lộc',
      'Sở 100%',
      'Tỉnh Nghệ An',
      'Xã Diễn Châu',
    ]);
  });

  it('remembers what became of units, and names the edges whose ends it does not know', async () => {
    await load([
      unit('1', 'Xã Một', { validFrom: '2004-01-01', validTo: '2025-07-01' }),
      unit('2', 'Xã Hai', { validFrom: '2004-01-01', validTo: '2025-07-01' }),
      unit('2', 'Xã Hai Mới'),
    ]);
    const edge = (oldCode: string, newCode: string) =>
      ({ oldCode, newCode, relation: 'merged', effectiveOn: '2025-07-01', legalBasis: null }) as const;
    const write = () =>
      dataSource.transaction((manager) =>
        units.importSuccessions(manager, [edge('1', '2'), edge('2', '2'), edge('9', '2')]),
      );
    expect(await write()).toEqual({ written: 2, unknown: ['9 → 2'] });
    expect(await write()).toEqual({ written: 2, unknown: ['9 → 2'] });
    expect(
      await dataSource.query(
        `SELECT o.full_name AS old, n.full_name AS new FROM unit_succession s JOIN unit o ON o.id = s.old_unit_id
           JOIN unit n ON n.id = s.new_unit_id ORDER BY 1`,
      ),
    ).toEqual([
      { old: 'Xã Hai', new: 'Xã Hai Mới' },
      { old: 'Xã Một', new: 'Xã Hai Mới' },
    ]);
  });
});
