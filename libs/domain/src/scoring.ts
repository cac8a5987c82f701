import type { Rounding, ScoringRules } from './round-rules.js';

export type ItemKind = 'single' | 'multiple' | 'true_false';

/**
 * How the key revision wants an item treated: `normal`; `annulled` – the item drops out, it gives no marks and no longer
 * counts in the maximum; `all_credit` – everybody gets its full points, answered or not.
 */
export type KeyRule = 'normal' | 'annulled' | 'all_credit';

/** One position of a paper, ready to be marked. Masks are over canonical options: bit 0 = first option as written. */
export interface MarkedPosition {
  kind: ItemKind;
  optionCount: number;
  /** The right options. A single choice may have more than one after a revision: any of them is then right. */
  keyMask: number;
  keyRule: KeyRule;
  /** What was chosen; 0 = not answered. */
  chosenMask: number;
  /** What the item is worth, in 1/1000 point. */
  pointsMilli: number;
}

/** The rules of a round that bear on one item. */
export type MarkingRules = Pick<ScoringRules, 'multiple' | 'wrongPenaltyMilli'>;

export interface PaperGrade {
  /** By position, 1/1000 point; may be negative under 'penalty'. */
  marks: number[];
  score: number;
  maxScore: number;
  fullMarks: boolean;
}

/** What an item of this topic is worth in 1/1000 point. Example: 1000, or 2000 where the topic has points of its own. */
export function pointsFor(scoring: Pick<ScoringRules, 'pointsMilli' | 'pointsMilliByTopic'>, topic: string): number {
  return Object.hasOwn(scoring.pointsMilliByTopic, topic) ? scoring.pointsMilliByTopic[topic]! : scoring.pointsMilli;
}

/**
 * The mark of one item in 1/1000 point. With K right and W wrong options, of which r and w were chosen:
 *
 * - single choice, true-false: all points when the one chosen option is right, else 0.
 * - multiple, `all_or_nothing`: all points when exactly the right options are chosen, else 0.
 * - multiple, `partial`: points × max(0, r/K − w/W). The weights that Moodle's manual recommends for several answers
 *   (right ones sum to 100 %, wrong ones to −100 %, the item never below 0): ticking everything or nothing earns 0.
 * - multiple, `penalty`: points × r/K − wrongPenaltyMilli × w; may be negative (a setting puts the floor under the paper).
 *
 * A fraction of 1/1000 point is rounded once, here, to the nearest, half up. No choice at all is always 0.
 *
 * RangeError for data that cannot be: a normal item without a key, or masks beyond its options. Such an attempt must not
 * get a grade; it is reported to the administrator.
 *
 * Example: 1 point, key A and B of four, chosen A and C: partial 1/2 − 1/2 = 0; penalty 250: 500 − 250 = 250.
 */
export function markItem(item: MarkedPosition & { scoring: MarkingRules }): number {
  return mark(item, item.scoring);
}

/** Two arguments and no copy of the position: grading marks 300,000 items a second. */
function mark(item: MarkedPosition, scoring: MarkingRules): number {
  const { kind, keyMask, keyRule, chosenMask, pointsMilli } = item;
  if (keyRule === 'annulled') return 0;
  if (keyRule === 'all_credit') return pointsMilli;
  const allOptions = (1 << item.optionCount) - 1;
  if (keyMask === 0 || (keyMask & ~allOptions) !== 0)
    throw new RangeError(`key ${keyMask} of ${item.optionCount} options`);
  if ((chosenMask & ~allOptions) !== 0) throw new RangeError(`choice ${chosenMask} of ${item.optionCount} options`);
  if (chosenMask === 0) return 0;
  if (kind !== 'multiple') return bitCount(chosenMask) === 1 && (chosenMask & keyMask) !== 0 ? pointsMilli : 0;
  if (chosenMask === keyMask) return pointsMilli;

  const rightOptions = bitCount(keyMask);
  const wrongOptions = item.optionCount - rightOptions;
  const right = bitCount(chosenMask & keyMask);
  const wrong = bitCount(chosenMask & ~keyMask);
  switch (scoring.multiple) {
    case 'all_or_nothing':
      return 0;
    case 'partial':
      // r/K − w/W over the common denominator; without wrong options only r/K is left.
      return wrongOptions === 0
        ? divideHalfUp(pointsMilli * right, rightOptions)
        : divideHalfUp(
            pointsMilli * Math.max(0, right * wrongOptions - wrong * rightOptions),
            rightOptions * wrongOptions,
          );
    case 'penalty':
      return divideHalfUp(pointsMilli * right, rightOptions) - scoring.wrongPenaltyMilli * wrong;
  }
}

/**
 * Marks every position and adds up. `maxScore` leaves annulled items out. `fullMarks` means exactly the maximum, and that
 * there is one: a paper with every item annulled has no full marks. `floorAtZero` lifts a negative sum to 0; the marks by
 * position stay as they are, so that the statistics of an item do not depend on its neighbours.
 *
 * Score and maximum are rounded as the rules say: the rounded score is the score, on every page and in the ranking, so
 * that people whose scores read the same are equal. Full marks are those of the exact sum: rounding makes no wrong answer
 * right.
 *
 * Example: 15 single choices of 1 point, all right: score 15000, maxScore 15000, fullMarks true.
 */
export function gradePaper(paper: {
  positions: readonly MarkedPosition[];
  scoring: MarkingRules & Pick<ScoringRules, 'floorAtZero' | 'rounding'>;
}): PaperGrade {
  const { positions, scoring } = paper;
  const marks: number[] = [];
  let sum = 0;
  let maxScore = 0;
  for (const position of positions) {
    const earned = mark(position, scoring);
    marks.push(earned);
    sum += earned;
    if (position.keyRule !== 'annulled') maxScore += position.pointsMilli;
  }
  const score = scoring.floorAtZero ? Math.max(0, sum) : sum;
  return {
    marks,
    score: roundScore(score, scoring.rounding),
    maxScore: roundScore(maxScore, scoring.rounding),
    fullMarks: maxScore > 0 && score === maxScore,
  };
}

const STEPS: Record<Rounding, number> = { exact: 1, tenth: 100, whole: 1000 };

/**
 * A score in 1/1000 point rounded as the rules say, half up, also below 0.
 *
 * Example: `roundScore(14_450, 'tenth')` is 14500; `roundScore(-500, 'whole')` is 0.
 */
export function roundScore(score: number, rounding: Rounding = 'exact'): number {
  const step = STEPS[rounding];
  // Half a step is whole: the sum below is exact. Adding 0 makes a -0 of it 0.
  return rounding === 'exact' ? score : Math.floor((score + step / 2) / step) * step + 0;
}

/** How many bits are set. Example: `bitCount(0b101) = 2`. */
export function bitCount(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** n / d to the nearest integer, half up, in integers only (n ≥ 0). */
function divideHalfUp(n: number, d: number): number {
  return Math.floor((2 * n + d) / (2 * d));
}
