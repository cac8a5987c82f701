import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { call, Refusal } from '../../../shared/api/client.js';
import type { Me } from '../../../shared/api/views.js';
import { readBirthDate, writeDate } from '../../../shared/person-input.js';
import { useContact } from '../../contact.js';
import { useLanguage } from '../../language.js';
import { useSession } from '../../session.js';
import { ErrorBox } from '../../ui/error-box.js';
import { ErrorSummary } from '../../ui/error-summary.js';
import { TextField } from '../../ui/field.js';
import { BirthDateField, today } from '../../ui/person-fields.js';
import { useBirthDateWords } from '../../ui/birth-date-words.js';
import { useForm } from '../../ui/use-form.js';

/** Name, phone and birth date, and correcting what was mistyped as long as no attempt was started. */
export function AboutMe({ me, reload, children }: { me: Me; reload: () => void; children?: ComponentChildren }) {
  const { t } = useLanguage();
  const [isEditing, setEditing] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const edit = useRef<HTMLButtonElement>(null);
  const { fullName, phone, birthDate } = me.account;
  const done = (hasChanged: boolean) => {
    setEditing(false);
    setSaved(hasChanged);
    if (hasChanged) reload();
    setTimeout(() => edit.current?.focus());
  };
  return (
    <section class="card" aria-labelledby="thong-tin">
      <h2 id="thong-tin">{t.me.data}</h2>
      <div role="status">{isSaved && <p class="box box-good">{t.me.saved}</p>}</div>
      {isEditing ? (
        <Correct account={me.account} onDone={done} />
      ) : (
        <>
          <dl class="pairs">
            <div>
              <dt>{t.me.name}</dt>
              <dd>{fullName}</dd>
            </div>
            <div>
              <dt>{t.me.phone}</dt>
              <dd class="numbers">{phone ?? t.me.noPhone}</dd>
            </div>
            <div>
              <dt>{t.me.birthDate}</dt>
              <dd class="numbers">{birthDate ? writeDate(birthDate) : t.me.noBirthDate}</dd>
            </div>
          </dl>
          <p>
            <button
              type="button"
              ref={edit}
              class="button button-second"
              onClick={() => {
                setSaved(false);
                setEditing(true);
              }}
            >
              {t.me.correct}
            </button>
          </p>
        </>
      )}
      {children}
    </section>
  );
}

function Correct({ account, onDone }: { account: Me['account']; onDone: (hasChanged: boolean) => void }) {
  const { t } = useLanguage();
  const contact = useContact();
  const { refresh } = useSession();
  const [fullName, setFullName] = useState(account.fullName);
  const [birth, setBirth] = useState(account.birthDate ? writeDate(account.birthDate) : '');
  const birthWords = useBirthDateWords();
  // A birth date that was never given may stay out; one that was given may not be taken back.
  const mayBeEmpty = account.birthDate === null;
  const form = useForm({
    names: ['fullName', 'birthDate'],
    check: () => {
      const read = readBirthDate(birth, today());
      const isWrong = 'fault' in read && !(read.fault === 'missing' && mayBeEmpty);
      return {
        ...(fullName.trim() === '' && { fullName: t.join.fullNameMissing }),
        ...(isWrong && { birthDate: birthWords(read.fault) }),
      };
    },
    work: async () => {
      const read = readBirthDate(birth, today());
      await call('patch', '/api/me', { body: { fullName, ...('date' in read && { birthDate: read.date }) } });
      await refresh();
      onDone(true);
    },
  });
  const isFixed = form.error instanceof Refusal && form.error.code === 'PERSON_FIXED';
  return (
    <form noValidate onSubmit={(event) => void form.send(event)}>
      <ErrorSummary faults={form.faults} turn={form.turn} />
      <TextField
        id="fullName"
        label={t.join.fullName}
        autocomplete="name"
        maxLength={100}
        value={fullName}
        error={form.faults['fullName']}
        onValue={(value) => {
          setFullName(value);
          form.forgive('fullName');
        }}
      />
      <BirthDateField
        value={birth}
        error={form.faults['birthDate']}
        onValue={(value) => {
          setBirth(value);
          form.forgive('birthDate');
        }}
      />
      {form.error && <ErrorBox error={form.error} />}
      {isFixed && (
        <p>
          {t.me.fixed} {t.me.fixedNext(contact?.hotline ?? null)}
        </p>
      )}
      <p class="row">
        <button type="submit" class="button" aria-disabled={form.isBusy}>
          {form.isBusy ? t.me.saving : t.me.save}
        </button>
        <button type="button" class="button button-quiet" onClick={() => onDone(false)}>
          {t.shell.cancel}
        </button>
      </p>
    </form>
  );
}
