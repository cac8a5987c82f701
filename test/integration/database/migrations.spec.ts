import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createDataSource, migrate, migrations, migrationsPending, readSchema } from '#database';
import { createEmptyDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
const opened: DataSource[] = [];

async function open(url: string): Promise<DataSource> {
  const dataSource = createDataSource({ url, poolMax: 3, applicationName: 'test-migrations' });
  opened.push(dataSource);
  return dataSource.initialize();
}

const schemaOf = (dataSource: DataSource) => readSchema((sql) => dataSource.query(sql));

async function publishContest(dataSource: DataSource): Promise<void> {
  await dataSource.query(`INSERT INTO contest (id, slug, title) VALUES (7, 'cuoc-thi', 'Cuộc thi')`);
  await dataSource.query('SELECT create_contest_partitions(7)');
}

beforeEach(async () => {
  database = await createEmptyDatabase();
});

afterEach(async () => {
  for (const dataSource of opened.splice(0)) await dataSource.destroy();
  await database.drop();
});

describe('migrations', () => {
  it('run in the order of the list, all of them, once', async () => {
    const dataSource = await open(database.ownerUrl);
    expect(await migrate(dataSource)).toEqual(migrations.map(({ name }) => name));
    expect(await migrationsPending(dataSource)).toBe(0);
    expect(await migrate(dataSource)).toEqual([]);
  });

  it('are run by one of two programs that start together', async () => {
    const [one, other] = [await open(database.ownerUrl), await open(database.ownerUrl)];
    const ran = await Promise.all([migrate(one), migrate(other)]);
    expect(ran.map((names) => names.length).sort((a, b) => a - b)).toEqual([0, migrations.length]);
  });

  it('all undone leave the database as empty as it was, though a contest had its partitions; and run again', async () => {
    const dataSource = await open(database.ownerUrl);
    const empty = await schemaOf(dataSource);
    await migrate(dataSource);
    const full = await schemaOf(dataSource);
    await publishContest(dataSource);

    for (const _ of migrations) await dataSource.undoLastMigration({ transaction: 'each' });

    expect(await schemaOf(dataSource)).toBe(empty);
    const left = await dataSource.query(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE 'migration%'
         AND relname NOT LIKE 'PK\\_%'`,
    );
    expect(left).toEqual([]);
    await migrate(dataSource);
    expect(await schemaOf(dataSource)).toBe(full);
  });

  it('undone one by one take back exactly what they did', async () => {
    const dataSource = await open(database.ownerUrl);
    await migrate(dataSource);
    for (const _ of migrations) await dataSource.undoLastMigration({ transaction: 'each' });
    const runner = dataSource.createQueryRunner();
    for (const Migration of migrations) {
      const before = await schemaOf(dataSource);
      await new Migration().up(runner);
      const after = await schemaOf(dataSource);
      await new Migration().down(runner);
      expect({ migration: Migration.name, schema: await schemaOf(dataSource) }).toEqual({
        migration: Migration.name,
        schema: before,
      });
      expect(after).not.toBe(before);
      await new Migration().up(runner);
    }
    await runner.release();
  });

  it('need no superuser: the owner of the database is enough, and its partitions too', async () => {
    const owner = `owner_${randomBytes(4).toString('hex')}`;
    const superuser = await open(database.ownerUrl);
    await superuser.query(`CREATE ROLE ${owner} LOGIN CREATEROLE PASSWORD '${owner}'`);
    await superuser.query(`ALTER DATABASE ${database.name} OWNER TO ${owner}`);
    try {
      const url = new URL(database.ownerUrl);
      url.username = url.password = owner;
      const dataSource = await open(url.toString());
      await migrate(dataSource);
      await publishContest(dataSource);
      const owners: { owner: string }[] = await dataSource.query(
        `SELECT DISTINCT pg_get_userbyid(relowner) AS owner FROM pg_class WHERE relnamespace = 'public'::regnamespace`,
      );
      expect(owners).toEqual([{ owner }]);
      const schema = new URL('../../../libs/database/src/schema.sql', import.meta.url);
      expect(await schemaOf(dataSource)).toBe(readFileSync(schema, 'utf8'));
    } finally {
      for (const dataSource of opened.splice(1)) await dataSource.destroy();
      await superuser.query(`REASSIGN OWNED BY ${owner} TO CURRENT_USER`);
      await superuser.query(`DROP OWNED BY ${owner}`);
      await superuser.query(`DROP ROLE ${owner}`);
    }
  });
});
