// Child processes: started with their output in a log of their own, ended in good order, never left behind.

import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, startTimeOf } from './lock.mjs';
import { tail } from './say.mjs';

const LOG_BYTES_MAX = 10_000_000;

/** @param {string} file */
function openLog(file) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  if (existsSync(file) && statSync(file).size > LOG_BYTES_MAX) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

/**
 * @typedef {object} Child
 * @property {string} name
 * @property {number} pid
 * @property {string} started start time of the process: with the pid it names this very process
 * @property {string} logFile
 * @property {Promise<string>} ended how it ended, in words; never rejects
 * @property {() => boolean} alive
 * @property {() => string} said what it wrote since it was started
 * @property {(signal?: NodeJS.Signals, patienceMs?: number, last?: NodeJS.Signals) => Promise<void>} stop
 */

/**
 * Starts a child in a process group of its own: Ctrl-C at the terminal reaches the launcher alone, which then ends its
 * children in order.
 * @param {{ name: string, command: string, args: string[], env: NodeJS.ProcessEnv, cwd: string, logFile: string,
 *   user?: { uid: number, gid: number } | undefined }} what
 * @returns {Promise<Child>}
 */
export async function startChild({ name, command, args, env, cwd, logFile, user }) {
  const log = openLog(logFile);
  const from = statSync(logFile).size;
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', log, log], ...user });
  closeSync(log);
  let isDown = false;
  const ended = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ? `bị dừng bởi ${signal}` : `thoát với mã ${code}`));
    child.once('error', (error) => resolve(`không chạy được: ${error.message}`));
  }).then((how) => ((isDown = true), /** @type {string} */ (how)));
  await new Promise((resolve) => child.once('spawn', resolve).once('error', resolve));
  const pid = child.pid ?? 0;
  return {
    name,
    pid,
    started: pid ? (startTimeOf(pid) ?? '') : '',
    logFile,
    ended,
    alive: () => !isDown,
    said: () => readFileSync(logFile).subarray(from).toString('utf8'),
    async stop(signal = 'SIGTERM', patienceMs = 2000, last = 'SIGKILL') {
      if (isDown) return;
      child.kill(signal);
      const patience = new AbortController();
      const late = sleep(patienceMs, 'late', { signal: patience.signal }).catch(() => 'stopped');
      if ((await Promise.race([ended, late])) === 'late') child.kill(last);
      patience.abort();
      await Promise.race([ended, sleep(1000, undefined, { ref: false })]);
      if (!isDown) child.kill('SIGKILL');
      await ended;
    },
  };
}

/**
 * Waits until a child is ready, or tells why it never will be.
 * @param {Child} child
 * @param {() => Promise<boolean> | boolean} isReady asked every 25 ms
 * @param {number} [patienceMs]
 */
export async function untilReady(child, isReady, patienceMs = 60_000) {
  const until = performance.now() + patienceMs;
  while (!(await isReady())) {
    if (!child.alive()) throw new Error(`${child.name} ${await child.ended}.\n${tail(child.logFile)}`);
    if (performance.now() > until) {
      await child.stop();
      throw new Error(`${child.name} không sẵn sàng sau ${patienceMs / 1000} giây.\n${tail(child.logFile)}`);
    }
    await sleep(25);
  }
}

/**
 * Ends processes that an earlier launcher of the same data directory left, named by pid and start time.
 * @param {{ pid: number, started: string, signal: NodeJS.Signals }[]} leftovers in the order in which they should end
 */
export async function endLeftovers(leftovers) {
  for (const leftover of leftovers) {
    for (const [signal, patienceMs] of /** @type {const} */ ([
      [leftover.signal, 5000],
      ['SIGKILL', 2000],
    ])) {
      if (!isAlive(leftover)) break;
      try {
        process.kill(leftover.pid, signal);
      } catch {
        break;
      }
      for (let waited = 0; waited < patienceMs && isAlive(leftover); waited += 50) await sleep(50);
    }
  }
}

/**
 * A small shell process that outlives the launcher and ends its children when the launcher ends without doing so.
 * @param {string | undefined} throwAway a directory it then removes
 */
export function startGuard(throwAway) {
  const script = join(dirname(fileURLToPath(import.meta.url)), 'guard.sh');
  const guard = spawn('/bin/sh', [script, throwAway ?? ''], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.stdin.on('error', () => {});
  guard.on('error', () => {});
  guard.unref();
  /** @type {import('node:net').Socket} */ (/** @type {unknown} */ (guard.stdin)).unref();
  return {
    /** @param {number[]} first @param {number[]} last */
    watch: (first, last) => void guard.stdin.write(`first: ${first.join(' ')} last: ${last.join(' ')}\n`),
    dismiss: () => void guard.kill('SIGKILL'),
  };
}
