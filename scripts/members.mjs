// The members of one stack (postgres, redis, api-1, worker-1 …): started once each, found again by name, ended in order.

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, startTimeOf } from './lock.mjs';
import { writePrivate } from './home.mjs';
import { endLeftovers, startGuard } from './processes.mjs';

/** Apps end before the servers they use; among servers Redis before PostgreSQL. */
const ORDER = ['cli', 'api', 'worker', 'redis', 'postgres'];
const kindOf = (/** @type {string} */ name) => name.split('-')[0] ?? name;
const isServer = (/** @type {string} */ name) => name === 'postgres' || name === 'redis';

/** How each kind is asked to end, how long it may take, and what follows. All together stay below five seconds. */
const ENDING = /** @type {Record<string, [NodeJS.Signals, number, NodeJS.Signals]>} */ ({
  cli: ['SIGTERM', 1000, 'SIGKILL'],
  api: ['SIGTERM', 2000, 'SIGKILL'],
  worker: ['SIGTERM', 2000, 'SIGKILL'],
  redis: ['SIGTERM', 1000, 'SIGKILL'],
  postgres: ['SIGINT', 1500, 'SIGQUIT'], // fast; then at once, and the next start recovers from the log
});

/** @typedef {{ pid: number, started: string, env: Record<string, string>, address?: string,
 *   members: Record<string, { pid: number, started: string }> }} Running */

/** @param {string} home @returns {Running | undefined} what the last stack of this home wrote, dead or alive */
export function lastRunOf(home) {
  try {
    return JSON.parse(readFileSync(join(home, 'running.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {string} home @returns {Running | undefined} the stack that runs on this home now */
export function runningOn(home) {
  const run = lastRunOf(home);
  return run && isAlive(run) ? run : undefined;
}

/** Ends what a killed launcher left running on this home. @param {string} home */
export async function endLastRun(home) {
  const run = lastRunOf(home);
  if (!run || isAlive(run)) return;
  const names = Object.keys(run.members).sort((a, b) => ORDER.indexOf(kindOf(a)) - ORDER.indexOf(kindOf(b)));
  const living = names.filter((name) => isAlive(run.members[name]));
  await endLeftovers(living.map((name) => ({ ...run.members[name], signal: ENDING[kindOf(name)][0] })));
  rmSync(join(home, 'running.json'), { force: true });
}

/**
 * @param {{ home: string, isThrowAway: boolean, onDeath: (name: string, how: string) => void }} how
 */
export function memberList({ home, isThrowAway, onDeath }) {
  const guard = startGuard(isThrowAway ? home : undefined);
  /** @type {Map<string, { child: import('./processes.mjs').Child, start: () => Promise<import('./processes.mjs').Child> }>} */
  const members = new Map();
  /** @type {Record<string, unknown>} */
  let facts = {};
  let isStopping = false;
  const living = () => [...members].filter(([, { child }]) => child.alive());

  function note() {
    const pids = (/** @type {(name: string) => boolean} */ chosen) =>
      living().flatMap(([name, { child }]) => (chosen(name) ? [child.pid] : []));
    guard.watch(
      pids((name) => !isServer(name)),
      pids(isServer),
    );
    const named = Object.fromEntries(
      living().map(([name, { child }]) => [name, { pid: child.pid, started: child.started }]),
    );
    const launcher = { pid: process.pid, started: startTimeOf(process.pid) };
    writePrivate(join(home, 'running.json'), JSON.stringify({ ...launcher, ...facts, members: named }));
  }

  return {
    /** Writes down the facts by which `cli` finds this stack. @param {Record<string, unknown>} more */
    publish(more) {
      facts = { ...facts, ...more };
      note();
    },
    /**
     * Starts a member. `start` starts its process; `isUp` waits until it serves. The guard knows the pid in between.
     * @param {string} name
     * @param {() => Promise<import('./processes.mjs').Child>} start
     * @param {(child: import('./processes.mjs').Child) => Promise<void>} [isUp]
     */
    async start(name, start, isUp = async () => {}) {
      const child = await start();
      members.set(name, { child, start });
      if (isStopping) {
        await child.stop(...ENDING[kindOf(name)]);
        throw new Error('Đang dừng.');
      }
      note();
      void child.ended.then((how) => {
        if (isStopping || members.get(name)?.child !== child) return;
        note();
        if (name !== 'cli') onDeath(name, how); // an errand ends: that is no death
      });
      await isUp(child);
      return child;
    },
    /** @param {string} name */
    get: (name) => members.get(name)?.child,
    /** The living ones. @returns {Record<string, number>} name -> pid */
    pids: () => Object.fromEntries(living().map(([name, { child }]) => [name, child.pid])),
    /** Ends one member on purpose: nobody is told of its death. @param {string} name @param {NodeJS.Signals} [signal] */
    async end(name, signal) {
      const child = members.get(name)?.child;
      members.delete(name);
      const [usual, patienceMs, last] = ENDING[kindOf(name)];
      await child?.stop(signal ?? usual, patienceMs, last);
      if (!isStopping) note();
    },
    /** Ends all, kind by kind. */
    async endAll() {
      isStopping = true;
      const apps = ORDER.filter((kind) => !isServer(kind));
      /** @param {[string, { child: import('./processes.mjs').Child }]} member */
      const end = ([name, { child }]) => child.stop(...ENDING[kindOf(name)]);
      await Promise.all([...members].filter(([name]) => apps.includes(kindOf(name))).map(end));
      for (const server of ORDER.filter(isServer))
        for (const entry of members) if (entry[0] === server) await end(entry);
      guard.dismiss();
      rmSync(isThrowAway ? home : join(home, 'running.json'), { recursive: true, force: true });
    },
  };
}
