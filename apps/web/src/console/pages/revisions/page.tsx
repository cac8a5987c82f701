import { useState } from 'react';
import { Link } from 'react-router';
import { post, Refusal, type Answer } from '../../../shared/api/client.js';
import { renew, useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Confirm, Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { RadioField } from '../../ui/choice-fields.js';
import { TextField } from '../../ui/field.js';
import { LocalTimeField } from '../../ui/local-time-field.js';
import { useToast } from '../../ui/toast.js';
import { fromLocal } from '../running/local-time.js';
import { Waiting } from '../../ui/waiting.js';
import './revisions.css';

const LIST = '/api/contests/{slug}/revisions';
const DRAFT = '/api/contests/{slug}/revision-draft';
type Draft = Answer<typeof DRAFT, 'get'>;

/** The rules of a published contest: what its plan would change, and what was changed before. */
export function Page() {
  const { t } = useLanguage();
  const { slug } = useContest();
  const list = useApi(LIST, { path: { slug } });
  const draft = useApi(DRAFT, { path: { slug } });
  // A contest that was made from the command line has no plan: only what was changed is told.
  const hasNoPlan = draft.error instanceof Refusal && draft.error.code === 'PLAN_NOT_FOUND';
  const error = list.error ?? (hasNoPlan ? null : draft.error);
  return (
    <>
      <div className="head">
        <h1>{t.revisions.title}</h1>
      </div>
      <p>{t.revisions.lead}</p>
      {error && <ErrorBox error={error} again={() => void Promise.all([list.refetch(), draft.refetch()])} />}
      {!error && !list.data && <Waiting words={t.revisions.waiting} />}
      {draft.data && !hasNoPlan && <Drafted slug={slug} draft={draft.data} />}
      {list.data && <History slug={slug} revisions={list.data.revisions} />}
    </>
  );
}

function Drafted({ slug, draft }: { slug: string; draft: Draft }) {
  const { t, f } = useLanguage();
  const say = useToast();
  const [note, setNote] = useState('');
  const [fault, setFault] = useState<string>();
  const [isAsking, setAsking] = useState(false);
  const [from, setFrom] = useState<'now' | 'later'>('now');
  const [time, setTime] = useState('');
  const [timeFault, setTimeFault] = useState<string>();
  const { planId, version, faults, changes, planned } = draft;
  const effectiveAt = from === 'later' ? fromLocal(time) : null;
  const ask = () => {
    const isTimed = from === 'now' || effectiveAt !== null;
    setFault(note.trim() === '' ? t.revisions.noteMissing : undefined);
    setTimeFault(isTimed ? undefined : t.revisions.timeMissing);
    setAsking(note.trim() !== '' && isTimed);
  };
  return (
    <section className="card">
      <h2>{t.revisions.drafted}</h2>
      {changes.length === 0 ? <p>{t.revisions.nothing}</p> : <Changes changes={changes} />}
      <p>
        <Link to={{ pathname: '/cuoc-thi/soan', search: `?ban=${planId}` }}>{t.revisions.edit}</Link>
      </p>
      {planned && <Planned slug={slug} planned={planned} />}
      {!planned && faults.length > 0 && (
        <div className="box box-wrong">
          <p>{t.revisions.faults}</p>
          <ul>
            {faults.map(({ path, message }) => (
              <li key={path + message}>{message}</li>
            ))}
          </ul>
        </div>
      )}
      {!planned && changes.length > 0 && faults.length === 0 && (
        <form noValidate onSubmit={(event) => event.preventDefault()}>
          <TextField
            label={t.revisions.note}
            hint={t.revisions.noteHint}
            error={fault}
            maxLength={300}
            value={note}
            onChange={setNote}
          />
          <RadioField
            label={t.revisions.from}
            value={from}
            onChange={setFrom}
            options={[
              { value: 'now', title: t.revisions.fromNow },
              { value: 'later', title: t.revisions.fromLater },
            ]}
          />
          {from === 'later' && (
            <LocalTimeField
              label={t.revisions.time}
              hint={t.revisions.timeHint}
              error={timeFault}
              value={time}
              onChange={setTime}
            />
          )}
          <Button work={ask}>{t.revisions.publish}</Button>
        </form>
      )}
      {isAsking && (
        <Confirm
          title={t.revisions.publishTitle}
          act={t.revisions.publish}
          work={async () => {
            await post(LIST, { version, note, effectiveAt }, { path: { slug } });
            await renew(LIST, DRAFT);
            say(effectiveAt === null ? t.revisions.published : t.revisions.planned(f.weekdayTime(effectiveAt)));
          }}
          onDone={() => {
            setAsking(false);
            setNote('');
          }}
          onClose={() => setAsking(false)}
        >
          <p>
            {effectiveAt === null
              ? t.revisions.publishText(f.count(changes.length))
              : t.revisions.planText(f.count(changes.length), f.weekdayTime(effectiveAt))}
          </p>
        </Confirm>
      )}
    </section>
  );
}

/** What is to hold: told to everybody, and taken back until then. */
function Planned({ slug, planned }: { slug: string; planned: NonNullable<Draft['planned']> }) {
  const { t, f } = useLanguage();
  const say = useToast();
  const [isAsking, setAsking] = useState(false);
  const at = f.weekdayTime(planned.effectiveAt);
  return (
    <div className="box box-warn">
      <p>{t.revisions.waits(f.count(planned.number), at)}</p>
      <Button kind="second" work={() => setAsking(true)}>
        {t.revisions.withdraw}
      </Button>
      {isAsking && (
        <Confirm
          title={t.revisions.withdrawTitle}
          act={t.revisions.withdraw}
          work={async () => {
            await post(`${LIST}/planned/withdrawal`, { number: planned.number }, { path: { slug } });
            await renew(LIST, DRAFT);
            say(t.revisions.withdrawn);
          }}
          onDone={() => setAsking(false)}
          onClose={() => setAsking(false)}
        >
          <p>{t.revisions.withdrawText(at)}</p>
        </Confirm>
      )}
    </div>
  );
}

function Changes({ changes }: { changes: Draft['changes'] }) {
  const { t } = useLanguage();
  return (
    <table className="revision-changes">
      <thead>
        <tr>
          <th scope="col">{t.revisions.place}</th>
          <th scope="col">{t.revisions.before}</th>
          <th scope="col">{t.revisions.after}</th>
        </tr>
      </thead>
      <tbody lang="vi">
        {changes.map(({ path, label, before, after }) => (
          <tr key={path}>
            <th scope="row">{label}</th>
            <td>{before}</td>
            <td>{after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function History({ slug, revisions }: { slug: string; revisions: Answer<typeof LIST, 'get'>['revisions'] }) {
  const { t, f } = useLanguage();
  const [looked, setLooked] = useState<number | null>(null);
  return (
    <section className="card">
      <h2>{t.revisions.history}</h2>
      <ol className="revision-list">
        {[...revisions].reverse().map(({ number, effectiveAt, note, state }) => (
          <li key={number}>
            <strong>{t.revisions.revision(f.count(number), f.weekdayTime(effectiveAt, 0))}</strong>{' '}
            {state !== 'held' && <span className="tag tag-warn">{t.revisions.states[state]}</span>}
            <p>{note ?? t.revisions.first}</p>
            {number > 1 && state !== 'withdrawn' && (
              <Button kind="quiet" work={() => setLooked(number)} label={t.revisions.difference(f.count(number))}>
                {t.revisions.compare}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {looked !== null && (
        <Compared slug={slug} number={looked} before={beforeOf(revisions, looked)} onClose={() => setLooked(null)} />
      )}
    </section>
  );
}

/** The revision that held, or is to hold, before another: what was withdrawn never did. */
const beforeOf = (revisions: Answer<typeof LIST, 'get'>['revisions'], number: number): number =>
  Math.max(1, ...revisions.filter((one) => one.number < number && one.state !== 'withdrawn').map((one) => one.number));

function Compared({
  slug,
  number,
  before,
  onClose,
}: {
  slug: string;
  number: number;
  before: number;
  onClose: () => void;
}) {
  const { t, f } = useLanguage();
  const query = { from: before, to: number };
  const answer = useApi('/api/contests/{slug}/revisions/compare', { path: { slug }, query });
  return (
    <Dialog title={t.revisions.difference(f.count(number))} onClose={onClose}>
      {answer.error && <ErrorBox error={answer.error} />}
      {answer.data && <Changes changes={answer.data.changes} />}
      <div className="row">
        <Button kind="second" work={onClose}>
          {t.shell.close}
        </Button>
      </div>
    </Dialog>
  );
}
