import { checkItem, lengthOf, letterOf, type CheckedItem, type ItemFault } from './item-checks.js';
import { LIMITS } from './limits.js';
import { alikeTexts } from './text-likeness.js';

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
  /** How uneven that is; null when there are too few items to tell. */
  keyBalance: ChiSquare | null;
  /** Single-choice items whose key is longer than every distractor, and how many chance would make. */
  keyLongest: { count: number; expected: number };
}

/** Shared trigrams of two stems: one reworded by a few words stays above this, two situations on one article below. */
export const NEAR_DUPLICATE = 0.75;
/** Below this many single-choice items a key that is often the longest is chance. */
const LONGEST_FROM = 12;

/**
 * The checks of a bank as a whole, with those of each item: keys spread evenly over A, B, C, D; the key longest no more
 * often than chance; stems that ask the same thing; ids used twice.
 *
 * The spread over the letters is judged by Pearson's χ² at 5 % (`chiSquare`). Length is judged from 12 single-choice
 * items on and may exceed its expectation by one standard deviation: with 40 items of four options 12 keys may be the
 * longest.
 *
 * @param today local day 'YYYY-MM-DD' on which the windows are judged
 * Source: item-writing guidelines of Haladyna, Downing and Rodriguez (2002).
 * Example: forty sound items whose key is always C have χ² = 120 where 7.8 is the limit: one fault, LETTER_BALANCE.
 */
export function checkBank(items: readonly CheckedItem[], today: string): BankReport {
  const faults: BankFault[] = [];
  const singles = items.filter((item) => item.kind === 'single' && item.options.filter((o) => o.right).length === 1);
  const keyPlaces = Array.from({ length: LIMITS.optionsPerItemMax }, (_, place) => {
    const chances = singles.map((item) => (place < item.options.length ? 1 / item.options.length : 0));
    const count = singles.filter((item) => item.options[place]?.right === true).length;
    return { count, expected: sumOf(chances) };
  });
  const keyBalance = chiSquare(keyPlaces);
  if (keyBalance && keyBalance.statistic > keyBalance.limit) {
    const counts = keyPlaces.flatMap(({ count, expected }, place) =>
      expected > 0 ? [`${letterOf(place)} ${count}`] : [],
    );
    const { statistic, limit } = keyBalance;
    const message = `Đáp án chia không đều giữa các phương án (${counts.join(', ')}): χ² = ${oneDecimal(statistic)}, quá ${oneDecimal(limit)}.`;
    faults.push({ code: 'LETTER_BALANCE', message, ids: [] });
  }

  const longest = singles.filter(keyIsLongest);
  const chance = spread(singles.map((item) => 1 / item.options.length));
  if (singles.length >= LONGEST_FROM && longest.length > chance.expected + chance.tolerance) {
    const message = `Đáp án là phương án dài nhất ở ${longest.length} câu, ngẫu nhiên thì khoảng ${Math.round(chance.expected)} câu.`;
    faults.push({ code: 'KEY_OFTEN_LONGEST', message, ids: longest.map((item) => item.id) });
  }
  for (const [a, b, likeness] of alikeTexts(
    items.map((item) => item.stem),
    NEAR_DUPLICATE,
  )) {
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
    keyPlaces,
    keyBalance,
    keyLongest: { count: longest.length, expected: chance.expected },
  };
}

/** Pearson's χ² of counts against expectations, and the value that chance exceeds once in twenty times. */
export interface ChiSquare {
  statistic: number;
  degreesOfFreedom: number;
  limit: number;
}

/** χ² at 5 % by degrees of freedom, from 1. Source: any table of the χ² distribution. */
const CHI_SQUARE_LIMITS = [3.841, 5.991, 7.815, 9.488, 11.07] as const;
/** Below this expectation χ² does not follow its table. Source: Cochran (1954). */
const EXPECTED_MIN = 5;

/**
 * How far counts are from what was expected of them. Neighbours are counted together until each class expects at least
 * five, as Cochran asks; null when fewer than two classes are left to compare. At most six classes.
 *
 * Example: `chiSquare([13, 9, 9, 9].map((count) => ({ count, expected: 10 })))` = { statistic: 1.2, degreesOfFreedom: 3,
 * limit: 7.815 }.
 */
export function chiSquare(cells: readonly { count: number; expected: number }[]): ChiSquare | null {
  const classes: { count: number; expected: number }[] = [];
  for (const { count, expected } of cells.filter((cell) => cell.expected > 0 || cell.count > 0)) {
    const last = classes.at(-1);
    if (last && last.expected < EXPECTED_MIN) {
      last.count += count;
      last.expected += expected;
    } else classes.push({ count, expected });
  }
  const rest = classes.at(-1);
  if (rest && rest.expected < EXPECTED_MIN && classes.length > 1) {
    classes.pop();
    classes.at(-1)!.count += rest.count;
    classes.at(-1)!.expected += rest.expected;
  }
  if (classes.length < 2) return null;
  const degreesOfFreedom = classes.length - 1;
  const statistic = sumOf(classes.map(({ count, expected }) => (count - expected) ** 2 / expected));
  return { statistic, degreesOfFreedom, limit: CHI_SQUARE_LIMITS[degreesOfFreedom - 1]! };
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const oneDecimal = (value: number): string => value.toFixed(1).replace('.', ',');

/** Expected count of independent events and what chance may add: one standard deviation, at least one. */
function spread(chances: number[]): { expected: number; tolerance: number } {
  const expected = sumOf(chances);
  const variance = sumOf(chances.map((p) => p * (1 - p)));
  return { expected, tolerance: variance === 0 ? 0 : Math.max(1, Math.sqrt(variance)) };
}

function keyIsLongest(item: CheckedItem): boolean {
  const key = item.options.find((option) => option.right);
  return (
    key !== undefined && item.options.every((option) => option === key || lengthOf(option.text) < lengthOf(key.text))
  );
}
