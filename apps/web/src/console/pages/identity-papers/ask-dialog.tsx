import { useState } from 'react';
import { post, type Answer } from '../../../shared/api/client.js';
import { faultsOf, type Faults } from '../../../shared/faults.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { SelectField, TextField } from '../../ui/field.js';

type Person = Answer<'/api/contests/{slug}/person-searches', 'post'>['people'][number];

/** Finds a winner by phone or receipt, and asks them for their number with words that they read. */
export function AskDialog({
  slug,
  onAsked,
  onClose,
}: {
  slug: string;
  onAsked: (name: string, isNew: boolean) => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useLanguage();
  const [by, setBy] = useState<'phone' | 'receiptNumber'>('receiptNumber');
  const [typed, setTyped] = useState('');
  const [person, setPerson] = useState<Person | null>(null);
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const [error, setError] = useState<Error | null>(null);
  const path = { slug };
  const refuse = (refused: Error) => {
    setFaults(faultsOf(refused, ['phone', 'receiptNumber', 'reason']));
    setError(refused);
  };
  const find = async () => {
    setError(null);
    setFaults({});
    if (typed.trim() === '') return setFaults({ [by]: t.papers.typeSomething });
    const body = by === 'phone' ? { phone: typed } : { receiptNumber: typed };
    const { people } = await post('/api/contests/{slug}/person-searches', body, { path });
    if (people[0]) setPerson(people[0]);
    else setFaults({ [by]: t.papers.nobody });
  };
  const ask = async () => {
    setError(null);
    setFaults({});
    if (reason.trim() === '') return setFaults({ reason: t.papers.reasonMissing });
    const body = { participantIds: [person!.participantId], reason };
    const { asked } = await post('/api/contests/{slug}/identity-requests', body, { path });
    await onAsked(person!.fullNameMasked, asked > 0);
  };
  return (
    <Dialog title={t.papers.askTitle} onClose={onClose} isAlert>
      <form className="form" noValidate onSubmit={(event) => event.preventDefault()}>
        {person === null ? (
          <>
            <SelectField
              label={t.support.by}
              value={by}
              onChange={setBy}
              options={[
                { value: 'receiptNumber', title: t.support.byReceipt },
                { value: 'phone', title: t.support.byPhone },
              ]}
            />
            <TextField
              label={by === 'phone' ? t.support.phone : t.support.receipt}
              value={typed}
              onChange={setTyped}
              autoComplete="off"
              maxLength={40}
              error={faults[by]}
            />
          </>
        ) : (
          <>
            <p>
              <strong>{person.fullNameMasked}</strong>, {person.unit.name}
            </p>
            <TextField
              label={t.papers.askReason}
              hint={t.papers.askReasonHint}
              value={reason}
              onChange={setReason}
              maxLength={300}
              error={faults['reason']}
            />
          </>
        )}
        {error && <ErrorBox error={error} />}
        <div className="row dialog-ways">
          <Button type="submit" work={person === null ? find : ask} onError={refuse}>
            {person === null ? t.papers.find : t.papers.ask}
          </Button>
          <Button kind="second" work={onClose}>
            {t.shell.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
