/**
 * What was made lately, by name; who asks while it is being made waits for the same. When there are too many, those that
 * nobody asked for longest go. What failed is not kept.
 *
 * @example const kept = new Kept(100, 3000); await kept.get('a', () => read('a'))
 */
export class Kept {
  private readonly made = new Map<string, { at: number; value: Promise<unknown> }>();

  /** @param keptMs how long a thing may be given out; Infinity when its name says all that it depends on */
  constructor(
    private readonly countMax: number,
    private readonly keptMs: number,
  ) {}

  get<T>(name: string, make: () => Promise<T>): Promise<T> {
    const now = performance.now();
    const found = this.made.get(name);
    this.made.delete(name);
    if (found && now - found.at < this.keptMs) {
      this.made.set(name, found);
      return found.value as Promise<T>;
    }
    const value = make();
    this.made.set(name, { at: now, value });
    if (this.made.size > this.countMax) this.made.delete(this.made.keys().next().value!);
    value.catch(() => {
      if (this.made.get(name)?.value === value) this.made.delete(name);
    });
    return value;
  }
}
