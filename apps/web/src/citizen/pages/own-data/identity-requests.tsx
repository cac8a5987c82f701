import { useRef, useState } from 'preact/hooks';
import { call, Refusal, type Answer } from '../../../shared/api/client.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { ErrorSummary } from '../../ui/error-summary.js';
import { TextField } from '../../ui/field.js';
import { useForm } from '../../ui/use-form.js';
import { useGet } from '../../use-get.js';

type Request = Answer<'/api/me/identity-requests', 'get'>['requests'][number];

/** Where an organizer asks a winner for the personal number. Nothing at all for everybody else. */
export function IdentityRequests() {
  const { t, f } = useLanguage();
  const got = useGet('/api/me/identity-requests');
  const heading = useRef<HTMLHeadingElement>(null);
  const [open, setOpen] = useState<string | null>(null);
  const [said, setSaid] = useState<{ isProvinceKnown: boolean } | null>(null);
  if (got.error && !got.data) return <ErrorBox error={got.error} again={got.reload} />;
  if (!got.data || got.data.requests.length === 0) return null;
  const at = (instant: string) => f.weekdayTime(instant, serverNow());
  const done = (answer: { isProvinceKnown: boolean }) => {
    setOpen(null);
    setSaid(answer);
    got.reload();
    heading.current?.focus();
  };
  return (
    <section class="card" aria-labelledby="so-dinh-danh">
      <h2 id="so-dinh-danh" ref={heading} tabIndex={-1}>
        {t.data.identity}
      </h2>
      <div role="status">
        {said && <p class="box box-good">{t.data.identitySaid}</p>}
        {said?.isProvinceKnown === false && <p class="box box-warn">{t.data.identityProvince}</p>}
      </div>
      {got.data.requests.map((request) => {
        const { contestSlug, contestTitle, reason, givenAt, last4, deleteAfter } = request;
        return (
          <div key={contestSlug} class="consents-of">
            <p>
              <strong>{t.data.identityAsked(contestTitle)}</strong> {t.data.identityReason(reason)}
            </p>
            <p>
              {t.data.identityWhat(at(deleteAfter))} {t.data.identityFree}
            </p>
            <p class="soft">{t.data.identityNever}</p>
            {givenAt && last4 && <p class="box">{t.data.identityGiven(last4, at(givenAt))}</p>}
            {open === contestSlug ? (
              <NumberForm request={request} onDone={done} onCancel={() => setOpen(null)} />
            ) : (
              <button
                type="button"
                class={`button ${givenAt ? 'button-second' : ''}`}
                onClick={() => {
                  setSaid(null);
                  setOpen(contestSlug);
                }}
              >
                {givenAt ? t.data.identityChange : t.data.identityGive}
                <span class="unseen">: {contestTitle}</span>
              </button>
            )}
          </div>
        );
      })}
    </section>
  );
}

/** The number is typed here and sent; it is kept nowhere on the device. */
function NumberForm({
  request: { contestSlug },
  onDone,
  onCancel,
}: {
  request: Request;
  onDone: (answer: { isProvinceKnown: boolean }) => void;
  onCancel: () => void;
}) {
  const { t } = useLanguage();
  const [number, setNumber] = useState('');
  const form = useForm({
    names: ['number'],
    check: () => ({ ...(number.trim() === '' && { number: t.data.identityMissing }) }),
    work: async () =>
      onDone(
        await call('put', '/api/contests/{slug}/participants/me/identity-paper', {
          path: { slug: contestSlug },
          body: { number },
        }),
      ),
    reword: (error, faults) =>
      error instanceof Refusal && error.code === 'IDENTITY_NUMBER_WRONG' ? { number: error.message } : faults,
  });
  return (
    <form noValidate autocomplete="off" onSubmit={(event) => void form.send(event)}>
      <ErrorSummary faults={form.faults} turn={form.turn} />
      <TextField
        id="number"
        label={t.data.identityNumber}
        hint={t.data.identityHint}
        inputMode="numeric"
        autocomplete="off"
        maxLength={40}
        isShort
        value={number}
        error={form.faults['number']}
        onValue={(value) => {
          setNumber(value);
          form.forgive('number');
        }}
      />
      {form.error && <ErrorBox error={form.error} />}
      <p class="row">
        <button type="submit" class="button" aria-disabled={form.isBusy}>
          {form.isBusy ? t.data.identitySending : t.data.identitySend}
        </button>
        <button type="button" class="button button-quiet" onClick={onCancel}>
          {t.shell.cancel}
        </button>
      </p>
    </form>
  );
}
