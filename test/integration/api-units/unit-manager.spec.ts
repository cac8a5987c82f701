import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import exceljs from 'exceljs';
import { GradingModule, GradingService, parseAttemptAddress } from '#attempts';
import { ResultsModule, TallyService } from '#results';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { startRooms, type Rooms } from '../../support/rooms.js';
import { Citizens } from '../api-identity/citizens.js';

let citizens: Citizens;
let worker: Rooms;
let contest: ContestFixture;
let codes: string[];
/** Of the first unit, and of the second. */
let managers: string[];

beforeAll(async () => {
  citizens = await Citizens.open();
  worker = await startRooms(citizens.database, [GradingModule, ResultsModule]);
  contest = await insertContest(citizens.owner);
  const { contestId, units } = contest;
  const rows = await citizens.owner.query<{ code: string }[]>(
    'SELECT code FROM contest_unit WHERE contest_id = $1 ORDER BY id',
    [contestId],
  );
  codes = rows.map(({ code }) => code);
  managers = [];
  for (const contestUnitId of units.slice(0, 2)) {
    managers.push(await citizens.signUpAs({ role: 'unit_manager', contestId, contestUnitId }));
  }
  const join = async (fullName: string, unit: number) => {
    const token = await citizens.signUp({ fullName });
    expect((await citizens.join(contest, token, unit)).status).toBe(201);
    return token;
  };
  const done = await join('Lò Thị Ính', 0);
  await join('Vàng A Sử', 0);
  await join('Người Đơn Vị Khác', 1);
  const ids: string[] = [];
  for (let i = 0; i < 2; i++) {
    const { body } = await citizens.start(contest, done);
    expect((await citizens.submit(body)).status).toBe(200);
    ids.push(parseAttemptAddress(body.attemptId).attemptId);
  }
  await citizens.owner.transaction(async (transaction) => {
    const { attemptIds } = await worker.get(GradingService).grade(transaction, contestId, ids);
    await worker.get(TallyService).apply(transaction, contestId, attemptIds);
  });
});
afterAll(async () => {
  await worker?.close();
  await citizens?.close();
});

const path = (unit: number, what: string) => `/contests/${contest.slug}/units/${codes[unit]}/${what}`;

describe('whoever stands for a unit', () => {
  it('follows it day by day: people once, attempts each', async () => {
    const { status, body } = await citizens.call('GET', path(0, 'trend'), { token: managers[0] });
    expect(status).toBe(200);
    expect(body.days).toEqual([{ day: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/), persons: 1, attempts: 2 }]);
    expect((await citizens.call('GET', path(1, 'trend'), { token: managers[1] })).body.days).toEqual([]);
  });

  it('takes it away as a file with counts and who has yet to take part, without a score and with a line in the trail', async () => {
    const response = await fetch(`${citizens.api.url}/api${path(0, 'subtree.xlsx')}`, {
      headers: { authorization: `Bearer ${managers[0]}` },
    });
    expect(response.status).toBe(200);
    const book = new exceljs.Workbook();
    await book.xlsx.load((await response.arrayBuffer()) as never);
    const textOf = (name: string) => JSON.stringify(book.getWorksheet(name)!.getSheetValues());
    expect(textOf('Đơn vị')).toContain('Sở Nội vụ');
    expect(textOf('Đơn vị')).not.toMatch(/Phường Vinh Phú|[Đđ]iểm/);
    const waiting = textOf('Đã đăng ký, chưa thi');
    expect(waiting).toContain('Vàng A Sử');
    expect(waiting).not.toMatch(/Lò Thị Ính|Người Đơn Vị Khác/);
    const [line] = await citizens.owner.query(
      `SELECT count(*)::int AS n FROM audit WHERE action = 'unit_people.exported'`,
    );
    expect(line.n).toBe(1);
  });

  it('of another unit never sees it', async () => {
    for (const what of ['trend', 'subtree.xlsx', 'people']) {
      const { status, body } = await citizens.call('GET', path(0, what), { token: managers[1] });
      expect([what, status, body.code]).toEqual([what, 403, 'NOT_ALLOWED']);
    }
  });
});
