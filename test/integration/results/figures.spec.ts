import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { seededRandom } from '#domain';
import { FixedClock } from '#platform';
import { ContestReader, FiguresService, TallyService, UnitRankingService, UnitTableService } from '#results';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import {
  connect,
  contestRules,
  insertContest,
  insertGradedAttempts,
  insertParticipants,
  OPENING,
  type InsertedContest,
  type UnitPlan,
} from '../../support/insert.js';

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

const service = () => new FiguresService(db, new ContestReader(db), new FixedClock(OPENING));
const figuresOf = async ({ id }: InsertedContest) => (await service().of([id])).get(id);
const tally = (contest: InsertedContest, ids: string[]) =>
  db.transaction((manager) => new TallyService().apply(manager, contest.id, ids));

describe('the figures of a contest', () => {
  it('count a person once who stood for two units, and every valid attempt', async () => {
    const contest = await insertContest(db);
    const [an, binh] = await insertParticipants(db, contest, [{ unit: 0 }, { unit: 1 }]);
    const ids = await insertGradedAttempts(db, contest, [
      { person: an! },
      { person: an!, unitId: contest.unitIds[1]! },
      { person: an!, round: 2 },
      { person: binh!, voided: true },
    ]);
    await tally(contest, ids);
    expect(await figuresOf(contest)).toEqual({
      ...{ persons: 1, attempts: 3, unitsTakingPart: 2, unitsInvited: 2, version: 1 },
      changedAt: expect.any(Number),
    });
  });

  it('are zeros before the first attempt, and none for a draft or a contest that does not exist', async () => {
    const [contest, draft] = [await insertContest(db), await insertContest(db, { status: 'draft' })];
    expect(await figuresOf(contest)).toEqual({
      ...{ persons: 0, attempts: 0, unitsTakingPart: 0, unitsInvited: 2, version: 0, changedAt: null },
    });
    expect([...(await service().of([draft.id, 999_999, contest.id])).keys()]).toEqual([contest.id]);
    await expect(service().bySlug(draft.slug)).rejects.toMatchObject({ code: 'CONTEST_NOT_FOUND' });
  });

  it('are never older than the version that the caller was told of', async () => {
    const contest = await insertContest(db);
    const people = await insertParticipants(db, contest, [{}, {}]);
    const figures = service();
    for (const [i, person] of people.entries()) {
      await tally(contest, await insertGradedAttempts(db, contest, [{ person }]));
      expect((await figures.of([contest.id])).get(contest.id)).toMatchObject({ persons: i + 1, version: i + 1 });
    }
  });

  it('are read by two statements for a whole list, and by one when nothing has changed', async () => {
    const contests = [await insertContest(db), await insertContest(db), await insertContest(db)];
    const asked: string[] = [];
    const spied = new Proxy(db, {
      get: (target, name) => {
        if (name === 'manager') asked.push('statement');
        return Reflect.get(target, name) as unknown;
      },
    });
    const figures = new FiguresService(spied, new ContestReader(spied), new FixedClock(OPENING));
    expect((await figures.of(contests.map(({ id }) => id))).size).toBe(3);
    expect(asked).toHaveLength(2);
    expect((await figures.of(contests.map(({ id }) => id))).size).toBe(3);
    expect(asked).toHaveLength(3);
  });

  it.each([
    { minAttempts: 1, childrenCountForParent: false },
    { minAttempts: 1, childrenCountForParent: true },
    { minAttempts: 3, childrenCountForParent: true },
    { minAttempts: 2, childrenCountForParent: false },
  ])('agree with the unit table by the rule %j, whatever the tree', async (participation) => {
    const random = seededRandom(JSON.stringify(participation));
    const units = Array.from({ length: 40 }, (_, i): UnitPlan => ({
      name: `Đơn vị ${i}`,
      invited: random.int(4) > 0,
      ...(i > 0 && random.int(5) > 0 ? { parent: random.int(i) } : {}),
    }));
    const contest = await insertContest(db, { units, rules: contestRules({ participation }) });
    const people = await insertParticipants(
      db,
      contest,
      Array.from({ length: 30 }, () => ({ unit: random.int(40) })),
    );
    const plans = people.flatMap((person) => [{ person }, { person, round: 1 + random.int(2) }]);
    await tally(contest, await insertGradedAttempts(db, contest, plans));
    const tables = new UnitTableService(
      db,
      new ContestReader(db),
      new UnitRankingService(db, new FixedClock(OPENING)),
      new FixedClock(OPENING),
    );
    const { table } = await tables.all(contest.slug, { scope: 'contest' }, null);
    const { invited, tookPart } = table.participation;
    expect(tookPart).toBeGreaterThan(0);
    expect(await figuresOf(contest)).toMatchObject({
      ...{ persons: table.persons, attempts: table.total.attempts },
      ...{ unitsTakingPart: tookPart, unitsInvited: invited },
    });
  });
});
