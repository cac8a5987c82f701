import type { UnitMetricRule } from './unit-metric.js';

/** Mean of the counted scores, in 1/1000 point. */
export const meanScore: UnitMetricRule = {
  name: 'điểm trung bình',
  sentence: 'Điểm trung bình của các lượt thi được tính.',
  value: (unit) =>
    unit.countedAttempts === 0 ? null : { numerator: unit.countedScore, denominator: unit.countedAttempts },
};
