import { del, get, keys, set } from 'idb-keyval';

/** A browser whose database neither works nor says so (it happens in private windows) is not waited for. */
const PATIENCE_MS = 1_500;

/** What the page itself remembers: all there is where the browser keeps nothing, and gone with the page. */
const memory = new Map<string, unknown>();
let isUsable = true;

async function ask<T>(work: () => Promise<T>): Promise<T | undefined> {
  if (!isUsable) return undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the database does not answer')), PATIENCE_MS);
  });
  try {
    return await Promise.race([work(), tooLate]);
  } catch {
    isUsable = false;
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** Named values in IndexedDB, and in memory where there is none. A promise that is kept means: as safe as this browser can. */
export const vault = {
  async read<T>(name: string): Promise<T | null> {
    return ((await ask(() => get<T>(name))) ?? (memory.get(name) as T | undefined)) || null;
  },
  async write(name: string, value: unknown): Promise<void> {
    memory.set(name, value);
    await ask(() => set(name, value));
  },
  async remove(name: string): Promise<void> {
    memory.delete(name);
    await ask(() => del(name));
  },
  async names(): Promise<string[]> {
    const kept = (await ask(() => keys<string>())) ?? [];
    return [...new Set([...kept, ...memory.keys()])];
  },
};
