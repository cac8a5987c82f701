import { useState } from 'react';
import { call } from '../../../shared/api/client.js';
import { renew, useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Field, TextField } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import { Waiting } from '../../ui/waiting.js';
import type { ReadyAnswer } from './incident.js';

const PATH = '/api/contests/{slug}/incident-answers';
/** What the server takes. */
const TITLE_MAX = 80;
const TEXT_MAX = 1000;
const ANSWERS_MAX = 30;

/** The texts that the desk has ready, written as one list. */
export function AnswersDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  const { slug } = useContest();
  const answer = useApi(PATH, { path: { slug } });
  return (
    <Dialog title={t.incidents.editTitle} onClose={onClose} isAlert>
      <p>{t.incidents.editLead}</p>
      {answer.error && <ErrorBox error={answer.error} again={() => void answer.refetch()} />}
      {!answer.data && !answer.error && <Waiting words={t.shell.opening} />}
      {answer.data && <List first={answer.data.answers} onClose={onClose} />}
    </Dialog>
  );
}

function List({ first, onClose }: { first: readonly ReadyAnswer[]; onClose: () => void }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [answers, setAnswers] = useState(first);
  const [fault, setFault] = useState<number | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const change = (at: number, news: Partial<ReadyAnswer>) =>
    setAnswers(answers.map((one, i) => (i === at ? { ...one, ...news } : one)));
  const save = async () => {
    const wrong = answers.findIndex(({ title, text }) => title.trim() === '' || text.trim() === '');
    setFault(wrong === -1 ? null : wrong);
    setError(null);
    if (wrong !== -1) return;
    await call('put', PATH, { path: { slug }, body: { answers: [...answers] } });
    await renew(PATH);
    say(t.incidents.saved);
    onClose();
  };
  return (
    <form noValidate onSubmit={(event) => event.preventDefault()}>
      {answers.map(({ title, text }, i) => {
        const no = f.count(i + 1);
        return (
          <fieldset key={i} className="card">
            <TextField
              label={t.incidents.answerTitle(no)}
              maxLength={TITLE_MAX}
              value={title}
              onChange={(value) => change(i, { title: value })}
              {...(fault === i && { error: t.incidents.titleMissing })}
            />
            <Field label={t.incidents.answerText(no)}>
              {(ties) => (
                <textarea
                  className="input"
                  rows={3}
                  maxLength={TEXT_MAX}
                  {...ties}
                  value={text}
                  onChange={({ target }) => change(i, { text: target.value })}
                />
              )}
            </Field>
            <Button kind="quiet" work={() => setAnswers(answers.filter((_, at) => at !== i))}>
              {t.incidents.remove(no)}
            </Button>
          </fieldset>
        );
      })}
      <p className="row">
        {answers.length < ANSWERS_MAX && (
          <Button kind="second" work={() => setAnswers([...answers, { title: '', text: '' }])}>
            {t.incidents.add}
          </Button>
        )}
        {answers.length === 0 && (
          <Button kind="quiet" work={() => setAnswers(t.incidents.starterList)}>
            {t.incidents.starters}
          </Button>
        )}
      </p>
      {error && <ErrorBox error={error} />}
      <div className="row dialog-ways">
        <Button type="submit" work={save} onError={setError}>
          {t.incidents.save}
        </Button>
        <Button kind="second" work={onClose}>
          {t.shell.cancel}
        </Button>
      </div>
    </form>
  );
}
