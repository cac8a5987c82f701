import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { FixedClock } from '#platform';
import {
  ContestReader,
  DistributionService,
  ReportService,
  TallyService,
  UnitRankingService,
  UnitTableService,
  type UnitTableWish,
  type Viewer,
} from '#results';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import {
  connect,
  contestRules,
  insertContest,
  insertGradedAttempts,
  insertParticipants,
  OPENING,
  roundRules,
  WEEK,
  type ContestPlan,
  type InsertedContest,
} from '../../support/insert.js';

let database: TestDatabase;
let db: DataSource;
const clock = new FixedClock(OPENING + WEEK / 2);

beforeAll(async () => {
  database = await createTestDatabase();
  db = await connect(database.appUrl);
});

afterAll(async () => {
  await db?.destroy();
  await database?.drop();
});

const tables = () => new UnitTableService(db, new ContestReader(db), new UnitRankingService(db, clock), clock);
const reports = () => new ReportService(tables(), clock);
const distributions = () => new DistributionService(db, new ContestReader(db), clock);
const everything: UnitTableWish = { scope: 'contest', sort: 'code', order: 'asc', page: 1, limit: 100 };
const viewer = (role: string, contestId: number | null = null, contestUnitId: number | null = null): Viewer => ({
  accountId: '00000000-0000-7000-8000-000000000001',
  roles: [{ role, contestId, contestUnitId }],
});

// A district with two communes, a department without head-count, a silent commune, and a school that was not invited.
const UNITS = [
  { name: 'Huyện Diễn Châu', level: 'huyen', headcount: 50 },
  { name: 'Xã Diễn Mỹ', level: 'xa', parent: 0, headcount: 2 },
  { name: 'Xã Diễn Đồng', level: 'xa', parent: 0, headcount: 10 },
  { name: 'Sở Nội vụ', level: 'so', kind: 'agency', headcount: null },
  { name: 'Xã Ăn Mày', level: 'xa', parent: 0, headcount: 0 },
  { name: 'Trường THPT Ngoài Danh Sách', level: 'truong', kind: 'school', invited: false },
];

/** Three people of Diễn Mỹ, one of Diễn Đồng with two attempts, one of the department, two of the school. */
async function played(plan: ContestPlan = {}): Promise<InsertedContest> {
  const contest = await insertContest(db, { units: UNITS, ...plan });
  const people = await insertParticipants(
    db,
    contest,
    [1, 1, 1, 2, 3, 5, 5].map((unit) => ({ unit })),
  );
  const scores = [15, 9, 6, 12, 15, 3, 15];
  const attempts = people.map((person, i) => ({ person, score: scores[i]! * 1000 }));
  const ids = await insertGradedAttempts(db, contest, [
    ...attempts,
    { person: people[3]!, score: 15_000 },
    { person: people[4]!, round: 2, score: 0 },
    { person: people[0]!, round: 2, score: 15_000, voided: true },
  ]);
  await db.transaction((manager) => new TallyService().apply(manager, contest.id, ids));
  return contest;
}

describe('the unit table', () => {
  it('counts persons, attempts and counted attempts per unit, and shares as counts', async () => {
    const contest = await played();
    const { lines } = await tables().page(contest.slug, everything, null);
    expect(
      lines.map(({ name, status, counters, rate }) => [
        name,
        status,
        ...Object.values(counters),
        rate?.numerator ?? null,
        rate?.denominator ?? null,
      ]),
    ).toEqual([
      // persons, attempts, counted, sum of counted scores, full marks: attempts and persons; rate
      ['Xã Diễn Mỹ', 'took_part', 3, 3, 3, 30_000, 1, 1, 3, 2],
      ['Xã Diễn Đồng', 'took_part', 1, 2, 1, 15_000, 1, 1, 1, 10],
      ['Sở Nội vụ', 'took_part', 1, 2, 2, 15_000, 1, 1, null, null],
      ['Trường THPT Ngoài Danh Sách', 'outside_list', 2, 2, 2, 18_000, 1, 1, 2, 105],
    ]);
    expect(lines[0]!.rate!.aboveHeadcount).toBe(true);
  });

  it('sums up: invited, took part and silent by the list alone, people outside it beside the rate', async () => {
    const { table } = await tables().page((await played()).slug, everything, null);
    expect(table.participation).toMatchObject({
      ...{ invited: 5, tookPart: 3, silent: 2, rate: { numerator: 3, denominator: 5 } },
      outsideList: { persons: 2, attempts: 2, countedAttempts: 2 },
    });
    expect(table.persons).toBe(7);
    expect(table.total).toMatchObject({ persons: 7, attempts: 9, countedAttempts: 8, fullMarksAttempts: 4 });
    expect(table.groups.byLevel.map(({ key, invited, tookPart, silent }) => [key, invited, tookPart, silent])).toEqual([
      ['huyen', 1, 0, 1],
      ['xa', 3, 2, 1],
      ['so', 1, 1, 0],
    ]);
  });

  it('lets the communes stand for their district where the rules say so', async () => {
    const rules = contestRules({ participation: { minAttempts: 1, childrenCountForParent: true } });
    const { table, lines } = await tables().page((await played({ rules })).slug, everything, null);
    expect(table.participation).toMatchObject({ tookPart: 4, silent: 1 });
    expect(lines[0]).toMatchObject({
      name: 'Huyện Diễn Châu',
      status: 'took_part',
      countedWithBelow: 4,
      counters: { attempts: 0 },
    });
  });

  it('asks for as many counted attempts as the rules do', async () => {
    const rules = contestRules({ participation: { minAttempts: 2, childrenCountForParent: false } });
    const { table } = await tables().page((await played({ rules })).slug, everything, null);
    expect(table.participation).toMatchObject({ tookPart: 2, silent: 3 });
  });

  it('keeps scopes apart', async () => {
    const contest = await played();
    const names = async (round: number) =>
      (await tables().page(contest.slug, { ...everything, scope: 'round', round }, null)).lines.map(({ name }) => name);
    expect(await names(1)).toHaveLength(4);
    expect(await names(2)).toEqual(['Sở Nội vụ']);
  });

  it('finds names with and without accents, codes, levels and children of a unit', async () => {
    const contest = await played();
    const names = async (wish: Partial<UnitTableWish>) =>
      (await tables().page(contest.slug, { ...everything, ...wish }, viewer('organizer'))).lines.map(
        ({ name }) => name,
      );
    expect(await names({ search: 'dien dong' })).toEqual(['Xã Diễn Đồng']);
    expect(await names({ search: 'ĐỒNG' })).toEqual(['Xã Diễn Đồng']);
    expect(await names({ search: 'u0004' })).toEqual(['Sở Nội vụ']);
    expect(await names({ level: 'xa' })).toEqual(['Xã Diễn Mỹ', 'Xã Diễn Đồng', 'Xã Ăn Mày']);
    expect(await names({ parent: contest.unitIds[0]!, search: 'ăn' })).toEqual(['Xã Ăn Mày']);
    expect(await names({ search: '%' })).toEqual([]);
  });

  it('sorts by every column, with units without a value last in both directions', async () => {
    const contest = await played();
    const names = async (sort: UnitTableWish['sort'], order: 'asc' | 'desc') =>
      (
        await tables().page(contest.slug, { ...everything, sort, order, level: undefined }, viewer('organizer'))
      ).lines.map(({ name }) => name.split(' ').at(-1));
    expect(await names('name', 'asc')).toEqual(['Châu', 'vụ', 'Sách', 'Mày', 'Đồng', 'Mỹ']);
    expect(await names('rate', 'desc')).toEqual(['Mỹ', 'Đồng', 'Sách', 'Châu', 'vụ', 'Mày']);
    expect(await names('rate', 'asc')).toEqual(['Châu', 'Sách', 'Đồng', 'Mỹ', 'vụ', 'Mày']);
    expect(await names('mean', 'desc')).toEqual(['Đồng', 'Mỹ', 'Sách', 'vụ', 'Châu', 'Mày']);
    expect(await names('persons', 'desc')).toEqual(['Mỹ', 'Sách', 'Đồng', 'vụ', 'Châu', 'Mày']);
    expect((await names('headcount', 'desc')).at(-1)).toBe('vụ');
  });

  it('pages without losing or doubling a line', async () => {
    const contest = await played();
    const page = (page: number) =>
      tables().page(contest.slug, { ...everything, sort: 'attempts', page, limit: 3 }, viewer('organizer'));
    const [first, second, third] = [await page(1), await page(2), await page(3)];
    expect([first.lines.length, second.lines.length, third.lines.length, first.count]).toEqual([3, 3, 0, 6]);
    expect(new Set([...first.lines, ...second.lines].map(({ code }) => code)).size).toBe(6);
  });
});

describe('units that have not taken part', () => {
  const silentNames = async (contest: InsertedContest, who: Viewer) =>
    (await tables().silent(contest.slug, everything, who)).lines.map(({ name }) => name);

  it('are told to those who run the contest, and whole to nobody else', async () => {
    const contest = await played();
    for (const role of ['organizer', 'administrator', 'auditor']) {
      expect(await silentNames(contest, viewer(role))).toEqual(['Huyện Diễn Châu', 'Xã Ăn Mày']);
    }
    for (const who of [viewer('author'), viewer('organizer', contest.id + 1), viewer('unit_manager', null, null)]) {
      await expect(tables().silent(contest.slug, everything, who)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    }
  });

  it('are told to the managers of their chain', async () => {
    const contest = await played();
    const manager = (unit: number) => viewer('unit_manager', contest.id, contest.unitIds[unit]!);
    expect(await silentNames(contest, manager(0))).toEqual(['Huyện Diễn Châu', 'Xã Ăn Mày']);
    expect(await silentNames(contest, manager(4))).toEqual(['Xã Ăn Mày']);
    expect(await silentNames(contest, manager(1))).toEqual([]);
    const other = await played();
    const stranger = viewer('unit_manager', other.id, other.unitIds[0]!);
    await expect(tables().silent(contest.slug, everything, stranger)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });

  it('do not stand in the public table', async () => {
    const contest = await played();
    const seen = async (who: Viewer | null) => (await tables().page(contest.slug, everything, who)).count;
    expect(await seen(null)).toBe(4);
    expect(await seen(viewer('organizer'))).toBe(6);
    expect(await seen(viewer('unit_manager', contest.id, contest.unitIds[4]!))).toBe(5);
  });
});

describe('scores that are kept back', () => {
  const late = { rules: roundRules({ release: { score: 'round_end', ownAnswers: 'round_end', key: 'round_end' } }) };

  it('are not told by the unit table, the distribution or the sentence', async () => {
    const { slug } = await played({ rounds: [late, late] });
    const page = await tables().page(slug, everything, null);
    expect(page.scoresShown).toBe(false);
    await expect(tables().page(slug, { ...everything, sort: 'mean' }, null)).rejects.toMatchObject({
      code: 'RESULT_NOT_RELEASED',
    });
    await expect(distributions().distribution(slug, { scope: 'contest', bands: 'points' }, null)).rejects.toMatchObject(
      {
        code: 'RESULT_NOT_RELEASED',
      },
    );
    await expect(reports().sentence(slug, { scope: 'contest' }, null)).rejects.toMatchObject({
      code: 'RESULT_NOT_RELEASED',
    });
    expect((await tables().page(slug, everything, viewer('organizer'))).scoresShown).toBe(true);
  });
});

describe('the score distribution', () => {
  it('has half-open bands whose sum is the number of valid attempts', async () => {
    const { slug } = await played();
    const { bands, total, maxScore } = await distributions().distribution(
      slug,
      { scope: 'contest', bands: 'fifths' },
      null,
    );
    expect(bands.map(({ from, to, attempts }) => [from, to, attempts])).toEqual([
      [0, 3000, 1],
      [3000, 6000, 1],
      [6000, 9000, 1],
      [9000, 12_000, 1],
      [12_000, 15_000, 5],
    ]);
    expect([total, maxScore]).toEqual([9, 15_000]);
    const whole = await distributions().distribution(slug, { scope: 'contest', bands: 'points' }, null);
    expect(whole.bands).toHaveLength(16);
    expect(whole.bands.at(-1)).toMatchObject({ from: 15_000, to: 15_000, attempts: 4 });
    expect(whole.bands.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(9);
  });

  it('is that of one audience when one is named', async () => {
    const contest = await insertContest(db, { audiences: ['can-bo', 'nguoi-dan'] });
    const people = await insertParticipants(db, contest, [{ audience: 1 }, { audience: 2 }]);
    const ids = await insertGradedAttempts(
      db,
      contest,
      people.map((person) => ({ person })),
    );
    await db.transaction((manager) => new TallyService().apply(manager, contest.id, ids));
    const total = async (audience?: string) =>
      (await distributions().distribution(contest.slug, { scope: 'round', round: 1, bands: 'points', audience }, null))
        .total;
    expect([await total(), await total('can-bo'), await total('nguoi-dan')]).toEqual([2, 1, 1]);
    await expect(total('ai-do')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('the report sentence', () => {
  it('states the counts of the contest with computed shares', async () => {
    const { slug } = await played();
    const { sentence, figures } = await reports().sentence(slug, { scope: 'contest' }, null);
    expect(sentence).toBe(
      'có 3/5 đơn vị, địa phương tham gia (chiếm tỷ lệ 60,00%); có 9 lượt thi, trong đó có 4 lượt thi đạt điểm tối đa (15/15 điểm) (chiếm tỷ lệ 44,44%)',
    );
    expect(figures).toEqual({ invited: 5, tookPart: 3, attempts: 9, fullMarksAttempts: 4, maxScore: 15_000 });
  });

  it('leaves the maximum out where papers of different maxima add up', async () => {
    const short = { ...roundRules().paper, blueprint: [{ topic: null, level: null, count: 10 }] };
    const { slug } = await played({ rounds: [{}, { rules: roundRules({ paper: short }) }] });
    expect((await reports().sentence(slug, { scope: 'contest' }, null)).sentence).toContain(
      'đạt điểm tối đa (chiếm tỷ lệ',
    );
    expect((await reports().sentence(slug, { scope: 'round', round: 2 }, null)).sentence).toContain('(10/10 điểm)');
  });

  it('says of a contest without attempts that there are none', async () => {
    const { slug } = await insertContest(db, { units: [{ name: 'Một đơn vị' }] });
    const { sentence } = await reports().sentence(slug, { scope: 'contest' }, null);
    expect(sentence).toBe('có 0/1 đơn vị, địa phương tham gia (chiếm tỷ lệ 0,00%); chưa có lượt thi nào');
  });
});
