// Citizens of a drill: each walks through whole attempts and retries as the real page does, with the same keys and numbers
// until there is an answer, and writes down what was answered.

import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { tokenOf } from '../load/fixture.mjs';
import { HttpClient, textField } from '../load/http-client.mjs';
import { Latencies } from '../load/measures.mjs';

const QUESTIONS = 15;
/** The page's own figures but for the pauses, which are shorter, so that a drill sees the first moment of recovery. */
const PATIENCE_MS = 20_000;
const FIRST_PAUSE_MS = 150;
const LONGEST_PAUSE_MS = 2_000;
/** Who is not answered for so long gives up: that is a failure that a person sees. */
const GIVE_UP_MS = 120_000;

/** The text whose hash stands in a receipt, put together here a second time from its description. */
export const hashOf = (/** @type {string} */ attemptId, /** @type {number[]} */ masks) =>
  createHash('sha256')
    .update(`thi-cchc-answers-1\n${attemptId}\n${masks.join(',')}`)
    .digest('hex');

/** Statuses after which the page tries the same again. */
const isPassing = (/** @type {number} */ status) => status === 0 || status === 429 || status >= 500;

/**
 * @typedef {object} Held an attempt in the hands of its client
 * @property {number} person
 * @property {string} id
 * @property {string} token
 * @property {string} writer
 * @property {number} seq
 * @property {number[]} masks what this client has chosen
 * @property {number} deadlineAt epoch ms, as the server told it
 */

/** Success by the second, and how long steps took. */
class Watch {
  /** Every single try. @type {{ at: number, ok: boolean, ms: number }[]} */
  answers = [];
  /** From the first try to the answer, with all tries between. */
  steps = { start: new Latencies(), save: new Latencies(), submit: new Latencies(), result: new Latencies() };
  /** Submits by when they were first sent. @type {{ at: number, ms: number }[]} */
  submits = [];
  /** @type {Record<string, number>} status and code of every answer that was none of the wanted */
  kinds = {};
  gaveUp = 0;
  asked = 0;
}

export class Citizens {
  watch = new Watch();
  walking = 0;
  isStopping = false;
  /** Attempts handed in, to be looked at again. @type {Held[]} */
  handedIn = [];

  /**
   * @param {{ url: string, contestId: number, secret: string, ledger: import('./ledger.mjs').Ledger, random: () => number,
   *   connections: number, saves?: number, thinkMs?: number, prediction?: boolean, ca?: string }} wish thinkMs: the longest
   *   pause between two answers; ca: the certificate to trust, for an https address
   */
  constructor({ url, contestId, secret, ledger, random, connections, saves = 5, thinkMs = 60, prediction = true, ca }) {
    Object.assign(this, { url, contestId, secret, ledger, random, saves, thinkMs, prediction, ca });
    this.http = new HttpClient(url, connections, PATIENCE_MS, ca);
  }

  /** @param {number} count people who walk at once, one attempt after another @param {number} first @param {number} people */
  begin(count, first, people) {
    this.turn = 0;
    this.personAt = (/** @type {number} */ turn) => first + (turn % people);
    for (let i = 0; i < count; i += 1) void this.walkOn();
  }

  async walkOn() {
    while (!this.isStopping) {
      this.walking += 1;
      try {
        await this.attempt(this.personAt(this.turn++));
      } finally {
        this.walking -= 1;
      }
      if (this.watch.gaveUp > 200) this.isStopping = true; // the run is spoilt; going on would only hide the reason
    }
  }

  /** One whole attempt. @param {number} person */
  async attempt(person) {
    const held = await this.start(person, `walk-${person}-${Math.floor(this.random() * 1e9)}`);
    if (!held) return;
    for (let i = 0; i < this.saves; i += 1) {
      await sleep(this.random() * this.thinkMs);
      if (!(await this.save(held, this.someChanges(held)))) return;
    }
    if (await this.submit(held, this.someChanges(held))) await this.result(held, '1s');
  }

  /** @param {Held} held @returns {{ position: number, options: number[] }[]} options 1 and 2 are there whatever the question */
  someChanges(held) {
    const first = Math.floor(this.random() * held.masks.length);
    return [0, 1, 2].map((i) => ({
      position: 1 + ((first + i * 4) % held.masks.length),
      options: [1 + Math.floor(this.random() * 2)],
    }));
  }

  /** @param {number} person @param {string} key @returns {Promise<Held | null>} null: refused, or somebody else holds it */
  async start(person, key) {
    const headers = `${this.signedIn(person)}idempotency-key: ${key}\r\n`;
    const path = `/api/rounds/${this.contestId}-1/attempts`;
    const got = await this.ask('start', 'POST', path, headers, '', 201);
    const id = textField(got.text, 'attemptId').split('-').slice(1).join('-');
    const writer = textField(got.text, 'writer');
    this.note('start', got, { person, key, ...(got.isOk && { attempt: id, receipt: id }) });
    if (!got.isOk || writer === '') return null;
    const view = JSON.parse(got.text);
    const masks = view.answers.map((/** @type {number[]} */ options) =>
      options.reduce((sum, o) => sum | (1 << (o - 1)), 0),
    );
    return { person, id, token: view.token, writer, seq: 0, masks, deadlineAt: Date.parse(view.deadlineAt) };
  }

  /** @param {Held} held @param {{ position: number, options: number[] }[]} changes */
  save(held, changes, more = {}) {
    return this.write('save', held, changes, more);
  }

  /** @param {Held} held @param {{ position: number, options: number[] }[]} changes */
  async submit(held, changes, more = {}) {
    const isTaken = await this.write('submit', held, changes, {
      ...(this.prediction && { prediction: 240_659 }),
      ...more,
    });
    if (isTaken) this.handedIn.push(held);
    return isTaken;
  }

  /** @param {'save' | 'submit'} op @param {Held} held @param {{ position: number, options: number[] }[]} changes @param {object} more */
  async write(op, held, changes, more) {
    held.seq += 1;
    const masks = [...held.masks];
    for (const { position, options } of changes) masks[position - 1] = 1 << (options[0] - 1);
    const body = JSON.stringify({ writer: held.writer, seq: held.seq, changes, ...more });
    const path = `/api/attempts/${this.contestId}-${held.id}/${op === 'save' ? 'answers' : 'submit'}`;
    const got = await this.ask(op, op === 'save' ? 'PUT' : 'POST', path, this.holding(held), body, 200);
    this.note(op, got, {
      ...{ person: held.person, attempt: held.id, key: `${held.writer} ${held.seq}`, hash: hashOf(held.id, masks) },
      ...(got.isOk && { receipt: receiptOf(got.text) }),
    });
    if (got.isOk) held.masks = masks;
    return got.isOk;
  }

  /** @param {Held} held @param {string} wait */
  async result(held, wait) {
    const path = `/api/attempts/${this.contestId}-${held.id}/result${wait && `?wait=${wait}`}`;
    const got = await this.ask('result', 'GET', path, this.holding(held), '', 200);
    const view = got.isOk ? JSON.parse(got.text) : {};
    const key = `${held.writer} result`;
    this.note('result', got, { person: held.person, attempt: held.id, key, ...(got.isOk && { score: view.score }) });
    return got.isOk;
  }

  signedIn = (/** @type {number} */ person) => `authorization: Bearer ${tokenOf(this.secret, person)}\r\n`;
  holding = (/** @type {Held} */ held) => `x-attempt-token: ${held.token}\r\n`;

  /**
   * The same request until it is answered with more than "not now".
   * @param {keyof Watch['steps']} step
   */
  async ask(step, method, path, headers, body, wanted) {
    const firstSentAt = Date.now();
    this.watch.asked += 1;
    for (let tries = 1; ; tries += 1) {
      const sentAt = Date.now();
      const { status, text } = await this.once(method, path, headers, body);
      const answeredAt = Date.now();
      // Being graded still is an answer too: people leave and look again.
      const isOk = status === wanted || (step === 'result' && status === 202);
      this.watch.answers.push({ at: answeredAt, ok: !isPassing(status), ms: answeredAt - sentAt });
      if (!isOk) {
        const kind = `${step} ${status} ${textField(text, 'code')}`.trim();
        this.watch.kinds[kind] = (this.watch.kinds[kind] ?? 0) + 1;
      }
      if (isPassing(status) && answeredAt - firstSentAt < GIVE_UP_MS) {
        await this.pause(tries - 1);
        continue;
      }
      if (isPassing(status)) this.watch.gaveUp += 1;
      else {
        this.watch.steps[step].add(answeredAt - firstSentAt);
        if (step === 'submit') this.watch.submits.push({ at: firstSentAt, ms: answeredAt - firstSentAt });
      }
      const end = isOk ? 'ok' : isPassing(status) ? 'unknown' : 'refused';
      return { isOk, end, status, text, firstSentAt, sentAt, answeredAt, tries };
    }
  }

  /** @returns {Promise<{ status: number, text: string }>} */
  once(method, path, headers, body) {
    return new Promise((resolve) => {
      this.http.request(method, path, headers, body, (status, bytes) =>
        resolve({ status, text: bytes.toString('utf8') }),
      );
    });
  }

  /** Between half and one and a half of the pause, as the page does it. @param {number} failures */
  pause(failures) {
    return sleep(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures) * (0.5 + this.random()));
  }

  /** @param {string} op */
  note(op, { end, status, text, firstSentAt, sentAt, answeredAt, tries }, more) {
    const code = end === 'refused' ? { code: textField(text, 'code') } : {};
    this.ledger.write({ op, end, status, firstSentAt, sentAt, answeredAt, tries, ...code, ...more });
  }

  /** Lets everybody finish what was begun. @param {number} patienceMs @returns {Promise<number>} how many did not */
  async drain(patienceMs) {
    this.isStopping = true;
    for (let waited = 0; this.walking > 0 && waited < patienceMs; waited += 50) await sleep(50);
    return this.walking;
  }

  /** Everybody looks at the result once more. */
  async lookAgain() {
    const left = [...this.handedIn];
    const look = async () => {
      for (let held = left.pop(); held; held = left.pop()) await this.result(held, '');
    };
    await Promise.all(Array.from({ length: 8 }, look));
  }

  /** The same contest and ledger over connections of its own, for people who all come at once. @param {number} connections */
  alike(connections) {
    const { url, contestId, secret, ledger, random, handedIn, ca } = this;
    const others = new Citizens({ url, contestId, secret, ledger, random, connections, ca });
    return Object.assign(others, { handedIn });
  }

  close() {
    this.http.close();
  }
}

/** Everything a receipt says but the deadline, which may move with a pause. @param {string} text */
function receiptOf(text) {
  const { deadlineAt: _, ...said } = JSON.parse(text);
  return JSON.stringify(said);
}
