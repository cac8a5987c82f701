import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { appendAudit, createDataSource, entities, migrationsPending } from '#database';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

const INSUFFICIENT_PRIVILEGE = '42501';
/** Who is at the door: reports have no business there. */
const OF_THE_DOOR = [
  'account',
  'appeal',
  'commendation_line',
  'desk_note',
  'document_part',
  'exclusion',
  'identity_paper',
  'incident_report',
  'person_number',
  'phone_code',
  'phone_claim',
  'rehearsal',
  'reset_code',
  'second_factor',
  'session',
  'sign_in_link',
  'staff_invitation',
  'staff_role',
  'unit_invitation',
];

let database: TestDatabase;
let app: DataSource;
let owner: Client;
let read: Client;
let tables: string[];

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new Client({ connectionString: database.ownerUrl });
  read = new Client({ connectionString: database.readUrl });
  await owner.connect();
  await read.connect();
  await owner.query(`INSERT INTO contest (id, slug, title) VALUES (1, 'cuoc-thi', 'Cuộc thi')`);
  await owner.query('SELECT create_contest_partitions(1)');
  app = await createDataSource({ url: database.appUrl, poolMax: 2, applicationName: 'test-roles' }).initialize();
  tables = app.entityMetadatas.map(({ tableName }) => tableName);
  expect(tables).toHaveLength(entities.length);
});

afterAll(async () => {
  await app?.destroy();
  await owner?.end();
  await read?.end();
  await database?.drop();
});

const refused = { code: INSUFFICIENT_PRIVILEGE };

describe('cchc_app', () => {
  it.each([
    ['make a table', 'CREATE TABLE mine (id integer)'],
    ['make a function', 'CREATE FUNCTION mine() RETURNS integer LANGUAGE sql RETURN 1'],
    ['make a schema', 'CREATE SCHEMA mine'],
    ['make a role', 'CREATE ROLE mine'],
    ['add a column', 'ALTER TABLE attempt ADD COLUMN mine integer'],
    ['add an index', 'CREATE INDEX mine ON attempt (contest_id)'],
    ['drop a table', 'DROP TABLE unit'],
    ['drop a partition', 'DROP TABLE attempt_c1'],
    ['empty a table', 'TRUNCATE attempt'],
    ['replace the clock', `CREATE OR REPLACE FUNCTION contest_clock() RETURNS timestamptz LANGUAGE sql RETURN now()`],
    ['go round a parent to its partition', 'DELETE FROM attempt_c1'],
    ['become the owner', 'SET SESSION AUTHORIZATION postgres'],
    ['move the numbers of the audit trail', `SELECT setval('audit_id_seq', 1)`],
    ['forget a migration', 'DELETE FROM migration'],
  ])('may not %s', async (_what, sql) => {
    await expect(app.query(sql)).rejects.toMatchObject(refused);
  });

  it.each([
    'audit',
    'audit_seal',
    'item_version',
    'key_revision',
    'contest_revision',
    'round_revision',
    'consent',
    'feedback',
    'item_note',
    'media',
    'item_media',
    'winner_file',
    'person_number',
    'settlement_line',
    'award',
    'settlement_approval',
    'publication',
    'award_decision',
    'commendation_line',
    'commendation_decision',
    'lot',
  ])('may write %s once, never change it', async (table) => {
    const rights = await app.query(
      `SELECT has_table_privilege($1, 'INSERT') AS insert, has_table_privilege($1, 'SELECT') AS select`,
      [table],
    );
    expect(rights).toEqual([{ insert: true, select: true }]);
    const column =
      {
        ...{ audit: 'action', audit_seal: 'hash', item_version: 'stem', consent: 'version', feedback: 'text' },
        ...{ item_note: 'words', media: 'mime', item_media: 'alt', winner_file: 'hash', person_number: 'number' },
        ...{ settlement_line: 'rank', award: 'rank', settlement_approval: 'hash', publication: 'hash' },
        ...{ award_decision: 'reason', lot: 'commitment', commendation_line: 'facts', commendation_decision: 'number' },
      }[table] ?? 'revision';
    await expect(app.query(`UPDATE ${table} SET ${column} = ${column}`)).rejects.toMatchObject(refused);
    await expect(app.query(`DELETE FROM ${table}`)).rejects.toMatchObject(refused);
    await expect(app.query(`TRUNCATE ${table} CASCADE`)).rejects.toMatchObject(refused);
  });

  it.each(['contest_revision', 'round_revision'])('may withdraw a row of %s', async (table) => {
    await expect(app.query(`UPDATE ${table} SET withdrawn_at = NULL WHERE false`)).resolves.toBeDefined();
  });

  it('may write a wording once, and then only who signs or returns it', async () => {
    await expect(app.query(`UPDATE item_wording SET signed_at = NULL WHERE false`)).resolves.toBeDefined();
    for (const column of ['stem', 'options', 'audio', 'written_by', 'revision']) {
      await expect(app.query(`UPDATE item_wording SET ${column} = ${column}`)).rejects.toMatchObject(refused);
    }
    await expect(app.query(`DELETE FROM item_wording`)).rejects.toMatchObject(refused);
  });

  it.each(['attempt', 'answers', 'grade'])('may not delete from %s', async (table) => {
    await expect(app.query(`DELETE FROM ${table} WHERE contest_id = 1`)).rejects.toMatchObject(refused);
  });

  it('may read every table, and tell whether migrations are pending', async () => {
    for (const table of tables) await expect(app.query(`SELECT FROM ${table} LIMIT 0`)).resolves.toEqual([]);
    expect(await migrationsPending(app)).toBe(0);
  });

  it('appends to the audit trail in its own transaction, and takes it back with it', async () => {
    await app.transaction((manager) =>
      appendAudit(manager, {
        actorId: null,
        action: 'contest.published',
        subject: 'contest/1',
        after: { revision: 1 },
      }),
    );
    const undone = app.transaction(async (manager) => {
      await appendAudit(manager, { actorId: null, action: 'contest.closed', subject: 'contest/1' });
      throw new Error('changed my mind');
    });
    await expect(undone).rejects.toThrow('changed my mind');
    expect(await app.query('SELECT action, subject, before, after FROM audit')).toEqual([
      { action: 'contest.published', subject: 'contest/1', before: null, after: { revision: 1 } },
    ]);
  });
});

describe('cchc_read', () => {
  it('may write no table', async () => {
    const { rows } = await owner.query(
      `SELECT name, kind FROM unnest($1::text[]) AS name, unnest('{INSERT,UPDATE,DELETE,TRUNCATE}'::text[]) AS kind
       WHERE has_table_privilege('cchc_read', name, kind)`,
      [tables],
    );
    expect(rows).toEqual([]);
    await expect(read.query(`INSERT INTO bank (code, title) VALUES ('x', 'x')`)).rejects.toMatchObject(refused);
    await expect(read.query(`UPDATE contest SET title = 'x'`)).rejects.toMatchObject(refused);
    await expect(read.query('CREATE TABLE mine (id integer)')).rejects.toMatchObject(refused);
  });

  it('may not make partitions', async () => {
    await expect(read.query('SELECT create_contest_partitions(1)')).rejects.toMatchObject(refused);
  });

  it('reads what reports are made of, and nothing of the door', async () => {
    const readable: string[] = [];
    for (const table of tables) {
      await read.query(`SELECT FROM ${table} LIMIT 1`).then(
        () => readable.push(table),
        (error: unknown) => expect(error).toMatchObject(refused),
      );
    }
    expect(readable.sort()).toEqual(tables.filter((table) => !OF_THE_DOOR.includes(table)).sort());
  });
});
