import { countedAttempt } from '../counting.js';
import { compareRankables, competitionRanks, decidingCriterion, type RankingRule } from '../ranking.js';
import { CRITERIA, type Rankable, type RankingCriterion } from '../criteria/index.js';
import type { PredictionPlan, Regulations, RoundPlan } from './regulations.js';

/** What ranking needs to know of a prediction. */
export type GuessRule = Pick<PredictionPlan, 'subject' | 'of' | 'among' | 'compare' | 'equalDistance' | 'whichCounts'>;

/** The part of regulations by which people are ranked. */
export interface StandingRules {
  calendar: { rounds: readonly Pick<RoundPlan, 'code' | 'phase'>[] };
  prediction: GuessRule | null;
  counting: Regulations['counting'];
  ranking: RankingRule;
}

/** One valid attempt (voided ones are left out), as grading left it. Instants in epoch ms, scores in 1/1000 point. */
export interface RankedAttempt {
  attemptId: string;
  personId: string;
  /** Code of the audience; null where the contest has none. */
  audience: string | null;
  /** Code of the round. */
  round: string;
  startedAt: number;
  submittedAt: number;
  /** Time spent, in ms, where it is not all from start to submit: a pause takes from it, the deadline ends it. */
  durationMs?: number;
  score: number;
  fullMarks: boolean;
  /** What was guessed; null = nothing. */
  prediction: number | null;
  /** 'YYYY-MM-DD' */
  birthDate: string | null;
}

/** What is ranked: a round, a phase or the contest, and in it one audience or everybody (null). */
export interface Field {
  of: 'round' | 'phase' | 'contest';
  /** Code of the round or phase; null for the contest. */
  code: string | null;
  audience: string | null;
}

/** Where one person stands, before it is compared with others. */
export interface Place extends Rankable {
  personId: string;
  /** The attempts that stand for the person: one, or one of each round where scores are added. */
  attemptIds: string[];
  /** In all of them. */
  fullMarks: boolean;
}

export interface Standing extends Place {
  rank: number;
  /** Where the person lost against the one before: place in the chain from 1, and the person's own value in words. */
  decided: { criterion: RankingCriterion; step: number; shown: string } | null;
}

/** The truth that a guess is measured against: of the round, phase or contest, and the audience, of its attempt. */
export type TruthOf = (guess: RankedAttempt) => number;

/** Whether a round belongs to a field. */
export function isRoundIn(round: Pick<RoundPlan, 'code' | 'phase'>, { of, code }: Pick<Field, 'of' | 'code'>): boolean {
  return of === 'contest' || (of === 'phase' ? round.phase === code : round.code === code);
}

/** The round before the one that is ranked; null for phases and the contest. */
export function earlierRound(
  { calendar: { rounds } }: StandingRules,
  { of, code }: Pick<Field, 'of' | 'code'>,
): string | null {
  return of === 'round' ? (rounds[rounds.findIndex((round) => round.code === code) - 1]?.code ?? null) : null;
}

/**
 * Where one person stands in a field: by the counted attempt, or the sum of those of the rounds.
 *
 * @param own all valid attempts of the person, those of other fields too
 * @param lot the number drawn; null before the draw
 * @returns null for who has no attempt in the field
 */
export function placeOf(
  rules: StandingRules,
  own: readonly RankedAttempt[],
  field: Field,
  truthOf: TruthOf,
  lot: bigint | null = null,
): Place | null {
  return placing(rules, field, truthOf)(own, lot);
}

/** The same for everybody of a field: what is the same for all of them is looked up once. */
export function placing(
  rules: StandingRules,
  field: Field,
  truthOf: TruthOf,
): (own: readonly RankedAttempt[], lot?: bigint | null) => Place | null {
  const { prediction, calendar } = rules;
  const rounds = new Set(calendar.rounds.filter((round) => isRoundIn(round, field)).map(({ code }) => code));
  const before = earlierRound(rules, field);
  const distanceOf = (guess: RankedAttempt | null) =>
    prediction === null || guess === null ? NO_GUESS : measured(prediction, guess.prediction!, truthOf(guess));
  return (own, lot = null) => {
    const mine = own.filter(
      ({ round, audience }) => rounds.has(round) && (field.audience === null || audience === field.audience),
    );
    if (mine.length === 0) return null;
    const turns = turnsOf(rules, mine);
    const counted = turns.map((turn) => turn.counted);
    const earlier = countedAttempt(
      own.filter(({ round }) => round === before),
      rules.counting.rule,
    );
    return {
      personId: mine[0]!.personId,
      attemptIds: counted.map(({ attemptId }) => attemptId).sort(),
      fullMarks: counted.every(({ fullMarks }) => fullMarks),
      score: counted.reduce((sum, { score }) => sum + score, 0),
      durationMs: counted.reduce((sum, one) => sum + (one.durationMs ?? one.submittedAt - one.startedAt), 0),
      submittedAt: Math.max(...counted.map(({ submittedAt }) => submittedAt)),
      startedAt: Math.min(...counted.map(({ startedAt }) => startedAt)),
      attemptCount: mine.length,
      ...together(turns.map(({ counted: one, attempts }) => distanceOf(guessOf(prediction, attempts, one)))),
      earlierRoundScore: earlier?.score ?? null,
      birthDate: counted[0]!.birthDate,
      lot,
    };
  };
}

/**
 * The standings of a field by the regulations: the counted attempt of each person, the truth of the prediction from the
 * same attempts, the chain, ranks with their reasons. The order in which attempts come changes nothing.
 *
 * @param lotOf the number drawn for a person; null before the draw: whoever is equal until then shares a rank
 * Example: 15 points with a guess 3 off stand behind 15 points with a guess 1 off, decided at step 2, 'dự đoán lệch 3'.
 */
export function standings(
  rules: StandingRules,
  attempts: readonly RankedAttempt[],
  field: Field,
  lotOf: (personId: string) => bigint | null = () => null,
): Standing[] {
  const { ranking } = rules;
  const truthOf = truthsOf(rules, attempts);
  const rows = [...grouped(attempts, ({ personId }) => personId)].flatMap(
    ([personId, own]) => placeOf(rules, own, field, truthOf, lotOf(personId)) ?? [],
  );
  rows.sort((a, b) => compareRankables(a, b, ranking) || (a.personId < b.personId ? -1 : 1));
  const ranks = competitionRanks(rows, (a, b) => compareRankables(a, b, ranking) === 0);
  return rows.map((row, i) => {
    const before = rows[i - 1];
    const lost = before === undefined ? null : whatDecided(before, row, ranking);
    return { ...row, rank: ranks[i]!, decided: lost && { ...lost, shown: shownOf(lost.criterion, row, ranking) } };
  });
}

/** What put one place before or behind another: the step of the chain, from 1, and what the one of the two has in it. */
export interface Decided {
  criterion: RankingCriterion;
  step: number;
  /** As `Criterion.value` says. */
  value: number | null;
}

/**
 * By what two neighbours of a board are told apart, as one of them reads it; null when they share a rank.
 * @example a guess 3 off behind one 1 off: { criterion: 'prediction_distance', step: 2, value: 3 } for who has the 3
 */
export function decidedFor(one: Rankable, other: Rankable, rule: RankingRule): Decided | null {
  const decided = whatDecided(one, other, rule);
  return decided && { ...decided, value: CRITERIA[decided.criterion].value(one, rule.durationPrecision) };
}

/** What somebody has in the criterion that decided, in words: 'dự đoán lệch 3'. */
export const decidedWords = ({ criterion, value }: Pick<Decided, 'criterion' | 'value'>): string =>
  CRITERIA[criterion].words(value);

/** The step of the chain, from 1, that put one of the two before the other; null when they share a rank. */
export function whatDecided(
  a: Rankable,
  b: Rankable,
  rule: RankingRule,
): { criterion: RankingCriterion; step: number } | null {
  const criterion = decidingCriterion(a, b, rule);
  return criterion === null ? null : { criterion, step: rule.criteria.indexOf(criterion) + 1 };
}

/** What somebody has in a criterion, in words: 'dự đoán lệch 3'. */
export function shownOf(criterion: RankingCriterion, facts: Rankable, { durationPrecision }: RankingRule): string {
  const { value, words } = CRITERIA[criterion];
  return words(value(facts, durationPrecision));
}

/** What stands for a person: one attempt of all that were made, or one of those of each round, earliest first. */
function turnsOf({ counting }: StandingRules, mine: readonly RankedAttempt[]) {
  const turns = counting.across === 'one_attempt' ? [mine] : [...grouped(mine, ({ round }) => round).values()];
  return turns
    .map((attempts) => ({ attempts, counted: countedAttempt(attempts, counting.rule)! }))
    .sort((a, b) => a.counted.startedAt - b.counted.startedAt || (a.counted.attemptId < b.counted.attemptId ? -1 : 1));
}

function guessOf(plan: GuessRule | null, mine: readonly RankedAttempt[], counted: RankedAttempt): RankedAttempt | null {
  if (plan === null) return null;
  const guessed = mine.filter(({ prediction }) => prediction !== null);
  const chosen =
    plan.whichCounts === 'counted_attempt'
      ? counted
      : guessed.length > 0
        ? countedAttempt(guessed, plan.whichCounts)
        : null;
  return chosen !== null && chosen.prediction !== null ? chosen : null;
}

/**
 * What a prediction is measured against, in the field that the plan names: different persons with full marks, different
 * persons, or attempts. Counted over valid attempts only, so that voiding somebody changes it.
 */
export function predictionTruth(plan: GuessRule, attempts: readonly RankedAttempt[]): number {
  if (plan.subject === 'attempts') return attempts.length;
  const some = plan.subject === 'persons_all_correct' ? attempts.filter(({ fullMarks }) => fullMarks) : attempts;
  return new Set(some.map(({ personId }) => personId)).size;
}

type Measured = Pick<Rankable, 'predictionDistance' | 'onWorseSide'>;
const NO_GUESS: Measured = { predictionDistance: null, onWorseSide: false };

/** Where the scores of rounds are added, so are the distances; a round without a guess that counts leaves none at all. */
function together(parts: readonly Measured[]): Measured {
  if (parts.length === 1) return parts[0]!;
  const off = parts.map(({ predictionDistance }) => predictionDistance);
  return off.includes(null)
    ? NO_GUESS
    : { ...NO_GUESS, predictionDistance: off.reduce<number>((sum, one) => sum + one!, 0) };
}

/** The name of what a guess is about, by the plan: the same name, the same truth. */
export function truthName(
  { prediction, calendar }: StandingRules,
  { round, audience }: Pick<RankedAttempt, 'round' | 'audience'>,
): string {
  const of = prediction?.of ?? 'contest';
  const phase = () => calendar.rounds.find(({ code }) => code === round)?.phase ?? null;
  return JSON.stringify([
    of === 'round' ? round : of === 'phase' ? phase() : null,
    prediction?.among === 'own_audience' ? audience : null,
  ]);
}

function truthsOf(rules: StandingRules, attempts: readonly RankedAttempt[]): TruthOf {
  const { prediction: plan } = rules;
  if (plan === null) return () => 0;
  const places = grouped(attempts, (attempt) => truthName(rules, attempt));
  const truths = new Map([...places].map(([name, some]) => [name, predictionTruth(plan, some)]));
  return (guess) => truths.get(truthName(rules, guess))!;
}

/** How far off a guess is by the rule of comparison; no distance when it does not count. */
export function measured(plan: GuessRule, guess: number, truth: number): Measured {
  const predictionDistance = Math.abs(guess - truth);
  const isOut =
    (plan.compare === 'exact_only' && predictionDistance > 0) || (plan.compare === 'not_over' && guess > truth);
  if (isOut) return NO_GUESS;
  const onWorseSide =
    (plan.equalDistance === 'under_first' && guess > truth) || (plan.equalDistance === 'over_first' && guess < truth);
  return { predictionDistance, onWorseSide };
}

function grouped<One>(list: readonly One[], keyOf: (one: One) => string): Map<string, One[]> {
  const groups = new Map<string, One[]>();
  for (const one of list) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}
