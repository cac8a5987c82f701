import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addCounters, areZero, noCounters, type UnitCounters } from './unit-counters.js';

const anyCounters: fc.Arbitrary<UnitCounters> = fc.record({
  persons: fc.integer(),
  attempts: fc.integer(),
  countedAttempts: fc.integer(),
  countedScore: fc.integer(),
  fullMarksAttempts: fc.integer(),
  fullMarksPersons: fc.integer(),
});

describe('unit counters', () => {
  it('add up field by field', () => {
    const fields = Object.keys(noCounters()) as (keyof UnitCounters)[];
    fc.assert(
      fc.property(anyCounters, anyCounters, (a, b) => {
        const [sum, rest] = [addCounters(a, b), addCounters(a, b, -1)];
        expect(Object.keys(sum).sort()).toEqual([...fields].sort());
        for (const field of fields)
          expect([sum[field], rest[field]]).toEqual([a[field] + b[field], a[field] - b[field]]);
      }),
    );
  });

  it('are zero only when every field is', () => {
    expect(areZero(noCounters())).toBe(true);
    for (const field of Object.keys(noCounters())) expect(areZero({ ...noCounters(), [field]: -1 })).toBe(false);
  });
});
