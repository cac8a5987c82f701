import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { certificatePath } from '../../../shared/certificate-path.js';
import { useLanguage } from '../../language.js';
import { certificate as certificateWords } from '../../../shared/messages/vi/certificate.js';
import { bringWords } from '../../words.js';

bringWords({ certificate: certificateWords });

/** Leads from the code on a certificate to the page that says what it stands for. */
export function CertificateForm() {
  const { t } = useLanguage();
  const { route } = useLocation();
  const [code, setCode] = useState('');
  const [isWrong, setWrong] = useState(false);
  const submit = (event: Event) => {
    event.preventDefault();
    const path = certificatePath(code);
    setWrong(path === null);
    if (path !== null) route(path);
  };
  return (
    <form class="card verify" noValidate onSubmit={submit}>
      <h2>{t.certificate.form}</h2>
      <div class={isWrong ? 'field field-wrong' : 'field'}>
        <label for="ma-giay">{t.certificate.code}</label>
        <p class="hint" id="ma-giay-cach-go">
          {t.certificate.codeHint}
        </p>
        <input
          class="input verify-number"
          id="ma-giay"
          type="text"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          maxLength={40}
          aria-describedby={isWrong ? 'ma-giay-cach-go ma-giay-sai' : 'ma-giay-cach-go'}
          aria-invalid={isWrong ? 'true' : undefined}
          value={code}
          onInput={(event) => {
            setWrong(false);
            setCode(event.currentTarget.value);
          }}
        />
        <p class="wrong" id="ma-giay-sai" role="alert">
          {isWrong ? t.certificate.codeWrong : ''}
        </p>
      </div>
      <button type="submit" class="button button-second button-full">
        {t.certificate.check}
      </button>
    </form>
  );
}
