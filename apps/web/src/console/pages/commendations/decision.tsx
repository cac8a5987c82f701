import { useState } from 'react';
import { call } from '../../../shared/api/client.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { ErrorBox } from '../../ui/error-box.js';
import { TextField } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import { TextArea } from '../results/text-area.js';
import { LIST, renewLists, type ProposalDetail } from './commendations.js';

/** The decision on a list: what was recorded of it, by whom, and the form to record or correct it. */
export function Decision({ list }: { list: ProposalDetail }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [holds, ...before] = list.decisions;
  const [isOpen, setOpen] = useState(!holds);
  const [typed, setTyped] = useState({ number: '', date: '', signer: '', ...holds, reason: '' });
  const [isMissing, setMissing] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const { number, date, signer, reason } = typed;
  const fault = (text: string) => (isMissing && text.trim() === '' ? t.commendations.missing : '');
  const save = async () => {
    setError(null);
    const lacks = [number, date, signer, ...(holds ? [reason] : [])].some((one) => one.trim() === '');
    setMissing(lacks);
    if (lacks) return;
    const path = { slug, commendationId: list.id };
    const body = { version: list.version, number, date, signer, reason: holds ? reason : null };
    await call('put', `${LIST}/decision`, { path, body });
    say(t.commendations.decisionSaved);
    await renewLists();
  };
  return (
    <section className="card" aria-labelledby="quyet-dinh">
      <h2 id="quyet-dinh">{t.commendations.decision}</h2>
      {holds ? (
        <p className="box box-good">{t.commendations.decidedAs(holds.number, f.date(holds.date), holds.signer)}</p>
      ) : (
        <p>{list.mayRun ? t.commendations.decisionText : t.commendations.undecided}</p>
      )}
      {list.decisions.map((one, i) => (
        <p key={one.recordedAt} className="hint">
          {t.commendations.recordedBy(one.recordedBy ?? t.commendations.somebody, f.weekdayTime(one.recordedAt, 0))}{' '}
          {one.reason !== null && t.commendations.because(one.reason)}{' '}
          {before[i] && t.commendations.was(before[i].number, f.date(before[i].date), before[i].signer)}
        </p>
      ))}
      {list.mayRun && !isOpen && (
        <Button kind="second" work={() => setOpen(true)}>
          {t.commendations.correct}
        </Button>
      )}
      {list.mayRun && isOpen && (
        <form className="form" noValidate onSubmit={(event) => event.preventDefault()}>
          <TextField
            label={t.commendations.decisionNumber}
            maxLength={200}
            value={number}
            error={fault(number)}
            onChange={(value) => setTyped({ ...typed, number: value })}
          />
          <TextField
            label={t.commendations.decisionDate}
            type="date"
            value={date}
            error={fault(date)}
            onChange={(value) => setTyped({ ...typed, date: value })}
          />
          <TextField
            label={t.commendations.decisionSigner}
            maxLength={200}
            value={signer}
            error={fault(signer)}
            onChange={(value) => setTyped({ ...typed, signer: value })}
          />
          {holds && (
            <TextArea
              label={t.commendations.correctReason}
              value={reason}
              error={fault(reason)}
              onChange={(value) => setTyped({ ...typed, reason: value })}
            />
          )}
          {error && <ErrorBox error={error} />}
          <Button type="submit" kind="second" work={save} onError={setError}>
            {t.commendations.decisionSave}
          </Button>
        </form>
      )}
    </section>
  );
}
