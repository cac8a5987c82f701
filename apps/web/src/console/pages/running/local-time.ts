/** What the day and the hour in a field mean, in Vietnamese time on any machine. */

const OFFSET_MS = 7 * 3_600_000;

/** @example toLocal(0) // '1970-01-01 07:00' */
export const toLocal = (ms: number): string => new Date(ms + OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');

/** The instant, or null for what is none. @example fromLocal('1970-01-01 07:00') // '1970-01-01T00:00:00.000Z' */
export function fromLocal(text: string): string | null {
  const at = Date.parse(`${text.replace(' ', 'T')}:00+07:00`);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
