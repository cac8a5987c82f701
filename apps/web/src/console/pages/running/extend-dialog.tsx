import { useState } from 'react';
import { post } from '../../../shared/api/client.js';
import { renew } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { TextField } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import { fromLocal, toLocal } from './local-time.js';
import type { Running } from './running.js';

const PATH = '/api/contests/{slug}/rounds/{number}/extensions';
const HOUR_MS = 3_600_000;

/** Keeps a round open longer: whoever is at work and would have been cut short has the rest at once. */
export function ExtendDialog({ round, onClose }: { round: Running['rounds'][number]; onClose: () => void }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [until, setUntil] = useState(() => toLocal(Date.parse(round.closesAt) + HOUR_MS));
  const [note, setNote] = useState('');
  const [error, setError] = useState<Error | null>(null);
  const extend = async () => {
    setError(null);
    const path = { slug, number: String(round.number) };
    const done = await post(PATH, { closesAt: fromLocal(until), note }, { path });
    await renew('/api/contests/{slug}/running');
    say(t.running.act.extended(round.title, f.weekdayTime(done.closesAt), f.count(done.lengthened)));
    onClose();
  };
  return (
    <Dialog title={t.running.act.extendAsk(round.title)} onClose={onClose} isAlert>
      <p>{t.running.act.extendReach(f.weekdayTime(round.closesAt), f.count(round.underWay))}</p>
      <form noValidate onSubmit={(event) => event.preventDefault()}>
        <TextField label={t.running.act.newClose} type="datetime-local" value={until} onChange={setUntil} />
        <TextField
          label={t.running.act.note}
          hint={t.running.act.extendNoteHint}
          value={note}
          onChange={setNote}
          maxLength={300}
        />
        {error && <ErrorBox error={error} />}
        <div className="row dialog-ways">
          <Button type="submit" work={extend} onError={setError}>
            {t.running.act.extend}
          </Button>
          <Button kind="second" work={onClose}>
            {t.shell.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
