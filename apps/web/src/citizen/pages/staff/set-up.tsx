import { useEffect, useState } from 'preact/hooks';
import { call, post } from '../../../shared/api/client.js';
import { useLanguage } from '../../language.js';
import { CopyButton } from '../../ui/copy-button.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Waiting } from '../../ui/waiting.js';
import { CodeForm } from './code-form.js';
import { PasswordForm } from './password-form.js';

/**
 * Sets the second factor up: password, code to scan, first code, recovery codes.
 *
 * @param password just given on this page; null: asked for @param onDone once the recovery codes were written down
 */
export function SetUp({ password, onDone }: { password: string | null; onDone: () => void }) {
  const { t } = useLanguage();
  const [offered, setOffered] = useState<{ secret: string; qrSvg: string } | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const offer = async (given: string) => {
    setError(null);
    setOffered(await post('/api/me/second-factor', { password: given }));
  };
  const offerAtOnce = () => void (password !== null && offer(password).catch(setError));
  useEffect(offerAtOnce, [password]);

  if (codes) return <RecoveryCodes codes={codes} onKept={onDone} />;
  if (error) return <ErrorBox error={error} again={offerAtOnce} />;
  if (!offered && password !== null) return <Waiting lines={4} words={t.staff.beginning} />;
  if (!offered)
    return (
      <>
        <p>{t.staff.passwordAgain}</p>
        <PasswordForm isNew={false} words={[t.staff.begin, t.staff.beginning]} send={offer} />
      </>
    );
  return (
    <>
      <ol>
        <li>
          <p>{t.staff.step1}</p>
          <img class="staff-qr" src={`data:image/svg+xml,${encodeURIComponent(offered.qrSvg)}`} alt={t.staff.qrAlt} />
          <p>
            {t.staff.typed}{' '}
            <span class="staff-secret" translate={false}>
              {offered.secret.replace(/(.{4})(?=.)/g, '$1 ')}
            </span>
          </p>
        </li>
        <li>
          <p>{t.staff.step2}</p>
        </li>
      </ol>
      <CodeForm
        hint={t.staff.codeHint}
        send={async (code) => setCodes((await call('put', '/api/me/second-factor', { body: { code } })).recoveryCodes)}
      />
    </>
  );
}

/** Shown this once. */
function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const { t } = useLanguage();
  return (
    <section class="card">
      <h2>{t.staff.paperTitle}</h2>
      <p>{t.staff.paperText}</p>
      <ul class="staff-codes" translate={false}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div class="no-print">
        <CopyButton text={codes.join('\n')}>{t.staff.copyAll}</CopyButton>
        <p class="row">
          <button type="button" class="button button-second" onClick={() => print()}>
            {t.staff.print}
          </button>
          <button type="button" class="button" onClick={onKept}>
            {t.staff.kept}
          </button>
        </p>
      </div>
    </section>
  );
}
