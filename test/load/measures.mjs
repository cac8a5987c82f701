// What a run is measured by: latencies in a histogram of fixed size, and what each process of the stack took.

import { readFileSync, readdirSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';

/** Buckets grow by 2 %: a percentile is right to that much, whatever the number of samples. */
const GROWTH = Math.log(1.02);
const FLOOR_MS = 0.01;

/** Latencies of one step. */
export class Latencies {
  counts = new Uint32Array(1_200);
  total = 0;

  /** @param {number} ms */
  add(ms) {
    const at = ms <= FLOOR_MS ? 0 : Math.ceil(Math.log(ms / FLOOR_MS) / GROWTH);
    this.counts[Math.min(at, this.counts.length - 1)] += 1;
    this.total += 1;
  }

  /** @param {number} share 0 … 1 @returns {number} ms, the upper bound of its bucket; 0 without samples */
  percentile(share) {
    let left = Math.ceil(share * this.total);
    for (let at = 0; at < this.counts.length && this.total > 0; at += 1) {
      left -= this.counts[at];
      if (left <= 0) return round(FLOOR_MS * Math.exp(at * GROWTH), 1);
    }
    return 0;
  }

  summary() {
    return { p50: this.percentile(0.5), p95: this.percentile(0.95), p99: this.percentile(0.99), requests: this.total };
  }
}

/** @param {number} value @param {number} digits */
export const round = (value, digits) => Math.round(value * 10 ** digits) / 10 ** digits;

/** Clock ticks a second in /proc: 100 on every Linux that Node runs on. */
const TICKS = 100;

/** @param {number} pid @returns {{ parent: number, own: number, reaped: number, rssBytes: number } | null} CPU in seconds */
export function readProcess(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const field = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name in between may hold spaces
    const seconds = (/** @type {number} */ at) => Number(field[at]) / TICKS;
    return {
      parent: Number(field[1]),
      own: seconds(11) + seconds(12),
      reaped: seconds(13) + seconds(14),
      rssBytes: Number(field[21]) * 4096,
    };
  } catch {
    return null; // ended meanwhile, or not Linux
  }
}

/**
 * CPU seconds and memory of the members of a stack and of this tool. PostgreSQL is its whole tree: the postmaster, the
 * backends that live and those it has reaped. Memory of the tree counts shared pages once (the largest process). `heavy` are the
 * processes for heavy work beside the api.
 * @param {Record<string, number>} pids name -> pid, as a stack gives them
 * @returns {{ cpu: Record<string, number>, rssMb: Record<string, number> }}
 */
export function readUsage(pids) {
  const everybody = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const found = readProcess(Number(name));
      return found ? [found] : [];
    });
  /** @type {Record<string, number>} */
  const cpu = {};
  /** @type {Record<string, number>} */
  const rssMb = {};
  for (const [name, pid] of [...Object.entries(pids), ['tool', process.pid]]) {
    const own = readProcess(Number(pid));
    if (!own) continue;
    const kind = String(name).split('-')[0] ?? '';
    const started = everybody.filter(({ parent }) => parent === pid);
    const children = name === 'postgres' ? started : [];
    for (const { own: used, rssBytes } of kind === 'api' ? started : []) {
      cpu.heavy = (cpu.heavy ?? 0) + used;
      rssMb.heavy = (rssMb.heavy ?? 0) + Math.round(rssBytes / 2 ** 20);
    }
    const reaped = name === 'postgres' ? own.reaped : 0;
    cpu[kind] = (cpu[kind] ?? 0) + children.reduce((sum, child) => sum + child.own, own.own + reaped);
    const rss = Math.max(own.rssBytes, ...children.map(({ rssBytes }) => rssBytes));
    rssMb[kind] = (rssMb[kind] ?? 0) + Math.round(rss / 2 ** 20);
  }
  return { cpu, rssMb };
}

/** What a figure was measured on. */
export const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
};

/** CPU seconds of the whole machine since it was started: of everybody, and unused. */
export function readMachine() {
  const [, user, nice, system, idle, wait, irq, soft, steal] = readFileSync('/proc/stat', 'latin1')
    .slice(0, 200)
    .split(/\s+/, 9)
    .map((ticks) => Number(ticks) / TICKS);
  return { busy: user + nice + system + irq + soft + steal, idle: idle + wait };
}

/** @param {Record<string, number>} before @param {Record<string, number>} after @returns {Record<string, number>} seconds */
export const usedBetween = (before, after) =>
  Object.fromEntries(Object.entries(after).map(([name, seconds]) => [name, round(seconds - (before[name] ?? 0), 2)]));
