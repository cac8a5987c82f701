// `npm start`, `npm test` and every other script come in here. Each works on a fresh clone: what it needs is installed and
// built first. Node's own modules only, because this runs before node_modules exists.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { cleanEnv } from './apps.mjs';
import { clone } from './home.mjs';
import { checkNode } from './install.mjs';
import { makeReady } from './ready.mjs';
import { Refusal, speaker } from './say.mjs';

/**
 * A new script is one line here.
 * - `is`: a module of this folder that exports run(args, log) and does everything itself;
 * - `runs`: a program of the clone, run with node when all is installed and built;
 * - `needsStack`: the throw-away stack started for it, whose environment it is given (see StackWish in stack.mjs).
 * @type {Record<string, { is?: string, runs?: string, args?: string[], env?: Record<string, string>,
 *   needsStack?: import('./stack.mjs').StackWish }>}
 */
const COMMANDS = {
  start: { is: './start.mjs' },
  test: { is: './test.mjs' },
  'test:web': { is: './test.mjs', args: ['test/browser'] },
  screens: { is: './test.mjs', args: ['test/browser/every-'], env: { SCREENS: '1' } },
  'test:model': { is: './model.mjs' },
  check: { is: './check.mjs' },
  cli: { is: './cli.mjs' },
  bundle: { is: './bundle/bundle.mjs' },
  replay: { runs: 'test/load/replay.mjs' },
  load: { runs: 'test/load/load.mjs' },
  drill: { runs: 'test/drills/drill.mjs' },
  'test:deploy': { runs: 'test/deploy/deploy.mjs' },
  lighthouse: { runs: 'test/browser/lighthouse.mjs' },
  routes: { runs: 'dist/apps/api/src/print-routes.js' },
  openapi: { runs: 'dist/apps/api/src/print-openapi.js' },
  'api-types': {
    runs: 'node_modules/openapi-typescript/bin/cli.js',
    args: ['docs/openapi.json', '-o', 'apps/web/src/shared/api/schema.ts'],
  },
};

/**
 * Runs one program with our stdin and stdout; its end is ours.
 * @param {string} program @param {string[]} args @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code, 128 + signal number when a signal ended it
 */
function runProgram(program, args, env) {
  const child = spawn(process.execPath, ['--enable-source-maps', join(clone, program), ...args], {
    cwd: clone,
    env,
    stdio: 'inherit',
  });
  // The terminal sends Ctrl-C to the whole group; a lone SIGTERM to us is passed on. We end when the program has ended.
  const passOn = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, passOn);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) =>
      resolve(code ?? 128 + (signal === 'SIGINT' ? 2 : signal === 'SIGKILL' ? 9 : 15)),
    );
  });
}

/** @param {string | undefined} name @param {string[]} args @returns {Promise<number>} */
async function dispatch(name, args) {
  const command = name === undefined || !Object.hasOwn(COMMANDS, name) ? undefined : COMMANDS[name];
  if (!command) throw new Refusal(`Không có lệnh "${name ?? ''}". Các lệnh: ${Object.keys(COMMANDS).join(', ')}.`);
  const log = speaker(name === 'start' ? process.stdout : process.stderr);
  const all = [...(command.args ?? []), ...args];
  if (command.is) return (await import(command.is)).run(all, log, command.env);
  await makeReady(log);
  const env = { ...cleanEnv(), ...command.env };
  const program = command.runs ?? '';
  if (!command.needsStack) return runProgram(program, all, env);
  const { startStack } = await import('./stack.mjs');
  const stack = await startStack({ ...command.needsStack, log });
  try {
    return await runProgram(program, all, { ...env, ...stack.env });
  } finally {
    await stack.stop();
  }
}

// Until a command minds its signals itself: end now, through process.exit, so that locks are released and npm is ended.
for (const [signal, code] of /** @type {const} */ ([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]))
  process.once(signal, () => void (process.listenerCount(signal) === 0 && process.exit(code)));

try {
  checkNode();
  process.exitCode = await dispatch(process.argv[2], process.argv.slice(3));
} catch (error) {
  const isRefusal = error instanceof Refusal;
  process.stderr.write(`\n${isRefusal ? error.message : (/** @type {Error} */ (error).stack ?? error)}\n`);
  process.exitCode = 1;
}
