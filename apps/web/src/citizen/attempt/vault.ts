import { clear, del, get, keys, set } from 'idb-keyval';

/** A browser whose database neither works nor says so (it happens in private windows) is not waited for, but once. */
const PATIENCE_MS = 3_000;

/** What the page itself remembers: all there is where the browser keeps nothing, and gone with the page. */
const memory = new Map<string, unknown>();
/** Names of which the database has not taken the newest: there the page knows better. */
const untaken = new Set<string>();
/** It was asked and has not answered: it is still told everything, in case it wakes up. */
let isSilent = false;

/** null when it failed or does not answer; the next question may go better, for a full or sleeping phone recovers. */
async function ask<T>(work: () => Promise<T>): Promise<{ value: T } | null> {
  const answer = Promise.resolve()
    .then(work)
    .then(
      (value) => ({ value }),
      () => null,
    )
    .finally(() => (isSilent = false));
  if (isSilent) return null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<null>((resolve) => {
    timer = setTimeout(() => {
      isSilent = true;
      resolve(null);
    }, PATIENCE_MS);
  });
  return Promise.race([answer, tooLate]).finally(() => clearTimeout(timer));
}

function take(name: string, taken: object | null): void {
  if (taken) untaken.delete(name);
  else untaken.add(name);
}

/** Named values in IndexedDB, and in memory where there is none. A promise that is kept means: as safe as this browser can. */
export const vault = {
  async read<T>(name: string): Promise<T | null> {
    const kept = await ask(() => get<T>(name));
    return (kept && !untaken.has(name) ? kept.value : (memory.get(name) as T | undefined)) ?? null;
  },
  async write(name: string, value: unknown): Promise<void> {
    memory.set(name, value);
    take(name, await ask(() => set(name, value)));
  },
  async remove(name: string): Promise<void> {
    memory.delete(name);
    take(name, await ask(() => del(name)));
  },
  async names(): Promise<string[]> {
    const kept = await ask(() => keys<string>());
    return [...new Set([...(kept?.value ?? []), ...memory.keys()])];
  },
  async clear(): Promise<void> {
    memory.clear();
    await ask(() => clear());
  },
};
