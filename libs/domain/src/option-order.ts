import { LIMITS } from './limits.js';

/**
 * The order in which the options of an item are shown, as one small integer. `order[displayed] = canonical`, both counted
 * from 0: order [2, 0, 1] shows the third option first. The integer is the Lehmer code (Lehmer 1960; Knuth, The Art of
 * Computer Programming 4A, 7.2.1.2), a number 0 … n!-1 with 0 for the order as written. Six options give at most 719,
 * which fits a smallint, and a uniformly drawn integer below n! is a uniformly drawn order.
 */
export const ORDER_AS_WRITTEN = 0;

const FACTORIAL = [1, 1, 2, 6, 24, 120, 720] as const;
const decoded: (readonly number[])[][] = [];

/** How many orders n options have: n!. RangeError outside 2 … 6. Example: `orderCount(4) = 24`. */
export function orderCount(optionCount: number): number {
  const count = FACTORIAL[optionCount];
  if (count === undefined || optionCount < LIMITS.optionsPerItemMin) {
    throw new RangeError(`an item has 2 to 6 options, not ${optionCount}`);
  }
  return count;
}

/** The Lehmer code of an order. RangeError when it is no permutation of 0 … n-1. Example: `encodeOrder([2, 0, 1]) = 4`. */
export function encodeOrder(order: readonly number[]): number {
  orderCount(order.length);
  const distinct = new Set(order.filter((option) => Number.isInteger(option) && option >= 0 && option < order.length));
  if (distinct.size !== order.length) throw new RangeError(`no permutation: ${order.join(' ')}`);
  // Each digit counts the smaller options that still follow; the digits are read in the factorial number system.
  return order.reduce((code, option, i) => {
    const smallerLater = order.slice(i + 1).filter((later) => later < option).length;
    return code * (order.length - i) + smallerLater;
  }, 0);
}

/** The order of a Lehmer code, from a table made once. RangeError outside 0 … n!-1. Example: `decodeOrder(4, 3) = [2, 0, 1]`. */
export function decodeOrder(code: number, optionCount: number): readonly number[] {
  const order = (decoded[optionCount] ??= allOrders(optionCount))[code];
  if (order === undefined) throw new RangeError(`order ${code} of ${optionCount} options does not exist`);
  return order;
}

/**
 * Are the options one sentence with a rising figure in it? Such options are read as a scale and keep their order
 * (item-writing guidelines of Haladyna, Downing and Rodriguez, 2002). Figures are written as in Vietnamese.
 *
 * Example: ['03 ngày', '05 ngày', '10 ngày'] rise; ['72 giờ', '07 ngày'] and ['10%', '5%'] do not.
 */
export function figuresRise(options: readonly string[]): boolean {
  const parts = options.map((option) => option.split(FIGURE));
  const values = options.map((option) => {
    const figures = option.match(FIGURE) ?? [];
    return figures.length === 1 ? Number(figures[0]!.replaceAll('.', '').replace(',', '.')) : NaN;
  });
  const words = new Set(parts.map((around) => around.join('#').toLowerCase()));
  return options.length > 1 && words.size === 1 && values.every((value, i) => i === 0 || value > values[i - 1]!);
}

/** A figure as 5, 05, 3.321 or 86,98. */
const FIGURE = /\d+(?:\.\d{3})*(?:,\d+)?/g;

/** All orders in the order of their codes: lexicographic, as the first digit weighs most. */
function allOrders(optionCount: number): (readonly number[])[] {
  orderCount(optionCount);
  const extend = (start: number[], left: number[]): (readonly number[])[] =>
    left.length === 0
      ? [Object.freeze(start)]
      : left.flatMap((option) =>
          extend(
            [...start, option],
            left.filter((other) => other !== option),
          ),
        );
  return extend(
    [],
    Array.from({ length: optionCount }, (_, i) => i),
  );
}
