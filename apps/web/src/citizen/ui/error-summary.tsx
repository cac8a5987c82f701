import { useEffect, useRef } from 'preact/hooks';
import type { Faults } from '../../shared/faults.js';
import { useLanguage } from '../language.js';
import './form.css';

/**
 * All that is wrong with a form, at its top: takes the focus each time the form could not be sent, and leads to each field.
 *
 * @param faults by the id of the field
 * @param turn a new number is a new attempt to send
 */
export function ErrorSummary({ faults, turn }: { faults: Faults; turn: number }) {
  const { t, f } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const entries = Object.entries(faults);
  useEffect(() => {
    if (turn > 0) box.current?.focus();
  }, [turn]);
  if (entries.length === 0) return null;
  const goTo = (event: Event, id: string) => {
    event.preventDefault();
    const field = document.getElementById(id);
    field?.scrollIntoView({ block: 'center' });
    field?.focus({ preventScroll: true });
  };
  return (
    <div class="box box-wrong summary" ref={box} tabIndex={-1} role="alert">
      <p>
        <strong>{t.form.wrongTitle(f.count(entries.length))}</strong>
      </p>
      <ul>
        {entries.map(([id, words]) => (
          <li key={id}>
            <a href={`#${id}`} onClick={(event) => goTo(event, id)}>
              {words}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
