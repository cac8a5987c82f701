import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import exceljs from 'exceljs';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { Citizens } from '../api-identity/citizens.js';
import { makeBank, makeTree } from '../contests/room.js';

// A department that got another name, or will get one, keeps what hangs below it: rows below still name the old row.

let citizens: Citizens;
let administrator: string;

const day = (offset: number): string => {
  const at = new Date(Date.now() + offset * 86_400_000 + 7 * 3_600_000);
  return at.toISOString().slice(0, 10);
};
const call = (method: string, path: string, body?: unknown, token = administrator) =>
  citizens.call(method, path, { token, body });

async function rename(code: string, fullName: string, level: string, effectiveOn: string): Promise<void> {
  const [unit]: { id: number }[] = await citizens.owner.query(
    'SELECT id FROM unit WHERE code = $1 ORDER BY valid_from DESC LIMIT 1',
    [code],
  );
  const change = { kind: 'renamed', unitId: unit!.id, name: fullName, fullName, level };
  const terms = { effectiveOn, legalBasis: '30/2026/QH16' };
  expect((await call('POST', '/unit-tree/changes', { ...terms, change })).status).toBe(201);
}

beforeAll(async () => {
  citizens = await Citizens.open();
  await citizens.owner.transaction((manager) => makeBank(manager, 'cchc', 60));
  administrator = await citizens.signUpAs({ role: 'administrator' });
});
afterAll(() => citizens?.close());
beforeEach(async () => {
  await citizens.owner.query(
    `UPDATE contest_unit SET unit_id = NULL;
     TRUNCATE unit_change, unit_succession; UPDATE unit SET parent_id = NULL; DELETE FROM unit`,
  );
  await makeTree(citizens.owner);
});

const belowOf = async (code: string): Promise<{ count: number }> => {
  const { body } = await call('POST', '/contest-plans', { from: { template: 'hang-tuan' }, title: 'Cuộc thi' });
  return (await call('PUT', `/contest-plans/${body.id}/invited`, { from: 'all', under: code })).body;
};

describe('below a unit that was renamed', () => {
  it('all units that hang there are found and invited', async () => {
    await rename('40', 'Thành phố Nghệ An', 'province', day(-1));
    await rename('NA-S01', 'Sở Nội vụ và Cải cách hành chính', 'department', day(0));
    expect(await belowOf('40')).toMatchObject({ count: 4 });
    expect(await belowOf('NA-S01')).toMatchObject({ count: 1 });
  });

  it('a change that is still to come changes nothing before its day', async () => {
    await rename('40', 'Thành phố Nghệ An', 'province', day(30));
    await rename('NA-S01', 'Sở Nội vụ và Cải cách hành chính', 'department', day(30));
    expect(await belowOf('40')).toMatchObject({ count: 4 });
    expect((await citizens.call('GET', '/units/NA-S01/contests')).body.unit).toMatchObject({ name: 'Sở Nội vụ' });
  });
});

describe('a contest that invites a renamed unit with those below it', () => {
  let contest: ContestFixture;
  let manager: string;

  beforeEach(async () => {
    contest = await insertContest(citizens.owner);
    await rename('NA-S01', 'Sở Nội vụ và Cải cách hành chính', 'department', day(-1));
    const invitation = { kind: 'added', codes: ['NA-S01', 'NA-S01-1'] };
    expect((await call('POST', `/contests/${contest.slug}/invited-unit-changes`, invitation)).status).toBe(204);
    const [unit]: { id: number }[] = await citizens.owner.query(
      `SELECT id FROM contest_unit WHERE contest_id = $1 AND code = 'NA-S01'`,
      [contest.contestId],
    );
    const office = { role: 'unit_manager', contestId: contest.contestId, contestUnitId: unit!.id };
    manager = await citizens.signUpAs(office);
  });

  it('counts them for its manager, who reminds and takes them away as a file', async () => {
    const report = await citizens.call('GET', `/contests/${contest.slug}/units/NA-S01`, { token: manager });
    expect(report.body).toMatchObject({
      unit: { name: 'Sở Nội vụ và Cải cách hành chính' },
      below: {
        ...{ invited: 1, tookPart: 0, silent: 1 },
        rows: [{ name: 'Chi cục Văn thư', parentName: 'Sở Nội vụ và Cải cách hành chính' }],
      },
    });
    const file = await fetch(`${citizens.api.url}/api/contests/${contest.slug}/units/NA-S01/subtree.xlsx`, {
      headers: { authorization: `Bearer ${manager}` },
    });
    const book = new exceljs.Workbook();
    await book.xlsx.load((await file.arrayBuffer()) as never);
    expect(JSON.stringify(book.getWorksheet('Đơn vị')!.getSheetValues())).toContain('Chi cục Văn thư');
    const chosen = await citizens.call('GET', `/contests/${contest.slug}/units?search=chi%20cuc`);
    expect(chosen.body.units).toMatchObject([{ parentName: 'Sở Nội vụ và Cải cách hành chính' }]);
  });

  it('hangs a unit that is invited after the next change of name under the one that is there', async () => {
    const drop = { kind: 'removed', codes: ['NA-S01-1'] };
    expect((await call('POST', `/contests/${contest.slug}/invited-unit-changes`, drop)).status).toBe(204);
    await rename('NA-S01', 'Sở Nội vụ', 'department', day(0));
    const again = { kind: 'added', codes: ['NA-S01-1'] };
    expect((await call('POST', `/contests/${contest.slug}/invited-unit-changes`, again)).status).toBe(204);
    const report = await citizens.call('GET', `/contests/${contest.slug}/units/NA-S01`, { token: manager });
    expect(report.body.below.rows).toMatchObject([{ name: 'Chi cục Văn thư', parentName: 'Sở Nội vụ' }]);
  });
});
