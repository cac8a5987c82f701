import type { Attempt } from '../../shared/api/views.js';

/**
 * The number that was typed: digits, with the points and spaces that people put between them.
 *
 * @returns null when it is no whole number within the range
 * @example predictionOf('1.234', { min: 0, max: 5000 }) // 1234
 */
export function predictionOf(text: string, { min, max }: Pick<NonNullable<Attempt['prediction']>, 'min' | 'max'>) {
  const digits = text.replace(/[\s.,]/g, '');
  const number = /^\d{1,9}$/.test(digits) ? Number(digits) : null;
  return number !== null && number >= min && number <= max ? number : null;
}
