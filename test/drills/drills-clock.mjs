// D12: clocks. Around the end of an attempt, with pages that say that they waited, and with machines of the programs whose
// clocks are wrong and are stepped; the one clock that counts is the database's.

import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { play } from './stage.mjs';

/** How far the machine of the programs is ahead, then, as when NTP steps it back, and at last as it should be: seconds. */
const STEPS = [90, 80, 0];
const DATE_HEADER_S = 2;
const COUNTDOWN_MS = 1_000;

/**
 * People who save around the end of their attempts and after it, and hand in during the grace or too late.
 * @param {import('./stage.mjs').Stage} stage @param {import('./citizens.mjs').Citizens} citizens
 * @param {{ count: number, first: number, told: { taken: number, late: number, countdownMs: number } }} wish
 */
async function dawdleTogether(stage, citizens, { count, first, told }) {
  const crowd = citizens.alike(count);
  const waited = { waitedMs: 10_000 };
  const dawdle = async (/** @type {number} */ n) => {
    const from = Date.now();
    const held = await crowd.start(first + n, `late-${first + n}-0000`);
    if (!held) return;
    // By the database's clock, which is this program's: between asking and being answered plus the time there is.
    const [least, most] = [from + ATTEMPT_MS, Date.now() + ATTEMPT_MS];
    told.countdownMs = Math.max(told.countdownMs, least - held.deadlineAt, held.deadlineAt - most);
    const save = async (more = {}) => {
      const isTaken = await crowd.save(held, crowd.someChanges(held), more);
      told[isTaken ? 'taken' : 'late'] += 1;
    };
    while (Date.now() < held.deadlineAt - 100) {
      await save();
      await sleep(200 + stage.random() * 400);
    }
    // At the very end, and after it: only the instant of arrival counts, whatever the page says of its waiting.
    for (let i = 0; i < 4; i += 1) await save(i > 1 ? waited : {});
    const isInGrace = n % 2 === 0;
    await sleep(Math.max(0, held.deadlineAt + (isInGrace ? 800 : 4_500) - Date.now()));
    await crowd.submit(held, crowd.someChanges(held), isInGrace ? {} : waited);
  };
  try {
    await Promise.all(Array.from({ length: count }, (_, n) => dawdle(n)));
  } finally {
    crowd.close();
  }
}

const ATTEMPT_MS = 12_000;
const rules = { timing: { durationMs: ATTEMPT_MS, graceMs: 3_000, atRoundEnd: 'cut' } };

/** @param {Record<string, any>} done @param {{ taken: number, late: number, countdownMs: number }} told */
function judge(done, told) {
  if (told.taken < 20 || told.late < 20) done.missed.push(`too few to tell: ${JSON.stringify(told)}`);
  if (told.countdownMs > COUNTDOWN_MS) done.missed.push(`an attempt ends ${told.countdownMs} ms off`);
  return done;
}

/** Of Debian's package libfaketime; the form for programs with threads. */
const FAKETIME = ['/usr/lib', '/usr/lib64', '/usr/local/lib']
  .flatMap((root) => [
    root,
    ...(existsSync(root)
      ? readdirSync(root)
          .filter((name) => name.endsWith('-linux-gnu'))
          .map((name) => join(root, name))
      : []),
  ])
  .map((folder) => join(folder, 'faketime', 'libfaketimeMT.so.1'))
  .find((file) => existsSync(file));
const OFFSET = join(tmpdir(), `cchc-drill-${process.pid}-clock`);
const setOffset = (/** @type {number} */ seconds) => writeFileSync(OFFSET, `${seconds < 0 ? '' : '+'}${seconds}\n`);

/** How far ahead each program believes to be, in seconds. @param {import('./stage.mjs').Stage} stage */
const readOffsets = (stage) =>
  Promise.all(
    stage.stack.urls.map(async (url) => {
      const { headers } = await fetch(`${url}/api/health/live`);
      return (Date.parse(headers.get('date') ?? '') - Date.now()) / 1000;
    }),
  );

/** @type {import('./drill.mjs').Drill[]} */
export const clockDrills = [
  {
    id: 'D12',
    title: 'saves and submits around the end of an attempt, some of which say that they waited for a network',
    ci: true,
    run: async (stage, { seed, isShort }) => {
      const told = { taken: 0, late: 0, countdownMs: 0 };
      const done = await play(stage, {
        ...{ seed, citizens: 2, calmMs: 1_000, rules },
        act: async ({ citizens }) => {
          await dawdleTogether(stage, citizens, { count: isShort ? 20 : 60, first: 1_500, told });
          return { savesOfDawdlers: told };
        },
      });
      return judge(done, told);
    },
  },
  {
    id: 'D12s',
    title: `clocks of api and worker ${STEPS[0]} s ahead of the database, stepped back by ten seconds, then set right`,
    env: FAKETIME
      ? {
          ...{ LD_PRELOAD: FAKETIME, FAKETIME_TIMESTAMP_FILE: OFFSET, FAKETIME_CACHE_DURATION: '1' },
          // What counts on, as the machine's monotonic clock does, is not stepped by anybody.
          ...{ FAKETIME_DONT_FAKE_MONOTONIC: '1', DONT_FAKE_MONOTONIC: '1' },
        }
      : {},
    prepare: () => setOffset(STEPS[0] ?? 0),
    run: async (stage, { seed, isShort }) => {
      if (!FAKETIME) return { skipped: 'libfaketime is not here (Debian: apt-get install faketime)' };
      const told = { taken: 0, late: 0, countdownMs: 0 };
      try {
        const done = await play(stage, {
          ...{ seed, citizens: 4, calmMs: 1_000, rules },
          act: async ({ citizens, miss, fault }) => {
            const seen = [];
            for (const [i, offset] of STEPS.entries()) {
              const at = Date.now();
              // The first is there from the start; the others come while people are in the middle.
              const step = sleep(i === 0 ? 0 : 5_000).then(async () => {
                setOffset(offset);
                fault(Date.now(), Date.now());
                await sleep(2_500);
                const offsets = await readOffsets(stage);
                seen.push(offsets.map((seconds) => Math.round(seconds)));
                if (offsets.some((seconds) => Math.abs(seconds - offset) > DATE_HEADER_S))
                  miss(`the clocks stand ${offsets.join(' and ')} s ahead, not ${offset}: nothing was tried`);
              });
              await Promise.all([
                dawdleTogether(stage, citizens, { count: isShort ? 12 : 40, first: 1_500 + i * 100, told }),
                step,
              ]);
              if (Date.now() - at < ATTEMPT_MS) miss('attempts ended early');
            }
            return { aheadSeconds: seen, savesOfDawdlers: told };
          },
        });
        return judge(done, told);
      } finally {
        rmSync(OFFSET, { force: true });
      }
    },
  },
];
