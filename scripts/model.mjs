// `npm run test:model -- --runs 10000`: the model of an attempt's life for as many runs as wanted, on servers of its own. Its
// figures come as one JSON line. A failure names seed, path and replay path, which given back run that one again.

import { parseArgs } from 'node:util';
import { Refusal } from './say.mjs';
import { run as runTests } from './test.mjs';

const NAME = 'lives as the model says';

const OPTIONS = /** @type {const} */ ({
  runs: { type: 'string', default: '10000' },
  seed: { type: 'string', default: '' },
  path: { type: 'string', default: '' },
  replay: { type: 'string', default: '' },
});

/** @param {string[]} args */
function read(args) {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    throw new Refusal(`${/** @type {Error} */ (error).message} Các lựa chọn: --${Object.keys(OPTIONS).join(', --')}.`);
  }
}

/** @param {string[]} args @param {import('./say.mjs').Speaker} log */
export function run(args, log) {
  const values = read(args);
  if (!/^[1-9]\d{0,6}$/.test(values.runs)) throw new Refusal('--runs phải là một số nguyên dương.');
  if (!/^-?\d*$/.test(values.seed)) throw new Refusal('--seed phải là một số nguyên.');
  return runTests(['test/integration/model', '-t', NAME], log, {
    MODEL_RUNS: values.runs,
    MODEL_SEED: values.seed,
    MODEL_PATH: values.path,
    MODEL_REPLAY: values.replay,
  });
}
