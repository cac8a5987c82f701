import { useRef, useState } from 'preact/hooks';
import { post, randomKey } from '../../../shared/api/client.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import type { OfficialResult, OwnResult } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { ErrorSummary } from '../../ui/error-summary.js';
import { Field } from '../../ui/field.js';
import { useForm } from '../../ui/use-form.js';
import type { Got } from '../../use-get.js';

/** As the server has it: `appealTextLengthMax`. */
const TEXT_MAX = 2000;

/** Until when appeals are taken, the form for who took part, and what became of one's own. */
export function Appeals({
  slug,
  field,
  appeals,
  own,
}: {
  slug: string;
  field: string;
  appeals: OfficialResult['appeals'];
  own: Got<OwnResult>;
}) {
  const { t, f } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  const [isSent, setSent] = useState(false);
  const at = (instant: string) => f.weekdayTime(instant, serverNow());
  const mine = own.data?.appeals ?? [];
  const mayAppeal = own.data?.mayAppeal === true;
  return (
    <section class="card" aria-labelledby="khieu-nai">
      <h2 id="khieu-nai" ref={heading} tabIndex={-1}>
        {t.official.appeals}
      </h2>
      <p>
        {appeals === null
          ? t.official.appealsUnsaid
          : (appeals.isOpen ? t.official.appealsUntil : t.official.appealsOver)(at(appeals.until))}{' '}
        {appeals?.isOpen && !own.data?.tookPart && t.official.appealsWho}
      </p>
      <div role="status">{isSent && <p class="box box-good">{t.official.appealSent}</p>}</div>
      {mine.length > 0 && (
        <>
          <h3>{t.official.ownAppeals}</h3>
          <ul class="appeals">
            {mine.map(({ id, text, madeAt, state, answer, decidedAt }) => (
              <li key={id}>
                <p>
                  {t.official.appealAt(at(madeAt))}{' '}
                  <span class={state === 'accepted' ? 'tag tag-good' : 'tag'}>{t.official.appealStates[state]}</span>
                </p>
                <p class="appeal-text">{text}</p>
                {answer && decidedAt && (
                  <p class="box">
                    {answer} <span class="soft">{t.official.decidedAt(at(decidedAt))}</span>
                  </p>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {mayAppeal && (
        <AppealForm
          slug={slug}
          field={field}
          onSent={() => {
            setSent(true);
            own.reload();
            heading.current?.focus();
          }}
        />
      )}
    </section>
  );
}

function AppealForm({ slug, field, onSent }: { slug: string; field: string; onSent: () => void }) {
  const { t, f } = useLanguage();
  const [text, setText] = useState('');
  // Made once: a second sending of the same words is the same appeal.
  const [id] = useState(randomKey);
  const said = text.normalize('NFC').trim();
  const left = TEXT_MAX - [...said].length;
  const form = useForm({
    names: ['text'],
    check: () => {
      if (said === '') return { text: t.official.appealMissing };
      return left < 0 ? { text: t.official.appealTooLong(f.count(TEXT_MAX)) } : {};
    },
    work: async () => {
      await post(
        '/api/contests/{slug}/official-results/{field}/appeals',
        { id, text: said },
        { path: { slug, field } },
      );
      onSent();
    },
  });
  return (
    <form class="no-print" noValidate onSubmit={(event) => void form.send(event)}>
      <ErrorSummary faults={form.faults} turn={form.turn} />
      <Field id="text" label={t.official.appealText} hint={t.official.appealHint} error={form.faults['text']}>
        {(tied) => (
          <textarea
            {...tied}
            class="input"
            rows={7}
            value={text}
            onInput={(event) => {
              setText(event.currentTarget.value);
              form.forgive('text');
            }}
          />
        )}
      </Field>
      <p class={left < 0 ? 'wrong' : 'soft'}>
        {left < 0 ? t.official.charactersOver(f.count(-left)) : t.official.charactersLeft(f.count(left))}
      </p>
      {form.error && <ErrorBox error={form.error} />}
      <button type="submit" class="button" aria-disabled={form.isBusy}>
        {form.isBusy ? t.official.appealSending : t.official.appealSend}
      </button>
    </form>
  );
}
