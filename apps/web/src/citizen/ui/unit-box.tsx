import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { get } from '../../shared/api/client.js';
import type { UnitOption } from '../../shared/api/views.js';
import { useLanguage } from '../language.js';
import { Field } from './field.js';

const PAUSE_MS = 200;
const SHOWN_MAX = 20;

/** What the search found for some letters. */
interface Found {
  units: UnitOption[];
  outside: UnitOption | null;
  isMore: boolean;
}

/**
 * Finding one unit of a contest by a few letters of its name, without accents too: a combobox as WAI-ARIA describes it.
 * What is chosen stands in its place, with a way to choose again.
 *
 * @param hasOutside also offers the row for people whose unit was not invited
 * @example <UnitBox slug={slug} value={unit} onChoose={setUnit} label={t.join.unit} />
 */
export function UnitBox({
  slug,
  value,
  onChoose,
  label,
  hint,
  error,
  id = 'contestUnitId',
  hasOutside = false,
}: {
  slug: string;
  value: UnitOption | null;
  onChoose: (unit: UnitOption | null) => void;
  label: string;
  hint?: ComponentChildren;
  error?: string;
  id?: string;
  hasOutside?: boolean;
}) {
  const { t, f } = useLanguage();
  const [text, setText] = useState('');
  const [found, setFound] = useState<Found | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [status, setStatus] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const change = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const asked = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const options = found ? [...found.units, ...(hasOutside && found.outside ? [found.outside] : [])] : [];
  const isOutside = (unit: UnitOption) => unit.kind === 'virtual';

  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (active >= 0) list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  useEffect(() => {
    // On a phone the keyboard covers the lower half: the box goes up, so that the list below it is seen.
    if (isOpen && list.current && list.current.getBoundingClientRect().bottom > (visualViewport?.height ?? innerHeight))
      input.current?.closest('.field')?.scrollIntoView({ block: 'start' });
  }, [isOpen, found]);

  const search = async (letters: string) => {
    const turn = ++asked.current;
    setStatus(t.form.unitsSearching);
    try {
      const page = await get('/api/contests/{slug}/units', {
        path: { slug },
        query: { search: letters, limit: SHOWN_MAX },
      });
      // A slower answer to older letters.
      if (turn !== asked.current) return;
      const isMore = page.next !== null;
      setFound({ units: page.units, outside: page.outside, isMore });
      setStatus(page.units.length === 0 ? t.form.unitsNone : t.form.unitsCount(f.count(page.units.length), isMore));
      setActive(-1);
      setOpen(true);
    } catch {
      if (turn === asked.current) setStatus(t.shell.unreachable);
    }
  };
  const type = (letters: string) => {
    setText(letters);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void search(letters), PAUSE_MS);
  };
  const close = () => {
    setOpen(false);
    setActive(-1);
  };
  const choose = (unit: UnitOption) => {
    asked.current += 1;
    clearTimeout(timer.current);
    close();
    setStatus('');
    onChoose(unit);
    setTimeout(() => change.current?.focus());
  };
  const again = () => {
    onChoose(null);
    setText('');
    setTimeout(() => input.current?.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && isOpen && options.length > 0)
      setActive(active < 0 && step < 0 ? options.length - 1 : (active + step + options.length) % options.length);
    else if (step !== 0) void search(text);
    else if (event.key === 'Enter' && isOpen) {
      const only = options.length === 1 ? options[0] : undefined;
      const chosen = options[active] ?? only;
      if (chosen) choose(chosen);
    } else if (event.key === 'Escape' && isOpen) close();
    else return;
    event.preventDefault();
  };

  if (value)
    return (
      <div class={`field ${error ? 'field-wrong' : ''}`}>
        <p class="picked-label" id={`${id}-label`}>
          {label}
        </p>
        {error && <p class="wrong">{error}</p>}
        <div class="picked">
          <p>
            <strong>{isOutside(value) ? t.form.unitOutside : value.name}</strong>
            {value.parentName && <span class="under">{value.parentName}</span>}
          </p>
          <button
            type="button"
            class="button button-quiet"
            id={id}
            ref={change}
            aria-describedby={`${id}-label`}
            onClick={again}
          >
            {t.form.changeUnit}
          </button>
        </div>
        {isOutside(value) && <p class="hint">{t.form.unitOutsideText}</p>}
      </div>
    );
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      {(tied) => (
        <div class="combo">
          <input
            {...tied}
            ref={input}
            type="text"
            class="input"
            role="combobox"
            autocomplete="off"
            spellcheck={false}
            maxLength={100}
            enterKeyHint="search"
            aria-expanded={isOpen}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
            value={text}
            onInput={(event) => type(event.currentTarget.value)}
            onFocus={() => !isOpen && void search(text)}
            onBlur={close}
            onKeyDown={onKeyDown}
          />
          <ul
            class="options"
            id={`${id}-list`}
            ref={list}
            role="listbox"
            aria-label={t.form.unitsFound}
            hidden={!isOpen || options.length === 0}
          >
            {options.map((unit, i) => (
              // Pressing must not take the focus from the box before the choice is made.
              <li
                key={unit.id}
                id={`${id}-${i}`}
                role="option"
                class={isOutside(unit) ? 'option option-outside' : 'option'}
                aria-selected={i === active}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(unit)}
              >
                <span>{isOutside(unit) ? t.form.unitOutside : unit.name}</span>
                {unit.parentName && <span class="under">{unit.parentName}</span>}
              </li>
            ))}
          </ul>
          <p class="hint" role="status">
            {status}
          </p>
        </div>
      )}
    </Field>
  );
}
