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

/**
 * The password and the recovery code, each replaced by who knows the password.
 *
 * @param look sessions have ended, perhaps this one: asks which are left
 */
export function Keys({ look }: { look: () => void }) {
  const { t } = useLanguage();
  const [act, setAct] = useState<Act>({ is: 'rest' });
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    // What was pressed is gone: who reads by ear is told where they are now.
    if (!isFirst.current) heading.current?.focus();
    isFirst.current = false;
  }, [act.is]);
  const reword = (error: Error, faults: Faults): Faults => {
    if (!(error instanceof Refusal && error.status === 401)) return faults;
    if (error.code === 'WRONG_CREDENTIALS') return { password: t.account.currentWrong };
    look();
    return faults;
  };
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
          reword={reword}
          onCancel={rest}
          onDone={() => {
            setAct({ is: 'rest', said: t.account.changed });
            look();
          }}
        />
      )}
      {act.is === 'make' && (
        <MakeCode reword={reword} onCancel={rest} onDone={(code) => setAct({ is: 'made', code })} />
      )}
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

interface FormProps {
  /** Better words than the server's, which were made for the door. */
  reword: (error: Error, faults: Faults) => Faults;
  onCancel: () => void;
}

function ChangePassword({ reword, onDone, onCancel }: FormProps & { onDone: () => void }) {
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
      ...reword(error, faults),
      ...weakness(error, 'newPassword', t.join.passwordWeak),
    }),
  });
  return (
    <form noValidate onSubmit={(event) => void form.send(event)}>
      <ErrorSummary faults={form.faults} turn={form.turn} />
      <p>{t.account.changeText}</p>
      <CurrentPassword form={form} value={password} onValue={setPassword} />
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

function MakeCode({ reword, onDone, onCancel }: FormProps & { onDone: (code: string) => void }) {
  const { t } = useLanguage();
  const [password, setPassword] = useState('');
  const form = useForm({
    names: [],
    check: (): Faults => (password === '' ? { password: t.join.passwordMissing } : {}),
    work: async () => onDone((await post('/api/me/recovery-code', { password })).recoveryCode),
    reword,
  });
  return (
    <form noValidate onSubmit={(event) => void form.send(event)}>
      <ErrorSummary faults={form.faults} turn={form.turn} />
      <p>{t.account.newCodeText}</p>
      <CurrentPassword form={form} value={password} onValue={setPassword} />
      {form.error && <ErrorBox error={form.error} />}
      <Send isBusy={form.isBusy} busy={t.account.makingCode} label={t.account.makeCode} onCancel={onCancel} />
    </form>
  );
}

/** The password that the person signs in with now: asked before a key of the account changes. */
function CurrentPassword({
  form,
  value,
  onValue,
}: {
  form: Pick<ReturnType<typeof useForm>, 'faults' | 'forgive'>;
  value: string;
  onValue: (value: string) => void;
}) {
  const { t } = useLanguage();
  return (
    <PasswordField
      label={t.account.currentPassword}
      value={value}
      error={form.faults['password']}
      onValue={(typed) => {
        onValue(typed);
        form.forgive('password');
      }}
    />
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
