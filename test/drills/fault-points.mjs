// Loaded into the workers of drill D2 (node --import): at the points where a death hurts most they kill themselves, now and
// then, while the file named by DRILL_FAULTS_ON is there. The product knows nothing of it.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SHARE = 0.12;

if (/\/apps\/worker\//.test(process.argv[1] ?? '')) {
  const dist = (/** @type {string} */ path) => import(fileURLToPath(new URL(`../../dist/${path}`, import.meta.url)));
  await import('reflect-metadata');
  const { TallyService } = await dist('libs/results/src/tally.service.js');
  const { GradingProcessor } = await dist('apps/worker/src/grading.processor.js');
  const perhaps = () => {
    if (Math.random() < SHARE && existsSync(process.env.DRILL_FAULTS_ON ?? '')) process.kill(process.pid, 'SIGKILL');
  };
  /** @param {any} type @param {string} method when it has run */
  const after = (type, method) => {
    const original = type.prototype[method];
    type.prototype[method] = async function (/** @type {any[]} */ ...args) {
      const result = await original.apply(this, args);
      perhaps();
      return result;
    };
  };
  after(TallyService, 'apply'); // written, not committed
  after(GradingProcessor, 'gradeGroup'); // committed, not said to the pages
  after(GradingProcessor, 'process'); // done, the job not acknowledged
}
