import './plan-offer.css';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { call, type Answer } from '../../../shared/api/client.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import { renew, useApi } from '../../api.js';
import { useLanguage } from '../../language.js';
import { labelAt, localDay } from '../../regulations.js';
import { Button } from '../../ui/button.js';
import { CheckField, RadioField } from '../../ui/choice-fields.js';
import { Confirm } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { useToast } from '../../ui/toast.js';
import { TreeUnitField, type TreeUnit } from '../../ui/tree-unit-field.js';
import { Waiting } from '../../ui/waiting.js';
import { lockableParts, type Part } from './places.js';

const PATH = '/api/contest-plans/{id}/offer';
type Offer = Answer<typeof PATH, 'get'>['offer'];
type Plan = Answer<'/api/contest-plans/{id}', 'get'>;

/** Offers a plan to units: to whom, and what stays as it is. `?ban=<id>` */
export function Page() {
  const { t } = useLanguage();
  const [parameters] = useSearchParams();
  const id = parameters.get('ban');
  const plan = useApi(id === null ? null : '/api/contest-plans/{id}', { path: { id: id ?? '' } });
  const offer = useApi(id === null ? null : PATH, { path: { id: id ?? '' } });
  const error = plan.error ?? offer.error;
  return (
    <>
      <div className="head">
        <h1>{t.offers.title}</h1>
        <Link to="/cuoc-thi">{t.plans.toList}</Link>
      </div>
      {id === null && <p className="box">{t.offers.noPlan}</p>}
      {error && <ErrorBox error={error} again={() => void Promise.all([plan.refetch(), offer.refetch()])} />}
      {id !== null && !error && !(plan.data && offer.data) && <Waiting lines={6} />}
      {plan.data?.runBy && <p className="box box-warn">{t.offers.ofUnit(plan.data.runBy.name)}</p>}
      {plan.data && !plan.data.runBy && offer.data && (
        <Form key={plan.data.id} plan={plan.data} offer={offer.data.offer} />
      )}
    </>
  );
}

function Form({ plan, offer }: { plan: Plan; offer: Offer }) {
  const { t } = useLanguage();
  const go = useNavigate();
  const say = useToast();
  const [whom, setWhom] = useState<'all' | 'one'>(offer?.unit ? 'one' : 'all');
  const [unit, setUnit] = useState<TreeUnit | null>(null);
  const [locked, setLocked] = useState<readonly string[]>(offer?.locked.map(({ path }) => path) ?? []);
  const [fault, setFault] = useState<string>();
  const [error, setError] = useState<Error | null>(null);
  const [isWithdrawing, setWithdrawing] = useState(false);
  const path = { id: plan.id };
  const title = (plan.regulations as { title?: string }).title ?? t.plans.untitled;
  const done = async (words: string) => {
    await renew(PATH, '/api/contest-plans', '/api/contest-offers');
    say(words);
    await go('/cuoc-thi');
  };
  const save = async () => {
    setError(null);
    const code = unit?.code ?? offer?.unit?.code ?? null;
    setFault(whom === 'one' && code === null ? t.offers.unitMissing : undefined);
    if (whom === 'one' && code === null) return;
    await call('put', PATH, { path, body: { unitCode: whom === 'all' ? null : code, locked: [...locked] } });
    await done(t.offers.saved);
  };
  return (
    <form className="form" noValidate onSubmit={(event) => event.preventDefault()}>
      <p>{t.offers.lead(title)}</p>
      <RadioField
        label={t.offers.whom}
        value={whom}
        options={[
          { value: 'all', title: t.offers.all },
          { value: 'one', title: t.offers.one },
        ]}
        onChange={setWhom}
      />
      {whom === 'one' && (
        <TreeUnitField
          on={localDay(serverNow())}
          label={t.offers.unit}
          hint={offer?.unit ? t.offers.now(offer.unit.name) : undefined}
          error={fault}
          value={unit}
          onChange={setUnit}
        />
      )}
      <fieldset className="field choices">
        <legend className="label">{t.offers.locks}</legend>
        <p className="hint">{t.offers.locksHint}</p>
        {lockableParts().map((part) => (
          <PartLocks key={part.path} part={part} locked={locked} onChange={setLocked} />
        ))}
      </fieldset>
      <p className="box">{t.offers.keeps}</p>
      {error && <ErrorBox error={error} />}
      <div className="row">
        <Button type="submit" work={save} onError={setError}>
          {offer ? t.offers.change : t.offers.save}
        </Button>
        {offer && (
          <Button kind="danger" work={() => setWithdrawing(true)}>
            {t.offers.withdraw}
          </Button>
        )}
      </div>
      {isWithdrawing && (
        <Confirm
          title={t.offers.withdrawTitle}
          act={t.offers.withdraw}
          work={() => call('delete', PATH, { path })}
          onDone={() => void done(t.offers.withdrawn)}
          onClose={() => setWithdrawing(false)}
        >
          <p>{t.offers.withdrawText}</p>
        </Confirm>
      )}
    </form>
  );
}

/** One part: locked whole, or place by place. */
function PartLocks({
  part,
  locked,
  onChange,
}: {
  part: Part;
  locked: readonly string[];
  onChange: (locked: readonly string[]) => void;
}) {
  const { t, f } = useLanguage();
  const isWhole = locked.includes(part.path);
  // Also deeper places, which no box here stands for.
  const inside = locked.filter((path) => path.startsWith(`${part.path}.`));
  const set = (path: string, isLocked: boolean) =>
    onChange(isLocked ? [...locked, path] : locked.filter((one) => one !== path));
  const deeper = inside.filter((path) => !part.places.some((place) => place.path === path));
  return (
    <details className="lock-part">
      <summary>
        {part.label}{' '}
        {isWhole ? (
          <span className="tag tag-good">{t.offers.whole}</span>
        ) : (
          inside.length > 0 && <span className="tag tag-good">{t.offers.count(f.count(inside.length))}</span>
        )}
      </summary>
      <div className="lock-places">
        {part.isLockable && (
          <CheckField
            label={t.offers.wholePart(part.label)}
            value={isWhole}
            onChange={(next) => set(part.path, next)}
          />
        )}
        {!isWhole &&
          [...part.places, ...deeper.map((path) => ({ path, label: labelAt(path) }))].map(({ path, label }) => (
            <CheckField key={path} label={label} value={locked.includes(path)} onChange={(next) => set(path, next)} />
          ))}
      </div>
    </details>
  );
}
