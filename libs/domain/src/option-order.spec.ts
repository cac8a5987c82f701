import { describe, expect, it } from '@jest/globals';
import { decodeOrder, encodeOrder, figuresRise, ORDER_AS_WRITTEN, orderCount } from './option-order.js';

describe('option order', () => {
  it.each([
    [[0, 1, 2], 0],
    [[0, 2, 1], 1],
    [[1, 0, 2], 2],
    [[1, 2, 0], 3],
    [[2, 0, 1], 4],
    [[2, 1, 0], 5],
    [[5, 4, 3, 2, 1, 0], 719],
    [[1, 0], 1],
  ])('%j has code %d', (order, code) => {
    expect(encodeOrder(order)).toBe(code);
    expect(decodeOrder(code, order.length)).toEqual(order);
  });

  it.each([2, 3, 4, 5, 6])('numbers all orders of %d options without a gap, there and back', (n) => {
    const seen = new Set<string>();
    for (let code = 0; code < orderCount(n); code++) {
      const order = decodeOrder(code, n);
      expect([...order].sort()).toEqual(Array.from({ length: n }, (_, i) => i));
      expect(encodeOrder(order)).toBe(code);
      seen.add(order.join());
    }
    expect(seen.size).toBe(orderCount(n));
    expect(decodeOrder(ORDER_AS_WRITTEN, n)).toEqual(Array.from({ length: n }, (_, i) => i));
  });

  it.each([[[0]], [[]], [[0, 1, 2, 3, 4, 5, 6]], [[0, 0]], [[1, 2]], [[0.5, 1]], [[0, NaN]], [[-1, 0]]])(
    'refuses to encode %j',
    (order) => {
      expect(() => encodeOrder(order)).toThrow(RangeError);
    },
  );

  it.each([
    [-1, 4],
    [24, 4],
    [0.5, 4],
    [0, 1],
    [0, 7],
    [0, -1],
  ])('refuses to decode %d of %d options', (code, n) => {
    expect(() => decodeOrder(code, n)).toThrow(RangeError);
  });

  it('hands out tables that nobody can spoil', () => {
    const order = decodeOrder(4, 3) as number[];
    expect(() => order.reverse()).toThrow(TypeError);
    expect(decodeOrder(4, 3)).toEqual([2, 0, 1]);
  });
});

describe('options that are a scale', () => {
  it.each([
    [['03 ngày', '05 ngày', '10 ngày'], true],
    [['Trong 3 ngày làm việc', 'Trong 15 ngày làm việc'], true],
    [['616 đơn vị', '1.724 đơn vị', '10.035 đơn vị'], true],
    [['0,5%', '1%', '86,98%'], true],
    [['10%', '5%'], false],
    [['5%', '5%'], false],
    [['72 giờ', '07 ngày'], false],
    [['10% đến dưới 30%', '30% đến dưới 70%'], false],
    [['Sở Nội vụ', 'Sở Tư pháp'], false],
    [['34 đơn vị'], false],
    [[], false],
  ])('%j: %s', (options, expected) => {
    expect(figuresRise(options)).toBe(expected);
  });
});
