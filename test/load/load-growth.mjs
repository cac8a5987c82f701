// Profile growth: does an attempt cost more where many are stored already? Two contests in one database, one with few attempts,
// one with many, each of them graded and on the boards; then people walk through whole attempts (as in lean) in one and in the
// other by turns, so that a noisy machine is noisy for both. CPU an attempt is what to compare.

import { setTimeout as sleep } from 'node:timers/promises';
import { createDataSource } from '#database';
import { ContestReader, ReconcileService } from '#results';
import { insertSubmitted } from './load-backlog.mjs';
import { countGrades, openContest } from './load-walk.mjs';
import { round, usedBetween } from './measures.mjs';
import { PEOPLE, Walkers } from './walkers.mjs';

const WARM_UP_MS = 3_000;
const ROUNDS = 2;
const TARGET_RATIO = 1.2;
/** Stored attempts a person. */
const ATTEMPTS_EACH = 5;
/** As long as a contest lasts: what looks at the last day or hour must not look at all of them. */
const DAYS = 40;

/** The points and the bytes that order a board, of the counting rule and the chain that `insertContest` gives. */
const SORT_KEY = `int4send(2147483647 - score) || int4send(duration_ms / 1000 * 1000)`;
/** What is summed up alike: the one round and the whole contest. */
const SCOPES = `(VALUES ('round', 1::smallint), ('contest', 0::smallint)) AS s(kind, id)`;

/**
 * Grades for what `insertSubmitted` left, and boards and counters as grading leaves them, by one statement a table: the best
 * attempt of each person counts, two of five have full marks.
 * @param {import('pg').Client} db @param {number} contestId
 */
async function gradeAll(db, contestId) {
  await db.query(
    `INSERT INTO grade (contest_id, attempt_id, revision, effective, marks, key_revisions, score, max_score, full_marks)
     SELECT $1, id, 1, true, array_fill(1000, ARRAY[15 - wrong]) || array_fill(0, ARRAY[wrong]), array_fill(1::smallint, ARRAY[15]),
            1000 * (15 - wrong), 15000, wrong = 0
       FROM (SELECT id, CASE WHEN prediction % 5 < 2 THEN 0 ELSE (prediction % 15)::int END AS wrong FROM attempt WHERE contest_id = $1) t`,
    [contestId],
  );
  await db.query('ANALYZE grade');
  await db.query(
    `INSERT INTO contribution (contest_id, attempt_id, round_id, audience_id, participant_id, contest_unit_id, valid, counted, score,
            full_marks, duration_ms, started_at, submitted_at, grade_revision)
     SELECT $1, t.id, t.round_id, t.audience_id, t.participant_id, t.contest_unit_id, true,
            row_number() OVER (PARTITION BY t.participant_id ORDER BY g.score DESC, t.submitted_at, t.started_at, t.id) = 1,
            g.score, g.full_marks, t.elapsed_ms, t.started_at, t.submitted_at, 1
       FROM attempt t JOIN grade g ON g.contest_id = $1 AND g.attempt_id = t.id WHERE t.contest_id = $1`,
    [contestId],
  );
  await db.query(
    `INSERT INTO standing (contest_id, scope_kind, scope_id, audience_id, participant_id, attempt_id, contest_unit_id, score, full_marks,
            duration_ms, started_at, submitted_at, attempt_count, sort_key)
     SELECT $1, s.kind, s.id, audience_id, participant_id, attempt_id, contest_unit_id, score, full_marks, duration_ms, started_at,
            submitted_at, attempts, ${SORT_KEY}
       FROM (SELECT *, count(*) OVER (PARTITION BY participant_id) AS attempts FROM contribution WHERE contest_id = $1) c, ${SCOPES}
      WHERE counted`,
    [contestId],
  );
  await db.query(
    `INSERT INTO standing_bucket SELECT contest_id, scope_kind, scope_id, audience_id, substring(sort_key FOR 7), count(*)
       FROM standing WHERE contest_id = $1 GROUP BY 1, 2, 3, 4, 5`,
    [contestId],
  );
  await db.query(
    `INSERT INTO unit_counter SELECT $1, s.kind, s.id, contest_unit_id, count(*) FILTER (WHERE counted), count(*),
            count(*) FILTER (WHERE counted), coalesce(sum(score) FILTER (WHERE counted), 0), count(*) FILTER (WHERE full_marks),
            count(*) FILTER (WHERE counted AND full_marks)
       FROM contribution, ${SCOPES} WHERE contest_id = $1 GROUP BY s.kind, s.id, contest_unit_id`,
    [contestId],
  );
  await db.query(
    `INSERT INTO score_counter SELECT $1, s.kind, s.id, audience_id, score, count(*)
       FROM contribution, ${SCOPES} WHERE contest_id = $1 GROUP BY s.kind, s.id, audience_id, score`,
    [contestId],
  );
  await db.query('UPDATE tally_mark SET version = version + 1, changed_at = contest_clock() WHERE contest_id = $1', [
    contestId,
  ]);
}

/** Whether the product's own recount finds the same. @param {string} ownerUrl @param {number} contestId */
async function refuseOtherSums(ownerUrl, contestId) {
  const owner = await createDataSource({ url: ownerUrl, poolMax: 2, applicationName: 'load-growth' }).initialize();
  try {
    const { total, tables } = await new ReconcileService(owner, new ContestReader(owner)).check(contestId);
    if (total > 0) throw new Error(`boards and counters are not what the recount finds: ${JSON.stringify(tables)}`);
  } finally {
    await owner.destroy();
  }
}

/** @param {{ api: number, worker: number, postgres: number, redis: number }} cpu */
const product = ({ api, worker, postgres, redis }) => api + worker + postgres + redis;

export async function measureGrowth({ stack, db, log, at, options, signal }) {
  const workers = Object.keys(stack.pids).filter((name) => name.startsWith('worker'));
  for (const name of workers) await stack.halt(name);
  // Sorting millions of rows with what a connection has for a look-up would go through the disk many times.
  await db.query(`SET work_mem = '512MB'; SET maintenance_work_mem = '1GB'; SET synchronous_commit = off`);
  const sides = {};
  for (const name of ['few', 'many']) {
    const stored = options[name];
    const people = Math.max(PEOPLE, Math.ceil(stored / ATTEMPTS_EACH));
    const contest = await openContest(db, { slug: `tang-${name}`, people });
    await insertSubmitted(db, contest.contestId, stored, people, 'graded', DAYS);
    await log.step('Điểm và bảng', () => gradeAll(db, contest.contestId));
    sides[name] = { ...contest, stored, attempts: 0, seconds: 0, cpu: {}, wal: 0, next: 0, errors: {} };
  }
  await log.step('VACUUM ANALYZE', () => db.query('VACUUM ANALYZE'));
  // Both were filled by the same statements, so the smaller one is enough to judge them.
  await log.step('Đếm lại', () => refuseOtherSums(stack.env.DATABASE_OWNER_URL, sides.few.contestId));
  await Promise.all(workers.map((name) => stack.resume(name)));

  for (let turn = 0; turn < ROUNDS; turn += 1)
    for (const side of Object.values(sides)) {
      const { contestId, secret, next } = side;
      const walkers = new Walkers({ ...options, urls: stack.urls, contestId, secret, saves: 1, first: next });
      walkers.begin();
      await sleep(WARM_UP_MS, undefined, { signal });
      const [before, first] = [await at(), await countGrades(db, contestId)];
      await sleep(options.seconds * 1000, undefined, { signal });
      const [last, after] = [await countGrades(db, contestId), await at()];
      await walkers.drain(30_000);
      side.next = walkers.nextPerson;
      side.attempts += last.grades - first.grades;
      side.seconds += (last.atMs - first.atMs) / 1000;
      side.wal += after.volume.wal - before.volume.wal;
      for (const [name, used] of Object.entries(usedBetween(before.usage.cpu, after.usage.cpu)))
        side.cpu[name] = (side.cpu[name] ?? 0) + used;
      for (const [what, count] of Object.entries(walkers.errors)) side.errors[what] = (side.errors[what] ?? 0) + count;
    }

  const told = Object.entries(sides).map(([name, side]) => {
    const { stored, attempts, seconds, cpu, wal } = side;
    const each = Object.entries(cpu).map(([who, used]) => [who, round((used / attempts) * 1000, 3)]);
    const figures = {
      ...{ stored, attempts, attemptsPerSecond: round(attempts / seconds, 1) },
      cpuMsPerAttempt: Object.fromEntries(each),
      walBytesPerAttempt: Math.round(wal / attempts),
    };
    return [name, figures];
  });
  const { few, many } = Object.fromEntries(told);
  const ratio = round(product(many.cpuMsPerAttempt) / product(few.cpuMsPerAttempt), 3);
  if (ratio > TARGET_RATIO) log.line(`  ! một lượt thi tốn gấp ${ratio}, hơn đích ${TARGET_RATIO}`);
  const errorKinds = { ...sides.few.errors, ...sides.many.errors };
  return {
    ...{ profile: 'growth', few, many, cpuRatio: ratio, seconds: options.seconds, turns: ROUNDS },
    connections: options.connections,
    errors: Object.values(errorKinds).reduce((sum, count) => sum + count, 0),
    errorKinds,
  };
}
