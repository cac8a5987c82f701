import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { takeOut, type MendedTable } from '../../../libs/results/src/reconcile.queries.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect, insertContest } from '../../support/insert.js';

let database: TestDatabase;
let db: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  db = await connect(database.appUrl, 1);
  await insertContest(db, { units: [{ name: 'A' }] });
});
afterAll(async () => {
  await db?.destroy();
  await database?.drop();
});

// A statement keeps the plan that it got when nothing was made yet, through all chunks of a recount that makes a million rows.
it.each<[MendedTable, RegExp]>([
  ['contribution', /attempt_id = k\.attempt_id/],
  ['standing', /participant_id = k\.participant_id/],
  ['standing_bucket', /bucket = k\.bucket/],
  ['unit_counter', /contest_unit_id = k\.contest_unit_id/],
  ['score_counter', /score = k\.score/],
])('rows of %s are taken out by their keys, also by a plan made on an empty table', async (table, key) => {
  const rows: Record<'QUERY PLAN', string>[] = await db.query(`EXPLAIN (GENERIC_PLAN) ${takeOut(table).text}`);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).not.toMatch(/Seq Scan|Hash Join|Merge Join/);
  expect(plan.split('\n').filter((line) => /Index Cond/.test(line) && key.test(line))).not.toEqual([]);
});
