// Loaded into every worker of a drill (node --import): at the points where a death hurts most it kills itself. The file named by
// DRILL_FAULTS_ON says which visit of which point is the last one, a line a life, as the drill has drawn them from its seed; a
// process takes the next line that nobody has taken. Without the file nothing happens. The product knows nothing of it.

import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const plan = process.env.DRILL_FAULTS_ON ?? '';

/** @returns {{ point: string, visit: number }} the next death that nobody has taken yet */
function nextDeath() {
  for (const [n, line] of readFileSync(plan, 'utf8').trim().split('\n').entries()) {
    try {
      mkdirSync(`${plan}-${n}`); // one process alone can make it
    } catch {
      continue;
    }
    const [point = '', visit] = line.split(' ');
    return { point, visit: Number(visit) };
  }
  return { point: '', visit: 0 };
}

if (/\/apps\/worker\/src\/main/.test(process.argv[1] ?? '')) {
  const dist = (/** @type {string} */ path) => import(fileURLToPath(new URL(`../../dist/${path}`, import.meta.url)));
  await import('reflect-metadata');
  const { TallyService } = await dist('libs/results/src/tally.service.js');
  const { GradingProcessor } = await dist('apps/worker/src/grading.processor.js');
  /** @type {ReturnType<typeof nextDeath> | undefined} */
  let death;
  let visits = 0;
  const visited = (/** @type {string} */ point) => {
    if (!existsSync(plan)) return;
    death ??= nextDeath();
    if (point !== death.point) return;
    visits += 1;
    if (visits >= death.visit) process.kill(process.pid, 'SIGKILL');
  };
  /** @param {any} type @param {string} method @param {string} point reached when it has run */
  const after = (type, method, point) => {
    const original = type.prototype[method];
    type.prototype[method] = async function (/** @type {any[]} */ ...args) {
      const result = await original.apply(this, args);
      visited(point);
      return result;
    };
  };
  after(TallyService, 'applyGraded', 'written'); // not committed
  after(GradingProcessor, 'gradeGroup', 'committed'); // not said to the pages
  after(GradingProcessor, 'process', 'done'); // the job not acknowledged
}
