import { CRITERIA, type DurationPrecision, type Rankable, type RankingCriterion } from './criteria/index.js';
import type { RankingRule } from './ranking.js';
import type { Decided } from './regulations/standings.js';

/** Score and three bytes of what comes next: as many buckets as a histogram of ranks can keep, see `sortKeyBucket`. */
const BUCKET_BYTES = 7;

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
  durationPrecision: DurationPrecision,
): Uint8Array {
  let length = 0;
  for (const criterion of criteria) length += CRITERIA[criterion].width;
  const key = new Uint8Array(length);
  let at = 0;
  for (const criterion of criteria) {
    const { width, ordinal } = CRITERIA[criterion];
    const value = ordinal(rankable, durationPrecision);
    if (typeof value === 'bigint') {
      write(key, at, width - 4, Number(value >> 32n));
      write(key, at + width - 4, 4, Number(value & 0xffff_ffffn));
    } else write(key, at, width, value);
    at += width;
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

/** What a standing tells of itself beside its key. */
type KeyFacts = Pick<Rankable, 'score' | 'durationMs' | 'submittedAt' | 'startedAt' | 'attemptCount'>;

/**
 * What put a standing behind the one before it on a board, read from their keys: the step of the whole chain, from 1, and what
 * the one behind has in it. Null where the keys are equal. No birth date comes out: only that there is one.
 *
 * @param known the criteria that the keys are made of (those that are known now), in their order
 * @param facts of the standing whose key is `key`
 * @example keys of 15 and 14 points: { criterion: 'score', step: 1, value: 14000 }
 */
export function decidedByKeys(
  before: Uint8Array,
  key: Uint8Array,
  known: readonly RankingCriterion[],
  facts: KeyFacts,
  rule: RankingRule,
): Decided | null {
  let at = 0;
  for (const criterion of known) {
    const field = key.subarray(at, at + CRITERIA[criterion].width);
    if (compareSortKeys(before.subarray(at, at + field.length), field) !== 0) {
      const isSaid = field.some((octet) => octet !== 0xff);
      const whole: Rankable = {
        ...facts,
        ...{ predictionDistance: null, onWorseSide: false, lot: null },
        earlierRoundScore: isSaid ? 2 ** 31 - 1 - new DataView(field.slice().buffer).getUint32(0) : null,
        birthDate: isSaid ? '' : null,
      };
      const value = CRITERIA[criterion].value(whole, rule.durationPrecision);
      return { criterion, step: rule.criteria.indexOf(criterion) + 1, value };
    }
    at += field.length;
  }
  return null;
}

function write(key: Uint8Array, at: number, width: number, value: number): void {
  let rest = value;
  for (let index = at + width - 1; index >= at; index -= 1) {
    key[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
}
