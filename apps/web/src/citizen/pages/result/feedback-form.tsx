import { useState } from 'preact/hooks';
import { post, randomKey } from '../../../shared/api/client.js';
import type { FeedbackTopics, UnitOption } from '../../../shared/api/views.js';
import { form as formWords } from '../../../shared/messages/vi/form.js';
import { result as resultWords } from '../../../shared/messages/vi/result.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Field } from '../../ui/field.js';
import { UnitBox } from '../../ui/unit-box.js';
import { WorkButton } from '../../ui/work-button.js';
import { useGet } from '../../use-get.js';
import { useKept } from '../../use-kept.js';
import { bringWords } from '../../words.js';

bringWords({ form: formWords, result: resultWords });

const TEXT_MAX = 1000;

type Topic = FeedbackTopics['topics'][number]['code'];

interface Draft {
  /** Made once and kept: a second sending of the same words is the same feedback. */
  id: string;
  satisfaction: number | null;
  topic: Topic | null;
  unit: UnitOption | null;
  text: string;
  isNamed: boolean;
  isSent: boolean;
}

/** A word to the administration, for who wants to say one; everybody else just reads on. */
export function FeedbackForm({ attemptId, slug }: { attemptId: string; slug: string }) {
  const { t, f } = useLanguage();
  const [draft, setDraft] = useKept<Draft>(`gop-y:${attemptId}`, {
    ...{ id: randomKey(), satisfaction: null, topic: null, unit: null, text: '', isNamed: false, isSent: false },
  });
  const [error, setError] = useState<Error | null>(null);
  const [isEmpty, setEmpty] = useState(false);
  const topics = useGet(draft.isSent ? null : '/api/feedback-topics');
  const change = (more: Partial<Draft>) => {
    setEmpty(false);
    setDraft({ ...draft, ...more });
  };
  const text = draft.text.normalize('NFC').trim();
  const left = TEXT_MAX - [...text].length;

  const send = async () => {
    setError(null);
    const hasSomething = draft.satisfaction !== null || text !== '';
    setEmpty(!hasSomething);
    if (!hasSomething || left < 0) return;
    await post(
      '/api/attempts/{attemptId}/feedback',
      {
        id: draft.id,
        topic: draft.topic,
        contestUnitId: draft.unit?.id ?? null,
        text: text === '' ? null : text,
        satisfaction: draft.satisfaction,
        named: draft.isNamed,
      },
      { path: { attemptId } },
    );
    // Nothing of what was said stays on the device.
    setDraft({ ...draft, satisfaction: null, topic: null, unit: null, text: '', isNamed: false, isSent: true });
  };

  if (draft.isSent)
    return (
      <section class="card feedback" role="status">
        <h2>{t.result.thanks}</h2>
        <p>{t.result.thanksMore}</p>
      </section>
    );
  return (
    <section class="card feedback no-print">
      <h2>{t.result.feedbackTitle}</h2>
      <p class="soft">{t.result.feedbackLead}</p>
      <fieldset class="faces">
        <legend>{t.result.satisfaction}</legend>
        {t.result.satisfactions.map((words, i) => (
          <label key={i} class="face">
            <input
              type="radio"
              name="satisfaction"
              aria-label={words}
              checked={draft.satisfaction === i + 1}
              onChange={() => change({ satisfaction: i + 1 })}
            />
            <Face level={i + 1} />
          </label>
        ))}
        <p class="faces-words" aria-hidden="true">
          <span>{t.result.satisfactions[0]}</span>
          <strong>{draft.satisfaction !== null && t.result.satisfactions[draft.satisfaction - 1]}</strong>
          <span>{t.result.satisfactions[4]}</span>
        </p>
      </fieldset>
      <details class="fold">
        <summary>{t.result.feedbackMore}</summary>
        <Field id="gop-y-linh-vuc" label={t.result.topic}>
          {(tied) => (
            <select
              class="input"
              {...tied}
              value={draft.topic ?? ''}
              onChange={(event) => change({ topic: (event.currentTarget.value || null) as Topic | null })}
            >
              <option value="">{t.result.topicNone}</option>
              {topics.data?.topics.map(({ code, title }) => (
                <option key={code} value={code}>
                  {title}
                </option>
              ))}
            </select>
          )}
        </Field>
        <UnitBox
          id="gop-y-don-vi"
          slug={slug}
          value={draft.unit}
          onChoose={(unit) => change({ unit })}
          label={t.result.unit}
        />
        <Field
          id="gop-y-noi-dung"
          label={t.result.text}
          hint={t.result.textHint}
          error={left < 0 ? t.result.charactersOver(f.count(-left)) : undefined}
        >
          {(tied) => (
            <textarea
              class="input"
              rows={4}
              {...tied}
              value={draft.text}
              onInput={(event) => change({ text: event.currentTarget.value })}
            />
          )}
        </Field>
        {left >= 0 && <p class="soft counter">{t.result.charactersLeft(f.count(left))}</p>}
        <label class="tick">
          <input
            type="checkbox"
            checked={draft.isNamed}
            onChange={(event) => change({ isNamed: event.currentTarget.checked })}
          />
          <span>
            {t.result.named}
            <span class="under">{t.result.namedHint}</span>
          </span>
        </label>
      </details>
      <div role="alert">{isEmpty && <p class="box box-warn">{t.result.nothingToSend}</p>}</div>
      {error && <ErrorBox error={error} />}
      <WorkButton class="button button-second" work={send} onError={setError}>
        {t.result.send}
      </WorkButton>
    </section>
  );
}

/** From a sad to a glad mouth; its name is that of the choice. */
function Face({ level }: { level: number }) {
  const bend = (level - 3) * 4;
  return (
    <svg viewBox="0 0 40 40" width="40" height="40" aria-hidden="true">
      <circle cx="20" cy="20" r="18" />
      <path d="M13.5 15v2M26.5 15v2" />
      <path d={`M12 ${27 - bend / 2}Q20 ${27 + bend} 28 ${27 - bend / 2}`} />
    </svg>
  );
}
