import { roundsAt, type Moment, type Window } from './moment.js';

/** What one person can do in a contest at one moment: the one button of its page, and the sentence beside it. */
export type Entrance<R> =
  /** An attempt is open: go on with it, whatever else holds. */
  | { kind: 'continue'; attempt: OpenAttempt }
  /** A round is open and takes this person, or nothing is known that speaks against it. */
  | { kind: 'enter'; round: R; allowance: Allowance | null; isJoined: boolean }
  /** A round is open but not for this person now. `next`: the round after it, where one is planned. */
  | { kind: 'refused'; round: R; refusal: StartRefusal; next: R | null }
  /** No round is open; this one opens next. */
  | { kind: 'wait'; round: R; isJoined: boolean }
  | { kind: 'finished'; isJoined: boolean };

export interface OpenAttempt {
  attemptId: string;
  roundTitle: string;
  deadlineAt: string;
  graceMs: number;
}

export interface Allowance {
  left: number | null;
  per: 'day' | 'week' | 'round' | 'phase' | 'contest' | null;
}

export interface StartRefusal {
  code: string;
  title: string;
  details: Record<string, unknown>;
}

/** As GET /contests/:slug/participants/me answers. */
export interface Place {
  participation: object | null;
  openAttempt: OpenAttempt | null;
  rounds: readonly (Allowance & { roundId: string; canStart: boolean; refusal: StartRefusal | null })[];
}

/** Refusals by the clock: the page follows the clock itself, an answer given before the hour is not held against it. */
const BY_CLOCK = ['ROUND_NOT_OPEN', 'ROUND_CLOSED'];

/**
 * @param place what the server said of this person; null for somebody who is not signed in or not known yet
 * @param now epoch ms by the server's clock, null while it is not known
 */
export function entranceOf<R extends Window & { id: string }>(
  contest: { state: Moment; roundList: readonly R[] },
  place: Place | null,
  now: number | null,
): Entrance<R> {
  const attempt = place?.openAttempt;
  const isWorking = attempt && (now === null || now < Date.parse(attempt.deadlineAt) + attempt.graceMs);
  if (isWorking) return { kind: 'continue', attempt };

  const isJoined = Boolean(place?.participation);
  const { open, next } = roundsAt(contest, now);
  if (open) {
    const mine = place?.rounds.find(({ roundId }) => roundId === open.id) ?? null;
    const refusal = mine && !mine.canStart ? mine.refusal : null;
    const isOver = (at: unknown) => typeof at === 'string' && now !== null && Date.parse(at) <= now;
    if (refusal && !BY_CLOCK.includes(refusal.code) && !isOver(refusal.details['nextAt']))
      return { kind: 'refused', round: open, refusal, next };
    return { kind: 'enter', round: open, allowance: refusal ? null : mine, isJoined };
  }
  return next ? { kind: 'wait', round: next, isJoined } : { kind: 'finished', isJoined };
}

/** How many of these instants have passed: when the number changes, what the server said may hold no longer. */
export const passedAt = (instants: readonly (string | null)[], now: number | null): number =>
  now === null ? 0 : instants.filter((at) => at !== null && Date.parse(at) <= now).length;
