import { useState } from 'preact/hooks';
import { post } from '../../../shared/api/client.js';
import { claim as claimWords } from '../../../shared/messages/vi/claim.js';
import { form as formWords } from '../../../shared/messages/vi/form.js';
import { join as joinWords } from '../../../shared/messages/vi/join.js';
import type { ContestDetails, UnitOption } from '../../../shared/api/views.js';
import { isPhone, readBirthDate } from '../../../shared/person-input.js';
import { useAbout } from '../../contact.js';
import { UnitHint } from '../../contest/unit-hint.js';
import { useLanguage } from '../../language.js';
import type { PageProps } from '../../page-props.js';
import { useBirthDateWords } from '../../ui/birth-date-words.js';
import { ErrorBox } from '../../ui/error-box.js';
import { ErrorSummary } from '../../ui/error-summary.js';
import { Field, TextField } from '../../ui/field.js';
import { Page as Frame } from '../../ui/page.js';
import { BirthDateField, KEPT_PHONE, PhoneField, today } from '../../ui/person-fields.js';
import { UnitBox } from '../../ui/unit-box.js';
import { useForm } from '../../ui/use-form.js';
import { Waiting } from '../../ui/waiting.js';
import { useGet } from '../../use-get.js';
import { useKept } from '../../use-kept.js';
import { bringWords } from '../../words.js';

bringWords({ claim: claimWords, form: formWords, join: joinWords });

const NOTE_LENGTH_MAX = 300;

/**
 * For whoever cannot sign up because somebody else has used their number (?cuoc-thi=<slug>): told to the desk of the
 * contest, which calls back. What is answered never says whether the number has an account.
 */
export function Page({ query }: PageProps) {
  const { t } = useLanguage();
  const contests = useGet('/api/contests');
  const [chosen, setChosen] = useState(query['cuoc-thi'] ?? '');
  const [isSent, setSent] = useState(false);
  const running = contests.data?.contests.filter(({ state }) => state !== 'finished');
  const slug = running?.some((one) => one.slug === chosen) ? chosen : running?.length === 1 ? running[0]!.slug : null;
  const contest = useGet(slug ? '/api/contests/{slug}' : null, { path: { slug: slug ?? '' } });
  useAbout(contest.data);

  if (isSent) return <Sent contest={contest.data} />;
  return (
    <Frame title={t.claim.title} lead={t.claim.lead} isNarrow>
      <div class="box">
        <p>{t.claim.ownAccount}</p>
        <a
          class="button button-second"
          href={slug ? `/quen-mat-khau?tiep=/cuoc-thi/${slug}/vao-thi` : '/quen-mat-khau'}
        >
          {t.claim.toReset}
        </a>
      </div>
      {contests.error && !running && <ErrorBox error={contests.error} again={contests.reload} />}
      {!contests.error && !running && <Waiting />}
      {running?.length === 0 && <p class="box box-warn">{t.claim.noContest}</p>}
      {running && running.length > 0 && (
        <div class="card">
          {running.length > 1 && (
            <Field id="contest" label={t.claim.contest}>
              {(tied) => (
                <select
                  {...tied}
                  class="input"
                  value={slug ?? ''}
                  onChange={(event) => setChosen(event.currentTarget.value)}
                >
                  <option value="">{t.claim.chooseContest}</option>
                  {running.map((one) => (
                    <option key={one.slug} value={one.slug}>
                      {one.title}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          )}
          {contest.error && !contest.data && <ErrorBox error={contest.error} again={contest.reload} />}
          {slug && !contest.error && !contest.data && <Waiting />}
          {slug && contest.data && <ClaimForm key={slug} contest={contest.data} onSent={() => setSent(true)} />}
        </div>
      )}
    </Frame>
  );
}

function ClaimForm({ contest, onSent }: { contest: ContestDetails; onSent: () => void }) {
  const { t } = useLanguage();
  const { slug } = contest;
  const [phone, setPhone] = useKept(KEPT_PHONE, '');
  const [fullName, setFullName] = useState('');
  const [birth, setBirth] = useState('');
  const [unit, setUnit] = useState<UnitOption | null>(null);
  const [note, setNote] = useState('');
  const birthWords = useBirthDateWords();
  const form = useForm({
    names: ['phone', 'fullName', 'birthDate', 'contestUnitId', 'note'],
    check: () => {
      const read = readBirthDate(birth, today());
      return {
        ...(!isPhone(phone) && { phone: t.join.phoneWrong }),
        ...(fullName.trim() === '' && { fullName: t.claim.fullNameMissing }),
        ...('fault' in read && { birthDate: birthWords(read.fault) }),
        ...(!unit && { contestUnitId: t.claim.unitMissing }),
      };
    },
    work: async () => {
      const read = readBirthDate(birth, today());
      const birthDate = 'date' in read ? read.date : '';
      const body = { contestSlug: slug, phone, fullName, birthDate, contestUnitId: unit!.id, note };
      await post('/api/phone-claims', body);
      onSent();
    },
  });
  const typed = (name: string, set: (value: string) => void) => (value: string) => {
    set(value);
    form.forgive(name);
  };
  return (
    <form class="form" noValidate onSubmit={(event) => void form.send(event)}>
      <ErrorSummary faults={form.faults} turn={form.turn} />
      <PhoneField
        value={phone}
        hint={t.claim.phoneHint}
        error={form.faults['phone']}
        onValue={typed('phone', setPhone)}
      />
      <TextField
        id="fullName"
        label={t.claim.fullName}
        hint={t.claim.fullNameHint}
        autocomplete="name"
        maxLength={100}
        value={fullName}
        error={form.faults['fullName']}
        onValue={typed('fullName', setFullName)}
      />
      <BirthDateField value={birth} error={form.faults['birthDate']} onValue={typed('birthDate', setBirth)} />
      <UnitBox
        hasOutside
        slug={slug}
        label={t.join.unit}
        hint={<UnitHint {...contest} />}
        value={unit}
        error={form.faults['contestUnitId']}
        onChoose={(picked) => {
          setUnit(picked);
          form.forgive('contestUnitId');
        }}
      />
      <Field id="note" label={t.claim.note} hint={t.claim.noteHint} error={form.faults['note']}>
        {(tied) => (
          <textarea
            {...tied}
            class="input"
            rows={3}
            maxLength={NOTE_LENGTH_MAX}
            value={note}
            onInput={(event) => typed('note', setNote)(event.currentTarget.value)}
          />
        )}
      </Field>
      <p class="soft">{t.claim.kept}</p>
      {form.error && <ErrorBox error={form.error} />}
      <button type="submit" class="button button-large button-full" aria-disabled={form.isBusy}>
        {form.isBusy ? t.claim.sending : t.claim.send}
      </button>
    </form>
  );
}

/** The same for everybody: whose the number is comes out on the telephone. */
function Sent({ contest }: { contest: ContestDetails | undefined }) {
  const { t } = useLanguage();
  return (
    <Frame title={t.claim.sentTitle} isNarrow>
      <div class="box box-good" role="status">
        <p>{t.claim.sentText}</p>
        <p>{t.claim.sentCode}</p>
      </div>
      <p>{t.claim.sentNever}</p>
      {contest?.hotline && <p>{t.claim.sentHotline(contest.hotline)}</p>}
      <p>
        <a class="button button-second" href={contest ? `/cuoc-thi/${contest.slug}` : '/'}>
          {contest ? t.claim.toContest : t.claim.toHome}
        </a>
      </p>
    </Frame>
  );
}
