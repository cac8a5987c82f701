// One holder at a time, across processes, with nothing but files: a lock survives no crash, because its holder is named
// by pid AND start time AND boot, and a name that no living process answers to is nobody's.

import { readFileSync, linkSync, unlinkSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { clockTime, Refusal } from './say.mjs';

/** @typedef {{ pid: number, started: string, boot: string, since: string, what: string }} Holder */

/**
 * When a process started, in the kernel's clock ticks: with its pid it names one process for good.
 * @param {number} pid @returns {string | undefined} undefined when no such process lives (a zombie does not live)
 */
export function startTimeOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in brackets and may hold spaces and brackets itself: count after the last ")".
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
  } catch {
    if (process.platform === 'linux') return undefined;
  }
  try {
    process.kill(pid, 0); // elsewhere there is no /proc: a living pid is the best that is known
    return 'unknown';
  } catch {
    return undefined;
  }
}

/** @param {{ pid: number, started: string }} named @returns {boolean} whether that very process still lives */
export const isAlive = ({ pid, started }) => startTimeOf(pid) === started;

const bootId = () => {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
};

/** @param {string} path @returns {Holder | undefined} the living holder of this lock */
export function holderOf(path) {
  try {
    const holder = /** @type {Holder} */ (JSON.parse(readFileSync(path, 'utf8')));
    return holder.boot === bootId() && isAlive(holder) ? holder : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} path @param {string} what @returns {boolean} true when this process now holds the lock */
function claim(path, what) {
  const mine = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  const holder = { pid: process.pid, started: startTimeOf(process.pid), boot: bootId(), since: new Date(), what };
  writeFileSync(mine, JSON.stringify(holder), { mode: 0o644 });
  try {
    linkSync(mine, path); // link is atomic and whole: nobody ever reads half a lock
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(mine);
  }
}

/** @param {string} path */
const remove = (path) => {
  try {
    unlinkSync(path);
  } catch {
    // already gone
  }
};

/**
 * Tries once to take the lock. A stale lock is taken over under a second lock, so that two newcomers who both see the
 * same dead holder cannot both remove it (the later one would remove the earlier one's fresh lock).
 * @param {string} path @param {string} what what the holder is doing, told to whoever is refused
 * @returns {(() => void) | undefined} the release, or undefined when somebody living holds it
 */
export function tryLock(path, what) {
  for (let round = 0; round < 50; round += 1) {
    if (claim(path, what)) {
      const release = () => {
        process.off('exit', release);
        if (holderOf(path)?.pid === process.pid) remove(path);
      };
      process.on('exit', release);
      return release;
    }
    if (holderOf(path)) return undefined;
    const guard = `${path}.taking`;
    if (claim(guard, what)) {
      if (!holderOf(path)) remove(path);
      remove(guard);
    } else if (!holderOf(guard)) remove(guard);
  }
  return undefined;
}

/** @param {Holder | undefined} holder @returns {string} who, since when, doing what */
export const describe = (holder) =>
  holder
    ? `tiến trình ${holder.pid} (${holder.what}) giữ khoá từ ${clockTime(new Date(holder.since))}`
    : 'một tiến trình vừa dừng';

/**
 * Takes the lock or refuses at once, saying who holds it.
 * @param {string} path @param {string} what
 */
export function lockOrRefuse(path, what) {
  const release = tryLock(path, what);
  if (!release) throw new Refusal(`Bản sao mã nguồn này đang được dùng: ${describe(holderOf(path))}.`);
  return release;
}

/**
 * Waits for its turn, then does the work while holding the lock.
 * @template T
 * @param {string} path @param {string} what @param {() => Promise<T>} work
 * @param {(waitingFor: string) => void} onWait called once when there is somebody to wait for
 * @returns {Promise<T>}
 */
export async function withLock(path, what, work, onWait = () => {}) {
  let release = tryLock(path, what);
  if (!release) onWait(describe(holderOf(path)));
  while (!release) {
    await sleep(100);
    release = tryLock(path, what);
  }
  try {
    return await work();
  } finally {
    release();
  }
}
