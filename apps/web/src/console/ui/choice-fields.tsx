import './choice-fields.css';
import { useId, type ReactNode } from 'react';

interface Common {
  label: string;
  hint?: ReactNode;
  error?: string;
  disabled?: boolean;
}

/** A legend, what is to be known, what is wrong, and the choices below it. */
function Choices({ label, hint, error, disabled, children }: Common & { children: ReactNode }) {
  const id = useId();
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <fieldset
      className={`field choices${error ? ' field-wrong' : ''}`}
      aria-describedby={describedBy || undefined}
      disabled={disabled}
    >
      <legend className="label">{label}</legend>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children}
      {error && (
        <p className="wrong" id={`${id}-error`}>
          {error}
        </p>
      )}
    </fieldset>
  );
}

/**
 * One of a few, each explained in its own words.
 *
 * @param value null: nothing is chosen yet
 * @example <RadioField label={…} value={rule} onChange={setRule} options={[{ value: 'best', title: 'Lượt cao điểm nhất' }]} />
 */
export function RadioField<T extends string>({
  value,
  onChange,
  options,
  ...rest
}: Common & {
  value: T | null;
  onChange: (value: T) => void;
  options: readonly { value: T; title: string; hint?: ReactNode }[];
}) {
  const name = useId();
  return (
    <Choices {...rest}>
      {options.map((option) => (
        <label key={option.value} className="choice-line">
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>
            {option.title}
            {option.hint && <span className="hint">{option.hint}</span>}
          </span>
        </label>
      ))}
    </Choices>
  );
}

/** Any of a few. @example <CheckListField label={…} value={['jury']} onChange={setGroups} options={[…]} /> */
export function CheckListField({
  value,
  onChange,
  options,
  ...rest
}: Common & {
  value: readonly string[];
  onChange: (value: string[]) => void;
  options: readonly { value: string; title: string }[];
}) {
  return (
    <Choices {...rest}>
      {options.map((option) => (
        <label key={option.value} className="choice-line">
          <input
            type="checkbox"
            checked={value.includes(option.value)}
            onChange={({ target }) =>
              onChange(
                options
                  .map((one) => one.value)
                  .filter((one) => (one === option.value ? target.checked : value.includes(one))),
              )
            }
          />
          <span>{option.title}</span>
        </label>
      ))}
    </Choices>
  );
}

/** Yes or no. @example <CheckField label={…} value={isOn} onChange={setOn} hint={…} /> */
export function CheckField({
  label,
  hint,
  error,
  disabled,
  value,
  onChange,
}: Common & { value: boolean; onChange: (value: boolean) => void }) {
  const id = useId();
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={`field${error ? ' field-wrong' : ''}`}>
      <label className="choice-line">
        <input
          type="checkbox"
          checked={value}
          disabled={disabled}
          aria-describedby={describedBy || undefined}
          onChange={({ target }) => onChange(target.checked)}
        />
        <span>{label}</span>
      </label>
      {hint && (
        <p className="hint choice-under" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="wrong" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
