import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { contradictionsOf, seededRandom } from '#domain';
import { ContestReader, ReportReader, TallyService, UnitRankingService, type ReportFigures } from '#results';
import { startRooms, type Rooms } from '../../support/rooms.js';
import { ResultsModule } from '#results';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import {
  connect,
  HOUR,
  insertContest,
  insertGradedAttempts,
  insertParticipants,
  OPENING,
  WEEK,
  type InsertedContest,
} from '../../support/insert.js';

// What a report prints, against a count of the same rows by hand.

let database: TestDatabase;
let rooms: Rooms;
let owner: DataSource;
let contest: InsertedContest;

interface Done {
  person: string;
  unit: number;
  audience: number;
  round: number;
  score: number;
  day: string;
}
const done: Done[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
  rooms = await startRooms(database, [ResultsModule]);
  contest = await insertContest(owner, {
    phases: ['Giai đoạn 1', 'Giai đoạn 2'],
    rounds: [{ phase: 1 }, { phase: 1 }, { phase: 2 }],
    audiences: ['can-bo', 'nguoi-dan'],
    units: [
      { name: 'Huyện Diễn Châu', level: 'district', headcount: 10 },
      { name: 'Huyện Nghi Lộc', level: 'district', headcount: 400 },
      { name: 'Sở Nội vụ', level: 'province', headcount: null },
      { name: 'Sở Tư pháp', level: 'province' },
      { name: 'Trường ngoài danh sách', level: 'commune', invited: false },
    ],
  });
  const random = seededRandom('report');
  const people = await insertParticipants(
    owner,
    contest,
    Array.from({ length: 120 }, (_, i) => ({ unit: [0, 1, 2, 4][i % 4]!, audience: (i % 3 === 0 ? 2 : 1) as number })),
  );
  const plans = Array.from({ length: 400 }, (_, i) => {
    const person = people[random.int(people.length)]!;
    const round = 1 + random.int(3);
    const startedAt = OPENING + (round - 1) * WEEK + random.int(24 * 7 - 1) * HOUR + i;
    return {
      ...{ person, round, startedAt, durationMs: 300_000, score: random.int(16) * 1000, voided: random.int(20) === 0 },
      // Some stood for another unit before.
      ...(random.int(15) === 0 && { unitId: contest.unitIds[1]! }),
    };
  });
  const ids = await insertGradedAttempts(owner, contest, plans);
  const tally = rooms.get(TallyService);
  await owner.transaction((manager) => tally.apply(manager, contest.id, ids));
  for (const { person, round, startedAt, durationMs, score, voided, ...plan } of plans) {
    if (voided) continue;
    const at = new Date(startedAt + durationMs + 7 * HOUR);
    done.push({
      ...{ person: person.id, audience: person.audienceId, round, score, day: at.toISOString().slice(0, 10) },
      unit: plan.unitId ?? person.unitId,
    });
  }
});
afterAll(async () => {
  await rooms.close();
  await owner.destroy();
  await database.drop();
});

const read = (wish: object = {}): Promise<ReportFigures> =>
  rooms.get(ReportReader).read(contest.id, { scope: 'contest', tellsItems: true, ...wish });

const distinct = (rows: Done[]) => new Set(rows.map(({ person }) => person)).size;
const tallied = (rows: Done[]) => ({
  persons: distinct(rows),
  attempts: rows.length,
  fullMarksAttempts: rows.filter(({ score }) => score === 15_000).length,
  fullMarksPersons: distinct(rows.filter(({ score }) => score === 15_000)),
});
const firstDays = (rows: Done[]) => {
  const first = new Map<string, string>();
  for (const { person, day } of rows) if (!first.has(person) || day < first.get(person)!) first.set(person, day);
  return [...new Set(rows.map(({ day }) => day))].sort().map((day) => ({
    ...{ day, attempts: rows.filter((row) => row.day === day).length },
    persons: [...first.values()].filter((one) => one === day).length,
  }));
};

describe('the figures of a report', () => {
  it.each<[string, object, (row: Done) => boolean]>([
    ['the contest', {}, () => true],
    ['a phase', { scope: 'phase', phase: 1 }, ({ round }) => round < 3],
    ['a round', { scope: 'round', round: 2 }, ({ round }) => round === 2],
  ])('of %s are those of a count by hand, and agree with each other', async (_what, wish, isIn) => {
    const figures = await read(wish);
    const rows = done.filter(isIn);
    expect(contradictionsOf({ ...figures, prizes: [] })).toEqual([]);
    expect(figures.total).toEqual(tallied(rows));
    expect(figures.audiences.map(({ code: _, title: __, ...tally }) => tally)).toEqual([
      tallied(rows.filter(({ audience }) => audience === 1)),
      tallied(rows.filter(({ audience }) => audience === 2)),
    ]);
    expect(figures.rounds.map(({ id, attempts, persons }) => ({ id, attempts, persons }))).toEqual(
      [1, 2, 3]
        .filter((round) => isIn({ round } as Done))
        .map((id) => {
          const own = done.filter(({ round }) => round === id);
          return { id, attempts: own.length, persons: distinct(own) };
        }),
    );
    expect(figures.days).toEqual(firstDays(rows));
    expect(figures.outsideList).toEqual(tallied(rows.filter(({ unit }) => unit === contest.unitIds[4])));
    for (const { name, counters } of figures.units) {
      const at = ['Huyện Diễn Châu', 'Huyện Nghi Lộc', 'Sở Nội vụ', 'Sở Tư pháp', 'Trường ngoài danh sách'].indexOf(
        name,
      );
      expect([name, counters]).toMatchObject([name, tallied(rows.filter(({ unit }) => unit === contest.unitIds[at]))]);
    }
    expect(figures.distribution.zero).toBe(rows.filter(({ score }) => score === 0).length);
  });

  it('tell who was invited and is silent, by levels where no blocks are named', async () => {
    const { participation, groups, units } = await read();
    expect(participation).toEqual({ invited: 4, tookPart: 3, silent: 1 });
    expect(groups.map(({ title, invited, tookPart, silent }) => [title, invited, tookPart, silent])).toEqual([
      ['Cấp huyện', 2, 2, 0],
      ['Cấp tỉnh', 2, 1, 1],
    ]);
    expect(units.filter(({ status }) => status === 'silent').map(({ name }) => name)).toEqual(['Sở Tư pháp']);
  });

  it('of a round stand beside the round before it, of anything else beside nothing', async () => {
    const own = done.filter(({ round }) => round === 1);
    expect((await read({ scope: 'round', round: 2 })).before).toMatchObject({ title: 'Tuần 1', ...tallied(own) });
    expect((await read({ scope: 'round', round: 1 })).before).toBeNull();
    expect((await read()).before).toBeNull();
  });

  it('tell no questions where they are not the reader’s to see, and each step of the work', async () => {
    const steps: number[] = [];
    expect((await read({ tellsItems: false, onStep: (step: number) => steps.push(step) })).items).toBeNull();
    expect(steps).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('end when whoever follows the steps wants no more', async () => {
    const onStep = () => {
      throw new Error('enough');
    };
    await expect(read({ onStep })).rejects.toThrow('enough');
  });

  it('of a round that there is not are refused', async () => {
    await expect(read({ scope: 'round', round: 9 })).rejects.toMatchObject({ code: 'ROUND_NOT_FOUND' });
  });
});

describe('the questions that went wrong', () => {
  it('are counted by the first attempt of each person in each round', async () => {
    // Papers of these fixtures name items that no bank holds; here they get one.
    await owner.query(`INSERT INTO bank (id, code, title) VALUES (900, 'b', 'b')`);
    await owner.query(`INSERT INTO topic (id, bank_id, code, title) VALUES (900, 900, 't', 'Một cửa')`);
    await owner.query(
      `INSERT INTO item (id, bank_id, topic_id, code, status) SELECT i, 900, 900, 'C-' || i, 'published' FROM generate_series(1, 3) i`,
    );
    await owner.query(
      `INSERT INTO item_version (id, item_id, version, kind, level, stem, options)
       SELECT i, i, 1, 'single', 1, 'Câu ' || i, ARRAY['a', 'b'] FROM generate_series(1, 3) i`,
    );
    const { items } = await read({ scope: 'round', round: 1 });
    const rows: { asked: number; wrong: number }[] = await owner.query(
      `SELECT count(*)::int AS asked, count(*) FILTER (WHERE g.marks[i] < 1000)::int AS wrong
         FROM (SELECT DISTINCT ON (participant_id) id FROM attempt
                WHERE contest_id = $1 AND round_id = 1 AND voided_at IS NULL ORDER BY participant_id, attempt_no) t
         JOIN grade g ON g.contest_id = $1 AND g.attempt_id = t.id CROSS JOIN generate_series(1, 3) i
        GROUP BY i ORDER BY i`,
      [contest.id],
    );
    const byCode = [...items!].sort((a, b) => (a.code < b.code ? -1 : 1));
    expect(byCode.map(({ asked, wrong }) => ({ asked, wrong }))).toEqual(rows);
    expect(items!.map(({ wrong, asked }) => wrong / asked)).toEqual(
      rows.map(({ wrong, asked }) => wrong / asked).sort((a, b) => b - a),
    );
  });

  it('need no more than a reader made by hand, as the process beside the worker has it', async () => {
    const app = await connect(database.appUrl, 2);
    try {
      const contests = new ContestReader(app);
      const clock = { now: () => OPENING + 9 * WEEK, scale: 1 };
      const reader = new ReportReader(app, contests, new UnitRankingService(app, clock), clock);
      expect((await reader.read(contest.id, { scope: 'contest', tellsItems: true })).total.attempts).toBe(done.length);
    } finally {
      await app.destroy();
    }
  });
});
