import { useState } from 'react';
import { post, randomKey } from '../../../shared/api/client.js';
import type { UnitOption } from '../../../shared/api/views.js';
import { useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Dialog } from '../../ui/dialog.js';
import { ForeseenForm } from '../../ui/foreseen-form.js';
import { SearchField } from '../../ui/search-field.js';
import { useToast } from '../../ui/toast.js';
import { UnitField } from '../../ui/unit-field.js';
import { renewAll, type PrizeLine, type Settlement } from './settlement.js';
import { ReasonField } from './text-area.js';

const FOUND_MAX = 20;

/** A prize that people award: to somebody, or a unit, of those who were frozen. */
export function GiveDialog({
  settlement,
  prize,
  onClose,
}: {
  settlement: Settlement;
  prize: PrizeLine;
  onClose: () => void;
}) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [id] = useState(randomKey);
  const [letters, setLetters] = useState('');
  const [person, setPerson] = useState<{ id: number; name: string; parentName: string | null } | null>(null);
  const [unit, setUnit] = useState<UnitOption | null>(null);
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<{ to?: string; reason?: string }>({});
  const path = { slug, settlementId: settlement.id };
  const isUnit = prize.to === 'unit';
  const found = useApi(isUnit ? null : '/api/contests/{slug}/settlements/{settlementId}/standings', {
    path,
    query: { board: prize.audience ?? settlement.boards.at(-1)?.audience ?? '', q: letters, limit: FOUND_MAX },
  });
  const people = found.data?.lines.flatMap(({ person: one }) =>
    one ? { id: one.number, name: `${one.fullName} (${one.person})`, parentName: one.unitName } : [],
  );
  const to = isUnit ? unit : person;
  const foresee = async () => {
    const missing = {
      ...(to === null && { to: t.settlements.giveToMissing }),
      ...(reason.trim() === '' && { reason: t.settlements.reasonMissing }),
    };
    setFaults(missing);
    if (Object.keys(missing).length > 0) return null;
    const given = settlement.approvals.given.length;
    return (
      <>
        <p>{t.settlements.giveAhead(prize.title, to!.name)}</p>
        {given > 0 && <p>{t.settlements.aheadApprovals(f.count(given))}</p>}
      </>
    );
  };
  const give = async () => {
    const decision = {
      ...{ id, kind: 'given' as const, line: prize.line, outReason: null, reason: reason.trim() },
      numbers: isUnit ? [] : [person!.id],
      contestUnitIds: isUnit ? [unit!.id] : [],
    };
    const body = { version: settlement.version, decisions: [decision] };
    await post('/api/contests/{slug}/settlements/{settlementId}/decisions', body, { path });
    await renewAll();
    say(t.settlements.given(prize.title));
    onClose();
  };
  return (
    <Dialog title={t.settlements.giveOf(prize.title)} onClose={onClose} isAlert>
      <p>{t.settlements.giveText}</p>
      <ForeseenForm
        typed={JSON.stringify([to?.id, reason])}
        act={t.settlements.give}
        foresee={foresee}
        work={give}
        onClose={onClose}
      >
        {isUnit ? (
          <UnitField slug={slug} label={t.settlements.giveTo} value={unit} onChange={setUnit} error={faults.to} />
        ) : (
          <SearchField
            label={t.settlements.giveTo}
            hint={t.settlements.search}
            value={person}
            onChange={setPerson}
            found={found.isPlaceholderData ? undefined : people}
            onLetters={setLetters}
            error={faults.to}
          />
        )}
        <ReasonField value={reason} onChange={setReason} error={faults.reason} />
      </ForeseenForm>
    </Dialog>
  );
}
