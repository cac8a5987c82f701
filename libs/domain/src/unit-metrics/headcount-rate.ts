import type { UnitMetricRule } from './unit-metric.js';

/** People taking part of all people of the unit. */
export const headcountRate: UnitMetricRule = {
  name: 'tỷ lệ người dự thi',
  sentence: 'Tỷ lệ số người dự thi trên tổng số người của đơn vị do đơn vị báo cáo.',
  value: (unit) =>
    unit.headcount === null || unit.headcount === 0 ? null : { numerator: unit.persons, denominator: unit.headcount },
};
