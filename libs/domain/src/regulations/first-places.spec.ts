import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DEFAULT_RANKING, type RankingRule } from '../ranking.js';
import { FirstPlaces } from './first-places.js';
import { placeOf, standings, type Field, type RankedAttempt, type StandingRules } from './standings.js';

const FIELD: Field = { of: 'round', code: '1', audience: null };

const rules = (ranking: RankingRule): StandingRules => ({
  calendar: { rounds: [{ code: '1', phase: null }] },
  counting: { rule: 'best', across: 'one_attempt' },
  prediction: null,
  ranking,
});

const chain: fc.Arbitrary<RankingRule> = fc.record({
  criteria: fc
    .shuffledSubarray(['duration', 'submitted_at', 'started_at', 'attempt_count', 'youngest'] as const)
    .map((rest) => ['score' as const, ...rest]),
  durationPrecision: fc.constantFrom('s', 'ms'),
});

/** Few values, so that people tie; of each person one to three attempts. */
const attempts: fc.Arbitrary<RankedAttempt[]> = fc
  .array(fc.record({ person: fc.nat(30), score: fc.nat(2), from: fc.nat(3), tenths: fc.nat(15) }), { maxLength: 60 })
  .map((list) =>
    list.map(({ person, score, from, tenths }, i) => ({
      ...{ attemptId: `a${String(i).padStart(3, '0')}`, personId: `p${person}`, audience: null, round: '1' },
      ...{ startedAt: from * 1000, submittedAt: from * 1000 + tenths * 100, score: score * 1000, fullMarks: false },
      ...{ prediction: null, birthDate: person % 3 === 0 ? null : `199${person % 5}-01-01` },
    })),
  );

describe('the first places', () => {
  it('are those of the standings, whatever order people come in and however few are kept', () => {
    fc.assert(
      fc.property(chain, attempts, fc.integer({ min: 1, max: 12 }), fc.nat(), (ranking, made, places, turn) => {
        const whole = standings(rules(ranking), made, FIELD);
        const first = new FirstPlaces(ranking, places);
        for (const place of turned(everybody(ranking, made), turn)) first.add(place, place);
        expect(first.persons).toBe(whole.length);
        const sharing = (rank: number) => whole.filter((one) => one.rank === rank).length;
        expect(first.list().map((one) => [one.rank, one.sharing, one.place.personId])).toEqual(
          whole.slice(0, places).map(({ rank, personId }) => [rank, sharing(rank), personId]),
        );
      }),
    );
  });

  it('know the rank of everybody, also of who is not kept', () => {
    fc.assert(
      fc.property(chain, attempts, fc.nat(), (ranking, made, turn) => {
        const ranks = new Map(standings(rules(ranking), made, FIELD).map(({ personId, rank }) => [personId, rank]));
        const first = new FirstPlaces(ranking, 1);
        const people = turned(everybody(ranking, made), turn);
        for (const place of people) first.add(place, place);
        expect(first.ranksOf(people)).toEqual(people.map(({ personId }) => ranks.get(personId)));
      }),
    );
  });

  it('of nobody are none', () => {
    const first = new FirstPlaces(DEFAULT_RANKING, 3);
    expect([first.persons, first.list(), first.ranksOf([])]).toEqual([0, [], []]);
  });
});

const everybody = (ranking: RankingRule, made: readonly RankedAttempt[]) =>
  [...new Set(made.map(({ personId }) => personId))].map((person) =>
    placeOf(
      rules(ranking),
      made.filter(({ personId }) => personId === person),
      FIELD,
      () => 0,
    )!,
  );

const turned = <T>(list: readonly T[], by: number): T[] => list.map((_, i) => list[(i + by) % list.length]!).reverse();
