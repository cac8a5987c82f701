import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createDataSource, entities, migrations } from '#database';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../../support/database.js';

/**
 * All that TypeORM 1.1 cannot say about our tables: the operator class of an index, and an index of what a function
 * answers. Partitioning, fill factors, functions and grants are not its business; `schema.sql` watches those.
 */
const BEYOND_TYPEORM = {
  contest_unit_search_idx: /gin_trgm_ops/,
  unit_search_idx: /gin_trgm_ops/,
  audit_family_idx: /\(split_part\(action, '\.'::text, 1\), id\)/,
  participant_name_idx: /\(contest_unit_id, regexp_replace\(.*\), id\)/,
};

let migrated: TestDatabase;
let built: TestDatabase;
let fromMigrations: DataSource;
let fromEntities: DataSource;

beforeAll(async () => {
  [migrated, built] = [await createTestDatabase(), await createEmptyDatabase()];
  fromMigrations = createDataSource({ url: migrated.ownerUrl, poolMax: 2, applicationName: 'test-entities' });
  await fromMigrations.initialize();
  // The floor (clock, extensions) is under every table; the tables themselves come from the entities alone.
  fromEntities = createDataSource({ url: built.ownerUrl, poolMax: 2, applicationName: 'test-entities' });
  fromEntities.setOptions({ migrations: [migrations[0]!] });
  await fromEntities.initialize();
  await fromEntities.runMigrations();
  await fromEntities.synchronize();
});

afterAll(async () => {
  await fromMigrations?.destroy();
  await fromEntities?.destroy();
  await migrated?.drop();
  await built?.drop();
});

async function proposals(dataSource: DataSource): Promise<string[]> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}

/** Constraints and indexes by name, as the server itself words them: keys, checks, conditions, cascades, column order. */
async function namedParts(dataSource: DataSource): Promise<Record<string, string>> {
  const rows: { name: string; definition: string }[] = await dataSource.query(`
    SELECT format('%s %s', c.conrelid::regclass, conname) AS name, pg_get_constraintdef(c.oid) AS definition
      FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
      WHERE t.relnamespace = 'public'::regnamespace AND NOT t.relispartition AND t.relname <> 'migration'
    UNION ALL
    SELECT i.relname, regexp_replace(pg_get_indexdef(i.oid), ' ON ONLY ', ' ON ')
      FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
      WHERE t.relnamespace = 'public'::regnamespace AND NOT t.relispartition AND t.relname <> 'migration'`);
  return Object.fromEntries(rows.map(({ name, definition }) => [name, definition]));
}

describe('entities and migrations', () => {
  it('have the same tables', async () => {
    const rows: { name: string }[] = await fromMigrations.query(`
      SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
        AND NOT relispartition AND relname <> 'migration'`);
    const ofEntities = fromMigrations.entityMetadatas.map(({ tableName }) => tableName);
    expect(ofEntities).toHaveLength(entities.length);
    expect(ofEntities.sort()).toEqual(rows.map(({ name }) => name).sort());
  });

  it('are all in docs/data-model.md, once', () => {
    const page = readFileSync(new URL('../../../docs/data-model.md', import.meta.url), 'utf8');
    const described = [...page.matchAll(/^- \*\*(\w+)\*\*/gm)].map((match) => match[1]);
    expect(described.sort()).toEqual(fromMigrations.entityMetadatas.map(({ tableName }) => tableName).sort());
  });

  it('agree on every column: TypeORM proposes nothing', async () => {
    expect(await proposals(fromMigrations)).toEqual([]);
  });

  it('agree on every key, check, foreign key and index, word by word', async () => {
    const wanted = await namedParts(fromMigrations);
    for (const [name, words] of Object.entries(BEYOND_TYPEORM)) {
      expect(wanted[name]).toMatch(words);
      delete wanted[name];
    }
    expect(await namedParts(fromEntities)).toEqual(wanted);
  });

  it('agree also when contests have partitions', async () => {
    await fromMigrations.query(
      `INSERT INTO contest (id, slug, title) VALUES (1, 'cuoc-thi-1', 'Cuộc thi 1'), (2, 'cuoc-thi-2', 'Cuộc thi 2')`,
    );
    await fromMigrations.query('SELECT create_contest_partitions(1), create_contest_partitions(2)');
    expect(await proposals(fromMigrations)).toEqual([]);
  });

  it('are told apart when a column, a default or a foreign key drifts', async () => {
    await fromEntities.query('ALTER TABLE attempt ADD COLUMN stray text');
    await fromEntities.query('ALTER TABLE item ALTER COLUMN status DROP DEFAULT');
    await fromEntities.query('ALTER TABLE session DROP CONSTRAINT session_account_fkey');
    const said = (await proposals(fromEntities)).join('\n');
    expect(said).toMatch(/ALTER TABLE "attempt" DROP COLUMN "stray"/);
    expect(said).toMatch(/ALTER TABLE "item" ALTER COLUMN "status" SET DEFAULT 'draft'/);
    expect(said).toMatch(/ALTER TABLE "session" ADD CONSTRAINT "session_account_fkey"/);
  });
});
