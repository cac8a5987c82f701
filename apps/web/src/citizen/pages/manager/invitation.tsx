import { useEffect, useState } from 'preact/hooks';
import { post, Refusal, type Answer } from '../../../shared/api/client.js';
import { isPhone } from '../../../shared/person-input.js';
import { useLanguage } from '../../language.js';
import { leaveNothing } from '../../leave-nothing.js';
import { useSession } from '../../session.js';
import { CopyButton } from '../../ui/copy-button.js';
import { ErrorBox } from '../../ui/error-box.js';
import { ErrorSummary } from '../../ui/error-summary.js';
import { TextField } from '../../ui/field.js';
import { Page as Frame } from '../../ui/page.js';
import { PasswordField, PhoneField } from '../../ui/person-fields.js';
import { useForm } from '../../ui/use-form.js';
import { Waiting } from '../../ui/waiting.js';
import { SendButton } from '../join/send-button.js';
import './manager.css';
import { form as formWords } from '../../../shared/messages/vi/form.js';
import { invitation as invitationWords } from '../../../shared/messages/vi/invitation.js';
import { join as joinWords } from '../../../shared/messages/vi/join.js';
import { manager as managerWords } from '../../../shared/messages/vi/manager.js';
import { bringWords } from '../../words.js';

bringWords({ form: formWords, invitation: invitationWords, join: joinWords, manager: managerWords });

type Proof = { token: string } | { unitCode: string; code: string };
type Glance = Answer<'/api/unit-invitations/open', 'post'>;

const PASSWORD_MIN = 8;

/**
 * From a letter to one's unit. The link's secret stands behind # and is sent to no server before it is used; it is taken
 * out of the address, so that nobody reads it over a shoulder or in the history.
 *
 * @param isKnown somebody is signed in
 * @param onHeld a letter has been opened @param onDone the office is taken, and all that is told once has been read
 */
export function Invitation({ isKnown, onHeld, onDone }: { isKnown: boolean; onHeld: () => void; onDone: () => void }) {
  const { t } = useLanguage();
  const [held, setHeld] = useState<{ proof: Proof; glance: Glance } | null>(null);
  const [done, setDone] = useState<{ recoveryCode: string | null } | null>(null);
  const [isOpening, setOpening] = useState(location.hash.length > 1);
  const [error, setError] = useState<Error | null>(null);

  useEffect(() => {
    const open = async () => {
      const token = location.hash.slice(1);
      if (token === '') return;
      history.replaceState(null, '', location.pathname);
      setOpening(true);
      setError(null);
      try {
        const proof = { token };
        setHeld({ proof, glance: await post('/api/unit-invitations/open', proof) });
      } catch (refused) {
        setError(refused as Error);
      }
      setOpening(false);
    };
    void open();
    const again = () => void open();
    addEventListener('hashchange', again);
    return () => removeEventListener('hashchange', again);
  }, []);

  useEffect(() => {
    if (held) onHeld();
  }, [held]);

  return (
    <Frame title={t.invitation.title} lead={t.invitation.lead} isNarrow>
      {isOpening ? (
        <Waiting lines={2} words={t.invitation.opening} />
      ) : done && held ? (
        <Done glance={held.glance} recoveryCode={done.recoveryCode} onDone={onDone} />
      ) : held ? (
        <AcceptForm {...held} onDone={setDone} />
      ) : (
        <>
          {error && (
            <>
              <h2>{t.invitation.refused}</h2>
              <ErrorBox error={error} />
              <p>{t.invitation.refusedNext}</p>
            </>
          )}
          <CodeForm onOpened={(proof, glance) => setHeld({ proof, glance })} />
          {!isKnown && (
            <p class="manager-known">
              {t.manager.signInFirst} <a href="/dang-nhap?tiep=/dau-moi">{t.manager.signIn}</a>
            </p>
          )}
        </>
      )}
    </Frame>
  );
}

/** The two codes that are printed in a letter. */
function CodeForm({ onOpened }: { onOpened: (proof: Proof, glance: Glance) => void }) {
  const { t } = useLanguage();
  const [unitCode, setUnitCode] = useState('');
  const [code, setCode] = useState('');
  const form = useForm({
    names: ['unitCode', 'code'],
    check: () => ({
      ...(unitCode.trim() === '' && { unitCode: t.invitation.unitCodeMissing }),
      ...(code.trim() === '' && { code: t.invitation.codeMissing }),
    }),
    work: async () => {
      const proof = { unitCode: unitCode.trim(), code: code.trim() };
      onOpened(proof, await post('/api/unit-invitations/open', proof));
    },
  });
  return (
    <form class="form card" noValidate onSubmit={(event) => void form.send(event)}>
      <ErrorSummary faults={form.faults} turn={form.turn} />
      <TextField
        id="unitCode"
        label={t.invitation.unitCode}
        autocomplete="off"
        maxLength={80}
        value={unitCode}
        error={form.faults['unitCode']}
        onValue={(value) => {
          setUnitCode(value);
          form.forgive('unitCode');
        }}
      />
      <TextField
        id="code"
        label={t.invitation.code}
        hint={t.invitation.codeHint}
        autocomplete="off"
        maxLength={40}
        value={code}
        error={form.faults['code']}
        onValue={(value) => {
          setCode(value);
          form.forgive('code');
        }}
      />
      {form.error && <ErrorBox error={form.error} />}
      <SendButton isBusy={form.isBusy} busy={t.invitation.opening}>
        {t.invitation.open}
      </SendButton>
    </form>
  );
}

/** Who takes the office: a new account, or the one that the phone has. */
function AcceptForm({
  proof,
  glance,
  onDone,
}: {
  proof: Proof;
  glance: Glance;
  onDone: (done: { recoveryCode: string | null }) => void;
}) {
  const { t } = useLanguage();
  const { refresh } = useSession();
  const [phone, setPhone] = useState('');
  const [password, setPassword] = useState('');
  const [fullName, setFullName] = useState(glance.fullName ?? '');
  const form = useForm({
    names: ['phone', 'password', 'fullName'],
    check: () => ({
      ...(!isPhone(phone) && { phone: t.join.phoneWrong }),
      ...([...password].length < PASSWORD_MIN && { password: t.join.passwordShort }),
      ...(fullName.trim() === '' && { fullName: t.join.fullNameMissing }),
    }),
    work: async () => {
      const { recoveryCode } = await post('/api/unit-invitations/redeem', { ...proof, phone, password, fullName });
      // What an earlier person of this device left is not this one's.
      await leaveNothing();
      await refresh();
      onDone({ recoveryCode });
    },
    reword: (error, faults) => {
      const reason = error instanceof Refusal && error.code === 'PASSWORD_TOO_WEAK' ? error.details['reason'] : null;
      if (reason === 'common' || reason === 'personal' || reason === 'length')
        return { password: t.join.passwordWeak[reason] };
      return faults;
    },
  });
  const typed = (name: string, set: (value: string) => void) => (value: string) => {
    set(value);
    form.forgive(name);
  };
  const words = glance.isDeputy ? t.invitation.forDeputy : t.invitation.forUnit;
  return (
    <form class="form card" noValidate onSubmit={(event) => void form.send(event)}>
      <p>
        <strong>{words(glance.unitName, glance.contestTitle)}</strong>
      </p>
      <ErrorSummary faults={form.faults} turn={form.turn} />
      <TextField
        id="fullName"
        label={t.join.fullName}
        autocomplete="name"
        maxLength={100}
        value={fullName}
        error={form.faults['fullName']}
        onValue={typed('fullName', setFullName)}
      />
      <PhoneField value={phone} error={form.faults['phone']} onValue={typed('phone', setPhone)} />
      <PasswordField isNew value={password} error={form.faults['password']} onValue={typed('password', setPassword)} />
      <p class="hint">{t.invitation.account}</p>
      {form.error && <ErrorBox error={form.error} />}
      <SendButton isBusy={form.isBusy} busy={t.invitation.accepting}>
        {t.invitation.accept}
      </SendButton>
    </form>
  );
}

/** The way on; before it the recovery code of a new account, which is told this once. */
function Done({ glance, recoveryCode, onDone }: { glance: Glance; recoveryCode: string | null; onDone: () => void }) {
  const { t } = useLanguage();
  const { contestTitle, unitName, isDeputy } = glance;
  return (
    <div class="card" role="status">
      <p>
        <strong>{t.invitation.done}</strong>
      </p>
      <p>{(isDeputy ? t.invitation.forDeputy : t.invitation.forUnit)(unitName, contestTitle)}</p>
      {recoveryCode !== null && (
        <>
          <p>{t.invitation.recovery}</p>
          <p>
            <strong>{recoveryCode}</strong>
          </p>
          <CopyButton text={recoveryCode}>{t.invitation.copyRecovery}</CopyButton>
        </>
      )}
      <p>
        <button type="button" class="button" onClick={onDone}>
          {t.invitation.goOn}
        </button>
      </p>
    </div>
  );
}
