import { useState } from 'react';
import { post } from '../../../shared/api/client.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Confirm } from '../../ui/dialog.js';
import { useToast } from '../../ui/toast.js';
import { renewAll } from './settlement.js';
import { ReasonField } from './text-area.js';

/** Gives a settlement up, so that the field can be frozen anew. */
export function WithdrawDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [reason, setReason] = useState('');
  const path = { slug, settlementId: id };
  return (
    <Confirm
      title={t.settlements.withdraw}
      act={t.settlements.withdraw}
      work={async () => {
        await post('/api/contests/{slug}/settlements/{settlementId}/withdrawal', { reason }, { path });
        await renewAll();
      }}
      onDone={() => {
        say(t.settlements.withdrawn);
        onClose();
      }}
      onClose={onClose}
    >
      <p>{t.settlements.withdrawText}</p>
      <ReasonField value={reason} onChange={setReason} />
    </Confirm>
  );
}
