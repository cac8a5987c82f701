import { useState } from 'react';
import { serverNow } from '../../../shared/api/server-clock.js';
import { call, post } from '../../../shared/api/client.js';
import type { Faults } from '../../../shared/faults.js';
import { renew, useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { TextField } from '../../ui/field.js';
import { LocalTimeField } from '../../ui/local-time-field.js';
import { useToast } from '../../ui/toast.js';
import { fromLocal, toLocal } from './local-time.js';

const PATH = '/api/contests/{slug}/announcements';
const NOTICES = '/api/contests/{slug}/notices';
const HOUR_MS = 3_600_000;

/** What stands on all pages of the contest, putting something there and taking it down. */
export function Announcements() {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const answer = useApi(NOTICES, { path: { slug } });
  const [isMaking, setMaking] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const shown = answer.data?.announcements ?? [];
  const takeDown = async (id: number) => {
    setError(null);
    await call('delete', '/api/contests/{slug}/announcements/{id}', { path: { slug, id: String(id) } });
    await renew(NOTICES);
    say(t.running.act.takenDown);
  };
  return (
    <section className="card" aria-labelledby="thong-bao">
      <h2 id="thong-bao">{t.running.act.announcements}</h2>
      {answer.error && !answer.data && <ErrorBox error={answer.error} again={() => void answer.refetch()} />}
      {shown.length === 0 && <p>{t.running.act.noAnnouncements}</p>}
      <ul className="running-lines">
        {shown.map(({ id, text, from, until }) => (
          <li key={id}>
            <span>
              {text}{' '}
              <span className="soft">{t.running.act.shownFromTo(f.weekdayTime(from), f.weekdayTime(until))}</span>
            </span>
            <Button
              kind="quiet"
              work={() => takeDown(id)}
              onError={setError}
              label={`${t.running.act.takeDown}: ${text}`}
            >
              {t.running.act.takeDown}
            </Button>
          </li>
        ))}
      </ul>
      {error && <ErrorBox error={error} />}
      <Button kind="second" work={() => setMaking(true)}>
        {t.running.act.announce}
      </Button>
      {isMaking && <AnnounceDialog onClose={() => setMaking(false)} />}
    </section>
  );
}

function AnnounceDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [text, setText] = useState('');
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState(() => toLocal(serverNow() + HOUR_MS));
  const [faults, setFaults] = useState<Faults>({});
  const [error, setError] = useState<Error | null>(null);
  const announce = async () => {
    setError(null);
    const [begin, end] = [from.trim() === '' ? serverNow() : Date.parse(fromLocal(from) ?? ''), fromLocal(until)];
    const found = {
      ...(text.trim() === '' && { text: t.running.act.wordsMissing }),
      ...(Number.isNaN(begin) && { from: t.running.act.timeMissing }),
      ...(end === null
        ? { until: t.running.act.timeMissing }
        : Date.parse(end) <= Math.max(begin, serverNow()) && { until: t.running.act.overAlready }),
    };
    setFaults(found);
    if (end === null || Object.keys(found).length > 0) return;
    const body = { text, until: end, ...(from.trim() && { from: new Date(begin).toISOString() }) };
    await post(PATH, body, { path: { slug } });
    await renew(NOTICES);
    say(t.running.act.announced);
    onClose();
  };
  return (
    <Dialog title={t.running.act.announceTitle} onClose={onClose} isAlert>
      <form noValidate onSubmit={(event) => event.preventDefault()}>
        <TextField
          label={t.running.act.text}
          hint={t.running.act.textHint}
          value={text}
          onChange={setText}
          maxLength={300}
          error={faults['text']}
        />
        <LocalTimeField
          label={t.running.act.from}
          hint={t.running.act.fromHint}
          value={from}
          onChange={setFrom}
          error={faults['from']}
        />
        <LocalTimeField label={t.running.act.until} value={until} onChange={setUntil} error={faults['until']} />
        {error && <ErrorBox error={error} />}
        <div className="row dialog-ways">
          <Button type="submit" work={announce} onError={setError}>
            {t.running.act.announce}
          </Button>
          <Button kind="second" work={onClose}>
            {t.shell.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
