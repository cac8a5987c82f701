import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { post } from '../../../shared/api/client.js';
import { account as accountWords } from '../../../shared/messages/vi/account.js';
import { form as formWords } from '../../../shared/messages/vi/form.js';
import { join as joinWords } from '../../../shared/messages/vi/join.js';
import { isPhone } from '../../../shared/person-input.js';
import { useAbout, useContact } from '../../contact.js';
import { useLanguage } from '../../language.js';
import { ownPath } from '../../own-path.js';
import type { PageProps } from '../../page-props.js';
import { RecoveryCode } from '../../recovery/recovery-code.js';
import { useSession } from '../../session.js';
import { ErrorBox } from '../../ui/error-box.js';
import { ErrorSummary } from '../../ui/error-summary.js';
import { TextField } from '../../ui/field.js';
import { Page as Frame } from '../../ui/page.js';
import { isTooShort, KEPT_PHONE, PasswordField, PhoneField, weakness } from '../../ui/person-fields.js';
import { useForm } from '../../ui/use-form.js';
import { WorkButton } from '../../ui/work-button.js';
import { useGet } from '../../use-get.js';
import { useKept } from '../../use-kept.js';
import { bringWords } from '../../words.js';
import './forgotten-page.css';

bringWords({ account: accountWords, form: formWords, join: joinWords });

/**
 * A new password for who has a code: the recovery code of signing up, or one that the unit's contact or the hotline gave,
 * or that came to the phone.
 * Then the new recovery code, once, and back to where one came from (?tiep=<own path>).
 */
export function Page({ query }: PageProps) {
  const { t } = useLanguage();
  const { route } = useLocation();
  const { refresh } = useSession();
  const [recoveryCode, setRecoveryCode] = useState<string | null>(null);
  const wish = ownPath(query['tiep'], location.origin);
  const slug = wish && /^\/cuoc-thi\/([^/?#]+)/.exec(wish)?.[1];
  const contest = useGet(slug ? '/api/contests/{slug}' : null, { path: { slug: slug || '' } });
  useAbout(contest.data);

  if (recoveryCode)
    return (
      <Frame title={t.account.resetDone} isNarrow>
        <p class="box box-good">{t.account.resetDoneText}</p>
        <div class="card">
          <RecoveryCode code={recoveryCode} why={t.account.newCodeWhy} onKept={() => route(wish ?? '/', true)} />
        </div>
      </Frame>
    );
  return (
    <Frame title={t.account.resetTitle} lead={t.account.resetLead} isNarrow>
      <div class="card">
        <ResetForm
          onDone={async (code) => {
            await refresh();
            setRecoveryCode(code);
          }}
        />
      </div>
      <NoCode />
      <p>
        <a class="button button-second" href={wish ? `/dang-nhap?tiep=${encodeURIComponent(wish)}` : '/dang-nhap'}>
          {t.account.backToSignIn}
        </a>
      </p>
    </Frame>
  );
}

function ResetForm({ onDone }: { onDone: (recoveryCode: string) => Promise<unknown> }) {
  const { t } = useLanguage();
  const [phone, setPhone] = useKept(KEPT_PHONE, '');
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const door = useGet('/api/door');
  const form = useForm({
    names: ['phone', 'code', 'password'],
    check: () => ({
      ...(!isPhone(phone) && { phone: t.join.phoneWrong }),
      ...(code.trim() === '' && { code: t.account.codeMissing }),
      ...(isTooShort(password) && { password: t.join.passwordShort }),
    }),
    work: async () => {
      const { recoveryCode } = await post('/api/password-resets', { phone, code, password });
      await onDone(recoveryCode);
    },
    reword: (error, faults) => ({ ...faults, ...weakness(error, 'password', t.join.passwordWeak) }),
  });
  const typed = (name: string, set: (value: string) => void) => (value: string) => {
    set(value);
    form.forgive(name);
  };
  return (
    <form class="form" noValidate onSubmit={(event) => void form.send(event)}>
      <ErrorSummary faults={form.faults} turn={form.turn} />
      <PhoneField value={phone} error={form.faults['phone']} onValue={typed('phone', setPhone)} />
      {door.data?.codesByPhone && <SendCode phone={phone} />}
      <TextField
        id="code"
        label={t.account.code}
        hint={t.account.codeHint}
        autocomplete="off"
        maxLength={64}
        value={code}
        error={form.faults['code']}
        onValue={typed('code', setCode)}
      />
      <PasswordField
        isNew
        label={t.account.newPassword}
        value={password}
        error={form.faults['password']}
        onValue={typed('password', setPassword)}
      />
      {form.error && <ErrorBox error={form.error} />}
      <button type="submit" class="button button-large button-full" aria-disabled={form.isBusy}>
        {form.isBusy ? t.account.resetting : t.account.reset}
      </button>
    </form>
  );
}

/** Has a code sent to the phone in the form, where the agency has a gateway for messages. */
function SendCode({ phone }: { phone: string }) {
  const { t, f } = useLanguage();
  const [sent, setSent] = useState<{ minutes: number } | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [isMissing, setMissing] = useState(false);
  const send = async () => {
    setError(null);
    setSent(null);
    setMissing(!isPhone(phone));
    if (!isPhone(phone)) return document.getElementById('phone')?.focus();
    setSent(await post('/api/password-resets/codes', { phone }));
  };
  return (
    <div class="send-code">
      <WorkButton class="button button-second" busy={t.account.sendingCode} work={send} onError={setError}>
        {t.account.sendCode}
      </WorkButton>
      <p class="soft small">{t.account.sendCodeHint}</p>
      <div role="status">
        {isMissing && <p class="wrong">{t.join.phoneWrong}</p>}
        {sent && <p class="box">{t.account.codeSent(f.count(sent.minutes))}</p>}
      </div>
      {error && <ErrorBox error={error} />}
    </div>
  );
}

/** Nobody is stuck without a code: people give it too. */
function NoCode() {
  const { t } = useLanguage();
  const hotline = useContact()?.hotline ?? null;
  return (
    <section class="no-code" aria-labelledby="chua-co-ma">
      <h2 id="chua-co-ma">{t.account.noCode}</h2>
      <ul>
        <li>{t.account.noCodeUnit}</li>
        <li>
          {t.account.noCodeSupport(hotline)} {!hotline && <a href="/huong-dan">{t.account.findHotline}</a>}
        </li>
      </ul>
    </section>
  );
}
