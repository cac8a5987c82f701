import { useEffect } from 'react';
import { Link, useSearchParams } from 'react-router';
import { renew, useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Waiting } from '../../ui/waiting.js';
import { FieldView } from './field-view.js';
import { actOf, newestOf, SETTLEMENT, SETTLEMENTS, type FieldState } from './settlement.js';
import './results.css';

/** While the worker is at it, so often it is asked how far it is. */
const RENEW_MS = 2_000;
const CHOSEN = 'muc';
const TAGS = {
  coming: 'tag tag-quiet',
  ready: 'tag tag-warn',
  asked: 'tag',
  computed: 'tag tag-warn',
  published: 'tag tag-good',
  failed: 'tag tag-wrong',
};

/** The results of rounds, phases and the contest, from the frozen input to the last appeal: one field at a time. */
export function Page() {
  const { t } = useLanguage();
  const { slug } = useContest();
  const [parameters] = useSearchParams();
  const answer = useApi(SETTLEMENTS, { path: { slug } });
  const { data, error } = answer;
  const isWorking = data?.fields.some((field) => newestOf(field)?.state === 'asked') ?? false;
  useEffect(() => {
    if (!isWorking) return;
    const timer = setInterval(() => void (document.hidden || renew(SETTLEMENTS)), RENEW_MS);
    return () => {
      clearInterval(timer);
      void renew(SETTLEMENT);
    };
  }, [isWorking]);
  const field = data?.fields.find(({ name }) => name === parameters.get(CHOSEN));
  return (
    <>
      <div className="head">
        <h1>{field ? `${t.settlements.title}: ${field.title}` : t.settlements.title}</h1>
        {field && <Link to={{ search: `?cuoc-thi=${slug}` }}>{t.settlements.all}</Link>}
      </div>
      {error && !data && <ErrorBox error={error} again={() => void answer.refetch()} />}
      {!error && !data && <Waiting lines={6} words={t.settlements.waiting} />}
      {data && field && <FieldView key={field.name} field={field} settlements={data} />}
      {data && !field && (
        <>
          <p>{t.settlements.lead}</p>
          {data.openAppeals > 0 && <OpenAppeals count={data.openAppeals} />}
          {data.fields.map((one) => (
            <FieldCard key={one.name} field={one} />
          ))}
        </>
      )}
    </>
  );
}

function OpenAppeals({ count }: { count: number }) {
  const { t, f } = useLanguage();
  return <p className="box box-warn">{t.settlements.next.appeals(f.count(count))}</p>;
}

/** One field in a few words, and the way into it. */
function FieldCard({ field }: { field: FieldState }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const state = newestOf(field)?.state;
  const act = actOf(field, 0);
  const shown =
    state === undefined || state === 'superseded' || state === 'withdrawn'
      ? act === 'freeze'
        ? 'ready'
        : 'coming'
      : state;
  return (
    <section className="card results-card" aria-label={field.title}>
      <div>
        <h2>{field.title}</h2>
        <p>
          <span className={TAGS[shown]}>{t.settlements.states[shown]}</span>{' '}
          {field.prizes === 0 ? t.settlements.noPrizes : t.settlements.prizesHere(f.count(field.prizes))}{' '}
          {shown === 'coming' && t.settlements.next.coming(f.weekdayTime(field.closesAt, 0))}
        </p>
      </div>
      <Link
        className="button button-second"
        aria-label={t.settlements.openOf(field.title)}
        to={{ search: `?cuoc-thi=${slug}&${CHOSEN}=${field.name}` }}
      >
        {t.settlements.open}
      </Link>
    </section>
  );
}
