import { useEffect, useRef, useState } from 'preact/hooks';
import { call, post, Refusal } from '../../../shared/api/client.js';
import type { Faults } from '../../../shared/faults.js';
import { useLanguage } from '../../language.js';
import { RecoveryCode } from '../../recovery/recovery-code.js';
import { ErrorBox } from '../../ui/error-box.js';
import { ErrorSummary } from '../../ui/error-summary.js';
import { isTooShort, PasswordField, weakness } from '../../ui/person-fields.js';
import { useForm } from '../../ui/use-form.js';

/** What the section is doing: the two buttons, one of their forms, or the code that a form has made. */
type Act = { is: 'rest'; said?: string } | { is: 'change' } | { is: 'make' } | { is: 'made'; code: string };

/** The password and the recovery code, each replaced by who knows the password. @param onEnded other sessions have ended */
export function Keys({ onEnded }: { onEnded: () => void }) {
  const { t } = useLanguage();
  const [act, setAct] = useState<Act>({ is: 'rest' });
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    // What was pressed is gone: who reads by ear is told where they are now.
    if (!isFirst.current) heading.current?.focus();
    isFirst.current = false;
  }, [act.is]);
  const rest = () => setAct({ is: 'rest' });
  return (
    <section class="card" aria-labelledby="chia-khoa">
      <h2 id="chia-khoa" ref={heading} tabIndex={-1}>
        {act.is === 'change' ? t.account.changePassword : act.is === 'make' ? t.account.newCode : t.account.safety}
      </h2>
      <div role="status">{act.is === 'rest' && act.said && <p class="box box-good">{act.said}</p>}</div>
      {act.is === 'rest' && (
        <>
          <p>{t.account.safetyText}</p>
          <p class="row">
            <button type="button" class="button button-second" onClick={() => setAct({ is: 'change' })}>
              {t.account.changePassword}
            </button>
            <button type="button" class="button button-second" onClick={() => setAct({ is: 'make' })}>
              {t.account.newCode}
            </button>
          </p>
        </>
      )}
      {act.is === 'change' && (
        <ChangePassword
          onCancel={rest}
          onDone={() => {
            setAct({ is: 'rest', said: t.account.changed });
            onEnded();
          }}
        />
      )}
      {act.is === 'make' && <MakeCode onCancel={rest} onDone={(code) => setAct({ is: 'made', code })} />}
      {act.is === 'made' && (
        <RecoveryCode
          code={act.code}
          why={t.account.newCodeWhy}
          onKept={() => setAct({ is: 'rest', said: t.account.codeMade })}
        />
      )}
    </section>
  );
}

/** Words for a wrong password where the phone was not asked for. */
const currentWrong = (error: Error, words: string): Faults =>
  error instanceof Refusal && error.code === 'WRONG_CREDENTIALS' ? { password: words } : {};

function ChangePassword({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const { t } = useLanguage();
  const [password, setPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const form = useForm({
    names: ['newPassword'],
    check: () => ({
      ...(password === '' && { password: t.join.passwordMissing }),
      ...(isTooShort(newPassword) && { newPassword: t.join.passwordShort }),
    }),
    work: async () => {
      await call('put', '/api/me/password', { body: { password, newPassword } });
      onDone();
    },
    reword: (error, faults) => ({
      ...faults,
      ...currentWrong(error, t.account.currentWrong),
      ...weakness(error, 'newPassword', t.join.passwordWeak),
    }),
  });
  return (
    <form noValidate onSubmit={(event) => void form.send(event)}>
      <ErrorSummary faults={form.faults} turn={form.turn} />
      <p>{t.account.changeText}</p>
      <PasswordField
        label={t.account.currentPassword}
        value={password}
        error={form.faults['password']}
        onValue={(value) => {
          setPassword(value);
          form.forgive('password');
        }}
      />
      <PasswordField
        isNew
        id="newPassword"
        label={t.account.newPassword}
        value={newPassword}
        error={form.faults['newPassword']}
        onValue={(value) => {
          setNewPassword(value);
          form.forgive('newPassword');
        }}
      />
      {form.error && <ErrorBox error={form.error} />}
      <Send isBusy={form.isBusy} busy={t.account.saving} label={t.account.save} onCancel={onCancel} />
    </form>
  );
}

function MakeCode({ onDone, onCancel }: { onDone: (code: string) => void; onCancel: () => void }) {
  const { t } = useLanguage();
  const [password, setPassword] = useState('');
  const form = useForm({
    names: [],
    check: (): Faults => (password === '' ? { password: t.join.passwordMissing } : {}),
    work: async () => onDone((await post('/api/me/recovery-code', { password })).recoveryCode),
    reword: (error) => currentWrong(error, t.account.currentWrong),
  });
  return (
    <form noValidate onSubmit={(event) => void form.send(event)}>
      <ErrorSummary faults={form.faults} turn={form.turn} />
      <p>{t.account.newCodeText}</p>
      <PasswordField
        label={t.account.currentPassword}
        value={password}
        error={form.faults['password']}
        onValue={(value) => {
          setPassword(value);
          form.forgive('password');
        }}
      />
      {form.error && <ErrorBox error={form.error} />}
      <Send isBusy={form.isBusy} busy={t.account.makingCode} label={t.account.makeCode} onCancel={onCancel} />
    </form>
  );
}

function Send({
  isBusy,
  busy,
  label,
  onCancel,
}: {
  isBusy: boolean;
  busy: string;
  label: string;
  onCancel: () => void;
}) {
  const { t } = useLanguage();
  return (
    <p class="row">
      <button type="submit" class="button" aria-disabled={isBusy}>
        {isBusy ? busy : label}
      </button>
      <button type="button" class="button button-quiet" onClick={onCancel}>
        {t.shell.cancel}
      </button>
    </p>
  );
}
