import './grading.css';
import { useState } from 'react';
import { call, post, type Answer } from '../../../shared/api/client.js';
import { renew, useApi } from '../../api.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { useToast } from '../../ui/toast.js';
import { Waiting } from '../../ui/waiting.js';

const PATH = '/api/grading';
const STATES = ['waiting', 'active', 'delayed', 'failed'] as const;
type State = Answer<typeof PATH, 'get'>;

/** How grading stands, for whoever keeps the system: what is owed, what failed and why, and trying again. */
export function Page() {
  const { t } = useLanguage();
  const answer = useApi(PATH);
  return (
    <>
      <div className="head">
        <h1>{t.grading.title}</h1>
        <Button kind="second" work={() => answer.refetch()}>
          {t.grading.reload}
        </Button>
      </div>
      <p>{t.grading.lead}</p>
      {answer.error && <ErrorBox error={answer.error} again={() => void answer.refetch()} />}
      {answer.data ? <Desk state={answer.data} /> : !answer.error && <Waiting lines={8} />}
    </>
  );
}

function Desk({ state }: { state: State }) {
  const { t } = useLanguage();
  const [error, setError] = useState<Error | null>(null);
  const act = (work: () => Promise<void>) => async () => {
    setError(null);
    await work();
    await renew(PATH);
  };
  const shared = { act, onError: setError };
  return (
    <>
      {error && <ErrorBox error={error} />}
      <Figures state={state} {...shared} />
      {state.queue ? (
        <Failed jobs={state.queue.failed} {...shared} />
      ) : (
        <p className="box box-warn">{t.grading.away}</p>
      )}
      <Stuck attempts={state.stuck} {...shared} />
    </>
  );
}

interface Acts {
  /** Does something and looks again. */
  act(work: () => Promise<void>): () => Promise<void>;
  onError(error: Error): void;
}

function Figures({ state: { owed, queue }, act, onError }: { state: State } & Acts) {
  const { t, f } = useLanguage();
  const say = useToast();
  const [isAsking, setAsking] = useState(false);
  const setPaused = (isPaused: boolean) =>
    act(async () => {
      await call('put', '/api/grading/pause', { body: { isPaused } });
      say(isPaused ? t.grading.paused : t.grading.resumed);
    });
  const wait = (count: number, ms: number) => (count === 0 ? t.grading.none : f.duration(ms));
  return (
    <section className="card">
      <dl className="grading-figures">
        <Figure name={t.grading.owed} value={f.count(owed.attempts)} />
        <Figure name={t.grading.oldest} value={wait(owed.attempts, owed.oldestMs)} />
        {queue && (
          <>
            {STATES.map((state) => (
              <Figure key={state} name={t.grading.states[state]} value={f.count(queue.counts[state])} />
            ))}
            <Figure name={t.grading.oldestJob} value={wait(queue.counts.waiting, queue.oldestMs)} />
          </>
        )}
      </dl>
      {queue?.isPaused && <p className="box box-warn">{t.grading.isPaused}</p>}
      {queue &&
        (queue.isPaused ? (
          <Button work={setPaused(false)} onError={onError}>
            {t.grading.resume}
          </Button>
        ) : (
          <Button kind="second" work={() => setAsking(true)}>
            {t.grading.pause}
          </Button>
        ))}
      {isAsking && (
        <Confirm
          title={t.grading.pauseTitle}
          act={t.grading.pause}
          work={setPaused(true)}
          onDone={() => setAsking(false)}
          onClose={() => setAsking(false)}
        >
          <p>{t.grading.pauseWhat(f.count(owed.attempts))}</p>
        </Confirm>
      )}
    </section>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Failed({ jobs, act, onError }: { jobs: NonNullable<State['queue']>['failed'] } & Acts) {
  const { t, f } = useLanguage();
  const say = useToast();
  const retry = (jobId: string | null) =>
    act(async () => {
      const { count } = await post('/api/grading/retries', { jobId });
      say(t.grading.retried(f.count(count)));
    });
  return (
    <section className="card">
      <div className="head">
        <h2>{t.grading.failedTitle}</h2>
        {jobs.length > 1 && (
          <Button kind="second" work={retry(null)} onError={onError}>
            {t.grading.retryAll}
          </Button>
        )}
      </div>
      {jobs.length === 0 && <p>{t.grading.failedNone}</p>}
      <ul className="grading-lines">
        {jobs.map(({ id, attempts, contestId, tries, failedAt, reason }) => {
          const name = t.grading.job(f.count(attempts), f.count(contestId));
          return (
            <li key={id}>
              <div>
                {name}
                <span className="hint">
                  {t.grading.jobMore(f.count(tries), f.weekdayTime(failedAt, 0))} {t.grading.reason}:{' '}
                  <code lang="zxx">{reason}</code>
                </span>
              </div>
              <Button kind="second" work={retry(id)} onError={onError} label={t.grading.retryOf(name)}>
                {t.grading.retry}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Stuck({ attempts, act, onError }: { attempts: State['stuck'] } & Acts) {
  const { t, f } = useLanguage();
  const say = useToast();
  const again = (attemptId: string | null) =>
    act(async () => {
      const { count } = await post('/api/grading/repeats', { attemptId });
      say(t.grading.repeated(f.count(count)));
    });
  return (
    <section className="card">
      <div className="head">
        <h2>{t.grading.stuckTitle}</h2>
        {attempts.length > 1 && (
          <Button kind="second" work={again(null)} onError={onError}>
            {t.grading.againAll}
          </Button>
        )}
      </div>
      <p>{attempts.length === 0 ? t.grading.stuckNone : t.grading.stuckLead}</p>
      <ul className="grading-lines">
        {attempts.map(({ attemptId, contest, tries, lastAt, reason }) => {
          const name = t.grading.attempt(attemptId.slice(-6));
          return (
            <li key={attemptId}>
              <div>
                {name}, {contest}
                <span className="hint">
                  {t.grading.jobMore(f.count(tries), f.weekdayTime(lastAt, 0))} {t.grading.reason}:{' '}
                  <code lang="zxx">{reason}</code>
                </span>
              </div>
              <Button kind="second" work={again(attemptId)} onError={onError} label={t.grading.againOf(name)}>
                {t.grading.again}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
