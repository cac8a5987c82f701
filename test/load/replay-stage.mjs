// The sessions of a round: people come as fast as the front door takes them, the last of them until the round closes.

import { setTimeout as sleep } from 'node:timers/promises';
import { playAttempt } from './replay-person.mjs';
import { PER_DAY } from './replay-plan.mjs';

/** Attempts open at once: people who think between two saves. */
const OPEN_MAX = 3_000;
const ABANDONED = 0.015;
/** Time limit and grace of an attempt, and a minute. After them comes the sweeper's margin of 30 s, which is real time. */
const SETTLED_MS = 33 * 60_000;
/** Of those who used up their day, how many try once more. */
const ONE_MORE = 0.25;
/** Shares of a rush that come in its last minutes, and after the close. */
const LAST_MINUTES = 0.02;
const LATE_COMERS = 0.01;

/** One contest being played. */
export class Stage {
  played = 0;
  open = 0;
  /** Attempts a second so far, for the length of the next rush. */
  rate = 100;
  /** Contest time (epoch ms) from which whatever was left open by then can no longer be gone on with. */
  quietFrom = 0;
  /** People of this session whose attempt was left open. @type {Set<number>} */
  abandoned = new Set();

  /**
   * @param {{ door: import('./replay-person.mjs').FrontDoor, clock: import('./replay-clock.mjs').ScaledClock,
   *   contestId: number, keyOf: (question: object) => number[], random: object, tokenOf: (person: number) => string,
   *   pause: { fromMs: number, toMs: number }, onPlayed: (played: number) => void, signal: AbortSignal }} scene
   *   pause: real ms that an attempt takes beside its requests, between these two
   */
  constructor(scene) {
    this.scene = scene;
  }

  /** @param {object} session of the plan */
  async play(session) {
    const { clock, signal } = this.scene;
    this.abandoned.clear();
    const { round, kind } = session;
    const closesMs = Date.parse(round.closesAt);
    const isRush = kind === 'rush';
    const lastCount = isRush ? Math.max(1, Math.round(session.visits.length * LAST_MINUTES)) : 0;
    // In the last minutes there is time for one attempt: those who make two came before.
    const singles = session.visits.filter(({ perfect }) => perfect.length === 1);
    const last = new Set(singles.slice(0, lastCount));
    const visits = session.visits.filter((visit) => !last.has(visit));

    // A rush is begun four times as early as it should need, and never before the session before it.
    const needMs = (visits.length / this.rate) * 4_000 * clock.scale + 30 * 60_000;
    const startsMs = isRush ? closesMs - needMs : Date.parse(session.startsAt);
    await clock.jumpTo(Math.max(clock.now(), this.quietFrom, startsMs));
    const began = performance.now();
    await this.playAll(visits, session);
    this.rate = Math.max(20, (visits.length / (performance.now() - began)) * 1_000);
    signal.throwIfAborted();
    if (clock.now() > closesMs)
      throw new Error(`round ${round.id} closed before everybody had played: this machine is too slow`);
    if (isRush) await this.playLastMinutes([...last], session, closesMs);
    this.quietFrom = clock.now() + SETTLED_MS + 30_000 * clock.scale;
  }

  /** Keeps the front door busy until all have played: something new is begun whenever nobody waits for a connection. */
  async playAll(visits, session) {
    const { door, signal } = this.scene;
    let next = 0;
    let left = visits.length;
    await new Promise((resolve, reject) => {
      if (left === 0) return resolve(undefined);
      const pump = () => {
        if (signal.aborted) return reject(signal.reason);
        while (next < visits.length && this.open < OPEN_MAX && door.hasRoom()) {
          this.visit(visits[next++], session).then(() => {
            left -= 1;
            if (left === 0) return resolve(undefined);
            pump();
          }, reject);
        }
      };
      for (const client of door.clients) client.onIdle = pump;
      pump();
    });
    for (const client of door.clients) client.onIdle = () => {};
  }

  /** One person's attempts of a session, one after the other. */
  async visit({ person, perfect }, session) {
    const { random } = this.scene;
    for (const [n, isPerfect] of perfect.entries()) {
      const isLast = n === perfect.length - 1; // who leaves an attempt open cannot begin another at once
      const isAbandoned = isLast && !isPerfect && random.chance(ABANDONED);
      if (isAbandoned) this.abandoned.add(person);
      await this.attempt({ person, isPerfect, session, n, isAbandoned });
    }
    if (this.abandoned.has(person)) return;
    if (perfect.length === PER_DAY && session.kind !== 'rush' && random.chance(ONE_MORE))
      await this.refusedStart(person, session, 'ATTEMPT_LIMIT_REACHED');
  }

  /** @param {{ person: number, isPerfect: boolean, session: object, n: number, isAbandoned?: boolean, beforeSubmit?: object }} one */
  async attempt({ person, isPerfect, session, n, isAbandoned = false, beforeSubmit = null }) {
    const { door, contestId, keyOf, random, tokenOf, pause, onPlayed } = this.scene;
    const round = { address: `${contestId}-${session.round.id}`, keyOf, random };
    const pauseMs = (pause.fromMs + random.next() * (pause.toMs - pause.fromMs)) / 3;
    const startKey = `p${person}-${session.round.id}-${session.kind}-${n}`;
    this.open += 1;
    await playAttempt(door, round, { token: tokenOf(person), startKey, isPerfect, isAbandoned, pauseMs, beforeSubmit });
    this.open -= 1;
    this.played += 1;
    onPlayed(this.played);
  }

  /** Somebody whom the rules must turn away. */
  async refusedStart(person, session, code) {
    const { door, contestId, tokenOf } = this.scene;
    const headers = `authorization: Bearer ${tokenOf(person)}\r\nidempotency-key: refused-${person}-${session.round.id}-${session.kind}\r\n`;
    const path = `/api/rounds/${contestId}-${session.round.id}/attempts`;
    try {
      await door.expectRefusal(code, 'start', 'POST', path, headers);
    } catch (error) {
      door.fail(error.message);
    }
  }

  /** The close itself: submits up to the last moment and in the grace, saves and starts that come too late. */
  async playLastMinutes(visits, session, closesMs) {
    const { clock, random } = this.scene;
    // Time for everybody to start, three times over; then the close.
    const realMs = 2_000 + (visits.length / this.rate) * 3_000;
    await clock.jumpTo(closesMs - realMs * clock.scale);
    const until = (realOffsetMs) => sleep(Math.max(0, clock.realUntil(closesMs) + realOffsetMs));
    const all = visits.map(async ({ person, perfect }) => {
      const isLate = random.chance(0.3);
      const beforeSubmit = async (saveLate) => {
        if (!isLate) {
          await until(-200 - random.next() * 1_000);
          return true; // a slow machine may still make it late
        }
        await until(100 + random.next() * 300);
        await saveLate('DEADLINE_PASSED');
        return true;
      };
      await this.attempt({ person, isPerfect: perfect[0], session, n: 0, beforeSubmit });
    });
    await Promise.all(all);
    await until(50);
    const lateComers = session.visits
      .filter(({ person }) => !this.abandoned.has(person))
      .slice(0, Math.max(1, Math.round(session.visits.length * LATE_COMERS)));
    await Promise.all(lateComers.map(({ person }) => this.refusedStart(person, session, 'ROUND_CLOSED')));
  }
}
