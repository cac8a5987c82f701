// `npm run -s load -- --profile herd … --store`: leaves what acts cost in the run where `cli check-server` reckons from it.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clone } from '../../scripts/home.mjs';
import { Refusal } from '../../scripts/say.mjs';
import { machine, round } from './measures.mjs';

const FILE = 'apps/cli/src/server/measured-herd.json';
/** With fewer, requests hardly meet in groups, and each costs several times what it does in a rush. */
const PEOPLE_MIN = 10_000;

/**
 * @param {any} result of the whole run
 * @param {string[]} args it was asked for with
 * @returns {Promise<string>} the file, by its path in the clone
 */
export async function storeHerd(result, args) {
  if (result.errors > 0 || result.people < PEOPLE_MIN)
    throw new Refusal(`Chỉ ghi lại một lần chạy không lỗi của ít nhất ${PEOPLE_MIN} người.`);
  const { timeSum } = await import(join(clone, 'dist/apps/cli/src/server/reference-sum.js'));
  const { connect, signIn, start, save, submit, second } = result.cpuMsPerAct;
  const used = Object.values(result.cpuSeconds).reduce((sum, seconds) => sum + seconds, 0);
  const share = (/** @type {number} */ seconds) => round(seconds / (used + result.cpuOfOthers + result.cpuIdle), 2);
  const figures = {
    measuredOn: result.measuredOn,
    commit: result.commit,
    command: `npm run -s load -- ${args.join(' ')}`,
    machine: { ...machine, referenceSumMs: round(timeSum(), 1) },
    cpuShare: {
      product: share(used - result.cpuSeconds.tool),
      tool: share(result.cpuSeconds.tool),
      others: share(result.cpuOfOthers),
    },
    people: result.people,
    submitsPerSecond: result.submitsPerSecond,
    submitMs: result.steps.submit,
    cpuMs: { connect, signIn, start, save, submit, second },
    kibPerPage: result.kibPerPage,
  };
  writeFileSync(join(clone, FILE), `${JSON.stringify(figures, null, 2)}\n`);
  return FILE;
}
