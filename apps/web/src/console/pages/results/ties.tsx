import { useState } from 'react';
import { post, randomKey } from '../../../shared/api/client.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ForeseenForm } from '../../ui/foreseen-form.js';
import { useToast } from '../../ui/toast.js';
import { renewAll, type Settlement } from './settlement.js';
import { ReasonField } from './text-area.js';

type Tie = Settlement['ties'][number];

/** Who is equal where a prize hangs on it, and what the lot has decided. */
export function Ties({ settlement }: { settlement: Settlement }) {
  const { t, f } = useLanguage();
  const [ordered, setOrdered] = useState<Tie | null>(null);
  const { ties, draws, prizes, state, mayRun } = settlement;
  if (ties.length + draws.length === 0) return null;
  const titles = (lines: readonly number[]) =>
    prizes
      .filter(({ line }) => lines.includes(line))
      .map(({ title }) => title)
      .join(', ');
  return (
    <section className="card" aria-labelledby="bang-nhau">
      <h2 id="bang-nhau">{ties.length > 0 ? t.settlements.ties : t.settlements.draw}</h2>
      {ties.map((tie) => (
        <div key={tie.lines.join()} className="box box-warn">
          <p>{t.settlements.tie(f.count(tie.persons.length + tie.units.length), titles(tie.lines))}</p>
          <p>
            {tie.persons.map(({ fullName }) => fullName).join(', ')}
            {tie.units.map(({ unitName }) => unitName).join(', ')}
          </p>
          {mayRun && state !== 'asked' && (
            <Button work={() => setOrdered(tie)} label={`${t.settlements.order}: ${titles(tie.lines)}`}>
              {t.settlements.order}
            </Button>
          )}
        </div>
      ))}
      {draws.map(({ audience, rank, among, lots }) => (
        <details key={`${audience} ${rank}`} open={ties.length === 0 && lots.length <= 10}>
          <summary>{t.settlements.drawn(f.count(among), f.count(rank))}</summary>
          <div className="data-frame">
            <table className="data data-plain">
              <caption className="unseen">{t.settlements.drawn(f.count(among), f.count(rank))}</caption>
              <thead>
                <tr>
                  <th scope="col">{t.settlements.person}</th>
                  <th scope="col">{t.settlements.number}</th>
                </tr>
              </thead>
              <tbody>
                {lots.map(({ person, lot }) => (
                  <tr key={lot}>
                    <th scope="row">
                      {person?.fullName}
                      <span className="hint">{person?.unitName}</span>
                    </th>
                    <td className="results-code">{lot}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      ))}
      {ordered && <OrderDialog settlement={settlement} tie={ordered} onClose={() => setOrdered(null)} />}
    </section>
  );
}

/** Puts equals in the order in which people decided, or drew by hand. */
function OrderDialog({ settlement, tie, onClose }: { settlement: Settlement; tie: Tie; onClose: () => void }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [id] = useState(randomKey);
  const isUnits = tie.persons.length === 0;
  const [order, setOrder] = useState(() =>
    isUnits
      ? tie.units.map(({ contestUnitId, unitName }) => ({ id: contestUnitId, name: unitName }))
      : tie.persons.map(({ number, fullName, unitName }) => ({ id: number, name: `${fullName}, ${unitName}` })),
  );
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<string>();
  const up = (at: number) => {
    const next = [...order];
    next.splice(at - 1, 0, ...next.splice(at, 1));
    setOrder(next);
  };
  const foresee = async () => {
    const isMissing = reason.trim() === '';
    setFault(isMissing ? t.settlements.reasonMissing : undefined);
    return isMissing ? null : <p>{t.settlements.orderAhead(order[0]!.name)}</p>;
  };
  const put = async () => {
    const ids = order.map((one) => one.id);
    const decision = {
      ...{ id, kind: 'order' as const, line: null, outReason: null, reason: reason.trim() },
      ...{ numbers: isUnits ? [] : ids, contestUnitIds: isUnits ? ids : [] },
    };
    const path = { slug, settlementId: settlement.id };
    const body = { version: settlement.version, decisions: [decision] };
    await post('/api/contests/{slug}/settlements/{settlementId}/decisions', body, { path });
    await renewAll();
    say(t.settlements.ordered);
    onClose();
  };
  return (
    <Dialog title={t.settlements.order} onClose={onClose} isAlert>
      <ForeseenForm
        typed={JSON.stringify([order, reason])}
        act={t.settlements.order}
        foresee={foresee}
        work={put}
        onClose={onClose}
      >
        <p>{t.settlements.orderText}</p>
        <ol className="results-order">
          {order.map((one, at) => (
            <li key={one.id}>
              <span>{one.name}</span>
              <button
                type="button"
                className="row-menu"
                disabled={at === 0}
                aria-label={t.settlements.upOf(one.name, f.count(at + 1))}
                onClick={() => up(at)}
              >
                ↑
              </button>
            </li>
          ))}
        </ol>
        <ReasonField value={reason} onChange={setReason} error={fault} />
      </ForeseenForm>
    </Dialog>
  );
}
