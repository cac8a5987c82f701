import { Refusal } from '../../shared/api/client.js';
import { useLanguage } from '../language.js';

/** What went wrong in words, the code to read out, and the way on. */
export function ErrorBox({ error, again }: { error: Error; again?: () => void }) {
  const { t } = useLanguage();
  const code = error instanceof Refusal ? error.requestId : undefined;
  return (
    <div className="box box-wrong" role="alert">
      <p>{error instanceof Refusal ? error.message : t.shell.unreachable}</p>
      {code && <p className="soft">{t.shell.errorCode(code)}</p>}
      {again && (
        <button type="button" className="button button-second" onClick={again}>
          {t.shell.retry}
        </button>
      )}
    </div>
  );
}
