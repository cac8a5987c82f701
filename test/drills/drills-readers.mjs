// D16: results are published and everybody comes to read them; pages are told something, their people click again and again,
// and then a process dies and all who listened to it come back.

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { tokenOf } from '../load/fixture.mjs';
import { askFor, HttpClient, textField } from '../load/http-client.mjs';
import { Latencies, machine, readUsage, round } from '../load/measures.mjs';
import { p95, play, until } from './stage.mjs';
import { playedContest, Staff } from './staff.mjs';

const READ_P95_MS = 500;
const DATABASE_SHARE = 0.6;
const READERS = 30;
const HERD = 10;
const LOOK_MS = 1_000;
const QUIET_MS = 8_000;
const HERD_MS = 20_000;
/** An answer may be kept for so long by whoever stands in between; a second of each process comes on top. */
const PUBLISHED_SEEN_MS = 7_000;
const FIELD = 'dot-1';

const CLICKS = 13;
const CLICKS_MS = 15_000;
const TOLD_MS = 10_000;
/** No second may bring more than this share of those who come back: they are spread by their own dice. */
const COME_BACK_SHARE = 0.25;

/** How a page's socket comes back, as the page itself has it. */
function reconnection() {
  const file = new URL('../../apps/web/src/shared/live-pace.ts', import.meta.url);
  const said = /RECONNECTION = \{([^}]+)\}/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  const number = (/** @type {string} */ name) => {
    const found = new RegExp(`${name}: ([\\d_.]+)`).exec(said)?.[1];
    if (found === undefined) throw new Error(`${name} is not in ${file.pathname}`);
    return Number(found.replaceAll('_', ''));
  };
  return {
    reconnection: true,
    reconnectionDelay: number('reconnectionDelay'),
    reconnectionDelayMax: number('reconnectionDelayMax'),
    randomizationFactor: number('randomizationFactor'),
  };
}

/** A round of the contest that is over, computed and agreed to by two, so that publishing it is one request. */
async function agreedResults(stage, contestId, slug) {
  const [first, second] = [
    await Staff.admit(stage, 'organizer', contestId),
    await Staff.admit(stage, 'organizer', contestId),
  ];
  const of = `/contests/${slug}`;
  const id = randomUUID();
  await first.done('POST', `${of}/lots`, { field: FIELD });
  await first.done('POST', `${of}/settlements`, { id, field: FIELD, reason: 'Diễn tập' });
  const state = async () =>
    (await first.done('GET', `${of}/settlements`)).fields
      .flatMap((/** @type {any} */ field) => field.settlements)
      .find((/** @type {any} */ one) => one.id === id)?.state;
  const computed = await until(async () => (await state()) === 'computed', 120_000, 500);
  if (computed === null) throw new Error(`the results are ${await state()}`);
  const { version, hash } = await first.done('GET', `${of}/settlements/${id}`);
  for (const one of [first, second]) await one.done('POST', `${of}/settlements/${id}/approvals`, { version, hash });
  return () => first.done('POST', `${of}/settlements/${id}/publication`, { version, hash });
}

/** People who look, each on a connection of their own, one page after another. */
class Readers {
  latencies = new Latencies();
  answers = /** @type {Record<string, number>} */ ({});
  /** Looks at results that were not there though they had been published for long, or that were gone again. */
  stale = 0;
  publishedAt = Infinity;
  isOver = false;

  /** @param {import('./stage.mjs').Stage} stage @param {{ slug: string, secret: string, people: number }} contest */
  constructor(stage, { slug, secret, people }) {
    Object.assign(this, { stage, secret, people });
    const of = `/api/contests/${slug}`;
    this.pages = [
      { name: 'results', path: `${of}/official-results/${FIELD}` },
      { name: 'own', path: `${of}/official-results/${FIELD}/own`, own: true },
      { name: 'board', path: `${of}/board` },
      { name: 'fields', path: `${of}/official-results` },
      { name: 'ownRank', path: `${of}/board`, own: true },
      { name: 'unitTable', path: `${of}/unit-table` },
    ];
  }

  /** @param {number} n */
  async read(n) {
    const http = new HttpClient(this.stage.url, 1, 20_000);
    const person = Math.floor(this.stage.random() * this.people);
    let hasSeen = false;
    await sleep(this.stage.random() * LOOK_MS);
    for (let look = n; !this.isOver; look += 1) {
      const { name, path, own } = this.pages[look % this.pages.length];
      const sentAt = Date.now();
      const who = own ? `authorization: Bearer ${tokenOf(this.secret, person)}\r\n` : '';
      const { status, body, ms } = await askFor(http, path, who);
      this.latencies.add(ms);
      const code = status === 200 ? '' : textField(body.toString('utf8', 0, 300), 'code');
      const what = `${name} ${status} ${code}`.trim();
      this.answers[what] = (this.answers[what] ?? 0) + 1;
      if (name === 'results') {
        if (status === 404 && (hasSeen || sentAt - this.publishedAt > PUBLISHED_SEEN_MS)) this.stale += 1;
        hasSeen ||= status === 200;
      }
      await sleep(LOOK_MS * (0.5 + this.stage.random()));
    }
    http.close();
  }

  /** @param {number} count */
  begin(count) {
    this.reading = Promise.all(Array.from({ length: count }, (_, n) => this.read(n)));
  }

  async end() {
    this.isOver = true;
    await this.reading;
  }
}

/** Answers that are none for a reader. @param {Record<string, number>} answers */
const wrong = (answers) => Object.entries(answers).filter(([what]) => !/ 200$| 404 RESULTS_NOT_PUBLISHED$/.test(what));

/** @type {import('./drill.mjs').Drill[]} */
export const readerDrills = [
  {
    id: 'D16',
    title: 'results published, and ten times as many readers at once as before (--attempts N in the contest)',
    run: async (stage, { seed, attempts }) => {
      const contest = await playedContest(stage, attempts);
      const publish = await agreedResults(stage, contest.contestId, contest.slug);
      return play(stage, {
        ...{ seed, citizens: 4, thinkMs: 250 },
        act: async ({ citizens, miss, late, fault }) => {
          const before = new Readers(stage, contest);
          before.begin(READERS);
          const submitsFrom = citizens.watch.submits.length;
          await sleep(QUIET_MS, undefined, { signal: stage.signal });
          await before.end();
          const quiet = citizens.watch.submits.slice(submitsFrom).map(({ ms }) => ms);

          const readers = new Readers(stage, contest);
          const [cpu, from] = [readUsage(stage.stack.pids).cpu, Date.now()];
          fault(from, from); // nobody should notice
          const submits = citizens.watch.submits.length;
          readers.begin(READERS * HERD);
          await publish();
          readers.publishedAt = Date.now();
          await sleep(HERD_MS, undefined, { signal: stage.signal });
          const used = readUsage(stage.stack.pids).cpu.postgres - cpu.postgres;
          const share = round(used / ((Date.now() - from) / 1000) / machine.cores, 2);
          await readers.end();
          const meanwhile = citizens.watch.submits.slice(submits).map(({ ms }) => ms);

          const readMs = readers.latencies.summary();
          if (readMs.p95 > READ_P95_MS) late(`reading took ${readMs.p95} ms at p95 (allowed: ${READ_P95_MS})`);
          if (share > DATABASE_SHARE) late(`PostgreSQL took ${share} of the machine (allowed: ${DATABASE_SHARE})`);
          if (readers.stale > 0) miss(`${readers.stale} looks found no results long after they were published`);
          if (!readers.answers['results 200']) miss('nobody saw the results');
          const faults = wrong(readers.answers);
          if (faults.length > 0) miss(`answers that help nobody: ${JSON.stringify(Object.fromEntries(faults))}`);
          return {
            ...{ readers: READERS * HERD, readMs, readBeforeMs: before.latencies.summary(), answers: readers.answers },
            databaseShare: share,
            submitP95: { beforeMs: p95(quiet), meanwhileMs: p95(meanwhile), submits: meanwhile.length },
          };
        },
      });
    },
  },
  {
    id: 'D16b',
    title: `pages are told something, ${CLICKS} clicks each, then a process dies and its pages come back (--sockets N)`,
    run: (stage, { seed, sockets: count }) =>
      play(stage, {
        ...{ seed, citizens: 4, thinkMs: 250 },
        act: async ({ contest, miss, late, fault }) => {
          const pace = reconnection();
          const admin = await Staff.admit(stage, 'administrator');
          const room = `notices-${contest.contestId}`;
          /** @type {{ socket: import('socket.io-client').Socket, told: boolean, backAt: number, lostAt: number }[]} */
          const pages = [];
          const open = async () => {
            const socket = io(stage.url, { transports: ['websocket'], forceNew: true, ...pace });
            const page = { socket, told: false, backAt: 0, lostAt: 0 };
            socket.on('contest-changed', () => (page.told = true));
            socket.on('disconnect', () => (page.lostAt = Date.now()));
            socket.on('connect', () => {
              if (page.lostAt > 0) page.backAt = Date.now();
              socket.emit('watch', { room });
            });
            pages.push(page);
            await new Promise((resolve) => socket.once('connect', () => resolve(undefined)));
          };
          try {
            let left = count;
            const some = async () => {
              while (left-- > 0) await open();
            };
            await Promise.all(Array.from({ length: 40 }, some));
            await sleep(1_000);
            const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
            await admin.done('POST', `/contests/${contest.slug}/announcements`, { text: 'Diễn tập', until: inAnHour });
            const toldMs = await until(async () => pages.every(({ told }) => told), TOLD_MS, 100);
            if (toldMs === null) miss(`${pages.filter(({ told }) => !told).length} pages were not told`);

            // Everybody asks what there is, and clicks again because they are impatient.
            const clicks = new Latencies();
            const http = new HttpClient(stage.url, 256, 20_000);
            let failed = 0;
            await Promise.all(
              pages.map(async () => {
                for (let n = 0; n < CLICKS; n += 1) {
                  await sleep(stage.random() * 2 * (CLICKS_MS / CLICKS));
                  const { status, body, ms } = await askFor(http, `/api/contests/${contest.slug}/notices`);
                  clicks.add(ms);
                  if (status !== 200 || !body.includes('Diễn tập')) failed += 1;
                }
              }),
            );
            http.close();
            if (failed > 0) miss(`${failed} of ${clicks.total} clicks were not answered`);
            if (clicks.percentile(0.95) > READ_P95_MS)
              late(`clicks took ${clicks.percentile(0.95)} ms at p95 (allowed: ${READ_P95_MS})`);

            const at = Date.now();
            await stage.kill('api-1');
            fault(at, at);
            await stage.stack.resume('api-1');
            await sleep(200);
            const lost = pages.filter(({ lostAt }) => lostAt >= at);
            if (lost.length === 0) miss('nobody listened to the process that died: nothing was tried');
            const longest = 2 * pace.reconnectionDelay * (1 + pace.randomizationFactor) + 30_000;
            const backMs = await until(async () => lost.every(({ backAt }) => backAt > at), longest, 250);
            if (backMs === null) miss(`${lost.filter(({ backAt }) => backAt <= at).length} pages did not come back`);
            const bySecond = /** @type {Record<number, number>} */ ({});
            for (const { backAt } of lost) {
              const second = Math.floor((backAt - at) / 1000);
              bySecond[second] = (bySecond[second] ?? 0) + 1;
            }
            const most = Math.max(0, ...Object.values(bySecond));
            if (most > Math.max(10, lost.length * COME_BACK_SHARE))
              miss(`${most} of ${lost.length} pages came back in one second`);
            return {
              ...{ sockets: pages.length, toldMs, clickMs: clicks.summary(), pagesCut: lost.length },
              ...{ backMs, backBySecond: bySecond },
            };
          } finally {
            for (const { socket } of pages) socket.disconnect();
          }
        },
      }),
  },
];
