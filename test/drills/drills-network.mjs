// D6, D7: the network between api and PostgreSQL holds everything back, or is slow; and a table that is locked.

import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { play, until } from './stage.mjs';

/** A request is answered so soon, with yes or "come back". */
const ANSWER_MS = 5_000;
/** No connection is left in a statement or a transaction for longer. An idle one goes after a minute. */
const POOL_BACK_MS = 30_000;
/** A submit goes to the database and back so often, at most. */
const ROUND_TRIPS = 6;

/** @param {import('./stage.mjs').Stage} stage @returns {Promise<number>} connections of api and worker that are stuck at something */
async function stuckConnections(stage) {
  const db = new pg.Client({ connectionString: stage.stack.superuserUrl }); // others do not see what a connection does
  await db.connect();
  try {
    const { rows } = await db.query(
      `SELECT count(*)::int AS n FROM pg_stat_activity
        WHERE usename = 'cchc_app' AND state <> 'idle' AND state_change < clock_timestamp() - interval '3 s'`,
    );
    return rows[0].n;
  } finally {
    await db.end();
  }
}

/**
 * Asks each api for something that needs the database, every half second, past the citizens and their retries.
 * @param {import('./stage.mjs').Stage} stage @param {string} path @param {number} ms for how long
 * @returns {Promise<{ slowestMs: number, statuses: Record<string, number> }>}
 */
async function ask(stage, path, ms) {
  const statuses = /** @type {Record<string, number>} */ ({});
  let slowestMs = 0;
  const asked = [];
  for (let waited = 0; waited < ms; waited += 500) {
    for (const url of stage.stack.urls) {
      const from = performance.now();
      asked.push(
        fetch(`${url}${path}`, { signal: AbortSignal.timeout(30_000) })
          .then(
            (answer) => String(answer.status),
            () => 'none',
          )
          .then((status) => {
            statuses[status] = (statuses[status] ?? 0) + 1;
            slowestMs = Math.max(slowestMs, performance.now() - from);
          }),
      );
    }
    await sleep(500);
  }
  await Promise.all(asked);
  return { slowestMs: Math.round(slowestMs), statuses };
}

/** @type {import('./drill.mjs').Drill[]} */
export const networkDrills = [
  {
    id: 'D6',
    title: 'the network between the processes and PostgreSQL: cut, and a black hole that tells nobody',
    run: (stage, { seed, isShort, isLong }) =>
      play(stage, {
        seed,
        calmMs: 6_000,
        act: async ({ citizens, hurt, miss, late }) => {
          const gate = stage.gates.postgres;
          const held = [];
          for (const [state, seconds] of /** @type {['cut' | 'hole', number][]} */ ([
            ['cut', 1],
            ['hole', isShort ? 7 : 1],
            ...(isShort
              ? []
              : [
                  ['cut', 10],
                  ['hole', 10],
                ]),
            ...(isLong ? [['hole', 60]] : []),
          ])) {
            await sleep(1_000);
            const from = Date.now();
            const health = await hurt(async () => {
              gate.set(state);
              const told = await ask(stage, '/api/health/ready', seconds * 1000);
              gate.set('open');
              return told;
            });
            const back = await until(async () => (await stuckConnections(stage)) === 0, POOL_BACK_MS);
            if (back === null) miss(`${state} ${seconds} s: ${await stuckConnections(stage)} connections are stuck`);
            const tries = citizens.watch.answers.filter(({ at, ms }) => at - ms >= from - ANSWER_MS && at >= from);
            const slowestMs = Math.max(0, ...tries.map(({ ms }) => ms));
            held.push({ state, seconds, healthMs: health.slowestMs, slowestMs, statuses: health.statuses });
            for (const [what, ms] of Object.entries({ health: health.slowestMs, 'a request': slowestMs }))
              if (ms > ANSWER_MS + 500)
                late(`${state} ${seconds} s: ${what} was not answered for ${ms} ms (allowed: ${ANSWER_MS})`);
          }
          return { held };
        },
      }),
  },
  {
    id: 'D7',
    title: 'PostgreSQL is slow: 50 ms and 500 ms more a round trip, and a hot table locked for 30 s',
    run: (stage, { seed, isShort }) =>
      play(stage, {
        seed,
        calmMs: 6_000,
        act: async ({ citizens, hurt, miss, late }) => {
          const gate = stage.gates.postgres;
          const slow = {};
          for (const delayMs of [50, 500]) {
            await hurt(async () => {
              gate.delayMs = delayMs / 2; // each way
              const from = Date.now() + 500;
              await sleep(isShort ? 4_000 : 15_000);
              const took = citizens.watch.submits.filter(({ at }) => at >= from).map(({ ms }) => ms);
              // How often a submit goes to the database and back, one after another, seen from outside.
              const roundTrips = Math.round((median(took) / delayMs) * 10) / 10;
              slow[delayMs] = { submits: took.length, roundTrips };
              if (roundTrips > ROUND_TRIPS)
                late(`a submit took ${roundTrips} round trips of ${delayMs} ms (allowed: ${ROUND_TRIPS})`);
              gate.delayMs = 0;
            });
          }
          const health = await hurt(async () => {
            const holder = await stage.pool.connect();
            try {
              await holder.query('BEGIN');
              await holder.query('LOCK TABLE answers IN ACCESS EXCLUSIVE MODE');
              return await ask(stage, '/api/health/ready', isShort ? 5_000 : 30_000);
            } finally {
              await holder.query('ROLLBACK');
              holder.release();
            }
          });
          const { slowestMs, statuses } = health;
          if (Object.keys(statuses).some((status) => status !== '200'))
            miss(`a locked table is no illness of the server, but health said ${JSON.stringify(statuses)}`);
          if (slowestMs > ANSWER_MS) late(`health was not answered for ${slowestMs} ms (allowed: ${ANSWER_MS})`);
          return { slow, healthWhileLocked: health };
        },
      }),
  },
];

const median = (/** @type {number[]} */ list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
