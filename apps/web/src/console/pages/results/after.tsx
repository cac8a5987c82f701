import { useState } from 'react';
import { call, post } from '../../../shared/api/client.js';
import { renew, useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { RadioField } from '../../ui/choice-fields.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { TextField } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import { renewAll, type Appeal, type FieldState, type Settlement } from './settlement.js';
import { TextArea } from './text-area.js';

const PUBLIC = '/api/contests/{slug}/official-results/{field}';

/** What is left after the publication: where it is read, and the decision on paper. */
export function After({ field, settlement }: { field: FieldState; settlement: Settlement }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const shown = useApi(PUBLIC, { path: { slug, field: field.name } });
  const paper = shown.data?.decision;
  const [typed, setTyped] = useState<{ number: string; date: string; signer: string } | null>(null);
  const [isMissing, setMissing] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const value = typed ?? paper ?? { number: '', date: '', signer: '' };
  const save = async () => {
    setError(null);
    const { number, date, signer } = value;
    const lacks = [number, date, signer].some((one) => one.trim() === '');
    setMissing(lacks);
    if (lacks) return;
    const path = { slug, settlementId: settlement.id };
    await call('put', '/api/contests/{slug}/settlements/{settlementId}/decision-paper', {
      path,
      body: { number, date, signer },
    });
    await renew(PUBLIC);
    setTyped(null);
    say(t.settlements.decisionSaved);
  };
  return (
    <section className="card" aria-labelledby="van-ban">
      <h2 id="van-ban">{t.settlements.afterTitle}</h2>
      <p>
        {shown.data && t.settlements.publishedAt(f.weekdayTime(shown.data.publishedAt, 0))}{' '}
        {shown.data?.appeals && t.settlements.appealsUntil(f.weekdayTime(shown.data.appeals.until, 0))}{' '}
        <a href={`/cuoc-thi/${slug}/ket-qua-chinh-thuc?xem=${field.name}`}>{t.settlements.publicPage}</a>{' '}
        <a href={`/cuoc-thi/${slug}/man-hinh?le=${field.name}`}>{t.settlements.ceremony}</a>
      </p>
      {settlement.mayRun ? (
        <form className="form" noValidate onSubmit={(event) => event.preventDefault()}>
          <h3>{t.settlements.decision}</h3>
          <p className="hint">{t.settlements.decisionHint}</p>
          <TextField
            label={t.settlements.decisionNumber}
            value={value.number}
            onChange={(number) => setTyped({ ...value, number })}
            maxLength={100}
          />
          <TextField
            label={t.settlements.decisionDate}
            type="date"
            value={value.date}
            onChange={(date) => setTyped({ ...value, date })}
          />
          <TextField
            label={t.settlements.decisionSigner}
            value={value.signer}
            onChange={(signer) => setTyped({ ...value, signer })}
            maxLength={100}
          />
          {isMissing && <p className="wrong">{t.settlements.decisionMissing}</p>}
          {error && <ErrorBox error={error} />}
          <Button type="submit" kind="second" work={save} onError={setError}>
            {t.settlements.decisionSave}
          </Button>
        </form>
      ) : (
        paper && <p>{t.settlements.paper(paper.number, f.date(paper.date), paper.signer)}</p>
      )}
    </section>
  );
}

const TAGS = { open: 'tag tag-warn', accepted: 'tag tag-good', rejected: 'tag tag-quiet' } as const;

/** What people object, and what was answered. */
export function Appeals({ appeals, mayJudge }: { appeals: readonly Appeal[]; mayJudge: boolean }) {
  const { t, f } = useLanguage();
  const [answered, setAnswered] = useState<Appeal | null>(null);
  return (
    <section className="card" aria-labelledby="khieu-nai">
      <h2 id="khieu-nai">{t.settlements.appeals}</h2>
      {appeals.length === 0 && <p>{t.settlements.appealsNone}</p>}
      <ul className="results-winners">
        {appeals.map((appeal) => (
          <li key={appeal.id}>
            <div>
              <strong>{appeal.fullName}</strong>{' '}
              <span className={TAGS[appeal.state]}>{t.settlements.appealStates[appeal.state]}</span>
              <span className="hint">
                {appeal.unitName} · {f.weekdayTime(appeal.madeAt, 0)}
              </span>
              <p className="results-text">{appeal.text ?? t.settlements.appealGone}</p>
              {appeal.answer && (
                <p className="box">
                  {appeal.answer}{' '}
                  <span className="soft">
                    {t.settlements.decidedBy(
                      appeal.decidedBy ?? t.settlements.somebody,
                      f.weekdayTime(appeal.decidedAt!, 0),
                    )}
                  </span>
                </p>
              )}
            </div>
            {mayJudge && appeal.state === 'open' && (
              <Button label={t.settlements.answerOf(appeal.fullName)} work={() => setAnswered(appeal)}>
                {t.settlements.answer}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {answered && <AnswerDialog appeal={answered} onClose={() => setAnswered(null)} />}
    </section>
  );
}

function AnswerDialog({ appeal, onClose }: { appeal: Appeal; onClose: () => void }) {
  const { t } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [kind, setKind] = useState<'accepted' | 'rejected' | null>(null);
  const [answer, setAnswer] = useState('');
  const [faults, setFaults] = useState<{ kind?: string; answer?: string }>({});
  const [error, setError] = useState<Error | null>(null);
  const send = async () => {
    setError(null);
    const missing = {
      ...(kind === null && { kind: t.settlements.answerKindMissing }),
      ...(answer.trim() === '' && { answer: t.settlements.answerMissing }),
    };
    setFaults(missing);
    if (Object.keys(missing).length > 0) return;
    const path = { slug, appealId: appeal.id };
    const body = { accepted: kind === 'accepted', answer: answer.trim() };
    await post('/api/contests/{slug}/appeals/{appealId}/decision', body, { path });
    await renewAll();
    say(t.settlements.answered);
    onClose();
  };
  return (
    <Dialog title={t.settlements.appealOf(appeal.fullName)} onClose={onClose} isAlert>
      <form noValidate onSubmit={(event) => event.preventDefault()}>
        <p className="box results-text">{appeal.text}</p>
        <RadioField
          label={t.settlements.answerKind}
          value={kind}
          onChange={setKind}
          error={faults.kind}
          options={[
            { value: 'accepted', title: t.settlements.appealStates.accepted, hint: t.settlements.acceptedNext },
            { value: 'rejected', title: t.settlements.appealStates.rejected },
          ]}
        />
        <TextArea
          label={t.settlements.answerText}
          hint={t.settlements.answerHint}
          value={answer}
          onChange={setAnswer}
          error={faults.answer}
        />
        {error && <ErrorBox error={error} />}
        <div className="row dialog-ways">
          <Button type="submit" work={send} onError={setError}>
            {t.settlements.answer}
          </Button>
          <Button kind="second" work={onClose}>
            {t.shell.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
