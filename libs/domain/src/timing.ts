import { LIMITS } from './limits.js';
import type { TimingRules } from './round-rules.js';

/** How a request that arrived at an instant stands to a deadline. `lateMs` is 0 up to and including the deadline. */
export interface TimeJudgement {
  accepted: boolean;
  lateMs: number;
}

/**
 * May an attempt be started in this round now? The window is half-open: from `opensAt` on, and before `closesAt`. So a
 * round that closes at 09:30 and one that opens at 09:30 never both take the same start.
 */
export function isInWindow({ now, opensAt, closesAt }: { now: number; opensAt: number; closesAt: number }): boolean {
  return now >= opensAt && now < closesAt;
}

/**
 * The last instant at which an answer is in time, in epoch ms. Computed once at the start and stored.
 *
 * - the start plus the duration; without a duration the close of the round
 * - the duration is longer by `extraTimePercent` for a person to whom the organizer granted extra time; a part of a
 *   millisecond is given whole
 * - under 'cut' never after the close, extra time or not; under 'full_time' the attempt runs on past it
 *
 * Source: time limits as in QTI 3 (`qti-time-limits`), extra time as a factor of the duration as its companion AfA PNP
 * has it (`time-multiplier`); the cut is what most published rules imply by one closing hour.
 * Example: 15 minutes, started 5 minutes before the close: 'cut' gives the close, 'full_time' 10 minutes after it, and
 * with 50 % extra time 17.5 minutes after it.
 */
export function deadlineOf(attempt: {
  startedAt: number;
  timing: Pick<TimingRules, 'durationMs' | 'atRoundEnd'>;
  closesAt: number;
  extraTimePercent: number;
}): number {
  const { startedAt, timing, closesAt, extraTimePercent } = attempt;
  if (timing.durationMs === null) return closesAt;
  const ends = startedAt + Math.ceil((timing.durationMs * (100 + extraTimePercent)) / 100);
  return timing.atRoundEnd === 'cut' ? Math.min(ends, closesAt) : ends;
}

/**
 * Is a save in time? The deadline itself still is: an attempt of 15 minutes lasts 900,000 ms, and what arrives with the
 * last of them was given within the time. One millisecond later is late; grace is for submits only.
 *
 * @param save.receivedAt when the headers of the request reached the server, in database time
 */
export function judgeSave({ receivedAt, deadlineAt }: { receivedAt: number; deadlineAt: number }): TimeJudgement {
  const lateMs = Math.max(0, receivedAt - deadlineAt);
  return { accepted: lateMs === 0, lateMs };
}

/**
 * Is a submit in time? Up to and including deadline + grace; `lateMs` says how much of the grace was used.
 * Example: grace 5,000 ms: 5,000 ms late is accepted, 5,001 ms late is not.
 */
export function judgeSubmit(submit: { receivedAt: number; deadlineAt: number; graceMs: number }): TimeJudgement {
  const lateMs = Math.max(0, submit.receivedAt - submit.deadlineAt);
  return { accepted: lateMs <= submit.graceMs, lateMs };
}

/**
 * May the sweeper close an attempt that was left open? Only strictly after deadline + grace + margin: a submit that was
 * received at the very end of the grace may be judged until the margin has passed, and must still find the attempt open.
 */
export function mayClose(attempt: { now: number; deadlineAt: number; graceMs: number; marginMs?: number }): boolean {
  return attempt.now > attempt.deadlineAt + attempt.graceMs + (attempt.marginMs ?? LIMITS.closeMarginMs);
}

/**
 * Time spent on an attempt in ms, which the ranking chain may compare. The grace is no working time, so it ends at the
 * deadline at the latest; it is never negative, even when the clock of the database was set back in between.
 * Example: started 08:00:00, deadline 08:15:00, submitted 08:15:03 within the grace: 900,000.
 */
export function elapsedMs(attempt: { startedAt: number; endedAt: number; deadlineAt: number }): number {
  return Math.max(0, Math.min(attempt.endedAt, attempt.deadlineAt) - attempt.startedAt);
}
