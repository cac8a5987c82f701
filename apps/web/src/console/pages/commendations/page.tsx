import './commendations.css';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { post, randomKey } from '../../../shared/api/client.js';
import { useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { ErrorBox } from '../../ui/error-box.js';
import { useToast } from '../../ui/toast.js';
import { Waiting } from '../../ui/waiting.js';
import { formOf, LISTS, renewLists, type Proposal } from './commendations.js';
import { ListView } from './list-view.js';
import { isWhole, NO_WISH, WishFields, type Wish } from './wish-fields.js';

const CHOSEN = 'ds';

/** Who is proposed for bằng khen or giấy khen: the lists of a contest, and one of them. */
export function Page() {
  const { t } = useLanguage();
  const { slug } = useContest();
  const [parameters] = useSearchParams();
  const answer = useApi(LISTS, { path: { slug } });
  const { data, error } = answer;
  const chosen = parameters.get(CHOSEN);
  return (
    <>
      <div className="head">
        <h1>{t.commendations.title}</h1>
        {chosen && <Link to={{ search: `?cuoc-thi=${slug}` }}>{t.commendations.all}</Link>}
      </div>
      {chosen && <ListView key={chosen} id={chosen} />}
      {!chosen && (
        <>
          <p>{t.commendations.lead}</p>
          {error && !data && <ErrorBox error={error} again={() => void answer.refetch()} />}
          {!error && !data && <Waiting lines={4} />}
          {data?.proposals.length === 0 && <p className="box">{t.commendations.none}</p>}
          {data?.proposals.map((one) => (
            <ListCard key={one.id} proposal={one} />
          ))}
          {data?.mayRun && <NewList />}
        </>
      )}
    </>
  );
}

function ListCard({ proposal }: { proposal: Proposal }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const { authority, persons, units, madeAt, madeBy } = proposal;
  const [decision] = proposal.decisions;
  const name = `${formOf(t, proposal)} – ${authority}`;
  return (
    <section className="card commendations-card" aria-label={name}>
      <div>
        <h2>{name}</h2>
        <p>
          <span className={decision ? 'tag tag-good' : 'tag tag-quiet'}>
            {decision ? t.commendations.decidedTag(decision.number) : t.commendations.openTag}
          </span>{' '}
          {t.commendations.counts(f.count(units), f.count(persons))}{' '}
          <span className="soft">{t.commendations.madeBy(madeBy ?? t.commendations.somebody, f.date(madeAt))}</span>
        </p>
      </div>
      <Link
        className="button button-second"
        aria-label={t.commendations.openOf(name)}
        to={{ search: `?cuoc-thi=${slug}&${CHOSEN}=${proposal.id}` }}
      >
        {t.commendations.open}
      </Link>
    </section>
  );
}

function NewList() {
  const { t } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [, setParameters] = useSearchParams();
  const [wish, setWish] = useState<Wish>(NO_WISH);
  const [isMissing, setMissing] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const make = async () => {
    setError(null);
    setMissing(!isWhole(wish));
    if (!isWhole(wish)) return;
    const { id } = await post(LISTS, { id: randomKey(), ...wish }, { path: { slug } });
    await renewLists();
    say(t.commendations.made);
    setParameters({ 'cuoc-thi': slug, [CHOSEN]: id });
  };
  return (
    <section className="card" aria-labelledby="lap-moi">
      <h2 id="lap-moi">{t.commendations.makeTitle}</h2>
      <p>{t.commendations.makeText}</p>
      <form className="form" noValidate onSubmit={(event) => event.preventDefault()}>
        <WishFields wish={wish} onChange={setWish} isMissing={isMissing} />
        {error && <ErrorBox error={error} />}
        <Button type="submit" work={make} onError={setError}>
          {t.commendations.make}
        </Button>
      </form>
    </section>
  );
}
