import { useState } from 'react';
import { post } from '../../../shared/api/client.js';
import type { UnitOption } from '../../../shared/api/views.js';
import type { Faults } from '../../../shared/faults.js';
import { isPhone } from '../../../shared/person-input.js';
import { renew } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Dialog } from '../../ui/dialog.js';
import { SelectField, TextField } from '../../ui/field.js';
import { ForeseenForm } from '../../ui/foreseen-form.js';
import { NumberField } from '../../ui/number-field.js';
import { useToast } from '../../ui/toast.js';
import { UnitField } from '../../ui/unit-field.js';

const PATH = '/api/contests/{slug}/extra-time';
const PERCENT_MAX = 100;

/**
 * More time for a person or a unit, looked ahead to.
 *
 * @param person who it is for when that is known; else it is asked: a phone number, or a unit
 */
export function GrantDialog({
  person,
  onDone,
  onClose,
}: {
  person?: { participantId: string; fullNameMasked: string };
  onDone?: () => Promise<unknown>;
  onClose: () => void;
}) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [kind, setKind] = useState<'person' | 'unit'>('person');
  const [phone, setPhone] = useState('');
  const [unit, setUnit] = useState<UnitOption | null>(null);
  const [percent, setPercent] = useState<number | string | null>(25);
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const of = person
    ? { participantId: person.participantId }
    : kind === 'unit'
      ? { contestUnitId: unit?.id ?? 0 }
      : { phone };
  const body = { ...of, percent: Number(percent), reason };
  const send = (preview: 'true' | 'false') => post(PATH, body, { path: { slug }, query: { preview } });
  const foresee = async () => {
    const isWhole = Number.isInteger(body.percent) && body.percent >= 1 && body.percent <= PERCENT_MAX;
    const found = {
      ...('phone' in of && !isPhone(phone) && { phone: t.running.act.phoneWrong }),
      ...('contestUnitId' in of && !unit && { unit: t.running.act.unitMissing }),
      ...(!isWhole && { percent: t.running.act.percentWrong }),
      ...(reason.trim() === '' && { reason: t.running.act.wordsMissing }),
    };
    setFaults(found);
    if (Object.keys(found).length > 0) return null;
    const { lengthened } = await send('true');
    return lengthened === 0 ? t.running.act.grantAheadNone : t.running.act.grantAhead(f.count(lengthened));
  };
  const grant = async () => {
    const { lengthened } = await send('false');
    await (onDone?.() ?? renew(PATH));
    say(t.running.act.granted(f.count(lengthened)));
    onClose();
  };
  return (
    <Dialog
      title={person ? t.running.act.grantTo(person.fullNameMasked) : t.running.act.grantTitle}
      onClose={onClose}
      isAlert
    >
      <p>{t.running.act.grantMeans}</p>
      <ForeseenForm
        typed={JSON.stringify(body)}
        act={t.running.act.grant}
        foresee={foresee}
        work={grant}
        onClose={onClose}
      >
        {!person && (
          <SelectField
            label={t.running.act.forWhom}
            value={kind}
            onChange={setKind}
            options={[
              { value: 'person', title: t.running.act.forPerson },
              { value: 'unit', title: t.running.act.forUnit },
            ]}
          />
        )}
        {'phone' in of && (
          <TextField
            label={t.running.act.phone}
            type="tel"
            autoComplete="off"
            value={phone}
            onChange={setPhone}
            error={faults['phone']}
          />
        )}
        {'contestUnitId' in of && (
          <UnitField
            slug={slug}
            value={unit}
            onChange={setUnit}
            label={t.running.act.unit}
            hint={t.running.act.unitHint}
            error={unit ? undefined : faults['unit']}
          />
        )}
        <NumberField
          label={t.running.act.percent}
          hint={t.running.act.percentHint}
          value={percent}
          onChange={setPercent}
          unit="%"
          error={faults['percent']}
        />
        <TextField
          label={t.running.act.ground}
          hint={t.running.act.groundHint}
          value={reason}
          onChange={setReason}
          maxLength={300}
          error={faults['reason']}
        />
      </ForeseenForm>
    </Dialog>
  );
}
