// Profile read: people look at pages while others take part at half of what the machine carries. First as fast as it goes, to
// know what half is; then half of it alone; then the same with readers. So what readers cost those who take part, and how long
// they wait themselves, comes from one run.

import { setTimeout as sleep } from 'node:timers/promises';
import { tokenOf } from './fixture.mjs';
import { askFor, HttpClient, textField } from './http-client.mjs';
import { countGrades, countLost, openContest } from './load-walk.mjs';
import { Latencies, round } from './measures.mjs';
import { PEOPLE, Walkers } from './walkers.mjs';

const WARM_UP_MS = 4_000;
const FULL_MS = 5_000;
/** Until what waited at full load is gone. */
const SETTLE_MS = 3_000;
/** Between two looks of one reader: half of it to one and a half times. */
const LOOK_MS = 1_000;

const SLUG = 'tai-thu';
const contest = `/api/contests/${SLUG}`;
/** What readers look at in turn; `own` brings who asks, and with it their own rank. */
const PAGES = {
  html: { path: `/cuoc-thi/${SLUG}` },
  contest: { path: contest },
  board: { path: `${contest}/board` },
  unitTable: { path: `${contest}/unit-table` },
  ownRank: { path: `${contest}/board`, own: true },
};

/** People at pages, each with a connection of their own, who think between two looks. */
class Readers {
  pages = Object.fromEntries(Object.keys(PAGES).map((name) => [name, new Latencies()]));
  /** @type {Record<string, number>} */
  errors = {};
  isOver = false;

  constructor({ urls, readers, secret }) {
    Object.assign(this, { urls, count: readers, secret });
  }

  async read(n) {
    const client = new HttpClient(this.urls[n % this.urls.length], 1);
    const names = Object.keys(PAGES);
    await sleep(Math.random() * LOOK_MS);
    for (let look = n; !this.isOver; look += 1) {
      const name = names[look % names.length];
      const { path, own } = PAGES[name];
      const who = own ? `authorization: Bearer ${tokenOf(this.secret, Math.floor(Math.random() * PEOPLE))}\r\n` : '';
      const { status, body, ms } = await askFor(client, path, who);
      if (status === 200) this.pages[name].add(ms);
      else {
        const what = `${name}: ${status} ${textField(body.toString('utf8', 0, 300), 'code')}`;
        this.errors[what] = (this.errors[what] ?? 0) + 1;
      }
      await sleep(LOOK_MS * (0.5 + Math.random()));
    }
    client.close();
  }

  async readFor(ms, signal) {
    const all = Array.from({ length: this.count }, (_, n) => this.read(n));
    await sleep(ms, undefined, { signal });
    this.isOver = true;
    await Promise.all(all);
  }
}

export async function measureRead({ stack, db, log, options, profile, at, signal }) {
  const { contestId, secret } = await openContest(db, { slug: SLUG });
  const walkers = new Walkers({ ...options, urls: stack.urls, contestId, secret, saves: profile.saves });
  walkers.begin();
  await sleep(WARM_UP_MS, undefined, { signal });
  const perSecond = (first, last) => (last.grades - first.grades) / ((last.atMs - first.atMs) / 1000);
  const full = await countGrades(db, contestId);
  await sleep(FULL_MS, undefined, { signal });
  const fullPerSecond = perSecond(full, await countGrades(db, contestId));
  walkers.rate = Math.max(1, fullPerSecond / 2);
  log.line(`  hết sức ${round(fullPerSecond, 1)} lượt/giây; đo ở ${round(walkers.rate, 1)}`);
  await sleep(SETTLE_MS, undefined, { signal });

  const summaries = () =>
    Object.fromEntries(Object.entries(walkers.steps).map(([name, latencies]) => [name, latencies.summary()]));
  walkers.measureAnew();
  await sleep(options.seconds * 1000, undefined, { signal });
  const alone = summaries();

  const readers = new Readers({ ...options, urls: stack.urls, secret });
  const [before, first] = [await at(), await countGrades(db, contestId)];
  walkers.measureAnew();
  await readers.readFor(options.seconds * 1000, signal);
  walkers.isMeasuring = false;
  const [last, after] = [await countGrades(db, contestId), await at()];
  await walkers.drain(30_000);
  const lost = await countLost(db, contestId, walkers.submitted);
  if (lost !== 0) walkers.fail(`lost answers or grades: ${lost}`);
  const pages = Object.entries(readers.pages).map(([name, latencies]) => [name, latencies.summary()]);
  return {
    before,
    after,
    attempts: last.grades - first.grades,
    seconds: (last.atMs - first.atMs) / 1000,
    fullAttemptsPerSecond: round(fullPerSecond, 1),
    readers: options.readers,
    pages: Object.fromEntries(pages),
    steps: summaries(),
    stepsWithoutReaders: alone,
    busy: walkers.busy,
    errors: { ...walkers.errors, ...readers.errors },
  };
}
