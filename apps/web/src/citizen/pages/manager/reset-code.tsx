import { useEffect, useRef, useState } from 'preact/hooks';
import { post, type Answer } from '../../../shared/api/client.js';
import type { UnitPerson } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { WorkButton } from '../../ui/work-button.js';

type Issued = Answer<'/api/contests/{slug}/reset-codes', 'post'>;

/** A one-time code for somebody who forgot the password: asked twice, shown once, in a form to be read out. */
export function ResetCode({ slug, person }: { slug: string; person: UnitPerson }) {
  const { t, f } = useLanguage();
  const [step, setStep] = useState<'closed' | 'sure' | Issued>('closed');
  const [error, setError] = useState<Error>();
  const opener = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const isOpen = step !== 'closed';
  const wasOpen = useRef(false);
  useEffect(() => {
    if (isOpen) panel.current?.focus();
    else if (wasOpen.current) opener.current?.focus();
    wasOpen.current = isOpen;
  }, [step]);
  const close = () => {
    setError(undefined);
    setStep('closed');
  };
  const issue = async () => {
    setError(undefined);
    const { participantId } = person;
    setStep(await post('/api/contests/{slug}/reset-codes', { participantId }, { path: { slug } }));
  };
  if (step === 'closed')
    return (
      <button
        type="button"
        ref={opener}
        class="button button-quiet"
        aria-label={t.manager.codeFor(person.fullName)}
        onClick={() => setStep('sure')}
      >
        {t.manager.code}
      </button>
    );
  if (step === 'sure')
    return (
      <div class="box box-warn manager-panel" ref={panel} tabIndex={-1}>
        <p>{t.manager.codeAsk(person.fullName)}</p>
        {error && <ErrorBox error={error} />}
        <p class="row">
          <WorkButton work={issue} onError={setError} busy={t.manager.codeMaking}>
            {t.manager.codeMake}
          </WorkButton>
          <button type="button" class="button button-second" onClick={close}>
            {t.manager.cancel}
          </button>
        </p>
      </div>
    );
  return (
    <div class="box box-good manager-panel" ref={panel} tabIndex={-1} role="status">
      <p>
        <strong>{t.manager.codeTitle(person.fullName)}</strong> {t.manager.codeOnce(f.clockTime(step.expiresAt))}
      </p>
      <p class="manager-code numbers" translate={false}>
        {step.code}
      </p>
      <p>{t.manager.codeRead}</p>
      <ol class="manager-spelled">
        {step.code.split('-').map((group, i) => (
          <li key={i}>{[...group].map((sign) => spelled(sign, t.manager)).join(', ')}</li>
        ))}
      </ol>
      <p>{t.manager.codeNext(`${location.host}/quen-mat-khau`)}</p>
      <button type="button" class="button" onClick={close}>
        {t.manager.codeHide}
      </button>
    </div>
  );
}

/** Over a bad line 0 is O and 1 is I: what kind of sign it is, is said with it. */
function spelled(
  sign: string,
  words: { zero: string; digit: (digit: string) => string; letter: (letter: string) => string },
): string {
  if (sign === '0') return words.zero;
  return /\d/.test(sign) ? words.digit(sign) : words.letter(sign);
}
