// A Redis to run: the one of a bundle, else one on PATH, else Debian's, unpacked into a private folder. Nothing is installed on the machine: an
// installed package would start a system service on port 6379 and stay behind.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { clone, serverUser } from './home.mjs';
import { withLock } from './lock.mjs';
import { Refusal } from './say.mjs';

/** BullMQ works from Redis 6.2 on. */
const OLDEST = [6, 2];

/** @typedef {{ command: string, libraries?: string }} RedisBinary */

/** @param {RedisBinary} binary @returns {string | undefined} its version when it runs and is new enough */
export function versionOf({ command, libraries }) {
  const run = spawnSync(command, ['--version'], {
    ...serverUser,
    cwd: '/',
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...(libraries && { LD_LIBRARY_PATH: libraries }) },
  });
  const [, version, major, minor] = /v=((\d+)\.(\d+)[^ ]*)/.exec(run.stdout ?? '') ?? [];
  if (!version) return undefined;
  const isNewEnough = Number(major) > OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) >= OLDEST[1]);
  return isNewEnough ? version : undefined;
}

/** @returns {RedisBinary | undefined} */
function onPath() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/bin', '/usr/bin'];
  return ['redis-server', 'valkey-server']
    .flatMap((name) => folders.filter(Boolean).map((folder) => ({ command: join(folder, name) })))
    .find((binary) => existsSync(binary.command) && versionOf(binary));
}

/** @param {string} folder @returns {RedisBinary | undefined} the one unpacked there, when it runs */
function unpacked(folder) {
  const command = join(folder, 'usr/bin/redis-server');
  if (!existsSync(command)) return undefined;
  const triplets = existsSync(join(folder, 'usr/lib')) ? readdirSync(join(folder, 'usr/lib')) : [];
  const libraries = triplets.map((name) => join(folder, 'usr/lib', name)).join(':');
  return versionOf({ command, libraries }) ? { command, libraries } : undefined;
}

/** @param {string} command @param {string[]} args @param {string} cwd @returns {Promise<string>} what it said on stdout */
const run = (command, args, cwd) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
    });
    let said = '';
    let wrong = '';
    child.stdout.on('data', (chunk) => (said += chunk));
    child.stderr.on('data', (chunk) => (wrong += chunk));
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve(said) : reject(new Error(`${command} ${args.at(-1)}: ${(wrong || said).trim()}`)),
    );
  });

/**
 * Works without root: apt's lists and cache go to a folder of our own. apt itself says which libraries this machine
 * lacks (the smallest Debian lacks OpenSSL too; names differ between releases).
 * @param {string} tools
 */
async function unpackDebian(tools) {
  mkdirSync(tools, { recursive: true, mode: 0o755 });
  const work = mkdtempSync(join(tools, 'redis-half-'));
  const target = join(tools, 'redis');
  try {
    for (const folder of ['lists/partial', 'cache/archives/partial', 'root'])
      mkdirSync(join(work, folder), { recursive: true });
    const own = [
      `Dir::State::Lists=${work}/lists`,
      `Dir::Cache=${work}/cache`,
      'APT::Sandbox::User=',
      'Debug::NoLocking=1',
    ];
    const apt = (/** @type {string[]} */ ...args) =>
      run('apt-get', ['-q', ...own.flatMap((option) => ['-o', option]), ...args], work);
    await apt('-o', 'APT::Update::Error-Mode=any', 'update');
    const plan = await apt('--simulate', '--no-install-recommends', 'install', 'redis-server');
    const packages = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name ?? '');
    await apt('download', ...new Set([...packages, 'redis-server', 'redis-tools']));
    for (const file of readdirSync(work).filter((name) => name.endsWith('.deb')))
      await run('dpkg', ['-x', join(work, file), join(work, 'root')], work);
    spawnSync('chmod', ['-R', 'a+rX', join(work, 'root'), tools]);
    rmSync(target, { recursive: true, force: true });
    renameSync(join(work, 'root'), target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return unpacked(target);
}

/**
 * Finds a Redis or unpacks one.
 * @param {string} home the clone's home, whose tools/ keeps the unpacked one
 * @returns {Promise<RedisBinary>}
 */
export async function findRedis(home) {
  const tools = join(home, 'tools');
  const known = unpacked(join(clone, 'redis')) ?? onPath() ?? unpacked(join(tools, 'redis'));
  if (known) return known;
  let reason = 'máy này không có apt-get và dpkg';
  if (['apt-get', 'dpkg'].every((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0)) {
    try {
      const debian = await withLock(
        join(home, 'redis.lock'),
        'tải Redis',
        async () => unpacked(join(tools, 'redis')) ?? unpackDebian(tools),
      );
      if (debian) return debian;
      reason = 'bản Redis tải từ Debian không chạy được';
    } catch (error) {
      reason = /** @type {Error} */ (error).message;
    }
  }
  throw new Refusal(
    `Chưa có Redis (${reason}).\n` +
      'Hãy gõ một trong các lệnh sau rồi chạy lại (type one of these, then start again):\n' +
      '  Debian, Ubuntu:  sudo apt-get install redis-server\n' +
      '  Fedora, RHEL:    sudo dnf install valkey\n' +
      '  macOS:           brew install redis\n' +
      'hoặc dùng máy chủ Redis sẵn có (or use a server of your own):  REDIS_URL=redis://127.0.0.1:6379 npm start',
  );
}
