import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

const PARTITIONED = ['answers', 'attempt', 'contribution', 'grade', 'standing'];
const CHECK_VIOLATION = '23514';

let database: TestDatabase;
const clients: Client[] = [];
let owner: Client;
let app: Client;

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  clients.push(client);
  await client.connect();
  return client;
}

beforeAll(async () => {
  database = await createTestDatabase();
  [owner, app] = [await connect(database.ownerUrl), await connect(database.appUrl)];
  await app.query(
    `INSERT INTO contest (id, slug, title) SELECT n, 'cuoc-thi-' || n, 'Cuộc thi ' || n FROM generate_series(1, 8) n`,
  );
  for (const contest of [1, 2, 3]) await app.query('SELECT create_contest_partitions($1)', [contest]);
});

afterAll(async () => {
  for (const client of clients) await client.end();
  await database?.drop();
});

async function partitionsOf(contest: number): Promise<string[]> {
  const { rows } = await owner.query(
    `SELECT inhrelid::regclass::text AS child, inhparent::regclass::text AS parent,
            pg_get_expr(relpartbound, inhrelid) AS bound
     FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid WHERE relkind = 'r' AND relname LIKE '%\\_c' || $1`,
    [contest],
  );
  return rows.map(({ child, parent, bound }) => `${child} of ${parent} ${bound}`).sort();
}

const insertAttempt = (client: Client, contest: number) =>
  client.query(
    `INSERT INTO attempt (contest_id, id, participant_id, attempt_no, start_key, round_id, round_revision, audience_id,
       contest_unit_id, seed, paper_items, paper_orders, paper_shape, started_at, deadline_at, grace_ms)
     VALUES ($1, uuidv7(), uuidv7(), 1, 'k', 1, 1, 1, 1, 's', '{1}', '{0}', '4', now(), now() + interval '15 min', 0)
     RETURNING tableoid::regclass::text AS partition`,
    [contest],
  );

describe('partitions of a contest', () => {
  it('are made by the application, one in each of the five tables', async () => {
    expect(await partitionsOf(2)).toEqual(PARTITIONED.map((table) => `${table}_c2 of ${table} FOR VALUES IN (2)`));
  });

  it('are made once, also when asked twice at the same time', async () => {
    const rival = await connect(database.appUrl);
    await Promise.all([app, rival].map((client) => client.query('SELECT create_contest_partitions(4)')));
    await app.query('SELECT create_contest_partitions(4)');
    expect(await partitionsOf(4)).toHaveLength(PARTITIONED.length);
  });

  it('are made for two contests at the same time', async () => {
    const rival = await connect(database.appUrl);
    await Promise.all([
      app.query('SELECT create_contest_partitions(5)'),
      rival.query('SELECT create_contest_partitions(6)'),
    ]);
    expect([...(await partitionsOf(5)), ...(await partitionsOf(6))]).toHaveLength(2 * PARTITIONED.length);
  });

  it('are attached while another contest is being written, without waiting for it', async () => {
    const busy = await connect(database.appUrl);
    await busy.query('BEGIN');
    await insertAttempt(busy, 1);
    await app.query(`BEGIN; SET LOCAL lock_timeout = '2s'; SELECT create_contest_partitions(7); COMMIT`);
    await busy.query('ROLLBACK');
    expect(await partitionsOf(7)).toHaveLength(PARTITIONED.length);
  });

  it('have the keys, checks and indexes of their parent, each attached, none twice', async () => {
    const { rows } = await owner.query(`
      SELECT parent.relname AS name, count(*)::int AS wanted,
        (SELECT count(*)::int FROM pg_index WHERE indrelid = child.oid) AS found,
        count(attached.inhrelid)::int AS attached,
        (SELECT count(*)::int FROM pg_constraint WHERE conrelid = parent.oid AND contype = 'c') AS checks,
        (SELECT count(*)::int FROM pg_constraint WHERE conrelid = child.oid AND contype = 'c' AND coninhcount = 1) AS inherited
      FROM pg_class parent JOIN pg_class child ON child.relname = parent.relname || '_c1'
        JOIN pg_index mine ON mine.indrelid = parent.oid
        LEFT JOIN pg_inherits attached ON attached.inhparent = mine.indexrelid
          AND EXISTS (SELECT FROM pg_index WHERE indexrelid = attached.inhrelid AND indrelid = child.oid)
      WHERE parent.relkind = 'p' GROUP BY parent.oid, child.oid ORDER BY 1`);
    expect(rows.map(({ name }) => name).sort()).toEqual(PARTITIONED);
    for (const { wanted, found, attached, checks, inherited } of rows) {
      expect([found, attached]).toEqual([wanted, wanted]);
      expect(inherited).toBe(checks);
    }
  });

  it('are refused for a contest that does not exist', async () => {
    await expect(app.query('SELECT create_contest_partitions(999)')).rejects.toThrow('contest 999 does not exist');
  });

  it('hold the rows of their contest', async () => {
    expect((await insertAttempt(app, 2)).rows).toEqual([{ partition: 'attempt_c2' }]);
  });

  it('have no default beside them: a row of an unpublished contest is refused', async () => {
    const { rows } = await owner.query(
      'SELECT partrelid::regclass::text AS name, partdefid FROM pg_partitioned_table ORDER BY 1',
    );
    expect(rows).toEqual(PARTITIONED.map((name) => ({ name, partdefid: 0 })));
    await expect(insertAttempt(app, 8)).rejects.toMatchObject({
      code: CHECK_VIOLATION,
      message: 'no partition of relation "attempt" found for row',
    });
  });
});

describe('a statement that names contest_id', () => {
  interface PlanNode {
    'Node Type': string;
    'Relation Name'?: string;
    Plans?: PlanNode[];
  }

  const scanned = (node: PlanNode): string[] => [
    ...(/Scan$/.test(node['Node Type']) && node['Relation Name'] ? [node['Relation Name']] : []),
    ...(node.Plans ?? []).flatMap(scanned),
  ];

  /** The tables that a prepared statement with contest 2 as its parameter would scan. */
  async function tablesScanned(sql: string, plan: 'custom' | 'generic'): Promise<string[]> {
    await app.query(`BEGIN; SET LOCAL plan_cache_mode = force_${plan}_plan; PREPARE asked (integer) AS ${sql}`);
    try {
      const { rows } = await app.query('EXPLAIN (FORMAT JSON) EXECUTE asked (2)');
      return [...new Set(scanned(rows[0]['QUERY PLAN'][0].Plan))].sort();
    } finally {
      await app.query('ROLLBACK; DEALLOCATE asked');
    }
  }

  describe.each(['custom', 'generic'] as const)('with a %s plan', (plan) => {
    it.each(PARTITIONED)('reads one partition of %s', async (table) => {
      expect(await tablesScanned(`SELECT * FROM ${table} WHERE contest_id = $1`, plan)).toEqual([`${table}_c2`]);
    });

    it.each(PARTITIONED)('writes one partition of %s', async (table) => {
      const column = table === 'answers' ? 'sealed' : table === 'attempt' ? 'void_reason' : 'full_marks';
      const update = `UPDATE ${table} SET ${column} = NULL WHERE contest_id = $1`;
      expect(await tablesScanned(update, plan)).toEqual([`${table}_c2`]);
    });

    it('joins one partition of each', async () => {
      const join = `SELECT FROM attempt a JOIN answers w ON w.contest_id = a.contest_id AND w.attempt_id = a.id
        LEFT JOIN grade g ON g.contest_id = a.contest_id AND g.attempt_id = a.id AND g.effective WHERE a.contest_id = $1`;
      expect(await tablesScanned(join, plan)).toEqual(['answers_c2', 'attempt_c2', 'grade_c2']);
    });
  });

  it('is needed: without it every partition is read', async () => {
    const read = await tablesScanned('SELECT * FROM attempt WHERE round_id = $1', 'custom');
    expect(read).toEqual(expect.arrayContaining(['attempt_c1', 'attempt_c2', 'attempt_c3']));
  });
});
