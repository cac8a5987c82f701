import { useState } from 'react';
import { post, type Answer } from '../../../shared/api/client.js';
import { renew } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Field, SelectField } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import './signals.css';
import { evidenceOf, type Signal, type Signals } from './signal.js';

type Decision = NonNullable<Signal['decision']>;
type Ruled = Answer<'/api/contests/{slug}/signals/{id}/decision', 'post'>;

/** What is made of a signal. Not recognising attempts is looked ahead to before it is done. */
export function DecideDialog({
  signal,
  voidReasons,
  onClose,
}: {
  signal: Signal;
  voidReasons: Signals['voidReasons'];
  onClose: () => void;
}) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [decision, setDecision] = useState<Decision>('nothing');
  const [voidReason, setVoidReason] = useState(voidReasons[0]!.code);
  const [participantIds, setParticipants] = useState<readonly string[]>([]);
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<{ reason?: string; whose?: string }>({});
  const [error, setError] = useState<Error | null>(null);
  const [ahead, setAhead] = useState<Ruled | null>(null);
  const mayVoid = signal.attempts.length > 0 || signal.people.length > 0;
  const isVoid = decision === 'void';

  const send = async (preview: boolean) => {
    setError(null);
    const isNobody = isVoid && signal.attempts.length === 0 && participantIds.length === 0;
    const missing = {
      ...(reason.trim() === '' && { reason: t.signals.reasonMissing }),
      ...(isNobody && { whose: t.signals.whoseMissing }),
    };
    setFaults(missing);
    if (Object.keys(missing).length > 0) return;
    const body = {
      ...{ decision, reason, preview, voidReason: isVoid ? voidReason : null },
      participantIds: isVoid ? [...participantIds] : [],
    };
    const path = { slug, id: String(signal.id) };
    const ruled = await post('/api/contests/{slug}/signals/{id}/decision', body, { path });
    if (preview) return setAhead(ruled);
    await renew('/api/contests/{slug}/signals');
    say(t.signals.saved);
    onClose();
  };
  const change = (work: () => void) => {
    setAhead(null);
    work();
  };

  return (
    <Dialog
      title={t.signals.decideOn(t.signals.kinds[signal.kind], signal.unitName ?? t.signals.wholeContest)}
      onClose={onClose}
      isAlert
    >
      <form noValidate onSubmit={(event) => event.preventDefault()}>
        <p>{evidenceOf(signal, t, f)}</p>
        <SelectField
          label={t.signals.decision}
          value={decision}
          onChange={(value) => change(() => setDecision(value))}
          options={(['nothing', 'ask', ...(mayVoid ? (['void'] as const) : [])] as const).map((value) => ({
            value,
            title: t.signals.decisions[value],
          }))}
        />
        {isVoid && (
          <>
            <fieldset className={`field signal-people${faults.whose ? ' field-wrong' : ''}`}>
              <legend className="label">{t.signals.whose}</legend>
              {signal.attempts.length > 0 && (
                <p className="hint">{t.signals.onlyThese(f.count(signal.attempts.length))}</p>
              )}
              {signal.people.map(({ participantId, fullName, attempts }) => (
                <label key={participantId}>
                  <input
                    type="checkbox"
                    checked={participantIds.includes(participantId)}
                    onChange={({ target }) =>
                      change(() =>
                        setParticipants(
                          target.checked
                            ? [...participantIds, participantId]
                            : participantIds.filter((one) => one !== participantId),
                        ),
                      )
                    }
                  />
                  {t.signals.allOf(fullName, f.count(attempts))}
                </label>
              ))}
              {faults.whose && <p className="wrong">{faults.whose}</p>}
            </fieldset>
            <SelectField
              label={t.signals.voidReason}
              hint={t.signals.voidReasonHint}
              value={voidReason}
              onChange={(value) => change(() => setVoidReason(value))}
              options={voidReasons.map(({ code, title }) => ({ value: code, title }))}
            />
          </>
        )}
        <Field label={t.signals.reason} hint={t.signals.reasonHint} error={faults.reason}>
          {(ties) => (
            <textarea
              className="input"
              rows={2}
              {...ties}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
        {ahead && (
          <div className="box box-warn" role="status">
            <p>{t.signals.foreseen(f.count(ahead.attempts), f.count(ahead.persons))}</p>
            {ahead.boards
              .filter(({ moved }) => moved > 0)
              .map(({ scope, audienceId, title, moved, outCount }) => (
                <p key={`${scope.kind}-${scope.id}-${audienceId}`}>
                  {t.signals.foreseenBoard(title, f.count(moved), f.count(outCount))}
                </p>
              ))}
          </div>
        )}
        {error && <ErrorBox error={error} />}
        <div className="row dialog-ways">
          {isVoid && !ahead ? (
            <Button type="submit" work={() => send(true)} onError={setError}>
              {t.signals.foresee}
            </Button>
          ) : (
            <Button type="submit" kind={isVoid ? 'danger' : 'main'} work={() => send(false)} onError={setError}>
              {isVoid ? t.signals.saveVoid : t.signals.save}
            </Button>
          )}
          <Button kind="second" work={onClose}>
            {t.shell.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
