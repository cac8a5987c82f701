import { DAY_MS, isCalendarDate, localDay, localTime, nextWeekStart, parseLocalTime, WEEK_MS } from '../calendar.js';

/**
 * Regulations of an earlier contest, or a template, with all their days moved on by the same number of whole weeks, so that
 * weekdays stay: the first round opens in next week at the earliest. What lies ahead already stays where it is. Only moves:
 * what is no date, or is not there, is left for `checkRegulations` to judge.
 *
 * @param now epoch ms
 * Example: rounds that opened on Monday 2019-05-06 08:00 open on the Monday after `now`, 08:00.
 */
export function movedAhead<Document>(document: Document, now: number): Document {
  const { calendar, eligibility } = document as Loose;
  const rounds = Array.isArray(calendar?.rounds) ? calendar.rounds : [];
  const openings = rounds.flatMap((round) => instantOf(round?.opensAt) ?? []);
  const first = Math.min(...openings);
  if (openings.length === 0 || first >= now) return document;
  const byMs = Math.ceil((nextWeekStart(now) - first) / WEEK_MS) * WEEK_MS;
  const time = (value: unknown) => {
    const at = instantOf(value);
    // The end of a day stays written as 24:00.
    if (at === null) return value;
    return String(value).endsWith('24:00') ? `${localDay(at - DAY_MS + byMs)} 24:00` : localTime(at + byMs);
  };
  const age = (value: unknown) => {
    const on = (value as { on?: unknown } | null | undefined)?.on;
    if (typeof on !== 'string' || !isCalendarDate(on)) return value;
    return { ...(value as object), on: localDay(instantOf(`${on} 00:00`)! + byMs) };
  };
  return {
    ...document,
    calendar: {
      ...calendar,
      rounds: rounds.map((round) =>
        typeof round === 'object' && round !== null
          ? { ...round, opensAt: time(round.opensAt), closesAt: time(round.closesAt) }
          : round,
      ),
    },
    ...(typeof eligibility === 'object' &&
      eligibility !== null && {
        eligibility: {
          ...eligibility,
          ...('minimumAge' in eligibility && { minimumAge: age(eligibility.minimumAge) }),
          ...('maximumAge' in eligibility && { maximumAge: age(eligibility.maximumAge) }),
        },
      }),
  };
}

/** A document that may be anything: a draft, or a file of somebody. */
interface Loose {
  calendar?: { rounds?: ({ opensAt?: unknown; closesAt?: unknown } | null)[] };
  eligibility?: { minimumAge?: unknown; maximumAge?: unknown } | null;
}

const instantOf = (text: unknown): number | null => (typeof text === 'string' ? parseLocalTime(text) : null);
