import type { RankingRule } from '../ranking.js';
import { compareSortKeys, encodeSortKey } from '../sort-key.js';
import type { Place } from './standings.js';

/** A person among the first of an order, with the place by some other rules that it was brought with. */
export interface FirstPlace {
  rank: number;
  place: Place;
  elsewhere: Place;
}

interface Kept {
  key: Uint8Array;
  place: Place;
  elsewhere: Place;
}

/**
 * The first of a field that is too large to sort: takes people one by one, in any order, and remembers the first places and
 * of everybody else a sort key, some dozens of bytes. What it tells is what `standings` tells of the same people.
 *
 * @example const first = new FirstPlaces(ranking, 20); for (const one of people) first.add(one, one); first.list();
 */
export class FirstPlaces {
  private readonly best: Kept[] = [];
  private keys = new Uint8Array(1024);
  private width = 0;
  private count = 0;

  /** @param places how many are remembered; one more tells what decided the last of them */
  constructor(
    private readonly rule: RankingRule,
    private readonly places: number,
  ) {}

  /** How many people were added. */
  get persons(): number {
    return this.count;
  }

  /** @param elsewhere where the same person stands by other rules */
  add(place: Place, elsewhere: Place): void {
    const key = this.keyOf(place);
    this.width = key.length;
    this.store(key);
    this.keep({ key, place, elsewhere });
  }

  /** The first, in order, equal ones by person. */
  list(): FirstPlace[] {
    let rank = 0;
    return this.best.map(({ key, place, elsewhere }, i) => {
      if (i === 0 || compareSortKeys(this.best[i - 1]!.key, key) !== 0) rank = i + 1;
      return { rank, place, elsewhere };
    });
  }

  /** The ranks of these people among all that were added, in the order in which they are asked about. */
  ranksOf(places: readonly Place[]): number[] {
    const asked = places.map((place) => this.keyOf(place));
    const sorted = [...asked].sort(compareSortKeys);
    /** By place in `sorted`: keys that are smaller than it, and than none before it. */
    const smaller = new Array<number>(sorted.length + 1).fill(0);
    for (let at = 0; at < this.count * this.width; at += this.width) {
      let [from, to] = [0, sorted.length];
      while (from < to) {
        const middle = (from + to) >> 1;
        if (this.isBefore(at, sorted[middle]!)) to = middle;
        else from = middle + 1;
      }
      smaller[from] = smaller[from]! + 1;
    }
    let sum = 0;
    const ranks = new Map(sorted.map((key, i) => [key, 1 + (sum += smaller[i]!)]));
    return asked.map((key) => ranks.get(key)!);
  }

  private keyOf(place: Place): Uint8Array {
    return encodeSortKey(place, this.rule.criteria, this.rule.durationPrecision);
  }

  private store(key: Uint8Array): void {
    const end = (this.count + 1) * this.width;
    if (end > this.keys.length) {
      const wider = new Uint8Array(Math.max(end, this.keys.length * 2));
      wider.set(this.keys);
      this.keys = wider;
    }
    this.keys.set(key, end - this.width);
    this.count += 1;
  }

  /** Whether the key that is stored there ranks before another: `compareSortKeys` without a view of each. */
  private isBefore(at: number, key: Uint8Array): boolean {
    for (let i = 0; i < this.width; i += 1) {
      const difference = this.keys[at + i]! - key[i]!;
      if (difference !== 0) return difference < 0;
    }
    return false;
  }

  private keep(one: Kept): void {
    const { best, places } = this;
    if (best.length >= places && inOrder(best.at(-1)!, one) < 0) return;
    let at = best.length;
    while (at > 0 && inOrder(one, best[at - 1]!) < 0) at -= 1;
    best.splice(at, 0, one);
    if (best.length > places) best.pop();
  }
}

const inOrder = (a: Kept, b: Kept): number =>
  compareSortKeys(a.key, b.key) || (a.place.personId < b.place.personId ? -1 : 1);
