import { useEffect, useState } from 'preact/hooks';
import { post, Refusal } from '../../../shared/api/client.js';
import type { ContestDetails, UnitOption } from '../../../shared/api/views.js';
import type { Faults } from '../../../shared/faults.js';
import { readBirthDate } from '../../../shared/person-input.js';
import { tab } from '../../../shared/storage.js';
import { useLanguage } from '../../language.js';
import { UnitHint } from '../../contest/unit-hint.js';
import { ErrorBox } from '../../ui/error-box.js';
import { ErrorSummary } from '../../ui/error-summary.js';
import { TextField } from '../../ui/field.js';
import { BirthDateField, today } from '../../ui/person-fields.js';
import { UnitBox } from '../../ui/unit-box.js';
import { useForm } from '../../ui/use-form.js';
import { Waiting } from '../../ui/waiting.js';
import { useGet } from '../../use-get.js';
import { useKept } from '../../use-kept.js';
import { useBirthDateWords } from '../../ui/birth-date-words.js';
import { ConsentBoxes } from './consent-boxes.js';
import { SendButton } from './send-button.js';

/**
 * For which unit, in which group, with whose consent: then the person takes part.
 *
 * @param onDone once they do
 */
export function UnitStep({
  contest,
  unit,
  onChoose,
  onDone,
  onSignedOut,
}: {
  contest: ContestDetails;
  unit: UnitOption | null;
  onChoose: (unit: UnitOption | null) => void;
  onDone: () => Promise<unknown>;
  onSignedOut: () => void;
}) {
  const { t, f } = useLanguage();
  const { slug, audiences } = contest;
  const { minimumAge, maximumAge, invitedOnly } = contest.rules;
  const asksAge = minimumAge !== null || maximumAge !== null;
  const kept = (name: string) => `vao:${slug}:${name}`;
  const me = useGet(asksAge ? '/api/me' : null);
  const consents = useGet('/api/consents/current');
  const [birth, setBirth] = useKept(kept('birthDate'), '');
  const [audience, setAudience] = useKept(kept('audience'), '');
  const [given, setGiven] = useKept<string[]>(kept('consents'), []);
  const [guardian, setGuardian] = useKept(kept('guardian'), '');
  const [hasAgreed, setAgreed] = useState(false);
  // The server knows who is a child: only they are asked for a guardian.
  const [isChild, setChild] = useState(guardian !== '');
  const birthWords = useBirthDateWords();
  const needsBirthDate = asksAge && me.data?.account.birthDate === null;
  const hasAudiences = audiences.length > 1;

  const form = useForm({
    names: [
      'contestUnitId',
      'audience',
      'guardian',
      'guardianAgree',
      'consents',
      ...(needsBirthDate ? ['birthDate'] : []),
    ],
    check: () => {
      const faults: Faults = {};
      const read = readBirthDate(birth, today());
      if (needsBirthDate && 'fault' in read) faults['birthDate'] = birthWords(read.fault);
      if (!unit) faults['contestUnitId'] = t.join.unitMissing;
      if (hasAudiences && audience === '') faults['audience'] = t.join.audienceMissing;
      if (consents.data!.texts.some(({ required, purpose }) => required && !given.includes(purpose)))
        faults['consents'] = t.join.consentMissing;
      if (isChild && guardian.trim() === '') faults['guardian'] = t.join.guardianMissing;
      if (isChild && !hasAgreed) faults['guardianAgree'] = t.join.guardianAgreeMissing;
      return faults;
    },
    work: async () => {
      const read = readBirthDate(birth, today());
      const body = {
        contestUnitId: unit!.id,
        ...(hasAudiences && { audience }),
        ...(needsBirthDate && 'date' in read && { birthDate: read.date }),
        ...(isChild && { guardian: { fullName: guardian, agreed: true as const } }),
        consents: consents
          .data!.texts.filter(({ purpose }) => given.includes(purpose))
          .map(({ purpose, version }) => ({ purpose, version })),
      };
      try {
        await post('/api/contests/{slug}/participants', body, { path: { slug } });
      } catch (error) {
        // Joined before, in another tab or by a request whose answer was lost.
        if (!(error instanceof Refusal) || error.code !== 'ALREADY_PARTICIPANT') throw error;
      }
      for (const name of ['birthDate', 'audience', 'guardian', 'consents']) tab.remove(kept(name));
      await onDone();
    },
    reword: (error, faults) => {
      if (!(error instanceof Refusal) || error.status !== 401) return faults;
      onSignedOut();
      return null;
    },
  });
  // Words that were agreed to and have changed since are read again.
  useEffect(() => {
    if (form.faults['consents']) consents.reload();
    if (form.faults['guardian']) setChild(true);
  }, [form.turn]);

  const missing = consents.error ?? me.error;
  if (missing && !(consents.data && (me.data || !asksAge)))
    return (
      <ErrorBox
        error={missing}
        again={() => {
          consents.reload();
          me.reload();
        }}
      />
    );
  if (!consents.data || (asksAge && !me.data)) return <Waiting />;
  const isAccountTooYoung =
    form.error instanceof Refusal && (form.error.code === 'TOO_YOUNG' || form.error.code === 'TOO_OLD');
  return (
    <form class="form" noValidate onSubmit={(event) => void form.send(event)}>
      <ErrorSummary faults={form.faults} turn={form.turn} />
      {needsBirthDate && (
        <BirthDateField
          value={birth}
          hint={minimumAge ? t.join.birthDateHint(f.count(minimumAge.years)) : t.form.birthDateHintPlain}
          error={form.faults['birthDate']}
          onValue={(value) => {
            setBirth(value);
            form.forgive('birthDate');
          }}
        />
      )}
      <UnitBox
        hasOutside={!invitedOnly}
        slug={slug}
        label={t.join.unit}
        hint={<UnitHint {...contest} />}
        value={unit}
        error={form.faults['contestUnitId']}
        onChoose={(chosen) => {
          onChoose(chosen);
          form.forgive('contestUnitId');
        }}
      />
      {hasAudiences && (
        <fieldset class={`choose ${form.faults['audience'] ? 'field-wrong' : ''}`}>
          <legend>{t.join.audience}</legend>
          {form.faults['audience'] && <p class="wrong">{form.faults['audience']}</p>}
          {audiences.map(({ code, title }, i) => (
            <label key={code} class={`tick ${audience === code ? 'tick-on' : ''}`}>
              <input
                type="radio"
                name="audience"
                id={i === 0 ? 'audience' : undefined}
                checked={audience === code}
                onChange={() => {
                  setAudience(code);
                  form.forgive('audience');
                }}
              />
              <span>{title}</span>
            </label>
          ))}
        </fieldset>
      )}
      <ConsentBoxes
        texts={consents.data.texts}
        given={given}
        error={form.faults['consents']}
        onGive={(next) => {
          setGiven(next);
          form.forgive('consents');
        }}
      />
      {isChild && (
        <>
          <TextField
            id="guardian"
            label={t.join.guardian}
            value={guardian}
            error={form.faults['guardian']}
            onValue={(value) => {
              setGuardian(value);
              form.forgive('guardian');
            }}
          />
          <label class={`tick ${hasAgreed ? 'tick-on' : ''}`}>
            <input
              type="checkbox"
              id="guardianAgree"
              checked={hasAgreed}
              aria-invalid={form.faults['guardianAgree'] ? 'true' : undefined}
              onChange={() => {
                setAgreed(!hasAgreed);
                form.forgive('guardianAgree');
              }}
            />
            <span>{t.join.guardianAgree}</span>
          </label>
          {form.faults['guardianAgree'] && <p class="wrong">{form.faults['guardianAgree']}</p>}
        </>
      )}
      {form.error && <ErrorBox error={form.error} />}
      {isAccountTooYoung && (
        <p>
          {t.join.tooYoungOfAccount} <a href="/cua-toi">{t.shell.me}</a>
        </p>
      )}
      <SendButton isBusy={form.isBusy} busy={t.join.registering}>
        {t.join.register}
      </SendButton>
    </form>
  );
}
