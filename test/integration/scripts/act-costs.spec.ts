import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { clone } from './scripts.js';

// How the load tool tells what a start, a save and a submit cost from seconds in which all three are done.

const { costsOf } = (await import(join(clone, 'test/load/act-costs.mjs'))) as {
  costsOf: (counts: number[][], used: number[]) => number[];
};

const COSTS = [0.9, 0.25, 0.6, 12];
/** Looks of five seconds of a round: starts, saves, submits, seconds. */
const LOOKS = [
  ...[
    [1_500, 10, 0, 5],
    [1_500, 60, 5, 5],
    [1_400, 90, 40, 5],
    [600, 120, 60, 5],
    [0, 300, 80, 5],
  ],
  ...[
    [0, 900, 90, 5],
    [0, 700, 70, 5],
    [0, 60, 450, 5],
    [0, 5, 500, 5],
    [0, 0, 300, 5],
  ],
];
const usedBy = (look: number[]) => look.reduce((sum, count, act) => sum + count * COSTS[act]!, 0);

describe('costs of acts', () => {
  it('are found again from looks in which all are mixed', () => {
    const found = costsOf(LOOKS, LOOKS.map(usedBy));
    for (const [act, cost] of COSTS.entries()) expect(found[act]).toBeCloseTo(cost, 3);
  });

  it('are found within a tenth when each look is wrong by 3 %', () => {
    const found = costsOf(
      LOOKS,
      LOOKS.map((look, at) => usedBy(look) * (at % 2 ? 1.03 : 0.97)),
    );
    for (const act of [0, 1, 2]) expect(Math.abs(found[act]! / COSTS[act]! - 1)).toBeLessThan(0.1);
  });

  it('are never below nothing', () => {
    expect(
      costsOf(
        [
          [1, 1],
          [2, 1],
          [3, 1],
        ],
        [3, 2, 1],
      ),
    ).toEqual([0, 2]);
  });
});
