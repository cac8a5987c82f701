import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnitService, type SuccessionRow, type TreeRow } from '#units';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { Citizens, type Reply } from '../api-identity/citizens.js';

// Totals of before 1 July 2025, told by the codes of that time: A and B were merged into N (which bears A's code), S was
// split into P and Q, and code 15 was another province.

let citizens: Citizens;
let contest: ContestFixture;
let organizer: string;

const unit = (code: string, fullName: string, validFrom: string, validTo: string | null): TreeRow => ({
  ...{ code, parentCode: null, level: 'commune', kind: 'territorial', name: fullName, fullName, validFrom, validTo },
});
const old = (code: string, name: string) => unit(code, name, '2004-01-01', '2025-07-01');
const now = (code: string, name: string) => unit(code, name, '2025-07-01', null);
const step = (oldCode: string, newCode: string, relation: SuccessionRow['relation']): SuccessionRow => ({
  ...{ oldCode, newCode, relation, effectiveOn: '2025-07-01', legalBasis: null },
});

beforeAll(async () => {
  citizens = await Citizens.open();
  const units = new UnitService();
  await units.importTree(
    citizens.owner.manager,
    [
      ...[old('A', 'Xã An'), old('B', 'Xã Bình'), old('C', 'Xã Cát'), old('S', 'Xã Sông'), old('15', 'Tỉnh Yên Bái')],
      ...[now('A', 'Xã Nam Sơn'), now('P', 'Xã Phú'), now('Q', 'Xã Quang'), now('15', 'Tỉnh Lào Cai')],
      ...[now('M', 'Xã Mới'), unit('Z', 'Sở Nội vụ', '2004-01-01', null)],
    ],
    { sample: false },
  );
  await units.importSuccessions(citizens.owner.manager, [
    ...[step('A', 'A', 'merged'), step('B', 'A', 'merged'), step('C', 'M', 'merged'), step('B', 'M', 'merged')],
    ...[step('S', 'P', 'split'), step('S', 'Q', 'split')],
  ]);
  contest = await insertContest(citizens.owner);
  organizer = await citizens.signUpAs({ role: 'organizer', contestId: contest.contestId });
  const body = { kind: 'added', codes: ['A', 'M', 'P', '15', 'Z'] };
  const path = `/contests/${contest.slug}/invited-unit-changes`;
  expect((await citizens.call('POST', path, { token: organizer, body })).status).toBe(204);
});
afterAll(() => citizens?.close());

async function send(lines: string[], more = ''): Promise<Pick<Reply, 'status' | 'body'>> {
  const query = `list=earlier&on=2024-10-01&source=${encodeURIComponent('Báo cáo 85')}${more}`;
  const response = await fetch(`${citizens.api.url}/api/contests/${contest.slug}/invited-units?${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${organizer}`, 'content-type': 'text/csv' },
    body: ['Mã đơn vị,Số người thi,Số lượt thi', ...lines].join('\n'),
  });
  return { status: response.status, body: await response.json() };
}

describe('totals of an earlier time', () => {
  it('follow the units of that time: mergers add up, a split cannot be compared', async () => {
    const lines = ['A,30,77', 'B,20,', 'S,9,9', 'Z,5,6'];
    const counts = { rows: 4, totals: 3, split: 1, faultCount: 0 };
    expect(await send(lines, '&dryRun=true')).toMatchObject({ status: 200, body: counts });
    expect(await send(lines)).toMatchObject({ status: 201, body: counts });
    const { body } = await citizens.call('GET', `/contests/${contest.slug}/unit-table?sort=code&order=asc&limit=100`, {
      token: organizer,
    });
    const earlier = Object.fromEntries(
      (body.rows as { code: string; earlier: unknown }[]).map((row) => [row.code, row.earlier]),
    );
    const from = { asOf: '2024-10-01', source: 'Báo cáo 85' };
    const whole = { ofUnits: [], lacking: [], splitFrom: [] };
    expect(earlier).toMatchObject({
      // Attempts of B are not known, so nor are those of both.
      A: { ...from, ...whole, persons: 50, attempts: null, ofUnits: ['Xã An', 'Xã Bình'] },
      M: { ...from, ...whole, persons: 20, attempts: null, ofUnits: ['Xã Bình'], lacking: ['Xã Cát'] },
      P: { ...from, ...whole, persons: null, attempts: null, splitFrom: ['Xã Sông'] },
      Z: { ...from, ...whole, persons: 5, attempts: 6 },
      '15': null,
    });
    const page = await citizens.call('GET', `/contests/${contest.slug}/units/A`);
    expect(page.body.unit).toMatchObject({ persons: 0, attempts: 0, earlier: { persons: 50 } });
  });

  it('are refused where a code meant another unit, and where what is merged cannot be added', async () => {
    const { body } = await send(['15,1,1', 'LA,1,1', 'A,30,', 'B,,20'], '&dryRun=true');
    expect(body.faults).toEqual([
      { row: 2, message: expect.stringContaining('đơn vị 15 của ngày đó') },
      { row: 3, message: expect.stringContaining('đơn vị LA của ngày đó') },
      { row: 4, message: expect.stringContaining('không cộng được') },
    ]);
  });
});
