import { describe, expect, it } from '@jest/globals';
import { mayShow, USUAL_SIGHTS, type Onlooker, type Shown, type Sight, type SightRules } from './sight.js';

/** Two weekly rounds with a day between: hours since the opening of the first. */
const ROUNDS = [
  { opensAt: 0, closesAt: 100 },
  { opensAt: 124, closesAt: 200 },
];
const FIRST = ROUNDS.slice(0, 1);
const live: Shown = { state: 'live' };
const until = (instant: number | null): Shown => ({ state: 'hidden', until: instant });
const asOf = (at: number, end: number): Shown => ({ state: 'frozen', at, until: end });

const shown = (thing: keyof SightRules, rules: Partial<SightRules>, who: Onlooker, now: number, rounds = ROUNDS) =>
  mayShow(thing, { ...USUAL_SIGHTS, ...rules }, who, { now, rounds, contestClosesAt: 200 });

describe('a board is shown to the public', () => {
  const frozen: SightRules['board'] = { shown: 'frozen', frozenMs: 30 };
  const after: SightRules['board'] = { shown: 'after', frozenMs: null };
  const hidden: SightRules['board'] = { shown: 'hidden', frozenMs: null };
  it.each<[string, SightRules['board'], number, typeof ROUNDS, Shown]>([
    ['live in the last minute', USUAL_SIGHTS.board, 99, FIRST, live],
    ['frozen: before it stands still', frozen, 69, FIRST, live],
    ['frozen: at the very instant', frozen, 70, FIRST, asOf(70, 100)],
    ['frozen: to the last moment', frozen, 99.9, FIRST, asOf(70, 100)],
    ['frozen: at the close it moves on', frozen, 100, FIRST, live],
    ['frozen: the contest stands still with its round', frozen, 180, ROUNDS, asOf(170, 200)],
    ['frozen: the round before has long moved on', frozen, 180, FIRST, live],
    ['frozen: for longer than the round', { shown: 'frozen', frozenMs: 1000 }, 130, ROUNDS, asOf(124, 200)],
    ['after: in the round', after, 50, FIRST, until(100)],
    ['after: at the close', after, 100, FIRST, live],
    ['after: the contest, between its rounds', after, 110, ROUNDS, live],
    ['after: the contest, in its second round', after, 130, ROUNDS, until(200)],
    ['after: the first round, in the second', after, 130, FIRST, live],
    ['hidden: never', hidden, 500, FIRST, until(null)],
  ])('%s', (_, board, now, rounds, expected) => {
    expect(shown('board', { board }, 'public', now, rounds)).toEqual(expected);
    expect(shown('board', { board }, 'own_units', now, rounds)).toEqual(expected);
    expect(shown('board', { board }, 'organizers', now, rounds)).toEqual(live);
  });

  it('stands still from the earliest instant of rounds that run side by side, until the last of them ends', () => {
    const beside = [
      { opensAt: 0, closesAt: 100 },
      { opensAt: 0, closesAt: 110 },
    ];
    expect(shown('board', { board: frozen }, 'public', 90, beside)).toEqual(asOf(70, 110));
  });
});

describe.each(['unitTable', 'silentUnits', 'counters'] as const)('%s', (thing) => {
  // In the first round, between the rounds, after the contest; never = hidden for ever.
  const WHEN = {
    live: [live, live, live],
    round_end: [until(100), live, live],
    contest_end: [until(200), until(200), live],
  };
  const NEVER = [until(null), until(null), until(null)];
  const sees: Record<Sight['who'], Onlooker[]> = {
    hidden: [],
    organizers: [],
    own_units: ['own_units'],
    public: ['own_units', 'public'],
  };
  const cases = (Object.keys(sees) as Sight['who'][]).flatMap((who) =>
    (Object.keys(WHEN) as Sight['when'][]).flatMap((when) =>
      (['own_units', 'public'] as const).map((onlooker) => [who, when, onlooker] as const),
    ),
  );
  it.each(cases)('for %s, %s: seen by %s', (who, when, onlooker) => {
    const seen = [50, 110, 200].map((now) => shown(thing, { [thing]: { who, when } }, onlooker, now));
    expect(seen).toEqual(sees[who].includes(onlooker) ? WHEN[when] : NEVER);
    expect(shown(thing, { [thing]: { who, when } }, 'organizers', 50)).toEqual(live);
  });
});
