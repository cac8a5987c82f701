// `npm run -s drill -- D1 D3r`, `all`, or `ci` for a short set: faults injected into a whole stack under load, and the
// invariants of docs/reliability.md decided afterwards. One JSON line a drill on stdout; exit code 1 when an invariant is
// broken or a criterion is not met. `--plant BUG` plants a bug into the drill's own processes: then it has to fail.

import { cpSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Refusal, speaker } from '../../scripts/say.mjs';
import { backupDrills } from './drills-backup.mjs';
import { clockDrills } from './drills-clock.mjs';
import { diskDrills } from './drills-disk.mjs';
import { herdDrills } from './drills-herds.mjs';
import { jobDrills } from './drills-jobs.mjs';
import { longDrills } from './drills-long.mjs';
import { networkDrills } from './drills-network.mjs';
import { peakDrills } from './drills-peak.mjs';
import { processDrills } from './drills-processes.mjs';
import { readerDrills } from './drills-readers.mjs';
import { redisDrills } from './drills-redis.mjs';
import { requestDrills } from './drills-requests.mjs';
import { runningDrills } from './drills-running.mjs';
import { plantEnv, PLANTS } from './plants.mjs';
import { randomOf } from './seed.mjs';
import { openStage } from './stage.mjs';

/**
 * @typedef {object} Drill
 * @property {string} id as in docs/reliability.md
 * @property {string} title
 * @property {boolean} [ci] whether it is one of the short set
 * @property {Record<string, string>} [env] of its processes, when it needs a stack of its own
 * @property {() => void} [prepare] before its own stack is started
 * @property {(stage: import('./stage.mjs').Stage, how: How) => Promise<Record<string, any>>} run `skipped`: why it cannot be
 *   run on this machine
 */
/**
 * @typedef {object} How
 * @property {number} seed
 * @property {boolean} isShort
 * @property {boolean} isLong
 * @property {boolean} isTimed whether times are judged and not only told
 * @property {number} attempts that are there already, where a drill wants many
 * @property {number} people who come at once
 * @property {number} signIns a second, beside a herd
 * @property {number} sockets
 * @property {number} minutes of the long run
 */

/** @type {Drill[]} */
const DRILLS = [
  ...processDrills,
  ...redisDrills,
  ...requestDrills,
  ...networkDrills,
  ...jobDrills,
  ...herdDrills,
  ...readerDrills,
  ...peakDrills,
  ...diskDrills,
  ...runningDrills,
  ...backupDrills,
  ...clockDrills,
  ...longDrills,
];
const NUMBERS = /** @type {const} */ (['seed', 'seeds', 'attempts', 'people', 'sign-ins', 'sockets', 'minutes']);

/** The short form waits for nothing that can come sooner: what the queue forgot is looked for more often. */
const SHORT_ENV = { GRADING_SWEEP_SECONDS: '1', GRADING_FORGOTTEN_SECONDS: '4' };

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      seeds: { type: 'string', default: '1' },
      plant: { type: 'string' },
      long: { type: 'boolean', default: false },
      attempts: { type: 'string', default: '20000' },
      people: { type: 'string', default: '900' },
      'sign-ins': { type: 'string', default: '5' },
      sockets: { type: 'string', default: '1000' },
      minutes: { type: 'string', default: '120' },
    },
  });
  for (const name of NUMBERS)
    if (!/^[1-9]\d{0,6}$/.test(values[name])) throw new Refusal(`--${name} phải là một số nguyên dương.`);
  const plant = values.plant === undefined ? undefined : PLANTS[values.plant];
  if (values.plant !== undefined && !plant)
    throw new Refusal(`Không có lỗi "${values.plant}". Các lỗi: ${Object.keys(PLANTS).join(', ')}.`);
  const isShort = positionals.includes('ci');
  const isAll = positionals.includes('all');
  const asked = positionals.length > 0 ? positionals : (plant?.foundBy ?? []);
  const unknown = asked.filter((id) => id !== 'ci' && id !== 'all' && !DRILLS.some((drill) => drill.id === id));
  if (asked.length === 0 || unknown.length > 0)
    throw new Refusal(`Chọn all, ci hoặc: ${DRILLS.map(({ id }) => id).join(', ')}. Không có: ${unknown.join(', ')}`);
  return {
    // Those that share a stack one after another: starting one takes as long as a drill.
    chosen: DRILLS.filter(({ id, ci }) => isAll || (isShort && ci) || asked.includes(id)).sort(
      (a, b) => Number(a.env !== undefined) - Number(b.env !== undefined),
    ),
    plant: values.plant,
    seeds: Array.from({ length: Number(values.seeds) }, (_, i) => Number(values.seed) + i),
    how: {
      ...{ isShort: isShort || plant !== undefined, isLong: values.long, isTimed: !isShort },
      attempts: Number(values.attempts),
      ...{ people: Number(values.people), signIns: Number(values['sign-ins']) },
      ...{ sockets: Number(values.sockets), minutes: Number(values.minutes) },
    },
  };
}

/** In the short set times are told and do not judge: it also runs where the machine is somebody else's. */
const isPassed = (/** @type {Record<string, any>} */ done, /** @type {How} */ { isTimed }) =>
  Object.keys(done.breaches).length === 0 &&
  done.missed.length === 0 &&
  done.drainedSeconds !== null &&
  (!isTimed || done.late.length === 0);

/** @param {string} id @param {Record<string, any>} done */
function sentence(id, done) {
  const { starts, saves, submits } = done.acknowledged;
  const faults = [
    ...Object.entries(done.breaches).map(([name, { count, examples }]) => `${name} ×${count}: ${examples.join('; ')}`),
    ...done.missed,
    ...done.late,
    ...(done.drainedSeconds === null ? ['attempts handed in were left ungraded'] : []),
  ];
  const head = `  ${done.passed ? '✔' : '✘'} ${id} (seed ${done.seed}): ${starts} starts, ${saves} saves, ${submits} submits acknowledged`;
  const figures = `lost ${done.lost}, graded twice ${done.gradedTwice}, back after ${done.recoverySeconds} s, submit p95 ${done.p95BeforeMs} → ${done.p95Ms} ms, ${done.seconds} s`;
  return [`${head}; ${figures}`, ...faults.map((fault) => `      ${fault}`)].join('\n');
}

/**
 * One drill, told on stdout and stderr. What a failure left to look at is kept: the ledger and the logs of all processes.
 * @param {Drill} drill @param {import('./stage.mjs').Stage} stage @param {How} how @returns {Promise<boolean>}
 */
async function runDrill(drill, stage, how) {
  const { log } = stage;
  log.line(`  ${drill.id} ${drill.title}`);
  const tell = (/** @type {Record<string, any>} */ outcome) =>
    process.stdout.write(`${JSON.stringify({ drill: drill.id, ...outcome })}\n`);
  let done;
  try {
    done = await drill.run(stage, how);
  } catch (error) {
    if (stage.signal?.aborted) throw error;
    const { stack } = /** @type {Error} */ (error);
    log.line(`  ✘ ${drill.id} (seed ${how.seed}) could not be played: ${stack}`);
    tell({ passed: false, seed: how.seed, error: stack });
    return false;
  }
  if (done.skipped !== undefined) {
    log.line(`  – ${drill.id} was not run: ${done.skipped}`);
    tell(done);
    return true;
  }
  const passed = isPassed(done, how);
  log.line(sentence(drill.id, { passed, ...done }));
  tell({ passed, ...done });
  const kept = dirname(done.ledger);
  if (passed) rmSync(kept, { recursive: true, force: true });
  else cpSync(join(stage.stack.dataDir, 'logs'), join(kept, 'logs'), { recursive: true });
  return passed;
}

async function main() {
  const { chosen, plant, seeds, how } = readOptions();
  const log = speaker(process.stderr);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(signal, () => stop.abort(new Refusal(`Dừng theo ${signal}.`)));
  let failed = 0;
  for (const seed of seeds) {
    /** @type {import('./stage.mjs').Stage | undefined} */
    let stage;
    let stagedFor = '';
    try {
      for (const drill of chosen) {
        stop.signal.throwIfAborted();
        const env = { ...(how.isShort && SHORT_ENV), ...drill.env, ...(plant !== undefined && plantEnv(plant)) };
        if (!stage || stagedFor !== JSON.stringify(env)) {
          await stage?.close();
          drill.prepare?.();
          stage = await openStage({ log, random: randomOf(seed), env, signal: stop.signal });
          stagedFor = JSON.stringify(env);
          if (plant !== undefined) await PLANTS[plant]?.spoil?.(stage);
        }
        if (await runDrill(drill, stage, { ...how, seed })) continue;
        failed += 1;
        // The next one shall not suffer from what this one left behind.
        await stage.close();
        stage = undefined;
      }
    } finally {
      await stage?.close();
    }
  }
  return failed > 0 ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  const { message, stack } = /** @type {Error} */ (error);
  process.stderr.write(`\n${error instanceof Refusal || stack === undefined ? message : stack}\n`);
  process.exitCode = 2;
}
