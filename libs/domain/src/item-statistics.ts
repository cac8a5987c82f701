/**
 * Sums over the first attempts that were asked one item, enough for every figure below, so that the database adds up and
 * no row of answers travels. Scores in whole 1/1000 points; `total` is the score of the whole paper.
 */
export interface ItemSums {
  attempts: number;
  /** The most that the item can give. */
  maxScore: number;
  score: number;
  scoreSquared: number;
  total: number;
  totalSquared: number;
  scoreTimesTotal: number;
}

/** Figures of one item; null where they have no meaning: nobody was asked, or everybody scored the same. */
export interface ItemStatistics {
  attempts: number;
  /** Share of the possible points that was earned, 0 to 1 (Moodle *facility index*, p-value). 1 = everybody was right. */
  facility: number | null;
  /** Standard deviation of the item's score as a share of its points, with n − 1. */
  standardDeviation: number | null;
  /** Correlation of the item with the whole paper, the item included: r(x, T). */
  pointBiserial: number | null;
  /** Correlation of the item with the rest of the paper: r(x, T − x), Moodle *discrimination index* (there in percent). */
  discrimination: number | null;
}

/**
 * Item statistics of classical test theory from sums. On first attempts only: who comes back has seen the item or its like.
 *
 * Source: Moodle, "Quiz statistics calculations"; W. Revelle, psych::alpha (r.cor, r.drop); both give the figures of
 * LSAT section 6 in item-statistics.spec.ts to 1e-6.
 * Example: 924 of 1,000 right gives facility 0.924 and standard deviation 0.26513.
 */
export function itemStatistics(sums: ItemSums): ItemStatistics {
  const { attempts: n, maxScore, score, scoreSquared, total, totalSquared, scoreTimesTotal } = sums;
  const ofScore = variation(n, score, scoreSquared);
  const ofTotal = variation(n, total, totalSquared);
  const together = covariation(n, scoreTimesTotal, score, total);
  // T − x: its sums follow from the others.
  const ofRest = variation(n, total - score, totalSquared - 2 * scoreTimesTotal + scoreSquared);
  const withRest = covariation(n, scoreTimesTotal - scoreSquared, score, total - score);
  return {
    attempts: n,
    facility: n === 0 ? null : score / (n * maxScore),
    standardDeviation: n < 2 ? null : Math.sqrt(ofScore / (n * (n - 1))) / maxScore,
    pointBiserial: correlation(together, ofScore, ofTotal),
    discrimination: correlation(withRest, ofScore, ofRest),
  };
}

/**
 * n² times the covariance, computed in whole numbers: at 240,659 attempts the products pass 2⁵³, and where all are equal
 * the difference must be 0, not nearly.
 */
const covariation = (n: number, products: number, one: number, other: number): number =>
  Number(BigInt(n) * BigInt(products) - BigInt(one) * BigInt(other));

const variation = (n: number, sum: number, squares: number): number => covariation(n, squares, sum, sum);

const correlation = (together: number, one: number, other: number): number | null =>
  one <= 0 || other <= 0 ? null : together / Math.sqrt(one * other);

/**
 * Cronbach's alpha of a paper: how far its items measure one thing. For papers that are drawn, the items are the places of
 * the paper (as Moodle's coefficient of internal consistency): it then says less about single items.
 *
 * @param items sums of every item, of the same attempts
 * @returns null with fewer than two items, or when all totals are equal
 * Example: LSAT section 6 gives 0.2950.
 */
export function cronbachAlpha(items: readonly ItemSums[]): number | null {
  const [first] = items;
  if (first === undefined || items.length < 2) return null;
  const ofTotal = variation(first.attempts, first.total, first.totalSquared);
  if (ofTotal <= 0) return null;
  const own = items.reduce((sum, item) => sum + variation(item.attempts, item.score, item.scoreSquared), 0);
  return (items.length / (items.length - 1)) * (1 - own / ofTotal);
}

/** Alpha of the paper without one of its items: higher than alpha means that the item measures something else. */
export function alphaWithout(items: readonly ItemSums[], index: number): number | null {
  const gone = items[index]!;
  const rest = items.flatMap((item, i) => (i === index ? [] : [withTotalLess(item, gone)]));
  return cronbachAlpha(rest);
}

/** The sums of an item when the points of another one are taken out of the totals; only those that alpha asks for. */
const withTotalLess = (item: ItemSums, gone: ItemSums): ItemSums => ({
  ...item,
  total: item.total - gone.score,
  totalSquared: item.totalSquared - 2 * gone.scoreTimesTotal + gone.scoreSquared,
});

/** What a test score may be off by chance, in the unit of the totals: σ·√(1 − α). Null when alpha is not known. */
export function standardErrorOfMeasurement(items: readonly ItemSums[]): number | null {
  const alpha = cronbachAlpha(items);
  const [first] = items;
  if (alpha === null || first === undefined) return null;
  const { attempts: n, total, totalSquared } = first;
  return Math.sqrt(variation(n, total, totalSquared) / (n * (n - 1))) * Math.sqrt(1 - alpha);
}

/**
 * The share of points that somebody earns who chooses blindly (Moodle *random guess score*): one of the options; where
 * several are right and all must be found, one of all sets that are not empty.
 *
 * Example: four options, one right: 0.25; several right: 1/15.
 */
export function randomGuessScore(options: number, isMultiple: boolean): number {
  if (!Number.isInteger(options) || options < 2) throw new RangeError(`not a number of options: ${options}`);
  return isMultiple ? 1 / (2 ** options - 1) : 1 / options;
}

/** So many attempts on either side, or a jump says nothing. */
export const JUMP_ATTEMPTS_MIN = 30;
/** A change that matters to a round: 15 in a hundred. */
export const JUMP_MIN = 0.15;
/** Two-sided p = 0.001: with 300 items looked at, one false alarm in three contests. */
const JUMP_Z = 3.29;

/**
 * Whether an item became easier or harder from one time to another by more than chance: a sign that it leaked, or that
 * something changed. A hint for a person to look at, never a verdict. Two-proportion z test with the pooled share.
 *
 * @returns the difference of the facilities when it stands out, else null
 * Example: 50 of 100 right in the first week and 80 of 100 in the second gives 0.3.
 */
export function facilityJump(
  before: Pick<ItemStatistics, 'attempts' | 'facility'>,
  after: Pick<ItemStatistics, 'attempts' | 'facility'>,
): number | null {
  if (before.facility === null || after.facility === null) return null;
  if (Math.min(before.attempts, after.attempts) < JUMP_ATTEMPTS_MIN) return null;
  const jump = after.facility - before.facility;
  const both = before.attempts + after.attempts;
  const pooled = (before.facility * before.attempts + after.facility * after.attempts) / both;
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / before.attempts + 1 / after.attempts));
  return Math.abs(jump) >= JUMP_MIN && error > 0 && Math.abs(jump) / error >= JUMP_Z ? jump : null;
}
