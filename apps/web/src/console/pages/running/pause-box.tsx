import { useEffect, useState } from 'react';
import { post, randomKey, type Answer } from '../../../shared/api/client.js';
import { renew, useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Confirm, Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { TextField } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';

const PATH = '/api/contests/{slug}/pauses';
type Pause = Answer<typeof PATH, 'get'>['pauses'][number];
type Reach = Answer<typeof PATH, 'post'>;

const renewAll = () => renew(PATH, '/api/contests/{slug}/running');

/** Whether the contest stands still, stopping it, and letting it go on with the time given back. */
export function PauseBox() {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const answer = useApi(PATH, { path: { slug } });
  const [doing, setDoing] = useState<'pause' | 'resume' | null>(null);
  const [open, ...past] = answer.data?.pauses ?? [];
  const isPaused = open !== undefined && open.endedAt === null;
  const over = isPaused || open === undefined ? past : [open, ...past];
  return (
    <section className={isPaused ? 'box box-warn' : 'card'} aria-labelledby="tam-dung">
      <h2 id="tam-dung">{t.running.act.pauseTitle}</h2>
      {answer.error && !answer.data && <ErrorBox error={answer.error} again={() => void answer.refetch()} />}
      {isPaused ? (
        <>
          <p>
            <strong>{t.running.act.pausedSince(f.clockTimeExact(open.startedAt))}</strong>{' '}
            {t.running.act.told(open.note)} {t.running.act.because(open.reason)}
          </p>
          <Button work={() => setDoing('resume')}>{t.running.act.resume}</Button>
        </>
      ) : (
        <>
          <p>{t.running.act.pauseLead}</p>
          <Button kind="second" work={() => setDoing('pause')}>
            {t.running.act.pause}
          </Button>
        </>
      )}
      {over.length > 0 && (
        <details>
          <summary>{t.running.act.pastPauses(f.count(over.length))}</summary>
          <ul>
            {over.map(({ id, startedAt, endedAt, attempts, reason }) => (
              <li key={id}>
                {t.running.act.pastPause(
                  f.weekdayTime(startedAt),
                  f.duration(Date.parse(endedAt!) - Date.parse(startedAt)),
                  f.count(attempts ?? 0),
                )}{' '}
                {t.running.act.because(reason)}
              </li>
            ))}
          </ul>
        </details>
      )}
      {doing === 'pause' && <PauseDialog onClose={() => setDoing(null)} />}
      {doing === 'resume' && isPaused && <ResumeDialog pause={open} onClose={() => setDoing(null)} />}
    </section>
  );
}

function PauseDialog({ onClose }: { onClose: () => void }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  // Made once: a press that is repeated because the answer was lost is the same pause.
  const [id] = useState(randomKey);
  const [reason, setReason] = useState('');
  const [note, setNote] = useState(t.running.act.noteDefault);
  const [reach, setReach] = useState<Reach | null>(null);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    post(PATH, { id, reason: '-', note: '-' }, { path: { slug }, query: { preview: 'true' } }).then(setReach, setError);
  }, [id, slug]);
  const pause = async () => {
    setError(null);
    const done = await post(PATH, { id, reason, note }, { path: { slug } });
    await renewAll();
    say(t.running.act.pausedNow(f.count(done.attempts)));
    onClose();
  };
  return (
    <Dialog title={t.running.act.pauseAsk} onClose={onClose} isAlert>
      <p>{reach ? t.running.act.pauseReach(f.count(reach.attempts)) : t.shell.loading}</p>
      <p>{t.running.act.pauseMeans}</p>
      <form noValidate onSubmit={(event) => event.preventDefault()}>
        <TextField
          label={t.running.act.reason}
          hint={t.running.act.reasonHint}
          value={reason}
          onChange={setReason}
          maxLength={300}
        />
        <TextField
          label={t.running.act.note}
          hint={t.running.act.noteHint}
          value={note}
          onChange={setNote}
          maxLength={300}
        />
        {error && <ErrorBox error={error} />}
        <div className="row dialog-ways">
          <Button kind="danger" type="submit" work={pause} onError={setError}>
            {t.running.act.pause}
          </Button>
          <Button kind="second" work={onClose}>
            {t.shell.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function ResumeDialog({ pause, onClose }: { pause: Pause; onClose: () => void }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [reach, setReach] = useState<Reach | null>(null);
  const path = { slug, id: pause.id };
  useEffect(() => {
    post('/api/contests/{slug}/pauses/{id}/end', undefined, { path, query: { preview: 'true' } }).then(
      setReach,
      () => {},
    );
  }, [slug, pause.id]);
  return (
    <Confirm
      title={t.running.act.resumeAsk}
      act={t.running.act.resume}
      work={async () => {
        const done = await post('/api/contests/{slug}/pauses/{id}/end', undefined, { path });
        await renewAll();
        say(t.running.act.resumedNow(f.count(done.attempts), f.duration(done.givenMs)));
      }}
      onDone={onClose}
      onClose={onClose}
    >
      {reach ? (
        <>
          <p>{t.running.act.resumeReach(f.count(reach.attempts), f.duration(reach.givenMs))}</p>
          {reach.beyondClose > 0 && <p>{t.running.act.beyondClose(f.count(reach.beyondClose))}</p>}
        </>
      ) : (
        <p>{t.shell.loading}</p>
      )}
    </Confirm>
  );
}
