import { useState } from 'react';
import { post, Refusal, type Answer } from '../../../shared/api/client.js';
import { isPhone, writeDate } from '../../../shared/person-input.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { TextField } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import { ToldCode } from '../../ui/told-code.js';
import { nationalPhone, type Claim } from './claim.js';
import { Holder } from './holder.js';
import '../../ui/ways.css';

type Choice = 'hand_over' | 'keep_both' | 'refuse';

/** All that is known of a claim, what may be decided and what happens then; at the end the code, once. */
export function DecideDialog({ claim, onClose }: { claim: Claim; onClose: () => void }) {
  const { t } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [choice, setChoice] = useState<Choice | null>(null);
  const [other, setOther] = useState('');
  const [faults, setFaults] = useState<{ choice?: string; phone?: string }>({});
  const [error, setError] = useState<Error | null>(null);
  const [told, setTold] = useState<Answer<'/api/contests/{slug}/phone-claims/{id}/decision', 'post'> | null>(null);

  const decide = async () => {
    const wrong = {
      ...(!choice && { choice: t.claims.choiceMissing }),
      ...(choice === 'keep_both' && !isPhone(other) && { phone: t.claims.phoneWrong }),
    };
    setFaults(wrong);
    setError(null);
    if (!choice || Object.keys(wrong).length > 0) return;
    const body = choice === 'keep_both' ? { decision: choice, phone: other } : { decision: choice };
    const path = { slug, id: String(claim.id) };
    const answer = await post('/api/contests/{slug}/phone-claims/{id}/decision', body, { path });
    if (answer.code) return setTold(answer);
    say(t.claims.refused);
    onClose();
  };
  const refused = (reason: Error) => {
    if (reason instanceof Refusal && reason.code === 'PHONE_TAKEN') setFaults({ phone: t.claims.phoneTaken });
    else setError(reason);
  };
  if (told?.code)
    return (
      <Dialog title={t.support.codeTitle} onClose={onClose} isAlert>
        <ToldCode code={told.code} expiresAt={told.expiresAt!} name={claim.fullName} />
        <Button work={onClose}>{t.support.codeClose}</Button>
      </Dialog>
    );
  const phone = nationalPhone(claim.phone);
  const ways: { value: Choice; title: string; text: string }[] = [
    { value: 'hand_over', title: t.claims.handOver, text: t.claims.handOverText },
    { value: 'keep_both', title: t.claims.keepBoth, text: t.claims.keepBothText },
    { value: 'refuse', title: t.claims.refuse, text: t.claims.refuseText },
  ];
  return (
    <Dialog title={t.claims.decideFor(claim.fullName)} onClose={onClose} isAlert>
      <form noValidate onSubmit={(event) => event.preventDefault()}>
        <p>
          <a className="button button-second" href={`tel:${claim.phone}`}>
            {t.claims.call(phone)}
          </a>
        </p>
        <p>
          {claim.fullName} · {t.claims.born(writeDate(claim.birthDate))} · {claim.unit.name}
        </p>
        {claim.note && (
          <p>
            {t.claims.note}: <q>{claim.note}</q>
          </p>
        )}
        <p className="box">
          <strong>{t.claims.holder}:</strong> <Holder of={claim} />
        </p>
        <fieldset className="ways">
          <legend className="label">{t.claims.choose}</legend>
          {faults.choice && (
            <p className="wrong" role="alert">
              {faults.choice}
            </p>
          )}
          {ways.map(({ value, title, text }) => (
            <label key={value} className="way">
              <input
                type="radio"
                name="decision"
                checked={choice === value}
                onChange={() => {
                  setChoice(value);
                  setFaults({});
                }}
              />
              <span>
                <strong>{title}</strong>
                <br />
                <span className="soft">{text}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {choice === 'keep_both' && (
          <TextField
            label={t.claims.otherPhone}
            type="tel"
            autoComplete="off"
            maxLength={40}
            value={other}
            onChange={setOther}
            error={faults.phone}
          />
        )}
        {error && <ErrorBox error={error} />}
        <div className="row dialog-ways">
          <Button type="submit" kind={choice === 'hand_over' ? 'danger' : 'main'} work={decide} onError={refused}>
            {t.claims.confirm}
          </Button>
          <Button kind="second" work={onClose}>
            {t.shell.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
