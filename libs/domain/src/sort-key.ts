import { rankedDurationMs, type Rankable, type RankingCriterion } from './ranking.js';

/**
 * Bytes of each criterion. Fixed, so that keys of one chain have one length and no value runs into the next.
 * Changing a width or an encoding means rebuilding every stored key.
 */
const WIDTHS: Record<RankingCriterion, number> = {
  score: 4,
  prediction_distance: 6,
  duration: 4,
  submitted_at: 6,
  started_at: 6,
  attempt_count: 4,
  youngest: 4,
  oldest: 4,
  lot: 8,
};

/** Score and three bytes of what comes next: as many buckets as a histogram of ranks can keep, see `sortKeyBucket`. */
const BUCKET_BYTES = 7;

const UINT48_MAX = 2 ** 48 - 1;
const UINT32_MAX = 2 ** 32 - 1;
/** Distances below this (8.4 million) keep a bucket of their own. */
const NEAR_DISTANCE = 2 ** 23;

/**
 * The ranking chain as bytes: of two keys of the same criteria and precision, the smaller one (unsigned, left to right,
 * as PostgreSQL compares bytea) ranks before, and equal keys share a rank. It agrees with `compareRankables` on every
 * pair; a property test keeps it so.
 *
 * Pass the effective criteria (those known now). Throws RangeError on a value outside its field (a score beyond
 * ±2,147,483 points, a negative or fractional instant, a malformed birth date): a clipped key would rank wrongly in
 * silence.
 *
 * Example: criteria score, duration ('s'): 15 points (15000) in 372,900 ms → 7fffc567 0005ad20: 2³¹−1−15000, then 372,000.
 */
export function encodeSortKey(
  rankable: Rankable,
  criteria: readonly RankingCriterion[],
  durationPrecision: 's' | 'ms',
): Uint8Array {
  let length = 0;
  for (const criterion of criteria) length += WIDTHS[criterion];
  const key = new Uint8Array(length);
  let at = 0;
  for (const criterion of criteria) {
    if (criterion === 'lot') writeLot(key, at, rankable.lot);
    else write(key, at, WIDTHS[criterion], ordinal(criterion, rankable, durationPrecision));
    at += WIDTHS[criterion];
  }
  return key;
}

/**
 * The first bytes of a key: the unit of the rank histogram. Own rank = 1 + standings in smaller buckets + smaller keys
 * in the same bucket, so a bucket must be small where people crowd: on full marks. Hence duration is kept in
 * milliseconds (a second is never shared), prediction distance and attempt count sit in their upper three bytes. After
 * a score, an instant gives buckets of 4.7 hours, a birth date of about eleven weeks.
 */
export function sortKeyBucket(key: Uint8Array): Uint8Array {
  return key.slice(0, BUCKET_BYTES);
}

/** Order of two keys as PostgreSQL and Redis see it: unsigned bytes, and a prefix before what it begins. */
export function compareSortKeys(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index += 1) {
    const order = (a[index] as number) - (b[index] as number);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** The value of a criterion as an unsigned integer of its width, smaller ranking first. */
function ordinal(criterion: Exclude<RankingCriterion, 'lot'>, rankable: Rankable, precision: 's' | 'ms'): number {
  switch (criterion) {
    case 'score':
      return within('score', 2 ** 31 - 1 - rankable.score, UINT32_MAX);
    case 'prediction_distance':
      return rankable.predictionDistance === null ? UINT48_MAX : distanceOrdinal(rankable.predictionDistance);
    case 'duration':
      return within('durationMs', rankedDurationMs(rankable.durationMs, precision), UINT32_MAX);
    case 'submitted_at':
      return within('submittedAt', rankable.submittedAt, UINT48_MAX);
    case 'started_at':
      return within('startedAt', rankable.startedAt, UINT48_MAX);
    case 'attempt_count':
      return within('attemptCount', rankable.attemptCount, 2 ** 24 - 1) * 256;
    case 'youngest':
      return rankable.birthDate === null ? UINT32_MAX : UINT32_MAX - 1 - dateOrdinal(rankable.birthDate);
    case 'oldest':
      return rankable.birthDate === null ? UINT32_MAX : dateOrdinal(rankable.birthDate);
  }
}

/** Near distances in the upper three bytes; the far ones follow, one apart, from the middle of the field on. */
function distanceOrdinal(distance: number): number {
  within('predictionDistance', distance, 2 ** 47);
  return distance < NEAR_DISTANCE ? distance * 2 ** 24 : 2 ** 47 + (distance - NEAR_DISTANCE);
}

/** 'YYYY-MM-DD' as the number YYYYMMDD, which orders as the date does. */
function dateOrdinal(date: string): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new RangeError(`birthDate cannot be put into a sort key: ${date}`);
  return Number(date.slice(0, 4)) * 10_000 + Number(date.slice(5, 7)) * 100 + Number(date.slice(8, 10));
}

function within(name: string, value: number, max: number): number {
  if (Number.isInteger(value) && value >= 0 && value <= max) return value;
  throw new RangeError(`${name} cannot be put into a sort key: ${value} is not an integer from 0 to ${max}`);
}

function write(key: Uint8Array, at: number, width: number, value: number): void {
  let rest = value;
  for (let index = at + width - 1; index >= at; index -= 1) {
    key[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
}

function writeLot(key: Uint8Array, at: number, lot: bigint | null): void {
  const value = lot ?? 2n ** 64n - 1n;
  if (value < 0n || (lot !== null && value > 2n ** 64n - 2n)) {
    throw new RangeError(`lot cannot be put into a sort key: ${value} is not from 0 to 2^64 - 2`);
  }
  write(key, at, 4, Number(value >> 32n));
  write(key, at + 4, 4, Number(value & 0xffff_ffffn));
}
