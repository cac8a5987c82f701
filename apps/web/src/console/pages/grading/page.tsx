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
import { failureWords } from '../results/settlement.js';

const PATH = '/api/grading';
const OTHERS = '/api/work-queues';
const STATES = ['waiting', 'active', 'delayed', 'failed'] as const;
type State = Answer<typeof PATH, 'get'>;
type Queue = Answer<typeof OTHERS, 'get'>['queues'][number];

/** How all queues stand, for whoever keeps the system: what is owed, what failed and why, and running it again. */
export function Page() {
  const { t } = useLanguage();
  const answer = useApi(PATH);
  const others = useApi(OTHERS);
  const again = () => Promise.all([answer.refetch(), others.refetch()]);
  const error = answer.error ?? others.error;
  return (
    <>
      <div className="head">
        <h1>{t.grading.title}</h1>
        <Button kind="second" work={again}>
          {t.grading.reload}
        </Button>
      </div>
      <p>{t.grading.lead}</p>
      {error && <ErrorBox error={error} again={() => void again()} />}
      {answer.data && others.data ? (
        <Desk state={answer.data} others={others.data.queues} />
      ) : (
        !error && <Waiting lines={8} />
      )}
    </>
  );
}

function Desk({ state, others }: { state: State; others: Queue[] }) {
  const { t } = useLanguage();
  const [error, setError] = useState<Error | null>(null);
  const act = (work: () => Promise<void>) => async () => {
    setError(null);
    await work();
    await Promise.all([renew(PATH), renew(OTHERS)]);
  };
  const shared = { act, onError: setError };
  return (
    <>
      {error && <ErrorBox error={error} />}
      <Board state={state} others={others} {...shared} />
      {state.queue ? (
        <Failed jobs={state.queue.failed} {...shared} />
      ) : (
        <p className="box box-warn">{t.grading.away}</p>
      )}
      <Stuck attempts={state.stuck} {...shared} />
      <Others queues={others} {...shared} />
    </>
  );
}

interface Acts {
  /** Does something and looks again. */
  act(work: () => Promise<void>): () => Promise<void>;
  onError(error: Error): void;
}

function Board({ state: { owed, queue }, others, act, onError }: { state: State; others: Queue[] } & Acts) {
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
      </dl>
      <h2>{t.grading.board}</h2>
      <table className="queues">
        <thead>
          <tr>
            <th scope="col">{t.grading.queue}</th>
            {STATES.map((state) => (
              <th key={state} scope="col">
                {t.grading.states[state]}
              </th>
            ))}
            <th scope="col">{t.grading.oldestJob}</th>
          </tr>
        </thead>
        <tbody>
          <QueueRow name={t.grading.queues.grading} queue={queue} />
          {others.map((other) => (
            <QueueRow key={other.name} name={t.grading.queues[other.name]} queue={other} />
          ))}
        </tbody>
      </table>
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

/** null: nobody can say now. */
function QueueRow({ name, queue }: { name: string; queue: Pick<Queue, 'counts' | 'oldestMs'> | null }) {
  const { t, f } = useLanguage();
  const cells = STATES.map((state) => ({
    name: t.grading.states[state],
    value: queue ? f.count(queue.counts[state]) : t.grading.unknown,
    isWrong: state === 'failed' && queue !== null && queue.counts.failed > 0,
  }));
  const oldest = queue && (queue.counts.waiting === 0 ? t.grading.none : f.duration(queue.oldestMs));
  cells.push({ name: t.grading.oldestJob, value: oldest ?? t.grading.unknown, isWrong: false });
  return (
    <tr>
      <th scope="row">{name}</th>
      {cells.map((cell) => (
        <td key={cell.name} data-name={cell.name} className={cell.isWrong ? 'queues-failed' : undefined}>
          {cell.value}
        </td>
      ))}
    </tr>
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

/** Files, results and keys. Running one again is safe: a file or version that is there already is not made twice. */
function Others({ queues, act, onError }: { queues: Queue[] } & Acts) {
  const { t, f } = useLanguage();
  const say = useToast();
  const run = (queue: 'documents' | 'settlements', { id, contestId }: Queue['failed'][number]) =>
    act(async () => {
      await post('/api/work-queues/retries', { queue, id, contestId });
      say(t.grading.run);
    });
  const failed = queues.flatMap(({ name, failed: jobs }) => jobs.map((job) => ({ queue: name, job })));
  const words = (reason: string) => (reason === 'INTERNAL' ? t.grading.broke : failureWords(reason, t));
  const kinds: Record<string, string | undefined> = t.grading.kinds;
  return (
    <section className="card">
      <h2>{t.grading.othersTitle}</h2>
      <p>{failed.length === 0 ? t.grading.othersNone : t.grading.othersLead}</p>
      <ul className="grading-lines">
        {failed.map(({ queue, job }) => {
          const name = `${t.grading.queues[queue]}: ${kinds[job.kind] ?? job.kind}, ${job.contest}`;
          return (
            <li key={job.id}>
              <div>
                {name}
                <span className="hint">
                  {t.grading.otherMore(f.count(job.tries), f.weekdayTime(job.askedAt, 0))} {t.grading.reason}:{' '}
                  {queue === 'corrections' ? <code lang="zxx">{job.reason}</code> : words(job.reason)}
                  {queue === 'corrections' && ` ${t.grading.askAnew}`}
                </span>
              </div>
              {queue !== 'corrections' && (
                <Button kind="second" work={run(queue, job)} onError={onError} label={t.grading.retryOf(name)}>
                  {t.grading.retry}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
