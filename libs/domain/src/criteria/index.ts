import { attemptCount } from './attempt-count.js';
import { duration } from './duration.js';
import { earlierRoundScore } from './earlier-round-score.js';
import { lot } from './lot.js';
import { oldest } from './oldest.js';
import { predictionDistance } from './prediction-distance.js';
import { score } from './score.js';
import { startedAt } from './started-at.js';
import { submittedAt } from './submitted-at.js';
import { youngest } from './youngest.js';
import type { Criterion } from './criterion.js';

/** Every criterion that a ranking chain may hold, by its code in the rules. Next year's rule is a new file and a line here. */
export const CRITERIA = {
  score,
  prediction_distance: predictionDistance,
  duration,
  submitted_at: submittedAt,
  started_at: startedAt,
  attempt_count: attemptCount,
  earlier_round_score: earlierRoundScore,
  youngest,
  oldest,
  lot,
} satisfies Record<string, Criterion>;

/** One step of the ranking chain. Its direction is part of its meaning. */
export type RankingCriterion = keyof typeof CRITERIA;

/** Their codes. */
export const RANKING_CRITERIA = Object.keys(CRITERIA) as [RankingCriterion, ...RankingCriterion[]];

export const isCriterion = (value: unknown): value is RankingCriterion =>
  typeof value === 'string' && Object.hasOwn(CRITERIA, value);

export type { Criterion, DurationPrecision, Rankable } from './criterion.js';
export { RANKED_DURATION_MAX_MS, rankedDurationMs } from './duration.js';
