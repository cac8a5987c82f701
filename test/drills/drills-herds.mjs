// D14, D15: everybody at once, bounded in people and seconds so that this machine can tell something by it.

import { setTimeout as sleep } from 'node:timers/promises';
import { asciiJson, HttpClient } from '../load/http-client.mjs';
import { Latencies } from '../load/measures.mjs';
import { play } from './stage.mjs';

const START_P95_MS = 2_000;
const SUBMIT_P99_MS = 2_000;
const BACKLOG_SECONDS = 60;
const HERD_MS = 10_000;
/** Each person has one of their own, as in life, up to what one process of a drill can hold. */
const HERD_CONNECTIONS_MAX = 2_000;
/** Accounts that sign in in turn. */
const ACCOUNTS = 20;
const PASSWORD = 'mat khau cua buoi dien tap';

/** The door at which people sign in with phone and password: each costs a hash. */
class Door {
  said = '';

  /** @param {string} url @param {number} perSecond */
  constructor(url, perSecond) {
    this.perSecond = perSecond;
    this.http = new HttpClient(url, Math.max(8, perSecond * 4), 20_000);
  }

  /** Their accounts, made before. */
  async open() {
    const first = 910_000_000 + Math.floor(Math.random() * 80_000_000);
    this.phones = Array.from({ length: this.perSecond > 0 ? ACCOUNTS : 0 }, (_, n) => `0${first + n}`);
    for (const phone of this.phones) {
      const body = asciiJson({ phone, password: PASSWORD, fullName: 'Nguyen Van An', birthDate: null });
      if (!(await this.post('/api/accounts', body, 201))) throw new Error(`no account: ${this.said}`);
    }
  }

  /** @param {number} n */
  signIn(n) {
    return this.post('/api/sessions', asciiJson({ phone: this.phones?.[n % ACCOUNTS], password: PASSWORD }), 201);
  }

  /** As the page does: who is told to come later comes later. @param {string} path @param {string} body @param {number} wanted */
  async post(path, body, wanted) {
    for (let tries = 0; tries < 60; tries += 1) {
      const status = await new Promise((resolve) =>
        this.http.request('POST', path, '', body, (code, bytes) => {
          this.said = `${code} ${bytes.toString('utf8', 0, 200)}`;
          resolve(code);
        }),
      );
      if (status === wanted) return true;
      if (status !== 503 && status !== 429 && status !== 0) return false;
      await sleep(500 + Math.random() * 1_000);
    }
    return false;
  }

  close() {
    this.http.close();
  }
}

/** @type {import('./drill.mjs').Drill[]} */
export const herdDrills = [
  {
    id: 'D14',
    title:
      'a herd of starts in ten seconds (--people N; 5,000 wanted) with people who sign in beside it (--sign-ins N a second)',
    run: async (stage, { seed, people, signIns }) => {
      const starts = new Latencies();
      const signedIn = new Latencies();
      const done = await play(stage, {
        seed,
        citizens: 4,
        people: 1_000 + people,
        drainSeconds: 120 + people / 20,
        act: async ({ citizens, miss }) => {
          const herd = citizens.alike(Math.min(people, HERD_CONNECTIONS_MAX));
          const door = new Door(stage.url, signIns);
          try {
            await door.open();
            let refused = 0;
            const one = async (/** @type {number} */ n) => {
              await sleep(stage.random() * HERD_MS);
              const from = performance.now();
              const held = await herd.start(1_000 + n, `herd-${n}-0000`);
              starts.add(performance.now() - from);
              if (!held) refused += 1;
              else await herd.submit(held, herd.someChanges(held));
            };
            const signing = Array.from({ length: (signIns * HERD_MS) / 1_000 }, async (_, n) => {
              await sleep((n * 1_000) / signIns);
              const from = performance.now();
              if (await door.signIn(n)) signedIn.add(performance.now() - from);
              else miss(`somebody could not sign in: ${door.said}`);
            });
            await Promise.all([...Array.from({ length: people }, (_, n) => one(n)), ...signing]);
            if (refused > 0) miss(`${refused} starts were refused`);
            return { people, signIns, startMs: starts.summary(), signInMs: signedIn.summary() };
          } finally {
            herd.close();
            door.close();
          }
        },
      });
      if (starts.percentile(0.95) > START_P95_MS)
        done.late.push(`start p95 ${starts.percentile(0.95)} ms (allowed: ${START_P95_MS})`);
      return done;
    },
  },
  {
    id: 'D15',
    title: 'a herd of submits in the last seconds (600 people here), those of the grace among them',
    run: async (stage, { seed }) => {
      const submits = new Latencies();
      const done = await play(stage, {
        seed,
        citizens: 2,
        rules: { timing: { durationMs: 40_000, graceMs: 5_000, atRoundEnd: 'cut' } },
        act: async ({ citizens, miss }) => {
          const herd = citizens.alike(128);
          try {
            let refused = 0;
            const one = async (/** @type {number} */ n) => {
              const held = await herd.start(1_000 + n, `herd-${n}-0000`);
              if (!held) return;
              await herd.save(held, herd.someChanges(held));
              // Four of five in the last three seconds; the timers of the page at the very end.
              const at =
                n % 5 === 0 ? held.deadlineAt - 10_000 : held.deadlineAt - Math.max(0, stage.random() * 4_000 - 1_000);
              await sleep(Math.max(0, at - Date.now()));
              const from = performance.now();
              if (!(await herd.submit(held, herd.someChanges(held)))) refused += 1;
              submits.add(performance.now() - from);
            };
            await Promise.all(Array.from({ length: 600 }, (_, n) => one(n)));
            if (refused > 0) miss(`${refused} submits sent in time were refused`);
            return { submitMs: submits.summary() };
          } finally {
            herd.close();
          }
        },
      });
      if (submits.percentile(0.99) > SUBMIT_P99_MS)
        done.late.push(`submit p99 ${submits.percentile(0.99)} ms (allowed: ${SUBMIT_P99_MS})`);
      if (done.gradingLagSeconds.max > BACKLOG_SECONDS)
        done.late.push(`graded only after ${done.gradingLagSeconds.max} s`);
      return done;
    },
  },
];
