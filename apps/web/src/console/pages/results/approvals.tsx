import { useState } from 'react';
import { post } from '../../../shared/api/client.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/dialog.js';
import { useToast } from '../../ui/toast.js';
import { Moves } from './moves.js';
import { renewAll, type FieldState, type Settlement } from './settlement.js';
import { TextArea } from './text-area.js';

const HASH_SHOWN = 8;

/** Who has agreed to the version that is shown, one's own yes, and the publication once enough have. */
export function Approvals({ field, settlement }: { field: FieldState; settlement: Settlement }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [doing, setDoing] = useState<'approve' | 'publish' | null>(null);
  const [reason, setReason] = useState('');
  const { approvals, hash, version, id, mayRun, ties, attempts, state } = settlement;
  const prizes = settlement.prizes.reduce((sum, { winners }) => sum + winners.length, 0);
  const unverified = settlement.prizes
    .flatMap(({ winners }) => winners)
    .filter(({ person, papers }) => person && papers !== 'confirmed').length;
  const isEnough = approvals.given.length >= approvals.needed;
  const wasPublished = field.settlements.some(({ publication }) => publication !== null);
  const path = { slug, settlementId: id };
  const isReady = mayRun && state === 'computed' && hash !== null;
  return (
    <section className="card" aria-labelledby="phe-duyet">
      <h2 id="phe-duyet">{t.settlements.approvals}</h2>
      <p>{t.settlements.approvalsOf(f.count(approvals.given.length), f.count(approvals.needed))}</p>
      {approvals.given.length > 0 && (
        <ul>
          {approvals.given.map(({ name, at }) => (
            <li key={at}>{t.settlements.decidedBy(name ?? t.settlements.somebody, f.weekdayTime(at, 0))}</li>
          ))}
        </ul>
      )}
      {ties.length > 0 && <p className="box box-warn">{t.settlements.tiesFirst}</p>}
      {approvals.hasOwn && !isEnough && <p>{t.settlements.approvedAlready}</p>}
      {isReady && ties.length === 0 && (
        <div className="row">
          {!approvals.hasOwn && !isEnough && (
            <Button kind={unverified > 0 ? 'second' : 'main'} work={() => setDoing('approve')}>
              {t.settlements.approve}
            </Button>
          )}
          {isEnough && <Button work={() => setDoing('publish')}>{t.settlements.publish}</Button>}
        </div>
      )}
      {doing === 'approve' && (
        <Confirm
          title={t.settlements.approveTitle(field.title)}
          act={t.settlements.approve}
          work={async () => {
            const body = { version, hash: hash! };
            await post('/api/contests/{slug}/settlements/{settlementId}/approvals', body, { path });
            await renewAll();
          }}
          onDone={() => {
            setDoing(null);
            say(t.settlements.approved);
          }}
          onClose={() => setDoing(null)}
        >
          <p>{t.settlements.approveText(f.count(prizes), hash!.slice(0, HASH_SHOWN))}</p>
          <Replaces settlement={settlement} />
          {unverified > 0 && <p className="box box-warn">{t.settlements.unverified(f.count(unverified))}</p>}
        </Confirm>
      )}
      {doing === 'publish' && (
        <Confirm
          title={t.settlements.publishTitle(field.title)}
          act={t.settlements.publish}
          work={async () => {
            const body = { version, hash: hash!, reason: wasPublished ? reason.trim() : null };
            await post('/api/contests/{slug}/settlements/{settlementId}/publication', body, { path });
            await renewAll();
          }}
          onDone={() => {
            setDoing(null);
            say(t.settlements.published);
          }}
          onClose={() => setDoing(null)}
        >
          <p>{t.settlements.publishText(f.count(prizes), f.count(attempts))}</p>
          <Replaces settlement={settlement} />
          {unverified > 0 && <p className="box box-warn">{t.settlements.unverified(f.count(unverified))}</p>}
          {wasPublished && (
            <TextArea
              label={t.settlements.publishReason}
              hint={t.settlements.publishReasonHint}
              value={reason}
              onChange={setReason}
            />
          )}
        </Confirm>
      )}
    </section>
  );
}

/** What everybody would see change, where something is published already. */
function Replaces({ settlement: { replaces, prizes } }: { settlement: Settlement }) {
  const { t, f } = useLanguage();
  if (!replaces) return null;
  return (
    <>
      <p>{t.settlements.replaces(f.count(replaces.publication))}</p>
      <Moves changes={replaces} prizes={prizes} />
    </>
  );
}
