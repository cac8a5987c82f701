// Profiles lean and real: people walk through whole attempts, each connection one person after another, as fast as the
// answers come. A closed loop: what is slow is seen as fewer attempts a second, and its wait in the percentiles.

import { setTimeout as sleep } from 'node:timers/promises';
import { enrolPeople, insertContest, roundRules, sampleNames } from './fixture.mjs';
import { round } from './measures.mjs';
import { MASKS, PEOPLE, Walkers } from './walkers.mjs';

/**
 * A contest whose round is open, with people who may start.
 * @param {import('pg').Client} db
 * @param {{ slug?: string, people?: number }} [wish] people: as many as ever walk at least
 */
export async function openContest(db, { slug = 'tai-thu', people = PEOPLE } = {}) {
  const { rows } = await db.query(
    `SELECT to_json(contest_clock() - interval '1 h') #>> '{}' AS opens, to_json(contest_clock() + interval '30 d') #>> '{}' AS closes`,
  );
  const { opens, closes } = rows[0];
  const contest = await insertContest(db, {
    slug,
    title: 'Cuộc thi chạy tải',
    rounds: [{ opensAt: opens, closesAt: closes, rules: roundRules() }],
  });
  const secret = `load-${slug}-${process.pid}-${performance.timeOrigin}`;
  const unitIds = Array.from({ length: people }, (_, n) => contest.unitIds[(n * n) % contest.unitIds.length]);
  const { contestId } = contest;
  await enrolPeople(db, { contestId, first: 0, unitIds, secret, names: sampleNames(), sessionEnds: closes });
  return { ...contest, secret };
}

/** How many grades the database holds, and when that was. @param {import('pg').Client} db @param {number} contestId */
export async function countGrades(db, contestId) {
  const { rows } = await db.query('SELECT count(*)::int AS grades FROM grade WHERE contest_id = $1', [contestId]);
  return { grades: rows[0].grades, atMs: performance.now() };
}

/** From submit to grade in ms, of the attempts graded in the window. @param {import('pg').Client} db */
export async function gradingLag(db, contestId, from, to) {
  const { rows } = await db.query(
    `SELECT percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY extract(epoch FROM g.graded_at - t.submitted_at) * 1000) AS lag
       FROM grade g JOIN attempt t ON t.contest_id = $1 AND t.id = g.attempt_id
      WHERE g.contest_id = $1 AND g.graded_at BETWEEN $2 AND $3`,
    [contestId, from, to],
  );
  const [p50 = 0, p95 = 0] = rows[0].lag ?? [];
  return { p50: round(p50, 1), p95: round(p95, 1) };
}

/** Submits acknowledged but not graded, or graded with other answers than were sent. */
export async function countLost(db, contestId, submitted) {
  const { rows } = await db.query(
    `SELECT count(*) FILTER (WHERE g.attempt_id IS NOT NULL)::int AS graded,
            count(*) FILTER (WHERE a.choices <> $2::smallint[])::int AS changed
       FROM answers a LEFT JOIN grade g ON g.contest_id = $1 AND g.attempt_id = a.attempt_id AND g.effective
      WHERE a.contest_id = $1 AND a.sealed`,
    [contestId, MASKS],
  );
  return submitted - rows[0].graded + rows[0].changed;
}

/** @param {import('pg').Client} db */
const clock = async (db) => (await db.query('SELECT contest_clock() AS now')).rows[0].now;

export async function measureWalk({ stack, db, log, options, profile, at, signal }) {
  const contest = await openContest(db);
  const { contestId, secret } = contest;
  const walkers = new Walkers({ ...options, urls: stack.urls, contestId, secret, saves: profile.saves });
  walkers.begin();
  await sleep(options['warm-up'] * 1000, undefined, { signal });
  const [before, from, first] = [await at(), await clock(db), await countGrades(db, contestId)];
  const sentBefore = walkers.requests;
  walkers.measureAnew();
  await sleep(options.seconds * 1000, undefined, { signal });
  const last = await countGrades(db, contestId);
  walkers.isMeasuring = false;
  const [requests, to, after] = [walkers.requests - sentBefore, await clock(db), await at()];
  await walkers.drain(30_000);
  const lost = await countLost(db, contestId, walkers.submitted);
  if (lost !== 0) walkers.fail(`lost answers or grades: ${lost}`);
  const seconds = (last.atMs - first.atMs) / 1000;
  const steps = Object.entries(walkers.steps).map(([name, latencies]) => [name, latencies.summary()]);
  return {
    before,
    after,
    attempts: last.grades - first.grades,
    seconds,
    requestsPerSecond: round(requests / seconds, 1),
    steps: Object.fromEntries(steps),
    gradingLag: await gradingLag(db, contestId, from, to),
    busy: walkers.busy,
    errors: walkers.errors,
  };
}
