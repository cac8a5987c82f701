import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { brokenPromises } from '../../../../test/support/prize-promises.js';
import {
  anySettlement,
  frozen,
  settledInOrder,
  sha256,
  triedOf,
  type Settled,
} from '../../../../test/support/settlements.js';
import { checkRegulations } from '../regulations/check.js';
import { decidingRules } from './needs.js';
import { winnersOf } from './winners-of.js';
import type { FrozenInput } from './frozen-input.js';
import type { WinnerFile } from './winner-file.js';

const FIXTURES = 'test/fixtures';
const contests = readdirSync(FIXTURES)
  .filter((name) => /^contest\..+\.json$/.test(name))
  .map((name) => checkRegulations(JSON.parse(readFileSync(`${FIXTURES}/${name}`, 'utf8'))).regulations!);
const named = contests.map((one) => [one.slug, one] as const);

/** Contests with audiences and blocks, with phases, and with neither; `anySettlement` gives each any rules. */
const [hue, dongNai, nghean] = ['cchc-hue-2025', 'tim-hieu-phap-luat-dong-nai-2022', 'kiem-soat-tthc-2019'].map(
  (slug) => contests.find((one) => one.slug === slug)!,
);
const settlements = fc.oneof(...[hue, dongNai, nghean].map((one) => anySettlement(one!)));
const settle = (settled: Settled): WinnerFile => winnersOf(frozen(settled), sha256);

describe('of any settlement', () => {
  it('the order in which rows, units and decisions come changes nothing', () => {
    const shuffled = (input: FrozenInput) =>
      fc
        .record({
          rows: fc.shuffledSubarray(input.attempts.rows, { minLength: input.attempts.rows.length }),
          units: fc.shuffledSubarray(input.units, { minLength: input.units.length }),
          out: fc.shuffledSubarray(input.decisions.personsOut, { minLength: input.decisions.personsOut.length }),
        })
        .map(({ rows, units, out }) => ({
          ...input,
          attempts: { ...input.attempts, rows },
          units,
          decisions: { ...input.decisions, personsOut: out },
        }));
    const both = settlements.map(frozen).chain((input) => fc.tuple(fc.constant(input), shuffled(input)));
    fc.assert(
      fc.property(both, ([input, other]) => {
        expect(winnersOf(other, sha256)).toEqual(winnersOf(input, sha256));
      }),
      { numRuns: 150 },
    );
  });

  it('quotas, caps and "one to a person" are kept, every prize is accounted for, and who is skipped is named', () => {
    fc.assert(
      fc.property(settlements, (settled) => {
        const input = frozen(settled);
        expect(brokenPromises(input, winnersOf(input, sha256))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('to take somebody out by decision leaves the standings as they are', () => {
    fc.assert(
      fc.property(settlements, fc.nat(), (settled, n) => {
        const before = settle(settled);
        const person = before.awards.filter((award) => award.person !== null)[n % 5]?.person;
        fc.pre(typeof person === 'string');
        const out = { person: person!, line: null, reason: 'voided' as const };
        const decisions = { ...settled.decisions, personsOut: [...(settled.decisions?.personsOut ?? []), out] };
        const after = settle({ ...settled, decisions });
        expect(after.boards).toEqual(before.boards);
        expect(after.awards.map((award) => award.person)).not.toContain(person);
      }),
      { numRuns: 100 },
    );
  });

  it('a person whose attempts are gone moves nobody before, and everybody behind up by one', () => {
    fc.assert(
      fc.property(settlements, fc.integer({ min: 1, max: 24 }), (settled, gone) => {
        const { prediction } = settled.rules;
        const before = frozen(settled);
        const after = frozen({ ...settled, tried: settled.tried.filter(({ person }) => person !== gone) });
        // With a prediction, the truth may change: then distances do.
        const values = (input: FrozenInput) => JSON.stringify(input.truths?.values);
        fc.pre(prediction === null || values(before) === values(after));
        const boards = winnersOf(after, sha256).boards;
        for (const [i, { places }] of winnersOf(before, sha256).boards.entries()) {
          const own = places.find(({ person }) => Number(person.slice(1)) === gone);
          const expected = places
            .filter((place) => place !== own)
            .map(({ rank, person, score, distance }) => ({
              ...{ person, score, distance },
              rank: rank - Number(own !== undefined && own.rank < rank),
            }));
          const found = boards[i]!.places.map(({ rank, person, score, distance }) => ({
            person,
            score,
            distance,
            rank,
          }));
          expect(found).toEqual(expected);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('one winner of a board falls out: the others stay, and the next one joins them or nobody', () => {
    const oneBoard = settlements.map((settled): Settled => {
      const { rules } = settled;
      const list = rules.prizes.list.filter(
        ({ to, by, audience }) => to === 'person' && by === 'rank' && audience === null,
      );
      const prizes = { ...rules.prizes, list, perUnitMax: null };
      const ranking = {
        ...rules.ranking,
        criteria: [...rules.ranking.criteria.filter((one) => one !== 'lot'), 'lot' as const],
      };
      return { ...settled, rules: { ...rules, ranking, prizes }, seed: '0f'.repeat(32), decisions: {}, earlier: [] };
    });
    fc.assert(
      fc.property(oneBoard, fc.nat(), (settled, n) => {
        const people = ({ awards }: WinnerFile) => awards.map(({ person }) => person!);
        const before = people(settle(settled));
        fc.pre(before.length > 0);
        const person = before[n % before.length]!;
        const file = settle({ ...settled, decisions: { personsOut: [{ person, line: null, reason: 'declined' }] } });
        const after = people(file);
        const others = before.filter((one) => one !== person);
        expect(after.slice(0, others.length)).toEqual(others);
        const isReplaced = settled.rules.prizes.replacement === 'next_in_line';
        expect(after.length - others.length).toBeLessThanOrEqual(isReplaced ? 1 : 0);
        expect(file.passedOver.find((one) => one.person === person)).toMatchObject({ reason: 'out', out: 'declined' });
      }),
      { numRuns: 200 },
    );
  });
});

describe.each(named)('%s from its first round to its end', (_, regulations) => {
  const rules = decidingRules(regulations);
  const [tried] = fc.sample(triedOf(rules, [150, 200]), { seed: 2026, numRuns: 1 });
  const settled = settledInOrder(regulations, tried!);

  it('keeps what its rules promise in each field', () => {
    for (const { input, file } of settled) {
      expect(brokenPromises(input, file)).toEqual([]);
      expect(file.isFinal).toBe(file.ties.length === 0);
    }
  });

  it('gives the first prize of every field that somebody took part in', () => {
    for (const { input, file } of settled) {
      const first = rules.prizes.list.findIndex(
        (one) => one.of === input.field.of && one.to === 'person' && one.by === 'rank',
      );
      const audience = rules.prizes.list[first]?.audience ?? null;
      const board = file.boards.find((one) => one.audience === audience)!;
      if (first >= 0 && board.places.length > 0 && !rules.prizes.onlyFullMarks && rules.prizes.onePerPerson === null)
        expect(file.awards.map(({ line }) => line)).toContain(first);
    }
  });

  it('knows a person by one number to its end', () => {
    const numbers = settled.flatMap(({ input }) => input.attempts.rows.map(([, person]) => person));
    expect(new Set(numbers).size).toBe(new Set(tried!.map(({ person }) => person)).size);
  });
});
