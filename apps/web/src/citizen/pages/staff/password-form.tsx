import { useState } from 'preact/hooks';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { ErrorSummary } from '../../ui/error-summary.js';
import { PasswordField } from '../../ui/person-fields.js';
import { useForm } from '../../ui/use-form.js';

/** A password alone: a new one, or the one that holds. @param words of the button, at rest and at work */
export function PasswordForm({
  isNew,
  words: [rest, busy],
  send,
}: {
  isNew: boolean;
  words: readonly [rest: string, busy: string];
  send: (password: string) => Promise<unknown>;
}) {
  const { t } = useLanguage();
  const [password, setPassword] = useState('');
  const form = useForm({
    names: ['password'],
    check: () => (password === '' ? { password: t.staff.passwordMissing } : {}),
    work: () => send(password),
  });
  return (
    <form class="form" noValidate onSubmit={(event) => void form.send(event)}>
      <ErrorSummary faults={form.faults} turn={form.turn} />
      <PasswordField
        isNew={isNew}
        value={password}
        error={form.faults['password']}
        onValue={(value) => {
          setPassword(value);
          form.forgive('password');
        }}
      />
      {form.error && <ErrorBox error={form.error} />}
      <button type="submit" class="button button-large" aria-disabled={form.isBusy}>
        {form.isBusy ? busy : rest}
      </button>
    </form>
  );
}
