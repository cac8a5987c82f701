// `npm run -s cli -- ERRAND …`: an errand on this clone's data. Beside a running `npm start` it uses that one's servers;
// otherwise it starts PostgreSQL and Redis on the clone's data for as long as it lasts. `--demo` before the errand: on
// throw-away sample data.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { cleanEnv, programOf } from './apps.mjs';
import { clone, cloneHome } from './home.mjs';
import { holderOf, lockOrRefuse } from './lock.mjs';
import { runningOn } from './members.mjs';
import { makeReady } from './ready.mjs';
import { startStack } from './stack.mjs';

/** Errands that only read their arguments and files. */
const NO_STACK = new Set(['--help', 'help', 'check-contest', 'check-bank']);

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

/** @param {string[]} args @param {import('./say.mjs').Speaker} log */
export async function run(args, log) {
  await makeReady(log);
  const isDemo = args[0] === '--demo';
  const errand = isDemo ? args.slice(1) : args;
  if (errand.length === 0 || NO_STACK.has(errand[0] ?? '') || errand.includes('--help'))
    return runErrand(errand.length ? errand : ['--help'], { NODE_ENV: 'production', CCHC_NO_STACK: '1' });

  const home = cloneHome();
  const running = isDemo || !holderOf(dataLock(home)) ? undefined : runningOn(home);
  if (running?.address) return runErrand(errand, running.env);

  const release = isDemo ? () => {} : lockOrRefuse(dataLock(home), `npm run cli -- ${errand[0]}`);
  try {
    const prepare = errand[0] === 'prepare' ? false : isDemo ? 'sample' : 'empty';
    const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = process.env;
    const servers = isDemo
      ? {}
      : { durable: true, dataDir: home, ...(databaseUrl && { databaseUrl }), ...(redisUrl && { redisUrl }) };
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
