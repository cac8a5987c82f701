import { useState } from 'react';
import { get, post, randomKey } from '../../../shared/api/client.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Dialog } from '../../ui/dialog.js';
import { ForeseenForm } from '../../ui/foreseen-form.js';
import { useToast } from '../../ui/toast.js';
import { newestOf, renewAll, SETTLEMENTS, type FieldState } from './settlement.js';
import { TextArea } from './text-area.js';

/** Freezes a field: what that means is said before it is done, and open signals need a reason. */
export function FreezeDialog({ field, onClose }: { field: FieldState; onClose: () => void }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  // Made once: sent twice it is the same settlement.
  const [id] = useState(randomKey);
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<string>();
  const signals = field.obstacles.find(({ isPassable }) => isPassable)?.count ?? 0;
  const isAgain = newestOf(field)?.state === 'published';
  const foresee = async () => {
    const isMissing = signals > 0 && reason.trim() === '';
    setFault(isMissing ? t.settlements.reasonMissing : undefined);
    if (isMissing) return null;
    const counts = await get('/api/contests/{slug}/freeze-counts/{field}', { path: { slug, field: field.name } });
    const { truths } = await get('/api/contests/{slug}/prediction-truths', { path: { slug } });
    const values = truths?.values.filter((one) => one.field === field.name) ?? [];
    return (
      <>
        <p>
          {t.settlements.freezeCounts(f.count(counts.attempts), f.count(counts.persons))}{' '}
          {counts.unrecognised > 0 && t.settlements.freezeUnrecognised(f.count(counts.unrecognised))}
        </p>
        <p>{t.settlements.freezeUnfinished(f.count(counts.underWay), f.count(counts.ungraded))}</p>
        <p>{t.settlements.freezeAhead(f.count(field.prizes))}</p>
        {truths && values.length > 0 && (
          <p>
            {t.settlements.truth}: <span lang="vi">{truths.definition}</span>{' '}
            {values.map(({ value }) => f.count(value)).join(', ')}
          </p>
        )}
        {isAgain && <p>{t.settlements.freezeAheadAgain}</p>}
      </>
    );
  };
  const freeze = async () => {
    const body = { id, field: field.name, reason: signals > 0 ? reason.trim() : null };
    await post(SETTLEMENTS, body, { path: { slug } });
    await renewAll();
    say(t.settlements.begun);
    onClose();
  };
  return (
    <Dialog title={t.settlements.freezeTitle(field.title)} onClose={onClose} isAlert>
      <p>{t.settlements.freezeText}</p>
      <ForeseenForm typed={reason} act={t.settlements.freeze} foresee={foresee} work={freeze} onClose={onClose}>
        {signals > 0 && (
          <>
            <p className="box box-warn">{t.settlements.freezeSignals(f.count(signals))}</p>
            <TextArea label={t.settlements.freezeReason} value={reason} onChange={setReason} error={fault} />
          </>
        )}
      </ForeseenForm>
    </Dialog>
  );
}
