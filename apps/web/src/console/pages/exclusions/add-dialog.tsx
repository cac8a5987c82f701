import { useState } from 'react';
import { post } from '../../../shared/api/client.js';
import { isPhone } from '../../../shared/person-input.js';
import { renew } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Field } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import { ReasonField, type ExclusionReason } from './reason-field.js';

/** As many lines as the server takes in one go. */
const ROWS_MAX = 500;

/** Phones, one a line. What is wrong is said, and what was typed stays. */
export function AddDialog({ onClose }: { onClose: () => void }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [text, setText] = useState('');
  const [reason, setReason] = useState<ExclusionReason>('organizer');
  const [fault, setFault] = useState<string>();
  const [error, setError] = useState<Error | null>(null);
  const add = async () => {
    const phones = text
      .split(/\r?\n|[,;]/)
      .map((line) => line.trim())
      .filter(Boolean);
    const wrong = phones.filter((phone) => !isPhone(phone));
    const words =
      phones.length === 0
        ? t.exclusions.phonesMissing
        : wrong.length > 0
          ? t.exclusions.phoneWrong(wrong.slice(0, 5).join('; '))
          : phones.length > ROWS_MAX
            ? t.exclusions.tooMany(f.count(ROWS_MAX))
            : undefined;
    setFault(words);
    setError(null);
    if (words) return;
    const body = { rows: phones.map((phone) => ({ phone, reason })) };
    const { added, known } = await post('/api/contests/{slug}/exclusions', body, { path: { slug } });
    await renew('/api/contests/{slug}/exclusions');
    say(t.exclusions.added(f.count(added), f.count(known)));
    onClose();
  };
  return (
    <Dialog title={t.exclusions.addTitle} onClose={onClose} isAlert>
      <form noValidate onSubmit={(event) => event.preventDefault()}>
        <Field label={t.exclusions.phones} hint={t.exclusions.phonesHint} error={fault}>
          {(ties) => (
            <textarea
              className="input"
              rows={5}
              {...ties}
              value={text}
              onChange={({ target }) => {
                setText(target.value);
                setFault(undefined);
              }}
            />
          )}
        </Field>
        <ReasonField value={reason} onChange={setReason} />
        {error && <ErrorBox error={error} />}
        <div className="row dialog-ways">
          <Button type="submit" work={add} onError={setError}>
            {t.exclusions.exclude}
          </Button>
          <Button kind="second" work={onClose}>
            {t.shell.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
