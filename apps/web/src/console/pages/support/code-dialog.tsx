import { useState } from 'react';
import { post, type Answer } from '../../../shared/api/client.js';
import { isPhone, readBirthDate } from '../../../shared/person-input.js';
import type { Faults } from '../../../shared/faults.js';
import { readNumber } from '../../../shared/receipt-number.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { today } from '../../today.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { TextField } from '../../ui/field.js';
import { ToldCode } from '../../ui/told-code.js';
import type { FoundPerson, Told } from './found.js';

/** The facts that the caller tells, all of which must fit; then the code, once. */
export function CodeDialog({ person, told, onClose }: { person: FoundPerson; told: Told; onClose: () => void }) {
  const { t } = useLanguage();
  const { slug } = useContest();
  const [phone, setPhone] = useState(told.phone);
  const [birth, setBirth] = useState('');
  const [receipt, setReceipt] = useState(told.receipt);
  const [faults, setFaults] = useState<Faults>({});
  const [error, setError] = useState<Error | null>(null);
  const [issued, setIssued] = useState<Answer<'/api/contests/{slug}/reset-codes', 'post'> | null>(null);

  const issue = async () => {
    const read = readBirthDate(birth, today());
    const wrong: Faults = {
      ...(!isPhone(phone) && { phone: t.support.phoneWrong }),
      ...('fault' in read && { birthDate: t.support.birthDateWrong }),
      ...(!('number' in readNumber(receipt)) && { receipt: t.support.receiptWrong }),
    };
    setFaults(wrong);
    setError(null);
    if (Object.keys(wrong).length > 0 || 'fault' in read) return;
    const facts = { phone, birthDate: read.date, contestUnitId: person.unit.contestUnitId, receiptNumber: receipt };
    setIssued(await post('/api/contests/{slug}/reset-codes', facts, { path: { slug } }));
  };
  if (issued)
    return (
      <Dialog title={t.support.codeTitle} onClose={onClose} isAlert>
        <ToldCode code={issued.code} expiresAt={issued.expiresAt} name={issued.fullNameMasked} />
        <Button work={onClose}>{t.support.codeClose}</Button>
      </Dialog>
    );
  return (
    <Dialog title={t.support.giveCodeTo(person.fullNameMasked)} onClose={onClose} isAlert>
      <form noValidate onSubmit={(event) => event.preventDefault()}>
        <p>{t.support.giveCodeText}</p>
        <TextField
          label={t.support.phone}
          type="tel"
          autoComplete="off"
          maxLength={40}
          value={phone}
          onChange={setPhone}
          error={faults['phone']}
        />
        <TextField
          label={t.support.birthDate}
          hint={t.support.birthDateHint}
          autoComplete="off"
          inputMode="numeric"
          maxLength={20}
          value={birth}
          onChange={setBirth}
          error={faults['birthDate']}
        />
        <TextField
          label={t.support.receipt}
          hint={t.support.receiptHint}
          autoComplete="off"
          maxLength={40}
          value={receipt}
          onChange={setReceipt}
          error={faults['receipt']}
        />
        <p className="soft">{t.support.noReceipt}</p>
        {error && <ErrorBox error={error} />}
        <div className="row dialog-ways">
          <Button type="submit" work={issue} onError={setError}>
            {t.support.giveCode}
          </Button>
          <Button kind="second" work={onClose}>
            {t.shell.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
