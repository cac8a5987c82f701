import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { run } from '#database';
import { planEachTime, takeOut } from '../../../libs/results/src/reconcile.queries.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect, insertContest } from '../../support/insert.js';

const MADE = 20_000;
/** So often a statement that has a name is planned anew; then the plan that suits the empty table is kept. */
const PLANNED_ANEW = 6;

let database: TestDatabase;
let db: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  db = await connect(database.appUrl, 1);
});
afterAll(async () => {
  await db?.destroy();
  await database?.drop();
});

it('a recount that began with empty tables looks up by their keys the rows that it has made since', async () => {
  const { id, unitIds } = await insertContest(db, { units: [{ name: 'A' }] });
  const key = { scope_kind: 'contest', scope_id: 0, audience_id: 1 };
  await db.transaction(async (manager) => {
    await run(manager, planEachTime, []);
    const takeOutOne = () =>
      run(manager, takeOut('standing'), [id, JSON.stringify([{ ...key, participant_id: randomUUID() }])]);
    for (let n = 0; n < PLANNED_ANEW; n += 1) await takeOutOne();
    await manager.query(
      `INSERT INTO standing
       SELECT $1, 'contest', 0, 1, gen_random_uuid(), gen_random_uuid(), $2, 15000, true, n, now(), now(), 1, int4send(0) || int4send(n)
         FROM generate_series(1, ${MADE}) AS n`,
      [id, unitIds[0]],
    );
    await takeOutOne();
    const [read]: { rows: number }[] = await manager.query(
      `SELECT (seq_tup_read + coalesce(idx_tup_fetch, 0))::int AS rows FROM pg_stat_xact_user_tables WHERE relname = $1`,
      [`standing_c${id}`],
    );
    expect(read!.rows).toBeLessThan(MADE / 10);
  });
});
