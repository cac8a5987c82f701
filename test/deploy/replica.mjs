// A PostgreSQL that follows the first by streaming, from which reports are read.

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import exceljs from 'exceljs';
import pg from 'pg';
import { readFileSync } from 'node:fs';
import { until } from '../drills/stage.mjs';
import { askReport, endOfReport, makeReport } from './reports.mjs';
import { copyStandby, startStandby } from './servers.mjs';
import { playOn } from './site.mjs';

/** Grades come within this time also while the replica is dead. */
const GRADED_WITHIN_SECONDS = 60;

/** @type {import('./deploy.mjs').Trial[]} */
export const replicaTrials = [
  {
    name: 'replica',
    title:
      'reports read from a streaming replica: the same as from the first server, when it lags, and when it is dead',
    env: { LOG_LEVEL: 'info' },
    run: async (site) => {
      const { dataDir, superuserUrl } = site.stack;
      const home = join(dataDir, 'standby');
      /** @type {number | undefined} */
      let port;
      const start = async () => {
        const started = site.keep(await startStandby(home, port));
        port = started.port;
        site.gates.reading.backends = () => [started.port];
        return started.child;
      };
      let contestId = 0;
      /** @type {Awaited<ReturnType<typeof start>>} */
      let standby;
      const done = await playOn(site, {
        citizens: 4,
        thinkMs: 400,
        act: async ({ contest, fault, miss }) => {
          contestId = contest.contestId;
          const began = Date.now();
          // While people are at work, as it is done in life.
          await copyStandby({ home, primary: join(dataDir, 'postgres'), superuserUrl });
          standby = await start();
          const copiedMs = Date.now() - began;
          const live = await makeReport(site, contestId, 'xlsx');
          if (live.state !== 'done') miss(`a report beside the contest: ${live.state} ${live.failure}`);
          const at = Date.now();
          await standby.stop('SIGKILL');
          fault(at, at);
          const dead = await makeReport(site, contestId, 'xlsx');
          if (dead.failure !== 'DOCUMENT_SOURCE_AWAY') miss(`with a dead replica: ${dead.state} ${dead.failure}`);
          standby = await start();
          const again = await makeReport(site, contestId, 'xlsx');
          if (again.state !== 'done') miss(`with the replica started again: ${again.state} ${again.failure}`);
          return { copiedMs, liveMs: live.ms, deadMs: dead.ms, againMs: again.ms };
        },
      });
      const { missed } = done;
      if (done.gradingLagSeconds.max > GRADED_WITHIN_SECONDS) missed.push('grading has noticed');

      const fromReplica = await makeReport(site, contestId, 'xlsx');
      const reads = readsOfReplicas(site);
      site.gates.reading.backends = () => [site.serverPorts.reading];
      const fromFirst = await makeReport(site, contestId, 'xlsx');
      if (readsOfReplicas(site).length !== reads.length)
        missed.push('the report that is compared was read from the replica too');
      const [a, b] = await Promise.all([cellsOf(fromReplica.bytes), cellsOf(fromFirst.bytes)]);
      const differing = [...a].filter(([cell, text]) => withoutTime(text) !== withoutTime(b.get(cell) ?? ''));
      if (a.size !== b.size || differing.length > 0)
        missed.push(`the report from the replica is another: ${JSON.stringify(differing.slice(0, 3))}`);

      site.gates.reading.backends = () => [port ?? 0];
      const waited = await whileBehind(site, port ?? 0, superuserUrl, contestId);
      missed.push(...waited);
      const all = readsOfReplicas(site);
      const behind = all.reduce((most, one) => (one.behindBytes > most.behindBytes ? one : most), { behindBytes: 0 });
      if (behind.behindBytes === 0) missed.push('nobody told that the replica was behind');
      return {
        ...done,
        cells: a.size,
        differing: differing.length,
        behind: { bytes: behind.behindBytes, waitedMs: behind.waitedMs },
        readsOfReplica: all.length,
      };
    },
  },
];

/** What the workers wrote of files that were read from a replica. @param {import('./site.mjs').Site} site */
const readsOfReplicas = ({ stack }) =>
  ['worker-1', 'worker-2'].flatMap((name) =>
    readFileSync(stack.logOf(name), 'utf8')
      .split('\n')
      .filter((line) => line.includes('read from a replica'))
      .map((line) => JSON.parse(line)),
  );

/**
 * A report that is asked for while the replica stands still, after something has changed: it waits, and knows the change.
 * @param {import('./site.mjs').Site} site @param {number} port @param {string} superuserUrl @param {number} contestId
 */
async function whileBehind(site, port, superuserUrl, contestId) {
  const url = new URL(superuserUrl);
  url.port = String(port);
  const replica = new pg.Client({ connectionString: url.href });
  await replica.connect();
  const missed = [];
  try {
    await replica.query('SELECT pg_wal_replay_pause()');
    await until(
      async () => (await replica.query('SELECT pg_get_wal_replay_pause_state() AS s')).rows[0].s === 'paused',
      5_000,
    );
    await site.pool.query(`UPDATE contest SET title = 'Tên đổi khi bản sao đứng lại' WHERE id = $1`, [contestId]);
    const id = await askReport(site, contestId, 'xlsx');
    const isThere = async () =>
      (await replica.query(`SELECT 1 FROM pg_stat_activity WHERE application_name = 'cchc-reports'`)).rows.length > 0;
    if ((await until(isThere, 90_000)) === null) missed.push('nobody came to the replica for the report');
    await sleep(2_000);
    const { rows } = await site.pool.query('SELECT state FROM document_job WHERE id = $1', [id]);
    if (rows[0].state !== 'running') missed.push('a report was made of a replica that lacked what was there');
    await replica.query('SELECT pg_wal_replay_resume()');
    const made = await endOfReport(site, id);
    const texts = made.state === 'done' ? [...(await cellsOf(made.bytes)).values()].join(' ') : '';
    if (!texts.includes('Tên đổi khi bản sao đứng lại'))
      missed.push(`the report does not know what was there when it was asked for: ${made.state} ${made.failure}`);
    return missed;
  } finally {
    await replica.end();
  }
}

/** @param {Buffer} bytes of an Excel file @returns {Promise<Map<string, string>>} by sheet and place */
async function cellsOf(bytes) {
  const book = new exceljs.Workbook();
  await book.xlsx.load(bytes);
  const cells = new Map();
  book.eachSheet((sheet) =>
    sheet.eachRow((row) =>
      row.eachCell((cell) => cells.set(`${sheet.name} ${cell.address}`, JSON.stringify(cell.value))),
    ),
  );
  return cells;
}

/** The one thing that differs between two reports of the same figures is when they were made. @param {string} text */
const withoutTime = (text) => text.replace(/\d+ giờ \d+( phút)?|\d{1,2}:\d{2}(:\d{2})?/g, '…');
