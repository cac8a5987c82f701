import { useState } from 'react';
import { call } from '../../../shared/api/client.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/dialog.js';
import { useToast } from '../../ui/toast.js';
import { renewAll, type Settlement } from './settlement.js';

type Decision = Settlement['decisions'][number];

/** All that people decided, by whom and why; what was taken back stays in the list. */
export function DecisionList({ settlement }: { settlement: Settlement }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [back, setBack] = useState<Decision | null>(null);
  const { decisions, mayRun, state } = settlement;
  if (decisions.length === 0) return null;
  const mayDecide = mayRun && (state === 'computed' || state === 'published');
  const whom = ({ persons, units }: Decision) =>
    [...persons.map(({ fullName }) => fullName), ...units.map(({ unitName }) => unitName)].join(', ');
  return (
    <section className="card" aria-labelledby="quyet-dinh">
      <h2 id="quyet-dinh">{t.settlements.decisions}</h2>
      <ul className="results-winners">
        {decisions.map((one) => (
          <li key={one.id}>
            <div>
              <strong>{whom(one)}</strong>:{' '}
              {one.outReason ? t.settlements.outReasons[one.outReason] : t.settlements.kinds[one.kind]}
              <span className="hint">
                {one.reason}
                {' · '}
                {t.settlements.decidedBy(one.by ?? t.settlements.somebody, f.weekdayTime(one.at, 0))}
              </span>
            </div>
            {one.takenBackAt ? (
              <span className="tag tag-quiet">{t.settlements.wasTakenBack}</span>
            ) : (
              mayDecide && (
                <Button kind="quiet" label={t.settlements.takeBackOf(whom(one))} work={() => setBack(one)}>
                  {t.settlements.takeBack}
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
      {back && (
        <Confirm
          title={`${t.settlements.takeBackOf(whom(back))}?`}
          act={t.settlements.takeBack}
          work={async () => {
            const path = { slug, settlementId: settlement.id, decisionId: back.id };
            await call('delete', '/api/contests/{slug}/settlements/{settlementId}/decisions/{decisionId}', { path });
            await renewAll();
          }}
          onDone={() => {
            setBack(null);
            say(t.settlements.takenBack);
          }}
          onClose={() => setBack(null)}
        >
          <p>{t.settlements.takeBackText}</p>
        </Confirm>
      )}
    </section>
  );
}
