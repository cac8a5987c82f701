import { useState } from 'react';
import { post } from '../../../shared/api/client.js';
import type { Faults } from '../../../shared/faults.js';
import { renew } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { capital } from '../../capital.js';
import { RULE_WORDS, VOID_REASONS, type VoidReason } from '../../regulations.js';
import { Dialog } from '../../ui/dialog.js';
import { SelectField, TextField } from '../../ui/field.js';
import { ForeseenForm } from '../../ui/foreseen-form.js';
import { useToast } from '../../ui/toast.js';

const TITLES = RULE_WORDS['verification.voidReasons[]'];

/** What is ruled on: one attempt, or all of a person's in this contest. */
export type Ruled = { attemptId: string; name: string } | { participantId: string; name: string };

/** Stops recognising attempts, with a reason of the thể lệ, or recognises them again; both looked ahead to. */
export function RuleDialog({ of, isVoid, onClose }: { of: Ruled; isVoid: boolean; onClose: () => void }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [voidReason, setVoidReason] = useState<VoidReason>(VOID_REASONS[0]);
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const send = (preview: boolean) => {
    const restored = { reason, preview };
    const voided = { ...restored, voidReason };
    if ('attemptId' in of) {
      const path = { slug, attemptId: of.attemptId };
      return isVoid
        ? post('/api/contests/{slug}/attempts/{attemptId}/void', voided, { path })
        : post('/api/contests/{slug}/attempts/{attemptId}/restore', restored, { path });
    }
    const path = { slug, participantId: of.participantId };
    return isVoid
      ? post('/api/contests/{slug}/participants/{participantId}/void', voided, { path })
      : post('/api/contests/{slug}/participants/{participantId}/restore', restored, { path });
  };
  const foresee = async () => {
    setFaults(reason.trim() === '' ? { reason: t.signals.reasonMissing } : {});
    if (reason.trim() === '') return null;
    const ahead = await send(true);
    const say = isVoid ? t.signals.foreseen : t.support.restoreAhead;
    return (
      <>
        <p>{say(f.count(ahead.attempts), f.count(ahead.persons))}</p>
        {ahead.boards
          .filter(({ moved }) => moved > 0)
          .map(({ scope, audienceId, title, moved, outCount }) => (
            <p key={`${scope.kind}-${scope.id}-${audienceId}`}>
              {t.signals.foreseenBoard(title, f.count(moved), f.count(outCount))}
            </p>
          ))}
      </>
    );
  };
  const rule = async () => {
    const { attempts } = await send(false);
    await renew('/api/contests/{slug}/desk/people/{participantId}', '/api/contests/{slug}/signals');
    say(isVoid ? t.support.voidedNow(f.count(attempts)) : t.support.restoredNow(f.count(attempts)));
    onClose();
  };
  return (
    <Dialog title={isVoid ? t.support.voidAsk(of.name) : t.support.restoreAsk(of.name)} onClose={onClose} isAlert>
      <p>{isVoid ? t.support.voidMeans : t.support.restoreMeans}</p>
      <ForeseenForm
        typed={JSON.stringify([voidReason, reason])}
        act={isVoid ? t.signals.saveVoid : t.signals.restore}
        kind={isVoid ? 'danger' : 'main'}
        foresee={foresee}
        work={rule}
        onClose={onClose}
      >
        {isVoid && (
          <SelectField
            label={t.signals.voidReason}
            hint={t.signals.voidReasonHint}
            value={voidReason}
            onChange={setVoidReason}
            options={VOID_REASONS.map((value) => ({ value, title: capital(TITLES[value]) }))}
          />
        )}
        <TextField
          label={t.signals.reason}
          hint={t.signals.reasonHint}
          value={reason}
          onChange={setReason}
          maxLength={300}
          error={faults['reason']}
        />
      </ForeseenForm>
    </Dialog>
  );
}
