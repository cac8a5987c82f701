import { useState } from 'preact/hooks';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { ErrorSummary } from '../../ui/error-summary.js';
import { TextField } from '../../ui/field.js';
import { useForm } from '../../ui/use-form.js';

/** One verification code. @param hint what may stand in it @param send gives it to the server */
export function CodeForm({ hint, send }: { hint: string; send: (code: string) => Promise<unknown> }) {
  const { t } = useLanguage();
  const [code, setCode] = useState('');
  const form = useForm({
    names: ['code'],
    check: () => (code.trim() === '' ? { code: t.staff.codeMissing } : {}),
    work: () => send(code),
  });
  return (
    <form class="form" noValidate onSubmit={(event) => void form.send(event)}>
      <ErrorSummary faults={form.faults} turn={form.turn} />
      <TextField
        id="code"
        label={t.staff.code}
        hint={hint}
        error={form.faults['code']}
        value={code}
        onValue={(value) => {
          setCode(value);
          form.forgive('code');
        }}
        autocomplete="one-time-code"
        maxLength={40}
      />
      {form.error && <ErrorBox error={form.error} />}
      <button type="submit" class="button button-large" aria-disabled={form.isBusy}>
        {form.isBusy ? t.staff.confirming : t.staff.confirm}
      </button>
    </form>
  );
}
