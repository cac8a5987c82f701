/**
 * A bounded memory for a moment. Entries live in two generations: `rotate` drops the old one and makes the young one old,
 * so with a rotation every t ms an entry is dropped after t to 2t. No entry carries a time and none has to be searched for.
 *
 * Example: with `rotate()` every 1.5 s nothing is older than 3 s.
 */
export class ShortCache<Value> {
  private young = new Map<string, Value>();
  private old = new Map<string, Value>();

  /** @param entriesMax entries kept at most, both generations together */
  constructor(private readonly entriesMax: number) {}

  get size(): number {
    return this.young.size + this.old.size;
  }

  get(key: string): Value | undefined {
    return this.young.get(key) ?? this.old.get(key);
  }

  /** Too many entries rotate early: what is dropped is only asked for again. */
  set(key: string, value: Value): void {
    if (this.young.size >= this.entriesMax / 2) this.rotate();
    this.young.set(key, value);
  }

  delete(key: string): void {
    this.young.delete(key);
    this.old.delete(key);
  }

  rotate(): void {
    this.old = this.young;
    this.young = new Map();
  }
}
