/** Which of a person's valid attempts stands for the person: the best, the first or the last. */
export type CountingRule = 'best' | 'first' | 'last';

export const COUNTING_RULES: readonly CountingRule[] = ['best', 'first', 'last'];

/** What the counting rule looks at. Score in 1/1000 point, instants in epoch milliseconds. */
export interface Countable {
  attemptId: string;
  score: number;
  startedAt: number;
  submittedAt: number;
}

/**
 * Orders two attempts of one person: negative when `a` counts rather than `b`.
 *
 * - `best`: the higher score; among equal scores the one submitted earlier, then started earlier ("many; one best,
 *   earliest counted", rules of VCNET 2019). Speed is deliberately no part of it: it belongs to the ranking chain.
 * - `first`, `last`: by the moment of the start, because an attempt belongs to the round it was started in and a person
 *   has one open attempt at a time; the submit only breaks a tie.
 *
 * The attempt id comes last so that the order is total: the same rows always give the same counted attempt, whatever
 * order the database returns them in. Never 0 for two different attempts.
 */
export function compareCountables(a: Countable, b: Countable, rule: CountingRule): number {
  switch (rule) {
    case 'best':
      return b.score - a.score || a.submittedAt - b.submittedAt || a.startedAt - b.startedAt || byId(a, b);
    case 'first':
      return a.startedAt - b.startedAt || a.submittedAt - b.submittedAt || byId(a, b);
    case 'last':
      return -compareCountables(a, b, 'first');
  }
}

/**
 * The attempt that counts for one person, or null when there is none. The caller passes valid attempts only (voided
 * ones left out), all of one person, of one round (or whatever scope is being judged) and one audience.
 *
 * Example: attempts of 14, 15 and 15 points submitted at 08:10, 09:00 and 08:40: `best` gives the 15 of 08:40.
 */
export function countedAttempt<T extends Countable>(attempts: readonly T[], rule: CountingRule): T | null {
  let counted: T | null = null;
  for (const attempt of attempts) {
    if (counted === null || compareCountables(attempt, counted, rule) < 0) counted = attempt;
  }
  return counted;
}

function byId(a: Countable, b: Countable): number {
  return a.attemptId < b.attemptId ? -1 : a.attemptId > b.attemptId ? 1 : 0;
}
