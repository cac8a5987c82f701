import { useState } from 'react';
import { Link } from 'react-router';
import type { Answer } from '../../../shared/api/client.js';
import { useLanguage } from '../../language.js';
import { LIST_TYPES, listOf, sendList } from '../../list-file.js';
import { today } from '../../today.js';
import { Button } from '../../ui/button.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Field, SelectField, TextField } from '../../ui/field.js';
import { RowFaults } from '../../ui/row-faults.js';
import '../../ui/ways.css';
import { renewTree } from '../unit-tree/undo.js';

const PATH = '/api/unit-tree/imports';
type Outcome = Answer<typeof PATH, 'post'>;
const LISTS = ['current', 'legacy', 'successions'] as const;
type List = (typeof LISTS)[number];

const OF_UNITS = 'level, code, parent_code, name, full_name, kind, valid_from, valid_to';
/** The heads of the columns as they stand in the files. */
const COLUMNS: Record<List, string> = {
  current: OF_UNITS,
  legacy: OF_UNITS,
  successions: 'old_code, old_name, relation, new_code, new_name, new_parent_code, effective_on, legal_basis',
};

/** A list of units into the tree: first a look at every row, then all of it or nothing. */
export function Page() {
  const { t, f } = useLanguage();
  const [list, setList] = useState<List>('current');
  const [file, setFile] = useState<File | null>(null);
  const [from, setFrom] = useState(today());
  const [to, setTo] = useState(today());
  const [legalBasis, setLegalBasis] = useState('');
  const [mends, setMends] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [done, setDone] = useState<Outcome | null>(null);
  const [doing, setDoing] = useState('');
  const [fault, setFault] = useState<string>();
  const [error, setError] = useState<Error | null>(null);
  const change =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value);
      setOutcome(null);
      setDone(null);
      setFault(undefined);
      setError(null);
    };

  const send = async (dryRun: boolean): Promise<Outcome | null> => {
    const body = file && listOf(file);
    setFault(body ? undefined : file ? t.unitImport.fileWrong : t.unitImport.fileMissing);
    setError(null);
    if (!body) return null;
    setDoing(dryRun ? t.unitImport.checking : t.unitImport.writing(f.count(outcome!.rows)));
    const query = {
      ...{ list, from, dryRun, mend: mends },
      ...(list === 'legacy' && { to }),
      ...(list === 'successions' && legalBasis.trim() && { legalBasis }),
    };
    return sendList(PATH, body, { query }).finally(() => setDoing(''));
  };
  const check = async () => {
    setOutcome(null);
    setDone(null);
    setOutcome(await send(true));
  };
  const apply = async () => {
    const written = await send(false);
    setOutcome(null);
    setDone(written);
    void renewTree();
  };
  const toWrite = outcome ? outcome.added + outcome.changed : 0;
  const canApply = outcome !== null && outcome.faultCount === 0 && toWrite > 0;
  return (
    <div>
      <p>
        <Link to="/don-vi">{t.unitTree.back}</Link>
      </p>
      <h1>{t.unitImport.title}</h1>
      <p>{t.unitImport.lead}</p>
      <form className="form" noValidate onSubmit={(event) => event.preventDefault()}>
        <SelectField
          label={t.unitImport.list}
          hint={
            <>
              {t.unitImport.columns} <span lang="en">{COLUMNS[list]}</span>
            </>
          }
          value={list}
          onChange={change(setList)}
          options={LISTS.map((value) => ({ value, title: t.unitImport.lists[value] }))}
        />
        <Field label={t.unitImport.file} hint={t.unitImport.zeros} error={fault}>
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
        <TextField type="date" label={t.unitImport.from[list]} value={from} onChange={change(setFrom)} />
        {list === 'legacy' && <TextField type="date" label={t.unitImport.to} value={to} onChange={change(setTo)} />}
        {list === 'successions' && (
          <TextField
            label={t.unitImport.legalBasis}
            value={legalBasis}
            onChange={change(setLegalBasis)}
            maxLength={300}
          />
        )}
        <label className="way">
          <input type="checkbox" checked={mends} onChange={({ target }) => change(setMends)(target.checked)} />
          <span>{t.unitImport.mend[list]}</span>
        </label>
        {error && <ErrorBox error={error} />}
        <div className="row field">
          {canApply ? (
            <Button type="submit" work={apply} onError={setError}>
              {t.unitImport.apply(f.count(toWrite))}
            </Button>
          ) : (
            <Button type="submit" work={check} onError={setError}>
              {t.unitImport.check}
            </Button>
          )}
        </div>
      </form>
      <div role="status">
        {doing && <p className="box">{doing}</p>}
        {done && (
          <div className="box box-good">
            <p>{t.unitImport.done(f.count(done.added), f.count(done.changed))}</p>
            <p>
              <Link to="/don-vi">{t.unitImport.toTree}</Link>
            </p>
          </div>
        )}
        {outcome && <Outcomes of={outcome} />}
      </div>
    </div>
  );
}

function Outcomes({ of }: { of: Outcome }) {
  const { t, f } = useLanguage();
  const counts = [
    t.unitImport.added(f.count(of.added)),
    t.unitImport.changed(f.count(of.changed)),
    t.unitImport.same(f.count(of.same)),
    ...(of.skipped > 0 ? [t.unitImport.skipped(f.count(of.skipped))] : []),
  ];
  const isNothing = of.faultCount === 0 && of.added + of.changed === 0;
  return (
    <section className="card">
      <h2>{t.unitImport.outcome}</h2>
      <p>
        {t.unitImport.rows(f.count(of.rows))} {counts.join(', ')}.
      </p>
      {of.faultCount > 0 && (
        <>
          <p className="box box-wrong">
            {t.unitImport.faults(f.count(of.faultCount))}{' '}
            {of.faultCount > of.faults.length && t.unitImport.first(f.count(of.faults.length))}
          </p>
          <RowFaults name={t.unitImport.faults(f.count(of.faultCount))} faults={of.faults} />
        </>
      )}
      {isNothing && <p className="box box-warn">{t.unitImport.nothing}</p>}
      {of.noteCount > 0 && (
        <>
          <p className="box box-warn">
            {t.unitImport.notes(f.count(of.noteCount))}{' '}
            {of.noteCount > of.notes.length && t.unitImport.first(f.count(of.notes.length))}
          </p>
          <RowFaults name={t.unitImport.notes(f.count(of.noteCount))} faults={of.notes} />
        </>
      )}
    </section>
  );
}
