import { useId, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { call, post, type Answer } from '../../../shared/api/client.js';
import { isPhone } from '../../../shared/person-input.js';
import { renew, useApi } from '../../api.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { CopyButton } from '../../ui/copy-button.js';
import { Confirm } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Field, TextField } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import { Waiting } from '../../ui/waiting.js';
import './rehearsal.css';

const PATH = '/api/contest-plans/{id}/rehearsal';
type Rehearsal = Answer<typeof PATH, 'get'>;

/** Trying the contest of a plan (`?ban=`) with invited testers before it opens. */
export function Page() {
  const { t } = useLanguage();
  const [parameters] = useSearchParams();
  const id = parameters.get('ban');
  return (
    <>
      <div className="head">
        <h1>{t.rehearsal.title}</h1>
      </div>
      <p>{t.rehearsal.lead}</p>
      {id === null ? (
        <>
          <p>{t.rehearsal.noPlan}</p>
          <p>
            <Link to="/cuoc-thi">{t.rehearsal.toPlans}</Link>
          </p>
        </>
      ) : (
        <OfPlan id={id} />
      )}
    </>
  );
}

function OfPlan({ id }: { id: string }) {
  const { t } = useLanguage();
  const plan = useApi('/api/contest-plans/{id}', { path: { id } });
  const answer = useApi(PATH, { path: { id } });
  const error = plan.error ?? answer.error;
  if (error && !answer.data) return <ErrorBox error={error} again={() => void answer.refetch()} />;
  if (!plan.data || !answer.data) return <Waiting words={t.rehearsal.waiting} />;
  const title = plan.data.regulations['title'];
  return (
    <>
      <p>
        <Link to={{ pathname: '/cuoc-thi/soan', search: `?ban=${id}` }}>
          {t.rehearsal.of(typeof title === 'string' ? title : '…')}
        </Link>
      </p>
      {answer.data.open ? <Open id={id} open={answer.data.open} course={answer.data.course} /> : <Opening id={id} />}
      {answer.data.course && <Course course={answer.data.course} gaps={answer.data.gaps} />}
    </>
  );
}

const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n|[,;]/)
    .map((line) => line.trim())
    .filter(Boolean);

function Opening({ id }: { id: string }) {
  const { t } = useLanguage();
  const say = useToast();
  const [phones, setPhones] = useState('');
  const [units, setUnits] = useState('');
  const [hours, setHours] = useState('');
  const [faults, setFaults] = useState<{ phones?: string; hours?: string }>({});
  const [error, setError] = useState<Error | null>(null);
  const open = async () => {
    const [tried, unitCodes] = [linesOf(phones), linesOf(units)];
    const wrong = tried.filter((phone) => !isPhone(phone));
    const isLong = hours.trim() !== '' && !/^([1-9]|[1-9]\d|[1-6]\d\d|7[01]\d|720)$/.test(hours.trim());
    const found = {
      ...(wrong.length > 0 && { phones: t.rehearsal.phoneWrong(wrong.slice(0, 5).join('; ')) }),
      ...(tried.length + unitCodes.length === 0 && { phones: t.rehearsal.nobody }),
      ...(isLong && { hours: t.rehearsal.hoursWrong }),
    };
    setFaults(found);
    setError(null);
    if (Object.keys(found).length > 0) return;
    const roundHours = hours.trim() === '' ? null : Number(hours);
    await post(PATH, { phones: tried, unitCodes, roundHours }, { path: { id } });
    await renew(PATH);
    say(t.rehearsal.opened);
  };
  return (
    <form className="card" noValidate onSubmit={(event) => event.preventDefault()}>
      <Field label={t.rehearsal.phones} hint={t.rehearsal.phonesHint} error={faults.phones}>
        {(ties) => (
          <textarea
            className="input"
            rows={4}
            {...ties}
            value={phones}
            onChange={({ target }) => setPhones(target.value)}
          />
        )}
      </Field>
      <Field label={t.rehearsal.units} hint={t.rehearsal.unitsHint}>
        {(ties) => (
          <textarea
            className="input"
            rows={3}
            {...ties}
            value={units}
            onChange={({ target }) => setUnits(target.value)}
          />
        )}
      </Field>
      <TextField
        label={t.rehearsal.hours}
        hint={t.rehearsal.hoursHint}
        error={faults.hours}
        inputMode="numeric"
        value={hours}
        onChange={setHours}
      />
      {error && <ErrorBox error={error} />}
      <div className="row">
        <Button work={open} onError={setError}>
          {t.rehearsal.open}
        </Button>
      </div>
    </form>
  );
}

function Open({ id, open, course }: { id: string; open: NonNullable<Rehearsal['open']>; course: Rehearsal['course'] }) {
  const { t, f } = useLanguage();
  const say = useToast();
  const [isRemoving, setRemoving] = useState(false);
  const source = useId();
  const address = `${location.origin}/cuoc-thi/${open.contestSlug}`;
  const attempts = f.count(course?.attempts ?? 0);
  return (
    <section className="card">
      <h2>{t.rehearsal.isOpen}</h2>
      <p>
        {t.rehearsal.since(f.weekdayTime(open.madeAt, 0))}{' '}
        {t.rehearsal.invited(f.count(open.phones), f.count(open.unitCodes.length))}
      </p>
      <div className="field">
        <label className="label" htmlFor={source}>
          {t.rehearsal.address}
        </label>
        <input className="input" id={source} value={address} readOnly />
      </div>
      <div className="row">
        <CopyButton text={address} source={source}>
          {t.rehearsal.copyAddress}
        </CopyButton>
        <a href={address}>{t.rehearsal.look}</a>
        <Button kind="danger" work={() => setRemoving(true)}>
          {t.rehearsal.remove}
        </Button>
      </div>
      {isRemoving && (
        <Confirm
          title={t.rehearsal.removeTitle}
          act={t.rehearsal.remove}
          work={async () => {
            const removed = await call('delete', PATH, { path: { id } });
            await renew(PATH);
            say(t.rehearsal.removed(f.count(removed.attempts)));
          }}
          onDone={() => setRemoving(false)}
          onClose={() => setRemoving(false)}
        >
          <p>{t.rehearsal.removeText(attempts)}</p>
        </Confirm>
      )}
    </section>
  );
}

const COUNTS = ['attempts', 'persons', 'submitted', 'timedOut', 'graded', 'units', 'phones', 'desktops'] as const;

function Course({ course, gaps }: { course: NonNullable<Rehearsal['course']>; gaps: readonly string[] }) {
  const { t, f } = useLanguage();
  return (
    <section className="card">
      <h2>{t.rehearsal.course}</h2>
      {course.attempts === 0 ? (
        <p>{t.rehearsal.none}</p>
      ) : (
        <dl className="rehearsal-facts">
          {COUNTS.map((name) => (
            <div key={name}>
              <dt>{t.rehearsal.counts[name]}</dt>
              <dd>{f.count(course[name])}</dd>
            </div>
          ))}
        </dl>
      )}
      {course.attempts > 0 && gaps.length === 0 && <p>{t.rehearsal.gapsNone}</p>}
      {gaps.length > 0 && (
        <>
          <h3>{t.rehearsal.gaps}</h3>
          <ul>
            {gaps.map((gap) => (
              <li key={gap}>{gap}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
