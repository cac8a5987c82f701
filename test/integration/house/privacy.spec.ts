import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect } from '../../support/insert.js';

// The page on personal data is what an agency is held to: it is compared with the tables.

const root = fileURLToPath(new URL('../../../', import.meta.url));
const page = readFileSync(join(root, 'docs/privacy.md'), 'utf8');

let database: TestDatabase;
let owner: DataSource;
beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
});
afterAll(async () => {
  await owner.destroy();
  await database.drop();
});

/** `table.column` of every row of the map; an empty first cell goes on with the table above. */
function mapped(): string[] {
  let table = '';
  return page
    .split('\n')
    .filter((line) => /^\| (`\w+`)? ?\| `/.test(line))
    .flatMap((line) => {
      const [, first, columns] = line.split('|');
      table = /`(\w+)`/.exec(first!)?.[1] ?? table;
      return [...columns!.matchAll(/`(\w+)`/g)].map(([, column]) => `${table}.${column}`);
    });
}

const tables = (): string[] => [...new Set(mapped().map((name) => name.split('.')[0]!))];
const quotedIn = (beginning: string): string[] => {
  const line = page.split('\n').find((text) => text.startsWith(beginning))!;
  return [...line.matchAll(/`(\w+)`/g)].map(([, name]) => name!);
};

describe('docs/privacy.md', () => {
  it('names every column of every table that is about people, and no other', async () => {
    const rows: { name: string }[] = await owner.query(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name = ANY($1)`,
      [tables()],
    );
    expect(mapped().sort()).toEqual(rows.map(({ name }) => name).sort());
  });

  it('says of every other table that there is nobody in it, or nobody by name', async () => {
    const rows: { name: string }[] = await owner.query(
      `SELECT relname AS name FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND relname <> 'migration'`,
    );
    const named = [...tables(), ...quotedIn('Without a name'), ...quotedIn('Nothing of a person')];
    expect(named.sort()).toEqual(rows.map(({ name }) => name).sort());
  });

  it('calls nothing nameless that holds a name, a phone or a birth date', async () => {
    const rows: unknown[] = await owner.query(
      `SELECT table_name, column_name FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name = ANY($1) AND column_name ~ '(^phone|full_name|birth_date|account_id|address|email)'
          AND (table_name, column_name) <> ('unit', 'full_name')`,
      [[...quotedIn('Without a name'), ...quotedIn('Nothing of a person')]],
    );
    expect(rows).toEqual([]);
  });

  it('has queries for the hour of a breach that run', async () => {
    const queries = [...page.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql]) => sql!);
    expect(queries).toHaveLength(4);
    // A column that is renamed or gone is an error of the statement.
    for (const sql of queries) expect(await owner.query(sql)).toBeInstanceOf(Array);
  });
});
