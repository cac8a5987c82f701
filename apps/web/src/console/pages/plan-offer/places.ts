import { isLockable, labelAt, REGULATIONS_SHAPE, shapeAt } from '../../regulations.js';

/** A part of the regulations with its places that can be locked one by one. */
export interface Part {
  path: string;
  label: string;
  /** Whether it can be locked as a whole. */
  isLockable: boolean;
  places: { path: string; label: string }[];
}

/** What can be locked, in the order of the regulations. */
export function lockableParts(): Part[] {
  const sections = REGULATIONS_SHAPE.is === 'record' ? Object.keys(REGULATIONS_SHAPE.fields) : [];
  return sections.flatMap((path) => {
    const shape = shapeAt(path)!;
    const fields = shape.is === 'record' ? Object.keys(shape.fields) : [];
    const places = fields
      .map((field) => `${path}.${field}`)
      .filter(isLockable)
      .map((place) => ({ path: place, label: shapeAt(place)!.name }));
    if (!isLockable(path) && places.length === 0) return [];
    return [{ path, label: labelAt(path), isLockable: isLockable(path), places }];
  });
}
