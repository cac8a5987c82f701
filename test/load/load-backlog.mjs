// Profile backlog: a worker that was away comes back to a queue full of submitted attempts. The attempts and their jobs are
// put in place as the front door leaves them; what is measured is how soon the last grade is in PostgreSQL, and how much
// the front door suffers meanwhile.

import { setTimeout as sleep } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { gradingLag, openContest } from './load-walk.mjs';
import { progressBar } from './progress.mjs';
import { PEOPLE, Walkers } from './walkers.mjs';

/** The front door's own group: submits that share a commit share a job. */
const JOB_ATTEMPTS = 200;
const CHUNK = 20_000;
/** Papers in use; attempts take them in turn. */
const PAPERS = 500;
/** The front door is asked by so many people while the backlog is worked off, and before, to compare. */
const VISITORS = 2;
const IDLE_MS = 5_000;

/**
 * Attempts that were handed in, of ordinary shape: fifteen of the bank's questions in a drawn order, an answer to each.
 * @param {import('pg').ClientBase} db @param {number} contestId @param {number} count
 * @param {number} [people] who have them: the first of those enrolled
 * @param {'submitted' | 'graded'} [state] graded: nobody owes them a grade; the caller brings it
 * @param {number} [days] over which they were handed in, as many each day; left out: just now
 */
export async function insertSubmitted(db, contestId, count, people = PEOPLE, state = 'submitted', days = 1) {
  const bar = progressBar('Bài đã nộp', count);
  await db.query('DROP TABLE IF EXISTS person');
  await db.query(
    `CREATE TEMPORARY TABLE person AS
       SELECT id, contest_unit_id, audience_id, row_number() OVER (ORDER BY id) - 1 AS n
         FROM participant WHERE contest_id = ${Number(contestId)}`,
  );
  await db.query('CREATE INDEX ON person (n)');
  await db.query('ANALYZE person');
  // Each of the first `count` attempts of the people in turn: the first round of attempts, then the second …
  for (let from = 0; from < count; from += CHUNK) {
    const upTo = Math.min(from + CHUNK, count);
    await db.query(
      `WITH clock AS MATERIALIZED (
         SELECT contest_clock() AS at
       ), pool AS (
         SELECT v.id, v.kind, cardinality(v.options) AS options, row_number() OVER (ORDER BY v.id) - 1 AS n,
                count(*) OVER () AS items
           FROM item_version v WHERE v.id = ANY((SELECT pool FROM round_revision WHERE contest_id = $1 AND round_id = 1)::int[])
       ), drawn AS (
         SELECT paper, position, pool.*, (paper * 7919 + position * 104729) AS lot
           FROM generate_series(0, $4::int - 1) AS paper CROSS JOIN generate_series(1, 15) AS position
           JOIN pool ON pool.n = (paper + position * 25) % pool.items
       ), paper AS (
         SELECT paper, array_agg(id ORDER BY position) AS items,
                array_agg((lot % (ARRAY[1,1,2,6,24,120,720])[options + 1])::smallint ORDER BY position) AS orders,
                string_agg(CASE kind WHEN 'multiple' THEN substr(' abcdef', options + 1, 1) ELSE options::text END, '' ORDER BY position) AS shape,
                array_agg((1 << (lot % options))::smallint ORDER BY position) AS choices
           FROM drawn GROUP BY paper
       ), made AS MATERIALIZED (
         SELECT uuidv7() AS id, x.n, clock.at - x.n % $7::int * interval '1 day' AS submitted_at, 600000 - (x.n % 400) * 1000 AS elapsed_ms, p.id AS participant_id, p.contest_unit_id, p.audience_id, 1 + x.n / $5::int AS no, paper.*
           FROM generate_series($2::int, $3::int - 1) AS x(n)
           JOIN person p ON p.n = x.n % $5::int JOIN paper ON paper.paper = x.n % $4::int CROSS JOIN clock
       ), t AS (
         INSERT INTO attempt (contest_id, id, participant_id, attempt_no, start_key, round_id, round_revision, audience_id,
                contest_unit_id, state, seed, paper_items, paper_orders, paper_shape, started_at, deadline_at, grace_ms,
                submitted_at, closed_by, late_ms, elapsed_ms, prediction)
         SELECT $1, id, participant_id, no, 'backlog-' || n, 1, 1, audience_id, contest_unit_id, $6, 'backlog', items,
                orders, shape, submitted_at - elapsed_ms * interval '1 ms', submitted_at + interval '20 min', 60000,
                submitted_at, 'participant', 0, elapsed_ms, n FROM made
       )
       INSERT INTO answers (contest_id, attempt_id, writer, seq, choices, saved_at, sealed)
       SELECT $1, id, gen_random_uuid(), 2, choices, contest_clock(), true FROM made`,
      [contestId, from, upTo, PAPERS, people, state, days],
    );
    bar.show(upTo);
  }
  await db.query(
    `UPDATE attempt_quota q SET attempt_count = t.attempts FROM (
       SELECT participant_id, count(*)::int AS attempts FROM attempt WHERE contest_id = $1 AND start_key LIKE 'backlog-%' GROUP BY participant_id) t
      WHERE q.contest_id = $1 AND q.participant_id = t.participant_id`,
    [contestId],
  );
  await db.query('ANALYZE attempt, answers');
  bar.end(count);
}

/** The jobs as the front door would have left them. */
async function enqueue(db, env, contestId) {
  const { rows } = await db.query('SELECT id FROM attempt WHERE contest_id = $1 ORDER BY id', [contestId]);
  const connection = new Redis(env.REDIS_URL, { maxRetriesPerRequest: null });
  const queue = new Queue('grading', { connection, prefix: env.REDIS_PREFIX ?? 'cchc' });
  for (let from = 0; from < rows.length; from += JOB_ATTEMPTS * 50) {
    const jobs = [];
    for (let at = from; at < Math.min(from + JOB_ATTEMPTS * 50, rows.length); at += JOB_ATTEMPTS) {
      const attemptIds = rows.slice(at, at + JOB_ATTEMPTS).map(({ id }) => id);
      const opts = { lifo: true, jobId: `grade-${attemptIds[0]}`, attempts: 3, removeOnComplete: true };
      jobs.push({ name: 'grade', data: { contestId, attemptIds }, opts });
    }
    await queue.addBulk(jobs);
  }
  await queue.close();
  connection.disconnect();
}

export async function measureBacklog({ stack, db, log, options, at, signal }) {
  const { contestId, secret } = await openContest(db);
  const workers = Object.keys(stack.pids).filter((name) => name.startsWith('worker'));
  for (const name of workers) await stack.halt(name);
  await insertSubmitted(db, contestId, options.attempts);
  await log.step('Hàng đợi', () => enqueue(db, stack.env, contestId));
  // Two people at the front door, without waiting for grades: those come when the worker is back.
  const visit = { urls: stack.urls, contestId, secret, saves: 1, connections: VISITORS };
  const visitors = new Walkers({ ...visit, first: options.attempts, hasResult: false });
  visitors.begin();
  visitors.measureAnew();
  await sleep(IDLE_MS, undefined, { signal });
  const idle = visitors.steps.submit.summary();
  visitors.measureAnew();

  const before = await at();
  const from = (await db.query('SELECT contest_clock() AS now')).rows[0].now;
  const owed = async () => {
    const { rows } = await db.query(
      `SELECT count(*)::int AS left FROM attempt WHERE contest_id = $1 AND state = 'submitted' AND start_key LIKE 'backlog-%'`,
      [contestId],
    );
    return rows[0].left;
  };
  const bar = progressBar('Chấm bài', options.attempts);
  const begun = performance.now();
  await Promise.all(workers.map((name) => stack.resume(name)));
  const readyMs = performance.now() - begun;
  for (let left = await owed(); left > 0; left = await owed()) {
    bar.show(options.attempts - left);
    await sleep(250, undefined, { signal });
  }
  const seconds = (performance.now() - begun) / 1000;
  bar.end(options.attempts);
  const after = await at();
  const to = (await db.query('SELECT contest_clock() AS now')).rows[0].now;
  const busy = visitors.steps.submit.summary();
  await visitors.drain(10_000);
  return {
    ...{ before, after, attempts: options.attempts, seconds },
    workerReadySeconds: readyMs / 1000,
    frontDoorIdle: idle,
    frontDoorMeanwhile: busy,
    gradingLag: await gradingLag(db, contestId, from, to),
    errors: visitors.errors,
  };
}
