import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { UnitService } from '#units';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { Citizens, type Reply } from '../api-identity/citizens.js';

let citizens: Citizens;
let contest: ContestFixture;
let organizer: string;
let codes: string[];

beforeAll(async () => {
  citizens = await Citizens.open();
  await new UnitService().importTree(
    citizens.owner.manager,
    ['Xã Anh Sơn', 'Xã Yên Xuân'].map((name, i) => ({
      ...{ code: `T${i}`, parentCode: null, level: 'commune', kind: 'territorial', name, fullName: name },
      ...{ validFrom: '2025-07-01', validTo: null },
    })),
    { sample: false },
  );
});
afterAll(() => citizens?.close());
beforeEach(async () => {
  contest = await insertContest(citizens.owner);
  await citizens.owner.query('UPDATE contest_revision SET regulations = $2 WHERE contest_id = $1', [
    contest.contestId,
    { units: { blocks: BLOCKS } },
  ]);
  organizer = await citizens.signUpAs({ role: 'organizer', contestId: contest.contestId });
  const units = await citizens.owner.query<{ code: string }[]>(
    'SELECT code FROM contest_unit WHERE contest_id = $1 ORDER BY id',
    [contest.contestId],
  );
  codes = units.map(({ code }) => code);
});

async function send(path: string, query: string, lines: string[], token = organizer): Promise<Reply> {
  const response = await fetch(`${citizens.api.url}/api/contests/${contest.slug}/${path}?${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
    body: lines.join('\n'),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}
const list = async (query = ''): Promise<Reply['body']> =>
  (await citizens.call('GET', `/contests/${contest.slug}/invited-units${query}`, { token: organizer })).body;
const change = (body: object, token = organizer) =>
  citizens.call('POST', `/contests/${contest.slug}/invited-unit-changes`, { token, body });
const FROM = 'on=2026-09-30&source=Công%20văn%2012';
const EARLIER = `${FROM}&list=earlier`;
const BLOCKS = [
  { code: 'so', title: 'Khối sở, ngành' },
  { code: 'xa', title: 'Khối xã, phường' },
];

describe('the invited list of a contest', () => {
  it('comes from a file: new units, head-counts with day and source, blocks; a dry run writes nothing', async () => {
    const before = await list();
    const lines = ['Mã đơn vị,Số người,Khối', `${codes[0]},55,"khối sở, ngành"`, `${codes[1]},40,`, 'T0,120,xa'];
    const counts = { rows: 3, added: 1, headcounts: 2, blocks: 2, same: 1, faultCount: 0 };
    expect(await send('invited-units', `${FROM}&dryRun=true`, lines)).toMatchObject({ status: 200, body: counts });
    expect(await list()).toEqual(before);
    expect(await send('invited-units', FROM, lines)).toMatchObject({ status: 201, body: counts });
    const after = await list();
    expect(after).toMatchObject({ summary: { units: 3, headcount: 215, without: 0 }, blocks: BLOCKS });
    expect(after.rule).toEqual({ minAttempts: 1, childrenCountForParent: false });
    expect(after.units.find(({ code }: { code: string }) => code === codes[0])).toMatchObject({
      ...{ block: 'so', headcount: 55, headcountNote: 'Công văn 12, 30/09/2026' },
      headcounts: [{ headcount: 55, countedOn: '2026-09-30', source: 'Công văn 12' }],
    });
    expect((await list('?block=xa')).units).toMatchObject([{ code: 'T0' }]);
    expect((await list('?search=anh%20son')).units).toMatchObject([{ name: 'Xã Anh Sơn', headcount: 120 }]);
  });

  it('is refused whole when a row is faulty, with every row and reason', async () => {
    const lines = ['Mã đơn vị,Số người', `${codes[0]},1.200`, 'LA,5', `${codes[1]},5`, `${codes[1]},6`];
    const dry = await send('invited-units', `${FROM}&dryRun=true`, lines);
    expect(dry.body.faults.map(({ row }: { row: number }) => row)).toEqual([2, 3, 5]);
    expect(await send('invited-units', FROM, lines)).toMatchObject({
      status: 400,
      body: { code: 'INVITED_LIST_FAULTY' },
    });
    expect((await list()).units.every(({ headcounts }: { headcounts: unknown[] }) => headcounts.length === 0)).toBe(
      true,
    );
  });

  it('knows the blocks of the regulations alone, and offers their names', async () => {
    const lines = ['Mã đơn vị,Khối', `${codes[0]},Khối trường`, `${codes[1]},KHOI XA PHUONG`];
    const dry = await send('invited-units', `${FROM}&dryRun=true`, lines);
    expect(dry.body.faults).toEqual([
      { row: 2, message: 'thể lệ không có khối “Khối trường”: các khối là “Khối sở, ngành”, “Khối xã, phường”.' },
    ]);
    const put = (block: string | null) => change({ kind: 'block', codes: codes.slice(0, 2), block });
    expect((await put('truong')).body).toMatchObject({ code: 'BLOCK_NOT_FOUND', status: 404 });
    expect((await put('xa')).status).toBe(204);
    expect((await list('?block=xa')).units).toHaveLength(2);
    expect((await put(null)).status).toBe(204);
    expect((await list('?block=xa')).units).toEqual([]);
  });

  it('keeps every head-count of a unit, and the rate follows the newest', async () => {
    const count = (headcount: number, on: string) =>
      change({ kind: 'headcount', code: codes[0], headcount, on, source: 'Báo cáo của đơn vị' });
    expect((await count(60, '2026-10-01')).status).toBe(204);
    expect((await count(58, '2026-10-20')).status).toBe(204);
    const [unit] = (await list(`?search=${codes[0]}`)).units;
    expect(unit.headcounts.map(({ headcount }: { headcount: number }) => headcount)).toEqual([58, 60]);
    const report = await citizens.call('GET', `/contests/${contest.slug}/units/${codes[0]}`);
    expect(report.body.unit).toMatchObject({ headcount: 58, headcountNote: 'Báo cáo của đơn vị, 20/10/2026' });
    await expect(citizens.owner.query(`SET ROLE cchc_app; UPDATE contest_headcount SET headcount = 1`)).rejects.toThrow(
      'permission denied',
    );
    await citizens.owner.query('RESET ROLE');
  });

  it('gains and loses single units, but none that people stand for', async () => {
    expect((await change({ kind: 'added', codes: ['T1'] })).status).toBe(204);
    expect((await list()).summary.units).toBe(3);
    expect((await change({ kind: 'removed', codes: ['T1'] })).status).toBe(204);
    await citizens.join(contest, await citizens.signUp());
    expect((await change({ kind: 'removed', codes: [codes[0]] })).body).toMatchObject({
      ...{ code: 'UNIT_IN_USE', details: { people: 1 } },
      title: 'Có 1 người đã đăng ký cho đơn vị này nên không bỏ khỏi danh sách mời được.',
    });
    expect((await change({ kind: 'added', codes: ['LA'] })).body.code).toBe('UNIT_NOT_FOUND');
    const audit = await citizens.owner.query<{ action: string }[]>(
      `SELECT action FROM audit WHERE subject = $1 ORDER BY id`,
      [`contest/${contest.contestId}`],
    );
    expect(audit.map(({ action }) => action)).toEqual(['invited_units.added', 'invited_units.removed']);
  });

  it('shows totals of earlier times beside the computed ones, never among them', async () => {
    const table = () => citizens.call('GET', `/contests/${contest.slug}/unit-table`);
    const before = (await table()).body.summary;
    const lines = ['Mã đơn vị,Số người thi,Số lượt thi', `${codes[0]},30,77`];
    expect(await send('invited-units', EARLIER, lines)).toMatchObject({ status: 201, body: { totals: 1 } });
    expect((await list(`?search=${codes[0]}`)).units[0].earlier).toEqual({
      ...{ persons: 30, attempts: 77, asOf: '2026-09-30', source: 'Công văn 12' },
      ...{ ofUnits: [], lacking: [], splitFrom: [] },
    });
    expect((await table()).body.summary).toEqual(before);
    const faulty = [...lines, 'LA,1,1', `${codes[1]},,`];
    expect((await send('invited-units', `${EARLIER}&dryRun=true`, faulty)).body.faults).toHaveLength(2);
  });

  it('is for whoever runs this contest', async () => {
    const other = await insertContest(citizens.owner);
    const elsewhere = await citizens.signUpAs({ role: 'organizer', contestId: other.contestId });
    expect((await change({ kind: 'removed', codes: [codes[0]] }, elsewhere)).status).toBe(403);
    expect((await send('invited-units', FROM, ['Mã đơn vị', 'T0'], elsewhere)).status).toBe(403);
    expect((await send('invited-units', EARLIER, ['Mã đơn vị', 'T0'], elsewhere)).status).toBe(403);
  });
});
