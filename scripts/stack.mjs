// A whole stack: PostgreSQL, Redis, the migrated database, and as many api and worker processes as asked for. `npm start`
// runs one on the clone's own data; tests, replay and load run theirs on data that is gone afterwards.

import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { apiUp, appEnv, startApp, runPrepare, workerUp } from './apps.mjs';
import { cloneHome, cloneId, throwAwayHome, throwAwayParent } from './home.mjs';
import { endLastRun, memberList, runningOn } from './members.mjs';
import { anyFreePort } from './ports.mjs';
import { ensureDatabase, startPostgres } from './postgres.mjs';
import { startRedis } from './redis.mjs';
import { findRedis } from './redis-binary.mjs';
import { secretsOf } from './secrets.mjs';
import { silent } from './say.mjs';
import { ownDatabase, ownRedis } from './own-servers.mjs';

/** Removes what throw-away stacks of this clone left when even their guard was killed. @param {string} parent */
async function sweep(parent) {
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith(`cchc-${cloneId}-`))) {
    const home = join(parent, name);
    const age = performance.timeOrigin + performance.now() - (statSync(home, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    if (runningOn(home) || age < 60_000) continue;
    await endLastRun(home);
    rmSync(home, { recursive: true, force: true });
  }
}

/**
 * @typedef {object} StackWish
 * @property {boolean} [durable] false (the default): fsync off, for tests; true: as in production
 * @property {number} [apis] how many api processes, each on its own port; 0 by default
 * @property {number} [workers] 0 by default
 * @property {boolean} [redis] true by default
 * @property {'sample' | 'empty' | false} [prepare] migrate, and load the sample data or not; by default 'empty' when apps
 *   are asked for, else nothing is done and the database `cchc` stays without tables
 * @property {string} [dataDir] a directory to keep; without it the data are thrown away by stop(), or by a guard process
 *   when this process ends without stop(), however it ends
 * @property {import('./say.mjs').Speaker} [log] silent by default
 * @property {string} [host] where the apis listen; 127.0.0.1 by default
 * @property {number} [port] of the first api; any free one by default
 * @property {string} [publicUrl]
 * @property {string} [databaseUrl] the owner's URL of a PostgreSQL of one's own instead of the embedded one
 * @property {string} [redisUrl] a Redis of one's own
 * @property {boolean} [redisCluster] redisUrl names nodes of a cluster, with commas
 * @property {Record<string, string>} [extraEnv] more environment for api, worker and cli
 * @property {(server: 'postgres' | 'reading' | 'redis', port: number) => Promise<number>} [through] the port at which api
 *   and worker reach a server of the stack, for whoever stands in between ('reading': PostgreSQL for reports); errands of
 *   the owner go straight
 * @property {(name: string, how: string) => void} [onDeath] told when a member ends that nobody asked to
 * @property {AbortSignal} [signal] ends a stack that is still being started
 */

/**
 * Starts a stack and returns when every member is ready.
 * @example
 * const stack = await startStack({ durable: true, apis: 1, workers: 2 });
 * try { await fetch(`${stack.urls[0]}/api/health/ready`); } finally { await stack.stop(); }
 * @param {StackWish} [wish]
 */
export async function startStack(wish = {}) {
  const {
    durable = false,
    apis = 0,
    workers = 0,
    redis = true,
    log = silent,
    host = '127.0.0.1',
    onDeath = () => {},
  } = wish;
  const prepare = wish.prepare ?? (apis + workers > 0 ? 'empty' : false);
  // Swept before there is one of our own: a home in which nothing runs yet looks left behind once it is a minute old.
  if (wish.dataDir) await endLastRun(wish.dataDir);
  else await sweep(throwAwayParent());
  const home = wish.dataDir ?? throwAwayHome();

  const toolsHome = cloneHome();
  const { file: secretsFile, secrets, isNew } = secretsOf(home);
  const members = memberList({ home, isThrowAway: !wish.dataDir, onDeath });
  const passwords = secrets.databasePasswords;
  mkdirSync(join(home, 'files'), { recursive: true, mode: 0o700 });
  /** @type {Record<string, string>} */
  const env = { ...appEnv({ home, secretsFile, isUnsafe: !durable }), HOST: host };
  // People of tests and measurements come from one address, by the thousand.
  if (!wish.dataDir) env.PROOF_OF_WORK = 'off';
  Object.assign(env, wish.extraEnv);
  /** @type {Record<string, number | undefined>} */
  const ports = {};
  let superuserUrl = '';

  const startPostgresMember = () =>
    members.start('postgres', async () => {
      const made = await startPostgres({
        ...{ home, toolsHome, durable, password: passwords.superuser, passwordIsNew: isNew && !ports.postgres },
        port: ports.postgres,
      });
      ports.postgres = made.port;
      return made.child;
    });
  const startRedisMember = async () => {
    const binary = await findRedis(toolsHome);
    await members.start('redis', async () => {
      const made = await startRedis({ home, binary, durable, password: secrets.redisPassword, port: ports.redis });
      ports.redis = made.port;
      return made.child;
    });
  };
  const through = wish.through ?? (async (_server, port) => port);
  /** @param {string} role @param {string} password @param {string} database @param {number} [port] */
  const url = (role, password, database, port = ports.postgres) =>
    `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;

  async function openDatabase() {
    if (wish.databaseUrl) return void Object.assign(env, await ownDatabase(wish.databaseUrl, passwords));
    await log.step('PostgreSQL', async () => {
      await startPostgresMember();
      superuserUrl = url('postgres', passwords.superuser, 'postgres');
      await ensureDatabase(superuserUrl, passwords);
    });
    env.DATABASE_OWNER_URL = url('cchc_owner', passwords.owner, 'cchc');
    const port = await through('postgres', ports.postgres ?? 0);
    env.DATABASE_APP_URL = url('cchc_app', passwords.app, 'cchc', port);
    if (wish.through) env.DATABASE_DIRECT_URL = url('cchc_app', passwords.app, 'cchc');
    const readPort = await through('reading', ports.postgres ?? 0);
    env.DATABASE_READ_URL = url('cchc_read', passwords.read, 'cchc', readPort);
  }
  async function openRedis() {
    if (!redis) return;
    if (wish.redisUrl) return void Object.assign(env, await ownRedis(wish.redisUrl, Boolean(wish.redisCluster)));
    await log.step('Redis', startRedisMember);
    env.REDIS_URL = `redis://:${secrets.redisPassword}@127.0.0.1:${await through('redis', ports.redis ?? 0)}`;
  }

  /** @type {string[]} */
  const urls = [];
  /** @type {Map<string, (root?: string) => Promise<unknown>>} */
  const starts = new Map(
    /** @type {[string, (root?: string) => Promise<unknown>][]} */ ([
      ['postgres', startPostgresMember],
      ['redis', startRedisMember],
    ]),
  );
  /** @param {string} name @param {Record<string, string>} more @param {(child: import('./processes.mjs').Child) => Promise<void>} isUp */
  const app = (name, more, isUp) => {
    const start = (/** @type {string | undefined} */ root) =>
      members.start(name, () => startApp({ name, env: { ...env, ...more }, home, root }), isUp);
    starts.set(name, start);
    return start();
  };

  const stop = () => members.endAll();
  wish.signal?.addEventListener('abort', () => void stop(), { once: true });
  try {
    wish.signal?.throwIfAborted();
    await settled([openDatabase(), openRedis()]);
    members.publish({ env });
    if (prepare)
      await log.step('Bảng và dữ liệu', () =>
        members
          .start(
            'cli',
            () => startApp({ name: 'cli', env, home, args: ['prepare', `--${prepare}`] }),
            (child) => runPrepare(child, log),
          )
          .then(() => undefined),
      );
    const all = [];
    for (let n = 1; n <= apis; n += 1) {
      const port = n === 1 && wish.port ? wish.port : await anyFreePort();
      const base = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
      urls.push(base);
      const more = { PORT: String(port), PUBLIC_URL: wish.publicUrl ?? base };
      all.push(
        log.step(`Máy chủ web${apis > 1 ? ` ${n}` : ''}`, () =>
          app(`api-${n}`, more, apiUp(base)).then(() => undefined),
        ),
      );
    }
    const workerEnv = { PUBLIC_URL: wish.publicUrl ?? urls[0] ?? '' };
    for (let n = 1; n <= workers; n += 1)
      all.push(
        log.step(`Bộ chấm bài${workers > 1 ? ` ${n}` : ''}`, () =>
          app(`worker-${n}`, workerEnv, workerUp).then(() => undefined),
        ),
      );
    await settled(all);
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    /** For errands of the cli: also holds DATABASE_OWNER_URL, which api and worker are not given. */
    env: /** @type {Record<string, string>} */ ({ ...env, PUBLIC_URL: wish.publicUrl ?? urls[0] ?? '' }),
    /** Of the apis, in their order. */
    urls,
    /** '' with a PostgreSQL of one's own. */
    superuserUrl,
    dataDir: home,
    /** name -> pid, of those that live now: postgres, redis, api-1, worker-1 … */
    get pids() {
      return members.pids();
    },
    /** The log file of a member. @param {string} name */
    logOf: (name) => members.get(name)?.logFile ?? join(home, 'logs', `${name}.log`),
    /** Ends one member, by its usual signal or another; onDeath is not called. @param {string} name @param {NodeJS.Signals} [signal] */
    halt: (name, signal) => members.end(name, signal),
    /**
     * Starts a halted or dead member again, on the same port and data.
     * @param {string} name @param {string} [root] of another build, for an api or worker
     */
    async resume(name, root) {
      await starts.get(name)?.(root);
    },
    /** Writes facts into the file by which `cli` finds this stack. */
    publish: members.publish,
    /** Ends all members in order, within five seconds; throw-away data are removed. */
    stop,
  };
}

/**
 * Waits for all, then throws the first failure: nothing is still being started when the caller begins to clean up.
 * @param {Promise<unknown>[]} promises
 */
async function settled(promises) {
  for (const result of await Promise.allSettled(promises)) if (result.status === 'rejected') throw result.reason;
}
