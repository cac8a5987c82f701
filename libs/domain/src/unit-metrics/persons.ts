import type { UnitMetricRule } from './unit-metric.js';

/** Different people with an attempt: nobody counts twice, however often they try. */
export const persons: UnitMetricRule = {
  name: 'số người dự thi',
  sentence: 'Số người dự thi của đơn vị, mỗi người tính một lần.',
  value: (unit) => ({ numerator: unit.persons, denominator: 1 }),
};
