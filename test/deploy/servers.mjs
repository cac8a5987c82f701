// The servers of others that a larger installation stands on, each started on loopback for one trial: Debian's nginx with the
// product's own site, Debian's PgBouncer in transaction mode, and a PostgreSQL that follows the first.

import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { clone, cloneHome, serverDirectory, serverUser } from '../../scripts/home.mjs';
import { anyFreePort } from '../../scripts/ports.mjs';
import { startPostgres } from '../../scripts/postgres.mjs';
import { startChild, untilReady } from '../../scripts/processes.mjs';
import { Refusal } from '../../scripts/say.mjs';

const PROGRAMS = { nginx: '/usr/sbin/nginx', pgbouncer: '/usr/sbin/pgbouncer', openssl: '/usr/bin/openssl' };

/**
 * Looks for the programs; as root in CI those of Debian are installed.
 * @throws Refusal that names the command for what is missing
 */
export function needServers() {
  const missing = () => Object.entries(PROGRAMS).flatMap(([name, path]) => (existsSync(path) ? [] : [name]));
  if (missing().length > 0 && process.getuid?.() === 0 && process.env.CI) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...missing()]])
      spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  if (missing().length > 0)
    throw new Refusal(
      `Thiếu ${missing().join(', ')}: sudo apt-get install --no-install-recommends ${missing().join(' ')}`,
    );
}

/** @param {number} port */
const listens = (port) =>
  new Promise((resolve) => {
    const probe = connect({ port, host: '127.0.0.1' }, () => (probe.destroy(), resolve(true)));
    probe.once('error', () => resolve(false));
  });

/** A file that the servers' user reads. @param {string} file @param {string} text */
function writeForServer(file, text) {
  writeFileSync(file, text, { mode: 0o600 });
  if (serverUser) chownSync(file, serverUser.uid, serverUser.gid);
}

/** A certificate for 127.0.0.1 that has signed itself, good for a day. @param {string} folder */
function makeCertificate(folder) {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const what = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'];
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  execFileSync(PROGRAMS.openssl, [...what, ...name, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  return { key, cert };
}

/**
 * nginx with deploy/nginx.conf, in which nothing but names and ports is filled in.
 * @param {{ home: string, port: number, apis: string[] }} wish home: a folder that is thrown away; apis: `host:port`
 * @returns {Promise<{ child: import('../../scripts/processes.mjs').Child, ca: string }>} ca: what a client must trust
 */
export async function startNginx({ home, port, apis }) {
  const folder = join(home, 'nginx');
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const { key, cert } = makeCertificate(folder);
  const fillings = {
    '@DOMAIN@': 'localhost',
    '@CERTIFICATE@': cert,
    '@KEY@': key,
    '@APIS@': apis.map((api) => `server ${api} max_fails=1 fail_timeout=2s;`).join('\n\t'),
    'listen 80': `listen 127.0.0.1:${await anyFreePort()}`,
    'listen 443': `listen 127.0.0.1:${port}`,
  };
  const site = Object.entries(fillings).reduce(
    (text, [mark, filling]) => text.replaceAll(mark, filling),
    readFileSync(join(clone, 'deploy/nginx.conf'), 'utf8').replace(/^#.*\n/gm, ''),
  );
  writeFileSync(join(folder, 'site.conf'), site);
  const temps = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${join(folder, kind)};`,
  );
  // What Debian's own nginx.conf says around a site.
  const around = [
    ...(serverUser ? ['user www-data;'] : []),
    `daemon off; worker_processes 2; pid ${join(folder, 'nginx.pid')}; error_log stderr warn;`,
    'events { worker_connections 4096; }',
    `http { ${temps.join(' ')} include ${join(folder, 'site.conf')}; }`,
  ];
  writeFileSync(join(folder, 'nginx.conf'), `${around.join('\n')}\n`);
  const child = await startChild({
    name: 'nginx',
    command: PROGRAMS.nginx,
    args: ['-c', join(folder, 'nginx.conf'), '-e', 'stderr'],
    env: { PATH: process.env.PATH },
    cwd: '/',
    logFile: join(home, 'logs', 'nginx.log'),
  });
  await untilReady(child, () => listens(port));
  return { child, ca: readFileSync(cert, 'utf8') };
}

/**
 * PgBouncer in transaction mode between the product and PostgreSQL, with few connections behind it.
 * @param {{ home: string, serverPort: number, appUrl: string, poolSize: number }} wish appUrl: of cchc_app, for its password
 * @returns {Promise<{ child: import('../../scripts/processes.mjs').Child, port: number, version: string, statsUrl: string }>}
 *   statsUrl: where `SHOW POOLS` and the like are asked
 */
export async function startPgBouncer({ home, serverPort, appUrl, poolSize }) {
  const folder = serverDirectory(join(home, 'pgbouncer'));
  const { username, password } = new URL(appUrl);
  const port = await anyFreePort();
  writeForServer(join(folder, 'users.txt'), `"${username}" "${password}"\n`);
  const settings = [
    '[databases]',
    `cchc = host=127.0.0.1 port=${serverPort}`,
    '[pgbouncer]',
    `listen_addr = 127.0.0.1\nlisten_port = ${port}\nunix_socket_dir =`,
    `auth_type = scram-sha-256\nauth_file = ${join(folder, 'users.txt')}`,
    `pool_mode = transaction\ndefault_pool_size = ${poolSize}\nmax_client_conn = 200\nquery_wait_timeout = 20`,
    `stats_users = ${username}`,
  ];
  writeForServer(join(folder, 'pgbouncer.ini'), `${settings.join('\n')}\n`);
  const child = await startChild({
    name: 'PgBouncer',
    command: PROGRAMS.pgbouncer,
    args: [join(folder, 'pgbouncer.ini')],
    env: { PATH: process.env.PATH },
    cwd: '/',
    logFile: join(home, 'logs', 'pgbouncer.log'),
    user: serverUser,
  });
  await untilReady(child, () => listens(port));
  const [version = ''] = /[\d.]+/.exec(execFileSync(PROGRAMS.pgbouncer, ['--version'], { encoding: 'utf8' })) ?? [];
  const statsUrl = `postgres://${username}:${password}@127.0.0.1:${port}/pgbouncer`;
  return { child, port, version, statsUrl };
}

/**
 * Copies a PostgreSQL that runs, as its manual describes it for any copying program, into one that follows it by streaming.
 * @param {{ home: string, primary: string, superuserUrl: string }} wish home: of the copy; primary: folder of the first one's
 *   data; superuserUrl: of the first one
 */
export async function copyStandby({ home, primary, superuserUrl }) {
  const data = join(home, 'postgres');
  mkdirSync(home, { recursive: true, mode: 0o711 });
  const { username, password, port } = new URL(superuserUrl);
  const db = new pg.Client({ connectionString: superuserUrl });
  await db.connect();
  try {
    // From here on what the copy will ask for is kept.
    await db.query(`SELECT pg_create_physical_replication_slot('reports', true)`);
    await db.query(`SELECT pg_backup_start('reports', true)`);
    // Files come and go meanwhile; what was changed is in the WAL.
    spawnSync('cp', ['-a', primary, data], { stdio: 'ignore' });
    const { rows } = await db.query('SELECT labelfile FROM pg_backup_stop(false)');
    writeForServer(join(data, 'backup_label'), rows[0].labelfile);
  } finally {
    await db.end();
  }
  rmSync(join(data, 'postmaster.pid'), { force: true });
  for (const folder of ['pg_wal', 'pg_replslot'])
    for (const name of readdirSync(join(data, folder))) rmSync(join(data, folder, name), { recursive: true });
  writeForServer(join(data, 'standby.signal'), '');
  const from = `host=127.0.0.1 port=${port} user=${username} password=${password}`;
  const settings = [
    `primary_conninfo = '${from}'`,
    `primary_slot_name = 'reports'`,
    // A long report keeps back, on the first one, the rows that it still reads.
    'hot_standby_feedback = on',
  ];
  appendFileSync(join(data, 'postgresql.auto.conf'), `${settings.join('\n')}\n`);
}

/** Starts what `copyStandby` made. @param {string} home @param {number} [port] the same as before */
export const startStandby = (home, port) =>
  startPostgres({ home, toolsHome: cloneHome(), durable: true, password: '', passwordIsNew: false, port });
