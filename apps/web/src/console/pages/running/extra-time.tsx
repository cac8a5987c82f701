import { useState } from 'react';
import { call, type Answer } from '../../../shared/api/client.js';
import { renew, useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { useToast } from '../../ui/toast.js';
import { GrantDialog } from './grant-dialog.js';

const PATH = '/api/contests/{slug}/extra-time';
type Grant = Answer<typeof PATH, 'get'>['grants'][number];

/** Who has more time, giving it to a person or a unit, and taking it back. */
export function ExtraTime() {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const answer = useApi(PATH, { path: { slug } });
  const [isGranting, setGranting] = useState(false);
  const [undone, setUndone] = useState<Grant | null>(null);
  const grants = answer.data?.grants ?? [];
  const nameOf = ({ isUnit, fullName, unitName }: Grant) => (isUnit ? unitName : (fullName ?? t.running.act.gone));
  return (
    <section className="card" aria-labelledby="them-gio">
      <h2 id="them-gio">{t.running.act.extraTime}</h2>
      {answer.error && !answer.data && <ErrorBox error={answer.error} again={() => void answer.refetch()} />}
      {answer.data && grants.length === 0 && <p>{t.running.act.noExtraTime}</p>}
      <ul className="running-lines">
        {grants.map((grant) => (
          <li key={grant.id}>
            <span>
              <strong>{nameOf(grant)}</strong>
              {!grant.isUnit && <span className="soft">, {grant.unitName}</span>}{' '}
              {t.running.act.percentMore(f.count(grant.percent))} {t.running.act.because(grant.reason)}{' '}
              {grant.withdrawnAt && <span className="tag tag-quiet">{t.running.act.withdrawn}</span>}
            </span>
            {!grant.withdrawnAt && (
              <Button kind="quiet" work={() => setUndone(grant)} label={`${t.running.act.withdraw}: ${nameOf(grant)}`}>
                {t.running.act.withdraw}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Button kind="second" work={() => setGranting(true)}>
        {t.running.act.grant}
      </Button>
      {isGranting && <GrantDialog onClose={() => setGranting(false)} />}
      {undone && (
        <Confirm
          title={t.running.act.withdrawAsk(nameOf(undone))}
          act={t.running.act.withdraw}
          work={async () => {
            await call('delete', '/api/contests/{slug}/extra-time/{id}', { path: { slug, id: String(undone.id) } });
            await renew(PATH);
            say(t.running.act.withdrawnNow);
          }}
          onDone={() => setUndone(null)}
          onClose={() => setUndone(null)}
        >
          <p>{t.running.act.withdrawMeans}</p>
        </Confirm>
      )}
    </section>
  );
}
