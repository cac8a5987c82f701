import { post } from '../../../shared/api/client.js';
import { renew } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Confirm } from '../../ui/dialog.js';
import { useToast } from '../../ui/toast.js';
import type { FoundPerson } from './found.js';

/** Opens the account of a person again that was shut. */
export function EnableDialog({ person, onClose }: { person: FoundPerson; onClose: () => void }) {
  const { t } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const { participantId, fullNameMasked } = person;
  const enable = async () => {
    await post('/api/contests/{slug}/desk/people/{participantId}/enable', undefined, { path: { slug, participantId } });
    await renew('/api/contests/{slug}/desk/people/{participantId}');
    say(t.people.wasEnabled(fullNameMasked));
  };
  return (
    <Confirm
      title={t.people.enableTitle(fullNameMasked)}
      act={t.people.enable}
      work={enable}
      onDone={onClose}
      onClose={onClose}
    >
      <p>{t.support.enableMeans}</p>
    </Confirm>
  );
}
