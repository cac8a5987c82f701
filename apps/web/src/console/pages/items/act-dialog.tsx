import { useState } from 'react';
import { post } from '../../../shared/api/client.js';
import { renew } from '../../api.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Field } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';

export const ACTS = ['send', 'approve', 'return', 'retire', 'restore', 'comment'] as const;
export type ItemAct = (typeof ACTS)[number];

const WORDS_LENGTH_MAX = 1000;

/** After an item or its place was changed: what lists and sheets show is asked again. */
export const renewItems = (): Promise<void> =>
  renew(
    '/api/banks',
    '/api/banks/{bankCode}/items',
    '/api/banks/{bankCode}/items/{itemCode}',
    '/api/banks/{bankCode}/documents',
  );

/** Asks before something is done with items: what it means, for how many, and with which words. */
export function ActDialog({
  bank,
  act,
  items,
  onDone,
  onClose,
}: {
  bank: string;
  act: ItemAct;
  items: readonly { code: string; version: number }[];
  onDone: () => void;
  onClose: () => void;
}) {
  const { t, f } = useLanguage();
  const say = useToast();
  const [words, setWords] = useState('');
  const [error, setError] = useState<Error | null>(null);
  const [isMissing, setMissing] = useState(false);
  const told = t.items.acts[act];
  const needsWords = act === 'return' || act === 'comment';
  const work = async () => {
    setError(null);
    if (needsWords && words.trim() === '') return setMissing(true);
    const body = { act, items: items.map(({ code, version }) => ({ code, version })), words: words.trim() || null };
    const { done } = await post('/api/banks/{bankCode}/item-acts', body, { path: { bankCode: bank } });
    await renewItems();
    say(told.done(f.count(done)));
    onDone();
  };
  return (
    <Dialog
      title={told.ask(items.length === 1 ? items[0]!.code : t.items.several(f.count(items.length)))}
      onClose={onClose}
      isAlert
    >
      <p>{told.means}</p>
      <Field
        label={needsWords ? t.items.wordsNeeded : t.items.words}
        error={isMissing ? t.items.wordsMissing : undefined}
      >
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
      {error && <ErrorBox error={error} />}
      <div className="row dialog-ways">
        <Button kind={act === 'retire' ? 'danger' : 'main'} work={work} onError={setError}>
          {told.act}
        </Button>
        <Button kind="second" work={onClose}>
          {t.shell.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
