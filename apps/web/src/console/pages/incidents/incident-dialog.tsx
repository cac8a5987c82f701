import { useState } from 'react';
import { Link } from 'react-router';
import { post } from '../../../shared/api/client.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import { renew, useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Field, SelectField } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import type { Incident, IncidentCause } from './incident.js';

/** The length that the server takes. */
const ANSWER_MAX = 1000;

/** One report with all that came along; taken, answered, settled. */
export function IncidentDialog({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const at = (instant: string) => f.weekdayTime(instant, serverNow());
  const facts: [string, string | null][] = [
    [t.incidents.when, at(incident.reportedAt)],
    [t.incidents.noticed, incident.noticedAt && at(incident.noticedAt)],
    [t.incidents.contact, incident.contact ?? t.incidents.noContact],
    [t.incidents.page, incident.page],
    [t.incidents.errorCode, incident.errorCode],
    [t.incidents.browser, incident.browser],
    [t.incidents.signedIn, incident.isSignedIn ? t.incidents.yes : t.incidents.no],
  ];
  return (
    <Dialog title={t.incidents.of(incident.code)} onClose={onClose} isAlert>
      <p>
        <strong>{t.incidents.kinds[incident.kind]}</strong>{' '}
        {!incident.isOfContest && <span className="tag tag-quiet">{t.incidents.noContest}</span>}
      </p>
      <p className="incident-text">{incident.text}</p>
      <dl className="incident-facts">
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      {incident.participantId && (
        <p>
          <Link to={`/ho-tro?cuoc-thi=${slug}&nguoi=${incident.participantId}`}>{t.incidents.toPerson}</Link>
        </p>
      )}
      {incident.cause ? (
        <>
          <p>
            <strong>{t.incidents.causeWas(t.incidents.causes[incident.cause])}</strong>
          </p>
          <p className="incident-text box">{incident.answer ?? t.incidents.noAnswer}</p>
          <div className="row dialog-ways">
            <Button work={onClose}>{t.shell.close}</Button>
          </div>
        </>
      ) : (
        <Settle incident={incident} onClose={onClose} />
      )}
    </Dialog>
  );
}

function Settle({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const { t } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const ready = useApi('/api/contests/{slug}/incident-answers', { path: { slug } }).data?.answers ?? [];
  const [answer, setAnswer] = useState('');
  const [cause, setCause] = useState<IncidentCause | ''>('');
  const [fault, setFault] = useState<string>();
  const [error, setError] = useState<Error | null>(null);
  const path = { slug, id: String(incident.id) };
  const take = async () => {
    setError(null);
    await post('/api/contests/{slug}/incident-reports/{id}/assignment', undefined, { path });
    await renew('/api/contests/{slug}/incident-reports');
    say(t.incidents.taken);
  };
  const close = async () => {
    setError(null);
    setFault(cause === '' ? t.incidents.causeMissing : undefined);
    if (cause === '') return;
    await post('/api/contests/{slug}/incident-reports/{id}/closing', { cause, answer }, { path });
    say(t.incidents.closedNow(incident.code));
    onClose();
  };
  return (
    <form noValidate onSubmit={(event) => event.preventDefault()}>
      {!incident.assignedTo?.isMe && (
        <p>
          <Button kind="second" work={take} onError={setError}>
            {incident.assignedTo ? t.incidents.takeOver : t.incidents.take}
          </Button>
        </p>
      )}
      {ready.length > 0 && (
        <SelectField
          label={t.incidents.ready}
          value=""
          onChange={(at) => setAnswer(ready[Number(at)]?.text ?? answer)}
          options={[
            { value: '', title: t.incidents.chooseReady },
            ...ready.map(({ title }, i) => ({ value: String(i), title })),
          ]}
        />
      )}
      <Field label={t.incidents.answer} hint={t.incidents.answerHint}>
        {(ties) => (
          <textarea
            className="input"
            rows={4}
            maxLength={ANSWER_MAX}
            {...ties}
            value={answer}
            onChange={({ target }) => setAnswer(target.value)}
          />
        )}
      </Field>
      <SelectField
        label={t.incidents.cause}
        value={cause}
        onChange={setCause}
        {...(fault && { error: fault })}
        options={[
          { value: '', title: t.incidents.chooseCause },
          ...(Object.keys(t.incidents.causes) as IncidentCause[]).map((value) => ({
            value,
            title: t.incidents.causes[value],
          })),
        ]}
      />
      {error && <ErrorBox error={error} />}
      <div className="row dialog-ways">
        <Button type="submit" work={close} onError={setError}>
          {t.incidents.close}
        </Button>
        <Button kind="second" work={onClose}>
          {t.shell.cancel}
        </Button>
      </div>
    </form>
  );
}
