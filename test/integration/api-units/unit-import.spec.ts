import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Citizens, type Reply } from '../api-identity/citizens.js';

let citizens: Citizens;
let administrator: string;

beforeAll(async () => {
  citizens = await Citizens.open();
  administrator = await citizens.signUpAs({ role: 'administrator' });
});
afterAll(() => citizens?.close());

async function send(query: string, lines: string[], token = administrator): Promise<Reply> {
  const response = await fetch(`${citizens.api.url}/api/unit-tree/imports?${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
    body: lines.join('\n'),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}
const rows = () =>
  citizens.owner.query<{ code: string; full_name: string; valid_to: string | null; parent: string | null }[]>(
    `SELECT u.code, u.full_name, u.valid_from::text, u.valid_to::text, p.code AS parent
       FROM unit u LEFT JOIN unit p ON p.id = u.parent_id ORDER BY u.code, u.valid_from`,
  );
const seen = (faults: { row: number; column: string; code: string }[]) =>
  faults.map(({ row, column, code }) => `${row} ${column} ${code}`);

// The columns of the public lists: no kind, no days.
const HEAD = 'level,code,parent_code,unit_type,name,full_name,search_key';
const CURRENT = [
  HEAD,
  'province,40,,Tỉnh,Nghệ An,Tỉnh Nghệ An,nghe an',
  'commune,16681,40,Phường,Thành Vinh,Phường Thành Vinh,thanh vinh',
];
const OLD = [
  'level,code,parent_code,unit_type,name,full_name',
  'province,40,,Tỉnh,Nghệ An,Tỉnh Nghệ An',
  'district,412,40,Thành phố,Vinh,Thành phố Vinh',
  'commune,16663,412,Phường,Đông Vĩnh,Phường Đông Vĩnh',
  'commune,16681,412,Phường,Quang Trung,Phường Quang Trung',
];
const STEPS = [
  'old_commune_code,old_commune,old_district_code,old_district,old_province_code,old_province,relation,new_commune_code,new_commune,new_province_code,new_province,effective_from',
  '16663,Phường Đông Vĩnh,412,Thành phố Vinh,40,Tỉnh Nghệ An,merged,16681,Phường Thành Vinh,40,Tỉnh Nghệ An,2025-07-01',
  '16681,Phường Quang Trung,412,Thành phố Vinh,40,Tỉnh Nghệ An,merged,16681,Phường Thành Vinh,40,Tỉnh Nghệ An,2025-07-01',
];

describe('lists of units from files', () => {
  it('come in as the public ones are, after a dry run that writes nothing', async () => {
    const query = 'list=current&from=2025-07-01';
    expect(await send(`${query}&dryRun=true`, CURRENT)).toMatchObject({
      status: 200,
      body: { rows: 2, added: 2, changed: 0, same: 0, faultCount: 0 },
    });
    expect(await rows()).toEqual([]);
    expect((await send(query, CURRENT)).status).toBe(201);
    expect(await send(`${query}&dryRun=true`, CURRENT)).toMatchObject({ body: { added: 0, same: 2 } });
    // A code names the unit of its time: the province has a row before and one since, a ward was another.
    const old = await send('list=legacy&from=2004-01-01&to=2025-07-01', OLD);
    expect(old).toMatchObject({ status: 201, body: { added: 4, same: 0, noteCount: 1 } });
    expect(seen(old.body.notes)).toEqual(['5 code RETIRED_CODE']);
    expect((await rows()).map((row) => `${row.code} ${row.full_name} ${row.valid_to} ${row.parent}`)).toEqual([
      '16663 Phường Đông Vĩnh 2025-07-01 412',
      '16681 Phường Quang Trung 2025-07-01 412',
      '16681 Phường Thành Vinh null 40',
      '40 Tỉnh Nghệ An 2025-07-01 null',
      '40 Tỉnh Nghệ An null null',
      '412 Thành phố Vinh 2025-07-01 40',
    ]);
    expect(await send('list=successions&from=2025-07-01', STEPS)).toMatchObject({ status: 201, body: { added: 2 } });
    const [{ n }] = await citizens.owner.query(`SELECT count(*)::int AS n FROM unit_succession`);
    expect(n).toBe(2);
    const audits = await citizens.owner.query(
      `SELECT subject FROM audit WHERE action = 'unit_tree.imported' ORDER BY id`,
    );
    expect(audits.map(({ subject }: { subject: string }) => subject)).toEqual([
      'unit-list/current',
      'unit-list/legacy',
      'unit-list/successions',
    ]);
  });

  it('are refused whole with row, column and reason: doubled codes, unknown parents, other names, another parent', async () => {
    const before = await rows();
    const faulty = [
      ...CURRENT,
      'commune,16681,40,Phường,Thành Vinh,Phường Thành Vinh,',
      'commune,17000,99,Xã,Lạ,Xã Lạ,',
      'commune,17001,40,Xã,Mới,Xã Mới,',
    ];
    const query = 'list=current&from=2025-07-01';
    const dry = await send(`${query}&dryRun=true`, faulty);
    expect(seen(dry.body.faults)).toEqual(['4 code DUPLICATE_CODE', '5 parent_code UNKNOWN_PARENT']);
    expect(await send(query, faulty)).toMatchObject({
      status: 400,
      body: { code: 'UNIT_LIST_FAULTY', details: { faults: 2, row: 4 } },
    });
    const other = [
      HEAD,
      'province,40,,Thành phố,Nghệ An,Thành phố Nghệ An,',
      'commune,16681,412,Phường,Thành Vinh,Phuờng Thành Vinh,',
    ];
    const judged = (await send(`${query}&dryRun=true`, other)).body;
    expect(seen(judged.faults)).toEqual(['2 full_name NAME_MISMATCH', '3 parent_code PARENT_MISMATCH']);
    expect(judged.faults[0].message).toBe('Mã 40 trong cây là Tỉnh Nghệ An, trong tệp là Thành phố Nghệ An.');
    expect(await rows()).toEqual(before);
    expect(await send(`${query}&mend=true`, other.slice(0, 2))).toMatchObject({
      status: 201,
      body: { changed: 1, noteCount: 1 },
    });
    expect((await rows()).findLast(({ code }) => code === '40')!.full_name).toBe('Thành phố Nghệ An');
  });

  it('of successions name unknown and retired codes, and leave them out only when told to', async () => {
    const head = 'old_code,old_name,relation,new_code,new_name,effective_on';
    const steps = [
      head,
      '16663,Phường Đông Vĩnh,merged,16681,Phường Thành Vinh,2025-07-01',
      '99999,Xã Lạ,merged,16681,,2025-07-01',
      '16663,,merged,16681,,2024-01-01',
      '412,Thành phố Khác,split,16681,,2025-07-01',
      ',,merged,16681,,2025-07-01',
      '16663,,swallowed,40,,2025-07-01',
    ];
    const dry = (await send('list=successions&from=2025-07-01&dryRun=true', steps)).body;
    expect(seen(dry.faults)).toEqual([
      '3 old_code UNKNOWN_CODE',
      '4 old_code DUPLICATE_CODE',
      '5 old_name NAME_MISMATCH',
      '6 old_code VALUE_MISSING',
      '7 relation UNKNOWN_RELATION',
    ]);
    const mended = await send('list=successions&from=2025-07-01&mend=true', [head, steps[1]!, steps[2]!, steps[4]!]);
    expect(mended).toMatchObject({ status: 201, body: { added: 1, same: 1, skipped: 1, noteCount: 2, faultCount: 0 } });
  });

  it('are taken from no organizer, and from no file that is none', async () => {
    const organizer = await citizens.signUpAs({ role: 'organizer' });
    expect((await send('list=current&from=2025-07-01', CURRENT, organizer)).status).toBe(403);
    expect((await send('list=legacy&from=2025-07-01', OLD)).status).toBe(400);
    expect((await send('list=current&from=2025-07-01', ['a,b\n"1'])).body.code).toBe('FILE_NOT_READABLE');
  });

  it('of eleven thousand rows are one transaction', async () => {
    const many = Array.from({ length: 11_000 }, (_, i) => `commune,T${i},40,Xã,Thử ${i},Xã Thử ${i},`);
    const { status, body } = await send('list=current&from=2026-01-01', [HEAD, ...many]);
    expect([status, body.added]).toEqual([201, 11_000]);
    const [{ n }] = await citizens.owner.query(
      `SELECT count(*)::int AS n FROM unit WHERE parent_id IS NOT NULL AND code LIKE 'T%'`,
    );
    expect(n).toBe(11_000);
  });
});
