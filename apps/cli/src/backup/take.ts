import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { ClientBase } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { readSchema } from '#database';
import type { KeyPurpose } from '#platform';
import { MANIFEST_FILE, rowsFile, SCHEMA_FILE, SUMS_FILE, type Manifest } from './archive.js';
import { copyOut } from './copy.js';

/** Personal data: readable by whoever took the backup alone. */
const FOLDER = 0o700;
const FILE = 0o600;

export interface BackupWish {
  keyIds: Record<KeyPurpose, string[]>;
  /** More files to put in, by name. */
  extra: Record<string, Buffer>;
}

/**
 * Writes every row of the database as it is at one instant, while people go on. The folder gets its name only when all of it
 * is on the disk: what has the name is whole.
 *
 * @param folder where it shall stand; must not be there yet
 */
export async function takeBackup(dataSource: DataSource, folder: string, wish: BackupWish): Promise<Manifest> {
  const half = `${folder}.half`;
  await mkdir(half, { mode: FOLDER });
  await mkdir(join(half, 'rows'), { mode: FOLDER });
  const runner = dataSource.createQueryRunner();
  try {
    const client = (await runner.connect()) as ClientBase;
    // Before the picture: whatever was committed by then is in it, however long the copying takes.
    const [{ takenAt }] = await runner.query(INSTANT);
    await runner.startTransaction('REPEATABLE READ');
    await runner.query(PICTURE);
    const sums: string[] = [];
    const keep = async (file: string, bytes: Buffer) => {
      await writeFile(join(half, file), bytes, { mode: FILE, flush: true });
      sums.push(`${createHash('sha256').update(bytes).digest('hex')}  ${file}`);
    };
    const tables: Manifest['tables'] = [];
    for (const { table, contestId, columns } of await tablesOf(runner)) {
      const list = columns.map((column) => `"${column}"`).join(', ');
      const copy = copyOut(client, `COPY "${table}" (${list}) TO STDOUT`);
      const [sum, rows] = await Promise.all([pack(copy.bytes, join(half, rowsFile(table))), copy.rows]);
      sums.push(`${sum}  ${rowsFile(table)}`);
      tables.push({ table, contestId, columns, rows });
    }
    const manifest: Manifest = {
      format: 'cchc-backup-1',
      takenAt,
      ...(await factsOf(runner)),
      keyIds: wish.keyIds,
      tables,
      sequences: await sequencesOf(runner),
    };
    await keep(SCHEMA_FILE, Buffer.from(await readSchema((sql) => runner.query(sql))));
    await runner.commitTransaction();
    for (const [file, bytes] of Object.entries(wish.extra)) await keep(file, bytes);
    await keep(MANIFEST_FILE, Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`));
    await writeFile(join(half, SUMS_FILE), `${sums.join('\n')}\n`, { mode: FILE, flush: true });
    await settle(join(half, 'rows'));
    await settle(half);
    await rename(half, folder);
    await settle(dirname(folder));
    return manifest;
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    throw error;
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    await runner.release();
  }
}

const INSTANT = `SELECT to_char(contest_clock() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "takenAt"`;

/** One picture that nobody writes in, read as long as it takes, with values written so that any server reads them back. */
const PICTURE = `SET TRANSACTION READ ONLY;
  SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;
  SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL timezone = 'UTC';
  SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL client_encoding = 'UTF8'`;

/** Tables that hold rows: those without partitions, and partitions. The list of migrations stands in the manifest. */
async function tablesOf(runner: QueryRunner): Promise<Omit<Manifest['tables'][number], 'rows'>[]> {
  return runner.query(`
    SELECT c.relname AS "table",
           CASE WHEN c.relispartition THEN substring(c.relname from '_c([0-9]+)$')::int END AS "contestId",
           (SELECT json_agg(attname ORDER BY attnum) FROM pg_attribute
             WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns
      FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'migration'
     ORDER BY c.relname COLLATE "C"`);
}

async function factsOf(
  runner: QueryRunner,
): Promise<Pick<Manifest, 'database' | 'serverVersion' | 'migrations' | 'auditHead'>> {
  const [row] = await runner.query(`
    SELECT current_database() AS database, current_setting('server_version') AS "serverVersion",
           (SELECT json_agg(name ORDER BY id) FROM migration) AS migrations,
           (SELECT json_build_object('seq', seq, 'hash', encode(hash, 'hex')) FROM audit_seal
             ORDER BY seq DESC LIMIT 1) AS "auditHead"`);
  return row;
}

/** Numbers given out so far. They may be ahead of the picture, never behind it. */
async function sequencesOf(runner: QueryRunner): Promise<Manifest['sequences']> {
  const owned: { table: string; column: string; name: string }[] = await runner.query(`
    SELECT t.relname AS "table", a.attname AS "column", s.oid::regclass::text AS name
      FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
      JOIN pg_class t ON t.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
     WHERE s.relkind = 'S' AND s.relnamespace = 'public'::regnamespace AND t.relname <> 'migration'
     ORDER BY t.relname COLLATE "C"`);
  const sequences: Manifest['sequences'] = [];
  for (const { table, column, name } of owned) {
    const [row] = await runner.query(`SELECT last_value AS last, is_called AS "isCalled" FROM ${name}`);
    sequences.push({ table, column, last: Number(row.last), isCalled: row.isCalled });
  }
  return sequences;
}

/** Packs a stream into a file that is on the disk when this returns. @returns SHA-256 of the file in hex */
async function pack(bytes: NodeJS.ReadableStream, path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(
    bytes,
    createGzip({ level: 4 }),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        yield chunk;
      }
    },
    createWriteStream(path, { mode: FILE, flush: true }),
  );
  return hash.digest('hex');
}

/** The names in a folder are on the disk too. */
async function settle(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
