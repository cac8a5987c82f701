import { useState } from 'react';
import { useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import {
  askDocument,
  DocumentJob,
  DocumentJobs,
  JobState,
  useDocumentJob,
  type DocumentJobAnswer,
} from '../../ui/document-job.js';
import { ErrorBox } from '../../ui/error-box.js';
import { SelectField } from '../../ui/field.js';
import { useList } from '../../ui/use-list.js';
import type { Field } from './behind.js';
import { Preview } from './preview.js';

const FORMATS = ['docx', 'xlsx', 'pdf', 'zip'] as const;

/** The report of a contest, phase or round: looked at here, with the rows behind each figure, and taken away as files. */
export function Page() {
  const { t } = useLanguage();
  const { slug } = useContest();
  const list = useList();
  const contest = useApi('/api/contests/{slug}', { path: { slug } });
  const named = list.choice('pham-vi');
  const field = fieldOf(named);
  const fields = [
    { value: '', title: t.report.whole },
    ...(contest.data?.phases ?? []).map(({ id, title }) => ({ value: `phase-${id}`, title })),
    ...(contest.data?.roundList ?? []).map(({ number, title }) => ({ value: `round-${number}`, title })),
  ];
  const titleOf = ({ params }: DocumentJobAnswer): string | null => {
    const { scope, scopeId, format } = params as { scope: string; scopeId: number | null; format: string };
    const of = fields.find(({ value }) => value === (scope === 'contest' ? '' : `${scope}-${scopeId}`));
    const name = FORMATS.find((one) => one === format);
    return name && of ? `${t.report.names[name]}: ${of.title}` : null;
  };

  return (
    <>
      <div className="head">
        <h1>{t.report.title}</h1>
      </div>
      <p>{t.report.lead}</p>
      <section className="card">
        <SelectField
          label={t.report.field}
          value={named}
          onChange={(value) => list.choose('pham-vi', value)}
          options={fields}
        />
        <div className="row">
          {FORMATS.map((format) => (
            <DocumentJob
              key={`${format} ${named}`}
              wish={{ kind: 'report', params: { ...field, format } }}
              label={t.report.formats[format]}
            />
          ))}
        </div>
      </section>
      <Look key={named} field={field} />
      <DocumentJobs kind="report" titleOf={titleOf} />
    </>
  );
}

function Look({ field }: { field: Field }) {
  const { t } = useLanguage();
  const { slug } = useContest();
  const [id, setId] = useState<string | null>(null);
  const [error, setError] = useState<Error>();
  const { data: job } = useDocumentJob(id);
  const look = async () => {
    setError(undefined);
    setId((await askDocument(slug, { kind: 'report', params: { ...field, format: 'preview' } })).id);
  };
  return (
    <>
      {(!job || job.state === 'done') && (
        <p>
          <Button work={look} onError={setError}>
            {t.report.look}
          </Button>
        </p>
      )}
      {error && <ErrorBox error={error} />}
      {job && job.state !== 'done' && <JobState job={job} again={look} />}
      {job?.state === 'done' && <Preview jobId={job.id} field={field} />}
    </>
  );
}

function fieldOf(named: string): Field {
  const [, scope, id] = /^(phase|round)-(\d+)$/.exec(named) ?? [];
  return scope ? { scope: scope as Field['scope'], scopeId: Number(id) } : { scope: 'contest', scopeId: null };
}
