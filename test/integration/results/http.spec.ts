import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import exceljs from 'exceljs';
import type { DataSource } from 'typeorm';
import { SessionService } from '#identity';
import { TallyService } from '#results';
import { startApi, type TestApi } from '../../support/app.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import {
  connect,
  insertContest,
  insertGradedAttempts,
  insertParticipants,
  type InsertedContest,
  type InsertedPerson,
} from '../../support/insert.js';

let database: TestDatabase;
let db: DataSource;
let api: TestApi;
let contest: InsertedContest;
let people: InsertedPerson[];

beforeAll(async () => {
  database = await createTestDatabase();
  db = await connect(database.appUrl);
  api = await startApi(database);
  const units = [{ name: 'Xã Diễn Mỹ' }, { name: 'Sở Nội vụ' }, { name: 'Xã Im Lặng' }];
  contest = await insertContest(db, { slug: 'cchc-2019', title: 'Cải cách “hành chính” 2019', units });
  people = await insertParticipants(
    db,
    contest,
    [0, 0, 1].map((unit) => ({ unit, name: 'Trần Thị Bích Ngọc' })),
  );
  const ids = await insertGradedAttempts(
    db,
    contest,
    people.map((person, i) => ({ person, score: [15_000, 14_500, 14_500][i]!, durationMs: 372_000 })),
  );
  await db.transaction((manager) => new TallyService().apply(manager, contest.id, ids));
});

afterAll(async () => {
  await api?.close();
  await db?.destroy();
  await database?.drop();
});

async function tokenOf(accountId: string, office?: { role: string; contestUnitId?: number }): Promise<string> {
  if (office) {
    await db.query(`INSERT INTO staff_role (account_id, role, contest_id, contest_unit_id) VALUES ($1, $2, $3, $4)`, [
      accountId,
      office.role,
      contest.id,
      office.contestUnitId ?? null,
    ]);
  }
  const sessions = api.app.get(SessionService);
  return (await db.transaction((manager) => sessions.start(manager, accountId, null, null, true))).token;
}

async function newcomer(office?: { role: string; contestUnitId?: number }): Promise<string> {
  const [{ id }]: [{ id: string }] = await db.query(
    `INSERT INTO account (id, full_name) VALUES (gen_random_uuid(), 'Lê Đình Đức') RETURNING id`,
  );
  return tokenOf(id, office);
}

async function get(path: string, token?: string) {
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  const response = await fetch(`${api.url}/api/contests/${path}`, { headers });
  const text = await response.clone().text();
  return { response, status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text, text };
}

describe('the board over HTTP', () => {
  it('shows points, durations in words, and nothing by which a person could be found', async () => {
    const { status, body, text, response } = await get('cchc-2019/board?scope=round&round=1');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      contest: { slug: 'cchc-2019', title: 'Cải cách “hành chính” 2019', sample: false },
      scope: { kind: 'round', id: 1, title: 'Tuần 1' },
      ...{ version: 1, provisional: true, standings: 3, next: null, own: null },
    });
    expect(body.updatedAt).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    expect(body.rows[0]).toEqual({
      ...{ rank: 1, name: 'Trần T. B. N.', unit: 'Xã Diễn Mỹ', score: 15, maxScore: 15, fullMarks: true },
      ...{ durationMs: 372_000, duration: '6 phút 12 giây', attempts: 1, decided: null, isOwn: false },
    });
    expect(body.rows.map((row: { rank: number; score: number }) => [row.rank, row.score])).toEqual([
      [1, 15],
      [2, 14.5],
      [2, 14.5],
    ]);
    for (const { id, accountId } of people) {
      expect(text).not.toContain(id);
      expect(text).not.toContain(accountId);
    }
    expect(text).not.toContain('Ngọc');
    expect(response.headers.get('cache-control')).toBe('no-cache');
  });

  it('shows the own line to its person alone, and lets nobody keep it', async () => {
    const { body, response } = await get('cchc-2019/board?scope=contest&limit=1', await tokenOf(people[2]!.accountId));
    expect(body.own).toMatchObject({ rank: 2, score: 14.5, isOwn: true });
    expect(body.rows).toHaveLength(1);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect((await get('cchc-2019/board?scope=contest&limit=1')).body.own).toBeNull();
  });

  it('goes on with the cursor of the page before', async () => {
    const first = await get('cchc-2019/board?limit=2');
    const second = await get(`cchc-2019/board?limit=2&after=${encodeURIComponent(first.body.next)}`);
    expect(second.body.rows.map((row: { rank: number }) => row.rank)).toEqual([2]);
    expect(second.body.next).toBeNull();
  });
});

describe('figures over HTTP', () => {
  it('are told to everybody, with the hour, and may be kept for five seconds', async () => {
    const { status, body, response } = await get('cchc-2019/figures');
    expect([status, response.headers.get('cache-control')]).toEqual([200, 'public, max-age=5']);
    expect(body).toEqual({
      ...{ persons: 3, attempts: 3, unitsTakingPart: 2, unitsInvited: 3, version: 1 },
      updatedAt: expect.stringMatching(/Z$/),
      now: expect.stringMatching(/Z$/),
    });
  });

  it('stand in the list of contests and on the page of one, the same', async () => {
    const { now: _, ...figures } = (await get('cchc-2019/figures')).body;
    const list = await (await fetch(`${api.url}/api/contests`)).json();
    expect(list).toMatchObject({ contests: [{ id: contest.id, slug: 'cchc-2019', figures }] });
    expect((await get('cchc-2019')).body).toMatchObject({ id: contest.id, figures });
  });
});

describe('the page of a unit over HTTP', () => {
  it('holds the unit, its rounds with their state and the units below', async () => {
    const { status, body, response } = await get('cchc-2019/units/U0001?limit=10');
    expect([status, response.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    expect(body).toMatchObject({
      contest: { slug: 'cchc-2019', title: 'Cải cách “hành chính” 2019', sample: false },
      unit: { code: 'U0001', name: 'Xã Diễn Mỹ', persons: 2, attempts: 2, fullMarksAttempts: 1, status: 'took_part' },
      rounds: [
        { number: 1, title: 'Tuần 1', state: 'finished', persons: 2, attempts: 2 },
        { number: 2, title: 'Tuần 2', state: 'finished', persons: 0, attempts: 0 },
      ],
      below: { invited: 0, tookPart: 0, silent: 0, silentShown: true, count: 0, rows: [], page: 1, limit: 10 },
    });
    expect(body.version).toBe(1);
  });

  it('may be kept by nobody for somebody who is signed in', async () => {
    const { response } = await get('cchc-2019/units/U0001', await newcomer());
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('leads on from the code alone to the contests of the unit', async () => {
    const read = async (path: string) => {
      const response = await fetch(`${api.url}/api/units/${path}`);
      return { status: response.status, body: await response.json() };
    };
    expect(await read('U0001/contests')).toEqual({
      status: 200,
      body: {
        unit: { code: 'U0001', name: 'Xã Diễn Mỹ', parentName: null },
        contests: [
          {
            ...{ slug: 'cchc-2019', title: 'Cải cách “hành chính” 2019' },
            ...{ state: 'finished', unitName: 'Xã Diễn Mỹ' },
          },
        ],
      },
    });
    for (const code of ['U9999', '%00', '%E2%80%8B', 'x'.repeat(81)]) {
      expect([code, await read(`${code}/contests`)]).toMatchObject([code, { body: { code: 'UNIT_NOT_FOUND' } }]);
    }
  });
});

describe('addresses that ask for what is not there', () => {
  it.each([
    ['khong-co/figures', 404, 'CONTEST_NOT_FOUND'],
    ['khong-co/units/U0001', 404, 'CONTEST_NOT_FOUND'],
    ['cchc-2019/units/U9999', 404, 'UNIT_NOT_FOUND'],
    ['cchc-2019/units/%00', 404, 'UNIT_NOT_FOUND'],
    ['cchc-2019/units/U0001?limit=101', 400, 'INVALID_INPUT'],
    ['cchc-2019/units/U0001?status=outside_list', 400, 'INVALID_INPUT'],
    ['cchc-2019/units/U0001?search=%00', 400, 'INVALID_INPUT'],
    ['cchc-2019/board?limit=0', 400, 'INVALID_INPUT'],
    ['cchc-2019/board?limit=101', 400, 'INVALID_INPUT'],
    ['cchc-2019/board?limit=abc', 400, 'INVALID_INPUT'],
    ['cchc-2019/board?limit=1&limit=2', 400, 'INVALID_INPUT'],
    ['cchc-2019/board?scope=round', 400, 'INVALID_INPUT'],
    ['cchc-2019/board?round=1', 400, 'INVALID_INPUT'],
    ['cchc-2019/board?scope=round&round=99999999999', 400, 'INVALID_INPUT'],
    ['cchc-2019/board?scope=round&round=1.5', 400, 'INVALID_INPUT'],
    ['cchc-2019/board?scope=round&round=77', 404, 'ROUND_NOT_FOUND'],
    ['cchc-2019/board?scope=galaxy', 400, 'INVALID_INPUT'],
    ['cchc-2019/board?after=%00', 400, 'INVALID_INPUT'],
    ["cchc-2019/board?audience=a'--", 400, 'INVALID_INPUT'],
    ['cchc-2019/board?audience=khac', 400, 'INVALID_INPUT'],
    ['cchc-2019/board?sort=name', 400, 'INVALID_INPUT'],
    ['khong-co/board', 404, 'CONTEST_NOT_FOUND'],
    ['%00/board', 404, 'CONTEST_NOT_FOUND'],
    ["x';--/board", 404, 'CONTEST_NOT_FOUND'],
    ['cchc-2019/unit-table?sort=headcount;drop', 400, 'INVALID_INPUT'],
    ['cchc-2019/unit-table?page=0', 400, 'INVALID_INPUT'],
    ['cchc-2019/unit-table?limit=501', 400, 'INVALID_INPUT'],
    ['cchc-2019/unit-table?search=%E2%80%8B', 400, 'INVALID_INPUT'],
    ['cchc-2019/unit-table?level=%00', 400, 'INVALID_INPUT'],
    ['cchc-2019/unit-table?parent=-1', 400, 'INVALID_INPUT'],
    ['cchc-2019/score-distribution?bands=17', 400, 'INVALID_INPUT'],
    ['cchc-2019/report-sentence?scope=phase&phase=9', 404, 'ROUND_NOT_FOUND'],
  ])('%s is refused with %i %s', async (path, status, code) => {
    const answer = await get(path);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});

describe('the unit table over HTTP', () => {
  it('shows counts, shares as counts, and the totals by level and parent', async () => {
    const { status, body } = await get('cchc-2019/unit-table?sort=name&order=asc');
    expect(status).toBe(200);
    expect(body.summary).toEqual({
      ...{ invited: 3, tookPart: 2, silent: 1, rate: { numerator: 2, denominator: 3 }, persons: 3, attempts: 3 },
      ...{ countedAttempts: 3, fullMarksAttempts: 1, fullMarksPersons: 1, mean: 14.667 },
    });
    expect(body.outsideList).toMatchObject({ label: 'Ngoài danh sách mời', persons: 0 });
    expect(body.byLevel).toMatchObject([{ level: 'huyen', invited: 3, tookPart: 2, headcount: 303 }]);
    expect(body.byParent).toMatchObject([{ parentId: null, parentName: null, attempts: 3 }]);
    expect(body.rows).toMatchObject([
      { name: 'Sở Nội vụ', persons: 1, mean: 14.5, rate: { numerator: 1, denominator: 101, aboveHeadcount: false } },
      { name: 'Xã Diễn Mỹ', persons: 2, mean: 14.75, status: 'took_part' },
    ]);
    expect(body).toMatchObject({ count: 2, page: 1, limit: 50 });
  });

  it('finds a unit typed in any Unicode form', async () => {
    const search = encodeURIComponent('Diễn'.normalize('NFD'));
    expect((await get(`cchc-2019/unit-table?search=${search}`)).body.rows).toHaveLength(1);
  });

  it('tells silent units to organizers and to the managers of their chain only', async () => {
    expect((await get('cchc-2019/silent-units')).status).toBe(401);
    expect((await get('cchc-2019/silent-units', await newcomer())).status).toBe(403);
    expect((await get('cchc-2019/silent-units', await newcomer({ role: 'author' }))).status).toBe(403);
    const names = async (office: { role: string; contestUnitId?: number }) =>
      (await get('cchc-2019/silent-units', await newcomer(office))).body.rows.map((row: { name: string }) => row.name);
    expect(await names({ role: 'organizer' })).toEqual(['Xã Im Lặng']);
    expect(await names({ role: 'unit_manager', contestUnitId: contest.unitIds[2]! })).toEqual(['Xã Im Lặng']);
    expect(await names({ role: 'unit_manager', contestUnitId: contest.unitIds[0]! })).toEqual([]);
    const other = await insertContest(db);
    expect((await get(`${other.slug}/silent-units`, await newcomer({ role: 'organizer' }))).status).toBe(403);
  });

  it('comes as an Excel file with a Vietnamese name, to those who run the contest', async () => {
    expect((await get('cchc-2019/unit-table.xlsx')).status).toBe(401);
    expect((await get('cchc-2019/unit-table.xlsx', await newcomer({ role: 'unit_manager' }))).status).toBe(403);
    const { response, status } = await get('cchc-2019/unit-table.xlsx', await newcomer({ role: 'organizer' }));
    expect(status).toBe(200);
    expect(response.headers.get('content-type')).toBe(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    );
    const disposition = response.headers.get('content-disposition')!;
    expect(decodeURIComponent(disposition.split("''")[1]!)).toBe(
      'Bảng đơn vị - Cải cách “hành chính” 2019 - Toàn cuộc thi.xlsx',
    );
    expect(response.headers.get('cache-control')).toBe('no-store');
    const book = new exceljs.Workbook();
    await book.xlsx.load(await response.arrayBuffer());
    expect(book.worksheets.map(({ name }) => name)).toEqual(['Bảng đơn vị', 'Tổng hợp']);
  });
});

describe('the other figures over HTTP', () => {
  it('shows the distribution in points', async () => {
    const { body } = await get('cchc-2019/score-distribution?scope=round&round=1');
    expect(body.total).toBe(3);
    expect(body.maxScore).toBe(15);
    expect(body.bands.slice(-2)).toEqual([
      { label: 'từ 14 đến dưới 15 điểm', from: 14, to: 15, closed: false, attempts: 2 },
      { label: '15 điểm', from: 15, to: 15, closed: true, attempts: 1 },
    ]);
  });

  it('says the report sentence', async () => {
    const { body } = await get('cchc-2019/report-sentence');
    expect(body.sentence).toBe(
      'có 2/3 đơn vị, địa phương tham gia (chiếm tỷ lệ 66,67%); có 3 lượt thi, trong đó có 1 lượt thi đạt điểm tối đa (15/15 điểm) (chiếm tỷ lệ 33,33%)',
    );
    expect(body.figures).toEqual({ invited: 3, tookPart: 2, attempts: 3, fullMarksAttempts: 1, maxScore: 15 });
  });
});
