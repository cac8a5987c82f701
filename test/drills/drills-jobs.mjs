// D8, D13: jobs that cannot be done, and more of them than there should be.

import { setTimeout as sleep } from 'node:timers/promises';
import { insertSubmitted } from '../load/load-backlog.mjs';
import { readUsage } from '../load/measures.mjs';
import { owed, play, until } from './stage.mjs';

const WORKER_RSS_MB = 512;

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
          for (const [name, mb] of Object.entries(rssMb))
            if (name.startsWith('worker') && mb > WORKER_RSS_MB) miss(`${name} holds ${mb} MB`);
          return { toldMs, failure, rssMb };
        },
      }),
  },
  {
    id: 'D13',
    title: 'a backlog: workers away, very many attempts handed in, workers back (--attempts N)',
    run: (stage, { seed, attempts }) =>
      play(stage, {
        seed,
        citizens: 4,
        first: 1_000,
        drainSeconds: 240 + attempts / 200,
        act: async ({ contest, citizens, miss }) => {
          const workers = Object.keys(stage.stack.pids).filter((name) => name.startsWith('worker'));
          for (const name of workers) await stage.kill(name);
          const db = await stage.pool.connect();
          try {
            await insertSubmitted(db, contest.contestId, attempts, 900);
          } finally {
            db.release();
          }
          const idle = citizens.watch.submits.length;
          await sleep(3_000);
          const back = Date.now();
          for (const name of workers) await stage.stack.resume(name);
          // Nobody queued them: the sweeper has to find them all in the database.
          const drainedMs = await until(
            async () => (await owed(stage, contest.contestId)) < 20,
            600_000 + attempts * 10,
            1_000,
          );
          if (drainedMs === null) miss('the backlog was not worked off');
          const seconds = (Date.now() - back) / 1000;
          const { rows } = await stage.pool.query(
            `SELECT max(extract(epoch FROM g.graded_at - t.submitted_at))::float8 AS lag FROM attempt t JOIN grade g
                ON g.contest_id = $1 AND g.attempt_id = t.id WHERE t.contest_id = $1 AND t.submitted_at > to_timestamp($2 / 1000.0)
               AND t.start_key LIKE 'walk-%'`,
            [contest.contestId, back],
          );
          return {
            backlog: attempts,
            backlogSeconds: Math.round(seconds * 10) / 10,
            attemptsPerSecond: Math.round(attempts / seconds),
            liveGradingLagMaxSeconds: rows[0].lag,
            submitsBefore: idle,
            redisMb: await stage.redis(async (redis) =>
              Math.round(Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]) / 2 ** 20),
            ),
          };
        },
      }),
  },
];
