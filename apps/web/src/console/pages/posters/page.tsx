import './posters.css';
import { useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Waiting } from '../../ui/waiting.js';
import { Messages } from './messages.js';
import { Papers } from './papers.js';
import { ToPrint } from './to-print.js';

/** What a contest puts up, sends out and writes: posters, papers, messages. */
export function Page() {
  const { t } = useLanguage();
  const { slug } = useContest();
  const { data: contest, error, refetch } = useApi('/api/contests/{slug}', { path: { slug } });
  return (
    <>
      <div className="head">
        <h1>{t.posters.title}</h1>
      </div>
      <p>{t.posters.lead}</p>
      {error && <ErrorBox error={error} again={() => void refetch()} />}
      {!contest && !error && <Waiting lines={6} />}
      {contest && (
        <>
          <ToPrint title={contest.title} />
          <Papers rounds={contest.roundList} hasRegulations={contest.hasRegulations} />
          <Messages />
        </>
      )}
    </>
  );
}
