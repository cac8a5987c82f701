import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addressOf, get, post, randomKey, type Answer, type BodyOf } from '../../shared/api/client.js';
import { queries } from '../api.js';
import { useContest } from '../contest.js';
import { useLanguage } from '../language.js';
import { Button } from './button.js';
import './document-job.css';
import { ErrorBox } from './error-box.js';

const JOBS = '/api/contests/{slug}/document-jobs';
const JOB = '/api/contests/{slug}/document-jobs/{id}';

export type DocumentJobAnswer = Answer<typeof JOB, 'get'>;
/** What can be asked for: a kind with its params. */
export type DocumentWish =
  BodyOf<typeof JOBS, 'post'> extends infer Body
    ? Body extends { kind: unknown; params: unknown }
      ? Pick<Body, 'kind' | 'params'>
      : never
    : never;

const LOOK_EVERY_MS = 1_000;
const isOpen = (job: DocumentJobAnswer | undefined): boolean => job?.state === 'asked' || job?.state === 'running';

/** A job as it goes on, by its id; null follows nothing. */
export function useDocumentJob(id: string | null) {
  const { slug } = useContest();
  const path = { slug, id: id ?? '' };
  return useQuery<DocumentJobAnswer, Error>({
    queryKey: [JOB, path],
    queryFn: ({ signal }) => get(JOB, { path, signal }),
    enabled: id !== null,
    refetchInterval: ({ state }) => (isOpen(state.data) ? LOOK_EVERY_MS : false),
  });
}

/** Asks for a file; the answer is its job. */
export async function askDocument(slug: string, wish: DocumentWish): Promise<DocumentJobAnswer> {
  const body = { id: randomKey(), ...wish } as BodyOf<typeof JOBS, 'post'>;
  const job = await post(JOBS, body, { path: { slug } });
  queries.setQueryData([JOB, { slug, id: job.id }], job);
  await queries.invalidateQueries({ queryKey: [JOBS] });
  return job;
}

/**
 * A button that has a file made, then how far it is, and the file; it can be cancelled, and begun again when it failed.
 *
 * @param wish what is asked for when the button is pressed
 * @example <DocumentJob wish={{ kind: 'report', params }} label={t.report.docx} />
 */
export function DocumentJob({
  wish,
  label,
  buttonKind = 'second',
}: {
  wish: DocumentWish;
  label: string;
  buttonKind?: 'main' | 'second';
}) {
  const { slug } = useContest();
  const [id, setId] = useState<string | null>(null);
  const [error, setError] = useState<Error>();
  const { data: job } = useDocumentJob(id);
  const ask = async () => {
    setError(undefined);
    setId((await askDocument(slug, wish)).id);
  };
  return (
    <div className="document-job">
      {!isOpen(job) && (
        <Button kind={buttonKind} work={ask} onError={setError}>
          {label}
        </Button>
      )}
      {error && <ErrorBox error={error} />}
      {job && <JobState job={job} again={ask} />}
    </div>
  );
}

/** How a job stands: waiting or being made with a bar, the file to take away, or why there is none. */
export function JobState({ job, again }: { job: DocumentJobAnswer; again?: () => unknown }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const [error, setError] = useState<Error>();
  const path = { slug, id: job.id };
  const cancel = async () => {
    const left = await post(`${JOB}/cancellation`, undefined, { path });
    queries.setQueryData([JOB, path], left);
    await queries.invalidateQueries({ queryKey: [JOBS] });
  };
  if (isOpen(job)) {
    const far = job.state === 'running' && job.total > 0 ? Math.min(1, job.done / job.total) : null;
    const words =
      job.state === 'asked'
        ? t.documents.waiting
        : far === null
          ? t.documents.beginning
          : t.documents.making(f.count(Math.floor(far * 100)));
    return (
      <div className="row" role="status">
        <span>{words}</span>
        <progress aria-label={words} max={1} {...(far !== null && { value: far })} />
        <Button kind="quiet" work={cancel} onError={setError}>
          {t.documents.cancel}
        </Button>
        {error && <ErrorBox error={error} />}
      </div>
    );
  }
  if (job.state === 'done' && job.file)
    return (
      <p role="status">
        <a className="button" href={addressOf(`${JOB}/file`, { path })} download={job.file.name}>
          {t.documents.download(job.file.name, sizeOf(job.file.sizeBytes))}
        </a>{' '}
        {job.expiresAt && <span className="hint">{t.documents.expires(f.weekdayTime(job.expiresAt))}</span>}
      </p>
    );
  return (
    <div className={job.state === 'failed' ? 'box box-wrong' : 'box'} role="status">
      <p>{job.failure?.title ?? t.documents.cancelled}</p>
      {again && (
        <Button kind="second" work={again} onError={setError}>
          {t.documents.again}
        </Button>
      )}
      {error && <ErrorBox error={error} />}
    </div>
  );

  function sizeOf(bytes: number): string {
    const kilobytes = Math.max(1, Math.round(bytes / 1024));
    return kilobytes < 1024
      ? t.documents.kilobytes(f.count(kilobytes))
      : t.documents.megabytes(f.count(Math.round(kilobytes / 1024)));
  }
}

/** The files of a kind that were asked for in the contest, whoever asked. `titleOf` says which it is. */
export function DocumentJobs({
  kind,
  titleOf,
}: {
  kind: DocumentWish['kind'];
  titleOf: (job: DocumentJobAnswer) => string | null;
}) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const wish = { path: { slug }, query: { kind } };
  const { data, error, refetch } = useQuery<Answer<typeof JOBS, 'get'>, Error>({
    queryKey: [JOBS, wish],
    queryFn: ({ signal }) => get(JOBS, { ...wish, signal }),
    refetchInterval: ({ state }) => (state.data?.jobs.some(isOpen) ? LOOK_EVERY_MS : false),
  });
  if (error && !data) return <ErrorBox error={error} again={() => void refetch()} />;
  const jobs = (data?.jobs ?? []).flatMap((job) => {
    const title = titleOf(job);
    return title === null ? [] : [{ job, title }];
  });
  return (
    <section className="card">
      <h2>{t.documents.earlier}</h2>
      {data && jobs.length === 0 && <p>{t.documents.none}</p>}
      <ul className="document-jobs">
        {jobs.map(({ job, title }) => (
          <li key={job.id}>
            <strong>{title}</strong>{' '}
            <span className="hint">
              {t.documents.askedBy(job.askedByName ?? t.documents.somebody, f.weekdayTime(job.askedAt))}
            </span>
            <JobState job={job} />
          </li>
        ))}
      </ul>
    </section>
  );
}
