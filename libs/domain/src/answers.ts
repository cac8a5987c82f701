import { DomainError, type ErrorDetails } from './errors.js';
import { LIMITS } from './limits.js';
import { decodeOrder } from './option-order.js';
import type { PredictionRule } from './round-rules.js';
import type { ItemKind } from './scoring.js';

/**
 * Answers are one bitmask per position over the options *as shown* to the person: bit 0 = the first option on the screen.
 * 0 = not answered. A whole sheet is an array of such masks, position 1 first.
 */
export interface Change {
  /** Place in the paper, from 1. */
  position: number;
  /** Shown numbers of the chosen options, from 1, in any order; [] clears the answer. */
  options: number[];
}

/**
 * What answers a paper allows, one character per position: a digit is the number of options where one may be chosen, a
 * letter where several may ('b' = 2 … 'f' = 6). Small enough to travel in the attempt token, and it tells nothing of the key.
 */
export type PaperShape = string;

const LETTERS = ' abcdef';

/** The shape of a paper. RangeError outside 2 … 6 options. Example: single of 4, true-false, multiple of 5 → '42e'. */
export function paperShape(items: readonly { kind: ItemKind; optionCount: number }[]): PaperShape {
  return items
    .map(({ kind, optionCount }) => {
      if (!(optionCount >= LIMITS.optionsPerItemMin && optionCount <= LIMITS.optionsPerItemMax)) {
        throw new RangeError(`an item has 2 to 6 options, not ${optionCount}`);
      }
      return kind === 'multiple' ? LETTERS[optionCount]! : String(optionCount);
    })
    .join('');
}

/**
 * Turns the changes of a save into masks, in two parallel arrays ready for the database; positions stay as sent, from 1.
 *
 * @throws DomainError ANSWER_NOT_IN_PAPER {position, reason}: position_unknown, position_repeated, option_unknown,
 *   option_repeated, several_options (on an item where one may be chosen). Nothing of the save is kept then.
 * Example: shape '4e', changes [{position: 1, options: [3]}, {position: 2, options: [1, 5]}] → masks [0b100, 0b10001].
 */
export function changesToMasks(
  changes: readonly Change[],
  shape: PaperShape,
): { positions: number[]; masks: number[] } {
  const positions: number[] = [];
  const masks: number[] = [];
  const touched = new Set<number>();
  for (const { position, options } of changes) {
    const allowed = Number.isInteger(position) ? shape[position - 1] : undefined;
    if (allowed === undefined) throw notInPaper(position, 'position_unknown');
    if (touched.has(position)) throw notInPaper(position, 'position_repeated');
    touched.add(position);
    positions.push(position);
    masks.push(toMask(position, options, allowed));
  }
  return { positions, masks };
}

function toMask(position: number, options: readonly number[], allowed: string): number {
  const several = allowed >= 'a';
  const optionCount = several ? LETTERS.indexOf(allowed) : Number(allowed);
  let mask = 0;
  for (const option of options) {
    if (!Number.isInteger(option) || option < 1 || option > optionCount) throw notInPaper(position, 'option_unknown');
    const bit = 1 << (option - 1);
    if ((mask & bit) !== 0) throw notInPaper(position, 'option_repeated');
    mask |= bit;
  }
  if (!several && options.length > 1) throw notInPaper(position, 'several_options');
  return mask;
}

function notInPaper(position: number, reason: string): DomainError {
  const details: ErrorDetails = { position: Number.isFinite(position) ? position : null, reason };
  return new DomainError('ANSWER_NOT_IN_PAPER', details);
}

/** The sheet after a save, as a new array. Expects what `changesToMasks` gave for the same paper. */
export function applyChanges(
  sheet: readonly number[],
  { positions, masks }: { positions: readonly number[]; masks: readonly number[] },
): number[] {
  const changed = [...sheet];
  positions.forEach((position, i) => {
    changed[position - 1] = masks[i]!;
  });
  return changed;
}

/**
 * The text whose SHA-256 (as UTF-8) stands in a receipt. Anyone can write it down from the answers on the screen: format
 * name, attempt id in lower case, masks in decimal joined by commas, the three parts on lines of their own, no final line end.
 *
 * Example: attempt 0190…, options 3 | nothing | 1 and 5 → 'thi-cchc-answers-1\n0190…\n4,0,17'.
 */
export function canonicalAnswers(attemptId: string, masks: readonly number[]): string {
  return `thi-cchc-answers-1\n${attemptId.toLowerCase()}\n${masks.join(',')}`;
}

/** How many positions have an answer. Example: `answeredCount([4, 0, 17]) = 2`. */
export function answeredCount(masks: readonly number[]): number {
  return masks.reduce((count, mask) => (mask === 0 ? count : count + 1), 0);
}

/**
 * The same choice over the options as written, which is what the key speaks of.
 * Example: order [2, 0, 1] (code 4) and the first shown option chosen: `toCanonicalMask(0b001, 4, 3) = 0b100`.
 */
export function toCanonicalMask(displayMask: number, orderCode: number, optionCount: number): number {
  const order = decodeOrder(orderCode, optionCount);
  let canonical = 0;
  for (let shown = 0; shown < optionCount; shown++) {
    if ((displayMask & (1 << shown)) !== 0) canonical |= 1 << order[shown]!;
  }
  return canonical;
}

/**
 * A choice over the options as written, as it stands on the screen: the inverse of `toCanonicalMask`.
 * Example: order [2, 0, 1] (code 4) and the third option as written: `toShownMask(0b100, 4, 3) = 0b001`.
 */
export function toShownMask(canonicalMask: number, orderCode: number, optionCount: number): number {
  return decodeOrder(orderCode, optionCount).reduce(
    (mask, written, shown) => ((canonicalMask & (1 << written)) === 0 ? mask : mask | (1 << shown)),
    0,
  );
}

/** The shown numbers (from 1) of a mask, ascending: the inverse of a change. Example: `maskToOptions(17) = [1, 5]`. */
export function maskToOptions(mask: number): number[] {
  return Array.from({ length: LIMITS.optionsPerItemMax }, (_, i) => i + 1).filter((n) => (mask & (1 << (n - 1))) !== 0);
}

/**
 * Does a submit carry the prediction that its round asks for? The refusal, or null when all is well. `undefined` and null
 * both mean "none sent".
 * Example: range 0 … 1,000,000: 240659 is accepted; 1.5 and -1 give PREDICTION_OUT_OF_RANGE {min, max}.
 */
export function judgePrediction(
  rule: PredictionRule | null,
  prediction: number | null | undefined,
): DomainError | null {
  const sent = prediction !== null && prediction !== undefined;
  if (rule === null) return sent ? new DomainError('PREDICTION_NOT_ASKED') : null;
  if (!sent) return new DomainError('PREDICTION_REQUIRED');
  const { min, max } = rule;
  const lawful = Number.isInteger(prediction) && prediction >= min && prediction <= max;
  return lawful ? null : new DomainError('PREDICTION_OUT_OF_RANGE', { min, max });
}
