/** What a unit has in the scope that is ranked, after caps: counts, and the sum of counted scores in 1/1000 point. */
export interface UnitFacts {
  persons: number;
  attempts: number;
  /** Null = not known. */
  headcount: number | null;
  /** Attempts that count, one for each person and round, and what they add up to. */
  countedAttempts: number;
  countedScore: number;
  /** Of the counted attempts, those with full marks. */
  fullMarks: number;
  /** People of the unit who got a prize. */
  winners: number;
}

/**
 * One way to compare units: a file of its own in this folder, and a line in index.ts. A value is a fraction of whole
 * numbers, so that two units are compared exactly and a percentage is made only where it is shown.
 */
export interface UnitMetricRule {
  name: string;
  /** As the thể lệ prints it. */
  sentence: string;
  /** Null when it has no value for the unit, because the head-count is not known or nobody took part. */
  value(unit: UnitFacts): { numerator: number; denominator: number } | null;
}
