import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { headcountRate, participation, rollUp, subtreeCounters, tookPart, type UnitRow } from './participation.js';
import { addCounters, noCounters, type UnitCounters } from './unit-counters.js';

/** A unit with `counted` persons, each with one counted attempt of 10 points and no other. */
function unit(contestUnitId: number, counted: number, facts: Partial<UnitRow> = {}): UnitRow {
  const counters = {
    ...noCounters(),
    persons: counted,
    attempts: counted,
    countedAttempts: counted,
    countedScore: counted * 10_000,
  };
  return {
    contestUnitId,
    parentId: null,
    level: 'xã',
    kind: 'territorial',
    invited: true,
    headcount: 10,
    counters,
    ...facts,
  };
}
const sumOf = (all: UnitCounters[]) => all.reduce((sum, counters) => addCounters(sum, counters), noCounters());
const OWN = { minAttempts: 1, childrenCountForParent: false };
const WITH_CHILDREN = { minAttempts: 1, childrenCountForParent: true };

describe('a unit took part', () => {
  it.each([
    [0, 1, false],
    [1, 1, true],
    [4, 5, false],
    [5, 5, true],
  ])('with %p counted attempts of at least %p: %p', (counted, minAttempts, expected) => {
    expect(tookPart(unit(1, counted), { minAttempts })).toBe(expected);
  });

  it('not by attempts that do not count', () => {
    const counters = { ...noCounters(), persons: 1, attempts: 9, countedAttempts: 1 };
    expect(tookPart({ counters }, { minAttempts: 2 })).toBe(false);
  });

  it.each([0, -1, NaN])('is not asked with a minimum of %p', (minAttempts) => {
    expect(() => tookPart(unit(1, 0), { minAttempts })).toThrow(RangeError);
  });
});

describe('participation', () => {
  it('of 2019: 182 of 222 units, 40 silent', () => {
    const rows = Array.from({ length: 222 }, (_, index) => unit(index + 1, index < 182 ? 5 : 0));
    expect(participation(rows, OWN)).toMatchObject({
      invited: 222,
      tookPart: 182,
      silent: 40,
      outsideList: noCounters(),
      rate: { numerator: 182, denominator: 222 },
    });
  });

  it('keeps units not invited out of the rate and their people together', () => {
    const result = participation(
      [unit(1, 3), unit(2, 0), unit(3, 5, { invited: false }), unit(4, 1, { invited: false })],
      OWN,
    );
    expect(result.rate).toEqual({ numerator: 1, denominator: 2 });
    expect(result.outsideList).toEqual(unit(0, 6).counters);
    expect([...result.statuses.values()]).toEqual(['took_part', 'silent', 'outside_list', 'outside_list']);
  });

  it('of nobody invited has a denominator of 0, for which no percentage is shown', () => {
    expect(participation([unit(1, 3, { invited: false })], OWN).rate).toEqual({ numerator: 0, denominator: 0 });
    expect(participation([], OWN)).toMatchObject({ invited: 0, tookPart: 0, silent: 0 });
  });

  describe('with a district (invited), its commune (invited) and the commune’s school (not invited)', () => {
    const rows = [unit(1, 0), unit(2, 0, { parentId: 1 }), unit(3, 2, { parentId: 2, invited: false })];

    it('each unit has its own attempts when child units do not count', () => {
      const { statuses, outsideList } = participation(rows, OWN);
      expect([...statuses.values()]).toEqual(['silent', 'silent', 'outside_list']);
      expect(outsideList.countedAttempts).toBe(2);
    });

    it('the school counts for both above it when child units count, and is not outside the list', () => {
      const { statuses, outsideList, rate } = participation(rows, WITH_CHILDREN);
      expect([...statuses.values()]).toEqual(['took_part', 'took_part', 'under_invited']);
      expect(outsideList).toEqual(noCounters());
      expect(rate).toEqual({ numerator: 2, denominator: 2 });
    });

    it('the minimum is reached by the sum of the unit and those below', () => {
      const two = [unit(1, 1), unit(2, 1, { parentId: 1 })];
      const { statuses } = participation(two, { minAttempts: 2, childrenCountForParent: true });
      expect([...statuses.values()]).toEqual(['took_part', 'silent']);
    });
  });

  it('keeps a unit not invited without anybody invited above it outside the list, children counting or not', () => {
    const rows = [
      unit(1, 1, { invited: false }),
      unit(2, 1, { invited: false, parentId: 1 }),
      unit(3, 1, { invited: false, parentId: 99 }),
    ];
    expect(participation(rows, WITH_CHILDREN).outsideList.countedAttempts).toBe(3);
  });
});

describe('a tree', () => {
  it('sums every unit with all below it', () => {
    const rows = [unit(3, 4, { parentId: 2 }), unit(1, 1), unit(2, 2, { parentId: 1 }), unit(4, 8, { parentId: 1 })];
    const sums = subtreeCounters(rows);
    expect([1, 2, 3, 4].map((id) => sums.get(id)?.countedAttempts)).toEqual([15, 6, 4, 8]);
  });

  it.each<[string, UnitRow[]]>([
    ['is its own parent', [unit(1, 0, { parentId: 1 })]],
    ['is below its child', [unit(1, 0, { parentId: 2 }), unit(2, 0, { parentId: 1 })]],
    [
      'hangs below such a ring',
      [unit(3, 0, { parentId: 1 }), unit(1, 0, { parentId: 2 }), unit(2, 0, { parentId: 1 })],
    ],
  ])('in which a unit %s is refused', (_, rows) => {
    expect(() => subtreeCounters(rows)).toThrow('below itself');
  });
});

describe('the rate of a head-count', () => {
  it.each([
    [5, 10, { numerator: 5, denominator: 10, aboveHeadcount: false }],
    [10, 10, { numerator: 10, denominator: 10, aboveHeadcount: false }],
    [12, 10, { numerator: 12, denominator: 10, aboveHeadcount: true }],
    [0, 10, { numerator: 0, denominator: 10, aboveHeadcount: false }],
    [5, 0, null],
    [0, null, null],
  ])('of %p persons and %p heads is %j', (persons, headcount, rate) => {
    expect(headcountRate(persons, headcount)).toEqual(rate);
  });
});

describe('the unit table rolled up', () => {
  const rows = [
    unit(1, 0, { level: 'huyện', headcount: 100 }),
    unit(2, 3, { parentId: 1, headcount: 20 }),
    unit(3, 0, { parentId: 1, headcount: 30 }),
    unit(4, 2, { parentId: 77, level: 'sở', kind: 'agency', headcount: null }),
    unit(5, 9, { parentId: 1, invited: false }),
  ];

  it('has a line per level, kind and direct parent, without those outside the list', () => {
    const { byLevel, byKind, byParent } = rollUp(rows, participation(rows, OWN).statuses);
    const lines = (
      groups: { key: unknown; invited: number; tookPart: number; silent: number; headcount: number | null }[],
    ) => groups.map(({ key, invited, tookPart, silent, headcount }) => [key, invited, tookPart, silent, headcount]);
    expect(lines(byLevel)).toEqual([
      ['huyện', 1, 0, 1, 100],
      ['xã', 2, 1, 1, 50],
      ['sở', 1, 1, 0, null],
    ]);
    expect(lines(byKind)).toEqual([
      ['territorial', 3, 1, 2, 150],
      ['agency', 1, 1, 0, null],
    ]);
    expect(lines(byParent)).toEqual([
      [null, 2, 1, 1, null],
      [1, 2, 1, 1, 50],
    ]);
    expect(byLevel[1]?.counters).toEqual(unit(0, 3).counters);
  });

  it('has no head-count for a group in which one unit has none or 0', () => {
    const rows = [unit(1, 1), unit(2, 1, { headcount: 0 }), unit(3, 1)];
    const { byLevel } = rollUp(rows, participation(rows, OWN).statuses);
    expect(byLevel[0]?.headcount).toBeNull();
  });

  it('sums, with those outside the list, to everything', () => {
    // Parents have smaller ids than their children: a forest of any shape.
    const anyRows = fc
      .array(
        fc.record({
          counted: fc.nat(3),
          above: fc.nat(),
          level: fc.constantFrom('sở', 'huyện', 'xã'),
          invited: fc.boolean(),
        }),
        { maxLength: 12 },
      )
      .map((drafts) =>
        drafts.map(({ counted, above, level, invited }, id) =>
          unit(id, counted, { level, invited, parentId: id === 0 || above % 3 === 0 ? null : above % id }),
        ),
      );
    fc.assert(
      fc.property(
        anyRows,
        fc.boolean(),
        fc.integer({ min: 1, max: 3 }),
        (units, childrenCountForParent, minAttempts) => {
          const rule = { minAttempts, childrenCountForParent };
          const whole = participation(units, rule);
          expect(whole.tookPart + whole.silent).toBe(whole.invited);
          for (const groups of Object.values(rollUp(units, participation(units, rule).statuses)) as {
            tookPart: number;
            silent: number;
            counters: UnitCounters;
          }[][]) {
            expect(sumOf([whole.outsideList, ...groups.map(({ counters }) => counters)])).toEqual(
              sumOf(units.map(({ counters }) => counters)),
            );
            expect(groups.reduce((sum, group) => sum + group.tookPart, 0)).toBe(whole.tookPart);
            expect(groups.reduce((sum, group) => sum + group.silent, 0)).toBe(whole.silent);
          }
        },
      ),
    );
  });
});
