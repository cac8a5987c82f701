import { describe, expect, it } from '@jest/globals';
import { effectiveCriteria, isProvisional } from './provisional.js';
import { DEFAULT_RANKING, type RankingRule } from './ranking.js';

const timed: RankingRule = { criteria: ['score', 'duration'], durationPrecision: 's' };

describe('a chain of which not all is known', () => {
  it('leaves out what is not known yet, keeps the order, and says that ranks are provisional', () => {
    const known = (prediction: boolean, lot: boolean) => effectiveCriteria(DEFAULT_RANKING, { prediction, lot });
    expect(known(false, false)).toEqual(['score', 'duration']);
    expect(known(true, false)).toEqual(['score', 'prediction_distance', 'duration']);
    expect(known(false, true)).toEqual(['score', 'duration', 'lot']);
    expect(known(true, true)).toEqual(DEFAULT_RANKING.criteria);
    expect(isProvisional(DEFAULT_RANKING, { prediction: true, lot: false })).toBe(true);
    expect(isProvisional(DEFAULT_RANKING, { prediction: true, lot: true })).toBe(false);
    expect(isProvisional(timed, { prediction: false, lot: false })).toBe(false);
  });
});
