import { countedAttempt } from '../counting.js';
import { isRoundIn } from '../regulations/standings.js';
import { rankUnits, type RankedUnit, type UnitPlace } from '../unit-ranking.js';
import type { UnitFacts } from '../unit-metrics/index.js';
import type { AttemptRow, DecidingRules, FrozenInput, FrozenUnit } from './frozen-input.js';
import type { UnitResult } from './winner-file.js';

/** Which units somebody of a unit counts for: that one, and where the rules say so all above it. */
export function unitsAbove({ units, rules }: FrozenInput): (unit: number | null) => readonly number[] {
  const parents = new Map(units.map(({ id, parent }) => [id, parent]));
  const chains = new Map<number, number[]>();
  const chainOf = (unit: number): number[] => {
    const known = chains.get(unit);
    if (known) return known;
    const chain: number[] = [];
    let at: number | null | undefined = unit;
    while (typeof at === 'number' && parents.has(at) && !chain.includes(at)) {
      chain.push(at);
      at = rules.units.participation.childrenCountForParent ? parents.get(at) : null;
    }
    chains.set(unit, chain);
    return chain;
  };
  return (unit) => (unit === null ? [] : chainOf(unit));
}

interface Sums {
  facts: UnitFacts;
  /** Without the cap on attempts of one person: by it a unit took part or not. */
  countedInAll: number;
}

/**
 * What the units did in the field, by id. A person counts once for a unit; of attempts that count there is one for each
 * person, round and audience, and of one person at most as many as the rules allow, the best ones.
 *
 * @param people all attempts of each person
 * @param winners ids of units by person who has a prize, each unit that the prize counts for
 */
export function unitSums(
  input: FrozenInput,
  people: ReadonlyMap<string, readonly AttemptRow[]>,
  winners: ReadonlyMap<number, ReadonlySet<string>>,
): Map<number, Sums> {
  const { rules, field, units } = input;
  const rounds = new Set(rules.calendar.rounds.filter((round) => isRoundIn(round, field)).map(({ code }) => code));
  const cap = rules.units.ranking?.attemptsPerPersonMax ?? Infinity;
  const above = unitsAbove(input);
  const sums = new Map(units.map(({ id, headcount }) => [id, noSums(headcount, winners.get(id)?.size ?? 0)]));
  for (const rows of people.values()) {
    const own = rows.filter(([, , round]) => rounds.has(round));
    const counted = countedRows(own, rules);
    const mine = new Map<number, AttemptRow[]>();
    for (const row of own) for (const id of above(row[4])) mine.set(id, [...(mine.get(id) ?? []), row]);
    for (const [id, some] of mine) {
      const sum = sums.get(id)!;
      const best = some.filter((row) => counted.has(row)).sort(byScore);
      sum.countedInAll += best.length;
      sum.facts.persons += 1;
      sum.facts.attempts += Math.min(some.length, cap);
      for (const [, , , , , , , , score, fullMarks] of best.slice(0, cap)) {
        sum.facts.countedAttempts += 1;
        sum.facts.countedScore += score;
        if (fullMarks) sum.facts.fullMarks += 1;
      }
    }
  }
  return sums;
}

/** The units as the winner file says them, with their places where the rules rank units. */
export function unitResults(input: FrozenInput, sums: ReadonlyMap<number, Sums>): UnitResult[] {
  const { rules, units } = input;
  const places = new Map<number, UnitResult['place']>();
  if (rules.units.ranking) {
    for (const block of blocksOf(rules)) {
      const ranked = rankedIn(input, sums, block);
      for (const [id, { rank, unplaced, points }] of ranked) {
        places.set(id, { rank, unplaced, points: points === null ? null : Math.round(points * 100) });
      }
    }
    const nowhere = { rank: null, unplaced: 'no_block' as const, points: null };
    for (const { id, invited } of units) if (invited && !places.has(id)) places.set(id, nowhere);
  }
  return units.map(({ id }) => ({ unit: id, facts: sums.get(id)!.facts, place: places.get(id) ?? null }));
}

/** The places of the invited units of a block; of all of them where the block is null. */
export function rankedIn(
  { rules, units }: FrozenInput,
  sums: ReadonlyMap<number, Sums>,
  block: string | null,
): Map<number, UnitPlace> {
  const members = units.filter((unit) => unit.invited && (block === null || unit.block === block));
  return rankUnits(
    members.map((unit) => rankedUnit(unit, sums.get(unit.id)!, rules)),
    rules.units.ranking!,
  );
}

/** In what units are compared with one another: each block, or all where there are no blocks. */
const blocksOf = ({ units: { blocks } }: DecidingRules): (string | null)[] =>
  blocks.length === 0 ? [null] : blocks.map(({ code }) => code);

/** A unit that has not taken part by the rules has nothing to be ranked by. */
function rankedUnit(
  { id, headcount }: FrozenUnit,
  { facts, countedInAll }: Sums,
  { units }: DecidingRules,
): RankedUnit {
  const tookPart = countedInAll >= units.participation.minAttempts;
  return { id, facts: tookPart ? facts : noSums(headcount, 0).facts };
}

/** Of each round and audience the one attempt that counts. */
function countedRows(own: readonly AttemptRow[], { counting }: DecidingRules): Set<AttemptRow> {
  const turns = new Map<string, AttemptRow[]>();
  for (const row of own) {
    const turn = JSON.stringify([row[2], row[3]]);
    turns.set(turn, [...(turns.get(turn) ?? []), row]);
  }
  return new Set(
    [...turns.values()].map(
      (rows) =>
        countedAttempt(
          rows.map((row) => ({
            attemptId: String(row[0]).padStart(9, '0'),
            score: row[8],
            startedAt: row[5],
            submittedAt: row[6],
            row,
          })),
          counting.rule,
        )!.row,
    ),
  );
}

/** The better score first, then the earlier start, then the smaller number. */
const byScore = (a: AttemptRow, b: AttemptRow): number => b[8] - a[8] || a[5] - b[5] || a[0] - b[0];

function noSums(headcount: number | null, winners: number): Sums {
  const facts = { persons: 0, attempts: 0, headcount, countedAttempts: 0, countedScore: 0, fullMarks: 0, winners };
  return { facts, countedInAll: 0 };
}
