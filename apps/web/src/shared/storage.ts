/** What this browser keeps in small. In a private window storage may be refused: then things last as long as the page. */

const PREFIX = 'thi-cchc:';

export interface Shelf {
  read<T>(name: string): T | null;
  write(name: string, value: unknown): void;
  remove(name: string): void;
  clear(): void;
}

function shelf(open: () => Storage): Shelf {
  const memory = new Map<string, unknown>();
  return {
    read<T>(name: string): T | null {
      try {
        return JSON.parse(open().getItem(PREFIX + name) ?? 'null') as T | null;
      } catch {
        return (memory.get(name) as T | undefined) ?? null;
      }
    },
    write(name, value) {
      memory.set(name, value);
      try {
        open().setItem(PREFIX + name, JSON.stringify(value));
      } catch {
        // Full or forbidden: the copy in memory has to do.
      }
    },
    remove(name) {
      memory.delete(name);
      try {
        open().removeItem(PREFIX + name);
      } catch {
        // Nothing could be kept, so nothing is left.
      }
    },
    clear() {
      memory.clear();
      try {
        for (const name of Object.keys(open())) if (name.startsWith(PREFIX)) open().removeItem(name);
      } catch {
        // As above.
      }
    },
  };
}

/** Lives on when the browser is closed: language, light or dark, size of the letters. */
export const device = shelf(() => localStorage);

/** Lives as long as this tab: what was typed into a form that is not sent yet. */
export const tab = shelf(() => sessionStorage);
