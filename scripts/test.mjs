// `npm test`: the checks, then jest on a real PostgreSQL and a real Redis of its own. `npm test -- PATTERN …` hands the
// arguments to jest and leaves the checks out. The last line on stdout is "N passed, N failed".

import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanEnv } from './apps.mjs';
import { check } from './check.mjs';
import { clone } from './home.mjs';
import { makeReady } from './ready.mjs';
import { seconds } from './say.mjs';
import { startStack } from './stack.mjs';

/**
 * Counts what jest wrote down. A test file that could not even be loaded has no failed test in it: it counts as one.
 * @param {string} file jest's --outputFile
 * @returns {{ passed: number, failed: number }}
 */
export function countTests(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const result = JSON.parse(readFileSync(file, 'utf8'));
  return { passed: result.numPassedTests, failed: result.numFailedTests + result.numRuntimeErrorTestSuites };
}

/** @param {string[]} args @param {NodeJS.ProcessEnv} env @param {AbortSignal} signal @returns {Promise<number | null>} */
function runJest(args, env, signal) {
  const jest = join(clone, 'node_modules/jest/bin/jest.js');
  const command = ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning', jest, ...args];
  const child = spawn(process.execPath, command, { cwd: clone, env, stdio: ['ignore', 2, 2] }); // stdout is for the result
  signal.addEventListener('abort', () => child.kill(), { once: true });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}

/**
 * The stories through the browser need a Chromium and a minute: CI runs them always, and whoever asks for them by
 * `npm test -- test/browser`. Otherwise they are left out, and said to be.
 * @param {string[]} args @param {import('./say.mjs').Speaker} log @returns {string[]} arguments for jest
 */
function browserStories(args, log) {
  if (process.env['CI'] || args.length > 0) return [];
  log.line('  ! Chưa chạy các bài kiểm thử qua trình duyệt: CI chạy chúng, hoặc gõ npm test -- test/browser');
  return ['--ignoreProjects=browser'];
}

/**
 * @param {string[]} args for jest @param {import('./say.mjs').Speaker} log
 * @param {Record<string, string>} [extraEnv] more environment for the tests
 */
export async function run(args, log, extraEnv) {
  const began = performance.now();
  await makeReady(log);
  const checks = args.length ? { passed: 0, failed: 0 } : await check(log);
  const stopped = new AbortController();
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => stopped.abort());
  const stack = await startStack({ log, signal: stopped.signal });
  try {
    const file = join(stack.dataDir, 'jest.json');
    const env = {
      ...cleanEnv(),
      TEST_OWNER_URL: stack.superuserUrl,
      TEST_REDIS_URL: stack.env.REDIS_URL,
      CCHC_THROWAWAY: '1',
      ...extraEnv,
    };
    const browser = browserStories(args, log);
    const code = await runJest([...browser, '--json', `--outputFile=${file}`, ...args], env, stopped.signal);
    const tests = countTests(file);
    const isGreen = code === 0 && tests.failed === 0;
    // Jest's own exit code has the last word: a run that crashed after its tests is not a success.
    const failed = checks.failed + (isGreen ? 0 : Math.max(tests.failed, 1));
    const ranNothing = tests.passed + tests.failed === 0;
    if (ranNothing) log.line('  ✘ Không có bài kiểm thử nào được chạy.');
    log.line(`  ${isGreen && !ranNothing ? '✔' : '✘'} Tất cả (${seconds(performance.now() - began)})`);
    await stack.stop();
    if (stopped.signal.aborted) return 130;
    process.stdout.write(`${checks.passed + tests.passed} passed, ${failed} failed\n`);
    return failed || ranNothing ? 1 : 0;
  } finally {
    await stack.stop();
  }
}
