/**
 * What the server put into the first HTML, so that a page shows without asking again: answers of the api by their
 * address. Each is used once; later visits of the page ask.
 */
let island: Map<string, unknown> | undefined;

/** @example takeFirstData('/api/contests/cchc-2026') */
export function takeFirstData(address: string): unknown {
  if (!island) {
    const text = document.getElementById('first-data')?.textContent;
    island = new Map(Object.entries(text ? (JSON.parse(text) as Record<string, unknown>) : {}));
  }
  const found = island.get(address);
  island.delete(address);
  return found;
}
