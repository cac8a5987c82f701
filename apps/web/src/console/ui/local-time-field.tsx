import './choice-fields.css';
import { useId, useState, type ReactNode } from 'react';
import { useLanguage } from '../language.js';
import { clock } from './typed.js';

const parts = (value: string): [date: string, time: string] => {
  const [date = '', time = ''] = value.split(' ');
  return [date, time];
};

/**
 * A day and a time of it as 'YYYY-MM-DD HH:mm' in Vietnam; 24:00 is the end of the day.
 *
 * @example <LocalTimeField label="Giờ mở" value="2026-03-02 08:00" onChange={setOpensAt} />
 */
export function LocalTimeField({
  label,
  hint,
  error,
  value,
  onChange,
  disabled,
}: {
  label: string;
  hint?: ReactNode;
  error?: string;
  value: string;
  onChange: (value: string) => void;
  disabled?: boolean;
}) {
  const { t } = useLanguage();
  const id = useId();
  const [date, time] = parts(value);
  const [typed, setTyped] = useState<string | null>(null);
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <div className={`field${error ? ' field-wrong' : ''}`} role="group" aria-labelledby={`${id}-label`}>
      <span className="label" id={`${id}-label`}>
        {label}
      </span>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <span className="moment">
        <input
          className="input"
          type="date"
          disabled={disabled}
          aria-label={t.frame.dayOf(label)}
          aria-describedby={describedBy}
          aria-invalid={error ? true : undefined}
          value={date}
          onChange={({ target }) => onChange(`${target.value} ${time}`.trim())}
        />
        <input
          className="input number-input"
          inputMode="numeric"
          autoComplete="off"
          disabled={disabled}
          aria-label={t.frame.hourOf(label)}
          aria-describedby={describedBy}
          aria-invalid={error ? true : undefined}
          placeholder="08:00"
          value={typed ?? time}
          onChange={({ target }) => {
            setTyped(target.value);
            onChange(`${date} ${clock(target.value)}`);
          }}
          onBlur={() => setTyped(null)}
        />
      </span>
      {error && (
        <p className="wrong" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
