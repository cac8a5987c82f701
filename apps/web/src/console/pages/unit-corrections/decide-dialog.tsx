import { useState } from 'react';
import { post } from '../../../shared/api/client.js';
import { renew } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Confirm } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';

const NOTE_LENGTH_MAX = 300;

/** Asks before requests are decided, with words for those who asked; says what was left out. */
export function DecideDialog({
  ids,
  approve,
  onDone,
  onClose,
}: {
  ids: readonly number[];
  approve: boolean;
  onDone: () => void;
  onClose: () => void;
}) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [note, setNote] = useState('');
  const count = f.count(ids.length);
  const words = t.corrections;
  return (
    <Confirm
      title={approve ? words.approveTitle(count) : words.refuseTitle(count)}
      act={approve ? words.approve : words.refuse}
      work={async () => {
        const body = { ids: [...ids], approve, note };
        const path = { slug };
        const { approved, refused, skipped } = await post('/api/contests/{slug}/unit-corrections/decisions', body, {
          path,
        });
        await renew('/api/contests/{slug}/unit-corrections');
        say(approve ? words.approved(f.count(approved)) : words.refused(f.count(refused)));
        if (skipped.length > 0) say(words.skipped(f.count(skipped.length)));
      }}
      onDone={onDone}
      onClose={onClose}
    >
      <p>{approve ? words.approveText : words.refuseText}</p>
      <Field label={words.noteLabel} hint={words.noteHint}>
        {(ties) => (
          <textarea
            className="input"
            rows={3}
            maxLength={NOTE_LENGTH_MAX}
            {...ties}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
        )}
      </Field>
    </Confirm>
  );
}
