import { Refusal } from '../../shared/api/client.js';
import { tab } from '../../shared/storage.js';
import { useContact } from '../contact.js';
import { useLanguage } from '../language.js';

/** What went wrong in words, the code to read out, whom to call, and the way on. */
export function ErrorBox({ error, again }: { error: Error; again?: () => void }) {
  const { t } = useLanguage();
  const contact = useContact();
  const code = error instanceof Refusal ? error.requestId : undefined;
  // For a report of it, which says by itself what was shown where.
  if (code) tab.write('error', { code, path: location.pathname });
  return (
    <div class="box box-wrong" role="alert">
      <p>{error instanceof Refusal ? error.message : t.shell.unreachable}</p>
      {(code || contact?.hotline) && (
        <p class="soft">
          {code && `${t.shell.errorCode(code)} `}
          {contact?.hotline && t.shell.callFor(contact.hotline)}
          {contact?.hotline && contact.hours && ` ${t.shell.hours(contact.hours)}`}
        </p>
      )}
      {again && (
        <button type="button" class="button button-second" onClick={again}>
          {t.shell.retry}
        </button>
      )}
    </div>
  );
}
