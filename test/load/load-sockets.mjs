// Profile sockets: so many pages listen while a board changes each second, by an attempt that is really taken and graded. What
// a connection costs, how long after the grade each of them hears of it, and whether any of them does not.

import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { io } from 'socket.io-client';
import { costEach, lookAt } from './act-costs.mjs';
import { openContest } from './load-walk.mjs';
import { Latencies, readUsage, round, usedBetween } from './measures.mjs';
import { Walkers } from './walkers.mjs';

/** Connections that are being opened at one moment. */
const AT_ONCE = 50;
const REST_MS = 2_000;
/** So long after the last grade the last word of it may come. */
const PATIENCE_MS = 10_000;
const TARGETS = { deliveryP99Ms: 1_000, kbEach: 40 };

/** Everybody who listens, and when what they hear was graded. */
class Listeners {
  /** @type {{ socket: import('socket.io-client').Socket, door: number, heard: number, version: number }[]} */
  all = [];
  connecting = new Latencies();
  /** From the first grade that is not yet told, as Redis said it, until a page hears. It holds the second of gathering. */
  sinceGrade = new Latencies();
  /** From the first page that hears of a version until each other does. */
  sinceFirst = new Latencies();
  /** By door: since when a grade waits to be told; and of each version, when it was graded and first heard. */
  waiting = new Map();
  versions = new Map();
  cut = 0;

  constructor(urls, contestId) {
    Object.assign(this, { urls, room: `contest-${contestId}` });
  }

  graded() {
    const now = performance.now();
    for (const door of this.urls.keys()) if (!this.waiting.has(door)) this.waiting.set(door, now);
  }

  hear(listener, version) {
    listener.heard += 1;
    // The same figures once more, since a grade came while they were read: nothing new for this page.
    if (version === listener.version) return;
    listener.version = version;
    const now = performance.now();
    const key = `${listener.door}/${version}`;
    if (!this.versions.has(key)) {
      this.versions.set(key, { gradedMs: this.waiting.get(listener.door) ?? now, firstMs: now });
      this.waiting.delete(listener.door);
    }
    const { gradedMs, firstMs } = this.versions.get(key);
    this.sinceGrade.add(now - gradedMs);
    this.sinceFirst.add(now - firstMs);
  }

  async connect(n) {
    const begun = performance.now();
    const door = n % this.urls.length;
    const socket = io(this.urls[door], { transports: ['websocket'], forceNew: true, reconnection: false });
    const listener = { socket, door, heard: 0, version: 0 };
    await new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(undefined));
      socket.once('connect_error', reject);
    });
    await socket.timeout(PATIENCE_MS).emitWithAck('watch', { room: this.room });
    this.connecting.add(performance.now() - begun);
    socket.on('disconnect', (reason) => {
      if (reason !== 'io client disconnect') this.cut += 1;
    });
    socket.on('board-changed', ({ version }) => this.hear(listener, version));
    this.all.push(listener);
  }

  async connectAll(count, signal) {
    let next = 0;
    const some = async () => {
      while (next < count) {
        signal.throwIfAborted();
        await this.connect(next++);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, some));
  }

  /** Words that a page did not hear though another one at its door did. */
  get lost() {
    const told = this.urls.map((_, door) =>
      this.all.reduce((most, one) => (one.door === door ? Math.max(most, one.heard) : most), 0),
    );
    return this.all.reduce((sum, { door, heard }) => sum + told[door] - heard, 0);
  }

  close() {
    for (const { socket } of this.all) socket.disconnect();
  }
}

/**
 * So many pages connect, listen while nothing happens, and leave.
 * @param {{ stack: import('../../scripts/stack.mjs').Stack, contestId: number, count: number, signal: AbortSignal }} wish
 * @returns {Promise<{ cpuMs: Record<string, number>, kib: number }>} what each took: CPU by process, memory of the api
 */
export async function connectPages({ stack, contestId, count, signal }) {
  const look = () => ({ ...lookAt(stack.pids), mb: readUsage(stack.pids).rssMb.api });
  const listeners = new Listeners(stack.urls, contestId);
  try {
    const alone = look();
    await sleep(REST_MS, undefined, { signal });
    const before = look();
    await listeners.connectAll(count, signal);
    const after = look();
    const kib = round(((after.mb - before.mb) * 1024) / count, 1);
    return { cpuMs: costEach([before, after], [alone, before], count), kib };
  } finally {
    listeners.close();
    await sleep(REST_MS, undefined, { signal });
  }
}

export async function measureSockets({ stack, db, log, at, options, signal }) {
  const { contestId, secret } = await openContest(db);
  const redis = new Redis(stack.env.REDIS_URL);
  const listeners = new Listeners(stack.urls, contestId);
  try {
    await redis.subscribe(`${stack.env.REDIS_PREFIX ?? 'cchc'}:graded`);
    redis.on('message', () => listeners.graded());
    // An attempt before anybody listens, so that what every process loads at the first one is not counted for the sockets.
    const walkers = new Walkers({ urls: stack.urls, contestId, secret, saves: 1, connections: stack.urls.length });
    walkers.rate = 1;
    walkers.begin();
    await sleep(REST_MS, undefined, { signal });
    await walkers.drain(PATIENCE_MS);
    await sleep(REST_MS, undefined, { signal });
    const before = await at();
    const begun = performance.now();
    await log.step(`${options.sockets} kết nối`, () => listeners.connectAll(options.sockets, signal));
    const connectSeconds = (performance.now() - begun) / 1000;
    const connected = await at();
    await sleep(REST_MS, undefined, { signal });
    const quiet = await at();

    const changes = new Walkers({
      ...{ urls: stack.urls, contestId, secret, saves: 1, connections: stack.urls.length },
      first: walkers.nextPerson,
    });
    changes.rate = 1;
    listeners.waiting.clear();
    changes.begin();
    await sleep(options.seconds * 1000, undefined, { signal });
    const after = await at();
    await changes.drain(PATIENCE_MS);
    for (let waited = 0; waited < PATIENCE_MS && (listeners.waiting.size > 0 || listeners.lost > 0); waited += 100)
      await sleep(100, undefined, { signal });

    const { lost, cut } = listeners;
    const [connectCpu, tellCpu] = [
      usedBetween(before.usage.cpu, connected.usage.cpu),
      usedBetween(quiet.usage.cpu, after.usage.cpu),
    ];
    const { busy } = usedBetween(before.machine, after.machine);
    const ours = Object.values(usedBetween(before.usage.cpu, after.usage.cpu)).reduce((sum, used) => sum + used, 0);
    const kbEach = round(((quiet.usage.rssMb.api - before.usage.rssMb.api) * 1024) / options.sockets, 1);
    const delivery = listeners.sinceGrade.summary();
    if (kbEach > TARGETS.kbEach) log.line(`  ! ${kbEach} KB một kết nối, hơn đích ${TARGETS.kbEach}`);
    if (listeners.sinceFirst.summary().p99 > TARGETS.deliveryP99Ms) log.line('  ! p99 lâu hơn đích 1 s');
    return {
      profile: 'sockets',
      sockets: options.sockets,
      connectSeconds: round(connectSeconds, 2),
      connectMs: listeners.connecting.summary(),
      connectApiCpuMsEach: round((connectCpu.api / options.sockets) * 1000, 2),
      kbEach,
      apiRssMb: quiet.usage.rssMb.api,
      seconds: options.seconds,
      changesTold: listeners.versions.size,
      sinceGradeMs: delivery,
      sinceFirstMs: listeners.sinceFirst.summary(),
      tellCpuSeconds: tellCpu,
      lost,
      cut,
      cpuOfOthers: round(busy - ours, 2),
      apis: options.apis,
      errors: lost + cut + walkers.failures + changes.failures,
      errorKinds: { ...walkers.errors, ...changes.errors },
    };
  } finally {
    listeners.close();
    redis.disconnect();
  }
}
