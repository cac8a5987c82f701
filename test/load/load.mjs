// `npm run -s load -- --profile lean|real|backlog|herd|read|sockets|boards|growth|invitations|report|backup`: how fast whole
// attempts go through the front door, the queue and the database on this machine, this tool beside them; what pages, sockets and
// boards cost, and letters to all managers of units, the report of a whole contest, its backup and restore. Durable commits, real
// clock, throw-away data. The last line on stdout is one JSON object; what is counted is read from the database, not from this
// tool's own successes. `--profile herd --store` leaves what acts cost where `cli check-server` reckons from it.

import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { clone } from '../../scripts/home.mjs';
import { Refusal, speaker } from '../../scripts/say.mjs';
import { startStack } from '../../scripts/stack.mjs';
import { drawAll } from './flame-graph.mjs';
import { measureBacklog } from './load-backlog.mjs';
import { measureBackup } from './load-backup.mjs';
import { measureBoards } from './load-boards.mjs';
import { measureGrowth } from './load-growth.mjs';
import { measureHerd } from './load-herd.mjs';
import { measureInvitations } from './load-invitations.mjs';
import { measureRead } from './load-read.mjs';
import { measureReport } from './load-report.mjs';
import { measureSockets } from './load-sockets.mjs';
import { measureWalk } from './load-walk.mjs';
import { machine, readMachine, readUsage, round, usedBetween } from './measures.mjs';
import { storeHerd } from './store-herd.mjs';

/** What one attempt of a profile is, or how it is measured; `whole` measures no attempts and says all itself. */
const PROFILES = {
  lean: { measure: measureWalk, saves: 1 },
  real: { measure: measureWalk, saves: 15 },
  backlog: { measure: measureBacklog },
  herd: { measure: measureHerd },
  read: { measure: measureRead, saves: 15 },
  sockets: { whole: measureSockets },
  boards: { whole: measureBoards },
  growth: { whole: measureGrowth },
  invitations: { whole: measureInvitations },
  report: { whole: measureReport },
  backup: { whole: measureBackup },
};

/** @param {string[]} args */
function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      profile: { type: 'string', default: 'lean' },
      seconds: { type: 'string', default: '15' },
      // Of lean, real and herd: seconds before the window; on a busy machine it takes longer until code that is run often is fast.
      'warm-up': { type: 'string', default: '4' },
      connections: { type: 'string', default: '256' },
      attempts: { type: 'string', default: '240659' },
      apis: { type: 'string', default: '1' },
      workers: { type: 'string', default: '1' },
      // Of herd: how many people, how long the round and its last part are in seconds, sign-ups a second beside them, and
      // the pace of starts (left out: that of the server).
      people: { type: 'string', default: '500' },
      round: { type: 'string', default: '30' },
      closing: { type: 'string', default: '10' },
      'sign-ups': { type: 'string', default: '2' },
      pace: { type: 'string' },
      // Of herd: leave the costs of its acts where `cli check-server` reckons from them.
      store: { type: 'boolean', default: false },
      // Of read: people who look at pages beside those who walk.
      readers: { type: 'string', default: '50' },
      // Of sockets: pages that listen.
      sockets: { type: 'string', default: '500' },
      // Of boards: people on the board, and how often each page is asked for.
      standings: { type: 'string', default: '20000' },
      asks: { type: 'string', default: '100' },
      // Of growth: stored attempts of the two contests that are compared.
      few: { type: 'string', default: '5000' },
      many: { type: 'string', default: '50000' },
      // Where to leave CPU profiles of api and worker and their flame graphs, for whoever wants to make them faster.
      'cpu-profiles': { type: 'string' },
    },
  });
  const { profile, store, 'cpu-profiles': cpuProfiles, ...numbers } = values;
  if (!Object.hasOwn(PROFILES, profile))
    throw new Refusal(`Không có kiểu tải "${profile}". Các kiểu: ${Object.keys(PROFILES).join(', ')}.`);
  if (store && profile !== 'herd') throw new Refusal('--store chỉ đi với --profile herd.');
  const counts = Object.fromEntries(
    Object.entries(numbers).flatMap(([name, text]) => {
      if (text === undefined) return [];
      if (!/^[1-9]\d{0,7}$/.test(text))
        throw new Refusal(`--${name} phải là một số nguyên dương, không phải "${text}".`);
      return [[name, Number(text)]];
    }),
  );
  return { profile: /** @type {keyof typeof PROFILES} */ (profile), store, cpuProfiles, ...counts };
}

/** @returns {string | null} the commit that is measured; null where this is no git clone */
function commit() {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      cwd: clone,
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim();
  } catch {
    return null;
  }
}

/** @param {import('pg').Client} db @returns {Promise<{ wal: number, size: number }>} bytes */
async function readVolume(db) {
  const { rows } = await db.query(
    `SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 AS wal, pg_database_size(current_database())::float8 AS size`,
  );
  return rows[0];
}

/** @param {string} directory @returns {Record<string, string>} environment under which api and worker can be profiled */
function profiled(directory) {
  mkdirSync(directory, { recursive: true });
  return { NODE_OPTIONS: `--import=${new URL('cpu-profile.mjs', import.meta.url)}`, CPU_PROFILES: resolve(directory) };
}

const appsOf = (/** @type {{ pids: Record<string, number> }} */ { pids }) =>
  Object.entries(pids).flatMap(([name, pid]) => (/^(api|worker)-/.test(name) ? [pid] : []));

async function main() {
  const options = readOptions(process.argv.slice(2));
  const log = speaker(process.stderr);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(signal, () => stop.abort(new Refusal(`Dừng theo ${signal}.`)));
  const stack = await startStack({
    durable: true,
    apis: options.apis,
    workers: options.workers,
    prepare: 'empty',
    log,
    signal: stop.signal,
    extraEnv: {
      LOG_LEVEL: 'warn',
      // How fast whole attempts go is asked, not how fast they are let in; but of a herd.
      ...(options.profile !== 'herd' && { STARTS_PER_SECOND: '0' }),
      ...(options.pace && { STARTS_PER_SECOND: String(options.pace) }),
      ...(options.profile === 'herd' && { DOOR_REQUESTS_PER_TEN_SECONDS: '100000' }),
      ...(options.cpuProfiles && profiled(options.cpuProfiles)),
    },
    onDeath: (name, how) => {
      log.line(`  ✘ ${name} ${how}`);
      stop.abort(new Error(`${name} ${how}`));
    },
  });
  const db = new pg.Client({ connectionString: stack.env.DATABASE_OWNER_URL });
  db.on('error', () => {}); // the stack says itself when its database is gone
  try {
    await db.connect();
    const at = async () => {
      if (options.cpuProfiles) for (const pid of appsOf(stack)) process.kill(pid, 'SIGWINCH');
      return { usage: readUsage(stack.pids), machine: readMachine(), volume: await readVolume(db) };
    };
    const profile = PROFILES[options.profile];
    if ('whole' in profile) {
      const figures = await profile.whole({ stack, db, log, at, options, signal: stop.signal });
      process.stdout.write(`${JSON.stringify({ ...figures, machine, commit: commit() })}\n`);
      return figures.errors > 0 ? 1 : 0;
    }
    const { before, after, attempts, seconds, errors, ...figures } = await profile.measure({
      ...{ stack, db, log, options, profile, at, signal: stop.signal },
    });
    const cpuSeconds = usedBetween(before.usage.cpu, after.usage.cpu);
    const { busy, idle } = usedBetween(before.machine, after.machine);
    const perAttempt = Object.entries(cpuSeconds).map(([name, used]) => [name, round((used / attempts) * 1000, 3)]);
    const result = {
      profile: options.profile,
      attemptsPerSecond: round(attempts / seconds, 1),
      ...figures,
      attempts,
      seconds: round(seconds, 2),
      cpuSeconds,
      cpuMsPerAttempt: Object.fromEntries(perAttempt),
      // A machine that others used meanwhile was not measured.
      cpuOfOthers: round(busy - Object.values(cpuSeconds).reduce((sum, used) => sum + used, 0), 2),
      cpuIdle: idle,
      rssMb: after.usage.rssMb,
      walBytesPerAttempt: Math.round((after.volume.wal - before.volume.wal) / attempts),
      databaseBytesPerAttempt: Math.round((after.volume.size - before.volume.size) / attempts),
      connections: options.connections,
      apis: options.apis,
      workers: options.workers,
      errors: Object.values(errors).reduce((sum, count) => sum + count, 0),
      errorKinds: errors,
      machine,
      commit: commit(),
    };
    process.stdout.write(`${JSON.stringify(result)}\n`);
    if (options.store) log.line(`  ✔ ${await storeHerd(result, process.argv.slice(2))}`);
    return result.errors > 0 || attempts === 0 ? 1 : 0;
  } catch (error) {
    throw stop.signal.aborted ? stop.signal.reason : error; // what broke first, not what broke because of it
  } finally {
    await db.end().catch(() => {});
    await stack.stop();
    if (options.cpuProfiles)
      for (const path of drawAll(options.cpuProfiles, `${options.profile}, ${commit()}`)) log.line(`  ✔ ${path}`);
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const { message, stack } = /** @type {Error} */ (error);
  process.stderr.write(`\n${error instanceof Refusal || stack === undefined ? message : stack}\n`);
  process.exitCode = 1;
}
