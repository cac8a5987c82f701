import type { UnitMetricRule } from './unit-metric.js';

/** People of the unit who got a prize. */
export const winners: UnitMetricRule = {
  name: 'số người đạt giải',
  sentence: 'Số người của đơn vị đạt giải cá nhân.',
  value: (unit) => ({ numerator: unit.winners, denominator: 1 }),
};
