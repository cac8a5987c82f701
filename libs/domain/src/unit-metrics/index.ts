import { attempts } from './attempts.js';
import { fullMarkShare } from './full-mark-share.js';
import { headcountRate } from './headcount-rate.js';
import { meanScore } from './mean-score.js';
import { persons } from './persons.js';
import type { UnitMetricRule } from './unit-metric.js';
import { winners } from './winners.js';

/** Every way to compare units, by its code in the rules. Next year's rule is a new file and a line here. */
export const UNIT_METRICS = {
  persons,
  attempts,
  headcount_rate: headcountRate,
  mean_score: meanScore,
  full_mark_share: fullMarkShare,
  winners,
} satisfies Record<string, UnitMetricRule>;

export type UnitMetric = keyof typeof UNIT_METRICS;

export type { UnitFacts, UnitMetricRule } from './unit-metric.js';
