import type { HeldRole, Role } from '../../session.js';

export const ROLES: readonly Role[] = [
  'organizer',
  'unit_organizer',
  'support',
  'unit_manager',
  'author',
  'reviewer',
  'judge',
  'host',
  'auditor',
  'administrator',
];

/** What organizers hand on; the server refuses more (libs/identity/src/staff/staff-rules.ts). */
const BELOW_ORGANIZER: readonly Role[] = ['support', 'unit_manager', 'author', 'reviewer', 'judge', 'host'];

/** Roles that somebody may offer. */
export const offered = (held: readonly HeldRole[]): readonly Role[] =>
  held.some(({ role }) => role === 'administrator') ? ROLES : BELOW_ORGANIZER;

const OFFSET_MS = 7 * 3_600_000;

/**
 * The last moment of a day in Vietnam, as ISO text; null for no day.
 *
 * @example endOfDay('2026-05-13') // '2026-05-13T23:59:59+07:00'
 */
export const endOfDay = (day: string): string | null => (day === '' ? null : `${day}T23:59:59+07:00`);

/** The day in Vietnam of an instant, as a field for days wants it; '' for none. */
export const dayOf = (instant: string | number | null): string =>
  instant === null ? '' : new Date(new Date(instant).getTime() + OFFSET_MS).toISOString().slice(0, 10);
