// What one act costs each process, from a run in which some seconds hold many starts and others many saves or submits.

import { readUsage, round } from './measures.mjs';

/** A look every so often: long enough that what an act causes (its turn in the queue, its grade) falls into the same look. */
const LOOK_MS = 5_000;
const MEMBERS = ['api', 'postgres', 'worker', 'redis'];
const TURNS = 2_000;

/**
 * The costs that explain best what was used (least squares), none below nothing.
 * @param {number[][]} counts of each look how often each act was done
 * @param {number[]} used what each look took
 * @returns {number[]} by act, in the unit of `used`
 * @example costsOf([[10, 0], [10, 5]], [20, 35]) // [2, 3]
 */
export function costsOf(counts, used) {
  const acts = [...(counts[0] ?? []).keys()];
  const sum = (/** @type {(look: number[], at: number) => number} */ of) =>
    counts.reduce((total, look, at) => total + of(look, at), 0);
  const together = acts.map((a) => acts.map((b) => sum((look) => look[a] * look[b])));
  const taken = acts.map((a) => sum((look, at) => look[a] * used[at]));
  const costs = acts.map(() => 0);
  // One cost after the other is set to what the others leave for it; at so few of them this ends at the least squares.
  for (let turn = 0; turn < TURNS; turn += 1)
    for (const a of acts) {
      const others = acts.reduce((total, b) => (b === a ? total : total + together[a][b] * costs[b]), 0);
      costs[a] = together[a][a] > 0 ? Math.max(0, (taken[a] - others) / together[a][a]) : 0;
    }
  return costs;
}

/** Looks now and then at how much was done and what it took. */
export class ActCosts {
  /** @type {(Look & { done: number[] })[]} */
  looks = [];

  /**
   * @param {Record<string, number>} pids of the stack
   * @param {Record<string, () => number>} counters act -> how often it was done so far
   */
  constructor(pids, counters) {
    this.pids = pids;
    this.counters = counters;
  }

  begin() {
    this.look();
    this.timer = setInterval(() => this.look(), LOOK_MS);
  }

  end() {
    clearInterval(this.timer);
    this.look();
  }

  look() {
    const done = Object.values(this.counters).map((count) => count());
    this.looks.push({ ...lookAt(this.pids), done });
  }

  /**
   * @param {Record<string, number>} beside process -> CPU in ms, of what is done each second beside the acts and was measured by
   *   itself
   * @returns {Record<string, Record<string, number>>} act -> process -> CPU in ms; `second` is what each second takes
   *   whatever is done
   */
  costs(beside) {
    const acts = [...Object.keys(this.counters), 'second'];
    const between = this.looks.slice(1).map((look, at) => ({ look, before: this.looks[at] }));
    const counts = between.map(({ look, before }) => [
      ...look.done.map((count, act) => count - before.done[act]),
      (look.ms - before.ms) / 1_000,
    ]);
    const byMember = MEMBERS.map((member) => {
      const used = between.map(({ look, before }) => (look.cpu[member] - before.cpu[member]) * 1_000);
      return costsOf(
        counts,
        used.map((ms, at) => ms - beside[member] * counts[at].at(-1)),
      );
    });
    return Object.fromEntries(
      acts.map((act, a) => [act, Object.fromEntries(MEMBERS.map((member, m) => [member, round(byMember[m][a], 3)]))]),
    );
  }
}

/** @typedef {{ ms: number, cpu: Record<string, number> }} Look */

/** @param {Record<string, number>} pids of the stack @returns {Look} */
export const lookAt = (pids) => ({ ms: performance.now(), cpu: readUsage(pids).cpu });

/**
 * What each of so many equal acts took that nothing else ran beside.
 * @param {[Look, Look]} during @param {[Look, Look]} idle while nothing was done @param {number} count
 * @returns {Record<string, number>} process -> CPU in ms
 */
export function costEach([before, after], idle, count) {
  const share = (after.ms - before.ms) / (idle[1].ms - idle[0].ms);
  return Object.fromEntries(
    MEMBERS.map((member) => {
      const took = after.cpu[member] - before.cpu[member];
      const anyhow = (idle[1].cpu[member] - idle[0].cpu[member]) * share;
      return [member, round(Math.max(0, ((took - anyhow) * 1_000) / count), 3)];
    }),
  );
}
