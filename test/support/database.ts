import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { createDataSource, migrate } from '#database';

export interface TestDatabase {
  name: string;
  /** The owner of the tables; may do everything. */
  ownerUrl: string;
  /** Acts as cchc_app, as api and worker do. */
  appUrl: string;
  readUrl: string;
  drop(): Promise<void>;
}

/** Password of cchc_app and cchc_read in throw-away clusters. */
const ROLE_PASSWORD = 'throw-away-0123456789';
/** One template for the whole run: its name holds the run's process group so that two runs never share it. */
const TEMPLATE = 'cchc_template';

function serverUrl(): string {
  const url = process.env['TEST_OWNER_URL'];
  if (!url) throw new Error('TEST_OWNER_URL is not set: run these tests with `npm test`, which starts PostgreSQL.');
  return url;
}

function urlOf(database: string, user?: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  if (user) {
    url.username = user;
    url.password = ROLE_PASSWORD;
  }
  return url.toString();
}

async function asOwner<T>(database: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: urlOf(database) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Migrates the template once, whichever jest worker comes first. */
async function ensureTemplate(): Promise<void> {
  await asOwner('postgres', async (client) => {
    await client.query(`SELECT pg_advisory_lock(hashtext('cchc-template'))`);
    try {
      const exists = await client.query('SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate', [TEMPLATE]);
      if (exists.rowCount) return;
      await client.query(`DROP DATABASE IF EXISTS ${TEMPLATE}`);
      await client.query(`CREATE DATABASE ${TEMPLATE} TEMPLATE template0`);
      const dataSource = createDataSource({ url: urlOf(TEMPLATE), poolMax: 2, applicationName: 'test-template' });
      await dataSource.initialize();
      await migrate(dataSource);
      await dataSource.destroy();
      for (const role of ['cchc_app', 'cchc_read']) {
        await client.query(`ALTER ROLE ${role} LOGIN PASSWORD '${ROLE_PASSWORD}'`);
      }
      await client.query(`ALTER DATABASE ${TEMPLATE} IS_TEMPLATE true`);
    } finally {
      await client.query(`SELECT pg_advisory_unlock(hashtext('cchc-template'))`);
    }
  });
}

async function create(template: string): Promise<TestDatabase> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  await asOwner('postgres', (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  return {
    name,
    ownerUrl: urlOf(name),
    appUrl: urlOf(name, 'cchc_app'),
    readUrl: urlOf(name, 'cchc_read'),
    drop: async () => {
      await asOwner('postgres', (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

/** A migrated database of its own for one test file (0.1 s: a clone of the template). */
export async function createTestDatabase(): Promise<TestDatabase> {
  await ensureTemplate();
  return create(TEMPLATE);
}

/** An empty database for the tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return create('template0');
}
