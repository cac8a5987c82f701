import { describe, expect, it } from '@jest/globals';
import { UNIT_METRICS, type UnitFacts, type UnitMetric } from './index.js';

const unit: UnitFacts = {
  persons: 40,
  attempts: 90,
  headcount: 100,
  countedAttempts: 60,
  countedScore: 720_000,
  fullMarks: 15,
  winners: 2,
};

describe('a unit is compared by', () => {
  it.each<[UnitMetric, number, number]>([
    ['persons', 40, 1],
    ['attempts', 90, 1],
    ['headcount_rate', 40, 100],
    ['mean_score', 720_000, 60],
    ['full_mark_share', 15, 60],
    ['winners', 2, 1],
  ])('%s: %d of %d', (metric, numerator, denominator) => {
    expect(UNIT_METRICS[metric].value(unit)).toEqual({ numerator, denominator });
  });

  it.each<[UnitMetric, Partial<UnitFacts>]>([
    ['headcount_rate', { headcount: null }],
    ['headcount_rate', { headcount: 0 }],
    ['mean_score', { countedAttempts: 0, countedScore: 0 }],
    ['full_mark_share', { countedAttempts: 0, fullMarks: 0 }],
  ])('%s has no value for %o', (metric, facts) => {
    expect(UNIT_METRICS[metric].value({ ...unit, ...facts })).toBeNull();
  });
});
