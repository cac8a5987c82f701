// The stage of a drill: a stack of its own (two api, two workers, PostgreSQL and Redis) with a gate before each party, and
// the play itself: load, fault, calm, drain, check.

import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { startStack } from '../../scripts/stack.mjs';
import { enrolPeople, insertContest, roundRules, sampleNames } from '../load/fixture.mjs';
import { round } from '../load/measures.mjs';
import { Citizens } from './citizens.mjs';
import { Gate } from './gate.mjs';
import { Ledger } from './ledger.mjs';

export const PEOPLE = 2_000;
const WARM_UP_MS = 2_500;
/** While this file is there, workers kill themselves at their fault points; without it these do nothing. */
export const FAULTS_ON = join(tmpdir(), `cchc-drill-${process.pid}-faults-on`);
const FAULT_POINTS = `--import=${new URL('fault-points.mjs', import.meta.url)}`;
/** A second in which more than this share of the answers fail is a second of outage. */
const OUTAGE_SHARE = 0.01;
const BEAT_MS = 500;

/**
 * @param {{ log: import('../../scripts/say.mjs').Speaker, random: () => number, env?: Record<string, string>,
 *   signal?: AbortSignal, apis?: number, workers?: number, publicUrl?: string }} wish env: more environment for api and
 *   worker; publicUrl: of a front door of one's own, put into `url` and `ca` of the stage once it stands
 */
export async function openStage({ log, random, env = {}, signal, apis = 2, workers = 2, publicUrl }) {
  /** @type {Record<string, Gate>} */
  const gates = {};
  const serverPorts = /** @type {Record<string, number>} */ ({});
  const stage = { onDeath: (/** @type {string} */ _name, /** @type {string} */ _how) => {} };
  const stack = await startStack({
    ...{ durable: true, apis, workers, prepare: 'empty', log, signal, publicUrl },
    extraEnv: {
      ...{ LOG_LEVEL: 'warn', PROOF_OF_WORK: 'off', DRILL_FAULTS_ON: FAULTS_ON, ...env },
      NODE_OPTIONS: [FAULT_POINTS, env.NODE_OPTIONS].join(' ').trim(),
    },
    through: (server, port) => {
      serverPorts[server] = port;
      gates[server] = new Gate(() => [port], random);
      return gates[server].listen();
    },
    onDeath: (name, how) => stage.onDeath(name, how),
  }).catch((error) => {
    for (const gate of Object.values(gates)) gate.close();
    throw error;
  });
  gates.front = new Gate(() => stack.urls.map((url) => Number(new URL(url).port)), random);
  const url = `http://127.0.0.1:${await gates.front.listen()}`;
  const pool = new pg.Pool({ connectionString: stack.env.DATABASE_OWNER_URL, max: 3 });
  pool.on('error', () => {}); // a drill may have killed the server: the next question opens another connection
  const { password } = new URL(stack.env.REDIS_URL);
  let contests = 0;

  return Object.assign(stage, {
    ...{ stack, gates, url, pool, log, random, signal, serverPorts },
    /** What its people trust, behind a front door with TLS. @type {string | undefined} */
    ca: undefined,
    /** Straight to Redis, past the gate. @template T @param {(redis: Redis) => Promise<T>} work @returns {Promise<T>} */
    async redis(work) {
      const redis = new Redis({ port: serverPorts.redis, password, maxRetriesPerRequest: 2 });
      redis.on('error', () => {});
      try {
        return await work(redis);
      } finally {
        redis.disconnect();
      }
    },
    /**
     * Puts jobs into the grading queue, as a front door does. @param {{ data: unknown, opts?: object }[]} jobs
     */
    enqueue(jobs) {
      return this.redis(async (connection) => {
        const queue = new Queue('grading', { connection, prefix: 'cchc' });
        await queue.addBulk(
          jobs.map(({ data, opts }) => ({ name: 'grade', data, opts: { removeOnComplete: true, ...opts } })),
        );
        await queue.close();
      });
    },
    /** A contest of its own for each play. @param {object} [rules] of its round @param {number} [people] @param {number} [closesInSeconds] */
    async contest(rules = {}, people = PEOPLE, closesInSeconds = 86_400) {
      contests += 1;
      const db = await pool.connect();
      try {
        const { rows } = await db.query(
          `SELECT to_json(contest_clock() - interval '1 h') #>> '{}' AS opens, to_json(contest_clock() + $1 * interval '1 s') #>> '{}' AS closes,
                  to_json(contest_clock() + interval '2 d') #>> '{}' AS ends`,
          [closesInSeconds],
        );
        const { opens, closes, ends } = rows[0];
        const made = await insertContest(db, {
          slug: `dien-tap-${contests}`,
          title: `Diễn tập ${contests}`,
          rounds: [{ opensAt: opens, closesAt: closes, rules: roundRules(rules) }],
        });
        const secret = `drill-${process.pid}-${performance.timeOrigin}-${contests}`;
        const unitIds = Array.from({ length: people }, (_, n) => made.unitIds[(n * n) % made.unitIds.length]);
        const { contestId } = made;
        await enrolPeople(db, { contestId, first: 0, unitIds, secret, names: sampleNames(), sessionEnds: ends });
        return { ...made, secret };
      } finally {
        db.release();
      }
    },
    /** Ends a member at once, as a lost machine does. @param {string} name */
    kill: (name) => stack.halt(name, 'SIGKILL'),
    async close() {
      for (const gate of Object.values(gates)) gate.close();
      await pool.end().catch(() => {});
      await stack.stop();
    },
  });
}

/** @typedef {Awaited<ReturnType<typeof openStage>>} Stage */

/** @param {() => Promise<boolean>} isSo @param {number} patienceMs @returns {Promise<number | null>} after how many ms; null: never */
export async function until(isSo, patienceMs, everyMs = 250) {
  const began = Date.now();
  for (;;) {
    if (await isSo().catch(() => false)) return Date.now() - began;
    if (Date.now() - began > patienceMs) return null;
    await sleep(everyMs);
  }
}

/** Attempts handed in and not graded, those left out that an administrator was told of. */
export async function owed(stage, contestId) {
  const { rows } = await stage.pool.query(
    `SELECT count(*)::int AS left FROM attempt t WHERE contest_id = $1 AND state = 'submitted'
        AND NOT EXISTS (SELECT FROM grading_failure f WHERE f.contest_id = $1 AND f.attempt_id = t.id)`,
    [contestId],
  );
  return rows[0].left;
}

/** The checker, a process of its own. @param {string} url @param {number} contestId @param {string[]} ledgers */
export function check(url, contestId, ledgers) {
  const program = fileURLToPath(new URL('checker.mjs', import.meta.url));
  const child = spawn(process.execPath, [program, url, String(contestId), ...ledgers], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 || code === 1 ? resolve(JSON.parse(said)) : reject(new Error('not checked')),
    );
  });
}

export const p95 = (/** @type {number[]} */ list) => {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * 0.95) - 1)] ?? 0;
};

/**
 * Seconds from each healing until no beat has failures any more, the longest of them.
 * @param {{ at: number, ok: boolean }[]} answers @param {{ from: number, to: number }[]} faults `to`: healed
 */
export function recoveryOf(answers, faults) {
  let longest = 0;
  faults.forEach(({ to }, i) => {
    const end = faults[i + 1]?.from ?? Infinity;
    const beats = new Map();
    for (const { at, ok } of answers) {
      if (at < to || at >= end) continue;
      const beat = Math.floor((at - to) / BEAT_MS);
      const sum = beats.get(beat) ?? { all: 0, failed: 0 };
      beats.set(beat, { all: sum.all + 1, failed: sum.failed + (ok ? 0 : 1) });
    }
    for (const [beat, { all, failed }] of beats)
      if (failed / all > OUTAGE_SHARE) longest = Math.max(longest, ((beat + 1) * BEAT_MS) / 1000);
  });
  return longest;
}

/**
 * One play on a stage that stands: people at work, a fault, calm, everything brought to its end, and the judgement.
 * @param {Stage} stage
 * @param {object} wish
 * @param {number} wish.seed
 * @param {number} [wish.citizens] who work at once
 * @param {number} [wish.first] number of the first of the thousand people who take turns; the others are for the act
 * @param {number} [wish.saves]
 * @param {number} [wish.thinkMs]
 * @param {object} [wish.rules] of the round
 * @param {number} [wish.people] of the contest
 * @param {number} [wish.calmMs] of load after the fault
 * @param {number} [wish.drainSeconds]
 * @param {(play: { citizens: Citizens, contest: any, hurt: <T>(work: () => Promise<T>) => Promise<T>, miss: (what: string) => void,
 *   late: (what: string) => void, fault: (from: number, to: number) => void }) => Promise<Record<string, any> | void>} wish.act
 *   injects the fault; what it returns is told with the figures. `hurt` notes the time in which it works as one of outage;
 *   `miss` a criterion not met, `late` one of time, which the short set tells and does not judge
 */
export async function play(stage, { seed, act, ...wish }) {
  const {
    citizens: many = 16,
    saves = 4,
    thinkMs = 60,
    rules,
    people,
    calmMs = 4_000,
    drainSeconds = 120,
    first = 0,
  } = wish;
  const contest = await stage.contest(rules, people);
  const directory = mkdtempSync(join(tmpdir(), 'cchc-ledger-'));
  const ledger = new Ledger(join(directory, `ledger-${seed}.jsonl`));
  const citizens = new Citizens({
    ...{ url: stage.url, ca: stage.ca, contestId: contest.contestId, secret: contest.secret, ledger },
    random: stage.random,
    ...{ connections: many, saves, thinkMs },
  });
  /** @type {{ from: number, to: number }[]} */
  const faults = [];
  /** @type {[string[], string[]]} */
  const [missed, late] = [[], []];
  const miss = (/** @type {string} */ what) => void missed.push(what);
  const died = (/** @type {string} */ name, /** @type {string} */ how) => miss(`${name} ${how}, and nobody killed it`);
  stage.onDeath = died;
  const began = Date.now();
  try {
    citizens.begin(many, first, 1_000);
    await sleep(WARM_UP_MS, undefined, { signal: stage.signal });
    const fault = (/** @type {number} */ from, /** @type {number} */ to) => void faults.push({ from, to });
    /** @template T @param {() => Promise<T>} work */
    const hurt = async (work) => {
      const from = Date.now();
      try {
        return await work();
      } finally {
        fault(from, Date.now());
      }
    };
    const figures = (await act({ citizens, contest, hurt, miss, late: (what) => void late.push(what), fault })) ?? {};
    for (const gate of Object.values(stage.gates)) gate.heal();
    await sleep(calmMs, undefined, { signal: stage.signal });
    const left = await citizens.drain(150_000);
    if (left > 0) miss(`${left} people never came to an end`);
    const drainedMs = await until(async () => (await owed(stage, contest.contestId)) === 0, drainSeconds * 1000);
    stage.onDeath = died;
    await citizens.lookAgain();
    const { watch } = citizens;
    const asked = watch.asked;
    if (watch.gaveUp > asked / 1000) miss(`${watch.gaveUp} of ${asked} requests were given up (allowed: 0.1 %)`);
    const firstFault = faults[0]?.from ?? Infinity;
    const before = watch.submits.filter(({ at }) => at < firstFault).map(({ ms }) => ms);
    const judged = await check(stage.stack.env.DATABASE_OWNER_URL, contest.contestId, [ledger.file]);
    return {
      seed,
      ...judged,
      ...figures,
      recoverySeconds: recoveryOf(watch.answers, faults),
      p95BeforeMs: p95(before),
      p95Ms: p95(watch.submits.map(({ ms }) => ms)),
      gradingLagSeconds: await gradingLag(stage, contest.contestId),
      drainedSeconds: drainedMs === null ? null : round(drainedMs / 1000, 1),
      gaveUp: watch.gaveUp,
      asked,
      notNow: watch.kinds,
      missed,
      late,
      seconds: round((Date.now() - began) / 1000, 1),
      ledger: ledger.file,
    };
  } finally {
    citizens.isStopping = true;
    citizens.close();
    ledger.close();
  }
}

/** From hand-in to grade, in seconds: p95 and the longest. */
async function gradingLag(stage, contestId) {
  const { rows } = await stage.pool.query(
    `SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY lag) AS p95, max(lag) AS max FROM (
       SELECT extract(epoch FROM g.graded_at - t.submitted_at)::float8 AS lag FROM grade g
         JOIN attempt t ON t.contest_id = $1 AND t.id = g.attempt_id WHERE g.contest_id = $1 AND g.revision = 1) l`,
    [contestId],
  );
  return { p95: round(rows[0].p95 ?? 0, 2), max: round(rows[0].max ?? 0, 2) };
}
