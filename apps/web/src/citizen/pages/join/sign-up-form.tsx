import { useState } from 'preact/hooks';
import { post, Refusal } from '../../../shared/api/client.js';
import type { ContestDetails } from '../../../shared/api/views.js';
import { ageOn, isPhone, readBirthDate } from '../../../shared/person-input.js';
import { tab } from '../../../shared/storage.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { ErrorSummary } from '../../ui/error-summary.js';
import { TextField } from '../../ui/field.js';
import {
  BirthDateField,
  isTooShort,
  KEPT_PHONE,
  PasswordField,
  PhoneField,
  today,
  weakness,
} from '../../ui/person-fields.js';
import { useForm } from '../../ui/use-form.js';
import { useKept } from '../../use-kept.js';
import { useBirthDateWords } from '../../ui/birth-date-words.js';
import { SendButton } from './send-button.js';

const KEPT_NAME = 'vao:fullName';
const KEPT_BIRTH = 'vao:birthDate';

/**
 * A new account on the way into a contest: phone, password, name, and the birth date where the contest asks for an age.
 *
 * @param onDone the session is there; with the code by which a forgotten password is replaced
 * @param onTaken the phone has an account: the person goes on by signing in
 */
export function SignUpForm({
  contest,
  onDone,
  onTaken,
}: {
  contest: ContestDetails;
  onDone: (recoveryCode: string) => Promise<unknown>;
  onTaken: () => void;
}) {
  const { t, f } = useLanguage();
  const { minimumAge, maximumAge, maskNames } = contest.rules;
  const asksAge = minimumAge !== null || maximumAge !== null;
  const [phone, setPhone] = useKept(KEPT_PHONE, '');
  const [password, setPassword] = useState('');
  const [fullName, setFullName] = useKept(KEPT_NAME, '');
  const [birth, setBirth] = useKept(KEPT_BIRTH, '');
  const [isTooYoung, setTooYoung] = useState(false);
  const birthWords = useBirthDateWords();

  const form = useForm({
    names: ['phone', 'password', 'fullName', 'birthDate'],
    check: () => {
      const read = readBirthDate(birth, today());
      const young = minimumAge !== null && 'date' in read && ageOn(read.date, minimumAge.on) < minimumAge.years;
      setTooYoung(young);
      return {
        ...(!isPhone(phone) && { phone: t.join.phoneWrong }),
        ...(isTooShort(password) && { password: t.join.passwordShort }),
        ...(fullName.trim() === '' && { fullName: t.join.fullNameMissing }),
        ...(asksAge && 'fault' in read && { birthDate: birthWords(read.fault) }),
        ...(minimumAge && young && { birthDate: t.join.tooYoung(f.count(minimumAge.years)) }),
      };
    },
    work: async () => {
      const read = readBirthDate(birth, today());
      const birthDate = asksAge && 'date' in read ? read.date : null;
      const { recoveryCode } = await post('/api/accounts', { phone, password, fullName, birthDate });
      for (const name of [KEPT_PHONE, KEPT_NAME, KEPT_BIRTH]) tab.remove(name);
      await onDone(recoveryCode);
    },
    reword: (error, faults) => {
      if (error instanceof Refusal && error.code === 'PHONE_TAKEN') {
        onTaken();
        return null;
      }
      return { ...faults, ...weakness(error, 'password', t.join.passwordWeak) };
    },
  });
  const typed = (name: string, set: (value: string) => void) => (value: string) => {
    set(value);
    form.forgive(name);
  };

  return (
    <form class="form" noValidate onSubmit={(event) => void form.send(event)}>
      <ErrorSummary faults={form.faults} turn={form.turn} />
      {isTooYoung && form.faults['birthDate'] && (
        <p class="soft">
          {t.join.tooYoungNext} <a href={`/cuoc-thi/${contest.slug}`}>{t.join.seeContest}</a>
        </p>
      )}
      <PhoneField
        value={phone}
        hint={t.join.phoneHint}
        error={form.faults['phone']}
        onValue={typed('phone', setPhone)}
      />
      <PasswordField isNew value={password} error={form.faults['password']} onValue={typed('password', setPassword)} />
      <TextField
        id="fullName"
        label={t.join.fullName}
        hint={maskNames ? t.join.fullNameHintMasked : t.join.fullNameHint}
        autocomplete="name"
        maxLength={100}
        value={fullName}
        error={form.faults['fullName']}
        onValue={typed('fullName', setFullName)}
      />
      {asksAge && (
        <BirthDateField
          value={birth}
          hint={minimumAge ? t.join.birthDateHint(f.count(minimumAge.years)) : t.form.birthDateHintPlain}
          error={form.faults['birthDate']}
          onValue={typed('birthDate', setBirth)}
        />
      )}
      {form.error && <ErrorBox error={form.error} />}
      <SendButton isBusy={form.isBusy} busy={t.join.creating}>
        {t.join.createAccount}
      </SendButton>
    </form>
  );
}
