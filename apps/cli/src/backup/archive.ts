import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { Refusal } from '../errand.js';

export const MANIFEST_FILE = 'manifest.json';
export const SCHEMA_FILE = 'schema.sql';
export const KEYS_FILE = 'keys.sealed';
/** As sha256sum writes it, so that an archive can be checked where nothing of ours is: `sha256sum -c SHA256SUMS`. */
export const SUMS_FILE = 'SHA256SUMS';

const name = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);
const count = z.int().min(0);
const keyIds = z.array(z.string());
const manifestShape = z.strictObject({
  format: z.literal('cchc-backup-1'),
  /** Instant of the picture, in database time. */
  takenAt: z.iso.datetime(),
  database: z.string(),
  serverVersion: z.string(),
  /** Steps of the schema that had run, in their order. */
  migrations: z.array(z.string()).min(1),
  /** Last sealed line of the audit trail: what `verify-audit --noted` takes. */
  auditHead: z.strictObject({ seq: count, hash: z.string() }).nullable(),
  /** Fingerprints, never the keys, of what signs and encrypts in this installation. */
  keyIds: z.strictObject({ token: keyIds, receipt: keyIds, session: keyIds, encryption: keyIds }),
  tables: z.array(
    z.strictObject({
      table: name,
      /** The contest of a partition; null for a table that has none. */
      contestId: z.int().positive().nullable(),
      columns: z.array(name).min(1),
      rows: count,
    }),
  ),
  sequences: z.array(z.strictObject({ table: name, column: name, last: count, isCalled: z.boolean() })),
});

/** What an archive holds; beside it `SHA256SUMS`, `schema.sql` and one file of rows a table. */
export type Manifest = z.infer<typeof manifestShape>;

/** Where the rows of a table stand in an archive. */
export const rowsFile = (table: string): string => join('rows', `${table}.copy.gz`);

/**
 * Reads an archive whole: every file has the bytes that were written, every table the rows that were counted.
 *
 * @returns its manifest, and the bytes of all its files
 * @throws Refusal naming the first file that is not there, was changed, or that nobody wrote down
 */
export async function checkArchive(folder: string): Promise<{ manifest: Manifest; bytes: number }> {
  const sums = await sumsOf(folder);
  if (!sums.has(MANIFEST_FILE))
    throw new Refusal(`${SUMS_FILE} không có ${MANIFEST_FILE}: bản sao lưu không trọn vẹn.`);
  const manifest = await manifestOf(folder, sums.get(MANIFEST_FILE)!);
  let bytes = 0;
  for (const [file, sum] of sums) {
    const found = await digest(join(folder, file), file.endsWith('.gz')).catch((error: NodeJS.ErrnoException) => {
      throw new Refusal(
        error.code === 'ENOENT' ? `Thiếu tệp ${file} trong bản sao lưu.` : `Tệp ${file} bị hỏng: ${error.message}`,
      );
    });
    if (found.sum !== sum) throw new Refusal(`Tệp ${file} không đúng mã kiểm: bản sao lưu bị hỏng hoặc bị sửa.`);
    bytes += found.bytes;
    const table = manifest.tables.find((one) => rowsFile(one.table) === file);
    if (table && table.rows !== found.lines)
      throw new Refusal(`Tệp ${file} có ${found.lines} dòng, đáng lẽ ${table.rows}.`);
  }
  const missing = manifest.tables.find(({ table }) => !sums.has(rowsFile(table)));
  if (missing) throw new Refusal(`${SUMS_FILE} không có ${rowsFile(missing.table)}: bản sao lưu không trọn vẹn.`);
  return { manifest, bytes };
}

async function sumsOf(folder: string): Promise<Map<string, string>> {
  const text = await readFile(join(folder, SUMS_FILE), 'utf8').catch(() => {
    throw new Refusal(`Không có ${join(folder, SUMS_FILE)}: đây không phải một bản sao lưu đã xong.`);
  });
  const sums = new Map<string, string>();
  for (const line of text.split('\n').filter(Boolean)) {
    const [, sum, file] = /^([0-9a-f]{64}) {2}((?:rows\/)?[a-z0-9_]+(?:\.[a-z]+)*|manifest\.json)$/.exec(line) ?? [];
    if (sum === undefined || file === undefined) throw new Refusal(`${SUMS_FILE} có một dòng không đọc được.`);
    sums.set(file, sum);
  }
  return sums;
}

async function manifestOf(folder: string, sum: string): Promise<Manifest> {
  const bytes = await readFile(join(folder, MANIFEST_FILE)).catch(() => {
    throw new Refusal(`Thiếu tệp ${MANIFEST_FILE} trong bản sao lưu.`);
  });
  if (createHash('sha256').update(bytes).digest('hex') !== sum)
    throw new Refusal(`Tệp ${MANIFEST_FILE} không đúng mã kiểm: bản sao lưu bị hỏng hoặc bị sửa.`);
  const read = manifestShape.safeParse(JSON.parse(bytes.toString()));
  if (!read.success) throw new Refusal(`${MANIFEST_FILE} do một phiên bản khác viết: ${read.error.issues[0]!.message}`);
  return read.data;
}

/** A row of COPY is a line: line ends inside values are written as `\n`. */
async function digest(path: string, isPacked: boolean): Promise<{ sum: string; bytes: number; lines: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  let lines = 0;
  const hashed = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  };
  const counted = async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks)
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1;
  };
  if (isPacked) await pipeline(createReadStream(path), hashed, createGunzip(), counted);
  else await pipeline(createReadStream(path), hashed, counted);
  return { sum: hash.digest('hex'), bytes, lines };
}
