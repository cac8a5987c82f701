import { useState, type ReactNode } from 'react';
import { valueAt } from '../../regulations.js';
import { useLanguage } from '../../language.js';
import { CheckField } from '../../ui/choice-fields.js';
import { placeId, useEditingPlan, useRule } from './editing-context.js';

/**
 * The lines of a list, each folded to a summary; opened to be changed, moved, taken out.
 *
 * @param grown the list with one line more
 * @example <Lines path="prizes.list" add={t.plans.addPrize} grown={(lines) => [...lines, NEW]} summary={…}>{(at) => …}</Lines>
 */
export function Lines<Line>({
  path,
  add,
  grown,
  summary,
  empty,
  children,
}: {
  path: string;
  add: string;
  grown: (lines: Line[]) => Line[];
  summary: (line: Line, at: number) => string;
  empty?: string;
  children: (at: string, index: number) => ReactNode;
}) {
  const { t } = useLanguage();
  const { faults, isShown, touch } = useEditingPlan();
  const { value, set, error, note, isOpen, isLocked } = useRule(path);
  const [opened, setOpened] = useState<number | null>(null);
  const lines = (Array.isArray(value) ? value : []) as Line[];
  const isFaulty = (at: number) =>
    faults.some((fault) => fault.path.startsWith(`${path}[${at}]`) && isShown(fault.path));
  const move = (from: number, to: number) => {
    const next = [...lines];
    next.splice(to, 0, ...next.splice(from, 1));
    set(next);
    setOpened(to);
  };
  return (
    <div id={placeId(path)} className="lines">
      {isLocked && <p className="tag">{t.plans.lockedByProvince}</p>}
      {lines.length === 0 && empty && <p className="soft">{empty}</p>}
      <ol>
        {lines.map((line, at) => (
          <li key={at}>
            <details
              open={opened === at}
              onToggle={({ currentTarget }) => {
                if (currentTarget.open) setOpened(at);
                else if (opened === at) setOpened(null);
              }}
            >
              <summary>
                <span>{summary(line, at)}</span>
                {isFaulty(at) && <span className="tag tag-wrong">{t.plans.faulty}</span>}
              </summary>
              <div className="line-fields">
                {children(`${path}[${at}]`, at)}
                {isOpen && (
                  <div className="row">
                    {at > 0 && (
                      <button type="button" className="button button-quiet" onClick={() => move(at, at - 1)}>
                        {t.plans.up}
                      </button>
                    )}
                    {at < lines.length - 1 && (
                      <button type="button" className="button button-quiet" onClick={() => move(at, at + 1)}>
                        {t.plans.down}
                      </button>
                    )}
                    <button
                      type="button"
                      className="button button-quiet"
                      onClick={() => {
                        set(lines.filter((_, index) => index !== at));
                        setOpened(null);
                      }}
                    >
                      {t.plans.takeOut}
                    </button>
                  </div>
                )}
              </div>
            </details>
          </li>
        ))}
      </ol>
      {error && <p className="wrong">{error}</p>}
      {note && <p className="rule-note">{t.plans.byPeople(note.message)}</p>}
      {isOpen && (
        <button
          type="button"
          className="button button-second"
          onClick={() => {
            const next = grown(lines);
            touch(`${path}[${next.length - 1}]`);
            set(next);
            setOpened(next.length - 1);
          }}
        >
          {add}
        </button>
      )}
    </div>
  );
}

/** A part that may be missing as a whole: a tick, and its fields below when it is there. */
export function OptionalPart({
  path,
  make,
  label,
  hint,
  onSet,
  tellsItself = false,
  children,
}: {
  path: string;
  /** What stands there when it is ticked. */
  make: () => unknown;
  label?: string;
  hint?: string;
  /** Instead of only setting it. */
  onSet?: (isOn: boolean) => void;
  /** The field inside says what is wrong. */
  tellsItself?: boolean;
  children: ReactNode;
}) {
  const { t } = useLanguage();
  const { whole } = useEditingPlan();
  const { shape, set, error, note, isOpen, isLocked } = useRule(path);
  const isOn = (valueAt(whole, path) ?? null) !== null;
  return (
    <div id={placeId(path)} className="part">
      {isLocked && <p className="tag">{t.plans.lockedByProvince}</p>}
      <CheckField
        label={label ?? shape.name}
        hint={hint}
        error={tellsItself ? undefined : error}
        disabled={!isOpen}
        value={isOn}
        onChange={(next) => (onSet ? onSet(next) : set(next ? make() : null))}
      />
      {note && <p className="rule-note">{t.plans.byPeople(note.message)}</p>}
      {isOn && <div className="part-fields">{children}</div>}
    </div>
  );
}
