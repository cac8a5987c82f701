import { createContext, useContext } from 'react';
import { isLockedAt, shapeAt, valueAt, type RuleFault, type Shape } from '../../regulations.js';
import { useLanguage } from '../../language.js';
import type { Editing } from './use-editing.js';

interface Shown extends Editing {
  /** Faults of fields that nobody has come to yet are counted, not shown. */
  isShown: (path: string) => boolean;
  touch: (path: string) => void;
}

const Context = createContext<Shown | null>(null);
export const EditingProvider = Context.Provider;

export function useEditingPlan(): Shown {
  const editing = useContext(Context);
  if (!editing) throw new Error('Outside of the editor.');
  return editing;
}

/** Where a field of a path stands on the page, to be jumped to. */
export const placeId = (path: string): string => `cho-${path}`;

export interface RuleValue {
  shape: Shape;
  /** As it holds: what is written, else the default; undefined while an organizer has to decide. */
  value: unknown;
  set: (value: unknown) => void;
  error: string | undefined;
  /** What the server leaves to people here. */
  note: RuleFault | undefined;
  isOpenDecision: boolean;
  /** May be changed by whoever looks at it. */
  isOpen: boolean;
  /** The province has locked it. */
  isLocked: boolean;
}

/** One rule of the document, by its path. */
export function useRule(path: string): RuleValue {
  const { t } = useLanguage();
  const { whole, document, faults, left, change, isShown, touch, plan, isOpen } = useEditingPlan();
  // What a round has of its own is locked with what it stands for.
  const isLocked = [path, ofContest(path)].some((one) => isLockedAt(plan.locked, one));
  const shape = shapeAt(path);
  if (!shape) throw new Error(`Regulations have no ${path}.`);
  const fault = faults.find((one) => one.path === path);
  const isOpenDecision = fault?.code === 'UNDECIDED';
  const value = isOpenDecision ? valueAt(document, path) : valueAt(whole, path);
  const isEmpty = value === '' || value === undefined || value === null;
  const words = fault && (isEmpty && SHAPE_FAULTS.has(fault.code) ? t.plans.fillIn(shape.name) : fault.message);
  return {
    shape,
    value,
    set: (next) => {
      touch(path);
      change(path, next);
    },
    error: fault && isShown(path) ? words : undefined,
    note: left.find((one) => one.path === path),
    isOpenDecision,
    isOpen: isOpen && !isLocked,
    isLocked,
  };
}

/** The place of the contest that a place of a round stands for. */
const ofContest = (path: string): string =>
  path.replace(/^calendar\.rounds\[\d+\]\.(differs\.|(?=subBank$))/, (_, differs: string) => (differs ? '' : 'paper.'));

/** Nothing is there: to say of what kind it should be helps nobody. */
const SHAPE_FAULTS = new Set(['MISSING', 'NOT_TEXT', 'NOT_A_DATE', 'NOT_A_TIME', 'NOT_IN_RANGE', 'NOT_A_CHOICE']);
