import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { createDataSource } from '#database';
import { insertContest, insertPeople, type ContestFixture } from '../../support/contest.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let app: Client;
let contest: ContestFixture;
let participantId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  const owner = createDataSource({ url: database.ownerUrl, poolMax: 1, applicationName: 'statistics' });
  await owner.initialize();
  contest = await insertContest(owner);
  const [person] = await insertPeople(owner, contest, 1);
  participantId = person!.participantId;
  await owner.destroy();
  app = new Client({ connectionString: database.appUrl });
  await app.connect();
  // Autovacuum would do the same after its minute; here it must not come in between.
  const table = `attempt_c${contest.contestId}`;
  const admin = new Client({ connectionString: database.ownerUrl });
  await admin.connect();
  await admin.query(`ALTER TABLE ${table} SET (autovacuum_enabled = false)`);
  await admin.end();
});

afterAll(async () => {
  await app.end();
  await database.drop();
});

const refresh = async (): Promise<number> =>
  (await app.query<{ refreshed: number }>('SELECT refresh_contest_statistics($1) AS refreshed', [contest.contestId]))
    .rows[0]!.refreshed;

const insert = (from: number, to: number): Promise<unknown> =>
  app.query(
    `INSERT INTO attempt (contest_id, id, participant_id, attempt_no, start_key, round_id, round_revision, audience_id,
            contest_unit_id, seed, paper_items, paper_orders, paper_shape, started_at, deadline_at, grace_ms)
     SELECT $1, gen_random_uuid(), $2, n, 'key-' || n, 1, 1, 1, $3, 's', '{1,2,3}', '{0,0,0}', '444', now(), now() + interval '1 h', 0
       FROM generate_series($4::int, $5::int) n`,
    [contest.contestId, participantId, contest.units[0], from, to],
  );

/** Which index the prepared look-up of one attempt goes through, and by which columns. */
async function plan(): Promise<string> {
  const { rows } = await app.query(`EXPLAIN EXECUTE one_attempt(${contest.contestId}, '${participantId}')`);
  return rows.map((row) => row['QUERY PLAN'] as string).join('\n');
}

describe('the statistics of a contest that has just begun', () => {
  it('are left alone while nothing has grown', async () => {
    expect(await refresh()).toBe(0);
  });

  it('are made anew when a partition has grown, and free the plans that were made for an empty one', async () => {
    await app.query(`SET plan_cache_mode = force_generic_plan`);
    await app.query(
      `PREPARE one_attempt (int, uuid) AS
       SELECT id FROM attempt WHERE contest_id = $1 AND id = ANY (ARRAY[$2, $2, $2]) AND state = 'in_progress'`,
    );
    const made = await plan();
    await insert(1, 3_000);
    // As it was: the plan for three rows of an empty table stays, and reads all that are in progress.
    expect(await plan()).toBe(made);
    expect(made).not.toMatch(/Index Cond: .*id = ANY/);

    // The partition, and its parent, by which joins are judged.
    expect(await refresh()).toBe(2);
    expect(await plan()).toMatch(/Index Cond: .*id = ANY/);
  });

  it('are not made again for a little more', async () => {
    await insert(3_001, 3_100);
    expect(await refresh()).toBe(0);
    await insert(3_101, 6_000);
    expect(await refresh()).toBe(1);
  });

  it('may not be touched by the role that only reads', async () => {
    const read = new Client({ connectionString: database.readUrl });
    await read.connect();
    await expect(read.query('SELECT refresh_contest_statistics(1)')).rejects.toMatchObject({ code: '42501' });
    await read.end();
  });
});
