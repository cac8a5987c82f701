import { useState } from 'react';
import { get, post, randomKey } from '../../../shared/api/client.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Dialog } from '../../ui/dialog.js';
import { SelectField } from '../../ui/field.js';
import { ForeseenForm } from '../../ui/foreseen-form.js';
import { useToast } from '../../ui/toast.js';
import { nameOf, OUT_REASONS, renewAll, type PrizeLine, type Settlement, type Winner } from './settlement.js';
import { ReasonField } from './text-area.js';

/** So many people behind the last winner are looked through for the next in line. */
const BEHIND_MAX = 50;

/** No prize for somebody, and what becomes of it. */
export function OutDialog({
  settlement,
  prize,
  winner,
  onClose,
}: {
  settlement: Settlement;
  prize: PrizeLine;
  winner: Winner;
  onClose: () => void;
}) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  // Made once: sent twice it is the same decision.
  const [id] = useState(randomKey);
  const [outReason, setOutReason] = useState<(typeof OUT_REASONS)[number]>('not_verified');
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<string>();
  const name = nameOf(winner);
  const path = { slug, settlementId: settlement.id };

  /** The next on the same board without a prize. Caps of units and earlier prizes are the worker's to judge. */
  const nextInLine = async () => {
    const winners = settlement.prizes.flatMap((one) => one.winners);
    const ranks = winners.filter((one) => one.person && one.rank !== null).map((one) => one.rank!);
    const { lines } = await get('/api/contests/{slug}/settlements/{settlementId}/standings', {
      path,
      query: { board: prize.audience ?? '', after: Math.max(0, Math.min(...ranks) - 1), limit: BEHIND_MAX },
    });
    const taken = new Set([
      ...winners.map(({ person }) => person?.number),
      ...settlement.passedOver.map(({ person }) => person?.number),
    ]);
    return lines.find(({ person }) => person && !taken.has(person.number)) ?? null;
  };
  const foresee = async () => {
    const isMissing = reason.trim() === '';
    setFault(isMissing ? t.settlements.reasonMissing : undefined);
    if (isMissing) return null;
    const next = winner.person && winner.rank !== null ? await nextInLine() : null;
    const given = settlement.approvals.given.length;
    return (
      <>
        {next?.person && <p>{t.settlements.aheadUp(next.person.fullName, next.person.unitName, f.count(next.rank))}</p>}
        <p>{t.settlements.aheadAgain}</p>
        {given > 0 && settlement.state !== 'published' && <p>{t.settlements.aheadApprovals(f.count(given))}</p>}
        {settlement.state === 'published' && <p>{t.settlements.aheadPublished}</p>}
      </>
    );
  };
  const take = async () => {
    const decision = {
      ...{ id, kind: 'out' as const, line: null, outReason, reason: reason.trim() },
      numbers: winner.person ? [winner.person.number] : [],
      contestUnitIds: winner.person ? [] : [winner.contestUnitId],
    };
    const body = { version: settlement.version, decisions: [decision] };
    await post('/api/contests/{slug}/settlements/{settlementId}/decisions', body, { path });
    await renewAll();
    say(t.settlements.takenOut(name));
    onClose();
  };
  return (
    <Dialog title={t.settlements.takeOutTitle(name)} onClose={onClose} isAlert>
      <p>
        {prize.title}, {winner.unitName}
      </p>
      <ForeseenForm
        typed={JSON.stringify([outReason, reason])}
        act={t.settlements.takeOut}
        kind="danger"
        foresee={foresee}
        work={take}
        onClose={onClose}
      >
        <SelectField
          label={t.settlements.why}
          value={outReason}
          onChange={setOutReason}
          options={OUT_REASONS.map((value) => ({ value, title: t.settlements.outReasons[value]! }))}
        />
        <ReasonField value={reason} onChange={setReason} error={fault} />
      </ForeseenForm>
    </Dialog>
  );
}
