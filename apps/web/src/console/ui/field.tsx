import { useId, type InputHTMLAttributes, type ReactNode } from 'react';

interface Labelled {
  label: string;
  hint?: ReactNode;
  /** What is wrong with it, in words. */
  error?: string;
}

/** What ties a control to its label, hint and fault. */
interface Ties {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

/** Label, hint and fault around a control. @example <Field label="…">{(ties) => <textarea className="input" {...ties} />}</Field> */
export function Field({ label, hint, error, children }: Labelled & { children: (ties: Ties) => ReactNode }) {
  const id = useId();
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={`field${error ? ' field-wrong' : ''}`}>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({ id, 'aria-describedby': describedBy || undefined, 'aria-invalid': error ? true : undefined })}
      {error && (
        <p className="wrong" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

/** A line of text, a number or a day. */
export function TextField({
  value,
  onChange,
  label,
  hint,
  error,
  ...rest
}: Labelled & { value: string; onChange: (value: string) => void } & Omit<
    InputHTMLAttributes<HTMLInputElement>,
    'value' | 'onChange' | 'id'
  >) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ties) => (
        <input className="input" {...rest} {...ties} value={value} onChange={({ target }) => onChange(target.value)} />
      )}
    </Field>
  );
}

/** One of a few, as the browser lets people choose best: on a phone with a wheel. */
export function SelectField<T extends string>({
  value,
  onChange,
  options,
  label,
  hint,
  error,
}: Labelled & {
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; title: string }[];
}) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ties) => (
        <select className="input" {...ties} value={value} onChange={({ target }) => onChange(target.value as T)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.title}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
