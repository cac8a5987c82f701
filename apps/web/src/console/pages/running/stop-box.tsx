import { useEffect, useState } from 'react';
import { call, post, type Answer } from '../../../shared/api/client.js';
import { renew, useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Confirm, Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { TextField } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';

const PATH = '/api/contests/{slug}/stop';
type Reach = Answer<typeof PATH, 'post'>;

const renewAll = () => renew(PATH, '/api/contest-plans', '/api/contests/{slug}/running');

/** The last word of the province in a contest that a unit runs: whether it is stopped, for the unit to read as well. */
export function StopBox() {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const answer = useApi(PATH, { path: { slug } });
  const [doing, setDoing] = useState<'stop' | 'lift' | null>(null);
  if (!answer.data) return answer.error ? <ErrorBox error={answer.error} again={() => void answer.refetch()} /> : null;
  const { runBy, stop, mayStop } = answer.data;
  // What the province runs itself is paused or closed; only who runs all contests has something to stop here.
  if (stop === null && (runBy === null || !mayStop)) return null;
  return (
    <section className={stop ? 'box box-wrong' : 'card'} aria-labelledby="dung-thi">
      <h2 id="dung-thi">{t.offers.stopTitle}</h2>
      <p>
        {runBy && t.offers.runBy(runBy.name)} {!stop && t.offers.stopLead}
      </p>
      {stop && (
        <p>
          <strong>{t.offers.stoppedSince(f.weekdayTime(stop.since))}</strong> {!mayStop && t.offers.askProvince}
          <br />
          {t.offers.because(stop.reason)}
          <br />
          {t.offers.told(stop.publicNote)}
        </p>
      )}
      {mayStop && (
        <Button kind={stop ? 'main' : 'danger'} work={() => setDoing(stop ? 'lift' : 'stop')}>
          {stop ? t.offers.lift : t.offers.stop}
        </Button>
      )}
      {doing === 'stop' && <StopDialog onClose={() => setDoing(null)} />}
      {doing === 'lift' && (
        <Confirm
          title={t.offers.liftAsk}
          act={t.offers.lift}
          work={async () => {
            await call('delete', PATH, { path: { slug } });
            await renewAll();
            say(t.offers.lifted);
          }}
          onDone={() => setDoing(null)}
          onClose={() => setDoing(null)}
        >
          <p>{t.offers.liftText}</p>
        </Confirm>
      )}
    </section>
  );
}

function StopDialog({ onClose }: { onClose: () => void }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [reason, setReason] = useState('');
  const [publicNote, setNote] = useState(t.offers.noteDefault);
  const [reach, setReach] = useState<Reach | null>(null);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    const asking = { path: { slug }, query: { preview: 'true' as const } };
    post(PATH, { reason: '-', publicNote: '-' }, asking).then(setReach, setError);
  }, [slug]);
  const stop = async () => {
    setError(null);
    await post(PATH, { reason, publicNote }, { path: { slug } });
    await renewAll();
    say(t.offers.stopped);
    onClose();
  };
  return (
    <Dialog title={t.offers.stopAsk} onClose={onClose} isAlert>
      <p>{reach ? t.offers.stopReach(f.count(reach.underWay), f.count(reach.persons)) : t.shell.loading}</p>
      <p>{t.offers.stopMeans}</p>
      <form noValidate onSubmit={(event) => event.preventDefault()}>
        <TextField
          label={t.offers.reason}
          hint={t.offers.reasonHint}
          value={reason}
          onChange={setReason}
          maxLength={300}
        />
        <TextField
          label={t.offers.note}
          hint={t.offers.noteHint}
          value={publicNote}
          onChange={setNote}
          maxLength={300}
        />
        {error && <ErrorBox error={error} />}
        <div className="row dialog-ways">
          <Button kind="danger" type="submit" work={stop} onError={setError}>
            {t.offers.stop}
          </Button>
          <Button kind="second" work={onClose}>
            {t.shell.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
