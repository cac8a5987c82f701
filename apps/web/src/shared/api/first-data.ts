import { hearServerTime } from './server-clock.js';

/**
 * What the server put into the first HTML, so that a page shows without asking again: answers of the api by their
 * address. Each is used once; later visits of the page ask.
 */
let island: Map<string, unknown> | undefined;

/** @example takeFirstData('/api/contests/cchc-2026') */
export function takeFirstData(address: string): unknown {
  island ??= readIsland();
  const found = island.get(address);
  island.delete(address);
  return found;
}

function readIsland(): Map<string, unknown> {
  const text = document.getElementById('first-data')?.textContent;
  const [loaded] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  // A page that the browser brings back, or a tab it opens again, holds the HTML of then.
  if (!text || loaded?.type === 'back_forward') return new Map();
  const { now, ...answers } = JSON.parse(text) as { now: string };
  if (loaded) hearServerTime(now, loaded.requestStart, IN_PASSING_MS, loaded.responseStart);
  return new Map(Object.entries(answers));
}

/** Told in ms; called a little coarser, so that the first answer to a question replaces what was heard in passing. */
const IN_PASSING_MS = 2;
