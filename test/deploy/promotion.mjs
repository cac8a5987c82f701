// The first PostgreSQL is lost for good: the one that followed it takes its place, at the same address.

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Gate } from '../drills/gate.mjs';
import { until } from '../drills/stage.mjs';
import { makeReport } from './reports.mjs';
import { copyStandby, startStandby } from './servers.mjs';
import { playOn } from './site.mjs';

/** People are at work while both servers hold everything, then while the second one hears nothing. */
const TOGETHER_MS = 4_000;
const BEHIND_MS = 2_000;
/** What the checker finds when something acknowledged is gone: the write, its receipt, the score that was shown. */
const LOST = ['I1', 'I4', 'I10'];

/** @type {import('./deploy.mjs').Trial[]} */
export const promotionTrials = [
  {
    name: 'promotion',
    title:
      'a synchronous standby cut off, then promoted when the first PostgreSQL is killed: nothing acknowledged may be lost',
    run: (site) => promote(site, { isSynchronous: true }),
  },
  {
    name: 'promotion-late',
    title:
      'the same with a standby that nobody waits for: what was acknowledged meanwhile is lost and told, the product goes on',
    run: (site) => promote(site, { isSynchronous: false }),
  },
];

/** @param {import('./site.mjs').Site} site @param {{ isSynchronous: boolean }} how */
async function promote(site, { isSynchronous }) {
  const { dataDir, superuserUrl } = site.stack;
  const first = Number(new URL(superuserUrl).port);
  const stream = new Gate(() => [first], site.random);
  const home = join(dataDir, 'standby');
  let second = 0;
  /** What everybody knows as the database: an address that moves. */
  const address = new Gate(() => [second], site.random);
  try {
    const done = await playOn(site, {
      citizens: 8,
      act: async ({ contest, hurt, miss }) => {
        const streamed = portOf(superuserUrl, await stream.listen());
        await copyStandby({ home, primary: join(dataDir, 'postgres'), superuserUrl: streamed });
        const standby = site.keep(await startStandby(home));
        second = standby.port;
        if (isSynchronous)
          await ask(superuserUrl, `ALTER SYSTEM SET synchronous_standby_names = '*'`, `SELECT pg_reload_conf()`);
        const wanted = isSynchronous ? 'sync' : 'async';
        const follows = async () => {
          const rows = await ask(superuserUrl, 'SELECT state, sync_state FROM pg_stat_replication');
          return rows.some(({ state, sync_state: sync }) => state === 'streaming' && sync === wanted);
        };
        if ((await until(follows, 30_000)) === null) miss(`no standby follows (${wanted})`);
        await sleep(TOGETHER_MS);
        let [began, promotedMs] = [0, 0];
        await hurt(async () => {
          // Whoever waits for the standby is answered by nobody now; else answers go on, and only the first server knows them.
          stream.set('hole');
          await sleep(BEHIND_MS);
          began = Date.now();
          await site.kill('postgres');
          stream.set('cut');
          await ask(portOf(superuserUrl, second), 'SELECT pg_promote(true, 60)');
          promotedMs = Date.now() - began;
          const moved = await until(() => address.listen(first).then(() => true), 10_000);
          if (moved === null) miss('the address did not move');
        });
        const report = await makeReport(site, contest.contestId, 'xlsx');
        if (report.state !== 'done') miss(`a report afterwards: ${report.state} ${report.failure}`);
        return { promotedMs, outageMs: Date.now() - began - report.ms, report: { state: report.state, ms: report.ms } };
      },
    });
    return isSynchronous ? done : withoutLoss(done);
  } finally {
    for (const gate of [stream, address]) gate.close();
  }
}

/** What is lost when nobody waited for the standby is told and does not judge; all else does. */
function withoutLoss(done) {
  const [lost, others] = [true, false].map((isLost) =>
    Object.entries(done.breaches).filter(([invariant]) => LOST.includes(invariant) === isLost),
  );
  const missed = done.missed.filter((what) => !what.startsWith('broken: '));
  if (lost.length === 0) missed.push('nothing was lost: the standby was not behind');
  if (others.length > 0) missed.push(`broken: ${JSON.stringify(others)}`);
  return { ...done, missed };
}

/** @param {string} url @param {number} port @returns {string} */
function portOf(url, port) {
  const moved = new URL(url);
  moved.port = String(port);
  return moved.href;
}

/** @param {string} url @param {...string} statements @returns {Promise<any[]>} rows of the last one */
async function ask(url, ...statements) {
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  try {
    let rows = [];
    for (const statement of statements) ({ rows } = await db.query(statement));
    return rows;
  } finally {
    await db.end();
  }
}
