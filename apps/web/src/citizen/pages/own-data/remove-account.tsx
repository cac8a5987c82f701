import { useEffect, useRef, useState } from 'preact/hooks';
import { call, Refusal } from '../../../shared/api/client.js';
import type { Faults } from '../../../shared/faults.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { ErrorSummary } from '../../ui/error-summary.js';
import { PasswordField } from '../../ui/person-fields.js';
import { useForm } from '../../ui/use-form.js';

/** Deleting the account: what goes and what stays is said before anything is asked. */
export function RemoveAccount({ hasPassword, onGone }: { hasPassword: boolean; onGone: () => Promise<void> }) {
  const { t } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  return (
    <section class="card" aria-labelledby="xoa">
      <h2 id="xoa">{t.data.remove}</h2>
      <p>{t.data.removeText}</p>
      <h3>{t.data.removeGoes}</h3>
      <ul>
        {t.data.removeGoesWhat.map((what) => (
          <li key={what}>{what}</li>
        ))}
      </ul>
      <h3>{t.data.removeStays}</h3>
      <ul>
        {t.data.removeStaysWhat.map((what) => (
          <li key={what}>{what}</li>
        ))}
      </ul>
      <p>{t.data.removeThen}</p>
      {!hasPassword ? (
        <p class="box">{t.data.removeNoPassword}</p>
      ) : isOpen ? (
        <RemoveForm onGone={onGone} onCancel={() => setOpen(false)} />
      ) : (
        <button type="button" class="button button-second" onClick={() => setOpen(true)}>
          {t.data.removeOpen}
        </button>
      )}
    </section>
  );
}

function RemoveForm({ onGone, onCancel }: { onGone: () => Promise<void>; onCancel: () => void }) {
  const { t } = useLanguage();
  const [password, setPassword] = useState('');
  const [isSure, setSure] = useState(false);
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => box.current?.querySelector('input')?.focus(), []);
  const form = useForm({
    names: ['password', 'sure'],
    check: (): Faults => ({
      ...(password === '' && { password: t.join.passwordMissing }),
      ...(!isSure && { sure: t.data.removeSureMissing }),
    }),
    work: async () => {
      await call('delete', '/api/me', { body: { password } });
      await onGone();
    },
    reword: (error, faults) =>
      error instanceof Refusal && error.code === 'WRONG_CREDENTIALS' ? { password: t.data.passwordWrong } : faults,
  });
  return (
    <form ref={box} class="box box-warn" noValidate onSubmit={(event) => void form.send(event)}>
      <ErrorSummary faults={form.faults} turn={form.turn} />
      <PasswordField
        label={t.data.removePassword}
        value={password}
        error={form.faults['password']}
        onValue={(value) => {
          setPassword(value);
          form.forgive('password');
        }}
      />
      <div class={`choose ${form.faults['sure'] ? 'field-wrong' : ''}`}>
        {form.faults['sure'] && (
          <p class="wrong" id="sure-error">
            {form.faults['sure']}
          </p>
        )}
        <label class={`tick ${isSure ? 'tick-on' : ''}`}>
          <input
            type="checkbox"
            id="sure"
            checked={isSure}
            aria-describedby={form.faults['sure'] ? 'sure-error' : undefined}
            aria-invalid={form.faults['sure'] ? 'true' : undefined}
            onChange={() => {
              setSure(!isSure);
              form.forgive('sure');
            }}
          />
          <span>{t.data.removeSure}</span>
        </label>
      </div>
      {form.error && <ErrorBox error={form.error} />}
      <p class="row">
        <button type="submit" class="button" aria-disabled={form.isBusy}>
          {form.isBusy ? t.data.removing : t.data.removeYes}
        </button>
        <button type="button" class="button button-quiet" onClick={onCancel}>
          {t.shell.cancel}
        </button>
      </p>
    </form>
  );
}
