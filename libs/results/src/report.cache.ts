/**
 * Answers that many people ask for at once, kept for a moment. Equal questions that come together share one look at the
 * database; a failure is not kept. An entry dies by its own timer, counted from the beginning of the look, so an answer
 * is never older than `lifeMs`.
 */
export class BriefCache<Value> {
  private readonly entries = new Map<string, Promise<Value>>();

  constructor(
    private readonly lifeMs: number,
    /** Entries held at most; the oldest makes room. */
    private readonly entriesMax: number,
  ) {}

  get(key: string, load: () => Promise<Value>): Promise<Value> {
    const known = this.entries.get(key);
    if (known) return known;
    const value = load();
    const [oldest] = this.entries.keys();
    if (oldest !== undefined && this.entries.size >= this.entriesMax) this.entries.delete(oldest);
    this.entries.set(key, value);
    const forget = () => {
      if (this.entries.get(key) === value) this.entries.delete(key);
    };
    setTimeout(forget, this.lifeMs).unref();
    value.catch(forget);
    return value;
  }
}

/** Of one question so many looks are begun in so long, whatever the version. */
const PACE = { looks: 3, ms: 1_000 };

/**
 * Answers made of figures that move, kept by the version of the figures: who asks is shown what is true now, and equal
 * questions share one look. Where the version moves with every group of grades and a crowd asks, that would be a look for
 * nearly each of them; so of one question no more than three are begun in a second, and whoever asks beyond gets the newest,
 * at most a second old. A page that was told of a version asks two seconds later at the soonest, so it is not shown an older
 * one. An answer must say itself of which version it is.
 */
export class PacedCache<Value> {
  private readonly entries = new Map<string, { newest: Promise<Value>; version: number; begun: number[] }>();

  constructor(
    /** How old an answer may be while the version is the same. */
    private readonly lifeMs: number,
    /** Questions held at most; the oldest makes room. */
    private readonly entriesMax: number,
    /** Milliseconds of a clock that only goes forward. */
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @param mayLag false: who asks tells others, and nobody comes after them */
  get(key: string, version: number, load: () => Promise<Value>, mayLag = true): Promise<Value> {
    const at = this.now();
    const known = this.entries.get(key);
    const begun = known?.begun.filter((ms) => at - ms < PACE.ms) ?? [];
    // A version that is lower than the newest is a question that was overtaken on its way.
    const isSame = known !== undefined && version <= known.version && at - known.begun.at(-1)! < this.lifeMs;
    if (known && (isSame || (mayLag && begun.length >= PACE.looks))) return known.newest;
    const newest = load();
    this.entries.delete(key);
    const [oldest] = this.entries.keys();
    if (oldest !== undefined && this.entries.size >= this.entriesMax) this.entries.delete(oldest);
    const entry = { newest, version, begun: [...begun, at] };
    this.entries.set(key, entry);
    const forget = () => {
      if (this.entries.get(key) === entry) this.entries.delete(key);
    };
    setTimeout(forget, this.lifeMs).unref();
    newest.catch(forget);
    return newest;
  }
}
