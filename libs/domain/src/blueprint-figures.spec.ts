import { describe, expect, it } from '@jest/globals';
import { blueprintFigures } from './blueprint-figures.js';
import type { PoolItem } from './paper.js';
import type { PaperRules } from './round-rules.js';

const item = (id: number, topic: string, level: 1 | 2 | 3, subBank: string | null = null): PoolItem => ({
  ...{ id, itemId: id, topic, level, subBank, optionCount: 4, fixedOptionOrder: false },
});
const ITEMS = [item(1, 'a', 1), item(2, 'a', 1, 'x'), item(3, 'a', 2, 'x'), item(4, 'b', 1, 'y')];
const rules = (changes: Partial<PaperRules>): PaperRules => ({
  ...{ subBank: null, shuffleItems: true, shuffleOptions: true, avoidSeenItems: false },
  blueprint: [
    { topic: 'a', level: 1, count: 3 },
    { topic: null, level: 1, count: 2 },
  ],
  ...changes,
});

describe('blueprintFigures', () => {
  it('counts what each line finds, an item that two lines want with both', () => {
    expect(blueprintFigures(ITEMS, rules({}))).toEqual([
      { topic: 'a', level: 1, count: 3, subBank: null, available: 2 },
      { topic: null, level: 1, count: 2, subBank: null, available: 3 },
    ]);
  });

  it('counts in the part of the bank that papers come from, for each audience that has its own', () => {
    const byAudience = [{ audienceId: 2, subBank: 'y' }];
    const figures = blueprintFigures(ITEMS, rules({ subBank: 'x', byAudience }));
    expect(figures.map(({ subBank, available }) => [subBank, available])).toEqual([
      ['x', 1],
      ['x', 1],
      ['y', 0],
      ['y', 1],
    ]);
  });
});
