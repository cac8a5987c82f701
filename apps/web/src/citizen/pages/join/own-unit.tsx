import { useState } from 'preact/hooks';
import { post, type Answer } from '../../../shared/api/client.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import type { ContestDetails, MyPlace, UnitOption } from '../../../shared/api/views.js';
import { UnitHint } from '../../contest/unit-hint.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Field } from '../../ui/field.js';
import { UnitBox } from '../../ui/unit-box.js';
import { WorkButton } from '../../ui/work-button.js';
import { useGet } from '../../use-get.js';

type Correction = NonNullable<Answer<'/api/contests/{slug}/participants/me/unit-correction', 'get'>['correction']>;

const REASON_LENGTH_MAX = 300;

/** For which unit the person stands, and changing it: at once as long as nothing was started for it, else by a request. */
export function OwnUnit({
  contest,
  own,
  onChange,
}: {
  contest: ContestDetails;
  own: NonNullable<MyPlace['participation']>;
  onChange: () => Promise<unknown>;
}) {
  const { t } = useLanguage();
  const { slug } = contest;
  const path = { slug };
  const asked = useGet(own.isUnitFixed ? '/api/contests/{slug}/participants/me/unit-correction' : null, { path });
  const [isChanging, setChanging] = useState(false);
  const [unit, setUnit] = useState<UnitOption | null>(null);
  const [reason, setReason] = useState('');
  const [error, setError] = useState<Error | null>(null);
  const save = async () => {
    const body = { contestUnitId: unit!.id, reason };
    await post('/api/contests/{slug}/participants/me/unit-correction', body, { path });
    await onChange();
    asked.reload();
    setChanging(false);
    setUnit(null);
    setError(null);
  };
  if (!isChanging)
    return (
      <>
        <p class="own-unit">
          <span>{t.join.forUnit(own.unitName)}</span>
          <button type="button" class="button button-quiet" onClick={() => setChanging(true)}>
            {own.isUnitFixed ? t.join.unitWrong : t.form.changeUnit}
          </button>
        </p>
        <div role="status">{asked.data?.correction && <Asked of={asked.data.correction} />}</div>
      </>
    );
  return (
    <div class="card">
      {own.isUnitFixed && <p>{t.join.unitAskFirst}</p>}
      <UnitBox
        hasOutside
        slug={slug}
        label={t.join.unit}
        hint={<UnitHint {...contest} />}
        value={unit}
        onChoose={setUnit}
      />
      {own.isUnitFixed && (
        <Field id="vi-sao" label={t.join.unitReason} hint={t.join.unitReasonHint}>
          {(tied) => (
            <textarea
              class="input"
              rows={2}
              maxLength={REASON_LENGTH_MAX}
              {...tied}
              value={reason}
              onInput={(event) => setReason(event.currentTarget.value)}
            />
          )}
        </Field>
      )}
      {error && <ErrorBox error={error} />}
      <p class="row">
        {unit && (
          <WorkButton work={save} onError={setError} busy={t.join.savingUnit}>
            {own.isUnitFixed ? t.join.unitAsk : t.join.saveUnit}
          </WorkButton>
        )}
        <button type="button" class="button button-quiet" onClick={() => setChanging(false)}>
          {t.shell.cancel}
        </button>
      </p>
    </div>
  );
}

/** What became of the last request; one that was approved shows in the unit itself. */
function Asked({ of: { unit, state, askedAt, note } }: { of: Correction }) {
  const { t, f } = useLanguage();
  if (state === 'approved') return null;
  const at = f.weekdayTime(askedAt, serverNow());
  return (
    <p class={state === 'open' ? 'box' : 'box box-warn'}>
      {state === 'open' ? t.join.unitAsked(unit.name, at) : t.join.unitRefused(unit.name)} {note}
    </p>
  );
}
