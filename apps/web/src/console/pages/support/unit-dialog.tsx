import { useState } from 'react';
import { post } from '../../../shared/api/client.js';
import type { UnitOption } from '../../../shared/api/views.js';
import { renew } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { TextField } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import { UnitField } from '../../ui/unit-field.js';
import type { FoundPerson } from './found.js';

/** The length that the server takes. */
const REASON_MAX = 300;

/** Asks for another unit in the name of who is calling. */
export function UnitDialog({ person, onClose }: { person: FoundPerson; onClose: () => void }) {
  const { t } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [unit, setUnit] = useState<UnitOption | null>(null);
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<string>();
  const [error, setError] = useState<Error | null>(null);
  const { participantId } = person;
  const ask = async () => {
    setFault(unit ? undefined : t.support.unitMissing);
    setError(null);
    if (!unit) return;
    const path = { slug, participantId };
    const body = { contestUnitId: unit.id, reason };
    const { moved } = await post('/api/contests/{slug}/desk/people/{participantId}/unit-correction', body, { path });
    await renew('/api/contests/{slug}/desk/people/{participantId}');
    say(moved ? t.support.moved : t.support.asked);
    onClose();
  };
  return (
    <Dialog title={t.support.moveUnitTo(person.fullNameMasked)} onClose={onClose} isAlert>
      <form noValidate onSubmit={(event) => event.preventDefault()}>
        <p>{t.support.moveUnitText}</p>
        <UnitField
          slug={slug}
          label={t.support.newUnit}
          value={unit}
          onChange={setUnit}
          {...(fault && { error: fault })}
        />
        <TextField label={t.support.reason} maxLength={REASON_MAX} value={reason} onChange={setReason} />
        {error && <ErrorBox error={error} />}
        <div className="row dialog-ways">
          <Button type="submit" work={ask} onError={setError}>
            {t.support.moveAsk}
          </Button>
          <Button kind="second" work={onClose}>
            {t.shell.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
