import type { UnitLine } from './unit-table.lines.js';

/** Two counts of one thing: in this contest, and what was imported of an earlier time. */
export interface Compared {
  now: number;
  before: number;
}

/** A unit beside its earlier self. `hindrance` says why nothing can be compared; each count is null where the source lacks it. */
export interface EarlierComparison {
  hindrance: 'split' | 'lacking' | null;
  persons: Compared | null;
  attempts: Compared | null;
}

/** The units of a table that can be compared, added up; units is how many they are, and how many cannot be and why. */
export interface EarlierTotals {
  units: { invited: number; persons: number; attempts: number; split: number; lacking: number };
  persons: Compared;
  attempts: Compared;
}

/**
 * A unit beside what was imported for it. Totals follow the units of their time through the succession; where one of those was
 * split, or the source is silent about one, the sum is not of the same people, and nothing is compared.
 */
export function compareEarlier({
  earlier,
  counters,
}: Pick<UnitLine, 'earlier' | 'counters'>): EarlierComparison | null {
  if (earlier === null) return null;
  const hindrance = earlier.splitFrom.length > 0 ? 'split' : earlier.lacking.length > 0 ? 'lacking' : null;
  const compared = (now: number, before: number | null) =>
    hindrance === null && before !== null ? { now, before } : null;
  return {
    hindrance,
    persons: compared(counters.persons, earlier.persons),
    attempts: compared(counters.attempts, earlier.attempts),
  };
}

/** Invited units that can be compared, together; null where nothing was imported. */
export function earlierTotals(lines: readonly UnitLine[]): EarlierTotals | null {
  if (lines.every(({ earlier }) => earlier === null)) return null;
  const invited = lines.filter((line) => line.invited);
  const all = invited.flatMap((line) => compareEarlier(line) ?? []);
  if (all.length === 0) return null;
  const sum = (pairs: readonly Compared[]): Compared => ({
    now: pairs.reduce((total, { now }) => total + now, 0),
    before: pairs.reduce((total, { before }) => total + before, 0),
  });
  const [persons, attempts] = [all.flatMap((one) => one.persons ?? []), all.flatMap((one) => one.attempts ?? [])];
  const hindered = (by: EarlierComparison['hindrance']) => all.filter(({ hindrance }) => hindrance === by).length;
  return {
    units: {
      ...{ invited: invited.length, persons: persons.length, attempts: attempts.length },
      ...{ split: hindered('split'), lacking: hindered('lacking') },
    },
    persons: sum(persons),
    attempts: sum(attempts),
  };
}
