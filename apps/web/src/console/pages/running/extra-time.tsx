import { useState } from 'react';
import { call, post, type Answer } from '../../../shared/api/client.js';
import type { UnitOption } from '../../../shared/api/views.js';
import { renew, useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Confirm, Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { SelectField, TextField } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import { UnitField } from '../../ui/unit-field.js';

const PATH = '/api/contests/{slug}/extra-time';
type Grant = Answer<typeof PATH, 'get'>['grants'][number];

/** Who has more time, giving it to a person or a unit, and taking it back. */
export function ExtraTime() {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const answer = useApi(PATH, { path: { slug } });
  const [isGranting, setGranting] = useState(false);
  const [undone, setUndone] = useState<Grant | null>(null);
  const grants = answer.data?.grants ?? [];
  const nameOf = ({ isUnit, fullName, unitName }: Grant) => (isUnit ? unitName : (fullName ?? t.running.act.gone));
  return (
    <section className="card" aria-labelledby="them-gio">
      <h2 id="them-gio">{t.running.act.extraTime}</h2>
      {answer.error && !answer.data && <ErrorBox error={answer.error} again={() => void answer.refetch()} />}
      {answer.data && grants.length === 0 && <p>{t.running.act.noExtraTime}</p>}
      <ul className="running-lines">
        {grants.map((grant) => (
          <li key={grant.id}>
            <span>
              <strong>{nameOf(grant)}</strong>
              {!grant.isUnit && <span className="soft">, {grant.unitName}</span>}{' '}
              {t.running.act.percentMore(f.count(grant.percent))} {t.running.act.because(grant.reason)}{' '}
              {grant.withdrawnAt && <span className="tag tag-quiet">{t.running.act.withdrawn}</span>}
            </span>
            {!grant.withdrawnAt && (
              <Button kind="quiet" work={() => setUndone(grant)} label={`${t.running.act.withdraw}: ${nameOf(grant)}`}>
                {t.running.act.withdraw}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Button kind="second" work={() => setGranting(true)}>
        {t.running.act.grant}
      </Button>
      {isGranting && <GrantDialog onClose={() => setGranting(false)} />}
      {undone && (
        <Confirm
          title={t.running.act.withdrawAsk(nameOf(undone))}
          act={t.running.act.withdraw}
          work={async () => {
            await call('delete', '/api/contests/{slug}/extra-time/{id}', { path: { slug, id: String(undone.id) } });
            await renew(PATH);
            say(t.running.act.withdrawnNow);
          }}
          onDone={() => setUndone(null)}
          onClose={() => setUndone(null)}
        >
          <p>{t.running.act.withdrawMeans}</p>
        </Confirm>
      )}
    </section>
  );
}

function GrantDialog({ onClose }: { onClose: () => void }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [kind, setKind] = useState<'person' | 'unit'>('person');
  const [phone, setPhone] = useState('');
  const [unit, setUnit] = useState<UnitOption | null>(null);
  const [percent, setPercent] = useState('25');
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<string>();
  const [error, setError] = useState<Error | null>(null);
  const grant = async () => {
    setError(null);
    setFault(kind === 'unit' && !unit ? t.running.act.unitMissing : undefined);
    if (kind === 'unit' && !unit) return;
    const of = kind === 'unit' ? { contestUnitId: unit!.id } : { phone };
    const done = await post(PATH, { ...of, percent: Number(percent), reason }, { path: { slug } });
    await renew(PATH);
    say(t.running.act.granted(f.count(done.lengthened)));
    onClose();
  };
  return (
    <Dialog title={t.running.act.grantTitle} onClose={onClose} isAlert>
      <p>{t.running.act.grantMeans}</p>
      <form noValidate onSubmit={(event) => event.preventDefault()}>
        <SelectField
          label={t.running.act.forWhom}
          value={kind}
          onChange={setKind}
          options={[
            { value: 'person', title: t.running.act.forPerson },
            { value: 'unit', title: t.running.act.forUnit },
          ]}
        />
        {kind === 'person' ? (
          <TextField label={t.running.act.phone} type="tel" value={phone} onChange={setPhone} />
        ) : (
          <UnitField
            slug={slug}
            value={unit}
            onChange={setUnit}
            label={t.running.act.unit}
            hint={t.running.act.unitHint}
            {...(fault && { error: fault })}
          />
        )}
        <TextField
          label={t.running.act.percent}
          hint={t.running.act.percentHint}
          type="number"
          value={percent}
          onChange={setPercent}
        />
        <TextField
          label={t.running.act.ground}
          hint={t.running.act.groundHint}
          value={reason}
          onChange={setReason}
          maxLength={300}
        />
        {error && <ErrorBox error={error} />}
        <div className="row dialog-ways">
          <Button type="submit" work={grant} onError={setError}>
            {t.running.act.grant}
          </Button>
          <Button kind="second" work={onClose}>
            {t.shell.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
