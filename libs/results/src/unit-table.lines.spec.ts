import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { noCounters } from '#domain';
import { chainBelow, filtered, meanScore, sorted, tabulate, UNIT_SORTS, type RawUnitLine } from './unit-table.lines.js';

const RULE = { minAttempts: 1, childrenCountForParent: false };

function unit(contestUnitId: number, facts: Partial<RawUnitLine> = {}): RawUnitLine {
  return {
    ...{ contestUnitId, parentId: null, code: `U${contestUnitId}`, name: `Xã ${contestUnitId}`, parentName: null },
    ...{
      level: 'xa',
      kind: 'territorial',
      invited: true,
      headcount: 100,
      headcountNote: null,
      block: null,
      earlier: null,
      awards: null,
      counters: noCounters(),
    },
    ...facts,
  };
}

const anyUnits = fc
  .array(
    fc.record({
      headcount: fc.option(fc.integer({ min: 0, max: 3 })),
      invited: fc.boolean(),
      counters: fc.record({
        persons: fc.nat(3),
        attempts: fc.nat(3),
        countedAttempts: fc.nat(3),
        countedScore: fc.nat(3),
        fullMarksAttempts: fc.nat(3),
        fullMarksPersons: fc.nat(3),
      }),
    }),
    { maxLength: 12 },
  )
  .map((facts) => facts.map((fact, i) => unit(i + 1, fact)));

describe('the order of a unit table', () => {
  it('is one and the same whatever order the lines came in, for every column and direction', () => {
    fc.assert(
      fc.property(
        anyUnits,
        fc.constantFrom(...UNIT_SORTS),
        fc.constantFrom('asc' as const, 'desc' as const),
        (raw, by, order) => {
          const { lines } = tabulate(raw, RULE, 0);
          const ids = sorted(lines, by, order).map(({ contestUnitId }) => contestUnitId);
          expect(sorted([...lines].reverse(), by, order).map(({ contestUnitId }) => contestUnitId)).toEqual(ids);
          expect([...ids].sort()).toEqual(lines.map(({ contestUnitId }) => contestUnitId).sort());
        },
      ),
    );
  });

  it('compares shares exactly: 1 of 3 equals 2 of 6, and a large share is not rounded', () => {
    const counters = (persons: number) => ({ ...noCounters(), persons });
    const big = 9_007_199_254_740;
    const raw = [
      unit(1, { headcount: 3, counters: counters(1) }),
      unit(2, { headcount: 6, counters: counters(2) }),
      unit(3, { headcount: big, counters: counters(big - 1) }),
      unit(4, { headcount: big - 1, counters: counters(big - 2) }),
    ];
    const ids = sorted(tabulate(raw, RULE, 0).lines, 'rate', 'desc').map(({ contestUnitId }) => contestUnitId);
    expect(ids).toEqual([3, 4, 1, 2]);
  });

  it('follows the Vietnamese alphabet', () => {
    const names = ['Đào', 'Dương', 'Ân', 'An', 'Ăn'];
    const lines = tabulate(
      names.map((name, i) => unit(i + 1, { name })),
      RULE,
      0,
    ).lines;
    expect(sorted(lines, 'name', 'asc').map(({ name }) => name)).toEqual(['An', 'Ăn', 'Ân', 'Dương', 'Đào']);
  });
});

describe('a unit table', () => {
  it('sums to the sum of its lines, by level and by parent alike', () => {
    fc.assert(
      fc.property(anyUnits, (raw) => {
        const { total, groups, participation } = tabulate(raw, RULE, 0);
        for (const table of [groups.byLevel, groups.byParent]) {
          const attempts = table.reduce(
            (sum, { counters }) => sum + counters.attempts,
            participation.outsideList.attempts,
          );
          expect(attempts).toBe(total.attempts);
          expect(table.reduce((sum, { invited }) => sum + invited, 0)).toBe(participation.invited);
        }
        expect(participation.tookPart + participation.silent).toBe(participation.invited);
      }),
    );
  });

  it('is searched without accents, by name or code, and a sign is a sign', () => {
    const lines = tabulate(
      [unit(1, { name: 'Xã Diễn Đồng' }), unit(2, { name: 'Phường H’Drai', code: 'G27' })],
      RULE,
      0,
    ).lines;
    const found = (search: string) => filtered(lines, { search }).map(({ contestUnitId }) => contestUnitId);
    expect(found('dien dong')).toEqual([1]);
    expect(found("h'drai")).toEqual([2]);
    expect(found('g27')).toEqual([2]);
    expect(found('_')).toEqual([]);
    expect(found('  ')).toEqual([1, 2]);
  });
});

describe('the mean of counted scores', () => {
  it.each([
    [0, 0, null],
    [30_000, 2, 15_000],
    [29_000, 3, 9_667],
    [1, 2, 1],
    [-3, 2, -1],
  ])('of %i in %i is %p', (countedScore, countedAttempts, mean) => {
    expect(meanScore({ ...noCounters(), countedScore, countedAttempts })).toBe(mean);
  });
});

describe('the chain of a unit', () => {
  it('is the unit and all below it, at any depth and in any order', () => {
    const raw = [unit(4, { parentId: 3 }), unit(3, { parentId: 2 }), unit(2, { parentId: 1 }), unit(1), unit(9)];
    const { lines } = tabulate(raw, RULE, 0);
    expect([...chainBelow(lines, [2])].sort()).toEqual([2, 3, 4]);
    expect([...chainBelow(lines, [9])]).toEqual([9]);
    expect([...chainBelow(lines, [])]).toEqual([]);
  });
});
