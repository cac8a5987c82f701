// Two versions at once on one database: an upgrade process by process while people take part, and the way back.

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runPrepare, startApp } from '../../scripts/apps.mjs';
import { silent } from '../../scripts/say.mjs';
import { until } from '../drills/stage.mjs';
import { round } from '../load/measures.mjs';
import { heard, Listener, LISTENERS } from './listeners.mjs';
import { plantNewVersion } from './new-version.mjs';
import { ask, playOn } from './site.mjs';

const MEMBERS = ['api-1', 'worker-1', 'api-2', 'worker-2'];
/** Each script is fetched so often: both api are asked. */
const FETCHES = 12;
const FAILED_SHARE = 0.001;

/** @type {import('./deploy.mjs').Trial[]} */
export const versionTrials = [
  {
    name: 'versions',
    title: 'an old and a new version on one database: migrated, replaced process by process, and back',
    run: async (site) => {
      const { dataDir: home, env } = site.stack;
      const { root, script } = plantNewVersion(join(home, 'new'));
      /** @type {Listener[]} */
      let listeners = [];
      try {
        const done = await playOn(site, {
          calmMs: 3_000,
          act: async ({ contest, fault, miss }) => {
            const room = `contest-${contest.contestId}`;
            listeners = Array.from({ length: LISTENERS }, () => new Listener(site.url, { ca: site.ca }, room));
            const migration = await startApp({ name: 'cli', env, home, args: ['prepare', '--empty'], root });
            const began = Date.now();
            await runPrepare(migration, silent);
            const migratedMs = Date.now() - began;
            await sleep(2_000);

            const replace = async (/** @type {string} */ name, /** @type {string | undefined} */ to) => {
              const at = Date.now();
              await site.stack.halt(name);
              fault(at, at); // the other one is there
              await site.stack.resume(name, to);
              await sleep(1_500);
            };
            /** @param {string} when @param {string[]} paths */
            const fetched = async (when, paths) => {
              for (const path of paths) {
                const all = await Promise.all(Array.from({ length: FETCHES }, () => ask(site, path)));
                const missing = all.filter(({ status }) => status !== 200).length;
                if (missing > 0) miss(`${when}: ${path} was not there in ${missing} of ${FETCHES} times`);
              }
            };
            const both = [script.before, script.now];
            await fetched('before', [script.before]);
            for (const name of MEMBERS.slice(0, 2)) await replace(name, root);
            await fetched('side by side', both);
            if ((await heard(listeners)) === null) miss('side by side not everybody heard of a new grade');
            for (const name of MEMBERS.slice(2)) await replace(name, root);
            await fetched('after', both);
            for (const name of MEMBERS.slice(0, 2)) await replace(name, undefined);
            await fetched('side by side on the way back', both);
            for (const name of MEMBERS.slice(2)) await replace(name, undefined);
            await fetched('back', [script.before]);
            const isIn = await until(async () => listeners.every((listener) => listener.isIn), 20_000);
            if (isIn === null) miss('a socket did not come back');
            if ((await heard(listeners)) === null) miss('after the way back not everybody heard of a new grade');
            const { rows } = await site.pool.query(
              `SELECT count(*)::int AS n FROM migration WHERE name LIKE 'Planted%'`,
            );
            if (rows[0].n !== 1) miss('the migration of the new version is not there');
            const cuts = listeners.reduce((sum, listener) => sum + listener.cuts, 0);
            return { migratedMs, replaced: 2 * MEMBERS.length, sockets: { through: LISTENERS, cuts } };
          },
        });
        // Not now is an answer: the page sends the same again after the time that it says.
        const errors = Object.entries(done.notNow).filter(([kind]) => !kind.includes(' 503 '));
        const failed = errors.reduce((sum, [, count]) => sum + count, 0);
        const failedShare = round(failed / done.asked, 5);
        if (failedShare > FAILED_SHARE) done.missed.push(`${failed} of ${done.asked} requests failed (allowed: 0.1 %)`);
        return { ...done, failedShare };
      } finally {
        for (const { socket } of listeners) socket.disconnect();
      }
    },
  },
];
