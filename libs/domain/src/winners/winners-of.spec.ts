import { describe, expect, it } from '@jest/globals';
import { frozen, SEED, sha256, type Settled, type Tried } from '../../../../test/support/settlements.js';
import { checkRegulations } from '../regulations/check.js';
import type { PrizeLine, PrizePlan, Regulations } from '../regulations/regulations.js';
import { readFileSync } from 'node:fs';
import { decidingRules } from './needs.js';
import { lotOf } from './lot.js';
import type { DecidingRules, FrozenUnit } from './frozen-input.js';
import { winnersOf } from './winners-of.js';

const base = checkRegulations(JSON.parse(readFileSync('test/fixtures/contest.nghe-an-2019.json', 'utf8'))).regulations!;
const line = (one: Partial<PrizeLine>): PrizeLine => ({
  ...{ title: 'Giải', of: 'round', to: 'person', by: 'rank', audience: null, block: null },
  ...{ quota: 1, amountVnd: null, detail: null },
  ...one,
});

/** Rules by score, duration and lot with these prizes. */
function rulesOf(prizes: Partial<PrizePlan>, differ: Partial<DecidingRules> = {}): DecidingRules {
  const plain: Regulations['ranking'] = {
    ...{ criteria: ['score', 'duration', 'lot'], durationPrecision: 's', sharedRank: false, byAudience: true },
  };
  const none: PrizePlan = {
    ...{ list: [], onePerPerson: null, perUnitMax: null, onlyFullMarks: false, replacement: 'next_in_line' },
  };
  return { ...decidingRules(base), ranking: plain, ...differ, prizes: { ...none, ...prizes } };
}
/** People 1, 2, 3 … in the order of their ranks: each takes a second longer. */
const inRow = (count: number, differ: (person: number) => Partial<Tried> = () => ({})): Tried[] =>
  Array.from({ length: count }, (_, i) => ({ person: i + 1, durationMs: 60_000 + i * 1000, ...differ(i + 1) }));
const settle = (given: Settled) => winnersOf(frozen(given), sha256);
const given = (settled: Settled) =>
  settle(settled).awards.map(({ line: at, place, person, unit }) => `${at}.${place} ${person ?? `unit ${unit}`}`);
const NHAT_NHI = [line({ title: 'Giải Nhất', quota: 1 }), line({ title: 'Giải Nhì', quota: 2 })];

describe('prizes by rank', () => {
  it('go down the board line by line', () => {
    const rules = rulesOf({ list: NHAT_NHI });
    expect(given({ rules, tried: inRow(5) })).toEqual(['0.1 N000001', '1.1 N000002', '1.2 N000003']);
  });

  it('are not given where nobody is left, and it is said how many', () => {
    const { awards, notGiven } = settle({ rules: rulesOf({ list: NHAT_NHI }), tried: inRow(2) });
    expect(awards).toHaveLength(2);
    expect(notGiven).toEqual([{ line: 1, count: 1, reason: 'nobody_left' }]);
  });

  it('tell each rank and what decided it', () => {
    const { boards } = settle({ rules: rulesOf({}), tried: [...inRow(2), { person: 3, score: 14_500 }] });
    expect(boards).toEqual([
      {
        audience: null,
        places: [
          { rank: 1, person: 'N000001', score: 15_000, distance: null, decided: null },
          {
            ...{ rank: 2, person: 'N000002', score: 15_000, distance: null },
            decided: { criterion: 'duration', step: 2, shown: 'làm bài trong 1 phút 1 giây' },
          },
          {
            ...{ rank: 3, person: 'N000003', score: 14_500, distance: null },
            decided: { criterion: 'score', step: 1, shown: '14,5 điểm' },
          },
        ],
      },
    ]);
  });

  it('pass over who has no full marks where only those win', () => {
    const rules = rulesOf({ list: NHAT_NHI, onlyFullMarks: true });
    const settled = settle({ rules, tried: inRow(4, (person) => ({ fullMarks: person !== 2 })) });
    expect(settled.awards.map(({ person }) => person)).toEqual(['N000001', 'N000003', 'N000004']);
    expect(settled.passedOver).toEqual([
      { line: 1, person: 'N000002', unit: null, rank: 2, reason: 'not_full_marks', out: null },
    ]);
  });

  it('keep to the number of winners of one unit', () => {
    const rules = rulesOf({ list: NHAT_NHI, perUnitMax: 1 });
    const settled = settle({ rules, tried: inRow(5, (person) => ({ unit: person < 4 ? 7 : person })), units: UNITS });
    expect(settled.awards.map(({ person }) => person)).toEqual(['N000001', 'N000004', 'N000005']);
    expect(settled.passedOver.map(({ person, reason }) => [person, reason])).toEqual([
      ['N000002', 'unit_cap'],
      ['N000003', 'unit_cap'],
    ]);
  });

  it('are for an audience where the line says so, and a prize for all stands before', () => {
    const rules = rulesOf(
      { list: [line({}), line({ audience: 'a' }), line({ audience: 'b' })], onePerPerson: 'round' },
      { audiences: { groups: ['a', 'b'].map((code) => ({ code, title: code })) } },
    );
    const tried = inRow(4, (person) => ({ audience: person < 3 ? 'b' : 'a' }));
    expect(given({ rules, tried })).toEqual(['0.1 N000001', '1.1 N000003', '2.1 N000002']);
    expect(settle({ rules, tried }).boards.map(({ audience }) => audience)).toEqual(['a', 'b', null]);
  });
});

describe('one prize to a person', () => {
  const earlier = [
    {
      of: 'round' as const,
      code: 'tuan-0',
      hash: 'f'.repeat(64),
      awards: [{ line: 0, person: 'N000001', unit: null }],
    },
  ];

  it('in the contest: who won a round before is passed over', () => {
    const rules = rulesOf({ list: NHAT_NHI, onePerPerson: 'contest' });
    const settled = settle({ rules, tried: inRow(5), earlier });
    expect(settled.awards.map(({ person, movedUp }) => [person, movedUp])).toEqual([
      ['N000002', 0],
      ['N000003', 0],
      ['N000004', 0],
    ]);
    expect(settled.passedOver[0]).toMatchObject({ person: 'N000001', reason: 'has_prize' });
  });

  it('in a round: who won another round may win again', () => {
    const rules = rulesOf({ list: NHAT_NHI, onePerPerson: 'round' });
    expect(given({ rules, tried: inRow(5), earlier })[0]).toBe('0.1 N000001');
  });
});

describe('who falls out', () => {
  const decisions = { personsOut: [{ person: 'N000001', line: null, reason: 'declined' as const }] };

  it('is replaced by the next in line, which the winners behind tell', () => {
    const settled = settle({ rules: rulesOf({ list: NHAT_NHI }), tried: inRow(5), decisions });
    expect(settled.awards.map(({ person, movedUp }) => [person, movedUp])).toEqual([
      ['N000002', 1],
      ['N000003', 1],
      ['N000004', 1],
    ]);
    expect(settled.passedOver).toEqual([
      { line: 0, person: 'N000001', unit: null, rank: 1, reason: 'out', out: 'declined' },
    ]);
  });

  it('leaves the prize without anybody where the rules say so', () => {
    const rules = rulesOf({ list: NHAT_NHI, replacement: 'not_given' });
    const settled = settle({ rules, tried: inRow(5), decisions });
    expect(settled.awards.map(({ line: at, person }) => [at, person])).toEqual([
      [1, 'N000002'],
      [1, 'N000003'],
    ]);
    expect(settled.notGiven).toEqual([{ line: 0, count: 1, reason: 'not_replaced' }]);
  });

  it('of one line stays in the others', () => {
    const list = [line({ audience: 'a' }), line({})];
    const rules = rulesOf({ list }, { audiences: { groups: [{ code: 'a', title: 'a' }] } });
    const settled: Settled = { rules, tried: inRow(3, () => ({ audience: 'a' })) };
    const personsOut = [{ person: 'N000001', line: 0, reason: 'not_claimed' as const }];
    expect(given({ ...settled, decisions: { personsOut } })).toEqual(['0.1 N000002', '1.1 N000001']);
  });
});

describe('equals', () => {
  const tried = inRow(4, (person) => ({ durationMs: 60_000 + (person > 1 && person < 4 ? 0 : person) * 1000 }));

  it('are told apart by the lot, which anybody can draw again', () => {
    const settled = settle({ rules: rulesOf({ list: [line({})] }), tried });
    const lots = ['N000002', 'N000003'].sort((a, b) => (lotOf(SEED, a, sha256) < lotOf(SEED, b, sha256) ? -1 : 1));
    expect(settled.awards[0]!.person).toBe(lots[0]);
    expect(settled.draws).toEqual([
      {
        ...{ audience: null, rank: 1, among: 2 },
        lots: [{ person: lots[0], number: sha256([`${SEED}:${lots[0]}`]).slice(0, 16) }],
      },
    ]);
    expect(settled.boards[0]!.places[1]!.decided).toEqual({ criterion: 'lot', step: 3, shown: 'bốc thăm' });
  });

  it('leave a prize open before the draw, where its edge runs through them', () => {
    const settled = settle({ rules: rulesOf({ list: [line({}), line({ quota: 2 })] }), tried, seed: null });
    expect(settled.isFinal).toBe(false);
    expect(settled.ties).toEqual([{ lines: [0, 1], persons: ['N000002', 'N000003'], units: [] }]);
    expect(settled.notGiven.map(({ line: at, count, reason }) => [at, count, reason])).toEqual([
      [0, 1, 'tie_open'],
      [1, 1, 'tie_open'],
    ]);
    expect(settled.awards.map(({ line: at, place, person }) => [at, place, person])).toEqual([[1, 2, 'N000001']]);
  });

  it('get their prizes before the draw where all of them fit', () => {
    const settled = settle({ rules: rulesOf({ list: [line({ quota: 3 })] }), tried, seed: null });
    expect(settled.isFinal).toBe(true);
    expect(settled.awards.map(({ person, rank }) => [person, rank])).toEqual([
      ['N000002', 1],
      ['N000003', 1],
      ['N000001', 3],
    ]);
  });

  it('stand as people decide where the rules have no lot', () => {
    const ranking = { ...rulesOf({}).ranking, criteria: ['score' as const, 'duration' as const], sharedRank: true };
    const rules = rulesOf({ list: [line({})] }, { ranking });
    expect(settle({ rules, tried }).ties).toHaveLength(1);
    const decisions = { personOrders: [{ persons: ['N000003', 'N000002'] }] };
    const settled = settle({ rules, tried, decisions });
    expect([settled.isFinal, settled.awards[0]!.person]).toEqual([true, 'N000003']);
  });

  it('of one unit leave its last place open, and nothing else', () => {
    const rules = rulesOf({ list: [line({ quota: 2 })], perUnitMax: 1 });
    const settled = settle({
      rules,
      tried: inRow(3, (person) => ({ durationMs: person < 3 ? 1000 : 2000, unit: 7 * Number(person < 3) || 8 })),
      seed: null,
      units: UNITS,
    });
    expect(settled.ties).toEqual([{ lines: [0], persons: ['N000001', 'N000002'], units: [] }]);
    expect(settled.awards.map(({ person }) => person)).toEqual(['N000003']);
  });
});

describe('special prizes', () => {
  const list = [line({ quota: 3 }), line({ by: 'youngest' }), line({ by: 'oldest' })];
  const tried = inRow(5, (person) => ({ birthOrder: person === 2 ? null : person }));

  it('are for the youngest and oldest of those who have a prize, on top of it', () => {
    const settled = settle({ rules: rulesOf({ list, onePerPerson: 'round' }), tried });
    expect(settled.awards.slice(3).map(({ by, person, rank }) => [by, person, rank])).toEqual([
      ['youngest', 'N000003', null],
      ['oldest', 'N000001', null],
    ]);
  });

  it('wait for people where two are of one day', () => {
    const both = inRow(3, () => ({ birthOrder: 4 }));
    const settled = settle({ rules: rulesOf({ list: list.slice(0, 2) }), tried: both });
    expect(settled.ties).toEqual([{ lines: [1], persons: ['N000001', 'N000002', 'N000003'], units: [] }]);
  });

  it('that a jury gives come from its decision, and count as a prize', () => {
    const rules = rulesOf({
      list: [line({ by: 'jury', quota: 2 }), line({ by: 'minority' }), line({})],
      onePerPerson: 'round',
    });
    const decisions = {
      given: [
        { line: 0, person: 'N000001' },
        { line: 1, person: 'N000005' },
        { line: 1, person: 'N000002' },
      ],
    };
    const settled = settle({ rules, tried: inRow(5), decisions });
    expect(settled.awards.map(({ line: at, person }) => [at, person])).toEqual([
      [0, 'N000001'],
      [1, 'N000002'],
      [2, 'N000002'],
    ]);
    expect(settled.notGiven).toEqual([{ line: 0, count: 1, reason: 'undecided' }]);
    expect(settled.passedOver.map(({ line: at, person, reason }) => [at, person, reason])).toEqual([
      [1, 'N000005', 'no_prize'],
      [2, 'N000001', 'has_prize'],
    ]);
  });

  it('for most first prizes count those of the rounds before', () => {
    const rules = rulesOf({ list: [line({}), line({ of: 'contest', by: 'most_first_prizes' })] });
    const won = (code: string, person: string) => ({
      ...{ of: 'round' as const, code, hash: 'a'.repeat(64), awards: [{ line: 0, person, unit: null }] },
    });
    const earlier = [won('tuan-1', 'N000001'), won('tuan-2', 'N000002'), won('tuan-3', 'N000002')];
    const field = { of: 'contest' as const, code: null, title: 'Cuộc thi' };
    expect(given({ rules, field, tried: inRow(2), earlier })).toEqual(['1.1 N000002']);
  });
});

const UNITS: FrozenUnit[] = [4, 5, 7, 8].map((id) => ({
  ...{
    id,
    title: `Đơn vị ${id}`,
    block: id < 7 ? 'xa' : 'so',
    headcount: 10,
    parent: id === 5 ? 4 : null,
    invited: true,
  },
}));

describe('prizes to units', () => {
  const blocks = ['xa', 'so'].map((code) => ({ code, title: code }));
  const participation = { minAttempts: 1, childrenCountForParent: false };
  const ranking = {
    metrics: [{ metric: 'persons' as const, weight: 100 }],
    minimumHeadcount: null,
    attemptsPerPersonMax: null,
    tie: [],
  };

  it('go by the unit ranking of the block', () => {
    const rules = rulesOf(
      { list: ['xa', 'so'].map((block) => line({ to: 'unit', block })) },
      { units: { blocks, participation, ranking } },
    );
    const tried = inRow(6, (person) => ({ unit: person < 4 ? 7 : person === 4 ? 4 : 5 }));
    const settled = settle({ rules, tried, units: UNITS });
    expect(settled.awards.map(({ line: at, unit, rank }) => [at, unit, rank])).toEqual([
      [0, 5, 1],
      [1, 7, 1],
    ]);
    expect(settled.units.map(({ unit, facts, place }) => [unit, facts.persons, place?.rank])).toEqual([
      [4, 1, 2],
      [5, 2, 1],
      [7, 3, 1],
      [8, 0, null],
    ]);
  });

  it('for most people taking part count those of units below where the rules say so', () => {
    const units = { blocks: [], participation: { ...participation, childrenCountForParent: true }, ranking: null };
    const rules = rulesOf({ list: [line({ to: 'unit', by: 'most_participants' })] }, { units });
    const tried = inRow(5, (person) => ({ unit: person < 3 ? 7 : person < 5 ? 5 : 4 }));
    expect(given({ rules, tried, units: UNITS })).toEqual(['0.1 unit 4']);
  });

  it('count winners of the field', () => {
    const by = { ...ranking, metrics: [{ metric: 'winners' as const, weight: 100 }] };
    const rules = rulesOf(
      { list: [line({ quota: 2 }), line({ to: 'unit' })] },
      { units: { blocks: [], participation, ranking: by } },
    );
    const settled = settle({ rules, tried: inRow(5, (person) => ({ unit: person < 3 ? 8 : 7 })), units: UNITS });
    expect(settled.awards.at(-1)).toMatchObject({ unit: 8, rank: 1 });
  });

  it('pass over a unit that is out, and leave equals to people', () => {
    const rules = rulesOf({ list: [line({ to: 'unit', by: 'most_participants', quota: 2 })] });
    const tried = inRow(6, (person) => ({ unit: [4, 4, 4, 5, 7, 8][person - 1]! }));
    const unitsOut = [{ unit: 4, line: null, reason: 'excluded' as const }];
    const open = settle({ rules, tried, units: UNITS, decisions: { unitsOut } });
    expect(open.ties).toEqual([{ lines: [0], persons: [], units: [5, 7, 8] }]);
    const decisions = { unitsOut, unitOrders: [{ units: [8, 5, 7] }] };
    expect(given({ rules, tried, units: UNITS, decisions })).toEqual(['0.1 unit 8', '0.2 unit 5']);
  });
});

describe('an input that contradicts itself is refused', () => {
  const rules = rulesOf({ list: NHAT_NHI });
  it.each([
    ['another format', { format: 'khac/1' }],
    ['a seed that was not committed to', { lot: { commitment: 'a'.repeat(64), committedAt: 0, seed: SEED } }],
    [
      'a truth that the rows do not give',
      { truths: { definition: '', at: 0, values: [{ code: null, audience: null, value: 3 }] } },
    ],
  ])('%s', (_, differ) => {
    const input = { ...frozen({ rules, tried: inRow(3) }), ...differ } as ReturnType<typeof frozen>;
    expect(() => winnersOf(input, sha256)).toThrow(RangeError);
  });
});
