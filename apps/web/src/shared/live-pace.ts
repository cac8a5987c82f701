/** When pages ask for figures and which answer holds. No clock and no dice of its own: both are arguments. */

/** The figures of a contest at one version of them. */
export interface Versioned {
  version: number;
}

/** What a page shows after it has heard `heard`: the newer of both. Answers overtake each other on a bad network. */
export function newer<T extends Versioned>(shown: T | undefined, heard: T): T {
  return shown !== undefined && shown.version >= heard.version ? shown : heard;
}

/** Between two polls; spread, so that pages which lost their sockets together do not ask together. */
export const POLL_MS = { least: 15_000, most: 25_000 };

/** Announcements are seldom, so a page that shows no figures asks for them so many times as seldom: each minute. */
export const NOTICES_SLOWER = 3;

/** @param dice 0 ≤ dice < 1 @example pollDelayMs(0.5) // 20000 */
export const pollDelayMs = (dice: number): number => POLL_MS.least + Math.floor(dice * (POLL_MS.most - POLL_MS.least));

/**
 * How a socket comes back: after 1 to 9 s at first, then twice as late each time, up to a minute. Ten thousand pages
 * that lost one server come back over seconds, not at once.
 */
export const RECONNECTION = {
  reconnection: true,
  reconnectionDelay: 5_000,
  reconnectionDelayMax: 60_000,
  randomizationFactor: 0.75,
};

/** The first connection waits until the page has been shown and drawn; it brings no figure that is not there yet. */
const FIRST_CONNECTION_MS = { least: 1_000, most: 3_000 };
/** A page without figures, as that of an attempt, is only told of what is seldom: it leaves the rush of starts alone. */
const QUIET_CONNECTION_MS = { least: 5_000, most: 25_000 };

/** @param dice 0 ≤ dice < 1 */
export function firstConnectionMs(dice: number, showsFigures: boolean): number {
  const { least, most } = showsFigures ? FIRST_CONNECTION_MS : QUIET_CONNECTION_MS;
  return least + Math.floor(dice * (most - least));
}
