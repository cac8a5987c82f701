import { headcountRate, type ReportData, type ReportUnit } from '#domain';

/** What a report says in words beyond its tables; follows from the data alone. */
export interface ReportSummary {
  /** Attempts by quality: full marks; four fifths or more; half or more; less; nothing right. Each attempt is in one. */
  bands: { full: number; high: number; middle: number; low: number; none: number };
  /** Mean score of the attempts that count, 1/1000 point; null when none does. */
  meanScore: number | null;
  /** Units of which everybody took part, and units below a fifth; by the head-count, of those that have one. */
  wholeUnits: NamedRate[];
  lowUnits: NamedRate[];
  unitsWithHeadcount: number;
  /** Units in which most people took part, at most five. */
  largest: { name: string; persons: number; attempts: number }[];
  /** The day on which most was handed in; null when nothing was. */
  busiestDay: { day: string; attempts: number } | null;
  /** Questions that more than half did not get right, of those asked often enough to say so. */
  hardItems: number;
  /** People and units with a prize. */
  winners: { persons: number; units: number };
}

export interface NamedRate {
  name: string;
  persons: number;
  headcount: number;
}

/** So often a question must have been asked before a report says something of it. */
export const ASKED_MIN = 30;
const NAMED_MAX = 5;

export function summaryOf(data: ReportData): ReportSummary {
  const rated = data.units.filter((unit) => unit.invited).flatMap(ratedOf);
  const whole = rated.filter(({ persons, headcount }) => persons >= headcount);
  const low = rated.filter(({ persons, headcount }) => persons > 0 && persons * 5 < headcount);
  const byRate = (a: NamedRate, b: NamedRate) => a.persons * b.headcount - b.persons * a.headcount;
  const prizes = (to: 'person' | 'unit') =>
    data.prizes.filter((prize) => prize.to === to).reduce((sum, { winners }) => sum + winners.length, 0);
  return {
    bands: bandsOf(data),
    meanScore: meanOf(data.counted.score, data.counted.attempts),
    wholeUnits: whole.sort((a, b) => b.persons - a.persons),
    lowUnits: low.sort(byRate),
    unitsWithHeadcount: rated.length,
    largest: [...data.units]
      .filter(({ counters }) => counters.persons > 0)
      .sort((a, b) => b.counters.persons - a.counters.persons || (a.code < b.code ? -1 : 1))
      .slice(0, NAMED_MAX)
      .map(({ name, counters }) => ({ name, persons: counters.persons, attempts: counters.attempts })),
    busiestDay: data.days.reduce<ReportSummary['busiestDay']>(
      (best, { day, attempts }) => (best === null || attempts > best.attempts ? { day, attempts } : best),
      null,
    ),
    hardItems: (data.items ?? []).filter(({ asked, wrong }) => asked >= ASKED_MIN && wrong * 2 > asked).length,
    winners: { persons: prizes('person'), units: prizes('unit') },
  };
}

/** A mean score in 1/1000 point, rounded half up to a whole one; null when there is nothing to divide by. */
export function meanOf(score: number, attempts: number): number | null {
  return attempts === 0 ? null : Math.floor((2 * score + attempts) / (2 * attempts));
}

function ratedOf({ name, counters, headcount }: ReportUnit): NamedRate[] {
  return headcountRate(counters.persons, headcount) === null
    ? []
    : [{ name, persons: counters.persons, headcount: headcount! }];
}

function bandsOf({ distribution, rules, total }: ReportData): ReportSummary['bands'] {
  const max = rules.maxScore ?? Math.max(0, ...distribution.bands.map(({ to }) => to ?? 0));
  const inBands = (isIn: (from: number) => boolean) =>
    distribution.bands.reduce((sum, { from, attempts }) => sum + (isIn(from ?? -1) ? attempts : 0), 0);
  const high = inBands((from) => from * 5 >= max * 4);
  const middle = inBands((from) => from * 5 < max * 4 && from * 2 >= max);
  const low = distribution.total - high - middle;
  const [full, none] = [total.fullMarksAttempts, distribution.zero];
  // Those with full marks stand in the highest bands, those with nothing in the lowest.
  return { full, high: Math.max(0, high - full), middle, low: Math.max(0, low - none), none };
}
