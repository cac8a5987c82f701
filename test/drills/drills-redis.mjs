// D3r, D4, D4b, D4c: Redis that dies, forgets, is tampered with or is full. It is a hint: nothing that was acknowledged may
// depend on it.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { play, until } from './stage.mjs';

/** Grades come again so soon after Redis is back, and what the queue forgot is found so soon. */
const GRADING_BACK_SECONDS = 30;
const FORGOTTEN_SECONDS = 60;

const freeze = (/** @type {import('./stage.mjs').Stage} */ stage, /** @type {NodeJS.Signals} */ signal) => {
  for (const [name, pid] of Object.entries(stage.stack.pids)) if (name.startsWith('worker')) process.kill(pid, signal);
};

/** How long after an instant the first attempt handed in after it was graded, in seconds. */
async function firstGradeAfter(stage, contestId, ms) {
  const { rows } = await stage.pool.query(
    `SELECT extract(epoch FROM min(g.graded_at) - to_timestamp($2 / 1000.0))::float8 AS seconds FROM grade g
      WHERE g.contest_id = $1 AND g.graded_at >= to_timestamp($2 / 1000.0)`,
    [contestId, ms],
  );
  return rows[0].seconds;
}

/** @type {import('./drill.mjs').Drill[]} */
export const redisDrills = [
  {
    id: 'D3r',
    title: 'kill -9 of Redis, back after a second, a minute, ten minutes',
    ci: true,
    run: async (stage, { seed, isShort, isLong }) => {
      const outages = isShort ? [1, 5] : isLong ? [1, 60, 600] : [1, 60];
      const backs = [];
      const done = await play(stage, {
        seed,
        calmMs: 5_000,
        act: async ({ citizens, contest, fault, miss }) => {
          const during = [];
          for (const seconds of outages) {
            await sleep(500 + stage.random() * 1_000);
            await stage.kill('redis');
            const from = Date.now();
            fault(from, from); // people should notice nothing
            await sleep(seconds * 1000, undefined, { signal: stage.signal });
            const taken = () => citizens.watch.submits.filter(({ at }) => at >= from).length;
            // A busy machine may take no submit in one second, with Redis or without it.
            await until(async () => taken() > 0, 30_000);
            during.push(taken());
            if (taken() === 0) miss(`no submit was taken while Redis was away for ${seconds} s`);
            await stage.stack.resume('redis');
            const back = Date.now();
            await until(async () => (await firstGradeAfter(stage, contest.contestId, back)) !== null, 60_000);
            backs.push((await firstGradeAfter(stage, contest.contestId, back)) ?? Infinity);
          }
          return { outages, submitsMeanwhile: during, gradingBackSeconds: backs };
        },
      });
      const slowest = Math.max(...backs);
      if (slowest > GRADING_BACK_SECONDS) done.late.push(`grades came again ${slowest} s after Redis was back`);
      return done;
    },
  },
  {
    id: 'D4',
    title: 'FLUSHALL with a queue full of jobs; then the data directory deleted',
    ci: true,
    run: async (stage, { seed, isShort }) => {
      const done = await play(stage, {
        seed,
        act: async ({ hurt }) => {
          const forgotten = [];
          for (let i = 0; i < (isShort ? 1 : 5); i += 1) {
            await sleep(300 + stage.random() * 700);
            freeze(stage, 'SIGSTOP'); // so that there is something to forget
            await sleep(1_500);
            forgotten.push(await stage.redis((redis) => redis.llen('cchc:grading:wait')));
            await stage.redis((redis) => redis.flushall());
            freeze(stage, 'SIGCONT');
          }
          freeze(stage, 'SIGSTOP');
          await sleep(1_000);
          await hurt(async () => {
            await stage.kill('redis');
            rmSync(join(stage.stack.dataDir, 'redis'), { recursive: true, force: true });
            await stage.stack.resume('redis');
          });
          freeze(stage, 'SIGCONT');
          return { jobsForgotten: forgotten };
        },
      });
      if (done.gradingLagSeconds.max > FORGOTTEN_SECONDS)
        done.late.push(
          `an attempt waited ${done.gradingLagSeconds.max} s for its grade (allowed: ${FORGOTTEN_SECONDS} s)`,
        );
      return done;
    },
  },
  {
    id: 'D4c',
    title: 'Redis that evicts, and Redis that is full',
    run: (stage, { seed, isShort }) =>
      play(stage, {
        seed,
        calmMs: 6_000,
        act: async ({ citizens, miss }) => {
          const config = (/** @type {string} */ name, /** @type {string} */ value) =>
            stage.redis((redis) => redis.config('SET', name, value));
          const health = async () => (await fetch(`${stage.stack.urls[0]}/api/health/ready`)).json();
          await config('maxmemory-policy', 'allkeys-lru');
          const told = (await health()).checks.redis;
          if (told.ok) miss('health calls a Redis that evicts good');
          // An api that starts now refuses; the one that is there goes on.
          await stage.kill('api-2');
          const { onDeath } = stage;
          stage.onDeath = () => {};
          const refused = await stage.stack.resume('api-2').then(
            () => null,
            (error) => String(error.message),
          );
          if (!/noeviction/.test(refused ?? '')) miss(`an api started on a Redis that evicts: ${refused}`);
          await config('maxmemory-policy', 'noeviction');
          await stage.stack.resume('api-2');
          stage.onDeath = onDeath;

          await config('maxmemory', '1mb'); // less than it holds: every write is refused
          const full = Date.now();
          await sleep(isShort ? 3_000 : 15_000);
          const taken = citizens.watch.submits.filter(({ at }) => at >= full).length;
          if (taken === 0) miss('no submit was taken while Redis was full');
          await config('maxmemory', '0');
          return { healthSaid: told.detail, submitsWhileFull: taken };
        },
      }),
  },
];
