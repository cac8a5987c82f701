import { describe, expect, it } from '@jest/globals';
import { noCounters } from '#domain';
import { compareEarlier, earlierTotals } from './unit-table.earlier.js';
import { tabulate, type RawUnitLine } from './unit-table.lines.js';

const EARLIER = { asOf: '2025-09-30', source: 'Báo cáo 85', ofUnits: [], lacking: [], splitFrom: [] };
const unit = (
  id: number,
  persons: number,
  earlier: Partial<RawUnitLine['earlier']> | null,
  invited = true,
): RawUnitLine => ({
  ...{ contestUnitId: id, parentId: null, code: `U${id}`, name: `Xã ${id}`, parentName: null, level: 'xa' },
  ...{ kind: 'territorial', invited, headcount: null, headcountNote: null, block: null, awards: null },
  earlier: earlier && { ...EARLIER, persons: null, attempts: null, ...earlier },
  counters: { ...noCounters(), persons, attempts: 2 * persons },
});

describe('a unit beside its earlier self', () => {
  it.each<[string, Partial<RawUnitLine['earlier']> | null, ReturnType<typeof compareEarlier>]>([
    ['has nothing to say where nothing was imported', null, null],
    [
      'is compared in what the source tells',
      { persons: 40 },
      { hindrance: null, persons: { now: 50, before: 40 }, attempts: null },
    ],
    [
      'is compared as a merger of several',
      { persons: 40, attempts: 90, ofUnits: ['Xã A', 'Xã B'] },
      { hindrance: null, persons: { now: 50, before: 40 }, attempts: { now: 100, before: 90 } },
    ],
    [
      'is not compared where a unit of that time was split',
      { persons: 40, splitFrom: ['Xã C'] },
      { hindrance: 'split', persons: null, attempts: null },
    ],
    [
      'is not compared where the source lacks one of its units',
      { persons: 40, lacking: ['Xã B'] },
      { hindrance: 'lacking', persons: null, attempts: null },
    ],
  ])('%s', (_what, earlier, expected) => expect(compareEarlier(unit(1, 50, earlier))).toEqual(expected));

  it('is added up only with those that can be compared, and it is said how many', () => {
    const raw = [
      unit(1, 50, { persons: 40, attempts: 60 }),
      unit(2, 10, { persons: 20 }),
      unit(3, 900, { persons: 5, splitFrom: ['Xã C'] }),
      unit(4, 800, { lacking: ['Xã D'], persons: 3 }),
      unit(5, 700, null),
      unit(6, 600, { persons: 1 }, false),
    ];
    const { lines } = tabulate(raw, { minAttempts: 1, childrenCountForParent: false }, 0);
    expect(earlierTotals(lines)).toEqual({
      units: { invited: 5, persons: 2, attempts: 1, split: 1, lacking: 1 },
      persons: { now: 60, before: 60 },
      attempts: { now: 100, before: 60 },
    });
    expect(earlierTotals(lines.slice(4, 5))).toBeNull();
  });
});
