import { useState } from 'react';
import { serverNow } from '../../../shared/api/server-clock.js';
import { call, post } from '../../../shared/api/client.js';
import { renew, useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { TextField } from '../../ui/field.js';
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
  const [error, setError] = useState<Error | null>(null);
  const announce = async () => {
    setError(null);
    const body = { text, until: fromLocal(until), ...(from && { from: fromLocal(from) }) };
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
        />
        <TextField
          label={t.running.act.from}
          hint={t.running.act.fromHint}
          type="datetime-local"
          value={from}
          onChange={setFrom}
        />
        <TextField label={t.running.act.until} type="datetime-local" value={until} onChange={setUntil} />
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
