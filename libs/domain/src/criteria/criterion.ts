/**
 * What the ranking chain looks at. Score in 1/1000 point; duration in ms; instants in epoch ms; `predictionDistance` is how
 * far the guess is from the truth, null while the truth is unknown or no guess counts, and `onWorseSide` whether the rule
 * puts this guess behind one as far off on the other side; `earlierRoundScore` is the score in the round before, null when there is none; `lot` is the drawn number
 * (0 … 2⁶⁴−2), null before the draw; `birthDate` is 'YYYY-MM-DD' or null.
 */
export interface Rankable {
  score: number;
  predictionDistance: number | null;
  onWorseSide: boolean;
  durationMs: number;
  submittedAt: number;
  startedAt: number;
  attemptCount: number;
  earlierRoundScore: number | null;
  birthDate: string | null;
  lot: bigint | null;
}

/** Whether durations compare by the whole second or the millisecond. */
export type DurationPrecision = 's' | 'ms';

/**
 * One step of a ranking chain: a file of its own in this folder, and a line in index.ts. The thể lệ, the form in which an
 * organizer chooses, the boards and the bytes that the database sorts by all come from it.
 */
export interface Criterion {
  /** As boards call it. */
  name: string;
  /** As the thể lệ prints it: who comes first. */
  sentence: string;
  /** What an organizer should know before choosing it; null = nothing. */
  advice: string | null;
  /** Octets of its field in a sort key. To change it means to rebuild every stored key. */
  width: 4 | 6 | 8;
  /**
   * The place of somebody in this criterion as an unsigned integer of that width: smaller ranks before, equal shares.
   * @throws RangeError on a value outside the field; a clipped one would rank wrongly in silence
   */
  ordinal(facts: Rankable, precision: DurationPrecision): number | bigint;
  /**
   * What somebody has in it, for whoever asks why, in the units of `Rankable`; 1 where only that there is something may be
   * told (a birth date, a drawn number); null = nothing that counts.
   */
  value(facts: Rankable, precision: DurationPrecision): number | null;
  /** That value in words: 3 is 'dự đoán lệch 3'. */
  words(value: number | null): string;
}

export const UINT48_MAX = 2 ** 48 - 1;
export const UINT32_MAX = 2 ** 32 - 1;

/** @throws RangeError unless the value is an integer from 0 to `max` */
export function within(name: string, value: number, max: number): number {
  if (Number.isInteger(value) && value >= 0 && value <= max) return value;
  throw new RangeError(`${name} cannot be ranked: ${value} is not an integer from 0 to ${max}`);
}

/** 'YYYY-MM-DD' as the number YYYYMMDD, which orders as the date does. */
export function dateOrdinal(date: string): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new RangeError(`birthDate cannot be ranked: ${date}`);
  return Number(date.slice(0, 4)) * 10_000 + Number(date.slice(5, 7)) * 100 + Number(date.slice(8, 10));
}
