import { account as accountWords } from '../../shared/messages/vi/account.js';
import { form as formWords } from '../../shared/messages/vi/form.js';
import { useLanguage } from '../language.js';
import { CopyButton } from '../ui/copy-button.js';
import { bringWords } from '../words.js';
import './recovery-code.css';

bringWords({ account: accountWords, form: formWords });

/**
 * The code that replaces a forgotten password, shown this once: to copy, to keep as a file, or to write down, for browsers
 * inside other apps save no files. It is kept nowhere: a refresh takes it away, and my page makes a new one.
 *
 * @param why what stands before it; by default what it is good for
 * @param onKept the person says that they have it
 */
export function RecoveryCode({ code, why, onKept }: { code: string; why?: string; onKept: () => unknown }) {
  const { t } = useLanguage();
  const file = t.account.file(code, `${location.origin}/quen-mat-khau`);
  return (
    <div class="recovery">
      <p>{why ?? t.account.codeWhy}</p>
      <p class="recovery-code numbers" translate={false}>
        {code}
      </p>
      <p>
        <strong>{t.account.codeOnce}</strong> {t.account.codeKeep}
      </p>
      <div class="row">
        <CopyButton text={code}>{t.account.copyCode}</CopyButton>
        <a
          class="button button-second"
          download={t.account.fileName}
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(file)}`}
        >
          {t.account.downloadCode}
        </a>
      </div>
      <button type="button" class="button button-large button-full" onClick={() => void onKept()}>
        {t.account.codeKept}
      </button>
      <p class="soft">{t.account.codeLater}</p>
    </div>
  );
}
