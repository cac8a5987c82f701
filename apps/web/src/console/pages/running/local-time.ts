/** What a date and time field holds, in Vietnamese time on any machine. */

const OFFSET_MS = 7 * 3_600_000;

/** @example toLocal(0) // '1970-01-01T07:00' */
export const toLocal = (ms: number): string => new Date(ms + OFFSET_MS).toISOString().slice(0, 16);

/** @example fromLocal('1970-01-01T07:00') // '1970-01-01T07:00:00+07:00' */
export const fromLocal = (text: string): string => `${text}:00+07:00`;
