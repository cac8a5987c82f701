import type { EntityManager } from 'typeorm';
import { run, statement } from '#database';

/**
 * `wanted`: never loaded, and nothing real is in the way. `loaded`: there now. `removed`: was there once, somebody took it
 * away. `not_wanted`: real contests were made before any sample was loaded.
 */
export type SampleState = 'wanted' | 'loaded' | 'removed' | 'not_wanted';

/** What the audit trail remembers of the sample data; the trail is never deleted. */
export const SAMPLE_LOADED = 'sample.loaded';
export const SAMPLE_REMOVED = 'sample.removed';

// Contests by kind: a handful of rows.
const countContests = statement<{ sample: boolean }>('cli.contest-kinds', 'SELECT DISTINCT sample FROM contest');

// Whether the sample data were ever loaded. $1 action. Reads the trail whole, but only where no sample contest is.
const everLoaded = statement<{ found: boolean }>(
  'cli.sample-ever-loaded',
  'SELECT EXISTS (SELECT FROM audit WHERE action = $1) AS found',
);

/** Whether the sample data are to be loaded, moved or left alone. */
export async function sampleState(manager: EntityManager): Promise<SampleState> {
  const kinds = await run(manager, countContests, []);
  if (kinds.some(({ sample }) => sample)) return 'loaded';
  const [before] = await run(manager, everLoaded, [SAMPLE_LOADED]);
  if (before!.found) return 'removed';
  return kinds.length > 0 ? 'not_wanted' : 'wanted';
}
