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

/** Grades for what `insertSubmitted` left, then boards and counters as the product's own recount makes them. */
async function gradeAll(db, ownerUrl, contestId) {
  await db.query(
    `INSERT INTO grade (contest_id, attempt_id, revision, effective, marks, key_revisions, score, max_score, full_marks)
     SELECT $1, id, 1, true, array_fill(1000, ARRAY[15 - wrong]) || array_fill(0, ARRAY[wrong]), array_fill(1::smallint, ARRAY[15]),
            1000 * (15 - wrong), 15000, wrong = 0
       FROM (SELECT id, CASE WHEN prediction % 5 < 2 THEN 0 ELSE (prediction % 15)::int END AS wrong FROM attempt WHERE contest_id = $1) t`,
    [contestId],
  );
  await db.query('ANALYZE grade');
  const owner = await createDataSource({ url: ownerUrl, poolMax: 2, applicationName: 'load-growth' }).initialize();
  try {
    await new ReconcileService(owner, new ContestReader(owner)).repair(contestId);
  } finally {
    await owner.destroy();
  }
}

/** @param {{ api: number, worker: number, postgres: number, redis: number }} cpu */
const product = ({ api, worker, postgres, redis }) => api + worker + postgres + redis;

export async function measureGrowth({ stack, db, log, at, options, signal }) {
  const workers = Object.keys(stack.pids).filter((name) => name.startsWith('worker'));
  for (const name of workers) await stack.halt(name);
  const sides = {};
  for (const name of ['few', 'many']) {
    const stored = options[name];
    const people = Math.max(PEOPLE, Math.ceil(stored / ATTEMPTS_EACH));
    const contest = await openContest(db, { slug: `tang-${name}`, people });
    await insertSubmitted(db, contest.contestId, stored, people, 'graded');
    await log.step('Điểm và bảng', () => gradeAll(db, stack.env.DATABASE_OWNER_URL, contest.contestId));
    sides[name] = { ...contest, stored, attempts: 0, seconds: 0, cpu: {}, wal: 0, next: 0, errors: {} };
  }
  await log.step('VACUUM ANALYZE', () => db.query('VACUUM ANALYZE'));
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
