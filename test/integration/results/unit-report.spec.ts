import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { FixedClock } from '#platform';
import {
  ContestReader,
  TallyService,
  UnitReportService,
  UnitRankingService,
  UnitTableService,
  type UnitReportWish,
  type Viewer,
} from '#results';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import {
  connect,
  insertContest,
  insertGradedAttempts,
  insertParticipants,
  OPENING,
  roundRules,
  WEEK,
  type InsertedContest,
} from '../../support/insert.js';

let database: TestDatabase;
let db: DataSource;
let contest: InsertedContest;
const clock = new FixedClock(OPENING + WEEK / 2);

// A district with two communes that took part, a silent one, a school that was not invited; a hamlet below a commune.
const UNITS = [
  { name: 'Huyện Diễn Châu', code: '424', headcount: 50 },
  { name: 'Xã Diễn Mỹ', code: '17422', parent: 0, headcount: 2 },
  { name: 'Xã Diễn Đồng', code: '17425', parent: 0, headcount: 10 },
  { name: 'Xã Im Lặng', code: '17428', parent: 0 },
  { name: 'Trường THPT', code: 'T-1', parent: 0, invited: false },
  { name: 'Xóm Một', code: 'X-1', parent: 1 },
];

beforeAll(async () => {
  database = await createTestDatabase();
  db = await connect(database.appUrl);
  contest = await insertContest(db, { units: UNITS });
  const people = await insertParticipants(
    db,
    contest,
    [0, 1, 1, 2, 4].map((unit) => ({ unit })),
  );
  const ids = await insertGradedAttempts(db, contest, [
    ...people.map((person) => ({ person, score: 15_000 })),
    { person: people[1]!, score: 9_000 },
    { person: people[1]!, score: 9_000, round: 2 },
  ]);
  await db.transaction((manager) => new TallyService().apply(manager, contest.id, ids));
});

afterAll(async () => {
  await db?.destroy();
  await database?.drop();
});

const everything: UnitReportWish = { status: 'all', page: 1, limit: 50 };
const report = (code: string, wish: Partial<UnitReportWish> = {}, viewer: Viewer | null = null, slug = contest.slug) =>
  new UnitReportService(
    db,
    new UnitTableService(db, new ContestReader(db), new UnitRankingService(db, clock), clock),
  ).report(slug, code, { ...everything, ...wish }, viewer);
const office = (role: string, contestUnitId: number | null = null): Viewer => ({
  accountId: '00000000-0000-7000-8000-000000000001',
  roles: [{ role, contestId: contest.id, contestUnitId }],
});
const names = ({ below }: Awaited<ReturnType<typeof report>>) => below.lines.map(({ name }) => name);

describe('the page of a unit', () => {
  it('tells what the unit has, round by round', async () => {
    const { unit, rounds } = await report('17422');
    expect(unit).toMatchObject({
      ...{ code: '17422', name: 'Xã Diễn Mỹ', parentName: 'Huyện Diễn Châu', status: 'took_part' },
      ...{ counters: { persons: 2, attempts: 4, countedAttempts: 3 }, rate: { numerator: 2, denominator: 2 } },
    });
    expect(rounds.map(({ round, persons, attempts }) => [round.title, persons, attempts])).toEqual([
      ['Tuần 1', 2, 3],
      ['Tuần 2', 1, 1],
    ]);
  });

  it('counts the units directly below, and names to a passer-by those that took part', async () => {
    const found = await report('424');
    expect(found.below).toMatchObject({ invited: 3, tookPart: 2, silent: 1, silentShown: false, count: 3 });
    expect(names(found)).toEqual(['Xã Diễn Mỹ', 'Xã Diễn Đồng', 'Trường THPT']);
    expect(names(await report('424', { status: 'took_part' }))).toEqual(['Xã Diễn Mỹ', 'Xã Diễn Đồng']);
    expect((await report('424', { status: 'silent' })).below).toMatchObject({ silent: 1, count: 0, lines: [] });
  });

  it('names the silent ones to those who run the contest and to the managers of their chain', async () => {
    for (const viewer of [office('organizer'), office('unit_manager', contest.unitIds[0]!)]) {
      const found = await report('424', { status: 'silent' }, viewer);
      expect([names(found), found.below.silentShown]).toEqual([['Xã Im Lặng'], true]);
    }
    const stranger = office('unit_manager', contest.unitIds[2]!);
    expect(names(await report('424', { status: 'silent' }, stranger))).toEqual([]);
  });

  it('finds and pages the units below', async () => {
    expect(names(await report('424', { search: 'dien dong' }))).toEqual(['Xã Diễn Đồng']);
    const pages = [await report('424', { limit: 2 }), await report('424', { limit: 2, page: 2 })];
    expect(pages.map(names)).toEqual([['Xã Diễn Mỹ', 'Xã Diễn Đồng'], ['Trường THPT']]);
    expect(pages.map(({ below }) => below.count)).toEqual([3, 3]);
  });

  it('opens for a silent unit too: its people are sent there to join', async () => {
    const { unit, rounds, below } = await report('17428');
    expect(unit).toMatchObject({ status: 'silent', counters: { persons: 0, attempts: 0 } });
    expect(rounds.map(({ attempts }) => attempts)).toEqual([0, 0]);
    expect(below).toMatchObject({ invited: 0, silent: 0, silentShown: true, count: 0 });
  });

  it('keeps means and full marks back as the unit table does', async () => {
    const release = { score: 'contest_end', ownAnswers: 'contest_end', key: 'contest_end' } as const;
    const kept = await insertContest(db, { rounds: [{ rules: roundRules({ release }) }] });
    expect((await report('U0001', {}, null, kept.slug)).scoresShown).toBe(false);
    expect((await report('424')).scoresShown).toBe(true);
  });

  it('is not found for another contest, or a code that it has not', async () => {
    const other = await insertContest(db);
    await expect(report('424', {}, null, other.slug)).rejects.toMatchObject({ code: 'UNIT_NOT_FOUND' });
    await expect(report('4240')).rejects.toMatchObject({ code: 'UNIT_NOT_FOUND' });
    await expect(report('424', {}, null, 'khong-co')).rejects.toMatchObject({ code: 'CONTEST_NOT_FOUND' });
  });
});
