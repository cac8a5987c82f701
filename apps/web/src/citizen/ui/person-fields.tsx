import { useState } from 'preact/hooks';
import { serverNow } from '../../shared/api/server-clock.js';
import { readBirthDate, writeDate } from '../../shared/person-input.js';
import { useLanguage } from '../language.js';
import { Field, TextField, type TextFieldProps } from './field.js';

type Given = Omit<TextFieldProps, 'label' | 'id'>;

export function PhoneField(props: Given) {
  const { t } = useLanguage();
  return (
    <TextField
      {...props}
      id="phone"
      label={t.form.phone}
      type="tel"
      inputMode="tel"
      autocomplete="username"
      maxLength={40}
    />
  );
}

/** A password that can be looked at while it is typed. @param isNew to be chosen now: the rule is said beforehand */
export function PasswordField({ value, onValue, error, isNew = false }: Given & { isNew?: boolean }) {
  const { t } = useLanguage();
  const [isShown, setShown] = useState(false);
  return (
    <Field id="password" label={t.form.password} hint={isNew ? t.form.passwordRule : undefined} error={error}>
      {(tied) => (
        <div class="password">
          <input
            {...tied}
            class="input"
            // Preact's types want one kind of input at a time.
            type={(isShown ? 'text' : 'password') as 'text'}
            autocomplete={isNew ? 'new-password' : 'current-password'}
            autocapitalize="none"
            spellcheck={false}
            maxLength={128}
            value={value}
            onInput={(event) => onValue(event.currentTarget.value)}
          />
          <button type="button" class="password-show" onClick={() => setShown(!isShown)}>
            {isShown ? t.form.hidePassword : t.form.showPassword}
            <span class="unseen"> {t.form.thePassword}</span>
          </button>
        </div>
      )}
    </Field>
  );
}

/** A birth date in one line: typed in any usual way, shown as 1/2/1990 once it can be read. */
export function BirthDateField({ value, onValue, error, hint }: Given) {
  const { t } = useLanguage();
  const tidy = () => {
    const read = readBirthDate(value, today());
    if ('date' in read && writeDate(read.date) !== value) onValue(writeDate(read.date));
  };
  return (
    <TextField
      id="birthDate"
      label={t.form.birthDate}
      hint={hint ?? t.form.birthDateHintPlain}
      error={error}
      value={value}
      onValue={onValue}
      onBlur={tidy}
      inputMode="numeric"
      autocomplete="bday"
      maxLength={20}
      isShort
    />
  );
}

/** The day in Vietnam, 'YYYY-MM-DD'. */
export const today = (): string => new Date(serverNow() + 7 * 3_600_000).toISOString().slice(0, 10);
