import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import exceljs from 'exceljs';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { DataSource } from 'typeorm';
import type { UnitPlan } from '#domain';
import { FixedClock } from '#platform';
import {
  ContestReader,
  TallyService,
  UnitRankingService,
  UnitTableService,
  UnitTrendService,
  WorkbookService,
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
  insertRows,
  OPENING,
  roundRules,
  WEEK,
  type ContestPlan,
  type InsertedContest,
} from '../../support/insert.js';

let database: TestDatabase;
let owner: DataSource;
let db: DataSource;
const clock = new FixedClock(OPENING + WEEK / 2);

beforeAll(async () => {
  database = await createTestDatabase();
  [owner, db] = [await connect(database.ownerUrl), await connect(database.appUrl)];
});
afterAll(async () => {
  await db?.destroy();
  await owner?.destroy();
  await database?.drop();
});

const tables = () => new UnitTableService(db, new ContestReader(db), new UnitRankingService(db, clock), clock);
const wish: UnitTableWish = { scope: 'contest', sort: 'rank', order: 'asc', page: 1, limit: 100 };
const organizer: Viewer = {
  accountId: '00000000-0000-7000-8000-000000000001',
  roles: [{ role: 'organizer', contestId: null, contestUnitId: null }],
};
/** Of a real contest: blocks, rate of head-count 60 %, mean of counted scores 40 %. */
const HUE = (JSON.parse(readFileSync('test/fixtures/contest.hue-2025.json', 'utf8')) as { units: UnitPlan }).units;
const BLOCKS = [
  { code: 'so', title: 'Khối sở, ngành' },
  { code: 'xa', title: 'Khối xã, phường' },
];
const WHOLE = { minimumHeadcount: null, attemptsPerPersonMax: null, tie: [] };
type Ranking = NonNullable<UnitPlan['ranking']>;

const UNITS = [
  { name: 'Sở Nội vụ', headcount: 4, block: 'so' },
  { name: 'Sở Tư pháp', headcount: 2, block: 'so' },
  { name: 'Xã Anh Sơn', headcount: 10, block: 'xa' },
  { name: 'Xã Yên Xuân', headcount: 10, block: 'xa' },
  { name: 'Xã Chưa Thi', headcount: 10, block: 'xa' },
  { name: 'Hội không khối', headcount: 10, block: null },
  { name: 'Trường ngoài danh sách', headcount: 1, invited: false, block: 'xa' },
];
/** Unit and scores (points of 15) of each person, in the first round; the best counts. */
const PEOPLE: [number, number[]][] = [
  [0, [12, 9]],
  [0, [15]],
  [1, [9]],
  [2, [15, 15, 6]],
  [3, [9]],
  [3, [6, 3]],
  [5, [15]],
  [6, [15]],
];

async function played(ranking: Partial<Ranking> = {}, plan: ContestPlan = {}, units: Partial<UnitPlan> = {}) {
  const contest = await insertContest(db, { units: UNITS.map(({ block: _, ...unit }) => unit), ...plan });
  const regulations = {
    units: { ...HUE, blocks: BLOCKS, ranking: { ...HUE.ranking!, ...WHOLE, ...ranking }, ...units },
  };
  await owner.query('UPDATE contest_revision SET regulations = $2 WHERE contest_id = $1', [contest.id, regulations]);
  for (const { name, block } of UNITS) {
    await owner.query('UPDATE contest_unit SET block = $3 WHERE contest_id = $1 AND name = $2', [
      contest.id,
      name,
      block,
    ]);
  }
  const people = await insertParticipants(
    db,
    contest,
    PEOPLE.map(([unit]) => ({ unit })),
  );
  const attempts = PEOPLE.flatMap(([, scores], i) =>
    scores.map((score) => ({ person: people[i]!, score: score * 1000 })),
  );
  const ids = await insertGradedAttempts(db, contest, attempts);
  await db.transaction((manager) => new TallyService().apply(manager, contest.id, ids));
  return contest;
}
const placesOf = async (
  { slug }: InsertedContest,
  more: Partial<UnitTableWish> = {},
  viewer: Viewer | null = organizer,
) => {
  const { lines } = await tables().page(slug, { ...wish, ...more }, viewer);
  return Object.fromEntries(
    lines.map(({ name, place }) => [
      name,
      place && (place.rank === null ? place.unplaced : [place.rank, place.points]),
    ]),
  );
};

describe('units ranked by the regulations', () => {
  it('stand block by block as a table computed by hand says', async () => {
    // Khối sở: rates 2/4 and 1/2, means 13.5 and 9 → 60 + 40 = 100; 60 + 40 × 9/13.5 = 86.67
    // Khối xã: rates 1/10 and 2/10, means 15 and 7.5 → 30 + 40 = 70; 60 + 20 = 80
    const contest = await played();
    expect(await placesOf(contest)).toEqual({
      ...{ 'Sở Nội vụ': [1, 100], 'Sở Tư pháp': [2, 86.67], 'Xã Yên Xuân': [1, 80], 'Xã Anh Sơn': [2, 70] },
      ...{ 'Xã Chưa Thi': 'silent', 'Hội không khối': 'no_block', 'Trường ngoài danh sách': null },
    });
    const { lines } = await tables().page(contest.slug, { ...wish, block: 'xa' }, null);
    expect(lines.map(({ name }) => name)).toEqual(['Xã Yên Xuân', 'Xã Anh Sơn', 'Trường ngoài danh sách']);
    expect(lines[0]!.place).toMatchObject({
      among: 2,
      parts: [
        { metric: 'headcount_rate', weight: 60, value: { numerator: 2, denominator: 10 } },
        { metric: 'mean_score', weight: 40, value: { numerator: 15_000, denominator: 2 } },
      ],
    });
  });

  it('are compared with all where there are no blocks', async () => {
    const metrics: Ranking['metrics'] = [{ metric: 'persons', weight: 100 }];
    const contest = await played({ metrics, tie: ['mean_score'] }, {}, { blocks: [] });
    expect(await placesOf(contest)).toMatchObject({
      ...{ 'Sở Nội vụ': [1, 100], 'Xã Yên Xuân': [2, 100], 'Xã Anh Sơn': [3, 50], 'Hội không khối': [3, 50] },
      'Sở Tư pháp': [5, 50],
    });
  });

  it('count so many attempts of a person at most, the best ones', async () => {
    const metrics: Ranking['metrics'] = [{ metric: 'attempts', weight: 100 }];
    const all = await played({ metrics });
    expect(await placesOf(all)).toMatchObject({ 'Xã Anh Sơn': [1, 100], 'Xã Yên Xuân': [1, 100] });
    const capped = await played({ metrics, attemptsPerPersonMax: 1 });
    expect(await placesOf(capped)).toMatchObject({ 'Xã Yên Xuân': [1, 100], 'Xã Anh Sơn': [2, 50] });
  });

  it('leave out units that are too small', async () => {
    expect(await placesOf(await played({ minimumHeadcount: 4 }))).toMatchObject({
      ...{ 'Sở Nội vụ': [1, 100], 'Sở Tư pháp': 'too_small' },
    });
  });

  it('have what those below them have, where the rules count it for them', async () => {
    const participation = { minAttempts: 1, childrenCountForParent: true };
    const units = UNITS.map(({ block: _, ...unit }, i) => ({ ...unit, ...(i === 3 && { parent: 2 }) }));
    const metrics: Ranking['metrics'] = [{ metric: 'persons', weight: 100 }];
    const contest = await played({ metrics }, { units, rules: contestRules({ participation }) }, { participation });
    expect(await placesOf(contest)).toMatchObject({ 'Xã Anh Sơn': [1, 100], 'Xã Yên Xuân': [2, 66.67] });
  });

  it('are not told before the scores that they rest on, but to those who run the contest', async () => {
    const rules = roundRules({ release: { score: 'round_end', ownAnswers: 'never', key: 'never' } });
    const contest = await played({}, { rounds: [{ rules }] });
    await expect(placesOf(contest, {}, null)).rejects.toMatchObject({ code: 'RESULT_NOT_RELEASED' });
    const { ranking, lines } = await tables().page(contest.slug, { ...wish, sort: 'name' }, null);
    expect([ranking!.state, lines.every(({ place }) => place === null)]).toEqual(['with_scores', true]);
    expect(await placesOf(contest)).toMatchObject({ 'Sở Nội vụ': [1, 100] });
    const byPersons = await played({ metrics: [{ metric: 'persons', weight: 100 }] }, { rounds: [{ rules }] });
    expect(await placesOf(byPersons, {}, null)).toMatchObject({ 'Sở Nội vụ': [1, 100] });
  });

  it('stand in the file with the two counts of each figure', async () => {
    const { slug } = await played();
    const service = tables();
    const { bytes } = await new WorkbookService(service, new UnitTrendService(db, service)).unitTable(
      slug,
      { scope: 'contest' },
      organizer,
    );
    const book = new exceljs.Workbook();
    await book.xlsx.load(bytes as never);
    const rows = book.getWorksheet('Bảng đơn vị')!.getSheetValues() as unknown[][];
    const head = rows.find((row) => row?.includes('Thứ hạng'))!;
    const line = rows.find((row) => row?.includes('Sở Tư pháp'))!;
    expect(line.slice(head.indexOf('Khối'))).toEqual(['Khối sở, ngành', 2, 86.67, 1, 2, 9, 1]);
  });

  it('are left to the organizers where prizes decide', async () => {
    const contest = await played({ tie: ['winners'] });
    const { ranking } = await tables().page(contest.slug, { ...wish, sort: 'name' }, organizer);
    expect(ranking).toMatchObject({ state: 'by_organizers', places: new Map() });
  });

  it('count the prizes that are published, each person once, and name those of the units', async () => {
    const contest = await played({ metrics: [{ metric: 'winners', weight: 100 }] });
    const people: { id: string; unit: number }[] = await owner.query(
      `SELECT id, contest_unit_id AS unit FROM participant WHERE contest_id = $1 ORDER BY contest_unit_id, id`,
      [contest.id],
    );
    const of = (unit: number) => people.filter((one) => one.unit === contest.unitIds[unit]);
    const scope = { contest_id: contest.id, scope_kind: 'round', scope_id: 1 };
    const hashes = { hash: 'a'.repeat(64), input_hash: 'b'.repeat(64) };
    const publish = async (number: number, awards: { title: string; unit: number; person?: string }[]) => {
      const settlement = { contest_id: contest.id, settlement_id: randomUUID(), version: 1 };
      const { settlement_id: id } = settlement;
      await insertRows(owner, 'settlement', [{ ...scope, id, state: 'published', asked_by: randomUUID(), version: 1 }]);
      await insertRows(owner, 'winner_file', [{ ...settlement, ...hashes, input: '', content: '', summary: '{}' }]);
      await insertRows(
        owner,
        'award',
        awards.map(({ title, unit, person }, line) => ({
          ...{ ...settlement, line, place: 1, title, contest_unit_id: contest.unitIds[unit], moved_up: 0 },
          ...{ number: person === undefined ? null : line + 1, participant_id: person ?? null },
        })),
      );
      await insertRows(owner, 'publication', [
        { ...scope, ...settlement, ...hashes, number, published_by: randomUUID(), reason: number === 1 ? null : 'Sửa' },
      ]);
    };
    const [first, second] = of(0);
    const [judge] = of(1);
    const given = [
      { title: 'Nhất', unit: 0, person: first!.id },
      { title: 'Trẻ nhất', unit: 0, person: first!.id },
      { title: 'Nhì', unit: 1, person: judge!.id },
    ];
    await publish(1, [...given, { title: 'Ba', unit: 1, person: second!.id }]);
    // What holds is the last publication alone.
    await publish(2, [
      ...given,
      { title: 'Ba', unit: 0, person: second!.id },
      { title: 'Đơn vị đông nhất', unit: 0 },
      { title: 'Nhiều giải Nhất', unit: 0 },
    ]);
    const { ranking, lines } = await tables().page(contest.slug, wish, organizer);
    expect(ranking).toMatchObject({ state: 'shown' });
    const line = (name: string) => lines.find((one) => one.name === name)!;
    expect(line('Sở Nội vụ')).toMatchObject({
      awards: { winners: 2, prizes: ['Đơn vị đông nhất', 'Nhiều giải Nhất'] },
      place: { rank: 1, parts: [{ metric: 'winners', value: { numerator: 2, denominator: 1 } }] },
    });
    expect(line('Sở Tư pháp')).toMatchObject({ awards: { winners: 1, prizes: [] }, place: { rank: 2 } });
    expect(line('Xã Anh Sơn')).toMatchObject({ awards: { winners: 0, prizes: [] } });
    const inRound = async (round: number) =>
      (await tables().page(contest.slug, { ...wish, scope: 'round', round, sort: 'name' }, organizer)).lines;
    const awardsIn = async (round: number) => (await inRound(round)).find(({ name }) => name === 'Sở Nội vụ')?.awards;
    expect(await awardsIn(1)).toMatchObject({ winners: 2 });
    const service = tables();
    const { bytes } = await new WorkbookService(service, new UnitTrendService(db, service)).unitTable(
      contest.slug,
      { scope: 'contest' },
      organizer,
    );
    const book = new exceljs.Workbook();
    await book.xlsx.load(bytes as never);
    const rows = book.getWorksheet('Bảng đơn vị')!.getSheetValues() as unknown[][];
    const head = rows.find((row) => row?.includes('Số người đạt giải'))!;
    const cells = rows.find((row) => row?.includes('Sở Nội vụ'))!;
    const at = head.indexOf('Số người đạt giải');
    expect(cells.slice(at, at + 2)).toEqual([2, 'Đơn vị đông nhất; Nhiều giải Nhất']);
  });
});
