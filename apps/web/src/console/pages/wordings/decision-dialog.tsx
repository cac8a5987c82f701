import { useState } from 'react';
import { call } from '../../../shared/api/client.js';
import { renew } from '../../api.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Field } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';

const SHEET = '/api/banks/{bankCode}/items/{itemCode}/wordings/{language}';
const WORDS_LENGTH_MAX = 1000;

/** A second person answers for a wording, or says what is wrong with it. */
export function DecisionDialog({
  path,
  title,
  decision,
  seen,
  onDone,
  onClose,
}: {
  path: { bankCode: string; itemCode: string; language: string };
  /** What the language is called. */
  title: string;
  decision: 'signed' | 'returned';
  seen: { version: number; revision: number };
  onDone: () => void;
  onClose: () => void;
}) {
  const { t } = useLanguage();
  const say = useToast();
  const [knowsLanguage, setKnowing] = useState(false);
  const [words, setWords] = useState('');
  const [error, setError] = useState<Error | null>(null);
  const [isMissing, setMissing] = useState(false);
  const isSigning = decision === 'signed';
  const work = async () => {
    setError(null);
    if (isSigning ? !knowsLanguage : words.trim() === '') return setMissing(true);
    const body = isSigning
      ? { ...seen, decision: 'signed' as const, knowsLanguage: true as const }
      : { ...seen, decision: 'returned' as const, words: words.trim() };
    await call('post', `${SHEET}/decision`, { body, path });
    await renew(SHEET, '/api/banks/{bankCode}/wordings');
    say(isSigning ? t.wordings.signed : t.wordings.returned);
    onDone();
  };
  return (
    <Dialog
      title={isSigning ? t.wordings.signAsk(title, path.itemCode) : t.wordings.returnAsk(title, path.itemCode)}
      onClose={onClose}
      isAlert
    >
      <p>{isSigning ? t.wordings.signMeans : t.wordings.returnMeans}</p>
      {isSigning ? (
        <>
          <label className="row field">
            <input
              type="checkbox"
              checked={knowsLanguage}
              onChange={({ target }) => {
                setKnowing(target.checked);
                setMissing(false);
              }}
            />
            {t.wordings.knows(title)}
          </label>
          {isMissing && (
            <p className="wrong" role="alert">
              {t.wordings.knowsMissing}
            </p>
          )}
        </>
      ) : (
        <Field label={t.items.wordsNeeded} error={isMissing ? t.items.wordsMissing : undefined}>
          {(ties) => (
            <textarea
              className="input"
              rows={3}
              maxLength={WORDS_LENGTH_MAX}
              {...ties}
              value={words}
              onChange={({ target }) => {
                setWords(target.value);
                setMissing(false);
              }}
            />
          )}
        </Field>
      )}
      {error && <ErrorBox error={error} />}
      <div className="row dialog-ways">
        <Button work={work} onError={setError}>
          {isSigning ? t.wordings.sign : t.items.acts.return.act}
        </Button>
        <Button kind="second" work={onClose}>
          {t.shell.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
