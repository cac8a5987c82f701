import { useState } from 'react';
import { post } from '../../../shared/api/client.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import { renew } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Field } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import type { PersonCard } from './found.js';

/** The length that the server takes. */
const NOTE_MAX = 500;

/** What was noted of earlier calls, and the note of this one. */
export function CallNotes({ person }: { person: PersonCard['person'] }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string>();
  const [error, setError] = useState<Error | null>(null);
  const keep = async () => {
    setError(null);
    setFault(text.trim() === '' ? t.support.noteMissing : undefined);
    if (text.trim() === '') return;
    const path = { slug, participantId: person.participantId };
    await post('/api/contests/{slug}/desk/people/{participantId}/notes', { text }, { path });
    setText('');
    await renew('/api/contests/{slug}/desk/people/{participantId}');
    say(t.support.noteKept);
  };
  return (
    <section className="card">
      <h2>{t.support.notes}</h2>
      {person.notes.length === 0 && <p className="soft">{t.support.noNotes}</p>}
      <ul className="person-notes">
        {person.notes.map(({ id, text: said, notedAt, notedByName }) => (
          <li key={id}>
            <span className="soft">
              {t.support.noteBy(notedByName ?? t.support.noteByNobody, f.weekdayTime(notedAt, serverNow()))}
            </span>
            <br />
            {said}
          </li>
        ))}
      </ul>
      <form noValidate onSubmit={(event) => event.preventDefault()}>
        <Field label={t.support.note} hint={t.support.noteHint} {...(fault && { error: fault })}>
          {(ties) => (
            <textarea
              className="input"
              rows={3}
              maxLength={NOTE_MAX}
              {...ties}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
        {error && <ErrorBox error={error} />}
        <Button type="submit" kind="second" work={keep} onError={setError}>
          {t.support.noteKeep}
        </Button>
      </form>
    </section>
  );
}
