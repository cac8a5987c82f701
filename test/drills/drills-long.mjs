// D25: hours of load with every other drill's faults, one after another as the seed draws them, and at the end everything as at
// the beginning: what was acknowledged, and what the programs hold.

import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { readUsage, round } from '../load/measures.mjs';
import { play, until } from './stage.mjs';

/** Between two faults, at most. */
const REST_MS = 20_000;
/** Of memory, in a run of an hour or more; in a shorter one it may grow by a fixed amount, because much of it is warming up. */
const SLOPE_PER_HOUR = 0.01;
const LONG_MINUTES = 60;
const SHORT_GROWTH_MB = 160;
const HANDLES = 20;
const CONNECTIONS = 10;
/** These live through the run, so that what they hold can be compared: the others are killed. */
const STAYING = ['api-2', 'worker-2'];

/**
 * What can happen, each healed when it returns.
 * @type {Record<string, (stage: import('./stage.mjs').Stage, contest: any) => Promise<void>>}
 */
const FAULTS = {
  async apiKilled(stage) {
    await stage.kill('api-1');
    await sleep(stage.random() * 3_000);
    await stage.stack.resume('api-1');
  },
  async workerKilled(stage) {
    await stage.kill('worker-1');
    await sleep(stage.random() * 5_000);
    await stage.stack.resume('worker-1');
  },
  async redisKilled(stage) {
    await stage.kill('redis');
    await sleep(stage.random() * 20_000);
    await stage.stack.resume('redis');
  },
  async redisForgets(stage) {
    await stage.redis((redis) => redis.flushall());
  },
  async postgresKilled(stage) {
    await stage.kill('postgres');
    await sleep(stage.random() * 2_000);
    await stage.stack.resume('postgres');
  },
  async networkCut(stage) {
    stage.gates.postgres.set('cut');
    await sleep(500 + stage.random() * 5_000);
    stage.gates.postgres.heal();
  },
  async networkHole(stage) {
    stage.gates.postgres.set('hole');
    await sleep(500 + stage.random() * 5_000);
    stage.gates.postgres.heal();
  },
  async networkSlow(stage) {
    stage.gates.postgres.delayMs = 20 + stage.random() * 80;
    await sleep(5_000);
    stage.gates.postgres.heal();
  },
  async repliesLost(stage) {
    stage.gates.front.loseReply = 0.03;
    await sleep(5_000);
    stage.gates.front.heal();
  },
  async workerStandsStill(stage) {
    const pid = stage.stack.pids['worker-1'];
    if (!pid) return;
    process.kill(pid, 'SIGSTOP');
    try {
      await sleep(5_000 + stage.random() * 30_000);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  },
  async tableLocked(stage) {
    const db = await stage.pool.connect();
    try {
      await db.query('BEGIN');
      await db.query('LOCK TABLE attempt_quota IN ACCESS EXCLUSIVE MODE');
      await sleep(stage.random() * 5_000);
      await db.query('ROLLBACK');
    } finally {
      db.release();
    }
  },
  async jobsTwice(stage, contest) {
    const { rows } = await stage.pool.query(
      `SELECT id FROM attempt WHERE contest_id = $1 AND submitted_at IS NOT NULL ORDER BY submitted_at DESC LIMIT 100`,
      [contest.contestId],
    );
    await stage.enqueue(rows.map(({ id }) => ({ data: { contestId: contest.contestId, attemptIds: [id] } })));
  },
  async poison(stage, contest) {
    const nobody = '00000000-0000-7000-8000-000000000000';
    const bad = [{ contestId: -1, attemptIds: [nobody] }, { contestId: contest.contestId, attemptIds: 'none' }, null];
    await stage.enqueue(bad.map((data) => ({ data, opts: { attempts: 2 } })));
  },
  async apisReplaced(stage) {
    await stage.stack.halt('api-1');
    await stage.stack.resume('api-1');
  },
};

/** What the programs hold. @param {import('./stage.mjs').Stage} stage */
async function holdings(stage) {
  const of = (/** @type {string} */ name) => {
    const pid = stage.stack.pids[name];
    if (!pid) throw new Error(`${name} did not live through the run`);
    return {
      rssMb: readUsage({ [name]: pid }).rssMb[name.split('-')[0]],
      handles: readdirSync(`/proc/${pid}/fd`).length,
    };
  };
  const db = new pg.Client({ connectionString: stage.stack.superuserUrl });
  await db.connect();
  try {
    const { rows } = await db.query(
      `SELECT count(*)::int AS all, count(*) FILTER (WHERE state <> 'idle' AND state_change < clock_timestamp() - interval '5 s')::int AS stuck
         FROM pg_stat_activity WHERE usename LIKE 'cchc\\_%'`,
    );
    return { programs: Object.fromEntries(STAYING.map((name) => [name, of(name)])), connections: rows[0] };
  } finally {
    await db.end();
  }
}

/** @type {import('./drill.mjs').Drill[]} */
export const longDrills = [
  {
    id: 'D25',
    title: 'a long run under load with all faults at random (--minutes N)',
    run: async (stage, { seed, minutes }) => {
      /** @type {Awaited<ReturnType<typeof holdings>> | undefined} */
      let warm;
      let warmAt = 0;
      const done = await play(stage, {
        seed,
        citizens: 8,
        thinkMs: 300,
        calmMs: 20_000,
        drainSeconds: 300,
        act: async ({ contest, hurt, miss }) => {
          const end = Date.now() + minutes * 60_000;
          const warmUntil = Date.now() + Math.min(600_000, (minutes * 60_000) / 5);
          const injected = /** @type {Record<string, number>} */ ({});
          /** Each of them once in a random order, then all again. @type {string[]} */
          let bag = [];
          while (Date.now() < end && !stage.signal?.aborted) {
            if (warm === undefined && Date.now() >= warmUntil) {
              await sleep(5_000);
              warm = await holdings(stage);
              warmAt = Date.now();
            }
            if (bag.length === 0) bag = Object.keys(FAULTS);
            const [name = ''] = bag.splice(Math.floor(stage.random() * bag.length), 1);
            const rest = Math.min(minutes < LONG_MINUTES ? 6_000 : REST_MS, Math.max(0, end - Date.now()));
            await sleep(500 + stage.random() * rest, undefined, { signal: stage.signal });
            stage.log.line(`    ${name}`);
            await hurt(async () => FAULTS[name]?.(stage, contest));
            injected[name] = (injected[name] ?? 0) + 1;
            const isBack = await until(async () => {
              const answers = await Promise.all(stage.stack.urls.map((url) => fetch(`${url}/api/health/ready`)));
              return answers.every(({ ok }) => ok);
            }, 60_000);
            if (isBack === null) miss(`an api was not ready again a minute after ${name}`);
          }
          return { minutes, faults: Object.values(injected).reduce((sum, n) => sum + n, 0), injected };
        },
      });
      const last = await holdings(stage);
      const hours = (Date.now() - warmAt) / 3_600_000;
      for (const name of STAYING) {
        const [from, to] = [warm?.programs[name], last.programs[name]];
        if (!from || !to) continue;
        const growth = to.rssMb - from.rssMb;
        const allowed = minutes < LONG_MINUTES ? SHORT_GROWTH_MB : Math.max(10, from.rssMb * SLOPE_PER_HOUR * hours);
        if (growth > allowed) done.missed.push(`${name} grew from ${from.rssMb} to ${to.rssMb} MB`);
        if (to.handles > from.handles + HANDLES)
          done.missed.push(`${name} holds ${to.handles} handles (${from.handles} when warm)`);
      }
      if (warm && last.connections.all > warm.connections.all + CONNECTIONS)
        done.missed.push(`${last.connections.all} connections to PostgreSQL (${warm.connections.all} when warm)`);
      if (last.connections.stuck > 0) done.missed.push(`${last.connections.stuck} connections are stuck at something`);
      return { ...done, held: { warm, end: last }, measuredHours: round(hours, 2) };
    },
  },
];
