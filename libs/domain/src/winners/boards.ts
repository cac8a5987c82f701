import { CRITERIA, type Rankable } from '../criteria/index.js';
import { compareRankables, competitionRanks, type RankingRule } from '../ranking.js';
import { placing, shownOf, whatDecided, type RankedAttempt } from '../regulations/standings.js';
import { byText } from './in-order.js';
import { drawSeedOf, lotOf } from './lot.js';
import { truthNames } from './truths.js';
import type { Sha256 } from './canonical-json.js';
import type { AttemptRow, FrozenInput, LotOfField } from './frozen-input.js';
import type { Board, BoardPlace } from './winner-file.js';

/** Somebody in the standings of an audience, with what prizes ask about. */
export interface Contender extends Rankable {
  person: string;
  /** Of the counted attempt; where rounds are added, of that in the last of them. */
  unit: number | null;
  /** In every attempt that counts. */
  fullMarks: boolean;
  rank: number;
}

/** The attempts of each person, of all rounds that are given. */
export function attemptsByPerson(rows: readonly AttemptRow[]): Map<string, AttemptRow[]> {
  const people = new Map<string, AttemptRow[]>();
  for (const row of rows) {
    const own = people.get(row[1]);
    // A list that grows keeps room for sixteen more; most people have one or two.
    people.set(row[1], own ? own.concat([row]) : [row]);
  }
  return people;
}

/**
 * The audiences that the field is ranked in: those with a board of their own and those that a prize is for, in the order of
 * the rules; all people together (null) where they share a board, or a prize is for all.
 */
export function rankedAudiences({ rules: { audiences, ranking, prizes }, field }: FrozenInput): (string | null)[] {
  const { groups } = audiences;
  const asked = prizes.list.filter(({ of, to, by }) => of === field.of && to === 'person' && by === 'rank');
  const isAsked = (audience: string | null) => asked.some((line) => line.audience === audience);
  const hasOwn = ranking.byAudience && groups.length > 0;
  return [
    ...groups.map(({ code }) => code).filter((code) => hasOwn || isAsked(code)),
    ...(hasOwn && !isAsked(null) ? [] : [null]),
  ];
}

/** Everybody of the field in one audience (null: in all), best first; who share a rank by person number. */
export function contenders(
  input: FrozenInput,
  people: ReadonlyMap<string, readonly AttemptRow[]>,
  audience: string | null,
  sha256: Sha256,
): Contender[] {
  const { rules, field } = input;
  const { ranking } = rules;
  const seed = ranking.criteria.includes('lot') ? drawSeed(input.lot, sha256) : null;
  const placeOf = placing(rules, { of: field.of, code: field.code, audience }, truthOfGuess(input));
  const list: Contender[] = [];
  for (const [person, rows] of people) {
    const own = rows.map(rankedAttempt);
    const place = placeOf(own);
    if (place === null) continue;
    const counted = rows.filter((_, i) => place.attemptIds.includes(own[i]!.attemptId));
    const { score, predictionDistance, onWorseSide, durationMs, submittedAt, startedAt } = place;
    const { attemptCount, earlierRoundScore, birthDate } = place;
    list.push({
      person,
      unit: counted.reduce((last, row) => (row[0] > last[0] ? row : last))[4],
      fullMarks: counted.every((row) => row[9]),
      rank: 0,
      score,
      predictionDistance,
      onWorseSide,
      durationMs,
      submittedAt,
      startedAt,
      attemptCount,
      earlierRoundScore,
      birthDate,
      lot: seed === null ? null : lotOf(seed, person, sha256),
    });
  }
  const sorted = inRanking(list, ranking);
  const ranks = competitionRanks(sorted, (a, b) => compareRankables(a, b, ranking) === 0);
  sorted.forEach((one, i) => (one.rank = ranks[i]!));
  return sorted;
}

/** Null before the draw. */
function drawSeed(lot: LotOfField | null, sha256: Sha256): string | null {
  return lot?.seed ? drawSeedOf({ seed: lot.seed, ...(lot.words && { words: lot.words }) }, sha256) : null;
}

/** As `compareRankables` orders them, each value of the chain looked up once; equals by person number. */
function inRanking(list: readonly Contender[], { criteria, durationPrecision }: RankingRule): Contender[] {
  const columns = criteria.map((criterion) => {
    const { ordinal, width } = CRITERIA[criterion];
    // A number holds six octets; a column of its own kind takes a third of the room of a list of them.
    return width === 8
      ? BigUint64Array.from(list, (one) => BigInt(ordinal(one, durationPrecision)))
      : Float64Array.from(list, (one) => Number(ordinal(one, durationPrecision)));
  });
  const order = Uint32Array.from(list.keys());
  order.sort((a, b) => {
    for (const column of columns) {
      const [ours, theirs] = [column[a]!, column[b]!];
      if (ours !== theirs) return ours < theirs ? -1 : 1;
    }
    return byText(list[a]!.person, list[b]!.person);
  });
  return Array.from(order, (i) => list[i]!);
}

/** The standings as they are published, each place with what decided it against the one before. */
export function boardOf(
  { rules: { ranking } }: FrozenInput,
  audience: string | null,
  list: readonly Contender[],
): Board {
  // Many thousand places are decided by the same thing, which is then said once.
  const known = new Map<string, BoardPlace['decided']>();
  const decidedOf = (before: Contender, one: Contender): BoardPlace['decided'] => {
    const lost = whatDecided(before, one, ranking);
    if (lost === null) return null;
    const decided = { ...lost, shown: shownOf(lost.criterion, one, ranking) };
    // Everybody draws another lot.
    if (lost.criterion === 'lot') return decided;
    const name = `${lost.step} ${decided.shown}`;
    if (!known.has(name)) known.set(name, decided);
    return known.get(name)!;
  };
  const places = list.map((one, i) => ({
    rank: one.rank,
    person: one.person,
    score: one.score,
    distance: one.predictionDistance,
    decided: i === 0 ? null : decidedOf(list[i - 1]!, one),
  }));
  return { audience, places };
}

/** The published truths by what a guess is about. @throws RangeError for a guess that nothing is counted for */
function truthOfGuess({ rules, truths }: FrozenInput): (guess: RankedAttempt) => number {
  const nameOf = truthNames(rules);
  const values = new Map(truths?.values.map(({ code, audience, value }) => [JSON.stringify([code, audience]), value]));
  return ({ round, audience }) => {
    const value = values.get(nameOf(round, audience));
    if (value === undefined) throw new RangeError(`no truth for predictions of ${round}, ${audience}`);
    return value;
  };
}

/** An attempt as ranking looks at it. Its number as a text that orders as the number does. */
function rankedAttempt(row: AttemptRow): RankedAttempt {
  const [attempt, personId, round, audience, , startedAt, submittedAt, durationMs, score, fullMarks, prediction] = row;
  return {
    attemptId: String(attempt).padStart(9, '0'),
    personId,
    round,
    audience,
    startedAt,
    submittedAt,
    durationMs,
    score,
    fullMarks,
    prediction,
    birthDate: row[11] === null ? null : dateLike(row[11]),
  };
}

/** An order number in the form of a date: criteria compare the eight digits and nothing else of it. */
function dateLike(order: number): string {
  const digits = String(order).padStart(8, '0');
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}
