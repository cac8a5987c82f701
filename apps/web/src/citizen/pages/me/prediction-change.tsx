import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../../../shared/api/client.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import type { OwnAttempt } from '../../../shared/api/views.js';
import { form as formWords } from '../../../shared/messages/vi/form.js';
import { me as meWords } from '../../../shared/messages/vi/me.js';
import { predictionOf } from '../../attempt/prediction.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { ErrorSummary } from '../../ui/error-summary.js';
import { TextField } from '../../ui/field.js';
import { useForm } from '../../ui/use-form.js';
import { bringWords } from '../../words.js';

bringWords({ form: formWords, me: meWords });

/**
 * Another number in the place of the one that was predicted, until the round closes. Fetched by those who change theirs.
 *
 * @param change the range, and until when the server takes it
 */
export function PredictionChange({
  attempt: { attemptId, prediction },
  change: { until, ...range },
}: {
  attempt: OwnAttempt;
  change: NonNullable<OwnAttempt['predictionChange']>;
}) {
  const { t, f } = useLanguage();
  const [typed, setTyped] = useState(prediction === null ? '' : f.count(prediction));
  const [isKept, setKept] = useState(false);
  const box = useRef<HTMLFormElement>(null);
  // What was pressed is gone: who reads by ear is told where they are now.
  useEffect(() => box.current?.querySelector('input')?.focus(), []);
  const id = `du-doan-${attemptId}`;
  const form = useForm({
    names: [],
    check: () => {
      setKept(false);
      const isLawful = predictionOf(typed, range) !== null;
      return isLawful ? {} : { [id]: t.me.predictionWrong(f.count(range.min), f.count(range.max)) };
    },
    work: async () => {
      const number = predictionOf(typed, range)!;
      await call('put', '/api/attempts/{attemptId}/prediction', { path: { attemptId }, body: { prediction: number } });
      setTyped(f.count(number));
      setKept(true);
    },
  });
  return (
    <form class="attempt-change" ref={box} noValidate onSubmit={(event) => void form.send(event)}>
      <ErrorSummary faults={form.faults} turn={form.turn} />
      <TextField
        id={id}
        label={t.me.prediction}
        hint={t.me.predictionUntil(f.weekdayTime(until, serverNow()))}
        inputMode="numeric"
        autocomplete="off"
        maxLength={14}
        isShort
        value={typed}
        error={form.faults[id]}
        onValue={(value) => {
          setTyped(value);
          setKept(false);
          form.forgive(id);
        }}
      />
      {form.error && <ErrorBox error={form.error} />}
      <div role="status">{isKept && <p class="box box-good">{t.me.predictionKept}</p>}</div>
      <button type="submit" class="button button-second" aria-disabled={form.isBusy}>
        {form.isBusy ? t.me.saving : t.me.savePrediction}
      </button>
    </form>
  );
}
