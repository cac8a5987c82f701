import { useState } from 'preact/hooks';
import { Refusal } from '../../shared/api/client.js';
import { serverNow } from '../../shared/api/server-clock.js';
import type { Faults } from '../../shared/faults.js';
import { readBirthDate, writeDate } from '../../shared/person-input.js';
import { useLanguage } from '../language.js';
import { Field, TextField, type TextFieldProps } from './field.js';

type Given = Omit<TextFieldProps, 'label' | 'id'>;

/** Under which name a tab keeps the phone that is being typed: every form with this field shares it. */
export const KEPT_PHONE = 'vao:phone';

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
export function PasswordField({
  value,
  onValue,
  error,
  isNew = false,
  id = 'password',
  label,
}: Given & { isNew?: boolean; id?: string; label?: string }) {
  const { t } = useLanguage();
  const [isShown, setShown] = useState(false);
  return (
    <Field id={id} label={label ?? t.form.password} hint={isNew ? t.form.passwordRule : undefined} error={error}>
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

const PASSWORD_MIN = 8;

/** The one rule that can be told before the server is asked; it counts characters as the server does. */
export const isTooShort = (password: string): boolean => [...password].length < PASSWORD_MIN;

/**
 * Why the server refused a password, beside its field; nothing when it refused something else.
 *
 * @param field the id of the field in which it was chosen
 * @param words by the reason that the refusal names
 * @example weakness(error, 'newPassword', t.join.passwordWeak) // { newPassword: 'Mật khẩu này quá dễ đoán. …' }
 */
export function weakness(error: Error, field: string, words: Partial<Record<string, string>>): Faults {
  if (!(error instanceof Refusal && error.code === 'PASSWORD_TOO_WEAK')) return {};
  return { [field]: words[String(error.details['reason'])] ?? error.message };
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
