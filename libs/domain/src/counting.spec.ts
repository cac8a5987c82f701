import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { COUNTING_RULES, compareCountables, countedAttempt, type Countable, type CountingRule } from './counting.js';

const attempt = (attemptId: string, score: number, startedAt: number, submittedAt: number): Countable => {
  return { attemptId, score, startedAt, submittedAt };
};

// Few values, so that ties on every field are common.
const anyAttempts = fc.uniqueArray(
  fc.record({
    attemptId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    score: fc.constantFrom(14_000, 15_000),
    startedAt: fc.nat(2),
    submittedAt: fc.nat(2),
  }),
  { selector: (one) => one.attemptId, maxLength: 6 },
);

describe('the counted attempt', () => {
  const early = attempt('early', 14_000, 100, 900);
  const quick = attempt('quick', 15_000, 300, 500);
  const slow = attempt('slow', 15_000, 200, 800);

  it.each<[CountingRule, string]>([
    ['best', 'quick'],
    ['first', 'early'],
    ['last', 'quick'],
  ])('by the rule "%s" is %s', (rule, counted) => {
    expect(countedAttempt([slow, early, quick], rule)?.attemptId).toBe(counted);
  });

  it('is the one submitted earlier among equally good ones, then the one started earlier, then the smaller id', () => {
    expect(countedAttempt([slow, quick], 'best')).toBe(quick);
    expect(countedAttempt([attempt('x', 1, 20, 50), attempt('y', 1, 10, 50)], 'best')?.attemptId).toBe('y');
    expect(countedAttempt([attempt('y', 1, 10, 50), attempt('x', 1, 10, 50)], 'best')?.attemptId).toBe('x');
  });

  it('does not prefer the quicker of two equally good ones: speed belongs to the ranking chain', () => {
    expect(countedAttempt([attempt('quick', 1, 800, 900), attempt('slow', 1, 0, 850)], 'best')?.attemptId).toBe('slow');
  });

  it('is null when there is none', () => {
    for (const rule of COUNTING_RULES) expect(countedAttempt([], rule)).toBeNull();
  });

  it('does not depend on the order in which the attempts are read', () => {
    const shuffled = anyAttempts.chain((attempts) =>
      fc.tuple(fc.constant(attempts), fc.shuffledSubarray(attempts, { minLength: attempts.length })),
    );
    fc.assert(
      fc.property(shuffled, fc.constantFrom(...COUNTING_RULES), ([attempts, again], rule) => {
        expect(countedAttempt(again, rule)).toBe(countedAttempt(attempts, rule));
      }),
    );
  });

  it('comes before every other attempt, and no two attempts are ever equal', () => {
    fc.assert(
      fc.property(anyAttempts, fc.constantFrom(...COUNTING_RULES), (attempts, rule) => {
        const counted = countedAttempt(attempts, rule);
        for (const other of attempts) {
          if (other !== counted) expect(compareCountables(counted as Countable, other, rule)).toBeLessThan(0);
        }
      }),
    );
  });

  it('by "first" and "last" is the same only when there is a single attempt', () => {
    fc.assert(
      fc.property(anyAttempts, (attempts) => {
        const same = countedAttempt(attempts, 'first') === countedAttempt(attempts, 'last');
        expect(same).toBe(attempts.length <= 1);
      }),
    );
  });
});
