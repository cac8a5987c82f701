// `npm run -s cli -- ERRAND …`: an errand on this clone's data. Beside a running `npm start` it uses that one's servers;
// otherwise it starts PostgreSQL and Redis on the clone's data for as long as it lasts. `--demo` before the errand: on
// throw-away sample data.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { cleanEnv, programOf } from './apps.mjs';
import { clone, cloneHome } from './home.mjs';
import { holderOf, lockOrRefuse } from './lock.mjs';
import { runningOn } from './members.mjs';
import { ownServers } from './own-servers.mjs';
import { makeReady } from './ready.mjs';
import { Refusal } from './say.mjs';
import { startStack } from './stack.mjs';

/** Errands that only read their arguments and files. */
const NO_STACK = new Set(['--help', 'help', 'check-contest', 'check-bank', 'check-backup']);

/** Errands that take the database as it is: one that was not brought up to date yet is backed up before that. */
const AS_IT_IS = new Set(['prepare', 'backup', 'restore']);

/** The lock of the clone's own data: `npm start` and an errand never run two PostgreSQL on them. @param {string} home */
export const dataLock = (home) => join(home, 'data.lock');

/** @param {string[]} args @param {Record<string, string>} env @returns {Promise<number>} */
function runErrand(args, env) {
  const child = spawn(process.execPath, ['--enable-source-maps', programOf('cli'), ...args], {
    cwd: process.env.INIT_CWD ?? clone, // files are named from where the person stands
    env: { ...cleanEnv(), ...env },
    stdio: 'inherit',
  });
  const passOn = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, passOn);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 130));
  });
}

/** Attempts of the contest of 2019 that the sample of a report is made of; a test asks for fewer by `--attempts`. */
const DEMO_ATTEMPTS = 2_000;

/**
 * The report of the contest of 2019, played once more in small on data that are thrown away.
 * @param {string[]} errand @param {import('./say.mjs').Speaker} log @returns {Promise<number>}
 */
async function exportDemo(errand, log) {
  const { REPLAY_SLUG, replayContest } = await import('../test/load/replay-contest.mjs');
  const { ATTEMPTS_MIN } = await import('../test/load/replay-plan.mjs');
  const at = errand.indexOf('--attempts');
  const attempts = at === -1 ? DEMO_ATTEMPTS : Number(errand[at + 1]);
  if (!Number.isSafeInteger(attempts) || attempts < ATTEMPTS_MIN)
    throw new Refusal(`--attempts phải là một số nguyên, ít nhất là ${ATTEMPTS_MIN}.`);
  const args = errand.filter((one, i) => one !== '--demo' && (at === -1 || (i !== at && i !== at + 1)));
  let code = 1;
  const stop = new AbortController();
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.once(signal, () => stop.abort(new Refusal(`Dừng theo ${signal}.`)));
  await replayContest({
    ...{ attempts, connections: 64, scale: 120, seed: 2019, apis: 1, workers: 1, atTheDoor: 20, log },
    signal: stop.signal,
    inspect: async (databaseUrl) => {
      const env = { DATABASE_OWNER_URL: databaseUrl, CCHC_REPLAY: '1' };
      code = await runErrand([...args, '--contest', REPLAY_SLUG], env);
    },
  });
  return code;
}

/** @param {string[]} args @param {import('./say.mjs').Speaker} log */
export async function run(args, log) {
  await makeReady(log);
  const isDemo = args[0] === '--demo';
  const errand = isDemo ? args.slice(1) : args;
  if (errand.length === 0 || NO_STACK.has(errand[0] ?? '') || errand.includes('--help'))
    return runErrand(errand.length ? errand : ['--help'], { NODE_ENV: 'production', CCHC_NO_STACK: '1' });

  if (errand[0] === 'export-report' && errand.includes('--demo')) return exportDemo(errand, log);

  const home = cloneHome();
  const running = isDemo || !holderOf(dataLock(home)) ? undefined : runningOn(home);
  // Links that an errand prints lead where people go, not to this machine's own port.
  if (running?.address) return runErrand(errand, { ...running.env, PUBLIC_URL: running.address });

  const release = isDemo ? () => {} : lockOrRefuse(dataLock(home), `npm run cli -- ${errand[0]}`);
  try {
    const prepare = isDemo ? 'sample' : AS_IT_IS.has(errand[0] ?? '') ? false : 'empty';
    const { PUBLIC_URL: publicUrl } = process.env;
    const servers = isDemo ? {} : { durable: true, dataDir: home, ...ownServers(), ...(publicUrl && { publicUrl }) };
    const stack = await startStack({ ...servers, prepare, log });
    try {
      return await runErrand(errand, stack.env);
    } finally {
      await stack.stop();
    }
  } finally {
    release();
  }
}
