import type { UnitMetricRule } from './unit-metric.js';

/** All valid attempts; large units and people who try often lead. */
export const attempts: UnitMetricRule = {
  name: 'số lượt thi',
  sentence: 'Số lượt thi hợp lệ của đơn vị.',
  value: (unit) => ({ numerator: unit.attempts, denominator: 1 }),
};
