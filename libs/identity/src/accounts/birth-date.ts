import { ageOn, DomainError, LIMITS, localDay } from '#domain';

/**
 * A birthday that is still to come, or of more years than anybody has lived, is a slip of the finger.
 *
 * @param birthDate 'YYYY-MM-DD', a day that exists; null is in order
 * @param now epoch ms
 * @throws DomainError INVALID_INPUT {field: 'birthDate'}
 * Example: on 2026-11-22, '2026-11-22' is in order, '2026-11-23' and '1800-01-01' are not.
 */
export function checkBirthDate(birthDate: string | null, now: number): void {
  if (birthDate === null) return;
  const today = localDay(now);
  if (birthDate > today || ageOn(birthDate, today) > LIMITS.ageYearsMax) {
    throw new DomainError('INVALID_INPUT', { field: 'birthDate' });
  }
}
