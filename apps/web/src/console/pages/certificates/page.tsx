import './certificates.css';
import { useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Waiting } from '../../ui/waiting.js';
import { DESIGN } from './certificate-routes.js';
import { DesignForm } from './design-form.js';
import { GivenList } from './given-list.js';
import { Look } from './look.js';
import { ToPrint } from './to-print.js';

/** The certificates of a contest: who is given one, how they look, and those that were given. */
export function Page() {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const state = useApi(DESIGN, { path: { slug } });
  if (!state.data)
    return (
      <>
        <h1>{t.certificates.title}</h1>
        {state.error ? <ErrorBox error={state.error} again={() => void state.refetch()} /> : <Waiting lines={8} />}
      </>
    );
  const { version, isOver, closesAt, persons, fullMarks, valid, revoked } = state.data;
  return (
    <>
      <h1>{t.certificates.title}</h1>
      <p>{t.certificates.lead}</p>
      <p className="box">
        {isOver ? t.certificates.over : t.certificates.notOver(f.weekdayTime(closesAt, 0))}{' '}
        {t.certificates.counts(f.count(persons), f.count(fullMarks), f.count(valid), f.count(revoked))}
      </p>
      <Look version={version} />
      <DesignForm key={version} state={state.data} />
      <ToPrint state={state.data} />
      <GivenList />
    </>
  );
}
