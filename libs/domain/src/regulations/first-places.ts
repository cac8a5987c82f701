import { competitionRanks, type RankingRule } from '../ranking.js';
import { compareSortKeys, encodeSortKey } from '../sort-key.js';
import type { Place } from './standings.js';

/** A person among the first of an order, with the place by some other rules that it was brought with. */
export interface FirstPlace {
  rank: number;
  /** How many of all that were added have this rank. */
  sharing: number;
  place: Place;
  elsewhere: Place;
}

/** Keys that are compared before somebody else may have a turn: a few milliseconds of work. */
const KEYS_A_TURN = 5_000;

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
  /** Of the last that is remembered: how many equal ones there was no room for. */
  private equalBehind = 0;
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
    const ranks = competitionRanks(this.best, (a, b) => compareSortKeys(a.key, b.key) === 0);
    const sharing = new Map<number, number>();
    for (const rank of ranks) sharing.set(rank, (sharing.get(rank) ?? 0) + 1);
    const last = ranks.at(-1);
    if (last !== undefined) sharing.set(last, sharing.get(last)! + this.equalBehind);
    return this.best.map(({ place, elsewhere }, i) => ({
      ...{ rank: ranks[i]!, sharing: sharing.get(ranks[i]!)!, place, elsewhere },
    }));
  }

  /** The ranks of these people among all that were added, in the order in which they are asked about. */
  ranksOf(places: readonly Place[]): number[] {
    const work = this.ranksInTurns(places);
    for (;;) {
      const { value, done } = work.next();
      if (done) return value;
    }
  }

  /** The same, a few milliseconds at a time: between two turns others can be served. */
  *ranksInTurns(places: readonly Place[]): Generator<void, number[]> {
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
      if ((at / this.width) % KEYS_A_TURN === KEYS_A_TURN - 1) yield;
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
    let at = best.length;
    while (at > 0 && inOrder(one, best[at - 1]!) < 0) at -= 1;
    best.splice(at, 0, one);
    if (best.length <= places) return;
    const order = compareSortKeys(best.at(-2)!.key, best.pop()!.key);
    // Whoever is pushed out is equal to the last, or the last has no more equals than those that are kept.
    if (order === 0) this.equalBehind += 1;
    else if (at < places) this.equalBehind = 0;
  }
}

const inOrder = (a: Kept, b: Kept): number =>
  compareSortKeys(a.key, b.key) || (a.place.personId < b.place.personId ? -1 : 1);
