import { useState } from 'react';
import { call, type Answer } from '../../../shared/api/client.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import { useLanguage } from '../../language.js';
import { localDay } from '../../regulations.js';
import { listOf, sendFile } from '../../send-file.js';
import { Button } from '../../ui/button.js';
import { RadioField } from '../../ui/choice-fields.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Field } from '../../ui/field.js';
import { TreeUnitField, type TreeUnit } from '../../ui/tree-unit-field.js';
import { useEditingPlan } from './editing-context.js';

const PATH = '/api/contest-plans/{id}/invited';
type Verdict = Answer<typeof PATH, 'put'>;

/** Which units are invited: all below one, or those of a list. First what it comes to, then it is set. */
export function InvitedUnits({ onChanged }: { onChanged: () => Promise<void> }) {
  const { t, f } = useLanguage();
  const { plan, isOpen } = useEditingPlan();
  const [count, setCount] = useState(plan.invited.count);
  const [isChanging, setChanging] = useState(plan.invited.count === 0);
  const { runBy } = plan;
  const [way, setWay] = useState<'own' | 'all' | 'file'>(runBy ? 'own' : 'all');
  const [under, setUnder] = useState<TreeUnit | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const [fault, setFault] = useState<string>();
  const [error, setError] = useState<Error | null>(null);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const change = (act: () => void) => {
    act();
    setVerdict(null);
    setFault(undefined);
    setError(null);
  };
  const send = async (dryRun: boolean): Promise<Verdict | null> => {
    setError(null);
    const wish = { path: { id: plan.id }, query: { dryRun } };
    if (way === 'own' && runBy) return call('put', PATH, { ...wish, body: { from: 'all', under: runBy.code } });
    if (way === 'all') {
      setFault(under ? undefined : t.plans.underMissing);
      return under && call('put', PATH, { ...wish, body: { from: 'all', under: under.code } });
    }
    const list = file && listOf(file);
    setFault(list ? undefined : file ? t.invitations.fileWrong : t.invitations.fileMissing);
    if (!list) return null;
    return sendFile<Verdict>('put', PATH, list, wish);
  };
  const check = async () => setVerdict(await send(true));
  const set = async () => {
    const answer = await send(false);
    if (!answer) return;
    setCount(answer.count);
    setChanging(false);
    setVerdict(null);
    await onChanged();
  };
  return (
    <>
      <p>
        {count === 0 ? t.plans.nobodyInvited : t.plans.invitedCount(f.count(count))}{' '}
        {!isChanging && isOpen && (
          <button type="button" className="button button-quiet" onClick={() => setChanging(true)}>
            {t.plans.changeInvited}
          </button>
        )}
      </p>
      {isChanging && isOpen && (
        <div className="card">
          <RadioField
            label={t.plans.invitedHow}
            value={way}
            options={[
              ...(runBy ? [{ value: 'own' as const, title: t.plans.invitedOwn(runBy.name) }] : []),
              { value: 'all', title: t.plans.invitedAll },
              { value: 'file', title: t.plans.invitedFile, hint: t.plans.invitedFileHint },
            ]}
            onChange={(next) => change(() => setWay(next))}
          />
          {way === 'all' && (
            <TreeUnitField
              on={localDay(serverNow())}
              label={t.plans.under}
              hint={t.plans.underHint}
              error={fault}
              value={under}
              onChange={(unit) => change(() => setUnder(unit))}
            />
          )}
          {way === 'file' && (
            <Field label={t.invitations.file} error={fault}>
              {(ties) => (
                <input
                  className="input"
                  type="file"
                  accept=".xlsx,.csv"
                  {...ties}
                  onChange={({ target }) => change(() => setFile(target.files?.[0] ?? null))}
                />
              )}
            </Field>
          )}
          {verdict && (
            <div className={`box ${verdict.faultCount > 0 ? 'box-wrong' : 'box-good'}`} role="status">
              <p>{t.plans.invitedVerdict(f.count(verdict.count), f.count(verdict.headcount))}</p>
              {verdict.faultCount > 0 && (
                <>
                  <p>{t.plans.invitedFaults(f.count(verdict.faultCount))}</p>
                  <ul>
                    {verdict.faults.map(({ row, message }, at) => (
                      <li key={at}>{t.plans.invitedFault(f.count(row), message)}</li>
                    ))}
                  </ul>
                </>
              )}
            </div>
          )}
          {error && <ErrorBox error={error} />}
          <div className="row">
            {verdict?.faultCount === 0 && verdict.count > 0 ? (
              <Button work={set} onError={setError}>
                {t.plans.invite(f.count(verdict.count))}
              </Button>
            ) : (
              <Button kind="second" work={check} onError={setError}>
                {t.plans.tryList}
              </Button>
            )}
          </div>
        </div>
      )}
    </>
  );
}
