import type { UnitKind } from '../unit-row.js';

/** A unit as a change needs to know it. Days 'YYYY-MM-DD'. */
export interface KnownUnit {
  id: number;
  code: string;
  level: string;
  kind: UnitKind;
  name: string;
  fullName: string;
  parentId: number | null;
  parentCode: string | null;
  validFrom: string;
  validTo: string | null;
  /** Codes of all above it on the day of the change, its own among them. */
  chain: string[];
}

/** A unit that a change makes. */
export interface NewUnit {
  code: string;
  level: string;
  kind: UnitKind;
  name: string;
  fullName: string;
  /** null: at the root. */
  parentId: number | null;
}

/** What somebody wants changed from a day on, each with the ids of the units. */
export type ChangeWish =
  | { kind: 'renamed'; unitId: number; name: string; fullName: string; level: string }
  | { kind: 'moved'; unitId: number; parentId: number | null }
  | { kind: 'merged'; unitIds: readonly number[]; into: { unitId: number } | { unit: NewUnit } }
  | { kind: 'split'; unitId: number; parts: readonly NewUnit[] }
  | { kind: 'retired'; unitId: number }
  | { kind: 'added'; unit: NewUnit };

/** What was found in the tree about a wish. */
export interface ChangeGround {
  effectiveOn: string;
  units: ReadonlyMap<number, KnownUnit>;
  /** Units directly below those of the wish that are in force on the day or come later. */
  children: readonly KnownUnit[];
  /** Units that bear one of the wanted new codes on the day or later. */
  codes: readonly { id: number; code: string }[];
}

export type ChangeFaultCode =
  | 'ended'
  | 'not_begun'
  | 'code_taken'
  | 'code_twice'
  | 'has_children'
  | 'later_children'
  | 'below_itself'
  | 'parent_not_in_force'
  | 'same'
  | 'too_few'
  | 'into_itself';

/** Why a change cannot be made; `unit` is the unit or code it is about. */
export interface ChangeFault {
  code: ChangeFaultCode;
  unit: string;
  /** How many, where that matters. */
  count: number;
}

export type StepRelation = 'merged' | 'split' | 'renamed' | 'reclassified' | 'moved';

/** What is to be written. A step leads to a unit that is there, or to the place of a new one in `make`. */
export interface ChangePlan {
  end: KnownUnit[];
  make: NewUnit[];
  /** Units that go on as they are under the unit that theirs became: in `end` and again in `make`. */
  followers: number;
  steps: { from: number; to: { id: number } | { place: number }; relation: StepRelation }[];
  /** The unit that was there before and takes others in. */
  into: KnownUnit | null;
  faults: ChangeFault[];
}

/**
 * What a change does to the tree, and why it cannot be done. A unit keeps its row up to the day and has another from then
 * on; below a renamed or moved unit nothing changes, for the code leads up; below one that was merged the units follow.
 *
 * Example: merging A (with an office below it) into B ends A and the office, makes the office anew under B, and draws the
 * steps A → B `merged`, office → office `moved`.
 */
export function planChange(wish: ChangeWish, ground: ChangeGround): ChangePlan {
  const plan: ChangePlan = { end: [], make: [], followers: 0, steps: [], into: null, faults: [] };
  const unitOf = (id: number): KnownUnit => ground.units.get(id)!;
  const fault = (code: ChangeFaultCode, unit = '', count = 0) => plan.faults.push({ code, unit, count });
  const end = (unit: KnownUnit) => {
    if (unit.validTo !== null) fault('ended', unit.fullName);
    else if (unit.validFrom >= ground.effectiveOn) fault('not_begun', unit.fullName);
    plan.end.push(unit);
  };
  const make = (unit: NewUnit): number => {
    const parent = unit.parentId === null ? null : unitOf(unit.parentId);
    if (parent && !isInForce(parent, ground.effectiveOn)) fault('parent_not_in_force', parent.fullName);
    return plan.make.push(unit) - 1;
  };

  switch (wish.kind) {
    case 'renamed': {
      const unit = unitOf(wish.unitId);
      const { name, fullName, level } = wish;
      if (name === unit.name && fullName === unit.fullName && level === unit.level) fault('same', unit.fullName);
      end(unit);
      const place = plan.make.push({ ...newOf(unit), name, fullName, level }) - 1;
      const relation = level === unit.level ? 'renamed' : 'reclassified';
      plan.steps.push({ from: unit.id, to: { place }, relation });
      break;
    }
    case 'moved': {
      const unit = unitOf(wish.unitId);
      const parent = wish.parentId === null ? null : unitOf(wish.parentId);
      if (parent?.code === unit.parentCode || (parent === null && unit.parentId === null)) fault('same', unit.fullName);
      if (parent?.chain.includes(unit.code)) fault('below_itself', parent.fullName);
      end(unit);
      const place = make({ ...newOf(unit), parentId: wish.parentId });
      plan.steps.push({ from: unit.id, to: { place }, relation: 'moved' });
      break;
    }
    case 'merged': {
      const { into } = wish;
      const sources = [...new Set(wish.unitIds)].map(unitOf);
      if (sources.length < ('unitId' in into ? 1 : 2)) fault('too_few', '', sources.length);
      sources.forEach(end);
      if ('unitId' in into) {
        const target = unitOf(into.unitId);
        plan.into = target;
        if (sources.some(({ id }) => id === target.id)) fault('into_itself', target.fullName);
        else if (!isInForce(target, ground.effectiveOn)) fault('parent_not_in_force', target.fullName);
        if (sources.some(({ code }) => code !== target.code && target.chain.includes(code)))
          fault('below_itself', target.fullName);
        for (const { id } of sources) plan.steps.push({ from: id, to: { id: target.id }, relation: 'merged' });
        follow(plan, ground, sources, target.code, target.id);
      } else {
        const place = make(into.unit);
        for (const { id } of sources) plan.steps.push({ from: id, to: { place }, relation: 'merged' });
        follow(plan, ground, sources, into.unit.code, null);
      }
      break;
    }
    case 'split': {
      const unit = unitOf(wish.unitId);
      if (wish.parts.length < 2) fault('too_few', '', wish.parts.length);
      end(unit);
      for (const part of wish.parts) plan.steps.push({ from: unit.id, to: { place: make(part) }, relation: 'split' });
      if (!wish.parts.some(({ code }) => code === unit.code)) refuseChildren(plan, ground, unit);
      break;
    }
    case 'retired': {
      const unit = unitOf(wish.unitId);
      end(unit);
      refuseChildren(plan, ground, unit);
      break;
    }
    case 'added':
      make(wish.unit);
  }

  const endedIds = new Set(plan.end.map(({ id }) => id));
  const seen = new Set<string>();
  for (const { code, parentId } of plan.make) {
    if (seen.has(code)) fault('code_twice', code);
    seen.add(code);
    if (ground.codes.some((known) => known.code === code && !endedIds.has(known.id))) fault('code_taken', code);
    // A unit that ends on that day carries nothing, unless its code goes on.
    const parent = parentId === null ? undefined : ground.units.get(parentId);
    if (parent && endedIds.has(parent.id) && !plan.make.some((made) => made.code === parent.code)) {
      fault('parent_not_in_force', parent.fullName);
    }
  }
  return plan;
}

const isInForce = ({ validFrom, validTo }: KnownUnit, day: string): boolean =>
  validFrom <= day && (validTo === null || validTo > day);

const newOf = ({ code, level, kind, name, fullName, parentId }: KnownUnit): NewUnit => {
  return { code, level, kind, name, fullName, parentId };
};

/** Units below those that were merged hang under the one that they became; null: the one that is made first. */
function follow(
  plan: ChangePlan,
  { effectiveOn, children }: ChangeGround,
  sources: readonly KnownUnit[],
  code: string,
  parentId: number | null,
): void {
  for (const source of sources) {
    if (source.code === code) continue;
    const below = children.filter(
      ({ id, parentCode }) => parentCode === source.code && !sources.some((one) => one.id === id),
    );
    const later = below.filter(({ validFrom, validTo }) => validTo !== null || validFrom >= effectiveOn).length;
    if (later > 0) plan.faults.push({ code: 'later_children', unit: source.fullName, count: later });
    else {
      for (const child of below) {
        plan.end.push(child);
        const place = plan.make.push({ ...newOf(child), parentId: parentId ?? FIRST_MADE }) - 1;
        plan.steps.push({ from: child.id, to: { place }, relation: 'moved' });
        plan.followers += 1;
      }
    }
  }
}

/** Stands for the first unit of `make` where a row made by the same change hangs under it. */
export const FIRST_MADE = -1;

function refuseChildren(plan: ChangePlan, { children }: ChangeGround, unit: KnownUnit): void {
  const below = children.filter(({ parentCode }) => parentCode === unit.code).length;
  if (below > 0) plan.faults.push({ code: 'has_children', unit: unit.fullName, count: below });
}
