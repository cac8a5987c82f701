import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { startStack, type Stack } from '../../../scripts/stack.mjs';
import { load } from '../scripts/scripts.js';
import { imageEnv, readDocker, root, sh } from './files.js';

const { anyFreePort } = await load<{ anyFreePort: () => Promise<number> }>('ports.mjs');

// What compose.yaml does, step by step, without Docker: an empty server, init-database.sql, the preparation, the programs.
const entrypoint = join(root, 'docker/entrypoint.sh');
const passwords = { owner: 'o'.repeat(48), app: 'a'.repeat(48), read: 'r'.repeat(48) };

let stack: Stack;
let folder: string;
let server: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  stack = await startStack({ durable: true, prepare: false });
  folder = mkdtempSync(join(tmpdir(), 'run-'));
  server = new URL(stack.superuserUrl).host;
  const superuser = new pg.Client({ connectionString: stack.superuserUrl });
  await superuser.connect();
  // A stack comes with our roles; a server fresh from its image has none.
  for (const gone of ['DATABASE cchc', 'ROLE cchc_app', 'ROLE cchc_read', 'ROLE cchc_owner']) {
    await superuser.query(`DROP ${gone}`);
  }
  const script = readDocker('init-database.sql')
    .replace(/^--.*$/gm, '')
    .replace('\\getenv owner_password CCHC_OWNER_PASSWORD', '')
    .replaceAll(":'owner_password'", superuser.escapeLiteral(passwords.owner));
  for (const statement of script.split(';').filter((text) => text.trim())) await superuser.query(statement);
  await superuser.end();
});

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
});

const url = (role: keyof typeof passwords) => `postgres://cchc_${role}:${passwords[role]}@${server}/cchc`;
const common = () => ({ ...imageEnv(), SECRETS_FILE: join(folder, 'secrets.json'), HOST: '127.0.0.1' });

/** `cli prepare --empty` as the service migrate runs it. */
const prepare = () =>
  sh(entrypoint, ['cli', 'prepare', '--empty'], {
    ...common(),
    DATABASE_OWNER_URL: url('owner'),
    CCHC_APP_PASSWORD: passwords.app,
    CCHC_READ_PASSWORD: passwords.read,
  });

it('prepares an empty server by an owner who is no superuser, twice without harm', async () => {
  for (const time of ['first', 'second']) {
    const { status, stderr } = prepare();
    expect([time, status, status === 0 ? '' : stderr]).toEqual([time, 0, '']);
  }
  for (const role of ['app', 'read'] as const) {
    const client = new pg.Client({ connectionString: url(role) });
    await client.connect();
    const { rows } = await client.query('SELECT count(*)::int AS contests FROM contest');
    expect(rows).toEqual([{ contests: 0 }]);
    await expect(client.query('CREATE TABLE t ()')).rejects.toThrow(/permission denied/);
    await client.end();
  }
}, 30_000);

it('runs api and worker from the entry point, healthy, and they end by SIGTERM', async () => {
  const port = String(await anyFreePort());
  const env = {
    PATH: process.env['PATH'] ?? '',
    ...common(),
    ...{ DATABASE_APP_URL: url('app'), REDIS_URL: stack.env['REDIS_URL'] ?? '' },
    ...{ PORT: port, PUBLIC_URL: 'https://thi.example.vn', TRUST_PROXY: '1' },
  };
  for (const word of ['api', 'worker'])
    children.push(spawn('sh', [entrypoint, word], { env, cwd: '/', stdio: 'ignore' }));
  const check = () => spawnSync('node', [join(root, 'docker/healthcheck.mjs')], { env, encoding: 'utf8' });

  let health = check();
  for (let tries = 0; health.status !== 0 && tries < 120; tries += 1) {
    await sleep(250);
    health = check();
  }
  expect([health.status, health.stdout]).toEqual([0, '']);
  const answer = await fetch(`http://127.0.0.1:${port}/api/health/ready`);
  expect(answer.headers.get('strict-transport-security')).toMatch(/max-age=31536000/);
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toContain('<title>Thi CCHC</title>');

  const ended = children.map((child) => new Promise<string>((resolve) => child.once('exit', () => resolve('ended'))));
  for (const child of children) child.kill('SIGTERM');
  const late = sleep(10_000, 'still running', { ref: false });
  expect(await Promise.race([Promise.all(ended), late])).toEqual(['ended', 'ended']);
  expect(check().status).toBe(1);
}, 90_000);
