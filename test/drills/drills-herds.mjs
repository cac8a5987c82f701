// D14, D15: everybody at once, bounded in people and seconds so that this machine can tell something by it.

import { setTimeout as sleep } from 'node:timers/promises';
import { Latencies } from '../load/measures.mjs';
import { play } from './stage.mjs';

const START_P95_MS = 2_000;
const SUBMIT_P99_MS = 2_000;
const BACKLOG_SECONDS = 60;

/** @type {import('./drill.mjs').Drill[]} */
export const herdDrills = [
  {
    id: 'D14',
    title: 'a herd of starts in ten seconds (900 people here, 5,000 wanted; without sign-ins)',
    run: async (stage, { seed }) => {
      const starts = new Latencies();
      const done = await play(stage, {
        seed,
        citizens: 4,
        act: async ({ citizens, miss }) => {
          const herd = citizens.alike(128);
          try {
            let refused = 0;
            const one = async (/** @type {number} */ n) => {
              await sleep(stage.random() * 10_000);
              const from = performance.now();
              const held = await herd.start(1_000 + n, `herd-${n}-0000`);
              starts.add(performance.now() - from);
              if (!held) refused += 1;
              else await herd.submit(held, herd.someChanges(held));
            };
            await Promise.all(Array.from({ length: 900 }, (_, n) => one(n)));
            if (refused > 0) miss(`${refused} starts were refused`);
            return { startMs: starts.summary() };
          } finally {
            herd.close();
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
