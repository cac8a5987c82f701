import './choice-fields.css';
import { useState, type ReactNode } from 'react';
import { useLanguage } from '../language.js';
import { Field } from './field.js';
import { readNumber } from './typed.js';

/**
 * A number as people write it here: 1.000.000 and 0,5. What is no number is kept as it was typed, for a check to judge.
 *
 * @param value a number, what was typed and is none, or null for nothing
 * @example <NumberField label={…} value={count} onChange={setCount} unit={t.plans.minutes} />
 */
export function NumberField({
  value,
  onChange,
  unit,
  disabled,
  ...rest
}: {
  label: string;
  hint?: ReactNode;
  error?: string;
  value: number | string | null;
  onChange: (value: number | string | null) => void;
  /** Behind the box: 'phút'. */
  unit?: string;
  disabled?: boolean;
}) {
  const { f } = useLanguage();
  // While one types the letters are one's own.
  const [typed, setTyped] = useState<string | null>(null);
  const shown = value === null ? '' : typeof value === 'number' ? f.decimal(value) : value;
  return (
    <Field {...rest}>
      {(ties) => (
        <span className="number-box">
          <input
            className="input number-input"
            inputMode="decimal"
            autoComplete="off"
            disabled={disabled}
            {...ties}
            value={typed ?? shown}
            onChange={({ target }) => {
              setTyped(target.value);
              onChange(readNumber(target.value, f.language));
            }}
            onBlur={() => setTyped(null)}
          />
          {unit && <span>{unit}</span>}
        </span>
      )}
    </Field>
  );
}
