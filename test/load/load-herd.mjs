// Profile herd: everybody starts in the first seconds of a round and hands in at its end, while others sign up. An open loop:
// people come when they come, whatever the server does. What counts is that nobody is refused or lost, how long submits
// take in the last minute, how long the queue before a start was, and when the last grade is in PostgreSQL. Before the round
// everybody's page connects, after it those who signed up sign in: so it is known what each act costs (`cpuMsPerAct`).

import { setTimeout as sleep } from 'node:timers/promises';
import { ActCosts, costEach, lookAt } from './act-costs.mjs';
import { tokenOf } from './fixture.mjs';
import { asciiJson, HttpClient, textField } from './http-client.mjs';
import { countLost, gradingLag, openContest } from './load-walk.mjs';
import { connectPages } from './load-sockets.mjs';
import { Latencies, round } from './measures.mjs';
import { changesOf, PEOPLE, PREDICTION, Walkers } from './walkers.mjs';

/** All starts are asked for within this. */
const STARTS_MS = 10_000;
/** The share of submits in the last part of the round. */
const LATE_SHARE = 0.8;
/** So long after the round stragglers and grades are waited for; the target is a minute. */
const PATIENCE_MS = 120_000;
const FAILURES_MAX = 100;
/** An api lets in no more than 10,000; half of them tell what each takes. */
const PAGES_MAX = 5_000;
/** Before the round some walk through another contest, so that no code runs for its first time in it. */
const WARM_UP_RATE = 200;
/** So long nothing is done, to see what the product takes anyhow. */
const REST_MS = 5_000;
/** As many as a process hashes at once: more would wait. */
const SIGN_INS_AT_ONCE = 2;
const [ALL_ANSWERS] = changesOf(1);

/** Everybody of one round. */
class Herd {
  steps = Object.fromEntries(
    ['start', 'save', 'submit', 'result', 'signUp', 'signIn'].map((name) => [name, new Latencies()]),
  );
  /** From the first wish to start until the paper is there. */
  waits = new Latencies();
  queued = 0;
  busy = 0;
  submitted = 0;
  done = 0;
  failures = 0;
  /** @type {Record<string, number>} what went wrong -> how often */
  errors = {};
  isOver = false;

  constructor({ urls, contestId, secret, connections, roundMs, closingMs }) {
    this.clients = urls.map((url) => new HttpClient(url, Math.ceil(connections / urls.length)));
    Object.assign(this, { contestId, secret, roundMs, closingMs });
    this.beganMs = performance.now();
  }

  fail(what) {
    this.errors[what] = (this.errors[what] ?? 0) + 1;
    this.failures += 1;
    if (this.failures >= FAILURES_MAX) this.isOver = true;
  }

  /** @returns {Promise<string | null>} the head of the answer; null when it went wrong or nobody waits any more */
  async step(name, n, method, path, headers, body, expected) {
    const client = this.clients[n % this.clients.length];
    for (let tries = 0; !this.isOver; tries += 1) {
      const { status, head, ms } = await new Promise((resolve) =>
        client.request(method, path, headers, body, (status, answer, ms) =>
          resolve({ status, head: answer.subarray(0, 1_000).toString('latin1'), ms }),
        ),
      );
      if (status === expected) {
        this.steps[name].add(ms);
        return head;
      }
      if (status === 202) continue; // still being graded
      if (status !== 503) {
        this.fail(`${name}: ${status} ${textField(head, 'code')}`);
        return null;
      }
      const isQueued = textField(head, 'code') === 'START_QUEUED';
      const asked = Number(/"retryAfterSeconds":(\d+)/.exec(head)?.[1] ?? 1) * 1_000;
      if (isQueued) this.queued += 1;
      else this.busy += 1;
      // As the page does: at the moment that was said, or later each time and not all together.
      await sleep(isQueued ? asked : asked + Math.random() * 500 * 2 ** Math.min(tries, 5));
    }
    return null;
  }

  until = (ms) => sleep(Math.max(0, this.beganMs + ms - performance.now()));

  /** The whole round of one person. @param {number} n */
  async attempt(n) {
    const { roundMs, closingMs } = this;
    const startsAt = Math.random() * STARTS_MS;
    const [from, upTo] = Math.random() < LATE_SHARE ? [roundMs - closingMs, roundMs] : [STARTS_MS, roundMs - closingMs];
    const endsAt = Math.max(startsAt, from + Math.random() * (upTo - from));
    await this.until(startsAt);
    const who = `authorization: Bearer ${tokenOf(this.secret, n)}\r\nidempotency-key: herd-${n}-0000\r\n`;
    const head = await this.step('start', n, 'POST', `/api/rounds/${this.contestId}-1/attempts`, who, '', 201);
    if (head === null) return;
    this.waits.add(performance.now() - this.beganMs - startsAt);
    const [path, writer] = [`/api/attempts/${textField(head, 'attemptId')}`, textField(head, 'writer')];
    const token = `x-attempt-token: ${textField(head, 'token')}\r\n`;
    await this.until((startsAt + endsAt) / 2);
    const save = `{"writer":"${writer}","seq":1,"changes":${ALL_ANSWERS}}`;
    if ((await this.step('save', n, 'PUT', `${path}/answers`, token, save, 200)) === null) return;
    await this.until(endsAt);
    const submit = `{"writer":"${writer}","seq":2,"changes":[],"prediction":${PREDICTION}}`;
    if ((await this.step('submit', n, 'POST', `${path}/submit`, token, submit, 200)) === null) return;
    this.submitted += 1;
    await this.step('result', n, 'GET', `${path}/result?wait=5s`, token, '', 200);
  }

  /** People at the door beside them: each costs a password's hash. @param {number} n */
  signUp(n) {
    const person = { ...credentialsOf(n), fullName: 'Nguyen Van An', birthDate: null };
    return this.step('signUp', n, 'POST', '/api/accounts', '', asciiJson(person), 201);
  }

  /** Those who signed up come again, nobody else beside them. @param {number} count */
  async signInAll(count) {
    let next = 0;
    const some = async () => {
      for (let n = next++; n < count; n = next++)
        await this.step('signIn', n, 'POST', '/api/sessions', '', asciiJson(credentialsOf(n)), 201);
    };
    await Promise.all(Array.from({ length: SIGN_INS_AT_ONCE * this.clients.length }, some));
  }
}

/** Of the person who was the n-th to sign up. @param {number} n */
const credentialsOf = (n) => ({ phone: `09${String(10_000_000 + n)}`, password: `mat khau rieng ${n} cua toi` });

/** @param {{ stack: import('../../scripts/stack.mjs').Stack, db: import('pg').Client, options: any, signal: AbortSignal }} of */
async function warmUp({ stack, db, options, signal }) {
  const seconds = options['warm-up'];
  const { contestId, secret } = await openContest(db, { slug: 'lam-nong', people: seconds * WARM_UP_RATE });
  const walkers = new Walkers({ urls: stack.urls, contestId, secret, saves: 1, connections: 16 });
  walkers.rate = WARM_UP_RATE;
  walkers.begin();
  await sleep(seconds * 1_000, undefined, { signal });
  await walkers.drain(30_000);
}

export async function measureHerd({ stack, db, log, options, at, signal }) {
  const people = Math.min(options.people, PEOPLE);
  const [roundMs, closingMs] = [options.round * 1_000, options.closing * 1_000];
  const contest = await openContest(db);
  const { contestId, secret } = contest;
  // First, for a process that has worked has memory to spare, and would not show what pages take.
  const pages = Math.min(people, PAGES_MAX);
  const page = await log.step(`${pages} trang kết nối`, () => connectPages({ stack, contestId, count: pages, signal }));
  await warmUp({ stack, db, options, signal });
  const [before, from] = [await at(), (await db.query('SELECT contest_clock() AS now')).rows[0].now];
  const herd = new Herd({ ...options, urls: stack.urls, contestId, secret, roundMs, closingMs });
  const acts = new ActCosts(stack.pids, {
    start: () => herd.steps.start.total,
    save: () => herd.steps.save.total,
    submit: () => herd.steps.submit.total,
  });
  acts.begin();
  log.line(`  ${people} người, đợt ${options.round} giây, ${options['sign-ups']} đăng ký mỗi giây bên cạnh`);
  const walks = Array.from({ length: people }, (_, n) => herd.attempt(n));
  const ups = Array.from({ length: Math.floor(options['sign-ups'] * options.round) }, async (_, n) => {
    await herd.until((n * 1_000) / options['sign-ups']);
    await herd.signUp(n);
  });
  // Not waited for once everybody is done.
  const bound = sleep(roundMs + PATIENCE_MS, 'late', { signal, ref: false });
  const isLate = (await Promise.race([Promise.all([...walks, ...ups]), bound])) === 'late';
  if (isLate) {
    herd.fail('people never ended');
    herd.isOver = true;
  }
  const handedIn = performance.now();
  let graded = 0;
  for (let waited = 0; waited < PATIENCE_MS; waited = performance.now() - handedIn) {
    const { rows } = await db.query('SELECT count(*)::int AS n FROM grade WHERE contest_id = $1', [contestId]);
    graded = rows[0].n;
    if (graded >= herd.submitted) break;
    await sleep(100, undefined, { signal });
  }
  acts.end();
  const [to, after] = [(await db.query('SELECT contest_clock() AS now')).rows[0].now, await at()];
  const seconds = (performance.now() - herd.beganMs) / 1_000;
  const backlogSeconds = round((performance.now() - handedIn) / 1_000, 2);
  const lost = await countLost(db, contestId, herd.submitted);
  if (lost !== 0) herd.fail(`lost answers or grades: ${lost}`);
  const alone = lookAt(stack.pids);
  await sleep(REST_MS, undefined, { signal });
  const atDoor = lookAt(stack.pids);
  await log.step(`${ups.length} người đăng nhập`, () => herd.signInAll(ups.length));
  const signIn = costEach([atDoor, lookAt(stack.pids)], [alone, atDoor], ups.length);
  for (const client of herd.clients) client.close();
  // A sign-up hashes a password and opens a session as a sign-in does.
  const signUps = Object.fromEntries(Object.entries(signIn).map(([name, ms]) => [name, ms * options['sign-ups']]));
  const steps = Object.entries(herd.steps).map(([name, latencies]) => [name, latencies.summary()]);
  return {
    before,
    after,
    attempts: graded,
    seconds,
    measuredOn: from.toISOString().slice(0, 10),
    people,
    roundSeconds: options.round,
    closingSeconds: options.closing,
    submitsPerSecond: round((people * LATE_SHARE) / options.closing, 0),
    signUpsPerSecond: options['sign-ups'],
    steps: Object.fromEntries(steps),
    untilStarted: herd.waits.summary(),
    timesQueued: herd.queued,
    backlogSeconds,
    gradingLag: await gradingLag(db, contestId, from, to),
    cpuMsPerAct: { connect: page.cpuMs, signIn, ...acts.costs(signUps) },
    kibPerPage: page.kib,
    busy: herd.busy,
    errors: herd.errors,
  };
}
