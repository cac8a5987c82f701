// Bugs that a drill has to find, or it has no teeth. They are planted into the drill's own database and processes, never
// into the product: an index dropped, another environment, a module loaded before the compiled program that changes it.

const preload = { NODE_OPTIONS: `--import=${new URL('plant-preload.mjs', import.meta.url)}` };

/** @type {Record<string, { says: string, foundBy: string[], env?: Record<string, string>,
 *   spoil?: (stage: import('./stage.mjs').Stage) => Promise<unknown> }>} */
export const PLANTS = {
  'no-unique-key': {
    says: 'nothing forbids a second effective grade, and the worker does not look whether there is one',
    foundBy: ['D2'],
    env: { ...preload, DRILL_PLANT: 'no-unique-key' },
    spoil: (stage) => stage.pool.query('DROP INDEX grade_effective_key'),
  },
  'sweeper-off': {
    says: 'nobody asks the database what is owed',
    foundBy: ['D4'],
    env: { GRADING_SWEEP_SECONDS: '100000' },
  },
  'ack-before-commit': {
    says: 'the receipt is sent before the commit',
    foundBy: ['D1', 'D3'],
    env: { ...preload, DRILL_PLANT: 'ack-before-commit' },
  },
  'deadline-by-client': {
    says: 'how long a save waited is believed as the page tells it',
    foundBy: ['D12'],
    env: { ...preload, DRILL_PLANT: 'deadline-by-client' },
  },
  'counter-by-increment': {
    says: 'a unit counts what a job brings, not what is new in it',
    foundBy: ['D2'],
    env: { ...preload, DRILL_PLANT: 'counter-by-increment' },
  },
};
