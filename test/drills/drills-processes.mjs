// D1, D2, D3: processes that die.

import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomOf } from './seed.mjs';
import { FAULTS_ON, play } from './stage.mjs';

const POINTS = ['written', 'committed', 'done'];
/** More than a run needs: who is ended by others has taken one too. */
const DEATHS_DRAWN = 400;
const VISITS_MAX = 15;

/** Which visit of which point ends which life, by the seed. @param {number} seed @returns {string[]} */
function drawDeaths(seed) {
  const random = randomOf(seed);
  const below = (/** @type {number} */ n) => Math.floor(random() * n);
  return Array.from({ length: DEATHS_DRAWN }, () => `${POINTS[below(POINTS.length)]} ${1 + below(VISITS_MAX)}`);
}

function forgetDeaths() {
  rmSync(FAULTS_ON, { force: true });
  for (let n = 0; n < DEATHS_DRAWN; n += 1) rmSync(`${FAULTS_ON}-${n}`, { recursive: true, force: true });
}

/** @type {import('./drill.mjs').Drill[]} */
export const processDrills = [
  {
    id: 'D1',
    title: 'kill -9 of one of two api processes, at random instants',
    ci: true,
    run: (stage, { seed, isShort }) =>
      play(stage, {
        seed,
        act: async ({ fault, miss }) => {
          const kills = isShort ? 3 : 20;
          for (let i = 0; i < kills; i += 1) {
            await sleep(300 + stage.random() * 1_500);
            const name = `api-${1 + Math.floor(stage.random() * 2)}`;
            const at = Date.now();
            await stage.kill(name);
            fault(at, at); // the other one is there: from here on nobody should notice
            await stage.stack.resume(name);
          }
          if (Object.keys(stage.stack.pids).filter((name) => name.startsWith('api')).length < 2)
            miss('an api is missing');
          return { kills };
        },
      }),
  },
  {
    id: 'D2',
    title: 'kill -9 of workers while they grade: before the commit, after it, before the job is acknowledged',
    ci: true,
    run: (stage, { seed, isShort }) =>
      play(stage, {
        seed,
        saves: 1,
        thinkMs: 200,
        calmMs: 2_000,
        act: async ({ contest, miss }) => {
          const wanted = isShort ? 6 : 50;
          let kills = 0;
          stage.onDeath = (name) => {
            kills += 1;
            void stage.stack.resume(name).catch(() => {}); // killed again while it was starting: onDeath comes again
          };
          const deaths = drawDeaths(seed);
          writeFileSync(FAULTS_ON, deaths.join('\n'));
          let repeated = 0;
          try {
            for (let waited = 0; kills < wanted && waited < 300_000; waited += 500) {
              await sleep(500);
              repeated += await deliverAgain(stage, contest.contestId);
            }
          } finally {
            forgetDeaths();
          }
          if (kills < wanted) miss(`only ${kills} deaths of ${wanted}: too few to tell`);
          await sleep(3_000);
          for (const name of ['worker-1', 'worker-2']) if (!stage.stack.pids[name]) await stage.stack.resume(name);
          return { kills, jobsRepeated: repeated, deaths: deaths.slice(0, 10) };
        },
      }),
  },
  {
    id: 'D3',
    title: 'kill -9 of PostgreSQL under load',
    ci: true,
    run: async (stage, { seed, isShort }) => {
      const done = await play(stage, {
        seed,
        calmMs: 6_000,
        act: async ({ hurt }) => {
          const kills = isShort ? 3 : 5;
          for (let i = 0; i < kills; i += 1) {
            await sleep(500 + stage.random() * 1_500);
            await hurt(async () => {
              await stage.kill('postgres');
              await sleep(200 + stage.random() * 1_000);
              await stage.stack.resume('postgres');
            });
            if (!isShort) await sleep(3_000);
          }
          const { rows } = await stage.pool.query(
            `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'data_sync_retry')`,
          );
          return {
            kills,
            settings: Object.fromEntries(rows.map(({ name, setting }) => [name, setting])),
            ...(!isShort && { syncs: syncsOf(stage) }),
          };
        },
      });
      const { fsync, synchronous_commit: commit, full_page_writes: pages, data_sync_retry: retry } = done.settings;
      if (`${fsync} ${commit} ${pages} ${retry}` !== 'on on on off')
        done.missed.push('PostgreSQL may lose what it acknowledged');
      if (done.recoverySeconds > 30) done.late.push(`back after ${done.recoverySeconds} s (allowed: 30 s)`);
      const wrong = Object.keys(done.notNow).filter((kind) => / 5(?!03)\d\d/.test(kind));
      if (wrong.length > 0) done.missed.push(`answers that are neither yes nor "come back": ${wrong.join(', ')}`);
      return done;
    },
  },
];

/** The queue promises to deliver a job at least once, so some come again. @returns {Promise<number>} how many */
async function deliverAgain(stage, contestId) {
  const { rows } = await stage.pool.query(
    `SELECT id FROM attempt WHERE contest_id = $1 AND submitted_at IS NOT NULL ORDER BY submitted_at DESC LIMIT 20`,
    [contestId],
  );
  await stage.enqueue(rows.map(({ id }) => ({ data: { contestId, attemptIds: [id] } })));
  return rows.length;
}

/** What kill -9 does not try: whether commits reach the disk. Counted for four seconds, where strace is there. */
function syncsOf(stage) {
  if (!existsSync('/usr/bin/strace')) return 'no strace here';
  try {
    const backends = execFileSync('pgrep', ['-P', String(stage.stack.pids.postgres)], { encoding: 'utf8' })
      .trim()
      .split('\n');
    const args = ['-f', '-c', '-e', 'trace=fdatasync,fsync', ...backends.flatMap((pid) => ['-p', pid])];
    execFileSync('/usr/bin/timeout', ['-s', 'INT', '4', '/usr/bin/strace', ...args], { stdio: 'pipe' });
    return 'none seen';
  } catch (error) {
    const said = String(/** @type {{ stderr?: Buffer }} */ (error).stderr ?? '');
    const calls = [...said.matchAll(/^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+).*\bf(?:data)?sync$/gm)].map(([, n]) =>
      Number(n),
    );
    return calls.length > 0 ? calls.reduce((sum, n) => sum + n, 0) : `strace said nothing: ${said.slice(-120)}`;
  }
}
