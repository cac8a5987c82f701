import { useState } from 'preact/hooks';
import { post } from '../../../shared/api/client.js';
import { isPhone } from '../../../shared/person-input.js';
import { useContact } from '../../contact.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { ErrorSummary } from '../../ui/error-summary.js';
import { PasswordField, PhoneField } from '../../ui/person-fields.js';
import { useForm } from '../../ui/use-form.js';
import { useKept } from '../../use-kept.js';
import { SendButton } from './send-button.js';

/** Under which name a tab keeps the phone that is being typed: signing up and signing in share it. */
export const KEPT_PHONE = 'vao:phone';

/** Signing in by phone and password. @param onDone once the session is there */
export function SignInForm({ onDone }: { onDone: () => Promise<unknown> }) {
  const { t } = useLanguage();
  const contact = useContact();
  const [phone, setPhone] = useKept(KEPT_PHONE, '');
  const [password, setPassword] = useState('');
  const form = useForm({
    names: ['phone', 'password'],
    check: () => ({
      ...(!isPhone(phone) && { phone: t.join.phoneWrong }),
      ...(password === '' && { password: t.join.passwordMissing }),
    }),
    work: async () => {
      await post('/api/sessions', { phone, password });
      await onDone();
    },
  });
  return (
    <form class="form" noValidate onSubmit={(event) => void form.send(event)}>
      <ErrorSummary faults={form.faults} turn={form.turn} />
      <PhoneField
        value={phone}
        error={form.faults['phone']}
        onValue={(value) => {
          setPhone(value);
          form.forgive('phone');
        }}
      />
      <PasswordField
        value={password}
        error={form.faults['password']}
        onValue={(value) => {
          setPassword(value);
          form.forgive('password');
        }}
      />
      {form.error && <ErrorBox error={form.error} />}
      <SendButton isBusy={form.isBusy} busy={t.join.signingIn}>
        {t.join.signIn}
      </SendButton>
      <details class="fold">
        <summary>{t.join.forgot}</summary>
        <p class="fold-text">{t.join.forgotText(contact?.hotline ?? null)}</p>
      </details>
    </form>
  );
}
