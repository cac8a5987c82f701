// D8, D13: jobs that cannot be done, and more of them than there should be.

import { setTimeout as sleep } from 'node:timers/promises';
import { insertSubmitted } from '../load/load-backlog.mjs';
import { readUsage } from '../load/measures.mjs';
import { owed, play, until } from './stage.mjs';

/** Of each worker. */
const WORKER_RSS_MB = 512;
/** Whoever hands in while a backlog is worked off waits no longer for the grade. */
const LIVE_SECONDS = 10;
/** Longer than what nobody told the queue of stays unfound. */
const AWAY_MS = 32_000;
/** Submits that share a job, as the front door groups them. */
const JOB_ATTEMPTS = 200;

/** @type {import('./drill.mjs').Drill[]} */
export const jobDrills = [
  {
    id: 'D8',
    title:
      'poison among the jobs: wrong payloads, attempts that are not there, one that cannot be marked, ten megabytes of JSON',
    run: async (stage, { seed }) =>
      play(stage, {
        seed,
        act: async ({ contest, miss, citizens }) => {
          const { contestId } = contest;
          const nobody = '00000000-0000-7000-8000-000000000000';
          await stage.enqueue(
            [
              { contestId: -1, attemptIds: [nobody] },
              { contestId, attemptIds: [nobody] },
              { contestId, attemptIds: 'none' },
              { contestId, attemptIds: ["'; DROP TABLE grade; --"] },
              { contestId: 'x' },
              null,
              { contestId, attemptIds: [], ballast: 'x'.repeat(10_000_000) },
            ].map((data) => ({ data, opts: { attempts: 3, backoff: { type: 'fixed', delay: 200 } } })),
          );
          // An attempt whose paper names an item version that has no key: nobody can mark it.
          const held = await citizens.start(1_900, 'poison-0000');
          if (!held) throw new Error('the poisoned attempt could not be started');
          const { rows } = await stage.pool.query(
            'SELECT paper_items[1] AS item FROM attempt WHERE contest_id = $1 AND id = $2',
            [contestId, held.id],
          );
          const bad = `UPDATE attempt SET paper_items[1] = $3 WHERE contest_id = $1 AND id = $2`;
          await stage.pool.query(bad, [contestId, held.id, 2_000_000_000]);
          await citizens.submit(held, []);
          const told = async () => {
            const found = await stage.pool.query(
              `SELECT reason, tries FROM grading_failure WHERE contest_id = $1 AND attempt_id = $2`,
              [contestId, held.id],
            );
            return found.rows[0];
          };
          const toldMs = await until(async () => (await told()) !== undefined, 60_000);
          if (toldMs === null) miss('nobody was told of the attempt that cannot be marked');
          const failure = await told();
          // Mended, it is found and graded like any other.
          await stage.pool.query(bad, [contestId, held.id, rows[0].item]);
          await stage.enqueue([{ data: { contestId, attemptIds: [held.id] } }]);
          const graded = async () =>
            (
              await stage.pool.query(`SELECT 1 FROM grade WHERE contest_id = $1 AND attempt_id = $2`, [
                contestId,
                held.id,
              ])
            ).rowCount === 1;
          if ((await until(graded, 90_000)) === null) miss('the mended attempt was not graded');
          const { rssMb } = readUsage(stage.stack.pids);
          if ((rssMb.worker ?? 0) > 2 * WORKER_RSS_MB) miss(`the two workers hold ${rssMb.worker} MB`);
          return { toldMs, failure, rssMb };
        },
      }),
  },
  {
    id: 'D13',
    title:
      'a backlog: workers away, very many attempts handed in, every second group of them forgotten by the queue, workers back (--attempts N)',
    run: (stage, { seed, attempts }) =>
      play(stage, {
        seed,
        citizens: 4,
        first: 1_000,
        drainSeconds: 240 + attempts / 200,
        act: async ({ contest, citizens, miss, late }) => {
          const workers = Object.keys(stage.stack.pids).filter((name) => name.startsWith('worker'));
          for (const name of workers) await stage.kill(name);
          const db = await stage.pool.connect();
          try {
            await insertSubmitted(db, contest.contestId, attempts, 900);
          } finally {
            db.release();
          }
          const { rows: backlog } = await stage.pool.query(
            `SELECT id FROM attempt WHERE contest_id = $1 AND start_key LIKE 'backlog-%' ORDER BY id`,
            [contest.contestId],
          );
          const jobs = [];
          for (let at = 0; at < backlog.length; at += 2 * JOB_ATTEMPTS) {
            const attemptIds = backlog.slice(at, at + JOB_ATTEMPTS).map(({ id }) => id);
            const opts = { lifo: true, jobId: `grade-${attemptIds[0]}`, attempts: 3 };
            jobs.push({ data: { contestId: contest.contestId, attemptIds }, opts });
          }
          await stage.enqueue(jobs);
          const idle = citizens.watch.submits.length;
          await sleep(AWAY_MS);
          const back = Date.now();
          await Promise.all(workers.map((name) => stage.stack.resume(name)));
          const up = Date.now();
          // What nobody queued the sweeper has to find in the database.
          const drainedMs = await until(
            async () => (await owed(stage, contest.contestId)) < 20,
            600_000 + attempts * 10,
            1_000,
          );
          if (drainedMs === null) miss('the backlog was not worked off');
          const seconds = (Date.now() - back) / 1000;
          const { rows } = await stage.pool.query(
            `SELECT count(*)::int AS live, max(lag) AS lag, percentile_cont(0.5) WITHIN GROUP (ORDER BY lag) AS median
               FROM attempt t JOIN grade g ON g.contest_id = $1 AND g.attempt_id = t.id,
                    LATERAL (SELECT extract(epoch FROM g.graded_at - t.submitted_at)::float8 AS lag) l
              WHERE t.contest_id = $1 AND t.start_key LIKE 'walk-%'
                AND t.submitted_at BETWEEN to_timestamp($2 / 1000.0) AND to_timestamp($3 / 1000.0)`,
            [contest.contestId, up, back + seconds * 1000],
          );
          if (rows[0].live === 0) miss('nobody handed in while the backlog was worked off');
          if (rows[0].lag > LIVE_SECONDS)
            late(`who handed in meanwhile waited ${rows[0].lag} s for the grade (allowed: ${LIVE_SECONDS})`);
          return {
            liveSubmits: rows[0].live,
            backlog: attempts,
            backlogSeconds: Math.round(seconds * 10) / 10,
            attemptsPerSecond: Math.round(attempts / seconds),
            workersReadySeconds: (up - back) / 1000,
            liveGradingLagMaxSeconds: rows[0].lag,
            liveGradingLagMedianSeconds: rows[0].median,
            submitsBefore: idle,
            redisMb: await stage.redis(async (redis) =>
              Math.round(Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]) / 2 ** 20),
            ),
          };
        },
      }),
  },
];
