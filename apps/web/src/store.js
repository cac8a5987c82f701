// What this browser keeps. In a private window storage may be refused: then things last as long as the page.

const PREFIX = 'thi-cchc:';
const memory = new Map();

const shelf = (open) => ({
  read(name) {
    try {
      return JSON.parse(open().getItem(PREFIX + name) ?? 'null');
    } catch {
      return memory.get(name) ?? null;
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
});

/** Lives on when the browser is closed: answers that the server has not confirmed yet. */
export const device = shelf(() => localStorage);

/** Lives as long as this tab: a second tab is another device and has to ask before it writes. */
export const tab = shelf(() => sessionStorage);

/** Leaves nothing of a person behind on a phone that goes from hand to hand. */
export function wipe() {
  device.clear();
  tab.clear();
}
