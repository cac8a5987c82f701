import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import type { Statement } from '#database';
import {
  peopleCounts,
  peopleOfUnit,
  placeOfPerson,
} from '../../../libs/identity/src/participants/unit-people.queries.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect, insertContest, type InsertedContest } from '../../support/insert.js';

const PEOPLE = 20_000;
const UNITS = 200;

let database: TestDatabase;
let db: DataSource;
let contest: InsertedContest;
let other: InsertedContest;
let somebody: string;

beforeAll(async () => {
  database = await createTestDatabase();
  // The owner, because only the owner may ANALYZE; plans do not depend on who asks.
  db = await connect(database.ownerUrl, 1);
  // A tree of three levels: one unit over all, ten below it, the others below these.
  const units = Array.from({ length: UNITS }, (_, i) => ({
    name: `Xã ${i}`,
    ...(i > 0 && { parent: i <= 10 ? 0 : 1 + (i % 10) }),
  }));
  [contest, other] = [await insertContest(db, { units }), await insertContest(db, { units })];
  await db.query(`CREATE TEMP TABLE person AS SELECT n, gen_random_uuid() AS id, gen_random_uuid() AS account_id
                    FROM generate_series(1, ${PEOPLE}) AS n`);
  await db.query(`INSERT INTO account (id, full_name) SELECT account_id, 'Nguyễn Văn An' FROM person`);
  for (const { id, unitIds } of [contest, other]) {
    await db.query(
      `INSERT INTO participant (contest_id, id, account_id, contest_unit_id, audience_id, full_name)
       SELECT $1, id, account_id, $2::int + n % ${UNITS}, 1, 'Nguyễn Văn ' || n FROM person`,
      [id, unitIds[0]],
    );
    await db.query(
      `INSERT INTO standing SELECT $1, 'contest', 0, 1, id, gen_random_uuid(), $2::int + n % ${UNITS}, 1000, false, 1000, now(), now(), 1, int4send(n)
         FROM person WHERE n % 3 <> 0`,
      [id, unitIds[0]],
    );
  }
  const [row] = await db.query(`SELECT id FROM participant WHERE contest_id = $1 AND contest_unit_id = $2 LIMIT 1`, [
    ...[contest.id, contest.unitIds[100]],
  ]);
  somebody = row.id;
  await db.query('ANALYZE');
});

afterAll(async () => {
  await db?.destroy();
  await database?.drop();
});

/** The plan as PostgreSQL keeps it for a prepared statement: without knowing the parameters ('generic') or knowing them. */
async function plan(stmt: Statement<unknown>, values: unknown[], mode: 'custom' | 'generic'): Promise<string> {
  const runner = db.createQueryRunner();
  await runner.startTransaction();
  try {
    await runner.query(`SET LOCAL plan_cache_mode = force_${mode}_plan`);
    const literals = values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value)));
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

/** How many rows the busiest scan of a table gave and threw away. */
function readOf(table: string, text: string): number {
  const scans = text.split(/(?=->)/).filter((part) => new RegExp(` on ${table}`).test(part));
  return scans.reduce((sum, part) => {
    const [, rows, loops] = /actual rows=([\d.]+) loops=(\d+)/.exec(part) ?? [, '0', '0'];
    const [, removed] = /Rows Removed by Filter: (\d+)/.exec(part) ?? [, '0'];
    return sum + (Number(rows) + Number(removed)) * Number(loops);
  }, 0);
}

describe.each(['custom', 'generic'] as const)('the plans of the people of a unit among 20,000, %s', (mode) => {
  const NOBODY = '00000000-0000-0000-0000-000000000000';
  const root = () => contest.unitIds[0]!;
  const leaf = () => contest.unitIds[150]!;

  it('a page is read in the order of the index and no further', async () => {
    for (const unit of [root(), leaf()]) {
      const text = await plan(peopleOfUnit, [contest.id, unit, false, '', 0, '', NOBODY, 51], mode);
      expectIndexed(text);
      // A third has yet to take part: about 150 people are looked at for 51, and those of the last unit to its end.
      expect(readOf('participant', text)).toBeLessThan(400);
    }
  });

  it('the next page begins at its place, not at the beginning', async () => {
    const [place] = await db.query(placeOfPerson.text, [contest.id, root(), somebody]);
    const text = await plan(
      peopleOfUnit,
      [contest.id, root(), true, '', place.contest_unit_id, place.name_key, somebody, 51],
      mode,
    );
    expectIndexed(text);
    expect(readOf('participant', text)).toBeLessThan(400);
    expectIndexed(await plan(placeOfPerson, [contest.id, root(), somebody], mode));
  });

  it('the counts of a small unit read its people alone', async () => {
    const text = await plan(peopleCounts, [contest.id, leaf()], mode);
    expectIndexed(text);
    expect(readOf('participant', text)).toBeLessThan(150);
  });

  function expectIndexed(text: string): void {
    expect(text).not.toMatch(/Seq Scan on (standing|participant|account)(?!.*never executed)/);
    const partitions = new Set([...text.matchAll(/ on standing_c(\d+)/g)].map(([, id]) => Number(id)));
    expect([...partitions].filter((id) => id !== contest.id)).toEqual([]);
  }
});
