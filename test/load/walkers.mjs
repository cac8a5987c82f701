// People who walk through whole attempts, each connection one person after another, as fast as the answers come.

import { setTimeout as sleep } from 'node:timers/promises';
import { tokenOf } from './fixture.mjs';
import { HttpClient, textField } from './http-client.mjs';
import { Latencies } from './measures.mjs';

/** Enough that nobody makes more than a few attempts in a run, as in a real contest. */
export const PEOPLE = 30_000;
const QUESTIONS = 15;
export const PREDICTION = 240_659;
/** The run is spoilt by then; going on would only hide the reason. */
const FAILURES_MAX = 100;
/** Position p is answered with this option: both exist in every kind of question. */
const optionAt = (/** @type {number} */ position) => 1 + (position & 1);
export const MASKS = Array.from({ length: QUESTIONS }, (_, i) => 1 << (optionAt(i + 1) - 1));

/** Saves of one attempt as texts of changes: all answers in one, or one by one. @param {number} saves */
export function changesOf(saves) {
  const each = Array.from({ length: QUESTIONS }, (_, i) => `{"position":${i + 1},"options":[${optionAt(i + 1)}]}`);
  const size = Math.ceil(QUESTIONS / saves);
  return Array.from({ length: saves }, (_, i) => `[${each.slice(i * size, (i + 1) * size).join(',')}]`);
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
  /** Attempts begun a second, of all connections together; as fast as answers come unless it is set. */
  rate = Infinity;
  turnAtMs = 0;

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

  /** The next person of a connection, as soon as it is their turn. @param {HttpClient} client */
  walk(client) {
    const now = performance.now();
    this.turnAtMs = Math.max(now, this.turnAtMs + 1_000 / this.rate);
    if (this.turnAtMs === now) this.attempt(client);
    else setTimeout(() => this.attempt(client), this.turnAtMs - now);
  }

  /** One whole attempt of the next person. @param {HttpClient} client */
  attempt(client) {
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
      if (textField(body.subarray(0, 1_000).toString('latin1'), 'state') !== 'graded') this.fail('result: not graded');
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
