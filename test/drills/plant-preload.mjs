// Loaded into api, worker and cli by `drill --plant BUG` (node --import): changes the compiled product inside this process
// alone, so that a drill can be seen to find the bug.

import { PLANTS } from './plants.mjs';

const app = /** @type {'api' | 'worker' | 'cli' | undefined} */ (
  /\/apps\/(api|worker|cli)\/src\/main\.js$/.exec(process.argv[1] ?? '')?.[1]
);
const plant = app && PLANTS[process.env.DRILL_PLANT ?? '']?.[app];
if (plant) {
  await import('reflect-metadata');
  await plant();
}
