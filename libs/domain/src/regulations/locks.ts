import { completeRegulations } from './defaults.js';
import { differingPlaces, shapeAt, valueAt } from './places.js';

/** What a contest has of its own, whoever lent it the rest. */
const OWN = ['schema', 'slug', 'title', 'notes', 'host.agency'];

/** Sections that a round may have of its own, in place of those of the contest. */
const BY_ROUND = ['paper', 'time', 'attempts'];

const isWithin = (path: string, around: string): boolean =>
  path === around || path.startsWith(`${around}.`) || path.startsWith(`${around}[`);

/**
 * Whether somebody who lends regulations may lock this place: one that regulations have, and nothing that each contest has
 * to say for itself (name, address, agency).
 */
export const isLockable = (path: string): boolean =>
  path !== '' && shapeAt(path) !== null && !OWN.some((own) => isWithin(path, own) || isWithin(own, path));

/** Whether a place is locked, by itself or with what is around it. */
export const isLockedAt = (locked: readonly string[], path: string): boolean =>
  locked.some((one) => isWithin(path, one));

/**
 * Which locked places a change would touch, compared with everything filled in that a document may leave out. A round that
 * gets rules of its own is judged by what is locked for the contest.
 *
 * Example: `lockedChanges({ time: { seconds: 60 } }, { time: { seconds: 90 } }, ['time'])` is `['time']`.
 */
export function lockedChanges(before: unknown, after: unknown, locked: readonly string[]): string[] {
  const [was, is] = [completeRegulations(before), completeRegulations(after)];
  return [
    ...locked.filter((path) => differingPlaces(valueAt(was, path), valueAt(is, path)).length > 0),
    ...rounds(is).flatMap((round, at) => ownRules(round, at, { was, is }, locked)),
  ];
}

function ownRules(
  round: unknown,
  at: number,
  { was, is }: { was: unknown; is: unknown },
  locked: readonly string[],
): string[] {
  const differs = (path: string, value: unknown, wanted: string) =>
    value !== null &&
    value !== undefined &&
    differingPlaces(value, valueAt(is, wanted)).length > 0 &&
    differingPlaces(value, valueAt(was, path)).length > 0;
  const place = `calendar.rounds[${at}]`;
  const own = BY_ROUND.filter((section) => {
    const rules = valueAt(round, `differs.${section}`) ?? null;
    if (rules === null) return false;
    return locked
      .filter((path) => isWithin(path, section))
      .some((path) => {
        const rest = path === section ? '' : path.slice(section.length + 1);
        return differs(`${place}.differs.${path}`, valueAt(rules, rest), path);
      });
  }).map((section) => `${place}.differs.${section}`);
  const isPartLocked = isLockedAt(locked, 'paper.subBank');
  const part = `${place}.subBank`;
  return [...own, ...(isPartLocked && differs(part, valueAt(round, 'subBank'), 'paper.subBank') ? [part] : [])];
}

function rounds(document: unknown): unknown[] {
  const list = valueAt(document, 'calendar.rounds');
  return Array.isArray(list) ? (list as unknown[]) : [];
}
