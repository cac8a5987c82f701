import type { UnitMetricRule } from './unit-metric.js';

/** Counted attempts with full marks of all counted ones. */
export const fullMarkShare: UnitMetricRule = {
  name: 'tỷ lệ bài đạt điểm tối đa',
  sentence: 'Tỷ lệ bài đạt điểm tối đa trong các lượt thi được tính.',
  value: (unit) =>
    unit.countedAttempts === 0 ? null : { numerator: unit.fullMarks, denominator: unit.countedAttempts },
};
