import { useState } from 'react';
import { Unreachable, type Answer } from '../../../shared/api/client.js';
import { renew } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { askForLetters, downloadLetters, XLSX, type LetterFormat } from '../../letters.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Field } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import '../../ui/row-faults.css';
import '../../ui/ways.css';
import { FormatField } from './format-field.js';

type Forecast = NonNullable<Answer<'/api/contests/{slug}/unit-invitations', 'post'>>;

const PATH = '/api/contests/{slug}/unit-invitations';
/** What the server reads at most. */
const FILE_BYTES_MAX = 2 * 1024 * 1024;

/** The file as the server wants it named; null for what is no list. */
function listOf(file: File): Blob | null {
  const type = /\.xlsx$/i.test(file.name) ? XLSX : /\.csv$/i.test(file.name) ? 'text/csv' : null;
  return type && file.size <= FILE_BYTES_MAX ? file.slice(0, file.size, type) : null;
}

/** Letters for many: first a look at what would be made, with faults by row, then the file. What was chosen stays. */
export function MakeDialog({ onClose }: { onClose: () => void }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [source, setSource] = useState<'all' | 'file'>('all');
  const [file, setFile] = useState<File | null>(null);
  const [format, setFormat] = useState<LetterFormat>('pdf');
  const [fault, setFault] = useState<string>();
  const [error, setError] = useState<Error | null>(null);
  const [forecast, setForecast] = useState<Forecast | null>(null);
  const change = (act: () => void) => {
    act();
    setForecast(null);
    setFault(undefined);
    setError(null);
  };
  const bodyOf = (): Blob | { allUnits: true } | null => {
    if (source === 'all') return { allUnits: true };
    const list = file && listOf(file);
    setFault(list ? undefined : file ? t.invitations.fileWrong : t.invitations.fileMissing);
    return list;
  };
  const check = async () => {
    const body = bodyOf();
    setError(null);
    setForecast(null);
    if (!body) return;
    const answer = await askForLetters(PATH, { path: { slug }, query: { dryRun: true }, body });
    setForecast((await answer.json()) as Forecast);
  };
  const make = async () => {
    const body = bodyOf();
    setError(null);
    if (!body) return;
    await downloadLetters(PATH, { path: { slug }, query: { format }, body });
    await renew(PATH);
    say(t.invitations.made);
    onClose();
  };
  const isLost = error instanceof Unreachable && forecast !== null;
  const canMake = forecast !== null && forecast.faultCount === 0 && forecast.toMake > 0;
  return (
    <Dialog title={t.invitations.inviteTitle} onClose={onClose} isAlert>
      <form noValidate onSubmit={(event) => event.preventDefault()}>
        <fieldset className="ways">
          <legend className="label">{t.invitations.source}</legend>
          {(['all', 'file'] as const).map((value) => (
            <label key={value} className="way">
              <input
                type="radio"
                name="source"
                checked={source === value}
                onChange={() => change(() => setSource(value))}
              />
              <span>
                <strong>{value === 'all' ? t.invitations.sourceAll : t.invitations.sourceFile}</strong>
                <br />
                <span className="soft">
                  {value === 'all' ? t.invitations.sourceAllHint : t.invitations.sourceFileHint}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
        {source === 'file' && (
          <Field label={t.invitations.file} error={fault}>
            {(ties) => (
              <input
                className="input"
                type="file"
                accept={`.xlsx,.csv,text/csv,${XLSX}`}
                {...ties}
                onChange={({ target }) => change(() => setFile(target.files?.[0] ?? null))}
              />
            )}
          </Field>
        )}
        <FormatField value={format} onChange={setFormat} />
        {error && (isLost ? <p className="box box-wrong">{t.invitations.maybeMade}</p> : <ErrorBox error={error} />)}
        <div role="status">{forecast && <Forecasted of={forecast} />}</div>
        <div className="row dialog-ways">
          {canMake ? (
            <Button type="submit" work={make} onError={setError}>
              {t.invitations.make(f.count(forecast.toMake))}
            </Button>
          ) : (
            <Button type="submit" work={check} onError={setError}>
              {t.invitations.check}
            </Button>
          )}
          <Button kind="second" work={onClose}>
            {t.shell.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What would be made, and what is wrong with which row. */
function Forecasted({ of: { toMake, existing, faultCount, faults } }: { of: Forecast }) {
  const { t, f } = useLanguage();
  return (
    <>
      {faultCount > 0 ? (
        <div className="box box-wrong">
          <p>
            {t.invitations.faults(f.count(faultCount))}{' '}
            {faultCount > faults.length && t.invitations.faultsFirst(f.count(faults.length))}
          </p>
        </div>
      ) : toMake === 0 ? (
        <p className="box box-warn">{t.invitations.nothing}</p>
      ) : (
        <div className="box box-good">
          <p>
            {t.invitations.toMake(f.count(toMake))} {existing > 0 && t.invitations.existing(f.count(existing))}
          </p>
          <p>{t.invitations.makeWarn}</p>
        </div>
      )}
      {faults.length > 0 && (
        <div className="fault-list" tabIndex={0} role="region" aria-label={t.invitations.fault}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t.invitations.row}</th>
                <th scope="col">{t.invitations.fault}</th>
              </tr>
            </thead>
            <tbody>
              {faults.map(({ row, message }, i) => (
                <tr key={i}>
                  <td>{f.count(row)}</td>
                  <td lang="vi">{message}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
