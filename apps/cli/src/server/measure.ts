import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import { cpus, freemem, loadavg, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import type { DataSource } from 'typeorm';
import { required, startsPerSecondOf } from '#platform';
import type { Desk } from '../owner.js';
import { timeSum } from './reference-sum.js';

const GIB = 2 ** 30;
const SYNCS = 60;
const COMMITS = 60;
const PAGE_BYTES = 8192;

/** A machine as it was found; times are medians. */
export interface Server {
  cores: number;
  cpuModel: string;
  /** Of the last minute, in cores. */
  load: number;
  memoryGib: number;
  memoryFreeGib: number;
  diskFreeGib: number;
  /** A page written and forced onto the disk, beside the data of the product. */
  fsyncMs: number;
  /** The smallest transaction that PostgreSQL forces onto its disk, round trip included. */
  commitMs: number;
  /** Of a small sum, which says how quick a core is beside the one that costs were measured on. */
  sumMs: number;
  /** That serve pages and answers; `npm start` has one. */
  webProcesses: number;
  /** That are let in a second, the others wait in the queue before a start; null: as many as come. */
  startsPerSecond: number | null;
  /** Whether a service keeps the machine's clock right; null when nobody can be asked. */
  isClockKept: boolean | null;
  /** Whether others of the machine can read the keys. */
  areKeysOpen: boolean;
  postgres: Record<string, string>;
}

/** Settings on which safety or speed hang. */
const SETTINGS = [
  ...['server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'shared_buffers'],
  ...['max_connections', 'max_wal_size', 'wal_compression', 'random_page_cost', 'jit'],
];

/** @param env its file of keys stands beside the data of the product */
export async function measureServer({ dataSource, env }: Desk, webProcesses: number): Promise<Server> {
  const secretsFile = required(env, 'SECRETS_FILE');
  const folder = dirname(secretsFile);
  const [cpu] = cpus();
  const disk = statfsSync(folder);
  const settings: { name: string; setting: string }[] = await dataSource.query(
    `SELECT name, current_setting(name) AS setting FROM pg_settings WHERE name = ANY($1)`,
    [SETTINGS],
  );
  return {
    cores: cpus().length,
    cpuModel: cpu?.model.trim() ?? '?',
    load: loadavg()[0]!,
    memoryGib: totalmem() / GIB,
    memoryFreeGib: freemem() / GIB,
    diskFreeGib: (disk.bavail * disk.bsize) / GIB,
    fsyncMs: timeSyncs(folder),
    commitMs: await timeCommits(dataSource),
    sumMs: timeSum(),
    webProcesses,
    startsPerSecond: startsPerSecondOf(env),
    isClockKept: isClockKept(),
    areKeysOpen: (statSync(secretsFile).mode & 0o077) !== 0,
    postgres: Object.fromEntries(settings.map(({ name, setting }) => [name, setting])),
  };
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

function timeSyncs(folder: string): number {
  const own = mkdtempSync(join(folder, 'check-'));
  const file = openSync(join(own, 'page'), 'w');
  try {
    const page = randomBytes(PAGE_BYTES);
    const times = Array.from({ length: SYNCS }, () => {
      const from = performance.now();
      writeSync(file, page);
      fdatasyncSync(file);
      return performance.now() - from;
    });
    return median(times);
  } finally {
    closeSync(file);
    rmSync(own, { recursive: true });
  }
}

/** Writes a few words into the log of PostgreSQL that nobody reads, and waits until they are on its disk. */
async function timeCommits(dataSource: DataSource): Promise<number> {
  const runner = dataSource.createQueryRunner();
  try {
    const times: number[] = [];
    for (let n = 0; n < COMMITS; n += 1) {
      const from = performance.now();
      await runner.query(`SELECT pg_logical_emit_message(true, 'cchc-check-server', 'x')`);
      times.push(performance.now() - from);
    }
    return median(times);
  } finally {
    await runner.release();
  }
}

function isClockKept(): boolean | null {
  const asked = spawnSync('timedatectl', ['show', '--property=NTPSynchronized', '--value'], { encoding: 'utf8' });
  if (asked.status !== 0) return null;
  return asked.stdout.trim() === 'yes';
}
