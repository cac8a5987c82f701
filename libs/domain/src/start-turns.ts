/** How far starts that are on their way were given out, in epoch ms: two marks, each moving on by 1/rate a start. */
export interface StartBook {
  /** The next turn of the queue. */
  turnsTo: number;
  /** The next admission: what keeps the rate when many come late together. */
  admissionsTo: number;
}

/** What is remembered of a person who asked to start. */
export interface StartPlace {
  /** When the turn comes, or came; epoch ms. */
  at: number;
  /** The admission is counted already: coming in time is enough. */
  isReserved: boolean;
  /** The start that was let in; null while the person waits. */
  startKey: string | null;
}

export interface StartAsk {
  /** Epoch ms. */
  now: number;
  startsPerSecond: number;
  /** The client's idempotency key: the start that was let in passes again as often as it is sent. */
  startKey: string;
  /** A turn must come before this instant, epoch ms; null: nobody may be queued, it is only asked whether there is room. */
  queueUntil: number | null;
}

/** in: start now. wait: come back in `waitMs`. full: would have to wait. late: the turn would come when no start is possible. */
export type StartAnswer = { answer: 'in' | 'full' | 'late' } | { answer: 'wait'; waitMs: number };

export const EMPTY_BOOK: Readonly<StartBook> = { turnsTo: 0, admissionsTo: 0 };

/** So much may come at once after a quiet time, in ms of the rate: a hall that starts together does not queue. */
export const START_BURST_MS = 1_000;
/** Whoever comes back this late has come in time: pages count whole seconds, and the network takes its own. */
export const START_SLACK_MS = 2_000;

/**
 * Gives one person who wants to start a turn, or lets in whose turn it is. No clock ticks and nobody is called: turns are
 * arithmetic (a virtual queue), so a waiting room of a hundred thousand costs two numbers, and a place each.
 *
 * - Turns are 1/rate apart in the order of asking, and a turn once given stays: asking again changes nothing.
 * - Whoever comes later than the turn is let in at once, unless so many do that the rate would be broken; then the admission
 *   is reserved, at most once more for whoever comes back in time.
 * - In any time T at most rate × (T + START_BURST_MS + START_SLACK_MS) + 1 are let in, whoever comes whenever.
 * - Without book and places people queue anew: nobody is blocked by what was lost.
 *
 * The same arithmetic stands in `start-room.ts` as a script of Redis; a test compares them.
 *
 * Example: 2 a second, nobody before: two are in at once, the third waits 500 ms, the fourth a second.
 */
export function askForTurn(
  book: StartBook,
  place: StartPlace | null,
  { now, startsPerSecond, startKey, queueUntil }: StartAsk,
): StartAnswer & { book: StartBook; place: StartPlace | null } {
  const gapMs = 1_000 / startsPerSecond;
  const letIn = (after: StartBook) =>
    ({ answer: 'in', book: after, place: { at: now, isReserved: false, startKey } }) as const;
  const waitFor = (after: StartBook, kept: StartPlace) =>
    ({ answer: 'wait', waitMs: kept.at - now, book: after, place: kept }) as const;
  const turnedAway = (answer: 'full' | 'late') => ({ answer, book, place }) as const;

  if (place?.startKey === startKey) return { answer: 'in', book, place };
  let { turnsTo } = book;
  const held = place === null || place.startKey !== null ? null : place;
  if (held) {
    if (held.at > now) return waitFor(book, held);
    if (held.isReserved && now - held.at <= START_SLACK_MS) return letIn(book);
  } else {
    const turn = Math.max(turnsTo, now - START_BURST_MS);
    turnsTo = turn + gapMs;
    if (turn > now) {
      if (queueUntil === null) return turnedAway('full');
      if (turn >= queueUntil) return turnedAway('late');
      return waitFor({ ...book, turnsTo }, { at: turn, isReserved: false, startKey: null });
    }
  }

  const admission = Math.max(book.admissionsTo, now - START_BURST_MS - START_SLACK_MS);
  const after = { turnsTo, admissionsTo: admission + gapMs };
  if (admission <= now) return letIn(after);
  if (!held && queueUntil === null) return turnedAway('full');
  if (queueUntil !== null && admission >= queueUntil) return turnedAway('late');
  return waitFor(after, { at: admission, isReserved: true, startKey: null });
}
