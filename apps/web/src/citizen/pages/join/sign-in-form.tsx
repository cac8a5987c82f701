import { useState } from 'preact/hooks';
import { post } from '../../../shared/api/client.js';
import { isPhone } from '../../../shared/person-input.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { ErrorSummary } from '../../ui/error-summary.js';
import { KEPT_PHONE, PasswordField, PhoneField } from '../../ui/person-fields.js';
import { useForm } from '../../ui/use-form.js';
import { useKept } from '../../use-kept.js';
import { SendButton } from './send-button.js';

/**
 * Signing in by phone and password.
 *
 * @param back where who has forgotten the password comes back to with a new one
 * @param onDone once the session is there
 */
export function SignInForm({ back, onDone }: { back: string; onDone: () => Promise<unknown> }) {
  const { t } = useLanguage();
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
      <a class="button button-quiet forgot" href={`/quen-mat-khau?tiep=${encodeURIComponent(back)}`}>
        {t.join.forgot}
      </a>
    </form>
  );
}
