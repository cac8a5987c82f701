// `npm run -s test:deploy [-- NAME…]`: the product on more than one machine, as far as one machine can show it. Two api and
// two workers on loopback, with the servers that a larger installation puts around them; people take part meanwhile, and the
// independent checker of the drills decides. Then one server by itself, on a machine that boots. One JSON line a trial on
// stdout; exit code 1 when one failed.

import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { Refusal, speaker } from '../../scripts/say.mjs';
import { randomOf } from '../drills/seed.mjs';
import { openSite } from './site.mjs';
import { needServers } from './servers.mjs';
import { frontDoorTrials } from './front-door.mjs';
import { poolerTrials } from './pooler.mjs';
import { promotionTrials } from './promotion.mjs';
import { replicaTrials } from './replica.mjs';
import { Skip } from './machine.mjs';
import { serverTrials } from './server.mjs';
import { versionTrials } from './versions.mjs';

/**
 * @typedef {object} Trial
 * @property {string} name
 * @property {string} title
 * @property {Record<string, string>} [env] of api and worker
 * @property {(site: import('./site.mjs').Site) => Promise<Done>} [run] around the stage of the drills
 * @property {(log: import('../../scripts/say.mjs').Speaker, signal: AbortSignal) => Promise<Done>} [alone] without that stage
 */
/** @typedef {Record<string, any> & { missed: string[], ledger?: string }} Done missed: criteria that were not met */

/** @type {Trial[]} */
const TRIALS = [
  ...[...frontDoorTrials, ...poolerTrials, ...versionTrials, ...replicaTrials],
  ...[...promotionTrials, ...serverTrials],
];

/** @param {string[]} names @returns {Trial[]} */
function chosen(names) {
  const unknown = names.filter((name) => !TRIALS.some((trial) => trial.name === name));
  if (unknown.length > 0)
    throw new Refusal(`Không có: ${unknown.join(', ')}. Chọn: ${TRIALS.map(({ name }) => name).join(', ')}.`);
  return TRIALS.filter(({ name }) => names.length === 0 || names.includes(name));
}

/** @param {Trial} trial @param {import('../../scripts/say.mjs').Speaker} log @param {AbortSignal} signal @returns {Promise<Done>} */
async function runTrial({ env, run, alone }, log, signal) {
  if (alone) return alone(log, signal);
  const site = await openSite({ log, random: randomOf(1), env, signal });
  try {
    return await /** @type {NonNullable<Trial['run']>} */ (run)(site);
  } finally {
    await site.close();
  }
}

async function main() {
  const trials = chosen(process.argv.slice(2));
  if (trials.some(({ run }) => run)) needServers();
  const log = speaker(process.stderr);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(signal, () => stop.abort(new Refusal(`Dừng theo ${signal}.`)));
  let failed = 0;
  for (const trial of trials) {
    const { name, title } = trial;
    stop.signal.throwIfAborted();
    log.line(`  ${name}: ${title}`);
    try {
      const { ledger, ...done } = await runTrial(trial, log, stop.signal);
      for (const what of done.missed) log.line(`      ${what}`);
      const passed = done.missed.length === 0;
      log.line(`  ${passed ? '✔' : '✘'} ${name}`);
      process.stdout.write(`${JSON.stringify({ trial: name, passed, ...done, ...(!passed && { ledger }) })}\n`);
      if (!passed) failed += 1;
      else if (ledger) rmSync(dirname(ledger), { recursive: true, force: true });
    } catch (error) {
      if (!(error instanceof Skip)) throw error;
      log.line(`  – ${name}: skipped, because ${error.message}`);
      process.stdout.write(`${JSON.stringify({ trial: name, skipped: error.message })}\n`);
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
