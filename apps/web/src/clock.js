// The server's clock, as far as this page knows it. The clock of a cheap phone may be hours wrong; it is never asked.

/** Server time minus this page's running time, in ms, and how exact that is. */
let offset = null;
let precision = Infinity;
let heardAt = -Infinity;

/** A finer reading is kept this long before a coarser one may replace it. */
const KEPT_MS = 10 * 60_000;

/**
 * Learns the time from an answer. Half of the way there and back is taken as the way back.
 * @param {string | null} instant as the server wrote it
 * @param {number} sentAt performance.now() when the request left
 * @param {number} unitMs smallest step of that instant: 1000 for the Date header, 1 for our own bodies
 */
export function hearServerTime(instant, sentAt, unitMs) {
  const at = instant === null ? NaN : Date.parse(instant);
  if (Number.isNaN(at)) return;
  const now = performance.now();
  if (unitMs > precision && now - heardAt < KEPT_MS) return;
  offset = at + unitMs / 2 + (now - sentAt) / 2 - now;
  precision = unitMs;
  heardAt = now;
}

/** After a sleep the running time of some browsers has stood still: what is known is not trusted any more. */
export function doubtClock() {
  heardAt = -Infinity;
}

/** Epoch ms by the server's clock. Every screen has heard from the server before it is drawn. */
export const serverNow = () => performance.now() + (offset ?? performance.timeOrigin);
