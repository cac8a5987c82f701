// `npm run -s replay -- [--attempts N] [--keep DIR] [--connections C]`: the contest of 2019 once more, through HTTP, the
// queue and the database. stdout: the report sentence, the head of the unit table, and one JSON object on the last line.

import { parseArgs } from 'node:util';
import { Refusal } from '../../scripts/say.mjs';
import { replayContest } from './replay-contest.mjs';
import { ATTEMPTS_MIN, PUBLISHED } from './replay-plan.mjs';

/** @param {string[]} args */
function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      attempts: { type: 'string', default: String(PUBLISHED.attempts) },
      keep: { type: 'string' },
      connections: { type: 'string', default: '192' },
      scale: { type: 'string', default: '120' },
      seed: { type: 'string', default: '2019' },
      apis: { type: 'string', default: '1' },
      workers: { type: 'string', default: '1' },
    },
  });
  const { keep, ...numbers } = values;
  const counts = Object.fromEntries(
    Object.entries(numbers).map(([name, text]) => {
      if (!/^[1-9]\d{0,6}$/.test(text))
        throw new Refusal(`--${name} phải là một số nguyên dương, không phải "${text}".`);
      return [name, Number(text)];
    }),
  );
  if (counts.attempts < ATTEMPTS_MIN)
    throw new Refusal(
      `--attempts ít nhất là ${ATTEMPTS_MIN}: với ít lượt thi hơn, 182 đơn vị không thể cùng tham gia.`,
    );
  return { keep, ...counts };
}

try {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(signal, () => stop.abort(new Refusal(`Dừng theo ${signal}.`)));
  const { sentence, unitTable, figures } = await replayContest({
    ...readOptions(process.argv.slice(2)),
    signal: stop.signal,
  });
  process.stdout.write(`${sentence}\n\n${unitTable}\n\n${JSON.stringify(figures)}\n`);
  process.exitCode = figures.errors > 0 || figures.differences > 0 ? 1 : 0;
} catch (error) {
  const { message, stack } = /** @type {Error} */ (error);
  process.stderr.write(`\n${error instanceof Refusal || stack === undefined ? message : stack}\n`);
  process.exitCode = 1;
}
