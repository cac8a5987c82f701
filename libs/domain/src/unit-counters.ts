/**
 * What a unit has in a scope; plain sums, so that units and groups of units add up. Mean score = countedScore ÷
 * countedAttempts. `persons` and `fullMarksPersons` count a person once per unit: a person whose attempts went to two
 * units is in both, so the persons of a contest are the participants with a standing, not the sum over units.
 */
export interface UnitCounters {
  /** Persons with at least one valid attempt for the unit (người thi). */
  persons: number;
  /** Valid attempts (lượt thi). */
  attempts: number;
  /** Attempts that count: one per person, round and audience; in a phase or the contest the sum over its rounds. */
  countedAttempts: number;
  /** Sum of the scores of the counted attempts, in 1/1000 point. */
  countedScore: number;
  /** Valid attempts with full marks (lượt thi đạt điểm tối đa). */
  fullMarksAttempts: number;
  /** Persons with at least one of those. */
  fullMarksPersons: number;
}

export function noCounters(): UnitCounters {
  return { persons: 0, attempts: 0, countedAttempts: 0, countedScore: 0, fullMarksAttempts: 0, fullMarksPersons: 0 };
}

/** Sum of two sets of counters, field by field; with `times` −1 their difference. */
export function addCounters(a: UnitCounters, b: UnitCounters, times: 1 | -1 = 1): UnitCounters {
  return {
    persons: a.persons + times * b.persons,
    attempts: a.attempts + times * b.attempts,
    countedAttempts: a.countedAttempts + times * b.countedAttempts,
    countedScore: a.countedScore + times * b.countedScore,
    fullMarksAttempts: a.fullMarksAttempts + times * b.fullMarksAttempts,
    fullMarksPersons: a.fullMarksPersons + times * b.fullMarksPersons,
  };
}

/** Adds counters to a sum that is being made: tables sum up thousands of units at once. */
export function addInto(sum: UnitCounters, counters: UnitCounters): void {
  sum.persons += counters.persons;
  sum.attempts += counters.attempts;
  sum.countedAttempts += counters.countedAttempts;
  sum.countedScore += counters.countedScore;
  sum.fullMarksAttempts += counters.fullMarksAttempts;
  sum.fullMarksPersons += counters.fullMarksPersons;
}

/** Whether nothing would change by adding them. */
export function areZero(counters: UnitCounters): boolean {
  return (
    counters.persons === 0 &&
    counters.attempts === 0 &&
    counters.countedAttempts === 0 &&
    counters.countedScore === 0 &&
    counters.fullMarksAttempts === 0 &&
    counters.fullMarksPersons === 0
  );
}
