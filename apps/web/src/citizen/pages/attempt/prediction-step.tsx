import { useState } from 'preact/hooks';
import type { Place } from '../../attempt/journal.js';
import { predictionOf } from '../../attempt/prediction.js';
import type { Sitting } from '../../attempt/sitting.js';
import { useLanguage } from '../../language.js';

/** The number that the round asks for beside the paper: one sentence, one field. */
export function PredictionStep({ sitting, go }: { sitting: Sitting; go: (place: Place) => void }) {
  const { t, f } = useLanguage();
  const { paper, prediction: typed } = sitting.entry!;
  const asked = paper.prediction!;
  const isFirst = asked.asked === 'before' && sitting.unanswered.length > 0;
  const number = predictionOf(typed, asked);
  const [isWrong, setWrong] = useState(false);
  const range = [f.count(asked.min), f.count(asked.max)] as const;
  const sentence = t.attempt.predicted[asked.subject as keyof typeof t.attempt.predicted];

  const leaveField = () => {
    setWrong(typed.trim() !== '' && number === null);
    if (number !== null) sitting.predict(f.count(number));
  };
  const send = (event: Event) => {
    event.preventDefault();
    setWrong(number === null);
    if (number === null) return;
    if (sitting.isTimeUp) void sitting.submit();
    else go(isFirst ? 1 : 'review');
  };
  return (
    <form class="card attempt-question" onSubmit={send} noValidate>
      <h1 tabIndex={-1}>{t.attempt.predictionTitle}</h1>
      <p class="attempt-stem">{(sentence ?? t.attempt.predicted.attempts)(paper.round.title)}</p>
      <div class={isWrong ? 'field field-wrong' : 'field'}>
        <label for="du-doan">{t.attempt.predictionLabel}</label>
        <p class="hint" id="du-doan-goi-y">
          {t.attempt.predictionHint(...range)}
        </p>
        <input
          id="du-doan"
          class="input attempt-guess"
          type="text"
          inputMode="numeric"
          autocomplete="off"
          maxLength={14}
          value={typed}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? 'du-doan-loi' : 'du-doan-goi-y'}
          onInput={(event) => {
            setWrong(false);
            sitting.predict(event.currentTarget.value);
          }}
          onBlur={leaveField}
        />
        {isWrong && (
          <p class="wrong" id="du-doan-loi" role="alert">
            {t.attempt.predictionWrong(...range)}
          </p>
        )}
      </div>
      <button type="submit" class="button button-large button-full">
        {sitting.isTimeUp
          ? t.attempt.submit
          : isFirst
            ? t.attempt.questionOf(f.count(1), f.count(paper.questions.length))
            : t.attempt.reviewAndSubmit}
      </button>
    </form>
  );
}
