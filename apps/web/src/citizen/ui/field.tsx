import type { ComponentChildren } from 'preact';
import './form.css';

/** What ties an input to its label, its hint and what is wrong with it. */
export interface Tied {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': 'true' | undefined;
}

/**
 * A labelled field with room for a hint and for what is wrong with it.
 *
 * @example <Field id="topic" label={t.topic}>{(tied) => <select class="input" {...tied}>…</select>}</Field>
 */
export function Field({
  id,
  label,
  hint,
  error,
  children,
}: {
  id: string;
  label: string;
  hint?: ComponentChildren;
  error?: string;
  children: (tied: Tied) => ComponentChildren;
}) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class={`field ${error ? 'field-wrong' : ''}`}>
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="wrong" id={`${id}-error`}>
          {error}
        </p>
      )}
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? 'true' : undefined })}
    </div>
  );
}

export interface TextFieldProps {
  id: string;
  label: string;
  hint?: ComponentChildren;
  error?: string;
  value: string;
  onValue: (value: string) => void;
}

/** One line of text. */
export function TextField({
  id,
  label,
  hint,
  error,
  value,
  onValue,
  type = 'text',
  isShort = false,
  ...more
}: TextFieldProps & {
  type?: 'text' | 'tel';
  inputMode?: 'text' | 'tel' | 'numeric';
  autocomplete?: string;
  maxLength?: number;
  onBlur?: () => void;
  isShort?: boolean;
}) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      {(tied) => (
        <input
          {...more}
          {...tied}
          // Preact's types want one kind of input at a time.
          type={type as 'text'}
          class={isShort ? 'input input-short' : 'input'}
          value={value}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
