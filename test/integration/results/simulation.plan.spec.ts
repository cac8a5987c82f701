import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { nextAttempts } from '../../../libs/results/src/simulation/simulation.queries.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect, insertContest, insertParticipants, type InsertedContest } from '../../support/insert.js';

// A simulation walks through the attempts person by person: each page is read from the index where the one before ended, and
// nothing of what is before or behind is looked at, in one partition.

const PAGE = 2_000;

let database: TestDatabase;
let db: DataSource;
let contest: InsertedContest;
let middle: string;

beforeAll(async () => {
  database = await createTestDatabase();
  // The owner, because only the owner may ANALYZE; plans do not depend on who asks.
  db = await connect(database.ownerUrl, 1);
  contest = await insertContest(db);
  const other = await insertContest(db);
  for (const one of [contest, other]) {
    await insertParticipants(
      db,
      one,
      Array.from({ length: 2_000 }, () => ({})),
    );
    await db.query(
      `INSERT INTO contribution (contest_id, attempt_id, round_id, phase_id, audience_id, participant_id, contest_unit_id,
              valid, counted, score, full_marks, duration_ms, started_at, submitted_at, grade_revision)
       SELECT $1, gen_random_uuid(), 1 + i % 2, 1, 1, p.id, p.contest_unit_id, i % 7 <> 0, false, i * 1000, false, 60000 + i,
              now(), now(), 1
         FROM participant p CROSS JOIN generate_series(1, 10) i WHERE p.contest_id = $1`,
      [one.id],
    );
  }
  const [row]: { id: string }[] = await db.query(
    `SELECT participant_id AS id FROM contribution WHERE contest_id = $1 ORDER BY participant_id OFFSET 10000 LIMIT 1`,
    [contest.id],
  );
  middle = row!.id;
  await db.query('ANALYZE');
});
afterAll(async () => {
  await db?.destroy();
  await database?.drop();
});

describe.each(['custom', 'generic'])('the plan of a page of 20,000 attempts, %s', (mode) => {
  it('walks the index on from the last person, and reads no more than the page', async () => {
    const runner = db.createQueryRunner();
    await runner.startTransaction();
    try {
      await runner.query(`SET LOCAL plan_cache_mode = force_${mode}_plan`);
      await runner.query(`PREPARE looked_at AS ${nextAttempts.text}`);
      const values = `${contest.id}, '{1,2}', '${middle}', 'ffffffff-ffff-ffff-ffff-ffffffffffff', true, true, ${PAGE}`;
      const rows: Record<'QUERY PLAN', string>[] = await runner.query(
        `EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, BUFFERS OFF, SUMMARY OFF) EXECUTE looked_at(${values})`,
      );
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      const [, read] =
        /Index Scan using contribution_c\d+_\S* on contribution_c\d+ .*actual rows=(\d+)/.exec(plan) ?? [];
      expect(plan).not.toMatch(/Seq Scan on contribution|Bitmap/);
      expect(Number(read)).toBeGreaterThanOrEqual(PAGE);
      expect(Number(read)).toBeLessThanOrEqual(PAGE + 50);
      expect(new Set(plan.match(/contribution_c\d+/g))).toEqual(new Set([`contribution_c${contest.id}`]));
      // A page that needs no sorting but of the few attempts of one person at a time.
      expect(plan).not.toMatch(/->\s+Sort\b/);
    } finally {
      await runner.rollbackTransaction();
      await runner.query('DEALLOCATE ALL');
      await runner.release();
    }
  });
});
