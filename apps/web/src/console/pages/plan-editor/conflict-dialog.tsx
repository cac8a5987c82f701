import { useState } from 'react';
import { differingPlaces, labelAt, shownAt, valueAt, withValue } from '../../regulations.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import type { Conflict } from './use-editing.js';

type Side = 'mine' | 'theirs';

/**
 * Two people have changed the same plan: both versions side by side, place by place, and a choice for each. What only one of
 * them has changed is chosen already.
 */
export function ConflictDialog({
  conflict: { theirs, base },
  mine,
  onSettle,
}: {
  conflict: Conflict;
  mine: unknown;
  onSettle: (document: unknown) => void;
}) {
  const { t, f } = useLanguage();
  const places = differingPlaces(mine, theirs.regulations);
  const [sides, setSides] = useState<Readonly<Record<string, Side>>>(() =>
    Object.fromEntries(places.map((path) => [path, isAsBefore(base, mine, path) ? 'theirs' : 'mine'])),
  );
  const sideOf = (path: string): Side => sides[path] ?? 'mine';
  const name = theirs.updatedByName ?? t.plans.somebody;
  const settle = () =>
    onSettle(
      places.reduce(
        (document, path) => (sideOf(path) === 'mine' ? withValue(document, path, valueAt(mine, path)) : document),
        theirs.regulations as unknown,
      ),
    );
  return (
    <Dialog title={t.plans.conflictTitle(name, f.clockTime(theirs.updatedAt))} onClose={() => {}} isAlert>
      <p>{places.length === 0 ? t.plans.conflictNone : t.plans.conflictText(f.count(places.length))}</p>
      {places.length > 0 && (
        <div className="conflict">
          {places.map((path) => (
            <fieldset key={path} className="choices">
              <legend className="label">{path === '' ? t.plans.all : labelAt(path)}</legend>
              {(['mine', 'theirs'] as const).map((side) => (
                <label key={side} className="choice-line">
                  <input
                    type="radio"
                    name={`ban-${path}`}
                    checked={sideOf(path) === side}
                    onChange={() => setSides({ ...sides, [path]: side })}
                  />
                  <span>
                    <b>{side === 'mine' ? t.plans.yours : t.plans.theirs(name)}</b>{' '}
                    {shownAt(path, valueAt(side === 'mine' ? mine : theirs.regulations, path))}
                  </span>
                </label>
              ))}
            </fieldset>
          ))}
        </div>
      )}
      <div className="row dialog-ways">
        <Button work={settle}>{t.plans.settle}</Button>
        <Button kind="second" work={() => onSettle(mine)}>
          {t.plans.allMine}
        </Button>
        <Button kind="second" work={() => onSettle(theirs.regulations)}>
          {t.plans.allTheirs}
        </Button>
      </div>
    </Dialog>
  );
}

/** Whether one has not touched the place: then the other's change stands. */
const isAsBefore = (base: unknown, mine: unknown, path: string): boolean =>
  JSON.stringify(valueAt(base, path)) === JSON.stringify(valueAt(mine, path));
