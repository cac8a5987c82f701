// One attempt of one person, through the front door: start, answers in one to three saves with pauses between, submit with a
// prediction, and for some a look at the result. What goes wrong on networks goes wrong here too: requests are repeated,
// attempts are taken over by another device or left behind. Each step says what the rules must answer.

import { setTimeout as sleep } from 'node:timers/promises';
import { asciiJson, textField } from './http-client.mjs';
import { Latencies } from './measures.mjs';
import { chooseAnswers, split } from './replay-answers.mjs';

const TRIES_MAX = 20;
/** Shares of the attempts with something out of the ordinary. */
const ODDS = { startTwice: 0.02, saveTwice: 0.03, submitTwice: 0.03, takenOver: 0.01, looksAtResult: 0.2 };
/** Something that no lawful retry mended; the attempt is given up and counted as an error. */
class Unexpected extends Error {}

/** What everybody at the front door shares. */
export class FrontDoor {
  steps = { start: new Latencies(), save: new Latencies(), submit: new Latencies(), result: new Latencies() };
  /** @type {Record<string, number>} refusals that the rules demand, by code */
  refusedByRule = {};
  /** @type {Record<string, number>} what went wrong -> how often */
  errors = {};
  /** Answers "busy" and lost connections that were tried again. */
  retries = 0;

  /** @param {import('./http-client.mjs').HttpClient[]} clients one for each api */
  constructor(clients) {
    this.clients = clients;
    this.turn = 0;
  }

  /** Whether a request begun now would go out at once. */
  hasRoom() {
    return this.clients.every(({ free }) => free.length > 0);
  }

  /** @param {string} what */
  fail(what) {
    this.errors[what] = (this.errors[what] ?? 0) + 1;
  }

  /**
   * A request, tried again while the server says "busy" or the connection breaks: every request here may be repeated.
   * @param {keyof FrontDoor['steps'] | null} step whose latency is counted
   * @param {string} method @param {string} path @param {string} headers @param {string} [body]
   * @returns {Promise<{ status: number, text: string }>}
   */
  async ask(step, method, path, headers, body = '') {
    for (let tries = 1; ; tries += 1) {
      const client = this.clients[this.turn++ % this.clients.length]; // nothing of an attempt lives in one process
      const answer = await new Promise((resolve) =>
        client.request(method, path, headers, body, (status, bytes, ms) =>
          resolve({ status, text: bytes.toString('utf8'), ms }),
        ),
      );
      const isBusy = answer.status === 503 || answer.status === 0 || answer.status === 429;
      if (!isBusy || tries === TRIES_MAX) {
        if (step) this.steps[step].add(answer.ms);
        return answer;
      }
      this.retries += 1;
      await sleep(100 * Math.min(tries, 10));
    }
  }

  /** Asks and expects one status. @returns {Promise<string>} the body */
  async expect(status, step, method, path, headers, body) {
    const answer = await this.ask(step, method, path, headers, body);
    if (answer.status === status) return answer.text;
    throw new Unexpected(`${step ?? path}: ${answer.status} ${textField(answer.text, 'code')}`);
  }

  /** Asks for something that a rule forbids and counts the refusal. */
  async expectRefusal(code, step, method, path, headers, body) {
    const answer = await this.ask(step, method, path, headers, body);
    const given = textField(answer.text, 'code');
    if (given !== code) throw new Unexpected(`${step ?? path}: ${answer.status} ${given} instead of ${code}`);
    this.refused(code);
  }

  /** @param {string} code */
  refused(code) {
    this.refusedByRule[code] = (this.refusedByRule[code] ?? 0) + 1;
  }
}

/**
 * @typedef {object} Visit how this attempt goes
 * @property {string} token of the session
 * @property {string} startKey
 * @property {boolean} isPerfect
 * @property {boolean} isAbandoned left after the first save: the sweeper closes it
 * @property {number} pauseMs real ms between two steps
 * @property {((saveLate: (code: string) => Promise<void>) => Promise<boolean>) | null} beforeSubmit waits for the moment of
 *   the submit, all answers saved, and says whether the grace may be over by then; null: submits when ready
 */

/**
 * Plays one attempt to its end.
 * @param {FrontDoor} door @param {{ address: string, keyOf: (question: object) => number[], random: object }} round
 * @param {Visit} visit
 * @returns {Promise<boolean>} false when it went other than the rules say; told in door.errors
 */
export async function playAttempt(door, round, visit) {
  try {
    await play(door, round, visit);
    return true;
  } catch (error) {
    if (!(error instanceof Unexpected)) throw error;
    door.fail(error.message);
    return false;
  }
}

async function play(door, { address, keyOf, random }, visit) {
  const signedIn = `authorization: Bearer ${visit.token}\r\n`;
  const start = () =>
    door.expect(
      201,
      'start',
      'POST',
      `/api/rounds/${address}/attempts`,
      `${signedIn}idempotency-key: ${visit.startKey}\r\n`,
    );
  const begun = await start();
  const paper = JSON.parse(begun);
  if (random.chance(ODDS.startTwice)) {
    const again = JSON.parse(await start());
    if (again.attemptId !== paper.attemptId || again.writer !== paper.writer)
      throw new Unexpected('start twice is not once');
  }
  const path = `/api/attempts/${paper.attemptId}`;
  const { changes, right } = chooseAnswers(paper.questions, keyOf, visit.isPerfect, random);
  const parts = split(changes, visit.isAbandoned ? 3 : 1 + random.below(3));
  let { writer, token } = paper;
  let seq = 0;
  const body = (part, more = {}) => asciiJson({ writer, seq, changes: part, ...more });
  const held = () => `x-attempt-token: ${token}\r\n`;
  const save = () => door.expect(200, 'save', 'PUT', `${path}/answers`, held(), body(parts[0]));

  // The last part may travel with the submit; where the submit comes at the last moment, everything is saved before.
  const withSubmit = visit.beforeSubmit || random.chance(0.7) ? [] : (parts.pop() ?? []);
  while (parts.length > 0) {
    await sleep(visit.pauseMs);
    seq += 1;
    const receipt = await save();
    if (random.chance(ODDS.saveTwice) && (await save()) !== receipt) throw new Unexpected('save twice is not once');
    parts.shift();
    if (visit.isAbandoned) return;
    if (random.chance(ODDS.takenOver)) {
      const before = [held(), body([])];
      ({ writer, token } = JSON.parse(await door.expect(200, null, 'POST', `${path}/resume`, signedIn)));
      const late = asciiJson({ ...JSON.parse(before[1]), seq: seq + 1 });
      await door.expectRefusal('ATTEMPT_TAKEN_OVER', 'save', 'PUT', `${path}/answers`, before[0], late);
      seq = 0;
    }
  }
  await sleep(visit.pauseMs);
  const mayBeLate = await visit.beforeSubmit?.(async (code) => {
    const late = asciiJson({ writer, seq: seq + 1, changes: [{ position: 1, options: [1] }] });
    await door.expectRefusal(code, 'save', 'PUT', `${path}/answers`, held(), late);
  });
  seq += 1;
  const sheet = body(withSubmit, { prediction: 200_000 + random.below(80_000) });
  const submit = () => door.ask('submit', 'POST', `${path}/submit`, held(), sheet);
  const first = await submit();
  // Too late even for the grace: refused, and closed with what was saved, which is everything.
  if (mayBeLate && textField(first.text, 'code') === 'DEADLINE_PASSED') return door.refused('DEADLINE_PASSED');
  if (first.status !== 200) throw new Unexpected(`submit: ${first.status} ${textField(first.text, 'code')}`);
  if (random.chance(ODDS.submitTwice) && (await submit()).text !== first.text)
    throw new Unexpected('submit twice is not once');
  if (random.chance(ODDS.looksAtResult)) await lookAtResult(door, path, held(), right);
}

/** Waits for the grade: it must be the one that the answers earned. */
async function lookAtResult(door, path, headers, right) {
  for (let tries = 1; tries <= TRIES_MAX; tries += 1) {
    const answer = await door.ask('result', 'GET', `${path}/result?wait=5s`, headers);
    if (answer.status === 202) continue; // still in the queue
    const result = answer.status === 200 ? JSON.parse(answer.text) : {};
    if (result.state === 'graded' && result.score === right * 1000) return;
    throw new Unexpected(
      `result: ${answer.status} state ${result.state}, score ${result.score} instead of ${right * 1000}`,
    );
  }
  throw new Unexpected('result: never graded');
}
