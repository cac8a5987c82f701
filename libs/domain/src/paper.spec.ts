import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from './errors.js';
import { orderCount } from './option-order.js';
import { checkBlueprint, drawPaper, paperFor, partsAsked, preparePool, type PoolItem } from './paper.js';
import type { BlueprintCell, PaperRules } from './round-rules.js';

const NOBODY: ReadonlySet<number> = new Set();

const rulesFor = (blueprint: BlueprintCell[], changes: Partial<PaperRules> = {}): PaperRules => ({
  blueprint,
  subBank: null,
  shuffleItems: true,
  shuffleOptions: true,
  avoidSeenItems: true,
  ...changes,
});

const item = (itemId: number, changes: Partial<PoolItem> = {}): PoolItem => ({
  id: 1000 + itemId,
  itemId,
  topic: 'a',
  level: 1,
  subBank: null,
  optionCount: 4,
  fixedOptionOrder: false,
  ...changes,
});

/** A bank of 380 items in seven topics, as large as that of Nghệ An in 2019. */
const BANK = Array.from({ length: 380 }, (_, i) =>
  item(i, {
    topic: `linh-vuc-${(i % 7) + 1}`,
    level: ((i % 3) + 1) as 1 | 2 | 3,
    subBank: `tuan-${(i % 4) + 1}`,
    optionCount: i % 10 === 0 ? 2 : 4,
    fixedOptionOrder: i % 10 === 0,
  }),
);
const SEVEN: BlueprintCell[] = [2, 2, 4, 2, 2, 1, 2].map((count, i) => ({
  topic: `linh-vuc-${i + 1}`,
  level: null,
  count,
}));

describe('drawPaper', () => {
  const pool = preparePool(BANK);
  const byId = new Map(BANK.map((one) => [one.id, one]));

  it('serves the blueprint 2/2/4/2/2/1/2 with fifteen different items', () => {
    const paper = drawPaper({ pool, rules: rulesFor(SEVEN), seed: 'one', seen: NOBODY });
    expect(new Set(paper.itemIds).size).toBe(15);
    const topics = paper.items.map((id) => byId.get(id)!.topic);
    for (const { topic, count } of SEVEN) expect(topics.filter((one) => one === topic)).toHaveLength(count);
    expect(paper.itemIds).toEqual(paper.items.map((id) => byId.get(id)!.itemId));
  });

  it('never changes: the paper of a known seed', () => {
    const paper = drawPaper({ pool, rules: rulesFor(SEVEN), seed: '2019-05-06', seen: NOBODY });
    expect(paper.itemIds).toEqual([51, 281, 231, 361, 69, 202, 247, 365, 378, 131, 165, 45, 373, 44, 101]);
    expect(paper.orders).toEqual([3, 14, 1, 4, 14, 3, 6, 1, 13, 23, 22, 15, 21, 13, 1]);
    expect(drawPaper({ pool: preparePool(BANK), rules: rulesFor(SEVEN), seed: '2019-05-06', seen: NOBODY })).toEqual(
      paper,
    );
  });

  it('gives another paper for another seed', () => {
    const papers = Array.from({ length: 200 }, (_, i) =>
      drawPaper({ pool, rules: rulesFor(SEVEN), seed: `${i}`, seen: NOBODY }),
    );
    expect(new Set(papers.map(({ items }) => [...items].sort().join())).size).toBe(200);
  });

  it('takes only items of the sub-bank', () => {
    const rules = rulesFor([{ topic: null, level: null, count: 15 }], { subBank: 'tuan-3' });
    const paper = drawPaper({ pool, rules, seed: 'x', seen: NOBODY });
    expect(paper.items.every((id) => byId.get(id)!.subBank === 'tuan-3')).toBe(true);
  });

  it('shuffles options within their number, and never those of a fixed order', () => {
    for (let i = 0; i < 200; i++) {
      const paper = drawPaper({ pool, rules: rulesFor(SEVEN), seed: `o${i}`, seen: NOBODY });
      paper.items.forEach((id, at) => {
        const { fixedOptionOrder, optionCount } = byId.get(id)!;
        expect(paper.orders[at]).toBeLessThan(fixedOptionOrder ? 1 : orderCount(optionCount));
      });
    }
    const asWritten = drawPaper({ pool, rules: rulesFor(SEVEN, { shuffleOptions: false }), seed: 'x', seen: NOBODY });
    expect(asWritten.orders).toEqual(Array(15).fill(0));
  });

  it('keeps the order of the blueprint when items are not shuffled', () => {
    const easyToHard: BlueprintCell[] = [1, 2, 3].map((level) => ({
      topic: null,
      level: level as 1 | 2 | 3,
      count: 5,
    }));
    const rules = rulesFor(easyToHard, { shuffleItems: false });
    const paper = drawPaper({ pool, rules, seed: 'x', seen: NOBODY });
    expect(paper.items.map((id) => byId.get(id)!.level)).toEqual([1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3]);
  });

  it('draws every item equally often, in every position and with every option order', () => {
    const small = preparePool(Array.from({ length: 10 }, (_, i) => item(i, { optionCount: 3 })));
    const rules = rulesFor([{ topic: 'a', level: 1, count: 3 }]);
    const drawn = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const { itemIds, orders } = drawPaper({ pool: small, rules, seed: `fair-${i}`, seen: NOBODY });
      itemIds.forEach((id, at) => {
        for (const key of [`item ${id} at ${at}`, `order ${orders[at]}`]) drawn.set(key, (drawn.get(key) ?? 0) + 1);
      });
    }
    for (const [key, count] of drawn) {
      const expected = key.startsWith('item') ? 600 : 3000;
      // Five standard deviations.
      expect(Math.abs(count - expected)).toBeLessThan(5 * Math.sqrt(expected));
    }
    expect(drawn.size).toBe(36);
  });

  it('gives one person 25 papers of 15 without a repeated item out of 380, and then begins again', () => {
    const seen = new Set<number>();
    const rules = rulesFor([{ topic: null, level: null, count: 15 }]);
    for (let i = 0; i < 25; i++) {
      const { itemIds } = drawPaper({ pool, rules, seed: `visit-${i}`, seen });
      expect(itemIds.some((id) => seen.has(id))).toBe(false);
      for (const id of itemIds) seen.add(id);
    }
    const { itemIds } = drawPaper({ pool, rules, seed: 'visit-25', seen });
    expect(itemIds.filter((id) => !seen.has(id))).toHaveLength(5);
  });

  it('forgets what was seen when the rules do not ask for it', () => {
    const rules = rulesFor(SEVEN, { avoidSeenItems: false });
    const plain = drawPaper({ pool, rules, seed: 'x', seen: NOBODY });
    expect(drawPaper({ pool, rules, seed: 'x', seen: new Set(plain.itemIds) })).toEqual(plain);
  });

  it('lets a broad line give an item up to a line that has no other', () => {
    // Only item 1 is of topic a; only item 1 and 2 are of level 1. Whichever line is filled first, both can be served.
    const tight = preparePool([
      item(1, { topic: 'a', level: 1 }),
      item(2, { topic: 'b', level: 1 }),
      item(3, { topic: 'a', level: 2 }),
    ]);
    for (let i = 0; i < 50; i++) {
      const blueprint: BlueprintCell[] = [
        { topic: 'a', level: null, count: 2 },
        { topic: null, level: 1, count: 1 },
      ];
      const paper = drawPaper({ pool: tight, rules: rulesFor(blueprint), seed: `${i}`, seen: NOBODY });
      expect([...paper.itemIds].sort()).toEqual([1, 2, 3]);
    }
  });

  it('refuses with the line that lacks items', () => {
    const rules = rulesFor([...SEVEN.slice(1), { topic: 'linh-vuc-1', level: 2, count: 40 }]);
    let refusal: unknown;
    try {
      drawPaper({ pool, rules, seed: 'x', seen: NOBODY });
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(DomainError);
    const have = BANK.filter(({ topic, level }) => topic === 'linh-vuc-1' && level === 2).length;
    expect((refusal as DomainError).code).toBe('PAPER_CANNOT_BE_DRAWN');
    expect((refusal as DomainError).details).toEqual({
      cell: 7,
      topic: 'linh-vuc-1',
      level: 2,
      wanted: 40,
      missing: 40 - have,
    });
  });
});

describe('preparePool', () => {
  it('refuses an item that occurs twice and an item without options', () => {
    expect(() => preparePool([item(1), item(1, { id: 2 })])).toThrow(RangeError);
    expect(() => preparePool([item(1, { optionCount: 1 })])).toThrow(RangeError);
  });

  it('is not changed by later changes of its source', () => {
    const source = [item(1), item(2)];
    const pool = preparePool(source);
    source.length = 0;
    expect(
      drawPaper({ pool, rules: rulesFor([{ topic: 'a', level: 1, count: 2 }]), seed: 'x', seen: NOBODY }).items,
    ).toHaveLength(2);
  });
});

describe('checkBlueprint', () => {
  const pool = preparePool([item(1), item(2), item(3, { level: 2 }), item(4, { subBank: 'tuan-1' })]);
  const messages = (blueprint: BlueprintCell[], changes: Partial<PaperRules> = {}) =>
    checkBlueprint(pool, rulesFor(blueprint, changes)).map(({ path, message }) => `${path}: ${message}`);

  it('is content with what can be drawn', () => {
    expect(
      messages([
        { topic: 'a', level: 1, count: 3 },
        { topic: null, level: null, count: 1 },
      ]),
    ).toEqual([]);
  });

  it('names every line that lacks items, in words', () => {
    expect(
      messages([
        { topic: 'x', level: null, count: 1 },
        { topic: 'a', level: 2, count: 2 },
        { topic: 'a', level: 1, count: 3 },
      ]),
    ).toEqual([
      'paper.blueprint[0]: Dòng 1 của cấu trúc đề cần 1 câu (chủ đề "x", mọi mức độ) nhưng ngân hàng chỉ có 0 câu.',
      'paper.blueprint[1]: Dòng 2 của cấu trúc đề cần 2 câu (chủ đề "a", mức 2) nhưng ngân hàng chỉ có 1 câu.',
    ]);
  });

  it('says so when lines need the same items', () => {
    expect(
      messages([
        { topic: 'a', level: 1, count: 3 },
        { topic: 'a', level: null, count: 2 },
      ]),
    ).toEqual([
      'paper.blueprint[1]: Dòng 2 của cấu trúc đề cần 2 câu (chủ đề "a", mọi mức độ) nhưng ngân hàng có 4 câu mà các dòng khác cũng cần, nên chỉ còn 1 câu.',
    ]);
  });

  it('looks into the sub-bank only', () => {
    expect(messages([{ topic: null, level: null, count: 2 }], { subBank: 'tuan-1' })).toEqual([
      'paper.blueprint[0]: Dòng 1 của cấu trúc đề cần 2 câu (mọi chủ đề, mọi mức độ) nhưng phần "tuan-1" của ngân hàng chỉ có 1 câu.',
    ]);
  });
});

describe('audiences with questions of their own', () => {
  const blueprint = [{ topic: null, level: null, count: 5 }];
  const byAudience = [{ audienceId: 2, subBank: 'tuan-2' }];
  const pool = preparePool(BANK);

  it('get them, and the others what the round says', () => {
    const rules = rulesFor(blueprint, { subBank: 'tuan-1', byAudience });
    expect([1, 2, 3].map((id) => paperFor(rules, id).subBank)).toEqual(['tuan-1', 'tuan-2', 'tuan-1']);
    expect(paperFor(rulesFor(blueprint), 2)).toEqual(rulesFor(blueprint));
    const paper = drawPaper({ pool, rules: paperFor(rules, 2), seed: 'x', seen: NOBODY });
    expect(new Set(paper.itemIds.map((id) => BANK[id]!.subBank))).toEqual(new Set(['tuan-2']));
  });

  it('are asked from these parts', () => {
    const rules = rulesFor(blueprint, { subBank: 'tuan-1', byAudience });
    expect(partsAsked(rules, [1, 2, 3])).toEqual(['tuan-1', 'tuan-2']);
    expect(partsAsked(rules, [2])).toEqual(['tuan-2']);
    expect(partsAsked(rules, [])).toEqual(['tuan-1']);
  });

  it('are missed by a bank that has too little for one of them', () => {
    const rules = rulesFor(blueprint, { byAudience: [{ audienceId: 1, subBank: 'tuan-9' }] });
    expect(checkBlueprint(pool, rules).map(({ message }) => message)).toEqual([
      'Dòng 1 của cấu trúc đề cần 5 câu (mọi chủ đề, mọi mức độ) nhưng phần "tuan-9" của ngân hàng chỉ có 0 câu.',
    ]);
  });
});

describe('any bank and any blueprint', () => {
  const anItem = fc.record({
    topic: fc.constantFrom('a', 'b'),
    level: fc.constantFrom(1 as const, 2 as const, 3 as const),
  });
  const bank = fc.array(anItem, { maxLength: 14 }).map((items) => items.map((one, i) => item(i, one)));
  const cell = fc.record({
    topic: fc.constantFrom('a', 'b', null),
    level: fc.constantFrom(1 as const, 2 as const, 3 as const, null),
    count: fc.integer({ min: 1, max: 4 }),
  });
  const blueprint = fc.uniqueArray(cell, { maxLength: 5, selector: ({ topic, level }) => `${topic}/${level}` });
  const seenIds = fc.uniqueArray(fc.integer({ min: 0, max: 13 })).map((ids) => new Set(ids));

  const fits = (one: PoolItem, { topic, level }: BlueprintCell) =>
    (topic === null || one.topic === topic) && (level === null || one.level === level);
  /** The most items that can be assigned, by Hall's theorem with deficiency (Ore 1955): min over sets of lines. */
  const mostAssignable = (items: readonly PoolItem[], cells: readonly BlueprintCell[]): number => {
    let most = Infinity;
    for (let subset = 0; subset < 1 << cells.length; subset++) {
      const inside = cells.filter((_, i) => (subset & (1 << i)) !== 0);
      const outside = cells.filter((_, i) => (subset & (1 << i)) === 0);
      const reach = items.filter((one) => inside.some((line) => fits(one, line))).length;
      most = Math.min(most, reach + outside.reduce((sum, { count }) => sum + count, 0));
    }
    return most;
  };

  it('draws exactly when the blueprint can be served at all, and then with the most unseen items possible', () => {
    let drawn = 0;
    let refused = 0;
    fc.assert(
      fc.property(bank, blueprint, seenIds, fc.string(), (items, cells, seen, seed) => {
        const pool = preparePool(items);
        const rules = rulesFor(cells, { shuffleItems: false });
        const wanted = cells.reduce((sum, { count }) => sum + count, 0);
        const possible = mostAssignable(items, cells) === wanted;
        expect(checkBlueprint(pool, rules).length === 0).toBe(possible);
        if (!possible) {
          refused++;
          expect(() => drawPaper({ pool, rules, seed, seen })).toThrow(DomainError);
          return;
        }
        drawn++;
        const { itemIds } = drawPaper({ pool, rules, seed, seen });
        expect(new Set(itemIds).size).toBe(wanted);
        const lines = cells.flatMap((line) => Array.from({ length: line.count }, () => line));
        itemIds.forEach((id, at) => expect(fits(items[id]!, lines[at]!)).toBe(true));
        const unseen = items.filter(({ itemId }) => !seen.has(itemId));
        expect(itemIds.filter((id) => !seen.has(id))).toHaveLength(mostAssignable(unseen, cells));
      }),
      { numRuns: 2000 },
    );
    expect(Math.min(drawn, refused)).toBeGreaterThan(100);
  });
});
