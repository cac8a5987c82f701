/** How often a key was hit in its window, and how long the window still lasts. */
export interface Count {
  hits: number;
  /** Milliseconds until the count starts anew. */
  endsInMs: number;
}

/**
 * Counters with a fixed window in the memory of one process: what the door counts with while Redis is gone. Bounded; when
 * full, the counters made first make room.
 */
export class LocalCounters {
  private readonly windows = new Map<string, { hits: number; endsAt: number }>();

  constructor(private readonly keysMax = 50_000) {}

  /** Counts one more. @param now milliseconds of any steady clock, the same one each time */
  hit(key: string, windowMs: number, now: number): Count {
    let window = this.windows.get(key);
    if (!window || window.endsAt <= now) {
      this.windows.delete(key);
      window = { hits: 0, endsAt: now + windowMs };
      this.makeRoom();
      this.windows.set(key, window);
    }
    window.hits++;
    return { hits: window.hits, endsInMs: window.endsAt - now };
  }

  /** Takes one hit back. */
  takeBack(key: string): void {
    const window = this.windows.get(key);
    if (window) window.hits--;
  }

  forget(key: string): void {
    this.windows.delete(key);
  }

  private makeRoom(): void {
    if (this.windows.size < this.keysMax) return;
    const first = this.windows.keys().next();
    if (!first.done) this.windows.delete(first.value);
  }
}
