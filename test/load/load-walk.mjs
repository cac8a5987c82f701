// Profiles lean and real: people walk through whole attempts, each connection one person after another, as fast as the
// answers come. A closed loop: what is slow is seen as fewer attempts a second, and its wait in the percentiles.

import { setTimeout as sleep } from 'node:timers/promises';
import { enrolPeople, insertContest, roundRules, sampleNames, tokenOf } from './fixture.mjs';
import { HttpClient, textField } from './http-client.mjs';
import { Latencies, round } from './measures.mjs';

/** Enough that nobody makes more than a few attempts in a run, as in a real contest. */
export const PEOPLE = 30_000;
const WARM_UP_MS = 4_000;
const QUESTIONS = 15;
const PREDICTION = 240_659;
/** The run is spoilt by then; going on would only hide the reason. */
const FAILURES_MAX = 100;
/** Position p is answered with this option: both exist in every kind of question. */
const optionAt = (/** @type {number} */ position) => 1 + (position & 1);
const MASKS = Array.from({ length: QUESTIONS }, (_, i) => 1 << (optionAt(i + 1) - 1));

/** Saves of one attempt as texts of changes: all answers in one, or one by one. @param {number} saves */
function changesOf(saves) {
  const each = Array.from({ length: QUESTIONS }, (_, i) => `{"position":${i + 1},"options":[${optionAt(i + 1)}]}`);
  const size = Math.ceil(QUESTIONS / saves);
  return Array.from({ length: saves }, (_, i) => `[${each.slice(i * size, (i + 1) * size).join(',')}]`);
}

/** @param {import('pg').Client} db */
export async function openContest(db) {
  const { rows } = await db.query(
    `SELECT to_json(contest_clock() - interval '1 h') #>> '{}' AS opens, to_json(contest_clock() + interval '30 d') #>> '{}' AS closes`,
  );
  const { opens, closes } = rows[0];
  const contest = await insertContest(db, {
    slug: 'tai-thu',
    title: 'Cuộc thi chạy tải',
    rounds: [{ opensAt: opens, closesAt: closes, rules: roundRules() }],
  });
  const secret = `load-${process.pid}-${performance.timeOrigin}`;
  const unitIds = Array.from({ length: PEOPLE }, (_, n) => contest.unitIds[(n * n) % contest.unitIds.length]);
  const { contestId } = contest;
  await enrolPeople(db, { contestId, first: 0, unitIds, secret, names: sampleNames(), sessionEnds: closes });
  return { ...contest, secret };
}

const newSteps = () => ({
  start: new Latencies(),
  save: new Latencies(),
  submit: new Latencies(),
  result: new Latencies(),
});

/** Everybody who walks: one person at a time on each connection. */
export class Walkers {
  steps = newSteps();
  isMeasuring = false;
  isStopping = false;
  /** Walks under way. */
  walking = 0;
  /** Submits that were acknowledged since the beginning. */
  submitted = 0;
  /** Answers "busy, come back": lawful, tried again, counted. */
  busy = 0;
  /** @type {Record<string, number>} what went wrong -> how often */
  errors = {};
  failures = 0;

  /**
   * @param {{ urls: string[], contestId: number, secret: string, saves: number, connections: number, first?: number,
   *   hasResult?: boolean }} wish first: number of the first person; hasResult: whether they wait for their grade
   */
  constructor({ urls, contestId, secret, saves, connections, first = 0, hasResult = true }) {
    this.nextPerson = first;
    this.hasResult = hasResult;
    this.clients = urls.map((url) => new HttpClient(url, Math.ceil(connections / urls.length)));
    this.startPath = `/api/rounds/${contestId}-1/attempts`;
    this.changes = changesOf(saves);
    this.secret = secret;
  }

  begin() {
    for (const client of this.clients) for (const _ of client.all) this.walk(client);
  }

  /** Forgets the latencies so far. */
  measureAnew() {
    this.steps = newSteps();
    this.isMeasuring = true;
  }

  get requests() {
    return this.clients.reduce((sum, client) => sum + client.sent, 0);
  }

  /** One whole attempt of the next person. @param {HttpClient} client */
  walk(client) {
    if (this.isStopping) return;
    this.walking += 1;
    const person = this.nextPerson++;
    const headers = `authorization: Bearer ${tokenOf(this.secret, person % PEOPLE)}\r\nidempotency-key: walk-${person}-0000\r\n`;
    this.step(client, 'start', 'POST', this.startPath, headers, '', 201, (body) => {
      const head = body.latin1Slice(0, 1_000);
      const path = `/api/attempts/${textField(head, 'attemptId')}`;
      const writer = textField(head, 'writer');
      this.save(client, path, `x-attempt-token: ${textField(head, 'token')}\r\n`, writer, 1);
    });
  }

  /** @param {HttpClient} client @param {string} path @param {string} headers @param {string} writer @param {number} seq */
  save(client, path, headers, writer, seq) {
    if (seq > this.changes.length) return this.submit(client, path, headers, writer, seq);
    const body = `{"writer":"${writer}","seq":${seq},"changes":${this.changes[seq - 1]}}`;
    this.step(client, 'save', 'PUT', `${path}/answers`, headers, body, 200, () =>
      this.save(client, path, headers, writer, seq + 1),
    );
  }

  /** @param {HttpClient} client @param {string} path @param {string} headers @param {string} writer @param {number} seq */
  submit(client, path, headers, writer, seq) {
    const body = `{"writer":"${writer}","seq":${seq},"changes":[],"prediction":${PREDICTION}}`;
    this.step(client, 'submit', 'POST', `${path}/submit`, headers, body, 200, () => {
      this.submitted += 1;
      if (this.hasResult) return this.result(client, path, headers);
      this.walking -= 1;
      this.walk(client);
    });
  }

  /** @param {HttpClient} client @param {string} path @param {string} headers */
  result(client, path, headers) {
    this.step(client, 'result', 'GET', `${path}/result?wait=5s`, headers, '', 200, (body) => {
      if (!body.latin1Slice(0, 200).includes('"state":"graded"')) this.fail('result: not graded');
      this.walking -= 1;
      this.walk(client);
    });
  }

  /**
   * @param {HttpClient} client @param {keyof Walkers['steps']} name @param {string} method @param {string} path
   * @param {string} headers @param {string} body @param {number} expected @param {(body: Buffer) => void} next
   */
  step(client, name, method, path, headers, body, expected, next) {
    client.request(method, path, headers, body, (status, answer, ms) => {
      if (status === expected) {
        if (this.isMeasuring) this.steps[name].add(ms);
        return next(answer);
      }
      const again = () => this.step(client, name, method, path, headers, body, expected, next);
      if (status === 503) {
        this.busy += 1;
        return void setTimeout(again, 200);
      }
      if (status === 202) return again(); // still being graded
      this.fail(`${name}: ${status} ${textField(answer.toString('utf8'), 'code')}`);
      this.walking -= 1;
      this.walk(client);
    });
  }

  /** @param {string} what */
  fail(what) {
    this.errors[what] = (this.errors[what] ?? 0) + 1;
    this.failures += 1;
    if (this.failures >= FAILURES_MAX) this.isStopping = true;
  }

  /** Lets everybody finish what was begun. @param {number} patienceMs */
  async drain(patienceMs) {
    this.isStopping = true;
    for (let waited = 0; this.walking > 0 && waited < patienceMs; waited += 50) await sleep(50);
    if (this.walking > 0) this.fail(`${this.walking} attempts never ended`);
    for (const client of this.clients) client.close();
  }
}

/** How many grades the database holds, and when that was. @param {import('pg').Client} db @param {number} contestId */
async function countGrades(db, contestId) {
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
async function countLost(db, contestId, submitted) {
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
  await sleep(WARM_UP_MS, undefined, { signal });
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
