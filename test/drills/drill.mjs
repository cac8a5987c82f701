// `npm run -s drill -- D1 D3r`, `all`, or `ci` for a short set: faults injected into a whole stack under load, and the
// invariants of docs/reliability.md decided afterwards. One JSON line a drill on stdout; exit code 1 when an invariant is
// broken or a criterion is not met. `--plant BUG` plants a bug into the drill's own processes: then it has to fail.

import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { Refusal, speaker } from '../../scripts/say.mjs';
import { herdDrills } from './drills-herds.mjs';
import { jobDrills } from './drills-jobs.mjs';
import { networkDrills } from './drills-network.mjs';
import { processDrills } from './drills-processes.mjs';
import { redisDrills } from './drills-redis.mjs';
import { requestDrills } from './drills-requests.mjs';
import { runningDrills } from './drills-running.mjs';
import { PLANTS } from './plants.mjs';
import { randomOf } from './seed.mjs';
import { openStage } from './stage.mjs';

/**
 * @typedef {object} Drill
 * @property {string} id as in docs/reliability.md
 * @property {string} title
 * @property {boolean} [ci] whether it is one of the short set
 * @property {Record<string, string>} [env] of its processes, when it needs its own stack
 * @property {(stage: import('./stage.mjs').Stage, how: How) => Promise<Record<string, any>>} run
 */
/** @typedef {{ seed: number, isShort: boolean, isLong: boolean, attempts: number }} How */

/** @type {Drill[]} */
const DRILLS = [
  ...processDrills,
  ...redisDrills,
  ...requestDrills,
  ...networkDrills,
  ...jobDrills,
  ...herdDrills,
  ...runningDrills,
];

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      seeds: { type: 'string', default: '1' },
      plant: { type: 'string' },
      long: { type: 'boolean', default: false },
      attempts: { type: 'string', default: '20000' },
    },
  });
  for (const name of /** @type {const} */ (['seed', 'seeds', 'attempts']))
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
    plant,
    seeds: Array.from({ length: Number(values.seeds) }, (_, i) => Number(values.seed) + i),
    how: { isShort: isShort || plant !== undefined, isLong: values.long, attempts: Number(values.attempts) },
  };
}

/** @param {Record<string, any>} done */
const isPassed = ({ breaches, missed, drainedSeconds }) =>
  Object.keys(breaches).length === 0 && missed.length === 0 && drainedSeconds !== null;

/** @param {string} id @param {Record<string, any>} done */
function sentence(id, done) {
  const { starts, saves, submits } = done.acknowledged;
  const faults = [
    ...Object.entries(done.breaches).map(([name, { count, examples }]) => `${name} ×${count}: ${examples.join('; ')}`),
    ...done.missed,
    ...(done.drainedSeconds === null ? ['attempts handed in were left ungraded'] : []),
  ];
  const head = `  ${isPassed(done) ? '✔' : '✘'} ${id} (seed ${done.seed}): ${starts} starts, ${saves} saves, ${submits} submits acknowledged`;
  const figures = `lost ${done.lost}, graded twice ${done.gradedTwice}, back after ${done.recoverySeconds} s, submit p95 ${done.p95BeforeMs} → ${done.p95Ms} ms, ${done.seconds} s`;
  return [`${head}; ${figures}`, ...faults.map((fault) => `      ${fault}`)].join('\n');
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
        const env = {
          ...drill.env,
          ...plant?.env,
          ...(drill.env || plant?.env ? together(drill.env, plant?.env) : {}),
        };
        if (!stage || stagedFor !== JSON.stringify(env)) {
          await stage?.close();
          stage = await openStage({ log, random: randomOf(seed), env, signal: stop.signal });
          stagedFor = JSON.stringify(env);
          await plant?.spoil?.(stage);
        }
        log.line(`  ${drill.id} ${drill.title}`);
        const done = await drill.run(stage, { ...how, seed });
        log.line(sentence(drill.id, done));
        process.stdout.write(`${JSON.stringify({ drill: drill.id, passed: isPassed(done), ...done })}\n`);
        if (isPassed(done)) rmSync(dirname(done.ledger), { recursive: true, force: true });
        else failed += 1;
      }
    } finally {
      await stage?.close();
    }
  }
  return failed > 0 ? 1 : 0;
}

/** Both may preload something. */
const together = (/** @type {Record<string, string>} */ a = {}, /** @type {Record<string, string>} */ b = {}) => {
  const options = [a.NODE_OPTIONS, b.NODE_OPTIONS].filter((one) => one !== undefined);
  return options.length > 0 ? { NODE_OPTIONS: options.join(' ') } : {};
};

try {
  process.exitCode = await main();
} catch (error) {
  const { message, stack } = /** @type {Error} */ (error);
  process.stderr.write(`\n${error instanceof Refusal || stack === undefined ? message : stack}\n`);
  process.exitCode = 2;
}
