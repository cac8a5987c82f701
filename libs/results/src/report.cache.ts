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
