import { useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { post } from '../../../shared/api/client.js';
import type { UnitOption } from '../../../shared/api/views.js';
import type { Faults } from '../../../shared/faults.js';
import { isPhone } from '../../../shared/person-input.js';
import { readNumber } from '../../../shared/receipt-number.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { ErrorBox } from '../../ui/error-box.js';
import { SelectField, TextField } from '../../ui/field.js';
import { UnitField } from '../../ui/unit-field.js';
import type { Found, Told } from './found.js';
import { FoundList } from './found-list.js';
import { PersonScreen } from './person-screen.js';

/** In the address, so that a page that is loaded anew during a call shows the same person. */
const PERSON = 'nguoi';
const NOTHING_TOLD: Told = { phone: '', receipt: '' };

type By = 'phone' | 'receipt' | 'name';

/** Help on the telephone: find who is calling, then see all that answers the call. What is looked for stands in no address. */
export function Page() {
  const { t } = useLanguage();
  const { slug } = useContest();
  const [by, setBy] = useState<By>('phone');
  const [phone, setPhone] = useState('');
  const [receipt, setReceipt] = useState('');
  const [fullName, setFullName] = useState('');
  const [unit, setUnit] = useState<UnitOption | null>(null);
  const [faults, setFaults] = useState<Faults>({});
  const [error, setError] = useState<Error | null>(null);
  const [found, setFound] = useState<{ answer: Found; told: Told } | null>(null);
  const [parameters, setParameters] = useSearchParams();
  const participantId = parameters.get(PERSON);
  const go = (person: string | null) =>
    setParameters((old) => {
      const next = new URLSearchParams(old);
      if (person === null) next.delete(PERSON);
      else next.set(PERSON, person);
      return next;
    });
  const results = useRef<HTMLHeadingElement>(null);

  const check = (): Faults => {
    if (by === 'phone') return isPhone(phone) ? {} : { phone: t.support.phoneWrong };
    if (by === 'receipt') {
      if (receipt.trim() === '') return { receipt: t.support.receiptMissing };
      return 'number' in readNumber(receipt) ? {} : { receipt: t.support.receiptWrong };
    }
    return {
      ...(fullName.trim() === '' && { fullName: t.support.fullNameMissing }),
      ...(!unit && { unit: t.support.unitMissing }),
    };
  };
  const search = async () => {
    const wrong = check();
    setFaults(wrong);
    if (Object.keys(wrong).length > 0) return;
    setError(null);
    const body =
      by === 'phone'
        ? { phone }
        : by === 'receipt'
          ? { receiptNumber: receipt }
          : { fullName, contestUnitId: unit!.id };
    const answer = await post('/api/contests/{slug}/person-searches', body, { path: { slug } });
    setFound({ answer, told: { phone: by === 'phone' ? phone : '', receipt: by === 'receipt' ? receipt : '' } });
    // By phone or receipt it can be nobody else: one step less while somebody waits.
    if (by !== 'name' && answer.people.length === 1) return go(answer.people[0]!.participantId);
    requestAnimationFrame(() => results.current?.focus());
  };
  return (
    <>
      <div className="head">
        <h1>{t.support.title}</h1>
      </div>
      {participantId === null && <p>{t.support.lead}</p>}
      {participantId !== null ? (
        <PersonScreen
          key={participantId}
          participantId={participantId}
          told={found?.told ?? NOTHING_TOLD}
          onLeave={() => {
            setFound(null);
            go(null);
          }}
        />
      ) : (
        <>
          <form className="card form" noValidate onSubmit={(event) => event.preventDefault()}>
            <SelectField
              label={t.support.by}
              value={by}
              onChange={(chosen) => {
                setBy(chosen);
                setFaults({});
              }}
              options={[
                { value: 'phone', title: t.support.byPhone },
                { value: 'receipt', title: t.support.byReceipt },
                { value: 'name', title: t.support.byName },
              ]}
            />
            {by === 'phone' && (
              <TextField
                label={t.support.phone}
                type="tel"
                autoComplete="off"
                maxLength={40}
                value={phone}
                onChange={setPhone}
                error={faults['phone']}
              />
            )}
            {by === 'receipt' && (
              <TextField
                label={t.support.receipt}
                hint={t.support.receiptHint}
                autoComplete="off"
                maxLength={40}
                value={receipt}
                onChange={setReceipt}
                error={faults['receipt']}
              />
            )}
            {by === 'name' && (
              <>
                <TextField
                  label={t.support.fullName}
                  autoComplete="off"
                  maxLength={100}
                  value={fullName}
                  onChange={setFullName}
                  error={faults['fullName']}
                />
                <UnitField slug={slug} label={t.support.unit} value={unit} onChange={setUnit} error={faults['unit']} />
              </>
            )}
            {error && <ErrorBox error={error} />}
            <Button type="submit" work={search} onError={setError}>
              {t.support.search}
            </Button>
          </form>
          {found && <FoundList answer={found.answer} heading={results} onOpen={go} />}
        </>
      )}
    </>
  );
}
