import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { readFigures } from '../../../libs/results/src/figures.queries.js';
import { unitRounds } from '../../../libs/results/src/unit-table.queries.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect, contestRules, insertContest, type InsertedContest } from '../../support/insert.js';

const UNITS = 3_000;
const BUCKETS = 5_000;

let database: TestDatabase;
let db: DataSource;
let contests: InsertedContest[];

beforeAll(async () => {
  database = await createTestDatabase();
  // The owner, because only the owner may ANALYZE; plans do not depend on who asks.
  db = await connect(database.ownerUrl, 1);
  const units = Array.from({ length: UNITS }, (_, i) => ({ name: `Xã ${i}`, ...(i < 20 ? {} : { parent: i % 20 }) }));
  const rules = contestRules({ participation: { minAttempts: 1, childrenCountForParent: true } });
  contests = [];
  for (let i = 0; i < 4; i++) contests.push(await insertContest(db, { units, rules }));
  for (const { id } of contests) await fill(id);
  await db.query('ANALYZE');
});

afterAll(async () => {
  await db?.destroy();
  await database?.drop();
});

/** Counters of four rounds and the contest, for half of the units; ranks as fine as milliseconds make them. */
async function fill(contestId: number): Promise<void> {
  for (const [kind, scope] of [['contest', 0], ...[1, 2, 3, 4].map((round) => ['round', round] as const)] as const) {
    await db.query(
      `INSERT INTO unit_counter SELECT $1, $2, $3, id, 30, 50, 40, 400000, 10, 9 FROM contest_unit
        WHERE contest_id = $1 AND id % 2 = 0`,
      [contestId, kind, scope],
    );
    await db.query(
      `INSERT INTO standing_bucket SELECT $1, $2, $3, 1, decode(lpad(to_hex(n), 14, '0'), 'hex'), 9
         FROM generate_series(1, ${BUCKETS}) AS n`,
      [contestId, kind, scope],
    );
    await db.query(`INSERT INTO score_counter SELECT $1, $2, $3, 1, n * 1000, 4687 FROM generate_series(0, 15) AS n`, [
      contestId,
      kind,
      scope,
    ]);
  }
}

async function plan(text: string, parameters: string, mode: 'custom' | 'generic'): Promise<string> {
  const runner = db.createQueryRunner();
  await runner.startTransaction();
  try {
    await runner.query(`SET LOCAL plan_cache_mode = force_${mode}_plan`);
    await runner.query(`PREPARE looked_at AS ${text}`);
    const rows: Record<'QUERY PLAN', string>[] = await runner.query(
      `EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, BUFFERS OFF, SUMMARY OFF) EXECUTE looked_at(${parameters})`,
    );
    await runner.query('DEALLOCATE looked_at');
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

/** Rows that a plan took out of a table, over all loops. */
function rowsOf(text: string, table: string): number {
  const scans = text.matchAll(new RegExp(` on ${table} .*actual rows=([\\d.]+) loops=(\\d+)`, 'g'));
  return [...scans].reduce((sum, [, rows, loops]) => sum + Number(rows) * Number(loops), 0);
}

describe.each(['custom', 'generic'] as const)('the plans of figures, %s', (mode) => {
  it('touch counters alone: no attempt, no contribution, no standing', async () => {
    const text = await plan(readFigures.text, `'{${contests.at(-1)!.id}}'`, mode);
    expect(text).not.toMatch(/ on (attempt|answers|grade|contribution|standing)(_c\d+)?\b/);
  });

  it('read of one contest only what is in its own scope, though three others are as large', async () => {
    const text = await plan(readFigures.text, `'{${contests.at(-1)!.id}}'`, mode);
    expect(rowsOf(text, 'standing_bucket b')).toBe(BUCKETS);
    expect(rowsOf(text, 'score_counter s')).toBe(16);
    expect(rowsOf(text, 'unit_counter')).toBe(UNITS / 2);
    expect(text).not.toMatch(/Seq Scan on (standing_bucket|unit_counter|score_counter)/);
  });

  it('find what one unit has in its rounds by key', async () => {
    const { id, unitIds } = contests.at(-1)!;
    const text = await plan(unitRounds.text, `${id}, '{1,2,3,4}', ${unitIds.find((unit) => unit % 2 === 0)}`, mode);
    expect(text).toMatch(/Index Scan using unit_counter_pkey/);
    expect(text).not.toMatch(/Rows Removed/);
    expect(rowsOf(text, 'unit_counter')).toBe(4);
  });
});
