import { call, get } from '../../../shared/api/client.js';
import { renew } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Confirm } from '../../ui/dialog.js';
import { useToast } from '../../ui/toast.js';
import type { FoundPerson } from './found.js';

const PATH = '/api/contests/{slug}/extra-time';

/** Takes the extra time of a person back for attempts to come. */
export function WithdrawDialog({ person, onClose }: { person: FoundPerson; onClose: () => void }) {
  const { t } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const withdraw = async () => {
    const { grants } = await get(PATH, { path: { slug } });
    const held = grants.filter((one) => one.participantId === person.participantId && one.withdrawnAt === null);
    for (const { id } of held) {
      await call('delete', '/api/contests/{slug}/extra-time/{id}', { path: { slug, id: String(id) } });
    }
    await renew('/api/contests/{slug}/desk/people/{participantId}', PATH);
    say(t.running.act.withdrawnNow);
  };
  return (
    <Confirm
      title={t.running.act.withdrawAsk(person.fullNameMasked)}
      act={t.running.act.withdraw}
      work={withdraw}
      onDone={onClose}
      onClose={onClose}
    >
      <p>{t.running.act.withdrawMeans}</p>
    </Confirm>
  );
}
