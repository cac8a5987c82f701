import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { ClientBase } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { migrate, migrations, readSchema, verifyAudit } from '#database';
import { Refusal } from '../errand.js';
import { rowsFile, SCHEMA_FILE, type Manifest } from './archive.js';
import { copyIn } from './copy.js';

/** What stands in the database that an archive shall go into. */
export interface Target {
  database: string;
  /** Tables with rows, and how many at least one: empty when nothing would be lost. */
  filled: string[];
  /** Programs of the product that are connected. */
  inUseBy: string[];
}

/** Looks at the database without changing it. */
export async function lookAt(dataSource: DataSource): Promise<Target> {
  const [row]: { database: string; tables: string[] | null; used: string[] | null }[] = await dataSource.query(`
    SELECT current_database() AS database,
           (SELECT json_agg(oid::regclass::text ORDER BY relname) FROM pg_class WHERE relkind = 'r'
             AND relnamespace = 'public'::regnamespace AND relname <> 'migration') AS tables,
           (SELECT json_agg(DISTINCT application_name) FROM pg_stat_activity
             WHERE datname = current_database() AND application_name IN ('cchc-api', 'cchc-worker')) AS used`);
  const filled: string[] = [];
  for (const table of row!.tables ?? []) {
    const [found]: { some: boolean }[] = await dataSource.query(`SELECT EXISTS (SELECT FROM ${table}) AS some`);
    if (found!.some) filled.push(table);
  }
  return { database: row!.database, filled, inUseBy: row!.used ?? [] };
}

/**
 * The steps of the schema that an archive has, as this program names them.
 * @throws Refusal when the archive was taken by a newer version, or by one with other steps
 */
export function stepsOf(manifest: Manifest): string[] {
  const known = migrations.map(({ name }) => name);
  const strange = manifest.migrations.filter((name) => !known.includes(name));
  if (strange.length > 0)
    throw new Refusal(
      `Bản sao lưu do phiên bản mới hơn tạo: phần mềm này không biết ${strange.join(', ')}. Hãy cài phiên bản đó rồi khôi phục.`,
    );
  return known.filter((name) => manifest.migrations.includes(name));
}

/**
 * Puts an archive into a database: first the schema as it was then, all rows in one transaction, the checks, and only then
 * the steps of the schema that came since. Whoever is interrupted runs it again: the rows are all there or none of them.
 *
 * @param isReplacing what stands in the database is taken away first
 * @throws Refusal when the schema, the rows or the audit trail are not those of the archive
 */
export async function putBack(
  dataSource: DataSource,
  folder: string,
  manifest: Manifest,
  isReplacing: boolean,
  say: (line: string) => void,
): Promise<void> {
  const steps = stepsOf(manifest);
  await toSchemaOf(dataSource, steps, isReplacing);
  const schema = await readSchema((sql) => dataSource.query(sql));
  if (schema !== (await readFile(join(folder, SCHEMA_FILE), 'utf8')))
    throw new Refusal(`Cấu trúc dựng lại khác ${SCHEMA_FILE} của bản sao lưu: chưa nạp dòng nào.`);

  const runner = dataSource.createQueryRunner();
  try {
    const client = (await runner.connect()) as ClientBase;
    await runner.startTransaction();
    await load(runner, client, folder, manifest, say);
    await runner.commitTransaction();
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    await runner.release();
  }
  const hash = (text: string) => createHash('sha256').update(text).digest();
  const { fault, sealed } = await verifyAudit(dataSource, hash, manifest.auditHead);
  if (fault)
    throw new Refusal(
      `Nhật ký trong bản sao lưu không nguyên vẹn (${fault.kind}); xem: npm run -s cli -- verify-audit`,
    );
  say(`Nhật ký nguyên vẹn: ${sealed} dòng đã niêm phong`);
  const since = await migrate(dataSource);
  if (since.length > 0) say(`Đã cập nhật cấu trúc lên phiên bản này: ${since.length} bước`);
  await dataSource.query('ANALYZE');
}

/** Takes everything away that migrations have made, those of a newer version too; extensions and roles stay. */
async function takeAway(dataSource: DataSource): Promise<void> {
  await dataSource.query(`DO $$ DECLARE names text; BEGIN
    SELECT string_agg(oid::regclass::text, ', ') INTO names FROM pg_class
     WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = 'public'::regnamespace;
    IF names IS NOT NULL THEN EXECUTE 'DROP TABLE ' || names || ' CASCADE'; END IF;
    SELECT string_agg(oid::regprocedure::text, ', ') INTO names FROM pg_proc p
     WHERE pronamespace = 'public'::regnamespace
       AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e');
    IF names IS NOT NULL THEN EXECUTE 'DROP FUNCTION ' || names || ' CASCADE'; END IF;
  END $$`);
}

/** Makes the schema of that time in a database without rows; one that went another way is begun anew. */
async function toSchemaOf(dataSource: DataSource, steps: string[], isReplacing: boolean): Promise<void> {
  const [ledger]: { known: boolean }[] = await dataSource.query(
    `SELECT to_regclass('public.migration') IS NOT NULL AS known`,
  );
  const ran: { name: string }[] = ledger!.known ? await dataSource.query('SELECT name FROM migration ORDER BY id') : [];
  if (isReplacing || ran.some(({ name }, n) => name !== steps[n])) await takeAway(dataSource);
  const all = dataSource.migrations.splice(0);
  try {
    dataSource.migrations.push(...all.filter((one) => steps.includes(one.name ?? one.constructor.name)));
    await dataSource.runMigrations({ transaction: 'each' });
  } finally {
    dataSource.migrations.splice(0, Infinity, ...all);
  }
}

async function load(
  runner: QueryRunner,
  client: ClientBase,
  folder: string,
  manifest: Manifest,
  say: (line: string) => void,
): Promise<void> {
  await runner.query(`SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;
    SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL timezone = 'UTC'`);
  // Put back at the end, they are proved anew over all rows; until then the order of the tables is free.
  const references: { table: string; name: string; text: string }[] = await runner.query(`
    SELECT conrelid::regclass::text AS "table", quote_ident(conname) AS name, pg_get_constraintdef(oid) AS text
      FROM pg_constraint WHERE contype = 'f' AND conparentid = 0 AND connamespace = 'public'::regnamespace`);
  for (const { table, name } of references) await runner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);

  // Contests first: their partitions are made from them.
  const contests = manifest.tables.filter(({ table }) => table === 'contest');
  for (const one of contests) await loadTable(client, folder, one);
  const ids = [...new Set(manifest.tables.flatMap(({ contestId }) => contestId ?? []))];
  for (const id of ids) await runner.query('SELECT create_contest_partitions($1)', [id]);
  let rows = 0;
  for (const one of manifest.tables) {
    if (one.table !== 'contest') await loadTable(client, folder, one);
    rows += one.rows;
  }
  for (const { table, column, last, isCalled } of manifest.sequences)
    await runner.query(`SELECT setval(pg_get_serial_sequence($1, $2), $3, $4)`, [table, column, last, isCalled]);
  say(`Đã nạp ${rows} dòng của ${manifest.tables.length} bảng; đang kiểm tra các liên kết giữa bảng`);
  for (const { table, name, text } of references)
    await runner.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${text}`);
}

async function loadTable(
  client: ClientBase,
  folder: string,
  { table, columns, rows }: Manifest['tables'][number],
): Promise<void> {
  const list = columns.map((column) => `"${column}"`).join(', ');
  const source = new PassThrough();
  const [taken] = await Promise.all([
    copyIn(client, `COPY "${table}" (${list}) FROM STDIN`, source),
    pipeline(createReadStream(join(folder, rowsFile(table))), createGunzip(), source),
  ]);
  if (taken !== rows) throw new Refusal(`Bảng ${table}: nạp được ${taken} dòng, đáng lẽ ${rows}. Chưa ghi gì.`);
}
