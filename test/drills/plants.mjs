// Bugs that a drill has to find, or it has no teeth. They are planted into the drill's own database and processes, never
// into the product: an index dropped, another environment, or a few lines of the compiled program changed inside one process
// before it runs (plant-preload.mjs).

import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Plant
 * @property {string} says
 * @property {string[]} foundBy drills of which each must fail
 * @property {Record<string, string>} [env] of api, worker and cli
 * @property {(stage: import('./stage.mjs').Stage) => Promise<unknown>} [spoil] once the stage stands
 * @property {() => Promise<unknown>} [api] run inside each api before its program
 * @property {() => Promise<unknown>} [worker]
 * @property {() => Promise<unknown>} [cli]
 */

/** A module of the compiled product. @param {string} path @returns {Promise<any>} */
const dist = (path) => import(fileURLToPath(new URL(`../../dist/${path}.js`, import.meta.url)));

/**
 * Puts another method in place of one. @param {any} type @param {string} method
 * @param {(original: (...args: any[]) => any) => (this: any, ...args: any[]) => any} make
 */
const replace = (type, method, make) => {
  type.prototype[method] = make(type.prototype[method]);
};

/** Takes a few words out of a statement of the product, or puts others there. @param {{ name: string, text: string }} statement */
const reword = (statement, /** @type {[string, string][]} */ ...changes) => {
  for (const [from, to] of changes) {
    if (!statement.text.includes(from)) throw new Error(`${statement.name} does not say: ${from}`);
    statement.text = statement.text.replace(from, to);
  }
};

const writeService = async () => (await dist('libs/attempts/src/write.service')).WriteService;
/** Does something before each group of writes. @param {(this: any, writes: any[]) => Promise<unknown>} act */
const beforeWrites = async (act) =>
  replace(
    await writeService(),
    'runGroup',
    (original) =>
      async function (writes) {
        await act.call(this, writes);
        return original.call(this, writes);
      },
  );
const clock = async () => (await dist('libs/platform/src/clock')).DatabaseClock;

/** The database's clock is looked at seldom, and in between counted on with the machine's own, which somebody may step. */
async function believeOwnClock() {
  const type = await clock();
  const { now } = type.prototype;
  let [aheadMs, lookedAt] = [0, -Infinity];
  replace(
    type,
    'renew',
    (original) =>
      async function () {
        if (performance.now() - lookedAt < 45_000) return;
        await original.call(this);
        lookedAt = performance.now();
        aheadMs = Date.now() - now.call(this);
      },
  );
  replace(type, 'now', () => () => Date.now() - aheadMs);
}

/** @type {Record<string, Plant>} */
export const PLANTS = {
  'no-unique-key': {
    says: 'nothing forbids a second effective grade, and the worker does not look whether there is one',
    foundBy: ['D2', 'D23'],
    spoil: (stage) => stage.pool.query('DROP INDEX grade_effective_key'),
    async worker() {
      const { lockOwed, insertGrades } = await dist('libs/attempts/src/grading.queries');
      reword(lockOwed, [`NOT IN ('in_progress', 'graded')`, `<> 'in_progress'`], ['SKIP LOCKED', '']);
      reword(
        insertGrades,
        [
          'SELECT $1, attempt_id, 1, true',
          'SELECT $1, attempt_id, (SELECT 1 + count(*) FROM grade g WHERE g.contest_id = $1 AND g.attempt_id = u.attempt_id), true',
        ],
        [`AND t.state NOT IN ('in_progress', 'graded')`, ''],
      );
    },
  },
  'counter-by-increment': {
    says: 'a unit counts what a job brings, not what is new in it',
    foundBy: ['D2'],
    async worker() {
      replace(
        (await dist('apps/worker/src/grading.processor')).GradingProcessor,
        'gradeGroup',
        (original) =>
          async function (contestId, ids) {
            // Counted in a transaction of its own: what dies afterwards is counted again when the job comes back.
            await this.dataSource.query(
              `UPDATE unit_counter c SET attempts = attempts + u.more FROM (
                 SELECT contest_unit_id, count(*) AS more FROM attempt WHERE contest_id = $1 AND id = ANY($2::uuid[]) AND state = 'graded'
                  GROUP BY contest_unit_id) u
                WHERE c.contest_id = $1 AND c.scope_kind = 'contest' AND c.contest_unit_id = u.contest_unit_id`,
              [contestId, ids],
            );
            return original.call(this, contestId, ids);
          },
      );
    },
  },
  'sweeper-off': {
    says: 'nobody asks the database what is owed',
    foundBy: ['D4'],
    env: { GRADING_SWEEP_SECONDS: '100000' },
  },
  'ack-before-commit': {
    says: 'the receipt is sent before the commit',
    foundBy: ['D1', 'D3'],
    // Told as soon as the statement has run; the commit follows a little later, if at all.
    async api() {
      replace(
        await writeService(),
        'runGroup',
        (original) =>
          async function (writes) {
            const runner = this.dataSource.createQueryRunner();
            await runner.connect();
            await runner.startTransaction();
            const early = Object.create(this, { dataSource: { value: { manager: runner.manager } } });
            const end = (/** @type {'commitTransaction' | 'rollbackTransaction'} */ how) =>
              runner[how]()
                .catch(() => {})
                .finally(() => runner.release().catch(() => {}));
            try {
              const told = await original.call(early, writes);
              setTimeout(() => void end('commitTransaction'), 400);
              return told;
            } catch (error) {
              await end('rollbackTransaction');
              throw error;
            }
          },
      );
    },
  },
  'queue-first': {
    says: 'a submit is put into the queue before it is written, and is not written without',
    foundBy: ['D3r', 'D4c'],
    api: () =>
      beforeWrites(async function (writes) {
        const [{ kind, contestId }] = writes;
        const attemptIds = writes.map(({ attemptId }) => attemptId);
        if (kind === 'submit') await this.queue.submits.add('grade', { contestId, attemptIds });
      }),
  },
  'key-forgotten': {
    says: 'a write that comes a second time is not known again',
    foundBy: ['D5', 'D9'],
    async api() {
      const { readWriteStates } = await dist('libs/attempts/src/write.queries');
      reword(readWriteStates, ['a.change_hash,', 'NULL::bytea AS change_hash,']);
    },
  },
  'no-patience-limit': {
    says: 'a write waits for the database as long as that takes',
    foundBy: ['D6'],
    async api() {
      (await dist('libs/domain/src/limits')).LIMITS.groupPatienceMs = 600_000;
    },
  },
  'a-statement-an-answer': {
    says: 'each question of a paper is asked for by itself when it is handed in',
    foundBy: ['D7'],
    api: () =>
      beforeWrites(async function ([{ kind }]) {
        if (kind === 'submit')
          for (let question = 0; question < 15; question += 1) await this.dataSource.query('SELECT 1');
      }),
  },
  'nobody-told': {
    says: 'what cannot be graded is tried again and again, and nobody is told',
    foundBy: ['D8'],
    async worker() {
      replace((await dist('libs/attempts/src/grading.service')).GradingService, 'recordFailure', () => async () => {});
    },
  },
  'quota-not-counted': {
    says: 'an attempt is not counted among those of its round',
    foundBy: ['D10'],
    async api() {
      reword((await dist('libs/attempts/src/start.queries')).insertAttempts, ['round_counts = u.round_counts,', '']);
    },
  },
  'deadline-by-client': {
    says: 'how long a save waited is believed as the page tells it',
    foundBy: ['D12'],
    async api() {
      for (const method of ['save', 'submit'])
        replace(
          await writeService(),
          method,
          (original) =>
            function (claims, request) {
              const receivedAt = request.receivedAt - (request.waitedMs ?? 0);
              return original.call(this, claims, { ...request, receivedAt });
            },
        );
    },
  },
  'own-clock': {
    says: 'api and worker count on with the clock of their machine, for 45 s',
    foundBy: ['D12s'],
    api: believeOwnClock,
    worker: believeOwnClock,
  },
  'one-queue': {
    says: 'who hands in now stands behind what has waited for long',
    foundBy: ['D13'],
    async api() {
      const { GradingQueue } = await dist('libs/attempts/src/grading-queue');
      GradingQueue.prototype.enqueue = GradingQueue.prototype.enqueueOwed;
    },
  },
  'clock-to-and-fro': {
    says: 'the clock of an api is off by up to two tenths of a second, each time by another part of them',
    foundBy: ['D14'],
    async api() {
      let offMs = 0;
      setInterval(() => (offMs = Math.round((Math.random() - 0.5) * 400)), 250).unref();
      replace(
        await clock(),
        'now',
        (original) =>
          function () {
            return original.call(this) + offMs;
          },
      );
    },
  },
  'no-grace': {
    says: 'what comes in the grace is not taken',
    foundBy: ['D15'],
    async api() {
      reword((await dist('libs/attempts/src/write.queries')).submitAttempts, ['t.grace_ms * interval', '0 * interval']);
    },
  },
  'answer-kept': {
    says: 'an answer about results is kept for a minute, also that there are none yet',
    foundBy: ['D16'],
    async api() {
      const kept = new Map();
      replace(
        (await dist('libs/awards/src/published/published.service')).PublishedService,
        'read',
        (original) =>
          function (slug, wish) {
            const key = JSON.stringify([slug, wish]);
            if (!kept.has(key)) {
              kept.set(key, original.call(this, slug, wish));
              setTimeout(() => kept.delete(key), 60_000).unref();
            }
            return kept.get(key);
          },
      );
    },
  },
  'news-unheard': {
    says: 'an api does not pass on to its pages what another process tells',
    foundBy: ['D16b'],
    async api() {
      replace((await dist('apps/api/src/live/live.gateway')).LiveGateway, 'tellNotices', () => () => {});
    },
  },
  'heavy-inside': {
    says: 'heavy work is done inside the api',
    foundBy: ['D17'],
    async api() {
      const { NestFactory } = await import('@nestjs/core');
      const [{ HeavyDesk }, { HeavyModule }, { heavyWork }] = await Promise.all(
        ['heavy-desk', 'heavy.module', 'heavy-work'].map((name) => dist(`apps/api/src/heavy/${name}`)),
      );
      /** @type {Promise<any> | undefined} */
      let rooms;
      replace(
        HeavyDesk,
        'do',
        () =>
          async function (name, ...args) {
            rooms ??= NestFactory.createApplicationContext(HeavyModule.forRoot(this.env), { logger: false });
            const app = await rooms;
            return heavyWork((/** @type {any} */ kind) => app.get(kind))[name](...args);
          },
      );
    },
  },
  'full-disk-is-a-bug': {
    says: 'a full disk of PostgreSQL is told as a fault of ours',
    foundBy: ['D18'],
    async api() {
      replace(
        (await dist('apps/api/src/errors.filter')).ErrorsFilter,
        'catch',
        (original) =>
          function (error, host) {
            return original.call(this, /^53/.test(error?.code) ? new Error(error.message) : error, host);
          },
      );
    },
  },
  'ends-at-once': {
    says: 'a process that is told to end leaves what it has in hand',
    foundBy: ['D19'],
    async api() {
      process.prependListener('SIGTERM', () => process.exit(0));
    },
  },
  'later-instant': {
    says: 'a backup says that it is of a later instant than it is',
    foundBy: ['D21'],
    async cli() {
      const { PostgresQueryRunner } = await import('typeorm/driver/postgres/PostgresQueryRunner.js');
      replace(
        PostgresQueryRunner,
        'query',
        (original) =>
          async function (sql, ...args) {
            const result = await original.call(this, sql, ...args);
            if (/AS "takenAt"/.test(sql))
              result[0].takenAt = new Date(Date.parse(result[0].takenAt) + 10_000).toISOString();
            return result;
          },
      );
    },
  },
  'half-corrected': {
    says: 'a corrected key reaches every second attempt',
    foundBy: ['D22'],
    async worker() {
      replace(
        (await dist('libs/attempts/src/grading.service')).GradingService,
        'regrade',
        (original) =>
          function (manager, contestId, ids, reason) {
            const half = ids.filter((/** @type {string} */ _id, /** @type {number} */ n) => n % 2 === 0);
            return original.call(this, manager, contestId, half, reason);
          },
      );
    },
  },
  'slow-senders-stay': {
    says: 'a request may take for ever to arrive',
    foundBy: ['D24'],
    async api() {
      const { Server } = await import('node:http');
      const never = { get: () => 0, set: () => {} };
      for (const limit of ['requestTimeout', 'headersTimeout']) Object.defineProperty(Server.prototype, limit, never);
      replace(
        Server,
        'setTimeout',
        () =>
          function () {
            return this;
          },
      );
    },
  },
};

const PRELOAD = `--import=${new URL('plant-preload.mjs', import.meta.url)}`;

/** With what environment the processes of a drill have the bug. @param {string} name of the plant @returns {Record<string, string>} */
export const plantEnv = (name) => ({ NODE_OPTIONS: PRELOAD, DRILL_PLANT: name, ...PLANTS[name]?.env });
