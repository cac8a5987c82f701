import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { readSchema } from '#database';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../../support/database.js';

const committed = readFileSync(new URL('../../../libs/database/src/schema.sql', import.meta.url), 'utf8');

let migrated: TestDatabase;
let other: TestDatabase;
let client: Client;
let elsewhere: Client;

beforeAll(async () => {
  [migrated, other] = [await createTestDatabase(), await createEmptyDatabase()];
  [client, elsewhere] = [migrated, other].map(({ ownerUrl }) => new Client({ connectionString: ownerUrl })) as [
    Client,
    Client,
  ];
  await client.connect();
  await elsewhere.connect();
});

afterAll(async () => {
  await client?.end();
  await elsewhere?.end();
  await migrated?.drop();
  await other?.drop();
});

const schemaOf = (db: Client) => readSchema(async <Row>(sql: string) => (await db.query(sql)).rows as Row[]);

describe('schema.sql', () => {
  it('is what the migrations make (if not: run `npm run db:snapshot` and review the diff)', async () => {
    expect((await schemaOf(client)).split('\n')).toEqual(committed.split('\n'));
  });

  it('does not change when a contest is published', async () => {
    await client.query(`INSERT INTO contest (id, slug, title) VALUES (1, 'cuoc-thi', 'Cuộc thi')`);
    await client.query('SELECT create_contest_partitions(1)');
    expect(await schemaOf(client)).toBe(committed);
  });

  it('makes, run on an empty database, the schema that it describes', async () => {
    await elsewhere.query(committed);
    expect(await schemaOf(elsewhere)).toBe(committed);
  });
});

describe('the snapshot', () => {
  /** What the snapshot says after a change that is taken back. */
  async function after(change: string): Promise<string> {
    await elsewhere.query('BEGIN');
    try {
      await elsewhere.query(change);
      return await schemaOf(elsewhere);
    } finally {
      await elsewhere.query('ROLLBACK');
    }
  }

  it.each([
    ['a column', 'ALTER TABLE unit ADD COLUMN note text', '  note text'],
    ['a default', `ALTER TABLE item ALTER COLUMN status SET DEFAULT 'review'`, `DEFAULT 'review'::text`],
    ['NOT NULL', 'ALTER TABLE account ALTER COLUMN phone SET NOT NULL', '  phone text NOT NULL'],
    ['a check', 'ALTER TABLE phase ADD CONSTRAINT phase_id_check CHECK (id > 0)', 'CONSTRAINT phase_id_check CHECK'],
    ['an index', 'CREATE INDEX grade_score_idx ON grade (contest_id, score)', 'INDEX grade_score_idx ON ONLY'],
    ['a collation', 'ALTER TABLE unit ALTER COLUMN name TYPE text COLLATE "C"', '  name text COLLATE "C"'],
    ['a storage setting', 'ALTER TABLE unit SET (fillfactor = 70)', 'WITH (fillfactor=70)'],
    ['a grant', 'GRANT SELECT ON session TO cchc_read', '  session,\n'],
    ['a grant on columns', 'GRANT SELECT (id) ON account TO cchc_read', 'GRANT SELECT (id) ON account TO cchc_read;'],
    ['a function', 'CREATE FUNCTION one() RETURNS integer LANGUAGE sql RETURN 1', 'FUNCTION public.one()'],
    [
      'a revoked function',
      'REVOKE ALL ON FUNCTION contest_clock() FROM PUBLIC',
      'ON FUNCTION contest_clock() FROM PUBLIC',
    ],
    [
      'a trigger',
      `CREATE TRIGGER same BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
      'CREATE TRIGGER same BEFORE UPDATE ON public.audit',
    ],
  ])('shows %s', async (_what, change, shown) => {
    const text = await after(change);
    expect(text).not.toBe(committed);
    expect(text).toContain(shown);
  });

  it.each([
    ['view unit_names', 'CREATE VIEW unit_names AS SELECT name FROM unit'],
    ['sequence numbers', 'CREATE SEQUENCE numbers'],
    ['type mood', `CREATE TYPE mood AS ENUM ('vui', 'buồn')`],
    ['type mark', 'CREATE TYPE mark AS (points integer)'],
    ['policy own on account', 'CREATE POLICY own ON account'],
  ])('refuses, rather than overlooks, %s', async (what, change) => {
    await expect(after(change)).rejects.toThrow(`readSchema cannot write yet: ${what}.`);
  });
});
