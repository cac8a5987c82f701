import { useState } from 'react';
import { post } from '../../../shared/api/client.js';
import { renew } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Confirm } from '../../ui/dialog.js';
import { useToast } from '../../ui/toast.js';
import { ReasonField, type ExclusionReason } from '../exclusions/reason-field.js';
import type { FoundPerson } from './found.js';

/** Puts who was found on the list of those who may not take part. */
export function ExcludeDialog({ person, onClose }: { person: FoundPerson; onClose: () => void }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [reason, setReason] = useState<ExclusionReason>('relative');
  const { participantId, fullNameMasked } = person;
  return (
    <Confirm
      title={t.exclusions.excludeTitle(fullNameMasked)}
      act={t.exclusions.exclude}
      work={async () => {
        const body = { rows: [{ participantId, reason }] };
        const { added, known } = await post('/api/contests/{slug}/exclusions', body, { path: { slug } });
        await renew('/api/contests/{slug}/exclusions');
        say(t.exclusions.added(f.count(added), f.count(known)));
      }}
      onDone={onClose}
      onClose={onClose}
    >
      <p>{t.exclusions.excludeText}</p>
      <ReasonField value={reason} onChange={setReason} />
    </Confirm>
  );
}
