import { DomainError } from './errors.js';
import { orderCount, ORDER_AS_WRITTEN } from './option-order.js';
import { randomWalk, seededRandom, shuffled, type Random } from './random.js';
import type { BlueprintCell, PaperRules } from './round-rules.js';
import type { RuleFault } from './rule-shape.js';

/** One item as the draw sees it. `id` is the item version, `itemId` the item whatever its version. */
export interface PoolItem {
  id: number;
  itemId: number;
  topic: string;
  level: 1 | 2 | 3;
  subBank: string | null;
  optionCount: number;
  /** True-false, or options in rising order: never shuffled. */
  fixedOptionOrder: boolean;
}

/** A bank made ready for drawing: immutable, so one copy serves every draw of a round. */
export interface ItemPool {
  readonly items: readonly PoolItem[];
  /** Places in `items` by sub-bank, topic and level, each of them also as "any". */
  readonly byCell: ReadonlyMap<string, readonly number[]>;
}

/** The frozen paper of one attempt, arrays by position: item versions, items, and the order of options of each. */
export interface Paper {
  items: number[];
  itemIds: number[];
  orders: number[];
}

const NO_ITEMS: readonly number[] = [];
const keyPart = (value: string | number | null): string => (value === null ? '' : `=${value}`);
/** U+001F cannot occur in a code (control characters are refused), so two different cells never share a key. */
const cellKey = (subBank: string | null, topic: string | null, level: number | null): string =>
  `${keyPart(subBank)}\u001f${keyPart(topic)}\u001f${keyPart(level)}`;

/**
 * Indexes a bank once, so that a draw costs about the length of the paper and not of the bank.
 * RangeError when an item occurs twice (two versions of one item in a paper would ask the same thing twice).
 */
export function preparePool(items: readonly PoolItem[]): ItemPool {
  const byCell = new Map<string, number[]>();
  const known = new Set<number>();
  items.forEach((item, place) => {
    if (known.has(item.itemId)) throw new RangeError(`item ${item.itemId} is in the pool twice`);
    known.add(item.itemId);
    orderCount(item.optionCount);
    for (const subBank of item.subBank === null ? [null] : [null, item.subBank]) {
      for (const topic of [null, item.topic]) {
        for (const level of [null, item.level]) {
          const key = cellKey(subBank, topic, level);
          const places = byCell.get(key);
          if (places) places.push(place);
          else byCell.set(key, [place]);
        }
      }
    }
  });
  return { items: [...items], byCell };
}

/**
 * Draws a paper: for each line of the blueprint so many items, at random by the seed, none twice in the paper.
 *
 * - Items that the person has seen come only where unseen ones do not suffice; the number of unseen items in the paper is
 *   the largest possible.
 * - Lines may overlap (topic A at any level, any topic at level 1). A draw fails only if no assignment exists at all: a
 *   line that lacks an item takes one from another line that can spare it (augmenting paths, Berge 1957).
 * - With `shuffleItems` every order of the items is equally likely, else they stand in the order of the blueprint.
 *
 * @param draw.seed the same pool, rules, seed and seen items always give the same paper
 * @param draw.seen `itemId`s the person has met, looked at only with `avoidSeenItems`
 * @throws DomainError PAPER_CANNOT_BE_DRAWN with the line that lacks items: cell (from 1), topic, level, wanted, missing
 * Source: test specification as in QTI `selection` and `ordering`; blueprint 2/2/4/2/2/1/2 of a ministry's contest of 2020.
 * Example: `drawPaper({ pool, rules: round.paper, seed: attemptSeed, seen: new Set() }).items` → `[812, 33, 407, …]`.
 */
export function drawPaper(draw: { pool: ItemPool; rules: PaperRules; seed: string; seen: ReadonlySet<number> }): Paper {
  const { pool, rules, seen } = draw;
  const random = seededRandom(draw.seed);
  const { picked, lines } = fillLines(pool, rules, random, rules.avoidSeenItems ? seen : new Set());
  const lacking = lines.find((line) => picked[line.cell]!.length < line.count);
  if (lacking) {
    throw new DomainError('PAPER_CANNOT_BE_DRAWN', {
      cell: lacking.cell + 1,
      topic: lacking.topic,
      level: lacking.level,
      wanted: lacking.count,
      missing: lacking.count - picked[lacking.cell]!.length,
    });
  }
  const places = rules.shuffleItems ? shuffled(picked.flat(), random) : picked.flat();
  const items = places.map((place) => pool.items[place]!);
  return {
    items: items.map(({ id }) => id),
    itemIds: items.map(({ itemId }) => itemId),
    orders: items.map(({ optionCount, fixedOptionOrder }) =>
      rules.shuffleOptions && !fixedOptionOrder ? random.int(orderCount(optionCount)) : ORDER_AS_WRITTEN,
    ),
  };
}

/**
 * The rules of the papers that people of an audience get: from its own part of the bank where it has one.
 *
 * Example: with `byAudience: [{ audienceId: 2, subBank: 'nguoi-dan' }]`, audience 2 gets papers with `subBank` 'nguoi-dan'.
 */
export function paperFor(rules: PaperRules, audienceId: number): PaperRules {
  const own = rules.byAudience?.find((one) => one.audienceId === audienceId);
  return own ? { ...rules, subBank: own.subBank } : rules;
}

/** The parts of the bank that people of these audiences are asked from, each once; null is the whole bank. */
export function partsAsked(rules: PaperRules, audienceIds: readonly number[]): (string | null)[] {
  if (audienceIds.length === 0) return [rules.subBank];
  return [...new Set(audienceIds.map((id) => paperFor(rules, id).subBank))];
}

/**
 * Can the bank serve the blueprint, for each audience that has its own part as well? One fault per line that lacks items,
 * in words; empty when every draw will succeed. Asked when a round is published; shape and meaning of the rules are
 * `checkRoundRules`' business.
 */
export function checkBlueprint(pool: ItemPool, rules: PaperRules): RuleFault[] {
  const parts = new Set([rules.subBank, ...(rules.byAudience ?? []).map(({ subBank }) => subBank)]);
  return [...parts].flatMap((subBank) => checkPart(pool, { ...rules, subBank }));
}

function checkPart(pool: ItemPool, rules: PaperRules): RuleFault[] {
  const { picked, lines } = fillLines(pool, rules, seededRandom('check'), new Set());
  return lines
    .filter(({ cell, count }) => picked[cell]!.length < count)
    .sort((a, b) => a.cell - b.cell)
    .map(({ cell, topic, level, count, candidates }) => {
      const of = `${topic === null ? 'mọi chủ đề' : `chủ đề "${topic}"`}, ${level === null ? 'mọi mức độ' : `mức ${level}`}`;
      const where = rules.subBank === null ? 'ngân hàng' : `phần "${rules.subBank}" của ngân hàng`;
      const got = picked[cell]!.length;
      const reason =
        candidates.length < count
          ? `${where} chỉ có ${candidates.length} câu`
          : `${where} có ${candidates.length} câu mà các dòng khác cũng cần, nên chỉ còn ${got} câu`;
      const message = `Dòng ${cell + 1} của cấu trúc đề cần ${count} câu (${of}) nhưng ${reason}.`;
      return { path: `paper.blueprint[${cell}]`, code: 'NOT_ENOUGH_ITEMS', message };
    });
}

interface Line extends BlueprintCell {
  cell: number;
  candidates: readonly number[];
}

/** Lines with the narrowest first: they have the least choice, so the others leave them what they need most often. */
function narrowestFirst(pool: ItemPool, { blueprint, subBank }: PaperRules): Line[] {
  const breadth = ({ topic, level }: BlueprintCell) => Number(topic === null) + Number(level === null);
  return blueprint
    .map((line, cell) => ({
      ...line,
      cell,
      candidates: pool.byCell.get(cellKey(subBank, line.topic, line.level)) ?? NO_ITEMS,
    }))
    .sort((a, b) => breadth(a) - breadth(b) || a.candidates.length - b.candidates.length || a.cell - b.cell);
}

/** Fills the lines as far as possible: first with unseen items only, then with any. Answers places in the pool by cell. */
function fillLines(pool: ItemPool, rules: PaperRules, random: Random, seen: ReadonlySet<number>) {
  const lines = narrowestFirst(pool, rules);
  const picked: number[][] = rules.blueprint.map(() => []);
  const holder = new Map<number, Line>();

  const fill = (allowed: (place: number) => boolean): void => {
    for (const line of lines) {
      const mine = picked[line.cell]!;
      const walk = randomWalk(line.candidates.length, random);
      while (mine.length < line.count) {
        const step = walk();
        if (step < 0) break;
        const place = line.candidates[step]!;
        if (holder.has(place) || !allowed(place)) continue;
        holder.set(place, line);
        mine.push(place);
      }
      while (mine.length < line.count && takeFromOthers(line, picked, holder, allowed, random));
    }
  };
  if (seen.size > 0) fill((place) => !seen.has(pool.items[place]!.itemId));
  fill(() => true);
  return { lines, picked };
}

/**
 * Gives `needy` one more item by a chain of exchanges: it takes an item of a second line, which takes one of a third, …,
 * which takes a free one. Breadth first, so the chain is the shortest. No item that is in the paper leaves it, hence
 * unseen items drawn before stay drawn. False when no chain exists; then no assignment has one more item for this line.
 */
function takeFromOthers(
  needy: Line,
  picked: number[][],
  holder: Map<number, Line>,
  allowed: (place: number) => boolean,
  random: Random,
): boolean {
  /** How each line was reached: which line wants which of its items. */
  const wantedBy = new Map<Line, { line: Line; place: number } | null>([[needy, null]]);
  for (const line of wantedBy.keys()) {
    const { candidates } = line;
    // A random starting point, so that the spare items of a tight bank are not always the same ones.
    const start = candidates.length > 0 ? random.int(candidates.length) : 0;
    for (let i = 0; i < candidates.length; i++) {
      const place = candidates[(start + i) % candidates.length]!;
      const owner = holder.get(place);
      if (owner !== undefined) {
        if (!wantedBy.has(owner)) wantedBy.set(owner, { line, place });
      } else if (allowed(place)) {
        handOver(line, place, wantedBy, picked, holder);
        return true;
      }
    }
  }
  return false;
}

/** Carries out the chain that ends with `line` taking the free item at `place`. */
function handOver(
  line: Line,
  place: number,
  wantedBy: ReadonlyMap<Line, { line: Line; place: number } | null>,
  picked: number[][],
  holder: Map<number, Line>,
): void {
  const want = wantedBy.get(line) ?? null;
  const mine = picked[line.cell]!;
  holder.set(place, line);
  if (want === null) {
    mine.push(place);
    return;
  }
  mine[mine.indexOf(want.place)] = place;
  handOver(want.line, want.place, wantedBy, picked, holder);
}
