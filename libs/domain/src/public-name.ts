import { ageOn } from './eligibility.js';
import { LIMITS } from './limits.js';
import { maskName } from './vi-text.js';

/** What stands where a name stood, by the reason for which it is gone. */
export const NAMES_OF_NOBODY = {
  deleted: 'Người đã xóa tài khoản',
  left: 'Người đã rút khỏi cuộc thi',
  expired: 'Người dự thi (đã hết hạn lưu tên)',
} as const;

/** What decides how a person is named on public pages. */
export interface NamedPerson {
  fullName: string;
  /** The name is one of `NAMES_OF_NOBODY`. */
  isAnonymous: boolean;
  /** Was under 16 when joining. */
  isMinor: boolean;
  /** What the person said about the full name on public pages; null = nothing. */
  publishName: boolean | null;
}

/**
 * The name of a person on a public board or list. In full for who agreed to it, or where the rules of the contest show full
 * names and the person has not objected; never in full for a child.
 *
 * Source: Luật 91/2025/QH15, điều 9 (a consent for each purpose), 16 (publication), 24 (children).
 * Example: with masked names Nguyễn Văn An is 'Nguyễn V. A.', and 'Nguyễn Văn An' once he has agreed.
 */
export function publicName(person: NamedPerson, maskNames: boolean): string {
  if (person.isAnonymous) return person.fullName;
  const isWhole = !person.isMinor && (person.publishName ?? !maskNames);
  return isWhole ? person.fullName : maskName(person.fullName);
}

/**
 * Is this a child for whom a parent or guardian has to agree? Without a birth date nobody is taken for one.
 * Example: born 2010-11-23, on 2026-11-22 yes, a day later no.
 */
export function needsGuardian(birthDate: string | null, today: string): boolean {
  return birthDate !== null && ageOn(birthDate, today) < LIMITS.guardianBelowYears;
}
