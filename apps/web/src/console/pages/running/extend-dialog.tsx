import { useState } from 'react';
import { post } from '../../../shared/api/client.js';
import type { Faults } from '../../../shared/faults.js';
import { renew } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Dialog } from '../../ui/dialog.js';
import { TextField } from '../../ui/field.js';
import { ForeseenForm } from '../../ui/foreseen-form.js';
import { LocalTimeField } from '../../ui/local-time-field.js';
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
  const [faults, setFaults] = useState<Faults>({});
  const closesAt = fromLocal(until);
  const send = (preview: 'true' | 'false') => {
    const path = { slug, number: String(round.number) };
    return post(PATH, { closesAt: closesAt!, note }, { path, query: { preview } });
  };
  const foresee = async () => {
    const isLater = closesAt !== null && Date.parse(closesAt) > Date.parse(round.closesAt);
    const found = {
      ...(closesAt === null ? { until: t.running.act.timeMissing } : !isLater && { until: t.running.act.notLater }),
      ...(note.trim() === '' && { note: t.running.act.wordsMissing }),
    };
    setFaults(found);
    if (Object.keys(found).length > 0) return null;
    const ahead = await send('true');
    const longer = Date.parse(ahead.closesAt) - Date.parse(round.closesAt);
    return t.running.act.extendAhead(
      f.weekdayTime(ahead.closesAt),
      f.roughDuration(longer),
      ...([f.count(ahead.underWay), f.count(ahead.lengthened)] as const),
    );
  };
  const extend = async () => {
    const done = await send('false');
    await renew('/api/contests/{slug}/running');
    say(t.running.act.extended(round.title, f.weekdayTime(done.closesAt), f.count(done.lengthened)));
    onClose();
  };
  return (
    <Dialog title={t.running.act.extendAsk(round.title)} onClose={onClose} isAlert>
      <p>{t.running.act.extendReach(f.weekdayTime(round.closesAt), f.count(round.underWay))}</p>
      <ForeseenForm
        typed={JSON.stringify([until, note])}
        act={t.running.act.extend}
        foresee={foresee}
        work={extend}
        onClose={onClose}
      >
        <LocalTimeField label={t.running.act.newClose} value={until} onChange={setUntil} error={faults['until']} />
        <TextField
          label={t.running.act.note}
          hint={t.running.act.extendNoteHint}
          value={note}
          onChange={setNote}
          maxLength={300}
          error={faults['note']}
        />
      </ForeseenForm>
    </Dialog>
  );
}
