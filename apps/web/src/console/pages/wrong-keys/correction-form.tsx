import { useEffect, useRef, useState } from 'react';
import { post, randomKey } from '../../../shared/api/client.js';
import { faultsOf, type Faults } from '../../../shared/faults.js';
import { renew } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Field, SelectField } from '../../ui/field.js';
import { lettersOf, type AskedItem } from './correction.js';

type Rule = 'regrade' | 'annul' | 'give_all';

/** What is to be done about one question. It only asks what that would change. */
export function CorrectionForm({ item, onDone }: { item: AskedItem; onDone: () => void }) {
  const { t } = useLanguage();
  const { slug } = useContest();
  const [id] = useState(randomKey);
  const head = useRef<HTMLHeadingElement>(null);
  const [rule, setRule] = useState<Rule>('regrade');
  const [right, setRight] = useState<readonly number[]>([]);
  const [reason, setReason] = useState('');
  const [publicNote, setPublicNote] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => head.current?.focus(), []);

  const ask = async () => {
    setError(null);
    const missing: Faults = {
      ...(rule === 'regrade' && right.length === 0 && { keyMask: t.keys.rightMissing }),
      ...(reason.trim() === '' && { reason: t.keys.reasonMissing }),
      ...(publicNote.trim() === '' && { publicNote: t.keys.noteMissing }),
    };
    setFaults(missing);
    if (Object.keys(missing).length > 0) return;
    const keyMask = rule === 'regrade' ? right.reduce((mask, option) => mask | (1 << (option - 1)), 0) : null;
    const path = { slug, itemVersionId: String(item.itemVersionId) };
    try {
      const body = { id, rule, keyMask, reason, publicNote, preview: true };
      await post('/api/contests/{slug}/items/{itemVersionId}/key-corrections', body, { path });
    } catch (refused) {
      const found = faultsOf(refused, ['keyMask', 'reason', 'publicNote']);
      setFaults(found);
      if (Object.keys(found).length === 0) setError(refused as Error);
      return;
    }
    await renew('/api/contests/{slug}/key-corrections');
    onDone();
  };

  return (
    <form className="card" noValidate onSubmit={(event) => event.preventDefault()}>
      <h2 tabIndex={-1} ref={head}>
        {t.keys.formTitle(item.code)}
      </h2>
      <p className="wrong-key-stem">{item.stem}</p>
      <SelectField
        label={t.keys.rule}
        value={rule}
        onChange={setRule}
        options={(['regrade', 'annul', 'give_all'] as const).map((value) => ({ value, title: t.keys.rules[value] }))}
      />
      {rule === 'regrade' ? (
        <fieldset className={`field wrong-key-options${faults['keyMask'] ? ' field-wrong' : ''}`}>
          <legend className="label">{t.keys.right}</legend>
          <p className="hint">{t.keys.rightHint}</p>
          {item.options.map((option, i) => (
            <label key={option}>
              <input
                type="checkbox"
                checked={right.includes(i + 1)}
                onChange={({ target }) =>
                  setRight(target.checked ? [...right, i + 1].sort() : right.filter((one) => one !== i + 1))
                }
              />
              <span>
                <b>{lettersOf([i + 1])}.</b> {option}
              </span>
            </label>
          ))}
          {faults['keyMask'] && (
            <p className="wrong" role="alert">
              {faults['keyMask']}
            </p>
          )}
        </fieldset>
      ) : (
        <ol className="wrong-key-list" type="A">
          {item.options.map((option) => (
            <li key={option}>{option}</li>
          ))}
        </ol>
      )}
      <Words
        label={t.keys.reason}
        hint={t.keys.reasonHint}
        value={reason}
        onChange={setReason}
        error={faults['reason']}
      />
      <Words
        label={t.keys.note}
        hint={t.keys.noteHint}
        value={publicNote}
        onChange={setPublicNote}
        error={faults['publicNote']}
      />
      {error && <ErrorBox error={error} />}
      <div className="row">
        <Button type="submit" work={ask} onError={setError}>
          {t.keys.preview}
        </Button>
        <Button kind="second" work={onDone}>
          {t.keys.back}
        </Button>
      </div>
    </form>
  );
}

function Words({
  label,
  hint,
  value,
  onChange,
  error,
}: {
  label: string;
  hint: string;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ties) => (
        <textarea
          className="input"
          rows={2}
          {...ties}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
