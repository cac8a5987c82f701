import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { ContestReader, ReconcileService, TallyService, type Differences } from '#results';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import {
  connect,
  contestRules,
  insertContest,
  insertGradedAttempts,
  insertParticipants,
  type InsertedContest,
} from '../../support/insert.js';

let database: TestDatabase;
let db: DataSource;
let service: ReconcileService;
const tally = new TallyService();

beforeAll(async () => {
  database = await createTestDatabase();
  db = await connect(database.appUrl);
  service = new ReconcileService(db, new ContestReader(db));
  // Small chunks, so that the 24 people of a contest are gone through in several.
  service.chunkAttempts = 10;
});

afterAll(async () => {
  await db?.destroy();
  await database?.drop();
});

/** A contest of 24 people, two audiences and units outside the list, tallied as the worker does. */
async function playedContest(rules = contestRules()): Promise<InsertedContest> {
  const units = [{ name: 'A' }, { name: 'B', parent: 0 }, { name: 'Ngoài', invited: false }];
  const contest = await insertContest(db, { rules, units, audiences: ['can-bo', 'nguoi-dan'] });
  const plans = Array.from({ length: 24 }, (_, i) => ({ audience: 1 + (i % 2) }));
  const people = await insertParticipants(db, contest, plans);
  const attempts = people.flatMap((person, i) =>
    Array.from({ length: 1 + (i % 4) }, (_, n) => ({ person, round: 1 + ((i + n) % 2), voided: (i + n) % 11 === 0 })),
  );
  const ids = await insertGradedAttempts(db, contest, attempts);
  for (let from = 0; from < ids.length; from += 40) {
    await db.transaction((manager) => tally.apply(manager, contest.id, ids.slice(from, from + 40)));
  }
  return contest;
}

const brief = (found: Differences) =>
  Object.fromEntries(
    Object.entries(found.tables)
      .filter(([, t]) => t.missing + t.wrong + t.stray > 0)
      .map(([table, { missing, wrong, stray }]) => [table, { missing, wrong, stray }]),
  );

describe('reconciling figures that nobody touched', () => {
  it.each(['best', 'first', 'last'] as const)('finds them right when the counting rule is %s', async (counting) => {
    const contest = await playedContest(contestRules({ counting }));
    const found = await service.check(contest.id);
    expect(brief(found)).toEqual({});
    expect(found).toMatchObject({ total: 0, attempts: 60 });
  });

  it('finds them right when the chain ranks by age', async () => {
    const ranking = { criteria: ['score', 'youngest', 'submitted_at'] as never, durationPrecision: 'ms' as const };
    const contest = await playedContest(contestRules({ ranking }));
    expect((await service.check(contest.id)).total).toBe(0);
  });

  it.each<[string, Parameters<typeof contestRules>[0]]>([
    ['rounds are added', { across: 'sum_of_rounds' }],
    ['all audiences share a board', { oneBoard: true }],
    [
      'the chain looks at the round before',
      { ranking: { criteria: ['score', 'earlier_round_score', 'submitted_at'], durationPrecision: 's' } },
    ],
  ])('finds them right when %s, and rebuilds them the same from nothing', async (_what, rules) => {
    const contest = await playedContest(contestRules(rules));
    expect(brief(await service.check(contest.id))).toEqual({});
    const board = () =>
      db.query(`SELECT * FROM standing WHERE contest_id = $1 ORDER BY scope_kind, scope_id, audience_id, sort_key`, [
        contest.id,
      ]);
    const before = await board();
    await db.query('DELETE FROM standing WHERE contest_id = $1', [contest.id]);
    await service.repair(contest.id);
    expect(await board()).toEqual(before);
  });

  it('writes nothing and no audit row when there is nothing to repair', async () => {
    const contest = await playedContest();
    expect((await service.repair(contest.id)).total).toBe(0);
    expect(await auditRows(contest.id)).toEqual([]);
  });

  it('says that there is no such contest', async () => {
    await expect(service.check(987_654)).rejects.toMatchObject({ code: 'CONTEST_NOT_FOUND' });
  });
});

describe('reconciling planted faults', () => {
  let contest: InsertedContest;
  beforeEach(async () => {
    contest = await playedContest();
  });

  const faults: [string, string, object][] = [
    [
      'a wrong unit counter',
      `UPDATE unit_counter SET attempts = attempts + 1
        WHERE contest_id = $1 AND scope_kind = 'contest' AND contest_unit_id = (SELECT min(contest_unit_id) FROM unit_counter WHERE contest_id = $1)`,
      { unit_counter: { missing: 0, wrong: 1, stray: 0 } },
    ],
    [
      'a missing unit counter',
      `DELETE FROM unit_counter WHERE contest_id = $1 AND scope_kind = 'phase'
          AND contest_unit_id = (SELECT min(contest_unit_id) FROM unit_counter WHERE contest_id = $1)`,
      { unit_counter: { missing: 1, wrong: 0, stray: 0 } },
    ],
    [
      'a counter of a round that does not exist',
      `INSERT INTO unit_counter SELECT contest_id, scope_kind, 99, contest_unit_id, 1, 1, 1, 1, 1, 1
         FROM unit_counter WHERE contest_id = $1 AND scope_kind = 'round' LIMIT 1`,
      { unit_counter: { missing: 0, wrong: 0, stray: 1 } },
    ],
    [
      'a missing standing',
      `DELETE FROM standing WHERE contest_id = $1 AND scope_kind = 'contest' AND participant_id =
        (SELECT participant_id FROM standing WHERE contest_id = $1 ORDER BY participant_id LIMIT 1)`,
      { standing: { missing: 1, wrong: 0, stray: 0 } },
    ],
    [
      'a standing of nobody',
      `INSERT INTO standing SELECT contest_id, 'round', 77, audience_id, gen_random_uuid(), attempt_id, contest_unit_id, score,
              full_marks, duration_ms, started_at, submitted_at, attempt_count, sort_key
         FROM standing WHERE contest_id = $1 LIMIT 1`,
      { standing: { missing: 0, wrong: 0, stray: 1 } },
    ],
    [
      'a wrong sort key',
      `UPDATE standing SET sort_key = '\\x00000000'::bytea WHERE contest_id = $1 AND scope_kind = 'round' AND scope_id = 1
          AND participant_id = (SELECT min(participant_id::text)::uuid FROM standing WHERE contest_id = $1 AND scope_kind = 'round' AND scope_id = 1)`,
      { standing: { missing: 0, wrong: 1, stray: 0 } },
    ],
    [
      'a stray bucket',
      `INSERT INTO standing_bucket VALUES ($1, 'contest', 0, 1, '\\x01020304050607'::bytea, 3)`,
      { standing_bucket: { missing: 0, wrong: 0, stray: 1 } },
    ],
    [
      'a bucket that counts one too many',
      `UPDATE standing_bucket SET standings = standings + 1 WHERE contest_id = $1 AND scope_kind = 'contest' AND audience_id = 1
          AND bucket = (SELECT bucket FROM standing_bucket WHERE contest_id = $1 AND scope_kind = 'contest' AND audience_id = 1
                         AND standings > 0 ORDER BY bucket LIMIT 1)`,
      { standing_bucket: { missing: 0, wrong: 1, stray: 0 } },
    ],
    [
      'a wrong score counter',
      `UPDATE score_counter SET attempts = attempts + 5 WHERE contest_id = $1 AND scope_kind = 'contest' AND audience_id = 1
          AND score = (SELECT min(score) FROM score_counter WHERE contest_id = $1 AND scope_kind = 'contest' AND audience_id = 1)`,
      { score_counter: { missing: 0, wrong: 1, stray: 0 } },
    ],
    [
      'a lost contribution',
      `DELETE FROM contribution WHERE contest_id = $1 AND attempt_id = (SELECT attempt_id FROM contribution WHERE contest_id = $1 LIMIT 1)`,
      { contribution: { missing: 1, wrong: 0, stray: 0 } },
    ],
    [
      'a contribution with a wrong score',
      `UPDATE contribution SET score = score + 250 WHERE contest_id = $1 AND attempt_id = (SELECT attempt_id FROM contribution WHERE contest_id = $1 LIMIT 1)`,
      { contribution: { missing: 0, wrong: 1, stray: 0 } },
    ],
    ['a lost mark', `DELETE FROM tally_mark WHERE contest_id = $1`, { tally_mark: { missing: 1, wrong: 0, stray: 0 } }],
  ];

  it.each(faults)('finds and repairs %s', async (_, plant, expected) => {
    await db.query(plant, [contest.id]);
    const found = await service.check(contest.id);
    expect(brief(found)).toEqual(expected);
    const before = await auditRows(contest.id);
    expect(brief(await service.repair(contest.id))).toEqual(expected);
    expect(brief(await service.check(contest.id))).toEqual({});
    expect(before).toEqual([]);
    expect(await auditRows(contest.id)).toMatchObject([{ after: expected }]);
  });

  it('finds an attempt that was added to a person far behind its own', async () => {
    await db.query(
      `UPDATE contribution SET participant_id = 'ffffffff-0000-7000-8000-000000000000'
        WHERE contest_id = $1 AND attempt_id = (SELECT attempt_id FROM contribution WHERE contest_id = $1 LIMIT 1)`,
      [contest.id],
    );
    const found = await service.check(contest.id);
    expect(brief(found)).toEqual({ contribution: { missing: 1, wrong: 0, stray: 1 } });
    // Putting the row right at its own person takes it from the other one, so there it is not met again.
    expect(brief(await service.repair(contest.id))).toEqual({ contribution: { missing: 1, wrong: 0, stray: 0 } });
    expect((await service.check(contest.id)).total).toBe(0);
  });

  it('rebuilds everything from attempts and grades alone', async () => {
    const before = await rows(contest.id);
    for (const table of [
      'contribution',
      'standing',
      'standing_bucket',
      'unit_counter',
      'score_counter',
      'tally_mark',
    ]) {
      await db.query(`DELETE FROM ${table} WHERE contest_id = $1`, [contest.id]);
    }
    const found = await service.repair(contest.id);
    expect(found.total).toBeGreaterThan(200);
    expect(found.tables.standing.examples).toHaveLength(5);
    expect(await rows(contest.id)).toEqual(before);
  });

  it('finds a regrade that was not tallied', async () => {
    await db.query(
      `UPDATE grade SET score = 15000, full_marks = true WHERE contest_id = $1 AND attempt_id =
        (SELECT attempt_id FROM contribution WHERE contest_id = $1 AND valid AND NOT full_marks LIMIT 1)`,
      [contest.id],
    );
    const found = await service.check(contest.id);
    expect(found.tables.contribution.wrong).toBeGreaterThanOrEqual(1);
    expect(found.tables.unit_counter.wrong).toBeGreaterThanOrEqual(3);
    await service.repair(contest.id);
    expect((await service.check(contest.id)).total).toBe(0);
  });

  it('leaves other contests alone', async () => {
    const other = await playedContest();
    const before = await rows(other.id);
    await db.query(`UPDATE unit_counter SET attempts = attempts + 1 WHERE contest_id = $1`, [contest.id]);
    await service.repair(contest.id);
    expect(await rows(other.id)).toEqual(before);
  });

  it('waits for the tally and tallies after it come out right', async () => {
    const people = await insertParticipants(db, contest, [{}, {}, {}]);
    const ids = await insertGradedAttempts(
      db,
      contest,
      people.map((person) => ({ person })),
      'more',
    );
    // While the figures of these are not yet added, a repair adds them; the tally after it must then change nothing.
    await Promise.all([
      service.repair(contest.id),
      ...ids.map((id) => db.transaction((manager) => tally.apply(manager, contest.id, [id]))),
    ]);
    expect((await service.check(contest.id)).total).toBe(0);
  });
});

async function auditRows(contestId: number): Promise<unknown[]> {
  // The application may only write the audit trail of what it did; it can read it, too.
  return db.query(`SELECT after FROM audit WHERE action = 'tally.repaired' AND subject = $1`, [`contest/${contestId}`]);
}

/** All figures of a contest; counters of zero are as good as none. */
async function rows(contestId: number): Promise<unknown> {
  const read = (sql: string) => db.query(sql, [contestId]);
  return {
    contribution: await read(`SELECT * FROM contribution WHERE contest_id = $1 ORDER BY attempt_id`),
    standing: await read(
      `SELECT * FROM standing WHERE contest_id = $1 ORDER BY scope_kind, scope_id, audience_id, participant_id`,
    ),
    buckets: await read(
      `SELECT * FROM standing_bucket WHERE contest_id = $1 AND standings <> 0 ORDER BY 1, 2, 3, 4, 5`,
    ),
    units: await read(`SELECT * FROM unit_counter WHERE contest_id = $1 AND attempts <> 0 ORDER BY 1, 2, 3, 4`),
    scores: await read(`SELECT * FROM score_counter WHERE contest_id = $1 AND attempts <> 0 ORDER BY 1, 2, 3, 4, 5`),
  };
}
