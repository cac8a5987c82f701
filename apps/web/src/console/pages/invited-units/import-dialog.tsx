import { useState } from 'react';
import type { Answer } from '../../../shared/api/client.js';
import { renew } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { LIST_TYPES, listOf, sendList } from '../../list-file.js';
import { today } from '../../today.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Field, TextField } from '../../ui/field.js';
import { RowFaults } from '../../ui/row-faults.js';
import { useToast } from '../../ui/toast.js';

type Outcome = Answer<'/api/contests/{slug}/invited-units', 'post'>;

/** The invited list, or totals of earlier times, from a file: first what it would do, then all of it. */
export function ImportDialog({ isTotals, onClose }: { isTotals: boolean; onClose: () => void }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [file, setFile] = useState<File | null>(null);
  const [on, setOn] = useState(today());
  const [source, setSource] = useState('');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [fault, setFault] = useState('');
  const [error, setError] = useState<Error | null>(null);
  const change =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value);
      setOutcome(null);
      setFault('');
      setError(null);
    };
  const send = async (dryRun: boolean): Promise<Outcome | null> => {
    const list = file && listOf(file);
    setFault(list && source.trim() ? '' : file && !list ? t.unitImport.fileWrong : t.invitedUnits.missing);
    setError(null);
    if (!list || !source.trim()) return null;
    const query = { list: isTotals ? 'earlier' : 'invited', on, source, dryRun } as const;
    return sendList('/api/contests/{slug}/invited-units', list, { path: { slug }, query });
  };
  const apply = async () => {
    if (!(await send(false))) return;
    await renew('/api/contests/{slug}/invited-units');
    say(t.invitedUnits.done);
    onClose();
  };
  const canApply = outcome !== null && outcome.faultCount === 0 && outcome.rows > 0;
  return (
    <Dialog title={isTotals ? t.invitedUnits.totalsTitle : t.invitedUnits.importTitle} onClose={onClose} isAlert>
      <form noValidate onSubmit={(event) => event.preventDefault()}>
        <Field label={t.invitedUnits.file} hint={isTotals ? t.invitedUnits.totalsColumns : t.invitedUnits.columns}>
          {(ties) => (
            <input
              className="input"
              type="file"
              accept={LIST_TYPES}
              {...ties}
              onChange={({ target }) => change(setFile)(target.files?.[0] ?? null)}
            />
          )}
        </Field>
        <TextField type="date" label={t.invitedUnits.on} value={on} onChange={change(setOn)} />
        <TextField
          label={t.invitedUnits.source}
          hint={t.invitedUnits.sourceHint}
          value={source}
          onChange={change(setSource)}
          maxLength={300}
        />
        {error && <ErrorBox error={error} />}
        <div role="status">
          {fault && <p className="wrong">{fault}</p>}
          {outcome && <Forecast of={outcome} />}
        </div>
        <div className="row dialog-ways">
          {canApply ? (
            <Button type="submit" work={apply} onError={setError}>
              {t.invitedUnits.apply}
            </Button>
          ) : (
            <Button type="submit" work={async () => setOutcome(await send(true))} onError={setError}>
              {t.invitedUnits.check}
            </Button>
          )}
          <Button kind="second" work={onClose}>
            {t.shell.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );

  function Forecast({ of }: { of: Outcome }) {
    const parts = [
      of.added > 0 && t.invitedUnits.willAdd(f.count(of.added)),
      of.headcounts > 0 && t.invitedUnits.willCount(f.count(of.headcounts)),
      of.blocks > 0 && t.invitedUnits.willGroup(f.count(of.blocks)),
      of.totals > 0 && t.invitedUnits.willTotal(f.count(of.totals)),
      of.split > 0 && t.invitedUnits.willSplit(f.count(of.split)),
      of.same > 0 && t.invitedUnits.same(f.count(of.same)),
    ].filter(Boolean);
    return (
      <>
        <p className={`box ${of.faultCount > 0 ? 'box-wrong' : 'box-good'}`}>
          {t.invitedUnits.forecast(f.count(of.rows))} {parts.join(', ')}.{' '}
          {of.faultCount > 0 && t.invitedUnits.faults(f.count(of.faultCount))}
        </p>
        {of.faults.length > 0 && <RowFaults name={t.invitedUnits.faults(f.count(of.faultCount))} faults={of.faults} />}
      </>
    );
  }
}
