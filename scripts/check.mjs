// What can be said about the code without running it: format, lint, types, who imports whom.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { clone } from './home.mjs';
import { switches } from './options.mjs';
import { makeReady } from './ready.mjs';
import { seconds } from './say.mjs';

/** What has not changed since it was found right is not looked at again; gone with node_modules. */
const CACHE = 'node_modules/.cache/thi-cchc';

const CHECKS = [
  {
    title: 'Định dạng (prettier)',
    args: [
      ...['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
      ...['--cache', '--cache-strategy', 'content', '--cache-location', `${CACHE}/prettier`],
    ],
  },
  { title: 'Quy tắc viết mã (eslint)', args: ['eslint/bin/eslint.js', '.', '--max-warnings', '0'] },
  {
    title: 'Kiểu dữ liệu (tsc)',
    args: ['typescript/bin/tsc', '-p', 'tsconfig.json', '--incremental', '--tsBuildInfoFile', `${CACHE}/types`],
  },
  {
    title: 'Kiểu dữ liệu của các trang (tsc)',
    args: [
      'typescript/bin/tsc',
      '-p',
      'apps/web/tsconfig.json',
      '--incremental',
      '--tsBuildInfoFile',
      `${CACHE}/web-types`,
    ],
  },
  {
    title: 'Kiểu dữ liệu của trang quản trị (tsc)',
    args: [
      'typescript/bin/tsc',
      '-p',
      'apps/web/src/console/tsconfig.json',
      '--incremental',
      '--tsBuildInfoFile',
      `${CACHE}/console-types`,
    ],
  },
  {
    title: 'Ai được dùng ai (dependency-cruiser)',
    args: ['dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', 'apps', 'libs'],
    needs: '.dependency-cruiser.cjs',
  },
];

/** @param {string[]} args @returns {Promise<{ code: number | null, said: string }>} */
const runTool = ([tool = '', ...args]) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(clone, 'node_modules', tool), ...args], {
      cwd: clone,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    child.once('error', (error) => resolve({ code: 1, said: error.message }));
    child.once('close', (code) => resolve({ code, said }));
    process.once('exit', () => child.kill());
  });

/**
 * Runs all checks side by side and says how each came out.
 * @param {import('./say.mjs').Speaker} log
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function check(log) {
  const chosen = CHECKS.filter(({ needs }) => !needs || existsSync(join(clone, needs)));
  const outcomes = await Promise.all(
    chosen.map(async ({ title, args }) => {
      const began = performance.now();
      const { code, said } = await runTool(args);
      log.line(`  ${code === 0 ? '✔' : '✘'} ${title} (${seconds(performance.now() - began)})`);
      if (code !== 0) log.line(said.trimEnd().replace(/^/gm, '      '));
      return code === 0;
    }),
  );
  const passed = outcomes.filter(Boolean).length;
  return { passed, failed: outcomes.length - passed };
}

/** `npm run check` @param {string[]} args @param {import('./say.mjs').Speaker} log */
export async function run(args, log) {
  switches('npm run check --', args, {});
  await makeReady(log);
  const { passed, failed } = await check(log);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed ? 1 : 0;
}
