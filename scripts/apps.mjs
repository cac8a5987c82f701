// Our own three programs as the launcher starts them: api, worker, cli.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clone } from './home.mjs';
import { startChild, untilReady } from './processes.mjs';
import { Refusal } from './say.mjs';

const MAIN = /** @type {Record<string, string>} */ ({
  api: 'dist/apps/api/src/main.js',
  worker: 'dist/apps/worker/src/main.js',
  cli: 'dist/apps/cli/src/main.js',
});

/**
 * Stack traces in our own lines; and a larger nursery for young objects: a request's objects die young, and with the
 * default of 16 MB a seventh of the front door's time went into collecting them too early.
 */
const NODE_FLAGS = ['--enable-source-maps', '--max-semi-space-size=64'];

/** What only the launcher and npm read is not passed on, nor servers of one's own that this stack does not use. */
const NOT_PASSED_ON =
  /^(npm_|INIT_CWD$|NODE_ENV$|DATABASE_(OWNER_|APP_|DIRECT_|READ_)?URL$|REDIS_(URL|CLUSTER)$|PORT$|HOST$|PUBLIC_URL$|SECRETS_FILE$|DATA_DIR$|CCHC_|JEST_)/;

/**
 * The environment every program of a stack shares; the URLs of the servers are added when they serve.
 * @param {{ home: string, secretsFile: string, isUnsafe: boolean }} of isUnsafe: a throw-away PostgreSQL without fsync
 * @returns {Record<string, string>}
 */
export const appEnv = ({ home, secretsFile, isUnsafe }) => ({
  NODE_ENV: 'production',
  SECRETS_FILE: secretsFile,
  DATA_DIR: join(home, 'files'),
  ...(isUnsafe && { CCHC_THROWAWAY: '1' }),
});

/** The environment of this process without what belongs to other stacks. @returns {NodeJS.ProcessEnv} */
export const cleanEnv = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_PASSED_ON.test(name)));

/** @param {string} kind api, worker or cli @param {string} [root] of the build @returns {string} the compiled program */
export function programOf(kind, root = clone) {
  const program = join(root, MAIN[kind] ?? '');
  if (!existsSync(program))
    throw new Refusal(`Không có ${MAIN[kind]}: mã nguồn trong apps/${kind} chưa được biên dịch.`);
  return program;
}

/**
 * Starts one program. Only the cli is given the owner's URL.
 * @param {{ name: string, env: Record<string, string>, home: string, args?: string[], root?: string }} what root: of another
 *   build than this clone's
 */
export function startApp({ name, env, home, args = [], root }) {
  const kind = name.split('-')[0] ?? name;
  const given = { ...cleanEnv(), ...env };
  if (kind !== 'cli')
    for (const only of ['DATABASE_OWNER_URL', 'CCHC_APP_PASSWORD', 'CCHC_READ_PASSWORD']) delete given[only];
  return startChild({
    name,
    command: process.execPath,
    args: [...NODE_FLAGS, programOf(kind, root), ...args],
    env: given,
    cwd: clone,
    logFile: join(home, 'logs', `${name}.log`),
  });
}

/** @param {string} base @returns {(child: import('./processes.mjs').Child) => Promise<void>} */
export const apiUp = (base) => (child) =>
  untilReady(child, () =>
    fetch(`${base}/api/health/ready`, { signal: AbortSignal.timeout(2000) }).then(
      (answer) => answer.arrayBuffer().then(() => answer.ok),
      () => false,
    ),
  );

/** @param {import('./processes.mjs').Child} child */
export const workerUp = (child) => untilReady(child, () => /^worker ready\r?$/m.test(child.said()));

/**
 * Follows `cli prepare` to its end and passes its progress on.
 * @param {import('./processes.mjs').Child} child @param {import('./say.mjs').Speaker} log
 */
export async function runPrepare(child, log) {
  let shown = 0;
  const show = (/** @type {boolean} */ isAll) => {
    const lines = child.said().split('\n');
    const upTo = isAll ? lines.length : lines.length - 1; // the last line may still be being written
    for (; shown < upTo; shown += 1) if (lines[shown]?.trim()) log.line(`      ${lines[shown]}`);
  };
  while (child.alive()) {
    show(false);
    await Promise.race([child.ended, sleep(100)]);
  }
  const how = await child.ended;
  if (how === 'thoát với mã 0') return show(true);
  throw new Refusal(`Chưa chuẩn bị được cơ sở dữ liệu (cli prepare ${how}).\n${child.said().trimEnd()}`);
}
