import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import type { Statement } from '#database';
import { boardPage, ownStanding, standingCount, standingsBefore } from '../../../libs/results/src/board.queries.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect, insertContest, type InsertedContest } from '../../support/insert.js';

const STANDINGS = 20_000;

let database: TestDatabase;
let db: DataSource;
let contest: InsertedContest;
let other: InsertedContest;
let accountId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  // The owner, because only the owner may ANALYZE; plans do not depend on who asks.
  db = await connect(database.ownerUrl, 1);
  const units = Array.from({ length: 500 }, (_, i) => ({ name: `Xã ${i}` }));
  [contest, other] = [await insertContest(db, { units }), await insertContest(db, { units })];
  await db.query(`CREATE TEMP TABLE person AS SELECT n, gen_random_uuid() AS id, gen_random_uuid() AS account_id, gen_random_uuid() AS attempt_id
                    FROM generate_series(1, ${STANDINGS}) AS n`);
  await db.query(`INSERT INTO account (id, full_name) SELECT account_id, 'Nguyễn Văn An' FROM person`);
  await fill(contest);
  await fill(other);
  const [person]: { account_id: string }[] = await db.query('SELECT account_id FROM person WHERE n = 4242');
  accountId = person!.account_id;
  await db.query('ANALYZE');
});

afterAll(async () => {
  await db?.destroy();
  await database?.drop();
});

/** Everybody with a standing in three scopes: 10 scores × 900 durations. */
async function fill({ id, unitIds }: InsertedContest): Promise<void> {
  await db.query(
    `INSERT INTO participant (contest_id, id, account_id, contest_unit_id, audience_id, full_name)
     SELECT $1, id, account_id, $2::int + n % 500, 1, 'Nguyễn Văn An' FROM person`,
    [id, unitIds[0]],
  );
  await db.query(
    `INSERT INTO grade (contest_id, attempt_id, revision, effective, marks, key_revisions, score, max_score, full_marks)
     SELECT $1, attempt_id, 1, true, '{}', '{}', 15000 - n % 10 * 1000, 15000, n % 10 = 0 FROM person`,
    [id],
  );
  for (const [kind, scope] of [
    ['round', 1],
    ['round', 2],
    ['contest', 0],
  ] as const) {
    await db.query(
      `INSERT INTO standing
       SELECT $1, $2, $3, 1, id, attempt_id, $4::int + n % 500, 15000 - n % 10 * 1000, n % 10 = 0, n % 900 * 1000, now(), now(), 1,
              int4send(2147483647 - 15000 + n % 10 * 1000) || int4send(n % 900 * 1000)
         FROM person`,
      [id, kind, scope, unitIds[0]],
    );
  }
  await db.query(
    `INSERT INTO standing_bucket SELECT contest_id, scope_kind, scope_id, audience_id, substring(sort_key FOR 7), count(*)
       FROM standing WHERE contest_id = $1 GROUP BY 1, 2, 3, 4, 5`,
    [id],
  );
}

/** The plan as PostgreSQL keeps it for a prepared statement: without knowing the parameters ('generic') or knowing them. */
async function plan(stmt: Statement<unknown>, values: unknown[], mode: 'custom' | 'generic'): Promise<string> {
  const runner = db.createQueryRunner();
  await runner.startTransaction();
  try {
    await runner.query(`SET LOCAL plan_cache_mode = force_${mode}_plan`);
    const literals = values.map((value) =>
      Buffer.isBuffer(value)
        ? `'\\x${value.toString('hex')}'`
        : typeof value === 'number'
          ? value
          : `'${String(value)}'`,
    );
    await runner.query(`PREPARE looked_at AS ${stmt.text}`);
    const rows: Record<'QUERY PLAN', string>[] = await runner.query(
      `EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, BUFFERS OFF, SUMMARY OFF) EXECUTE looked_at(${literals.join(', ')})`,
    );
    await runner.query('DEALLOCATE looked_at');
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

describe.each(['custom', 'generic'] as const)('the plans of a board of 20,000 standings, %s', (mode) => {
  const key = () => Buffer.from('7fffc56700030d40', 'hex');
  const board = () => [contest.id, 'round', 1, 1];

  it('reads a page from the index, in one partition', async () => {
    const text = await plan(boardPage, [...board(), key(), '80000000-0000-7000-8000-000000000000', 101], mode);
    expectIndexed(text);
    // Only the page itself is read, not the board behind it.
    expect(text).toMatch(/Index.*Scan using standing_c\d+_.*(rows|actual)/);
    const read = [...text.matchAll(/ on standing_c\d+ .*actual rows=(\d+)/g)].map(([, rows]) => Number(rows));
    expect(Math.max(...read)).toBeLessThanOrEqual(101);
  });

  it('finds the own standing by its keys, those before it within one bucket, and the one before by a step back', async () => {
    const text = await plan(ownStanding, [...board(), accountId], mode);
    expectIndexed(text);
    expect(text).toMatch(/Index Only Scan Backward using standing_c\d+_|Index Scan Backward using standing_c\d+_/);
    const read = [...text.matchAll(/ on standing_c\d+ .*actual rows=(\d+)/g)].map(([, rows]) => Number(rows));
    expect(read).toHaveLength(3);
    expect(Math.max(...read)).toBeLessThan(100);
  });

  it('counts who stands before within one bucket', async () => {
    const text = await plan(
      standingsBefore,
      [...board(), key(), key().subarray(0, 7), '80000000-0000-7000-8000-000000000000'],
      mode,
    );
    expectIndexed(text);
    const read = [...text.matchAll(/ on standing_c\d+ .*actual rows=(\d+)/g)].map(([, rows]) => Number(rows));
    expect(Math.max(...read)).toBeLessThan(100);
  });

  it('counts the board from its histogram', async () => {
    const text = await plan(standingCount, board(), mode);
    expect(text).not.toMatch(/ on standing(_c\d+)? /);
  });

  // contest_unit is left out: a thousand units are one hash away, and PostgreSQL may well read them whole.
  function expectIndexed(text: string): void {
    expect(text).not.toMatch(/Seq Scan on (standing|standing_bucket|participant|grade)(?!.*never executed)/);
    const partitions = new Set([...text.matchAll(/ on standing_c(\d+)/g)].map(([, id]) => Number(id)));
    expect([...partitions]).toEqual([contest.id]);
  }
});
