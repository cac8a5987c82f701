import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  AttemptCells,
  cutOpenData,
  OPEN_CHOICES,
  type OpenAttempt,
  type OpenChoice,
  type OpenClass,
  type OpenColumn,
  type OpenDataCut,
} from './index.js';
import { durationBand, OPEN_TOTALS, openValues, OPEN_COLUMNS, scoreBand } from './open-columns.js';

const MONDAY = Date.parse('2026-05-04T01:00:00Z');
const DAY = 86_400_000;
const MAX = 15_000;

type Tried = OpenAttempt & { person: number };

const plain = (changes: Partial<Tried> = {}): Tried => ({
  ...{ person: 0, round: 'Tuần 1', unit: 'Sở Nội vụ', block: 'Các sở', audience: 'Công chức' },
  ...{ submittedAt: MONDAY, score: 12_000, maxScore: MAX, fullMarks: false, durationMs: 400_000 },
  ...changes,
});
const many = (count: number, from: number, changes: Partial<Tried> = {}): Tried[] =>
  Array.from({ length: count }, (_, i) => plain({ person: from + i, ...changes }));

function cut(tried: readonly Tried[], chosen: readonly OpenChoice[] = OPEN_CHOICES, personsMin = 10): OpenDataCut {
  const cells = new AttemptCells();
  for (const { person, ...attempt } of tried) cells.add(person, attempt);
  return cutOpenData(cells, chosen, personsMin);
}

const column = (of: OpenDataCut, name: OpenColumn) => of.columns.indexOf(name);

describe('values', () => {
  it.each([
    [0, 'dưới 2 phút'],
    [119_999, 'dưới 2 phút'],
    [120_000, 'từ 2 đến dưới 5 phút'],
    [2_700_000, 'từ 45 phút'],
  ])('a duration of %p ms is %p', (ms, band) => expect(durationBand(ms)).toBe(band));

  it.each([
    [15_000, true, 'điểm tối đa'],
    [12_000, false, 'từ 80% đến dưới điểm tối đa'],
    [11_999, false, 'từ 50% đến dưới 80%'],
    [7_499, false, 'dưới 50%'],
    [-1_000, false, 'dưới 50%'],
  ])('a score of %p in 15,000 is in %p', (score, full, band) => expect(scoreBand(score, MAX, full)).toBe(band));

  it('tell the local day of handing in, and no time of it', () => {
    const late = openValues(plain({ submittedAt: Date.parse('2026-05-04T17:30:00Z') }));
    expect(late).toEqual([
      ...['Tuần 1', 'Sở Nội vụ', 'Các sở', 'Công chức', '2026-05-05', '2026-W19', '12', '15'],
      ...['từ 80% đến dưới điểm tối đa', 'không', 'từ 5 đến dưới 10 phút'],
    ]);
  });
});

describe('open data', () => {
  it('tells everything of ten people who are alike, and hardly anything of nine', () => {
    const ten = cut(many(10, 0));
    expect(ten).toMatchObject({ published: 10, generalised: 0, suppressed: 0 });
    expect(ten.classes).toEqual([{ values: openValues(plain()), rows: 10, persons: 10 }]);
    expect(cut(many(9, 0))).toMatchObject({ classes: [], published: 0, suppressed: 9 });
  });

  it('counts people, not attempts', () => {
    expect(cut(Array.from({ length: 50 }, () => plain()))).toMatchObject({ published: 0, suppressed: 50 });
  });

  it('counts a unit that is too small for its block, with its day and score', () => {
    const small = ['A', 'B', 'C'].flatMap((name, i) =>
      many(4, 100 + 4 * i, { unit: `Phường ${name}`, block: 'Cấp xã' }),
    );
    const made = cut([...many(30, 0), ...small]);
    expect(made).toMatchObject({ published: 42, generalised: 12, suppressed: 0 });
    const [, block] = made.classes.map(({ values, rows }) => ({ rows, values })).sort((a, b) => b.rows - a.rows);
    expect(block!.rows).toBe(12);
    expect(block!.values[column(made, 'unit')]).toBe('');
    expect(block!.values[column(made, 'block')]).toBe('Cấp xã');
    expect(block!.values[column(made, 'day')]).toBe('2026-05-04');
  });

  it('keeps back more of a unit whose few other rows could be had from its total', () => {
    // Three of the unit have full marks on a day of their own: without more kept back they were the rest of the unit.
    const few = many(3, 500, { submittedAt: MONDAY + DAY, audience: 'Người dân', score: 9_000 });
    const others = many(40, 600, { ...few[0], person: 0, unit: 'Sở Tài chính' }).map((one, i) => ({
      ...one,
      person: 600 + i,
    }));
    const made = cut([...many(25, 0), ...few, ...others]);
    const told = made.classes.filter(({ values }) => values[column(made, 'unit')] === 'Sở Nội vụ');
    const rows = told.reduce((sum, one) => sum + one.rows, 0);
    expect([0, 28]).toContain(rows);
  });

  it('has the columns that were chosen, and tells the more in them', () => {
    const made = cut(
      many(40, 0).map((one, i) => ({ ...one, submittedAt: MONDAY + (i % 7) * DAY, durationMs: i * 60_000 })),
      ['unit', 'scoreBand'],
    );
    expect(made.columns).toEqual(['round', 'unit', 'scoreBand']);
    expect(made.classes).toEqual([
      { values: ['Tuần 1', 'Sở Nội vụ', 'từ 80% đến dưới điểm tối đa'], rows: 40, persons: 40 },
    ]);
  });
});

describe('whatever people did', () => {
  const anyTried: fc.Arbitrary<Tried> = fc
    .record({
      person: fc.nat(60),
      round: fc.constantFrom('Tuần 1', 'Tuần 2'),
      place: fc.constantFrom(['A', 'X'], ['B', 'X'], ['C', 'X'], ['D', 'Y'], ['E', 'Y']),
      audience: fc.constantFrom('Công chức', 'Người dân'),
      day: fc.nat(8),
      right: fc.constantFrom(5, 10, 13, 15),
      minutes: fc.constantFrom(1, 3, 8),
    })
    .map(({ person, round, place, audience, day, right, minutes }) => ({
      ...{ person, round, audience, unit: place[0]!, block: place[1]!, submittedAt: MONDAY + day * DAY },
      ...{ score: right * 1000, maxScore: MAX, fullMarks: right === 15, durationMs: minutes * 60_000 },
    }));
  const tried = fc.array(anyTried, { maxLength: 200, size: 'max' });
  const chosen = fc.subarray([...OPEN_CHOICES]);
  const least = fc.constantFrom(2, 3, 5);

  /** How many people may stand behind a class: all who have an attempt that is equal in what it tells. */
  const peopleBehind = (made: OpenDataCut, { values }: OpenClass, all: readonly Tried[]): number => {
    const told = made.columns.flatMap((name, i) => (values[i] === '' ? [] : [[OPEN_COLUMNS.indexOf(name), values[i]]]));
    const behind = all.filter((one) => told.every(([at, value]) => openValues(one)[at as number] === value));
    return new Set(behind.map(({ person }) => person)).size;
  };

  it('each row is of enough people, and rows with what is left out are all attempts', () =>
    fc.assert(
      fc.property(tried, chosen, least, (all, columns, k) => {
        const made = cut(all, columns, k);
        expect(made.classes.filter((one) => one.persons < k || one.rows < one.persons)).toEqual([]);
        expect(made.classes.filter((one) => peopleBehind(made, one, all) < one.persons)).toEqual([]);
        expect(made.published + made.suppressed).toBe(all.length);
        expect(made.classes.reduce((sum, { rows }) => sum + rows, 0)).toBe(made.published);
        // Left out: of too few only where nothing is told.
        expect(made.suppressed === 0 || made.published === 0 || made.suppressed >= k).toBe(true);
      }),
      { numRuns: 60 },
    ));

  it('does not depend on the order of attempts or on the numbers of people', () =>
    fc.assert(
      fc.property(tried, fc.infiniteStream(fc.nat()), least, (all, keys, k) => {
        const order = all.map((one) => ({ one, key: keys.next().value as number })).sort((a, b) => a.key - b.key);
        const renamed = order.map(({ one }) => ({ ...one, person: 60 - one.person }));
        expect(cut(renamed, OPEN_CHOICES, k)).toEqual(cut(all, OPEN_CHOICES, k));
      }),
      { numRuns: 60 },
    ));

  it('one person more never makes a row of too few', () =>
    fc.assert(
      fc.property(tried, fc.array(anyTried, { minLength: 1, maxLength: 4 }), (all, more) => {
        const grown = [...all, ...more.map((one) => ({ ...one, person: 99 }))];
        const made = cut(grown, OPEN_CHOICES, 3);
        expect(made.classes.filter((one) => one.persons < 3 || peopleBehind(made, one, grown) < 3)).toEqual([]);
      }),
      { numRuns: 60 },
    ));

  it('what a published total has beyond the rows is nothing, the whole, or at least so many attempts', () =>
    fc.assert(
      fc.property(tried, least, (all, k) => {
        const made = cut(all, OPEN_CHOICES, k);
        for (const total of OPEN_TOTALS) {
          const nameOf = (values: readonly string[], order: readonly OpenColumn[]) =>
            total.map((name) => values[order.indexOf(name)]).join('|');
          const sums = new Map<string, { all: number; told: number }>();
          const at = (name: string) => sums.get(name) ?? sums.set(name, { all: 0, told: 0 }).get(name)!;
          for (const one of all) at(nameOf(openValues(one), OPEN_COLUMNS)).all += 1;
          for (const { values, rows } of made.classes)
            if (total.every((name) => values[made.columns.indexOf(name)] !== ''))
              at(nameOf(values, made.columns)).told += rows;
          const few = [...sums].filter(([, { all: whole, told }]) => told > 0 && told < whole && whole - told < k);
          expect(few).toEqual([]);
        }
      }),
      { numRuns: 60 },
    ));
});
