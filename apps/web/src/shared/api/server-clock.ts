/**
 * The server's clock, as far as this page knows it. The clock of a cheap phone may be hours wrong; it is never asked.
 */

/** Server time minus this page's running time, in ms, and how exact that is (Infinity: to be replaced by anything heard). */
let offsetMs: number | null = null;
let precisionMs = Infinity;
let heardAt = -Infinity;

/** A finer reading is kept this long before a coarser one may replace it. */
const KEPT_MS = 10 * 60_000;

/**
 * Learns the time from an answer. Half of the way there and back is taken as the way back.
 *
 * @param instant as the server wrote it
 * @param sentAt performance.now() when the request left
 * @param unitMs smallest step of that instant: 1000 for the Date header, 1 for bodies of our own
 * @param now performance.now() when the answer came, if that was not just now
 */
export function hearServerTime(
  instant: string | null,
  sentAt: number,
  unitMs: number,
  now: number = performance.now(),
): void {
  const at = instant === null ? NaN : Date.parse(instant);
  if (Number.isNaN(at)) return;
  if (unitMs > precisionMs && now - heardAt < KEPT_MS) return;
  offsetMs = at + unitMs / 2 + (now - sentAt) / 2 - now;
  precisionMs = unitMs;
  heardAt = now;
}

/** After a sleep the running time of some browsers has stood still: what is known is not trusted any more. */
export function doubtClock(): void {
  heardAt = -Infinity;
  precisionMs = Infinity;
}

/** Epoch ms by the server's clock. Every page has heard from the server before it shows a time that is left. */
export const serverNow = (): number => performance.now() + (offsetMs ?? performance.timeOrigin);

/** Has the server been heard yet? Without it no time left can be told. */
export const knowsServerTime = (): boolean => offsetMs !== null;

/** Can the time be relied on, or has the device slept since the server was heard? */
export const isClockDoubtful = (): boolean => precisionMs === Infinity;

/** How far the server's clock is ahead of this device's, in ms; null before the server was heard. */
export const clockOffsetMs = (): number | null => (offsetMs === null ? null : offsetMs - performance.timeOrigin);

/**
 * Goes on from what an earlier page of this device knew, until the server is heard: the device's clock may be wrong, but
 * it goes on being as wrong as it was.
 */
export function recallClock(aheadMs: number | null): void {
  if (offsetMs === null && aheadMs !== null) offsetMs = aheadMs + performance.timeOrigin;
}

/** How far the device's clock and the page's running time had moved apart when last looked. */
let apartMs: number | null = null;
/** Smaller differences are those of two clocks, larger ones a sleep, in which the running time of many phones stands still. */
const SLEEP_MS = 2_000;

/**
 * Notices that the device slept, and counts the time slept until the server is heard again. The device's clock is only asked
 * how far it moved, never what time it is.
 *
 * @returns true when it slept, or somebody set its clock: then the server should be asked
 */
export function noticeSleep(): boolean {
  // eslint-disable-next-line no-restricted-syntax -- a difference of two readings, never the time
  const now = Date.now() - performance.now();
  const sleptMs = apartMs === null ? 0 : now - apartMs;
  apartMs = now;
  if (Math.abs(sleptMs) < SLEEP_MS) return false;
  if (offsetMs !== null && sleptMs > 0) offsetMs += sleptMs;
  doubtClock();
  return true;
}
