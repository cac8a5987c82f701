// Profile herd: everybody starts in the first seconds of a round and hands in at its end, while others sign up. An open loop:
// people come when they come, whatever the server does. What counts is that nobody is refused or lost, how long submits
// take in the last minute, how long the queue before a start was, and when the last grade is in PostgreSQL.

import { setTimeout as sleep } from 'node:timers/promises';
import { tokenOf } from './fixture.mjs';
import { asciiJson, HttpClient, textField } from './http-client.mjs';
import { countLost, gradingLag, openContest } from './load-walk.mjs';
import { Latencies, round } from './measures.mjs';
import { changesOf, PEOPLE, PREDICTION } from './walkers.mjs';

/** All starts are asked for within this. */
const STARTS_MS = 10_000;
/** The share of submits in the last part of the round. */
const LATE_SHARE = 0.8;
/** So long after the round stragglers and grades are waited for; the target is a minute. */
const PATIENCE_MS = 120_000;
const FAILURES_MAX = 100;
const [ALL_ANSWERS] = changesOf(1);

/** Everybody of one round. */
class Herd {
  steps = { start: new Latencies(), save: new Latencies(), submit: new Latencies(), signUp: new Latencies() };
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
    if ((await this.step('submit', n, 'POST', `${path}/submit`, token, submit, 200)) !== null) this.submitted += 1;
  }

  /** People at the door beside them: each costs a password's hash. @param {number} n */
  signUp(n) {
    const phone = `09${String(10_000_000 + n)}`;
    const person = { phone, password: `mat khau rieng ${n} cua toi`, fullName: 'Nguyen Van An', birthDate: null };
    return this.step('signUp', n, 'POST', '/api/accounts', '', asciiJson(person), 201);
  }
}

export async function measureHerd({ stack, db, log, options, at, signal }) {
  const people = Math.min(options.people, PEOPLE);
  const [roundMs, closingMs] = [options.round * 1_000, options.closing * 1_000];
  const contest = await openContest(db);
  const { contestId, secret } = contest;
  const [before, from] = [await at(), (await db.query('SELECT contest_clock() AS now')).rows[0].now];
  const herd = new Herd({ ...options, urls: stack.urls, contestId, secret, roundMs, closingMs });
  log.line(`  ${people} người, đợt ${options.round} giây, ${options['sign-ups']} đăng ký mỗi giây bên cạnh`);
  const walks = Array.from({ length: people }, (_, n) => herd.attempt(n));
  const ups = Array.from({ length: Math.floor(options['sign-ups'] * options.round) }, async (_, n) => {
    await herd.until((n * 1_000) / options['sign-ups']);
    await herd.signUp(n);
  });
  // Not waited for once everybody is done.
  const bound = sleep(roundMs + PATIENCE_MS, 'late', { signal, ref: false });
  if ((await Promise.race([Promise.all([...walks, ...ups]), bound])) === 'late') herd.fail('people never ended');
  herd.isOver = true;
  const handedIn = performance.now();
  let graded = 0;
  for (let waited = 0; waited < PATIENCE_MS; waited = performance.now() - handedIn) {
    const { rows } = await db.query('SELECT count(*)::int AS n FROM grade WHERE contest_id = $1', [contestId]);
    graded = rows[0].n;
    if (graded >= herd.submitted) break;
    await sleep(100, undefined, { signal });
  }
  const [to, after] = [(await db.query('SELECT contest_clock() AS now')).rows[0].now, await at()];
  const lost = await countLost(db, contestId, herd.submitted);
  if (lost !== 0) herd.fail(`lost answers or grades: ${lost}`);
  for (const client of herd.clients) client.close();
  const steps = Object.entries(herd.steps).map(([name, latencies]) => [name, latencies.summary()]);
  return {
    before,
    after,
    attempts: graded,
    seconds: (performance.now() - herd.beganMs) / 1_000,
    people,
    roundSeconds: options.round,
    closingSeconds: options.closing,
    signUpsPerSecond: options['sign-ups'],
    steps: Object.fromEntries(steps),
    untilStarted: herd.waits.summary(),
    timesQueued: herd.queued,
    backlogSeconds: round((performance.now() - handedIn) / 1_000, 2),
    gradingLag: await gradingLag(db, contestId, from, to),
    busy: herd.busy,
    errors: herd.errors,
  };
}
