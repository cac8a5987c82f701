// D17: whatever staff may ask for is asked for at the peak, and those who hand in do not notice.

import { setTimeout as sleep } from 'node:timers/promises';
import { SignalService } from '#attempts';
import { createDataSource } from '#database';
import { readUsage, round } from '../load/measures.mjs';
import { p95, play } from './stage.mjs';
import { playedContest, Staff } from './staff.mjs';

const RATIO = 1.5;
/** Below this nobody notices, whatever the ratio. */
const UNNOTICED_MS = 150;
const WORKER_RSS_MB = 512;
const BEFORE_MS = 20_000;
/** Each piece of work is asked for again and again, by itself for so long, and with all others. */
const ALONE_MS = 8_000;
const TOGETHER_MS = 20_000;

const GIFT = Buffer.from(
  Array.from(
    { length: 500 },
    (_, n) =>
      `::nhap-${n}:: Câu nhập thử số ${n}: hồ sơ thiếu một giấy tờ thì làm gì? {=Hướng dẫn bổ sung ~Trả lại ~Giữ lại}`,
  ).join('\n\n'),
);

const SIMULATION = {
  ranking: { criteria: ['score', 'duration', 'submitted_at', 'lot'], durationPrecision: 'ms' },
  counting: { rule: 'best', across: 'one_attempt' },
  places: 100,
};

/**
 * Each piece of work, to be repeated; told how often it was done and how long it took at most.
 * @param {import('./stage.mjs').Stage} stage @param {Staff} admin @param {string} slug of the large contest @param {SignalService} signals
 * @returns {Record<string, () => Promise<unknown>>}
 */
function heavyWork(stage, admin, slug, signals) {
  const of = `/contests/${slug}`;
  const ok = async (
    /** @type {string} */ method,
    /** @type {string} */ path,
    /** @type {unknown} */ body = undefined,
  ) => {
    const { status, bytes } = await admin.ask(method, path, body);
    // Being told that too much is asked for at once is an answer that a person may get here.
    if (status !== 503 && (status < 200 || status > 299))
      throw new Error(`${status} ${bytes.toString('utf8', 0, 200)}`);
    if (status === 503) await sleep(1_000);
  };
  return {
    report: async () => {
      const { state, failure } = await admin.document(slug, 'report', {
        scope: 'contest',
        scopeId: null,
        format: 'zip',
      });
      if (state !== 'done') throw new Error(`the report is ${state}: ${failure?.code}`);
    },
    simulation: () => ok('POST', `${of}/simulations`, SIMULATION),
    itemStatistics: () => ok('GET', `${of}/rounds/4/item-statistics.xlsx`),
    unitTable: () => ok('GET', `${of}/unit-table.xlsx`),
    bankExport: () => ok('GET', `/banks/${slug}/exports?format=xlsx`),
    bankImport: () => ok('POST', `/banks/${slug}/imports?format=gift&fileName=nhap.gift&dryRun=true`, GIFT),
    signals: () => signals.find(),
  };
}

/** @type {import('./drill.mjs').Drill[]} */
export const peakDrills = [
  {
    id: 'D17',
    title: 'report, simulation, statistics, search for signals, export and import while people hand in (--attempts N)',
    run: async (stage, { seed, attempts }) => {
      const { slug } = await playedContest(stage, attempts);
      return play(stage, {
        seed,
        citizens: 8,
        thinkMs: 250,
        act: async ({ citizens, miss, late, fault }) => {
          const admin = await Staff.admit(stage, 'administrator');
          const dataSource = await createDataSource({
            ...{ url: stage.stack.env.DATABASE_APP_URL, poolMax: 1, applicationName: 'drill' },
          }).initialize();
          const since = (/** @type {number} */ from) =>
            citizens.watch.submits.filter(({ at }) => at >= from).map(({ ms }) => ms);
          try {
            const quietFrom = Date.now();
            await sleep(BEFORE_MS, undefined, { signal: stage.signal });
            const before = since(quietFrom);
            const heavyFrom = Date.now();
            fault(heavyFrom, heavyFrom); // nobody should notice
            /** @type {Record<string, { times: number, longestMs: number, submitP95Ms?: number }>} */
            const work = {};
            let workerMb = 0;
            let isOver = false;
            const watching = (async () => {
              while (!isOver) {
                const { rssMb } = readUsage(named(stage.stack.pids, /^worker/));
                workerMb = Math.max(workerMb, rssMb.worker ?? 0);
                await sleep(500);
              }
            })();
            /** @param {string} name @param {() => Promise<unknown>} once @param {number} ms */
            const again = async (name, once, ms) => {
              const done = (work[name] ??= { times: 0, longestMs: 0 });
              const until = Date.now() + ms;
              do {
                const from = performance.now();
                try {
                  await once();
                } catch (error) {
                  return miss(`${name}: ${/** @type {Error} */ (error).message}`);
                }
                done.times += 1;
                done.longestMs = Math.max(done.longestMs, Math.round(performance.now() - from));
              } while (Date.now() < until && !stage.signal?.aborted);
            };
            const all = Object.entries(heavyWork(stage, admin, slug, new SignalService(dataSource)));
            for (const [name, once] of all) {
              const from = Date.now();
              await again(name, once, ALONE_MS);
              work[name].submitP95Ms = p95(since(from));
            }
            const togetherFrom = Date.now();
            await Promise.all(all.map(([name, once]) => again(name, once, TOGETHER_MS)));
            isOver = true;
            await watching;
            const meanwhile = since(togetherFrom);
            const [quiet, busy] = [p95(before), p95(meanwhile)];
            const ratio = round(busy / Math.max(quiet, 1), 2);
            const felt = (/** @type {number} */ ms) => ms > RATIO * quiet && ms > UNNOTICED_MS;
            if (felt(busy)) late(`submit p95 ${quiet} → ${busy} ms with all at once, ×${ratio} (allowed: ×${RATIO})`);
            for (const [name, { submitP95Ms = 0 }] of Object.entries(work))
              if (felt(submitP95Ms))
                late(`submit p95 ${quiet} → ${submitP95Ms} ms beside ${name} (allowed: ×${RATIO})`);
            if (workerMb > 2 * WORKER_RSS_MB) miss(`the workers hold ${workerMb} MB`);
            return {
              ...{ heavySeconds: round((Date.now() - heavyFrom) / 1000, 1), work, workersMb: workerMb },
              submitP95: { quietMs: quiet, heavyMs: busy, ratio, quiet: before.length, heavy: meanwhile.length },
            };
          } finally {
            await dataSource.destroy();
          }
        },
      });
    },
  },
];

/** @param {Record<string, number>} pids @param {RegExp} names */
const named = (pids, names) => Object.fromEntries(Object.entries(pids).filter(([name]) => names.test(name)));
