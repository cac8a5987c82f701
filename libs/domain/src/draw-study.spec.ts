import { describe, expect, it } from '@jest/globals';
import { studyDraws } from './draw-study.js';
import { preparePool, type PoolItem } from './paper.js';
import type { BlueprintCell, PaperRules } from './round-rules.js';

/** Eight items of topic a (four of level 1, four of level 2) and two of topic b, each half in one part of the bank. */
const items = Array.from({ length: 10 }, (_, i): PoolItem => {
  const topic = i < 8 ? 'a' : 'b';
  const place = { topic, level: i < 4 ? 1 : 2, subBank: i % 2 === 0 ? 'even' : 'odd' } as const;
  return { id: i + 1, itemId: i + 101, ...place, optionCount: 4, fixedOptionOrder: false };
});
const pool = preparePool(items);
const rules = (blueprint: BlueprintCell[], subBank: string | null = null): PaperRules => {
  return { blueprint, subBank, shuffleItems: true, shuffleOptions: true, avoidSeenItems: true };
};

describe('a study of draws', () => {
  it('counts what papers ask by topic and level, and how often each item is asked', () => {
    const study = studyDraws(pool, rules([{ topic: 'a', level: null, count: 2 }]), 2_000);
    expect(study.papers).toBe(2_000);
    expect(study.topics.get('a')).toEqual({ min: 2, max: 2, mean: 2 });
    expect(study.topics.get('b')).toEqual({ min: 0, max: 0, mean: 0 });
    expect(study.levels.get(1)).toMatchObject({ min: 0, max: 2, mean: expect.closeTo(1, 1) });
    const shares = [...study.exposure.values()];
    expect(shares.slice(8)).toEqual([0, 0]);
    for (const share of shares.slice(0, 8)) expect(share).toBeCloseTo(0.25, 1);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(2, 10);
  });

  it('looks at one part of the bank when the rules draw from one', () => {
    const study = studyDraws(pool, rules([{ topic: 'b', level: null, count: 1 }], 'odd'), 10);
    expect([...study.exposure]).toEqual([...[102, 104, 106, 108].map((id) => [id, 0]), [110, 1]]);
    expect(study.topics.get('b')).toEqual({ min: 1, max: 1, mean: 1 });
  });

  it('gives the same figures again, and says what is missing', () => {
    const wish = rules([{ topic: null, level: 1, count: 3 }]);
    expect(studyDraws(pool, wish, 50)).toEqual(studyDraws(pool, wish, 50));
    expect(() => studyDraws(pool, rules([{ topic: 'b', level: 1, count: 1 }]), 1)).toThrow(
      expect.objectContaining({ code: 'PAPER_CANNOT_BE_DRAWN' }),
    );
  });
});
