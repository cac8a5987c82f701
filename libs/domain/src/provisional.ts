import type { RankingCriterion } from './criteria/index.js';
import type { RankingRule } from './ranking.js';

/** What is already known of a scope. A contest that asks for no prediction (or draws no lot) passes true: all null. */
export interface KnownCriteria {
  prediction: boolean;
  lot: boolean;
}

/**
 * The criteria that can decide now, in the order of the chain: prediction and lot are left out until known, so that
 * the known ones behind them decide meanwhile. The board says "tạm xếp" as long as `isProvisional`.
 *
 * Example: the default chain before the round closes is score, duration.
 */
export function effectiveCriteria(rule: RankingRule, known: KnownCriteria): RankingCriterion[] {
  return rule.criteria.filter((criterion) => !isUnknown(criterion, known));
}

/** Whether ranks may still change without anybody's score changing, because a criterion of the chain is not known. */
export function isProvisional(rule: RankingRule, known: KnownCriteria): boolean {
  return rule.criteria.some((criterion) => isUnknown(criterion, known));
}

function isUnknown(criterion: RankingCriterion, known: KnownCriteria): boolean {
  return (criterion === 'prediction_distance' && !known.prediction) || (criterion === 'lot' && !known.lot);
}
