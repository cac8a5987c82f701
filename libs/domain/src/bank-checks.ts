import { checkItem, lengthOf, letterOf, type CheckedItem, type ItemFault } from './item-checks.js';
import { LIMITS } from './limits.js';
import { jaccard, trigramSets } from './text-likeness.js';

export interface BankFault {
  code: 'LETTER_BALANCE' | 'KEY_OFTEN_LONGEST' | 'NEAR_DUPLICATE_STEMS' | 'DUPLICATE_ID';
  message: string;
  /** Ids of the items concerned; empty when it is the bank as a whole. */
  ids: string[];
}

export interface BankReport {
  /** Only items that have a fault. */
  items: { id: string; faults: ItemFault[] }[];
  faults: BankFault[];
  /** How often the key of a single-choice item stands at A, B, C, …, and how often an even spread would put it there. */
  keyPlaces: { count: number; expected: number }[];
  /** Single-choice items whose key is longer than every distractor, and how many chance would make. */
  keyLongest: { count: number; expected: number };
}

/** Shared trigrams of two stems: one reworded by a few words stays above this, two situations on one article below. */
const NEAR_DUPLICATE = 0.75;
/** Below this many single-choice items an uneven spread is chance. */
const BALANCE_FROM = 12;

/**
 * The checks of a bank as a whole, with those of each item: keys spread evenly over A, B, C, D; the key longest no more
 * often than chance; stems that ask the same thing; ids used twice.
 *
 * Spread and length are judged from 12 single-choice items on and allow one standard deviation of chance: with 34 items
 * of four options the key stands 8.5 times at each letter, and 6 to 11 times pass.
 *
 * @param today local day 'YYYY-MM-DD' on which the windows are judged
 * Source: item-writing guidelines of Haladyna, Downing and Rodriguez (2002).
 * Example: forty sound items whose key is always C give one fault for each of A, B, C and D, all LETTER_BALANCE.
 */
export function checkBank(items: readonly CheckedItem[], today: string): BankReport {
  const faults: BankFault[] = [];
  const singles = items.filter((item) => item.kind === 'single' && item.options.filter((o) => o.right).length === 1);
  const keyPlaces = Array.from({ length: LIMITS.optionsPerItemMax }, (_, place) => {
    const chances = singles.map((item) => (place < item.options.length ? 1 / item.options.length : 0));
    const count = singles.filter((item) => item.options[place]?.right === true).length;
    return { count, ...spread(chances) };
  });
  const judged = singles.length >= BALANCE_FROM;
  keyPlaces.forEach(({ count, expected, tolerance }, place) => {
    if (!judged || Math.abs(count - expected) <= tolerance) return;
    const message = `Đáp án nằm ở phương án ${letterOf(place)} ${count} lần, chia đều thì khoảng ${Math.round(expected)} lần.`;
    faults.push({ code: 'LETTER_BALANCE', message, ids: [] });
  });

  const longest = singles.filter(keyIsLongest);
  const chance = spread(singles.map((item) => 1 / item.options.length));
  if (judged && longest.length > chance.expected + chance.tolerance) {
    const message = `Đáp án là phương án dài nhất ở ${longest.length} câu, ngẫu nhiên thì khoảng ${Math.round(chance.expected)} câu.`;
    faults.push({ code: 'KEY_OFTEN_LONGEST', message, ids: longest.map((item) => item.id) });
  }
  for (const [a, b, likeness] of alikeStems(items.map((item) => item.stem))) {
    const ids = [items[a]!.id, items[b]!.id];
    const message = `Hai câu ${ids[0]} và ${ids[1]} hỏi gần như nhau (giống ${Math.round(likeness * 100)}%).`;
    faults.push({ code: 'NEAR_DUPLICATE_STEMS', message, ids });
  }
  const seen = new Set<string>();
  for (const { id } of items) {
    if (seen.has(id)) faults.push({ code: 'DUPLICATE_ID', message: `Mã câu hỏi ${id} dùng hai lần.`, ids: [id] });
    seen.add(id);
  }
  return {
    items: items
      .map((item) => ({ id: item.id, faults: checkItem(item, today) }))
      .filter(({ faults: own }) => own.length > 0),
    faults,
    keyPlaces: keyPlaces.map(({ count, expected }) => ({ count, expected })),
    keyLongest: { count: longest.length, expected: chance.expected },
  };
}

/** Expected count of independent events and what chance may add: one standard deviation, at least one. */
function spread(chances: number[]): { expected: number; tolerance: number } {
  const expected = chances.reduce((sum, p) => sum + p, 0);
  const variance = chances.reduce((sum, p) => sum + p * (1 - p), 0);
  return { expected, tolerance: variance === 0 ? 0 : Math.max(1, Math.sqrt(variance)) };
}

function keyIsLongest(item: CheckedItem): boolean {
  const key = item.options.find((option) => option.right);
  return (
    key !== undefined && item.options.every((option) => option === key || lengthOf(option.text) < lengthOf(key.text))
  );
}

function alikeStems(stems: readonly string[]): [number, number, number][] {
  const found: [number, number, number][] = [];
  const grams = trigramSets(stems);
  for (let a = 0; a < stems.length; a++) {
    for (let b = a + 1; b < stems.length; b++) {
      const likeness = jaccard(grams[a]!, grams[b]!, NEAR_DUPLICATE);
      if (likeness >= NEAR_DUPLICATE) found.push([a, b, likeness]);
    }
  }
  return found;
}
