import { countedAttempt } from '../counting.js';
import { compareRankables, competitionRanks, decidingCriterion, type RankingRule } from '../ranking.js';
import { CRITERIA, type Rankable, type RankingCriterion } from '../criteria/index.js';
import type { PredictionPlan, Regulations } from './regulations.js';

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

export interface Standing extends Rankable {
  rank: number;
  personId: string;
  /** The attempts that stand for the person: one, or one of each round where scores are added. */
  attemptIds: string[];
  /** Where the person lost against the one before: place in the chain from 1, and the person's own value in words. */
  decided: { criterion: RankingCriterion; step: number; shown: string } | null;
}

/** The rounds that belong to a field, by code. */
function roundsOf({ calendar }: Regulations, { of, code }: Pick<Field, 'of' | 'code'>): Set<string> {
  const rounds = calendar.rounds.filter((round) =>
    of === 'contest' ? true : of === 'phase' ? round.phase === code : round.code === code,
  );
  return new Set(rounds.map((round) => round.code));
}

/**
 * The standings of a field by the regulations: the counted attempt of each person, the truth of the prediction from the
 * same attempts, the chain, ranks with their reasons. The order in which attempts come changes nothing.
 *
 * @param lotOf the number drawn for a person; null before the draw: whoever is equal until then shares a rank
 * Example: 15 points with a guess 3 off stand behind 15 points with a guess 1 off, decided at step 2, 'dự đoán lệch 3'.
 */
export function standings(
  regulations: Regulations,
  attempts: readonly RankedAttempt[],
  field: Field,
  lotOf: (personId: string) => bigint | null = () => null,
): Standing[] {
  const rule: RankingRule = regulations.ranking;
  const rounds = roundsOf(regulations, field);
  const isIn = (attempt: RankedAttempt) =>
    rounds.has(attempt.round) && (field.audience === null || attempt.audience === field.audience);
  const own = grouped(attempts.filter(isIn), ({ personId }) => personId);
  const distance = distances(regulations, attempts);
  const earlier = earlierScores(regulations, attempts, field);
  const rows = [...own].map(([personId, mine]): Omit<Standing, 'rank' | 'decided'> => {
    const turns = turnsOf(regulations, mine);
    const counted = turns.map((turn) => turn.counted);
    return {
      personId,
      attemptIds: counted.map(({ attemptId }) => attemptId).sort(),
      score: counted.reduce((sum, { score }) => sum + score, 0),
      durationMs: counted.reduce((sum, { startedAt, submittedAt }) => sum + submittedAt - startedAt, 0),
      submittedAt: Math.max(...counted.map(({ submittedAt }) => submittedAt)),
      startedAt: Math.min(...counted.map(({ startedAt }) => startedAt)),
      attemptCount: mine.length,
      ...together(
        turns.map(({ counted: one, attempts: some }) => distance(guessOf(regulations.prediction, some, one))),
      ),
      earlierRoundScore: earlier.get(personId) ?? null,
      birthDate: counted[0]!.birthDate,
      lot: lotOf(personId),
    };
  });
  rows.sort((a, b) => compareRankables(a, b, rule) || (a.personId < b.personId ? -1 : 1));
  const ranks = competitionRanks(rows, (a, b) => compareRankables(a, b, rule) === 0);
  return rows.map((row, i) => {
    const before = rows[i - 1];
    const criterion = before === undefined ? null : decidingCriterion(before, row, rule);
    const decided =
      criterion === null
        ? null
        : {
            criterion,
            step: rule.criteria.indexOf(criterion) + 1,
            shown: CRITERIA[criterion].shown(row, rule.durationPrecision),
          };
    return { ...row, rank: ranks[i]!, decided };
  });
}

/** What stands for a person: one attempt of all that were made, or one of those of each round, earliest first. */
function turnsOf({ counting }: Regulations, mine: readonly RankedAttempt[]) {
  const turns = counting.across === 'one_attempt' ? [mine] : [...grouped(mine, ({ round }) => round).values()];
  return turns
    .map((attempts) => ({ attempts, counted: countedAttempt(attempts, counting.rule)! }))
    .sort((a, b) => a.counted.startedAt - b.counted.startedAt || (a.counted.attemptId < b.counted.attemptId ? -1 : 1));
}

function guessOf(
  plan: PredictionPlan | null,
  mine: readonly RankedAttempt[],
  counted: RankedAttempt,
): RankedAttempt | null {
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
export function predictionTruth(plan: PredictionPlan, attempts: readonly RankedAttempt[]): number {
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

/** How far a guess is from the truth of its own field. */
function distances(
  regulations: Regulations,
  attempts: readonly RankedAttempt[],
): (guess: RankedAttempt | null) => Measured {
  const plan = regulations.prediction;
  if (plan === null) return () => NO_GUESS;
  const phaseOf = new Map(regulations.calendar.rounds.map(({ code, phase }) => [code, phase]));
  const placeOf = ({ round, audience }: RankedAttempt) =>
    JSON.stringify([
      plan.of === 'round' ? round : plan.of === 'phase' ? (phaseOf.get(round) ?? null) : null,
      plan.among === 'own_audience' ? audience : null,
    ]);
  const truths = new Map([...grouped(attempts, placeOf)].map(([place, some]) => [place, predictionTruth(plan, some)]));
  return (guess) => (guess === null ? NO_GUESS : measured(plan, guess.prediction!, truths.get(placeOf(guess))!));
}

/** How far off a guess is by the rule of comparison; no distance when it does not count. */
export function measured(plan: PredictionPlan, guess: number, truth: number): Measured {
  const predictionDistance = Math.abs(guess - truth);
  const isOut =
    (plan.compare === 'exact_only' && predictionDistance > 0) || (plan.compare === 'not_over' && guess > truth);
  if (isOut) return NO_GUESS;
  const onWorseSide =
    (plan.equalDistance === 'under_first' && guess > truth) || (plan.equalDistance === 'over_first' && guess < truth);
  return { predictionDistance, onWorseSide };
}

/** The score of each person in the round before the one that is ranked; empty for phases and the contest. */
function earlierScores(
  regulations: Regulations,
  attempts: readonly RankedAttempt[],
  { of, code }: Field,
): Map<string, number> {
  const { rounds } = regulations.calendar;
  const before = of === 'round' ? rounds[rounds.findIndex((round) => round.code === code) - 1] : undefined;
  if (before === undefined) return new Map();
  const some = grouped(
    attempts.filter(({ round }) => round === before.code),
    ({ personId }) => personId,
  );
  return new Map([...some].map(([person, mine]) => [person, countedAttempt(mine, regulations.counting.rule)!.score]));
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
