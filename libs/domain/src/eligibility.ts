import { isoInstant, isoWeek, localDay, nextDayStart, nextWeekStart } from './calendar.js';
import type { AgeLimit } from './contest-rules.js';
import { DomainError } from './errors.js';
import type { AttemptLimits } from './round-rules.js';

/**
 * What a person has used up in one contest: one row, locked by every start of that person. `day` and `week` say which
 * local day and ISO week their counts belong to; round and phase counts are by id. Every started attempt counts, since its
 * paper was seen; of those that the rules forgive each is named in `abandoned` and taken off again.
 */
export interface Quota {
  attemptCount: number;
  lastStartedAt: number | null;
  day: string | null;
  dayCount: number;
  week: string | null;
  weekCount: number;
  roundCounts: Record<string, number>;
  phaseCounts: Record<string, number>;
  /** Started, left without an answer, and forgiven by the rules of their round. Instants in epoch ms. */
  abandoned: readonly { roundId: number; phaseId: number | null; startedAt: number }[];
}

/** The quota of a person who has not started anything yet. */
export const UNUSED_QUOTA: Readonly<Quota> = {
  attemptCount: 0,
  lastStartedAt: null,
  day: null,
  dayCount: 0,
  week: null,
  weekCount: 0,
  roundCounts: {},
  phaseCounts: {},
  abandoned: [],
};

/** The period of a limit as it stands in the details of ATTEMPT_LIMIT_REACHED. */
export type LimitPeriod = 'contest' | 'phase' | 'round' | 'week' | 'day';

/**
 * The instant at which a start counts. Requests of one person may be judged out of order by a few ms; a start never
 * counts before the one before it, so that no day or week can be entered a second time with an empty count. The attempt
 * is to be stored with this instant.
 */
export function startInstant(quota: Quota, now: number): number {
  return Math.max(now, quota.lastStartedAt ?? now);
}

/**
 * May this person start an attempt now? The refusal that says why not, or null. It is returned and not thrown: a group of
 * starts is judged together. All limits apply together (AND); the refusal names the widest one that is used up, with the
 * earliest instant at which every limit allows a start within this round: `nextAt` ISO text, or null for "not in this round".
 *
 * Order: window of the round, age, contest, phase, round, week, day, gap.
 *
 * @param request.personBorn 'YYYY-MM-DD' or null; needed only where the contest asks for an age
 * Source: limits as in the rules of real contests ("7 lượt một tuần", "1 lượt", "2 lượt một tuần, 6 lượt một đợt").
 * Example: 1 a day, last start today 10:00 → ATTEMPT_LIMIT_REACHED {per: 'day', max: 1, nextAt: next local midnight}.
 */
export function judgeStart(request: {
  now: number;
  quota: Quota;
  limits: AttemptLimits;
  round: { id: number; phaseId: number | null; opensAt: number; closesAt: number };
  personBorn?: string | null;
  minimumAge?: AgeLimit | null;
  maximumAge?: AgeLimit | null;
}): DomainError | null {
  const { quota, limits, round } = request;
  const now = startInstant(quota, request.now);
  if (now < round.opensAt) return new DomainError('ROUND_NOT_OPEN', { opensAt: isoInstant(round.opensAt) });
  if (now >= round.closesAt) return new DomainError('ROUND_CLOSED', { closesAt: isoInstant(round.closesAt) });
  const { minimumAge: min = null, maximumAge: max = null } = request;
  const wrongAge = judgeAge(request.personBorn ?? null, min, max);
  if (wrongAge) return wrongAge;

  const gapEnds =
    limits.minGapMs !== null && quota.lastStartedAt !== null ? quota.lastStartedAt + limits.minGapMs : now;
  /** The later of the period's new start and the end of the gap, as long as the round is open then. */
  const nextAt = (periodStarts: number | null): string | null => {
    const at = periodStarts === null ? Infinity : Math.max(periodStarts, gapEnds);
    return at < round.closesAt ? isoInstant(at) : null;
  };
  for (const { per, max, used, renews } of usage(quota, limits, round, now)) {
    if (max !== null && used >= max)
      return new DomainError('ATTEMPT_LIMIT_REACHED', { per, max, nextAt: nextAt(renews) });
  }
  return gapEnds > now ? new DomainError('ATTEMPT_TOO_SOON', { nextAt: nextAt(gapEnds) }) : null;
}

/** Each limit with what is used of it now and when it starts anew (null: not within this round). Widest first. */
function usage(quota: Quota, limits: AttemptLimits, round: { id: number; phaseId: number | null }, now: number) {
  const { day, week } = { day: localDay(now), week: isoWeek(now) };
  const phaseUsed = round.phaseId === null ? 0 : (quota.phaseCounts[round.phaseId] ?? 0);
  const forgiven = (isIn: (one: Quota['abandoned'][number]) => boolean) => quota.abandoned.filter(isIn).length;
  const used: Record<LimitPeriod, number> = {
    contest: quota.attemptCount - quota.abandoned.length,
    phase: phaseUsed - forgiven(({ phaseId }) => phaseId !== null && phaseId === round.phaseId),
    round: usedInRound(quota, round.id),
    week: quota.week === week ? quota.weekCount - forgiven(({ startedAt }) => isoWeek(startedAt) === week) : 0,
    day: quota.day === day ? quota.dayCount - forgiven(({ startedAt }) => localDay(startedAt) === day) : 0,
  };
  const periods: { per: LimitPeriod; max: number | null; used: number; renews: number | null }[] = [
    { per: 'contest', max: limits.perContest, used: used.contest, renews: null },
    { per: 'phase', max: limits.perPhase, used: used.phase, renews: null },
    { per: 'round', max: limits.perRound, used: used.round, renews: null },
    { per: 'week', max: limits.perWeek, used: used.week, renews: nextWeekStart(now) },
    { per: 'day', max: limits.perDay, used: used.day, renews: nextDayStart(now) },
  ];
  return periods;
}

const usedInRound = ({ roundCounts, abandoned }: Quota, id: number): number =>
  (roundCounts[id] ?? 0) - abandoned.filter(({ roundId }) => roundId === id).length;

/** What a person has used of the limits that hold in a round, told by the one that ends first. */
export interface Allowance {
  /** Attempts used of that limit; without any limit, of the round. */
  used: number;
  /** Attempts left under every limit; null = no limit. */
  left: number | null;
  /** Which limit it is; null = no limit. */
  per: LimitPeriod | null;
}

/**
 * How many attempts a person has left in a round now. The tightest limit is named, of equally tight ones the widest, as
 * `judgeStart` does. It says nothing of windows and pauses: whether a start is allowed is `judgeStart`'s to say.
 *
 * Example: 2 a week and 6 a phase, five used so far and one of them this week: { used: 5, left: 1, per: 'phase' }.
 */
export function allowanceOf(request: {
  now: number;
  quota: Quota;
  limits: AttemptLimits;
  round: { id: number; phaseId: number | null };
}): Allowance {
  const { quota, limits, round } = request;
  let tightest: Allowance = { used: usedInRound(quota, round.id), left: null, per: null };
  for (const { per, max, used } of usage(quota, limits, round, startInstant(quota, request.now))) {
    if (max === null) continue;
    const left = Math.max(0, max - used);
    if (tightest.left === null || left < tightest.left) tightest = { used, left, per };
  }
  return tightest;
}

/**
 * The quota after a start was accepted: a new object, the old one is untouched.
 * Example: the first start on Monday 2019-05-06 gives attemptCount 1, day '2019-05-06', week '2019-W19', each count 1.
 */
export function advanceQuota(quota: Quota, start: { now: number; roundId: number; phaseId: number | null }): Quota {
  const now = startInstant(quota, start.now);
  const { day, week } = { day: localDay(now), week: isoWeek(now) };
  const { roundId, phaseId } = start;
  return {
    ...quota,
    attemptCount: quota.attemptCount + 1,
    lastStartedAt: now,
    day,
    dayCount: quota.day === day ? quota.dayCount + 1 : 1,
    week,
    weekCount: quota.week === week ? quota.weekCount + 1 : 1,
    roundCounts: { ...quota.roundCounts, [roundId]: (quota.roundCounts[roundId] ?? 0) + 1 },
    phaseCounts:
      phaseId === null ? quota.phaseCounts : { ...quota.phaseCounts, [phaseId]: (quota.phaseCounts[phaseId] ?? 0) + 1 },
  };
}

/**
 * The refusal by age, or null. Where no age is asked no birth date is needed.
 *
 * Example: 16 years on 2019-05-06 lets in whoever was born on 2003-05-06, and not one day later; at most 35 years lets in
 * whoever turns 36 on the day after.
 */
export function judgeAge(
  personBorn: string | null,
  minimumAge: AgeLimit | null,
  maximumAge: AgeLimit | null = null,
): DomainError | null {
  const asked = minimumAge ?? maximumAge;
  if (asked === null) return null;
  if (personBorn === null) return new DomainError('BIRTH_DATE_REQUIRED', { ...asked });
  if (minimumAge !== null && ageOn(personBorn, minimumAge.on) < minimumAge.years)
    return new DomainError('TOO_YOUNG', { ...minimumAge });
  if (maximumAge !== null && ageOn(personBorn, maximumAge.on) > maximumAge.years)
    return new DomainError('TOO_OLD', { ...maximumAge });
  return null;
}

/**
 * Completed years of age on a date, both 'YYYY-MM-DD'. The birthday itself completes the year; who was born on 29 February
 * completes it on 1 March in other years. Negative before birth.
 * Example: born 2004-02-29 is 14 on 2019-02-28 and 15 on 2019-03-01.
 */
export function ageOn(birthDate: string, onDate: string): number {
  const years = Number(onDate.slice(0, 4)) - Number(birthDate.slice(0, 4));
  // Month and day as text compare as dates do.
  return onDate.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
